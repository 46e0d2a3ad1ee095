"""What is made aside, and what a killed run left is put right or told."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from hotspot_app import scratch
from hotspot_app.errors import InputError
from hotspot_app.paths import finished_folder, written
from hotspot_app.scratch import GOING_IN, NEW, OLD, PREFIX, mend, scratch_in


def left_behind(folder: Path, inside: dict[str, dict[str, str]]) -> Path:
    """Leave a scratch folder as a killed run does."""
    place = folder / f"{PREFIX}0123abcd"
    for name, files in inside.items():
        (place / name).mkdir(parents=True)
        for file, text in files.items():
            (place / name / file).write_text(text, encoding="utf-8")
    return place


def texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in folder.iterdir() if p.is_file()}


def test_what_had_gone_out_comes_back(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text("old", encoding="utf-8")
    left_behind(tmp_path, {OLD: {"a.csv": "old"}, NEW: {"a.csv": "new"}})
    mend(tmp_path)
    assert texts(tmp_path) == {"a.csv": "old", "b.csv": "old"}
    assert len([*tmp_path.iterdir()]) == 2


def test_what_had_not_come_in_yet_comes_in(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("new", encoding="utf-8")
    left_behind(tmp_path, {OLD: {"a.csv": "old"}, GOING_IN: {"b.csv": "new"}})
    mend(tmp_path)
    assert texts(tmp_path) == {"a.csv": "new", "b.csv": "new"}
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.parametrize("part", [OLD, GOING_IN])
def test_what_somebody_put_there_since_stays(tmp_path: Path, part: str) -> None:
    (tmp_path / "a.csv").write_text("theirs", encoding="utf-8")
    left_behind(tmp_path, {part: {"a.csv": "ours"}})
    mend(tmp_path)
    assert texts(tmp_path) == {"a.csv": "theirs"}


def test_what_is_still_being_made_is_left_alone(tmp_path: Path) -> None:
    with scratch_in(tmp_path) as place:
        (place / NEW / "a.csv").write_text("half", encoding="utf-8")
        with written(tmp_path / "b.csv") as other:
            other.write_text("whole", encoding="utf-8")
        assert (place / NEW / "a.csv").is_file()
    assert texts(tmp_path) == {"b.csv": "whole"}
    assert len([*tmp_path.iterdir()]) == 1


def test_what_can_not_be_put_right_yet_is_told_and_nothing_is_written_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else two results would stand side by side once it can."""
    left_behind(tmp_path, {OLD: {"a.csv": "old"}})
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target == tmp_path / "a.csv":
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    with monkeypatch.context() as held:
        held.setattr(Path, "replace", replace)
        with pytest.raises(InputError, match="can't be put right") as told:
            with finished_folder(tmp_path) as folder:
                (folder / "b.csv").write_text("new", encoding="utf-8")
    assert "in use" in str(told.value)
    assert texts(tmp_path) == {}
    with finished_folder(tmp_path, owns=("*.csv",)) as folder:
        (folder / "b.csv").write_text("new", encoding="utf-8")
    assert texts(tmp_path) == {"b.csv": "new"}
    assert len([*tmp_path.iterdir()]) == 1


def test_what_can_be_moved_neither_in_nor_back_is_kept_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if "b.csv" in (self.name, target.name) or target == tmp_path / "a.csv":
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    with monkeypatch.context() as held:
        held.setattr(Path, "replace", replace)
        with pytest.raises(InputError, match="can't be put right"):
            with finished_folder(tmp_path, owns=("*.csv",)) as folder:
                (folder / "c.csv").write_text("new", encoding="utf-8")
    assert texts(tmp_path) == {"b.csv": "old"}
    mend(tmp_path)
    assert texts(tmp_path) == {"a.csv": "old", "b.csv": "old"}
    assert len([*tmp_path.iterdir()]) == 2


@pytest.mark.parametrize(("age", "stays"), [(60, True), (7200, False)])
def test_a_disk_that_knows_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, age: int, stays: bool
) -> None:
    def no_locks(_: Path) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(scratch, "try_lock", no_locks)
    place = left_behind(tmp_path, {NEW: {"a.csv": "half"}})
    seconds = place.stat().st_mtime - age
    os.utime(place, (seconds, seconds))
    with written(tmp_path / "b.csv") as new:
        new.write_text("whole", encoding="utf-8")
    assert texts(tmp_path) == {"b.csv": "whole"}
    assert place.exists() == stays


@pytest.mark.parametrize("name", [f"{PREFIX}notes", f"{PREFIX}0123abcd"])
def test_somebodys_own_folder_of_such_a_name_stays(tmp_path: Path, name: str) -> None:
    mine = tmp_path / name / "letters"
    mine.mkdir(parents=True)
    mend(tmp_path)
    assert mine.is_dir()


def test_a_link_of_such_a_name_is_not_followed(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    (kept / OLD).mkdir(parents=True)
    (kept / OLD / "a.csv").write_text("theirs", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / f"{PREFIX}0123abcd").symlink_to(kept)
    mend(folder)
    assert (kept / OLD / "a.csv").is_file()
    assert texts(folder) == {}

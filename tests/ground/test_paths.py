"""Files come out whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hotspot_app import paths
from hotspot_app.errors import HotspotError, InputError
from hotspot_app.paths import finished_folder, shipped, written


def test_a_file_appears_only_when_finished(tmp_path: Path) -> None:
    target = tmp_path / "new" / "values.csv"
    with written(target) as scratch:
        scratch.write_text("code\n", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "code\n"
    assert [p.name for p in target.parent.iterdir()] == ["values.csv"]


def test_a_failed_file_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "values.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), written(target) as scratch:
        scratch.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failed_file_leaves_no_folder(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deeper" / "values.csv"
    with pytest.raises(InputError), written(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert not list(tmp_path.iterdir())


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(InputError, match="No space left") as told:
        with finished_folder(out) as folder:
            (folder / "values.csv").write_text("half", encoding="utf-8")
            raise OSError(errno.ENOSPC, "No space left on device")
    assert "Choose another folder" in str(told.value)
    assert not out.exists()


def test_an_interrupted_folder_keeps_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "values.csv").write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), finished_folder(out) as folder:
        (folder / "values.csv").write_text("new", encoding="utf-8")
        raise KeyboardInterrupt
    assert [p.name for p in out.iterdir()] == ["values.csv"]
    assert (out / "values.csv").read_text(encoding="utf-8") == "old"


OWNS = ("values.csv", "chart-*.png")


def earlier_result(folder: Path) -> dict[str, str]:
    folder.mkdir()
    for name in ("values.csv", "chart-ranking.png", "chart.png", "minutes.docx"):
        (folder / name).write_text(f"old {name}", encoding="utf-8")
    return texts(folder)


def texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in folder.iterdir() if p.is_file()}


def test_files_of_an_earlier_result_give_way_and_all_others_stay(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    older = earlier_result(out)
    with finished_folder(out, owns=OWNS) as folder:
        (folder / "chart-lorenz.png").write_text("new", encoding="utf-8")
        assert older.items() <= texts(out).items()
    assert texts(out) == {
        "chart-lorenz.png": "new",
        "chart.png": older["chart.png"],
        "minutes.docx": older["minutes.docx"],
    }


def test_a_folder_of_an_owned_name_is_not_ours(tmp_path: Path) -> None:
    mine = tmp_path / "chart-ideas.png"
    mine.mkdir()
    with finished_folder(tmp_path, owns=OWNS) as folder:
        (folder / "values.csv").write_text("new", encoding="utf-8")
    assert mine.is_dir()


def test_an_interrupted_result_removes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    older = earlier_result(out)
    with pytest.raises(KeyboardInterrupt), finished_folder(out, owns=OWNS) as folder:
        (folder / "values.csv").write_text("new", encoding="utf-8")
        raise KeyboardInterrupt
    assert texts(out) == older


@pytest.mark.parametrize("held", ["chart-ranking.png", "values.csv", "zones.csv"])
def test_a_held_file_leaves_the_earlier_result_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    """Whether the file that can't be moved is to be removed, replaced or added."""
    out = tmp_path / "out"
    older = earlier_result(out)
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == held:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(InputError, match="in use"):
        with finished_folder(out, owns=OWNS) as folder:
            for name in ("values.csv", "zones.csv"):
                (folder / name).write_text("new", encoding="utf-8")
    assert texts(out) == older


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("move", range(5))
def test_an_interruption_of_any_move_leaves_the_earlier_result_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: int, *, after: bool
) -> None:
    """Two files are replaced, one is new and one gives way: five moves."""
    earlier = {"map.png": "old", "notes.txt": "old", "chart-old.png": "old"}
    for name, text in earlier.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    real, moves = Path.replace, iter(range(100))

    def replace(self: Path, target: Path) -> Path:
        now = next(moves) == move
        if now and not after:
            raise KeyboardInterrupt
        moved = real(self, target)
        if now:
            raise KeyboardInterrupt
        return moved

    monkeypatch.setattr(Path, "replace", replace)
    owns = ("map.png", "notes.txt", "chart-*.png")
    with pytest.raises(KeyboardInterrupt), finished_folder(tmp_path, owns=owns) as new:
        for name in ("map.png", "notes.txt", "values.csv"):
            (new / name).write_text("new", encoding="utf-8")
    kept = {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()}
    assert kept == earlier


def test_a_folder_that_is_a_file_can_not_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="can't write here"), finished_folder(blocked):
        pass


def test_only_two_folders_are_shipped() -> None:
    assert (shipped("resources") / "help").is_dir()
    with pytest.raises(ValueError, match="secrets"):
        shipped("secrets")


def test_an_error_is_one_line_with_where_and_what_to_do() -> None:
    error = HotspotError("2 codes are\nrepeated", where="wards.csv", hint="Mend them.")
    assert str(error) == "wards.csv: 2 codes are repeated. Mend them."


@pytest.mark.parametrize("kind", ["resources", "boundaries"])
def test_a_built_app_finds_its_files_beside_its_libraries(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shipped(kind).is_dir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert shipped(kind) == tmp_path / kind


def test_one_folder_can_stand_for_all_of_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = [paths.config(), paths.state(), paths.cache(), paths.library()]
    monkeypatch.setenv(paths.HOME, str(tmp_path))
    chosen = [paths.config(), paths.state(), paths.cache(), paths.library()]
    assert len({*usual, *chosen}) == 8
    assert all(path.is_relative_to(tmp_path) for path in chosen)
    assert not any(path.is_relative_to(tmp_path) for path in usual)


LIBRARIES = """
import os, sys
from hotspot_app.paths import prepare_libraries
prepare_libraries()
import matplotlib, pyproj
assert not pyproj.network.is_network_enabled()
assert "proj_dir" in pyproj.datadir.get_data_dir()
assert matplotlib.get_configdir().startswith(os.environ["HOTSPOT_HOME"])
"""


@pytest.mark.slow
def test_libraries_use_their_own_data_no_network_and_our_folders(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", LIBRARIES],
        env={
            **os.environ,
            "HOME": str(home),
            "HOTSPOT_HOME": str(tmp_path / "own"),
            "PROJ_LIB": str(tmp_path),
            "PROJ_DATA": str(tmp_path),
            "PROJ_NETWORK": "ON",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not home.exists()

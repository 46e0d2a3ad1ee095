"""Unsaved work outlives the window it was in, and only that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hotspot_app.errors import InputError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save import recovery
from hotspot_app.project.save.recovery import SafetyCopy, discard, folder, left_behind

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(recovery, "state", lambda: tmp_path / "state")


@pytest.fixture
def project(files: Files) -> Project:
    return Project(files, Asked(method="count_map"), {"E01990001": "The “strip”"})


WINDOW = """
import sys, time
from pathlib import Path
from hotspot_app.project.save import recovery
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
state, data, saved = map(Path, sys.argv[1:])
recovery.state = lambda: state
files = Files(areas=data / "a.gpkg", crime=(data / "c.csv",))
copy = recovery.SafetyCopy()
copy.keep(Project(files, Asked(seed=1)), None)
copy.keep(Project(files, Asked(seed=2)), saved)
print("kept", flush=True)
time.sleep(60)
"""


def test_a_killed_window_leaves_its_work_behind(tmp_path: Path) -> None:
    saved = tmp_path / "p.hotspot"
    arguments = [str(tmp_path / "state"), str(tmp_path), str(saved)]
    before = datetime.now().astimezone() - timedelta(seconds=2)
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "kept\n"
        assert left_behind() == []
        window.kill()
    (found,) = left_behind()
    assert found.project.asked.seed == 2
    assert found.project.files.areas == tmp_path / "a.gpkg"
    assert found.path == saved
    assert before <= found.when <= datetime.now().astimezone()
    discard(found)
    assert left_behind() == []
    assert not [*folder().iterdir()]


def test_a_running_window_is_left_alone(project: Project) -> None:
    copy = SafetyCopy()
    copy.keep(project, None)
    assert left_behind() == []
    copy.end()


def test_the_newest_is_kept_whole(project: Project) -> None:
    copy = SafetyCopy()
    copy.keep(project, None)
    newer = project.renamed("E01990002", "Bedford Place")
    copy.keep(newer, None)
    (file,) = folder().glob("*.unsaved")
    assert recovery._read(file).project == newer
    assert recovery._read(file).path is None
    copy.end()


def test_a_clean_close_leaves_nothing(project: Project) -> None:
    copy = SafetyCopy()
    copy.keep(project, None)
    copy.drop()
    assert not [*folder().glob("*.unsaved")]
    copy.keep(project, None)
    copy.end()
    copy.end()
    assert not [*folder().iterdir()]


def test_a_window_without_changes_makes_nothing() -> None:
    copy = SafetyCopy()
    copy.drop()
    copy.end()
    assert not folder().exists()
    assert left_behind() == []


def test_several_windows_are_told_newest_first(project: Project) -> None:
    for number in range(3):
        copy = SafetyCopy()
        copy.keep(project.renamed("E01990001", str(number)), None)
        assert copy._lock is not None
        copy._lock.close()
        for file in folder().glob("*.unsaved"):
            seconds = file.stat().st_mtime - 100
            os.utime(file, (seconds, seconds))
    found = left_behind()
    assert [each.project.names["E01990001"] for each in found] == ["2", "1", "0"]


@pytest.mark.parametrize("content", [b"", b"{}", b"\0" * 50, b'{"of": 7}', b'{"of": "'])
def test_a_broken_one_is_removed(content: bytes) -> None:
    folder().mkdir(parents=True)
    (folder() / "7-abc.unsaved").write_bytes(content)
    assert left_behind() == []
    assert not [*folder().iterdir()]


@pytest.mark.parametrize("newer", [{"hotspot": 99}, {"harm": 1}])
def test_one_of_a_newer_version_waits_for_it(
    project: Project, newer: dict[str, int]
) -> None:
    copy = SafetyCopy()
    copy.keep(project, None)
    assert copy._lock is not None
    copy._lock.close()
    (file,) = folder().glob("*.unsaved")
    told = json.loads(file.read_text("utf-8")) | newer
    file.write_text(json.dumps(told), encoding="utf-8")
    assert left_behind() == []
    assert file.exists()


def test_what_was_seen_of_the_file_is_remembered(
    project: Project, tmp_path: Path
) -> None:
    """So that after a crash, too, a file that others changed is asked about."""
    copy = SafetyCopy()
    copy.keep(project, tmp_path / "june.hotspot", "0123")
    assert copy._lock is not None
    copy._lock.close()
    (found,) = left_behind()
    assert (found.path, found.seen) == (tmp_path / "june.hotspot", "0123")


def test_old_leavings_are_swept_up_and_new_ones_stay() -> None:
    """A new lock may be of a window just beginning; nobody has a scratch unlocked."""
    folder().mkdir(parents=True)
    (folder() / ".unfinished-0123abcd" / "new").mkdir(parents=True)
    for age, kind in ((60, "new"), (100_000, "old")):
        file = folder() / f"{kind}.lock"
        file.touch()
        seconds = file.stat().st_mtime - age
        os.utime(file, (seconds, seconds))
    assert left_behind() == []
    assert [file.name for file in folder().iterdir()] == ["new.lock"]


def test_a_folder_that_can_not_be_written_is_told(project: Project) -> None:
    folder().parent.mkdir(parents=True)
    folder().write_text("a file")
    copy = SafetyCopy()
    with pytest.raises(InputError, match="can't be kept aside"):
        copy.keep(project, None)
    copy.end()
    assert left_behind() == []

"""What a killed process left is put right and cleared away at the next start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hotspot_app import named_paths, paths
from hotspot_app.cli.main import main
from hotspot_app.paths import notes_of_writing, written
from hotspot_app.project.save.unfinished import clear_up

KILLED = """
import os, signal, sys
from pathlib import Path
from hotspot_app.paths import finished_folder
from hotspot_app import scratch
out, moment = Path(sys.argv[1]), sys.argv[2]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

replace = Path.replace
def moved(self, target):
    if self.name == moment:
        die()
    return replace(self, target)
Path.replace = moved
with finished_folder(out, owns=("a.txt", "b.txt")) as new:
    for name in ("a.txt", "b.txt"):
        (new / name).write_text("new")
    if moment == "made":
        die()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(paths.HOME, str(tmp_path / "home"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("old")
    (folder / "theirs.txt").write_text("theirs")
    return folder


def kill(out: Path, moment: str) -> None:
    command = [sys.executable, "-c", KILLED, str(out), moment]
    assert subprocess.run(command, check=False).returncode < 0


def held(out: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in out.iterdir() if p.is_file()}


@pytest.mark.parametrize(
    ("moment", "state"), [("made", "old"), ("b.txt", "old"), ("new", "old")]
)
def test_the_next_start_leaves_one_set_and_no_scratch(out, moment, state):
    kill(out, moment)
    assert [p for p in out.iterdir() if p.is_dir()]
    clear_up()
    assert held(out) == {"a.txt": state, "b.txt": state, "theirs.txt": "theirs"}
    assert not [p for p in out.iterdir() if p.is_dir()]
    assert not list(notes_of_writing().iterdir())


def test_the_command_line_does_so_at_its_start(out, capsys):
    kill(out, "made")
    assert main(["methods"]) == 0
    capsys.readouterr()
    assert not [p for p in out.iterdir() if p.is_dir()]


def test_what_is_being_written_stays(out):
    with written(out / "a.txt") as scratch:
        clear_up()
        scratch.write_text("newer")
        assert list(notes_of_writing().iterdir())
    assert held(out)["a.txt"] == "newer"
    assert not list(notes_of_writing().iterdir())


@pytest.mark.parametrize(
    "text", ["//host/share/x", "/dev/fd", "relative", "", "\0", "/", "x" * 20_000]
)
def test_a_note_that_names_what_must_not_be_touched_touches_nothing(text, monkeypatch):
    notes_of_writing().mkdir(parents=True)
    (notes_of_writing() / "0123").write_bytes(os.fsencode(text))

    def fail(folder: Path) -> None:
        raise AssertionError(folder)

    monkeypatch.setattr("hotspot_app.project.save.unfinished.mend", fail)
    monkeypatch.setattr(named_paths, "_chosen", set())
    clear_up()
    assert not list(notes_of_writing().iterdir())

"""A process that is killed leaves the old files or the new, never both.

A child process is killed before every single thing that it does to files, of which
Python tells its audit hooks; then at random.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing to fork there")

KILLED = """
import itertools, json, os, random, shutil, signal, sys, time
from pathlib import Path
from hotspot_app.paths import finished_folder, written
from hotspot_app.scratch import PREFIX, mend

home, kind, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
out = home / "out"
theirs = {"minutes.docx": "theirs", "chart.png": "theirs"}
old = {name: "old" for name in ("chart-1.png", "chart-2.png", "map.png", "values.csv")}
new = {name: "new!" for name in ("chart-1.png", "chart-3.png", "map.png", "notes.txt")}
if kind == "file":
    old, new = {"map.png": "old"}, {"map.png": "new!"}
if kind == "new folder":
    old, theirs = {}, {}

def lay_out():
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    if kind != "new folder":
        out.mkdir()
        for name, text in {**old, **theirs}.items():
            (out / name).write_text(text)

def write():
    if kind == "file":
        with written(out / "map.png") as scratch:
            scratch.write_text("new!")
        return
    owns = ("chart-*.png", "map.png", "values.csv", "notes.txt")
    with finished_folder(out, owns=owns) as folder:
        for name, text in new.items():
            (folder / name).write_text(text)

def found():
    if not out.is_dir():
        return {}
    return {p.name: p.read_text() for p in out.iterdir() if p.is_file() and
            not p.name.startswith(PREFIX)}

def scratch():
    return [str(p) for p in home.rglob(PREFIX + "*")]

def state(what):
    ours = {n: t for n, t in what.items() if n not in theirs}
    assert {n: t for n, t in what.items() if n in theirs} == theirs
    if ours in (old, new):
        return "old" if ours == old else "new"
    texts = set(ours.values())
    return "mixed" if len(texts) > 1 else "part"

def child(dies):
    pid = os.fork()
    if pid == 0:
        dies()
        write()
        os._exit(0)
    return pid

def at_step(step):
    steps = iter(range(10_000))
    def hook(event, args):
        if event.startswith(("open", "os.", "shutil", "fcntl")):
            if event != "os.kill" and next(steps) == step:
                os.kill(os.getpid(), signal.SIGKILL)
    return lambda: sys.addaudithook(hook)

def killed(step):
    if not times:
        return os.waitpid(child(at_step(step)), 0)[1]
    pid = child(lambda: None)
    time.sleep(random.random() * 1.5 * usual)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return 9 if step < times else 0

lay_out()
began = time.monotonic()
write()
usual = time.monotonic() - began
told = {"before": [], "after": [], "again": [], "left": []}
for step in itertools.count():
    lay_out()
    ended = killed(step)
    if not ended:
        break
    told["before"].append(state(found()))
    if step % 2:
        mend(home), mend(out)
        told["after"].append(state(found()))
        told["left"] += scratch()
    write()
    told["again"].append(state(found()))
    told["left"] += scratch()
print(json.dumps(told))
"""


def killed(home: Path, kind: str, times: int = 0) -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), kind, str(times)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, list[str]] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("kind", ["set", "new folder", "file"])
def test_killed_at_any_step_leaves_old_or_new(tmp_path: Path, kind: str) -> None:
    told = killed(tmp_path / "home", kind)
    assert len(told["before"]) > 15
    assert "mixed" not in told["before"]
    # only a set that goes into a folder of other files is for a moment not all there
    assert ("part" in told["before"]) == (kind == "set")
    assert set(told["after"]) == {"old", "new"}
    assert set(told["again"]) == {"new"}
    assert told["left"] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["set", "new folder", "file"])
def test_killed_at_random_leaves_old_or_new(tmp_path: Path, kind: str) -> None:
    told = killed(tmp_path / "home", kind, 30)
    assert len(told["before"]) == 30
    assert "mixed" not in told["before"]
    assert set(told["after"]) <= {"old", "new"}
    assert set(told["again"]) == {"new"}
    assert told["left"] == []

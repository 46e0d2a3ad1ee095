"""The process that reads: what it survives, and what survives it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hotspot_app.data.apart import limits
from hotspot_app.data.apart.process import Reader
from hotspot_app.errors import Cancelled, InputError, WordsError
from hotspot_app.faults import FaultElsewhere, fault_text
from hotspot_app.progress import Progress
from hotspot_app.remedies import NameCodes, NameColumns

TRYING = Path(__file__).with_name("trying.py")


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader([sys.executable, str(TRYING)], patience=60.0)
    yield made
    made.end()


def is_there(pid: int) -> bool:
    """Whether a process runs; one that nobody has buried yet doesn't."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def ask(reader: Reader, task: str, progress: Progress | None = None, **asked):
    return reader.ask(task, asked, progress or Progress(), where="file.gpkg")


def test_a_reader_that_cannot_be_started_is_no_fault_of_the_file():
    for command in (["/no/such/program"], [sys.executable, "-c", "pass"]):
        reader = Reader(command)
        reader.warm()
        with pytest.raises(InputError, match="could not be started"):
            ask(reader, "echo", value=1)
        reader.end()


@pytest.mark.slow
def test_what_lies_in_the_folder_that_the_analyst_is_in_never_runs(tmp_path):
    for name in ("secrets", "numpy", "encodings", "hotspot_app"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    root = Path(__file__).resolve().parents[3]
    source = (
        "from hotspot_app.data.apart import reader\n"
        "print(reader().ask('source of layer', {'path': 'a.geojson'}, where='a'))"
    )
    subprocess.run(
        [sys.executable, "-P", "-c", source],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(root)},
        check=True,
    )
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "said",
    [
        b"1",
        b"          -5",
        b"999999999999",
        b"           2[]",
        b"       20000" + b"[" * 20_000,
        b'          26{"value":1,"sizes":[-99]}',
        b'          30{"value":1,"sizes":[99999999999999]}',
        b'          23{"value":{},"sizes":[]}',
        b'          36{"value":{"array":7},"sizes":[    ]}',
    ],
)
def test_a_reader_that_says_nonsense_is_ended(said):
    source = f"import sys, time; sys.stdout.buffer.write({said!r}); sys.stdout.close()"
    reader = Reader([sys.executable, "-c", source])
    try:
        with pytest.raises((InputError, FaultElsewhere)):
            ask(reader, "echo", value=1)
    finally:
        reader.end()


def test_values_come_back_and_progress_is_told(reader):
    told = []
    value = ask(
        reader, "echo", Progress(lambda part, text: told.append((part, text))), value=7
    )
    assert value == 7
    assert told == [(0.5, "half")]
    assert list(reader.each("many", {"count": 3}, where="x")) == [0, 1, 2]


def test_one_process_serves_all_that_is_asked(reader):
    ask(reader, "echo", value=1)
    first = reader.pid
    for value in range(5):
        assert ask(reader, "echo", value=value) == value
    assert reader.pid == first


def test_one_that_has_swollen_is_begun_anew(reader):
    ask(reader, "echo", value=1)
    first = reader.pid
    ask(reader, "swell")
    assert reader.pid != first
    assert ask(reader, "echo", value=1) == 1


@pytest.mark.slow
def test_what_the_window_holds_does_not_count_for_the_reader(reader):
    held = np.ones(2 * limits.SWOLLEN // 8)
    ask(reader, "echo", value=1)
    first = reader.pid
    ask(reader, "echo", value=1)
    assert reader.pid == first
    assert len(held)


def test_what_libraries_print_is_no_answer(reader):
    assert ask(reader, "noise") == ""
    assert ask(reader, "echo", value="still") == "still"


@pytest.mark.parametrize(("words", "kind"), [(False, InputError), (True, WordsError)])
def test_a_refusal_is_raised_as_it_was(reader, words, kind):
    with pytest.raises(kind) as caught:
        ask(reader, "refuse", words=words)
    assert str(caught.value) == "where: what. hint"
    assert type(caught.value) is kind
    assert caught.value.remedies == (NameCodes(), NameColumns(("type",), or_none=True))


def test_a_panic_is_a_fault_that_says_where_and_not_what_was_read(reader):
    with pytest.raises(FaultElsewhere) as caught:
        ask(reader, "panic")
    told = fault_text(caught.value)
    assert "panic, line" in told
    assert told.endswith("Panic")
    assert "Doe" not in told
    assert ask(reader, "echo", value=1) == 1


def test_a_reader_that_stops_is_that_files_fault_and_another_begins(reader):
    with pytest.raises(InputError, match=r"^file\.gpkg: it is damaged, or needs more"):
        ask(reader, "abort")
    assert ask(reader, "echo", value=1) == 1


@pytest.mark.slow
def test_a_reader_that_takes_too_much_is_stopped(reader):
    with pytest.raises(InputError, match="1 GB of memory"):
        ask(reader, "eat")
    assert ask(reader, "echo", value=1) == 1


@pytest.mark.slow
@pytest.mark.parametrize("task", ["hang", "native_hang"])
def test_a_reader_without_progress_is_ended(task):
    reader = Reader([sys.executable, str(TRYING)], patience=1.0)
    try:
        with pytest.raises(InputError, match="nothing came of it"):
            ask(reader, task)
        assert ask(reader, "echo", value=1) == 1
    finally:
        reader.end()


@pytest.mark.slow
def test_slow_work_that_goes_on_is_left_to_go_on():
    reader = Reader([sys.executable, str(TRYING)], patience=2.0)
    try:
        assert ask(reader, "slow", steps=12, seconds=0.3) == "done"
    finally:
        reader.end()


@pytest.mark.parametrize("task", ["hang", "native_hang"])
def test_cancel_ends_what_is_being_read(reader, task):
    stop = threading.Event()
    begun: list[int | None] = []

    def report(part: float, text: str) -> None:
        begun.append(reader.pid)
        stop.set()

    with pytest.raises(Cancelled):
        ask(reader, task, Progress(report, stop.is_set))
    (pid,) = begun
    assert pid is not None
    assert not is_there(pid)
    assert ask(reader, "echo", value=1) == 1


def test_who_waits_for_a_turn_can_be_cancelled_too(reader):
    started, stop = threading.Event(), threading.Event()

    def hold() -> None:
        with pytest.raises(Cancelled):
            ask(reader, "hang", Progress(lambda *_: started.set(), stop.is_set))

    other = threading.Thread(target=hold)
    other.start()
    assert started.wait(60)
    with pytest.raises(Cancelled):
        ask(reader, "echo", Progress(cancelled=lambda: True), value=1)
    stop.set()
    other.join()


def test_a_reading_within_another_is_a_fault_and_no_deadlock(reader):
    for _ in reader.each("many", {"count": 2}, where="x"):
        with pytest.raises(RuntimeError, match="within another"):
            ask(reader, "echo", value=1)


def test_parts_that_are_not_wanted_do_no_harm(reader):
    parts = reader.each("many", {"count": 100_000}, where="x")
    assert next(parts) == 0
    parts.close()
    assert ask(reader, "echo", value=1) == 1


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a job object does it there")
@pytest.mark.parametrize("task", ["echo", "hang"])
def test_a_reader_goes_when_the_window_is_killed(task):
    """At rest at once; at work when it has made no progress for long (here 2 s)."""
    source = f"""
import sys, time
from hotspot_app.data.apart.process import Reader
from hotspot_app.progress import Progress
reader = Reader([sys.executable, {str(TRYING)!r}, "1"], patience=1.0)
def told(part, text):
    print(reader.pid, flush=True)
    if {task!r} == "hang":
        time.sleep(600)
reader.ask({task!r}, {{"value": 1}}, Progress(told), where="x")
time.sleep(600)
"""
    command = [sys.executable, "-c", source]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        pid = int(window.stdout.readline())
        window.kill()
    deadline = time.monotonic() + 120
    while is_there(pid):
        assert time.monotonic() < deadline
        time.sleep(0.05)

"""The newest work wins, and nothing is told of older work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from hotspot_app.errors import InputError
from hotspot_app.progress import Progress
from hotspot_app.ui.kit.worker import Worker


class Heard(QObject):
    """What is told of pieces of work."""

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self.results: list[object] = []
        self.failures: list[BaseException] = []
        self.done.connect(self.results.append)
        self.failed.connect(self.failures.append)
        self._worker = worker

    def ask(self, work: Callable[[Progress], object]) -> None:
        self._worker.ask(work, self.done.emit, self.failed.emit)


@pytest.fixture
def heard(worker: Worker) -> Heard:
    return Heard(worker)


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    made = Worker()
    yield made
    made.end()
    assert "hotspot-worker" not in {each.name for each in threading.enumerate()}


def test_it_works_elsewhere_and_tells_here(
    qtbot: QtBot, worker: Worker, heard: Heard
) -> None:
    here = threading.get_ident()
    told: list[int] = []
    heard.done.connect(lambda _: told.append(threading.get_ident()))
    with qtbot.waitSignal(heard.done):
        heard.ask(lambda progress: threading.get_ident())
    assert heard.results != [here]
    assert told == [here]


def test_the_newest_wins(qtbot: QtBot, worker: Worker, heard: Heard) -> None:
    begun, go = threading.Event(), threading.Event()

    def old(progress: Progress) -> str:
        begun.set()
        go.wait(5)
        progress.step(0.5)
        return "old"

    heard.ask(old)
    assert begun.wait(5)
    heard.ask(lambda progress: "never begun")
    with qtbot.waitSignal(heard.done):
        heard.ask(lambda progress: "new")
        go.set()
    qtbot.wait(20)
    assert heard.results == ["new"]


def test_work_that_ignores_its_stop_is_not_told(
    qtbot: QtBot, worker: Worker, heard: Heard
) -> None:
    begun, go = threading.Event(), threading.Event()

    def stubborn(progress: Progress) -> str:
        del progress
        begun.set()
        go.wait(5)
        return "stale"

    heard.ask(stubborn)
    assert begun.wait(5)
    with qtbot.waitSignal(worker.idle):
        worker.cancel()
    go.set()
    with qtbot.waitSignal(heard.done):
        heard.ask(lambda progress: "fresh")
    assert heard.results == ["fresh"]


def test_failures_and_progress_are_told(
    qtbot: QtBot, worker: Worker, heard: Heard
) -> None:
    def bad(progress: Progress) -> None:
        progress.step(0.25, "Reading")
        raise InputError("broken")

    said: list[tuple[float, str]] = []
    worker.progressed.connect(lambda part, text: said.append((part, text)))
    with qtbot.waitSignal(heard.failed) as failed:
        heard.ask(bad)
    assert isinstance(failed.args[0], InputError)
    assert said == [(0.25, "Reading")]


def test_being_stopped_is_no_failure(
    qtbot: QtBot, worker: Worker, heard: Heard
) -> None:
    begun = threading.Event()

    def long(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(0.1)

    heard.ask(long)
    assert begun.wait(5)
    worker.cancel()
    with qtbot.waitSignal(heard.done):
        heard.ask(lambda progress: None)
    assert not heard.failures


def test_it_is_busy_until_its_result_is_told(
    qtbot: QtBot, worker: Worker, heard: Heard
) -> None:
    """Less urgent work that is asked for at rest takes nothing's place."""
    begun = threading.Event()
    heard.ask(lambda progress: begun.set() or "urgent")
    assert begun.wait(5)
    time.sleep(0.2)  # done long ago, while the window was doing something else
    assert worker.is_busy
    qtbot.waitUntil(lambda: not worker.is_busy, timeout=5_000)
    assert heard.results == ["urgent"]
    heard.ask(lambda progress: "less urgent")
    qtbot.waitUntil(lambda: heard.results == ["urgent", "less urgent"], timeout=5_000)


class PanicException(BaseException):
    """As libraries written in Rust raise it."""


@pytest.mark.parametrize("kind", [PanicException, SystemExit, MemoryError])
def test_nothing_that_is_raised_ends_the_thread(
    qtbot: QtBot, worker: Worker, heard: Heard, kind: type[BaseException]
) -> None:
    def bad(progress: Progress) -> None:
        raise kind

    with qtbot.waitSignals([worker.idle, heard.failed]):
        heard.ask(bad)
    assert not worker.is_busy
    with qtbot.waitSignal(heard.done) as done:
        heard.ask(lambda progress: "still there")
    assert done.args == ["still there"]

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from hotspot_app.ui.map_task import NewestJob


@pytest.fixture
def jobs(qapp):
    owner = QObject()
    runner = NewestJob(owner)
    yield runner
    runner.stop()
    owner.deleteLater()


def test_a_result_arrives(jobs, qtbot):
    with qtbot.waitSignal(jobs.done) as got:
        jobs.ask(lambda cancelled: 42)
    assert got.args == [42]
    assert not jobs.busy


def test_the_newest_wins_and_the_older_is_cancelled(jobs, qtbot):
    began, seen, results = threading.Event(), [], []
    jobs.done.connect(results.append)

    def slow(cancelled):
        began.set()
        while not cancelled():
            threading.Event().wait(0.002)
        seen.append("cancelled")
        return "old"

    jobs.ask(slow)
    assert began.wait(5)
    for number in range(20):
        jobs.ask(lambda cancelled, n=number: n)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == ["cancelled"]
    assert results == [19]


def test_stopping_waits_for_the_end_and_tells_nothing(jobs, qtbot):
    began, ended, results = threading.Event(), threading.Event(), []
    jobs.done.connect(results.append)

    def slow(cancelled):
        began.set()
        while not cancelled():
            threading.Event().wait(0.002)
        ended.set()
        return "late"

    jobs.ask(slow)
    assert began.wait(5)
    jobs.stop()
    assert ended.is_set()
    qtbot.wait(20)
    assert results == []


def test_what_goes_wrong_is_raised_in_the_windows_thread(jobs, qtbot):
    def broken(cancelled):
        raise ValueError("no such thing")

    with qtbot.captureExceptions() as caught:
        jobs.ask(broken)
        qtbot.waitUntil(lambda: not jobs.busy)
        qtbot.wait(10)
    assert [str(error[1]) for error in caught] == ["no such thing"]
    with qtbot.waitSignal(jobs.done):
        jobs.ask(lambda cancelled: "goes on")

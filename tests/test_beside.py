"""Work done beside other work."""

from __future__ import annotations

from threading import Event

import pytest

from hotspot_app.beside import beside, parts_at_once, side_by_side
from hotspot_app.errors import Cancelled, InputError
from hotspot_app.progress import Progress, is_stopped, stoppable


def test_the_block_goes_on_while_the_work_waits() -> None:
    gone_on = Event()
    with beside(lambda: gone_on.wait(30)) as result:
        gone_on.set()
        assert result()


def test_what_the_work_raises_is_raised_where_its_result_is_asked_for() -> None:
    def fail() -> None:
        raise InputError("is damaged", where="a.csv")

    with pytest.raises(InputError, match="is damaged"), beside(fail) as result:
        result()


def test_of_two_files_that_fail_the_one_begun_first_is_told() -> None:
    def fail() -> None:
        raise InputError("is damaged", where="first.csv")

    with pytest.raises(InputError, match=r"first\.csv"), beside(fail):
        raise InputError("is damaged", where="second.csv")


def test_work_that_nobody_waits_for_hears_of_it() -> None:
    heard = Event()

    def work() -> None:
        while not is_stopped():
            heard.wait(0.001)
        heard.set()

    with pytest.raises(KeyboardInterrupt), beside(work):
        raise KeyboardInterrupt
    assert heard.is_set()


def test_work_hears_what_stops_the_thread_that_began_it() -> None:
    stop = Event()

    def work() -> str:
        while not is_stopped():
            stop.wait(0.001)
        return "stopped"

    with stoppable(stop.is_set), beside(work) as result:
        stop.set()
        assert result() == "stopped"


def test_works_side_by_side_give_their_results_in_order() -> None:
    first_waits = Event()

    def first() -> int:
        return 1 if first_waits.wait(30) else 0

    def second() -> int:
        first_waits.set()
        return 2

    assert side_by_side([first, second, lambda: 3]) == [1, 2, 3]


def test_of_works_side_by_side_the_first_that_fails_is_told() -> None:
    later_failed = Event()

    def first() -> None:
        later_failed.wait(30)
        raise InputError("is damaged", where="first.csv")

    def second() -> None:
        later_failed.set()
        raise InputError("is damaged", where="second.csv")

    with pytest.raises(InputError, match=r"first\.csv"):
        side_by_side([first, second])


def test_works_side_by_side_hear_that_one_failed() -> None:
    begun, heard = Event(), Event()

    def fail() -> None:
        begun.wait(30)
        raise InputError("is damaged", where="a.csv")

    def go_on() -> None:
        begun.set()
        while not is_stopped():
            heard.wait(0.001)
        heard.set()

    with pytest.raises(InputError):
        side_by_side([fail, go_on])
    assert heard.is_set()


def test_parts_at_once_tell_the_sum_of_what_is_done() -> None:
    told: list[tuple[float, str]] = []
    small, large = parts_at_once(Progress(lambda *said: told.append(said)), [1, 3])
    large.step(0.5, "large")
    small.step(1.0, "small")
    large.step(1.0, "large")
    assert told == [(0.375, "large"), (0.625, "small"), (1.0, "large")]


def test_parts_at_once_are_cancelled_with_the_whole_or_where_they_run() -> None:
    stopped: list[bool] = []
    one, _ = parts_at_once(Progress(cancelled=lambda: bool(stopped)), [1, 1])
    one.step(0.1)
    with stoppable(lambda: True), pytest.raises(Cancelled):
        one.step(0.2)
    stopped.append(True)
    with pytest.raises(Cancelled):
        one.step(0.3)

"""Work done beside other work."""

from __future__ import annotations

from threading import Event

import pytest

from hotspot_app.beside import beside
from hotspot_app.errors import InputError
from hotspot_app.progress import is_stopped, stoppable


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

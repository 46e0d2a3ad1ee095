"""Progress of parts that are worked on at once."""

from __future__ import annotations

import pytest

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress, stoppable


def test_parts_at_once_tell_the_sum_of_what_is_done() -> None:
    told: list[tuple[float, str]] = []
    small, large = Progress(lambda *said: told.append(said)).parts_at_once([1, 3])
    large.step(0.5, "large")
    small.step(1.0, "small")
    large.step(1.0, "large")
    assert told == [(0.375, "large"), (0.625, "small"), (1.0, "large")]


def test_parts_at_once_are_cancelled_with_the_whole_or_where_they_run() -> None:
    stopped: list[bool] = []
    one, _ = Progress(cancelled=lambda: bool(stopped)).parts_at_once([1, 1])
    one.step(0.1)
    with stoppable(lambda: True), pytest.raises(Cancelled):
        one.step(0.2)
    stopped.append(True)
    with pytest.raises(Cancelled):
        one.step(0.3)

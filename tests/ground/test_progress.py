"""Long work tells where it stands and can be stopped."""

from __future__ import annotations

import pytest

from hotspot_app.errors import Cancelled
from hotspot_app.progress import SILENT, Progress


def test_a_part_is_a_stretch_of_the_whole() -> None:
    told: list[tuple[float, str]] = []
    whole = Progress(lambda fraction, text: told.append((fraction, text)))
    whole.part(0.5, 0.9).part(0.0, 0.5).step(1.0, "half of the part")
    assert told == [(pytest.approx(0.7), "half of the part")]


def test_a_stopped_part_raises() -> None:
    with pytest.raises(Cancelled):
        Progress(cancelled=lambda: True).part(0.1, 0.2).step(0.5)


def test_silence_says_and_stops_nothing() -> None:
    assert SILENT.step(0.5, "anything") is None

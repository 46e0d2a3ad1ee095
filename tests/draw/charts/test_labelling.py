"""Where names go, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.draw.charts.labelling import Taken, apart


def test_places_that_come_too_near_stand_about_their_mean() -> None:
    assert apart(np.array([10.0, 50.0]), 4, 0, 100).tolist() == [10, 50]
    assert apart(np.array([50.0, 50.0]), 4, 0, 100).tolist() == [48, 52]
    assert apart(np.array([52.0, 49.0, 10.0]), 6, 0, 100).tolist() == [53.5, 47.5, 10]


def test_places_stay_between_the_ends() -> None:
    assert apart(np.array([-5.0, 0.0]), 4, 0, 100).tolist() == [0, 4]
    assert apart(np.array([99.0, 100.0]), 4, 0, 100).tolist() == [96, 100]
    assert apart(np.array([1.0, 1.0, 1.0]), 4, 0, 6).tolist() == [0, 4, 8]
    assert apart(np.empty(0), 4, 0, 6).tolist() == []


@given(st.lists(st.floats(0, 100), min_size=1, max_size=15))
def test_places_are_a_gap_apart_in_the_order_wanted(wanted: list[float]) -> None:
    places = apart(np.array(wanted), 5, 0, 100)
    assert (np.diff(np.sort(places)) >= 5 - 1e-9).all()
    assert places.min() >= 0
    assert places.max() <= 100 + 1e-9
    order = np.argsort(wanted, kind="stable")
    assert (np.diff(places[order]) > 0).all()


@pytest.mark.parametrize(
    ("at", "side"),
    [((50, 50), "left"), ((90, 50), "right"), ((50, 5), "left")],
)
def test_a_name_goes_where_there_is_room(at, side) -> None:
    found = Taken((0, 0, 100, 100)).beside(at, (30, 8), 3)
    assert found is not None
    assert found[2] == side


def test_names_keep_off_each_other_and_give_up_where_all_is_taken() -> None:
    taken = Taken((0, 0, 100, 100))
    sides = [taken.beside((50, 50), (30, 8), 5) for _ in range(5)]
    assert [side and side[2] for side in sides] == [
        "left", "right", "centre", "centre", None,
    ]  # fmt: skip

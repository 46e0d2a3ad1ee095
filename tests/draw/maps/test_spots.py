"""Numbers on a map never hide each other."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.draw.maps.spots import apart


def test_numbers_that_are_apart_stay_where_they_are():
    assert apart([(0, 0), (10, 0), (0, 10)], 4.0) == [(0, 0), (10, 0), (0, 10)]
    assert apart([], 4.0) == []


def test_each_of_two_moves_as_far_as_the_other():
    assert apart([(0, 0), (0, 2)], 4.0) == [(0, -1), (0, 3)]


def test_two_at_one_place_part_sideways_in_their_order():
    assert apart([(5, 5), (5, 5)], 4.0) == [(3, 5), (7, 5)]


@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 20)), max_size=6))
def test_none_hides_another(places: list[tuple[float, float]]):
    made = apart(places, 4.0)
    far = [np.hypot(*np.subtract(a, b)) for a, b in combinations(made, 2)]
    assert min(far, default=4.0) > 3.5
    assert np.allclose(np.sum(made, axis=0), np.sum(places, axis=0))


def test_a_row_of_them_stays_a_row():
    made = apart([(float(n), 0.0) for n in range(4)], 4.0)
    assert all(b[0] - a[0] > 3.5 for a, b in pairwise(made))
    assert made[-1][0] - made[0][0] < 16

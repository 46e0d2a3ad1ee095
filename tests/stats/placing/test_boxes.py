from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.stats.placing.boxes import points_in_boxes

WHOLE = st.integers(-20, 20)


def brute(x, y, boxes) -> set[tuple[int, int]]:
    return {
        (point, box)
        for point, (a, b) in enumerate(zip(x, y, strict=True))
        for box, (west, south, east, north) in enumerate(boxes)
        if west <= a <= east and south <= b <= north
    }


@given(
    st.lists(st.tuples(WHOLE, WHOLE), max_size=30),
    st.lists(
        st.tuples(WHOLE, WHOLE, st.integers(0, 9), st.integers(0, 40)),
        min_size=1,
        max_size=12,
    ),
)
def test_edges_belong_to_a_box_and_every_pair_is_found(points, sides) -> None:
    x, y = np.array(points, dtype=float).reshape(-1, 2).T
    boxes = np.array([(w, s, w + a, s + b) for w, s, a, b in sides], dtype=float)
    point, box = points_in_boxes(x, y, boxes)
    assert sorted(zip(point.tolist(), box.tolist(), strict=True)) == sorted(
        brute(x, y, boxes)
    )
    assert (np.diff(box) >= 0).all()


@pytest.mark.parametrize("size", [1e-3, 40.0, 3e4])
def test_no_point_lacks_on_a_country_s_grid(size: float) -> None:
    rng = np.random.default_rng(7)
    corner = rng.uniform((80_000, 5_000), (655_000, 657_000), (300, 2))
    boxes = np.column_stack([corner, corner + rng.uniform(0, size, (300, 2))])
    share = rng.choice([0.0, 0.5, 1.0], (300, 2))  # corners, sides and middles
    x, y = (corner + share * (boxes[:, 2:] - corner)).T
    point, box = points_in_boxes(x, y, boxes)
    found = set(zip(point.tolist(), box.tolist(), strict=True))
    assert found >= brute(x, y, boxes)
    assert len(found) <= len(brute(x, y, boxes)) + 3


def test_points_that_are_missing_are_in_no_box() -> None:
    x = np.array([np.nan, 1.0, np.inf, 1.0])
    y = np.array([1.0, np.nan, 1.0, 1.0])
    point, box = points_in_boxes(x, y, np.array([[0.0, 0.0, 2.0, 2.0]]))
    assert point.tolist() == [3]
    assert box.tolist() == [0]

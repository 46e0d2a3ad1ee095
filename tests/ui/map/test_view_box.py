from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.ui.map.view_box import CLOSEST, ViewBox, fitted

VIEW = ViewBox(440_000.0, 115_000.0, 20.0, 720.0, 700.0)
PIXEL = st.floats(-500, 1500)


@given(PIXEL, PIXEL)
def test_metres_and_pixels_are_each_others_way_back(across, down):
    place = VIEW.metres(across, down)
    assert VIEW.pixels(np.array([place]))[0] == pytest.approx((across, down), abs=1e-6)


def test_the_middle_and_the_corners_are_where_one_would_draw_them():
    assert VIEW.metres(360, 350) == (440_000.0, 115_000.0)
    assert VIEW.metres(0, 0) == (440_000 - 7_200, 115_000 + 7_000)
    assert VIEW.extent == (432_800, 108_000, 447_200, 122_000)


@given(PIXEL, PIXEL, st.floats(0.1, 10))
def test_zooming_keeps_the_place_under_the_pointer(across, down, factor):
    closer = VIEW.zoomed(factor, across, down)
    assert closer.scale == pytest.approx(20 / factor)
    assert closer.metres(across, down) == pytest.approx(VIEW.metres(across, down))


def test_pushing_the_ground_right_and_down_shows_what_lies_west_and_north():
    assert VIEW.moved(10, 5).metres(10, 5) == pytest.approx(VIEW.metres(0, 0))


def test_holding_an_extent_shows_all_of_it():
    extent = (437_000.0, 110_000.0, 441_000.0, 118_000.0)
    west, south, east, north = ViewBox.around(extent, 300, 200, 10).extent
    assert west <= extent[0]
    assert south <= extent[1]
    assert east >= extent[2]
    assert north >= extent[3]


def test_a_point_or_a_window_of_no_size_can_be_looked_at():
    assert ViewBox.around((5.0, 5.0, 5.0, 5.0), 0, 0, 20).scale == CLOSEST


def test_limits():
    extent = (430_000.0, 110_000.0, 450_000.0, 120_000.0)
    far = ViewBox(900_000.0, 0.0, 5_000.0, 100.0, 100.0).held(extent, 50.0)
    assert (far.x, far.y, far.scale) == (450_000.0, 110_000.0, 50.0)
    assert ViewBox(440_000.0, 115_000.0, 0.001, 9.0, 9.0).held(extent, 50).scale == (
        CLOSEST
    )


def test_a_card_in_a_corner_pushes_the_map_out_of_the_way_where_there_is_room():
    extent = (0.0, 0.0, 4_000.0, 2_000.0)
    x, y = np.meshgrid(np.linspace(0, 4_000, 21), np.linspace(0, 2_000, 11))
    corners = np.column_stack([x.ravel(), y.ravel()])
    card = (0.0, 460.0, 250.0, 700.0)
    at = fitted(extent, corners, (720.0, 700.0), [card]).pixels(corners)
    assert not ((at[:, 0] < 250) & (at[:, 1] > 460)).any()
    assert ((at > 0) & (at < (720, 700))).all()
    plain = fitted(extent, corners, (720.0, 700.0), [])
    assert plain == ViewBox.around(extent, 720, 700, 20)

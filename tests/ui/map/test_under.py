"""What is under a place on the map."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from hotspot_app.ui.map.id_buffer import paint_ids
from hotspot_app.ui.map.sharp_map import Areas
from hotspot_app.ui.map.under import Under
from hotspot_app.ui.map.view_box import ViewBox

VIEW = ViewBox(20.0, 10.0, 1.0, 40.0, 20.0)


@pytest.fixture
def under() -> Under:
    """Three areas of ten metres side by side, the last of which isn't shown."""
    shapes = [shapely.box(x, 5, x + 10, 15) for x in (0, 10, 20)]
    frame = gpd.GeoDataFrame(
        {"shown": [True, True, False]}, geometry=shapes, index=["A", "B", "C"]
    )
    areas = Areas.of(frame)
    return Under(areas, paint_ids(areas.pieces, VIEW, 1.0), VIEW)


def test_a_shown_area_is_found_by_a_pixel(under):
    assert [under.code_at(x, 10) for x in (5, 15, 25, 35)] == ["A", "B", "", ""]
    assert under.code_at(5, 1) == ""


def test_below_the_ground_there_is_none(under):
    lower = replace(under, view=replace(VIEW, y=15.0, height=10.0))
    assert [lower.code_at(5, down) for down in (9, 10, 12)] == ["A", "", ""]


def test_rows_and_codes_belong_together(under):
    assert [under.number_of(code) for code in ("A", "C", "Z", "")] == [0, 2, -1, -1]
    assert [under.code_of(number) for number in (0, 2, -1)] == ["A", "C", ""]


def test_a_box_holds_the_shown_areas_whose_middle_is_in_it(under):
    assert under.within((0, 0, 40, 20)) == {"A", "B"}
    assert under.within((0, 0, 14, 20)) == {"A"}
    assert under.within((0, 0, 3, 3)) == set()


def test_before_there_is_a_map_nothing_is_found(under):
    for nothing in (Under(None, None, None), Under(under.areas, None, None)):
        assert nothing.number_at(5, 5) == -1
        assert nothing.within((0, 0, 40, 20)) == set()

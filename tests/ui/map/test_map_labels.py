from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PySide6.QtGui import QFontMetricsF

from hotspot_app.draw.maps.placing import PlacedName
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.labels import names


def wards(*named: tuple[str, object]) -> gpd.GeoDataFrame:
    frame = {"name": [name for name, _ in named], "geometry": [s for _, s in named]}
    return gpd.GeoDataFrame(frame, crs="EPSG:27700")


def box(name: PlacedName, scale: float):
    measure = QFontMetricsF(theme.font(name.size, bold=True))
    wide = max(measure.horizontalAdvance(line) for line in name.lines) * scale / 2
    high = measure.height() * len(name.lines) * scale / 2
    return shapely.box(name.x - wide, name.y - high, name.x + wide, name.y + high)


def check(frame: gpd.GeoDataFrame, scale: float) -> int:
    """Each name mostly in its place, none over another."""
    placed = names(frame).at(scale)
    boxes = [box(name, scale) for name in placed]
    for number, (name, words) in enumerate(zip(placed, boxes, strict=True)):
        place = frame.geometry[frame["name"] == " ".join(name.lines)].union_all()
        assert words.intersection(place).area > 0.55 * words.area
        assert all(words.disjoint(other) for other in boxes[:number])
    return len(placed)


@pytest.mark.parametrize("scale", [2, 5, 8, 12, 20, 40])
def test_names_lie_in_their_ward_and_clear_of_each_other(dressed, practice, scale):
    check(practice.wards, scale)


def test_all_wards_of_the_practice_town_are_named_at_the_size_of_a_laptop(
    dressed, practice
):
    west, _, east, _ = practice.areas.total_bounds
    assert check(practice.wards, (east - west) / 680) == len(practice.wards)


@pytest.mark.realdata
def test_most_wards_of_southampton_are_named(dressed, southampton):
    west, _, east, _ = southampton.areas.total_bounds
    found = check(southampton.wards, (east - west) / 680)
    assert found >= len(southampton.wards) - 1


def test_a_name_that_does_not_fit_is_left_out_and_comes_with_closer_zoom(dressed):
    frame = wards(("Harbour", shapely.box(0, 0, 1_000, 400)))
    assert names(frame).at(100) == ()
    (name,) = names(frame).at(5)
    assert name.lines == ("Harbour",)
    assert names(frame).at(1)[0].size > names(frame).at(15)[0].size


def test_what_stands_out_is_named_before_what_is_larger(dressed):
    large, small = shapely.box(0, 0, 3_000, 400), shapely.box(3_000, 0, 4_500, 400)
    found = names(wards(("Northfield", large), ("Quay", small)))
    assert [name.lines for name in found.at(8)] == [("Northfield",), ("Quay",)]
    loud = found.first(np.array([shapely.box(3_100, 10, 3_200, 20)]))
    assert [name.lines for name in loud.at(8)] == [("Quay",), ("Northfield",)]
    assert loud.first(np.array([shapely.box(3_300, 9, 3_400, 19)])) is loud


def test_a_long_name_takes_two_lines_in_a_narrow_ward(dressed):
    frame = wards(("Banister & Polygon", shapely.box(0, 0, 90, 200)))
    assert " ".join(names(frame).at(1)[0].lines) == "Banister & Polygon"
    assert len(names(frame).at(1)[0].lines) == 2


def test_places_without_name_or_area_are_passed_over(dressed):
    frame = wards(
        ("", shapely.box(0, 0, 900, 900)),
        ("Line", shapely.LineString([(0, 0), (1, 1)])),
        ("Gone", None),
        ("Flat", shapely.Polygon()),
    )
    assert names(frame).at(1) == ()
    assert names(None).at(1) == ()

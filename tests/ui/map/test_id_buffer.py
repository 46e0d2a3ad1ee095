"""The numbers painted are the areas that shapely finds there."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.ui.map.id_buffer import borders, density, grown, paint_ids
from hotspot_app.ui.map.shapes import fills, lines
from hotspot_app.ui.map.view_box import ViewBox

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="session")
def town() -> gpd.GeoDataFrame:
    return gpd.read_file(practice_files().areas).to_crs(27700)


def check(shapes: np.ndarray, view: ViewBox, ratio: float, rows: int = 40) -> int:
    """Compare with shapely at middles of pixels; a pixel's breadth is forgiven."""
    buffer = paint_ids(fills(shapes), view, ratio)
    height, width = buffer.ids.shape
    draw = np.random.default_rng(7)
    down, across = draw.integers(0, height, rows), draw.integers(0, width, rows)
    step = view.scale / ratio
    places = shapely.points(
        view.west + (across + 0.5) * step, view.north - (down + 0.5) * step
    )
    inside = 0
    for place, number in zip(places, buffer.ids[down, across], strict=True):
        if number:
            inside += 1
            assert shapely.distance(shapes[number - 1], place) <= step
        else:
            found = shapely.contains(shapes, place)
            depth = shapely.distance(shapely.boundary(shapes[found]), place)
            assert (depth <= step).all()
    return inside


@settings(max_examples=25)
@given(
    st.floats(0.02, 1.2),
    st.floats(0.1, 0.9),
    st.floats(0.1, 0.9),
    st.sampled_from([1, 2]),
)
def test_every_pixel_of_the_practice_town_has_its_area(town, share, across, up, ratio):
    west, south, east, north = town.total_bounds
    x, y = west + across * (east - west), south + up * (north - south)
    view = ViewBox(x, y, share * (east - west) / 300, 300, 260)
    check(town.geometry.to_numpy(), view, ratio)


def middles_right(shapes: np.ndarray, view: ViewBox, ratio: float) -> float:
    """Share of areas whose middle, a pixel inside, has their number."""
    buffer = paint_ids(fills(shapes), view, ratio)
    points = shapely.point_on_surface(shapes)
    depth = shapely.distance(shapely.boundary(shapes), points)
    deep = depth > view.scale / ratio
    found = [buffer.at(*shapely.get_coordinates(point)[0]) for point in points[deep]]
    assert found == np.flatnonzero(deep).tolist()
    return float(deep.mean())


def test_the_middle_of_each_area_of_the_practice_town_has_its_number(town):
    view = ViewBox.around(tuple(town.total_bounds), 720, 700, 20)
    assert middles_right(town.geometry.to_numpy(), view, 2.0) == 1.0


@pytest.mark.realdata
def test_the_middle_of_each_area_of_southampton_has_its_number(real):
    path = real / "boundaries" / "E06000045_lsoa2021_bgc.geojson"
    shapes = gpd.read_file(path).to_crs(27700).geometry.to_numpy()
    view = ViewBox.around(tuple(shapely.total_bounds(shapes)), 720, 700, 20)
    assert middles_right(shapes, view, 2.0) > 0.99
    assert check(shapes, view, 2.0, rows=300) > 100


def test_holes_stay_empty_and_parts_are_filled():
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(30, 30, 70, 70))
    two = shapely.union_all([ring, shapely.box(150, 0, 200, 100)])
    island = shapely.box(40, 40, 60, 60)
    buffer = paint_ids(fills(np.array([two, island])), ViewBox(100, 50, 1, 220, 120), 1)
    assert [buffer.at(*p) for p in ((10, 10), (175, 50), (35, 35), (50, 50))] == [
        0,
        0,
        -1,
        1,
    ]
    assert [buffer.at(*p) for p in ((125, 50), (-5, 50), (-900, 50), (1e9, 0))] == [
        -1
    ] * 4


def test_nothing_is_lost_between_areas_that_share_a_border():
    x, y = np.meshgrid(np.arange(40), np.arange(40))
    shapes = shapely.box(x.ravel(), y.ravel(), x.ravel() + 1, y.ravel() + 1)
    for scale in (0.31, 0.7, 1.9):
        view = ViewBox(20.0, 20.0, scale, 30 / scale, 30 / scale)
        assert paint_ids(fills(shapes), view, 1.0).ids.all()


def test_an_area_that_reaches_far_outside_the_view_still_fills_it():
    shapes = np.array([shapely.box(-1e7, -1e7, 1e7, 1e7).segmentize(1e5)])
    buffer = paint_ids(fills(shapes), ViewBox(0, 0, 0.2, 300, 200), 2.0)
    assert buffer.ids.all()


@pytest.mark.parametrize(
    "shapes",
    [
        [],
        [None],
        [shapely.Polygon()],
        [shapely.Point(1, 1), shapely.LineString([(0, 0), (5, 5)])],
        [shapely.box(0, 0, 0, 0)],
        [shapely.Polygon([(0, 0), (np.inf, 1), (1, 1)])],
    ],
    ids=["none", "missing", "empty", "points and lines", "no size", "infinite"],
)
def test_what_has_no_area_is_left_out(shapes):
    given_ = np.array(shapes, dtype=object)
    assert not paint_ids(fills(given_), ViewBox(0, 0, 1, 20, 20), 1.0).ids.any()
    lines(given_)


def test_a_geometry_that_is_missing_does_not_shift_the_numbers():
    shapes = np.array([None, shapely.Polygon(), shapely.box(0, 0, 9, 9)], dtype=object)
    assert paint_ids(fills(shapes), ViewBox(5, 5, 1, 20, 20), 1.0).at(4, 4) == 2


def test_it_stops_when_cancelled(town):
    shapes = fills(town.geometry.to_numpy())
    view = ViewBox.around(tuple(town.total_bounds), 100, 100)
    with pytest.raises(Cancelled):
        paint_ids(shapes, view, 1.0, Progress(cancelled=lambda: True))


def test_few_areas_are_painted_finer_than_the_screen():
    view = ViewBox(0, 0, 1, 720, 700)
    assert density(152, view, 1.0) == 2.0
    assert density(35_672, view, 1.0) == 1.0
    assert density(152, ViewBox(0, 0, 1, 1e5, 1e5), 1.0) < 1


def test_borders_are_where_the_neighbour_differs():
    values = np.array([[1, 1, 2], [1, 1, 2]])
    assert borders(values).tolist() == [[False, True, False], [False, True, False]]


def test_a_mask_grows_all_round():
    mask = np.zeros((9, 9), dtype=bool)
    mask[4, 4] = True
    wide = grown(mask, 3)
    assert wide[4, 1:8].all()
    assert wide[1:8, 4].all()
    assert not wide[1, 1]
    assert wide[:, 0].sum() == 0

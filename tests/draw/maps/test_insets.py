from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from matplotlib.transforms import Bbox

from hotspot_app.draw.maps.figure import MapPage, alt_text, map_figure
from hotspot_app.draw.maps.insets import (
    LEAST_SIDE,
    SEEN,
    Inset,
    grouped,
    inset_layout,
)
from hotspot_app.draw.page.export import KINDS, page_bytes
from hotspot_app.overlay import Spot

ROOM = (12.0, 25.0, 188.0, 180.0)
SQUARE = (42.0, 42.0)


def spot(number: int, x: float, y: float, side: float = 1_000.0) -> Spot:
    outline = shapely.box(x, y, x + side, y + side)
    return Spot(number, frozenset(), outline, (x + side / 2, y + side / 2))


def ground(width: float, height: float) -> gpd.GeoDataFrame:
    shape = [shapely.box(0, 0, width, height)]
    return gpd.GeoDataFrame(geometry=shape, crs="EPSG:27700")


COUNTY = ground(90_000, 95_000)


def numbers(groups) -> list[list[int]]:
    return [[each.number for each in group] for group in groups]


def size(box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def scale(shape, room) -> float:
    return max(np.divide(shape, size(room)))


def covers(outer, inner) -> bool:
    return shapely.box(*outer).buffer(1e-6).covers(shapely.box(*inner))


# --- grouping -------------------------------------------------------------------


def test_places_near_each_other_share_an_inset_and_others_do_not():
    spots = [spot(1, 0, 0), spot(2, 50_000, 0), spot(3, 2_000, 1_000)]
    assert numbers(grouped(spots, 700, SQUARE)) == [[1, 3], [2]]


def test_places_share_no_inset_in_which_one_would_be_a_speck_still():
    near = [spot(1, 0, 0), spot(2, 2_500, 0)]
    assert numbers(grouped(near, 700, SQUARE)) == [[1, 2]]
    speck = [spot(1, 0, 0), spot(2, 2_500, 0, side=600)]
    assert numbers(grouped(speck, 700, SQUARE)) == [[1], [2]]


def test_places_share_no_inset_of_hardly_a_larger_scale():
    apart = [spot(1, 0, 0, side=3_000), spot(2, 7_000, 0, side=3_000)]
    assert numbers(grouped(apart, 700, SQUARE)) == [[1, 2]]
    assert numbers(grouped(apart, 600, SQUARE)) == [[1], [2]]


def test_order_in_which_places_are_given_changes_nothing():
    spots = [spot(n, 1_500 * (n % 3), 20_000 * (n // 3)) for n in range(1, 6)]
    assert grouped(spots[::-1], 700, SQUARE) == grouped(spots, 700, SQUARE)


# --- placing --------------------------------------------------------------------


def test_map_whose_places_are_seen_has_its_whole_room():
    city = ground(11_000, 10_000)
    layout = inset_layout(city, [spot(1, 3_000, 3_000)], ROOM)
    assert (layout.room, layout.insets) == (ROOM, ())
    assert inset_layout(COUNTY, [], ROOM).room == ROOM


def test_only_places_that_are_specks_are_drawn_again():
    spots = [spot(1, 20_000, 20_000, side=15_000), spot(2, 70_000, 70_000)]
    (inset,) = inset_layout(COUNTY, spots, ROOM).insets
    assert inset.heading == "A: place 2"


def test_of_many_places_the_first_by_number_get_the_three_insets():
    spots = [spot(n, 17_000 * n, 15_000 * (n % 4)) for n in (4, 3, 2, 1, 5)]
    insets = inset_layout(COUNTY, spots, ROOM).insets
    headings = [inset.heading for inset in insets]
    assert headings == ["A: place 1", "B: place 2", "C: place 3"]


@pytest.mark.parametrize(
    "shape", [(90_000, 95_000), (200_000, 60_000), (60_000, 200_000), (9e5, 9e5)]
)
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_map_and_insets_keep_apart_within_the_room(shape, count):
    width, height = shape
    spots = [
        spot(n, width * n / 6, height * (n * 2 % 6) / 6, side=200.0 * n)
        for n in range(1, count + 1)
    ]
    layout = inset_layout(ground(*shape), spots, ROOM)
    assert len(layout.insets) == min(count, 3)
    boxes = [layout.room, *(inset.box for inset in layout.insets)]
    assert all(covers(ROOM, box) for box in boxes)
    for one, other in combinations(boxes, 2):
        assert shapely.box(*one).distance(shapely.box(*other)) >= 3
    for inset in layout.insets:
        assert min(size(inset.box)) >= LEAST_SIDE
        across, down = size(inset.extent)
        assert across / down == pytest.approx(np.divide(*size(inset.box)))
        for each in inset.spots:
            assert covers(inset.extent, each.outline.bounds)
            assert max(size(each.outline.bounds)) / inset.metres_per_mm >= SEEN
    assert scale(shape, ROOM) >= 2 / 3 * scale(shape, layout.room)


def test_a_place_fills_half_an_inset_or_so_however_small_it_is():
    for side in (30.0, 900.0, 4_500.0):
        (inset,) = inset_layout(COUNTY, [spot(1, 5e4, 5e4, side)], ROOM).insets
        assert side / inset.metres_per_mm == pytest.approx(24)


def test_strip_is_where_it_leaves_the_map_larger():
    spots = [spot(1, 1_000, 1_000)]
    tall = inset_layout(ground(60_000, 200_000), spots, ROOM).room
    assert (tall[1], tall[3]) == (ROOM[1], ROOM[3])
    flat = inset_layout(ground(200_000, 60_000), spots, ROOM).room
    assert (flat[0], flat[2]) == (ROOM[0], ROOM[2])


def test_small_room_has_no_insets_rather_than_a_squeezed_map():
    room = (12.0, 25.0, 100.0, 100.0)
    layout = inset_layout(COUNTY, [spot(1, 1_000, 1_000)], room)
    assert (layout.room, layout.insets) == (room, ())


def test_low_room_has_the_insets_that_fit():
    room = (12.0, 25.0, 188.0, 140.0)
    spots = [spot(n, 20_000 * n, 0) for n in (1, 2, 3)]
    layout = inset_layout(ground(60_000, 95_000), spots, room)
    assert [inset.letter for inset in layout.insets] == ["A", "B"]


def test_a_place_without_ground_is_no_speck():
    nothing = Spot(1, frozenset(), shapely.Polygon(), (0.0, 0.0))
    assert inset_layout(COUNTY, [nothing], ROOM).room == ROOM


# --- drawn ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def county(make_town) -> MapPage:
    town = make_town(26, 24)
    chosen = {1: [53], 2: [80], 3: [350], 4: [620], 5: [22]}
    spots = []
    for number, rows in chosen.items():
        shapes = town.areas.geometry.iloc[rows]
        at = shapes.iloc[0].centroid
        codes = frozenset(shapes.index)
        spots.append(Spot(number, codes, shapes.union_all(), (at.x, at.y)))
    sources = ("Contains OS data © Crown copyright and database right 2026.",)
    facts = ("January to June 2025", "Rates per 1,000 residents")
    page = MapPage(town.areas, town.wards, town.key(), "Clusters", facts, sources)
    return replace(page, spots=tuple(spots))


@pytest.fixture(scope="module")
def figure(county):
    drawn = map_figure(county)
    drawn.canvas.draw()
    return drawn


def extents(figure, gid: str) -> list[Bbox]:
    artists = [a for a in figure.artists if a.get_gid() == gid]
    return [artist.get_window_extent() for artist in artists]


@pytest.mark.slow
def test_drawn_insets_have_bars_of_their_own_and_touch_nothing(figure):
    assert [axes.get_gid() for axes in figure.axes] == [
        "map",
        "map-A",
        "map-B",
        "map-C",
    ]
    boxes = [axes.get_window_extent() for axes in figure.axes]
    small_bars = extents(figure, "scale-bar")[2:]
    assert len(small_bars) == 6
    said = [
        text.get_window_extent()
        for text in figure.texts
        if text.get_text() not in {"0", "N"}
    ]
    furniture = [*extents(figure, "swatch"), *said]
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other)
    for inset in boxes[1:]:
        assert not any(inset.overlaps(each) for each in (*small_bars, *furniture))
    for bar in small_bars:
        assert not any(bar.overlaps(each) for each in furniture)
    headings = {text.get_text() for text in figure.texts}
    assert {"A: places 1 and 2", "B: place 3", "C: place 4"} <= headings
    assert "Insets at a larger scale: A: places 1 and 2; B: place 3" in figure.alt


@pytest.mark.slow
def test_bar_of_an_inset_is_true(figure):
    for number, axes in enumerate(figure.axes[1:]):
        pair = extents(figure, "scale-bar")[2 + 2 * number : 4 + 2 * number]
        line_width = 2.0  # the window extent holds the bar's border
        pixels = pair[1].x1 - pair[0].x0 - line_width
        (start, _), (end, _) = axes.transData.inverted().transform(
            [(0, 0), (pixels, 0)]
        )
        below = axes.get_window_extent().y0
        (words,) = (
            text.get_text()
            for text in figure.texts
            if 0 < below - text.get_window_extent().y1 < 20
            and axes.get_window_extent().x0 < text.get_window_extent().x0
            and text.get_window_extent().x1 < axes.get_window_extent().x1
            and text.get_text().endswith("m")
        )
        count, unit = words.split()
        metres = float(count) * {"km": 1000, "m": 1}[unit]
        assert end - start == pytest.approx(metres, rel=3 / pixels)


@pytest.mark.slow
def test_map_frames_what_an_inset_shows_with_its_letter(figure):
    main = figure.axes[0]
    framed = {patch.get_gid(): patch for patch in main.patches}
    for axes in figure.axes[1:]:
        letter = axes.get_gid()[-1]
        frame = framed[f"frame-{letter}"].get_bbox()
        (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
        shown = shapely.box(west, south, east, north)
        assert shapely.box(*frame.extents).buffer(1).covers(shown)
        tag = framed[f"tag-{letter}"].get_bbox()
        assert shapely.box(*tag.extents).distance(shapely.box(*frame.extents)) < 1
        names = [t for t in main.texts if t.get_gid() == "name"]
        assert not any(tag.contains(*name.get_position()) for name in names)


@pytest.mark.slow
def test_an_inset_draws_only_what_lies_in_it(figure):
    inset = figure.axes[1]
    drawn = sum(len(c.get_paths()) for c in inset.collections)
    assert 0 < drawn < 400
    west, east = inset.get_xlim()
    south, north = inset.get_ylim()
    for text in inset.texts:
        x, y = text.get_position()
        assert west < x < east, text.get_text()
        assert south < y < north, text.get_text()
    said = {text.get_text() for text in inset.texts}
    assert {"1", "2"} <= said
    assert not {"3", "4", "5"} & said


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_page_with_insets_is_written_in_each_kind(figure, kind):
    content = page_bytes(figure, kind)
    assert b"A: places 1 and 2; B: place 3" in content.replace(b"\x00", b"")
    if kind == "svg":
        assert "B: place 3" in content.decode().partition("</desc>")[2]


def test_alt_text_says_one_inset_as_one(county):
    inset = Inset("A", county.spots[:1], (0, 0, 42, 42), (0, 0, 420, 420))
    said = alt_text(county, [inset])
    assert "Inset at a larger scale: A: place 1." in said

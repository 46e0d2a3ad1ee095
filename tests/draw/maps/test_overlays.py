"""The analyst's own layers on the page of a map: by known pixels and paths."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from hotspot_app.draw.looks.palettes import STROKES, opacity
from hotspot_app.draw.maps.figure import MapPage, alt_text, map_figure
from hotspot_app.draw.maps.overlays import listed_layers
from hotspot_app.draw.page.export import page_bytes
from hotspot_app.overlay import Overlay, Picture, Shapes

SVG = "{http://www.w3.org/2000/svg}"
RED, GREEN = (200, 0, 0), (0, 170, 0)


def page_of(town, *layers: Overlay) -> MapPage:
    return MapPage(town.areas, town.wards, town.key(), "Clusters", layers=layers)


def shapes(name: str, *parts: shapely.Geometry) -> Shapes:
    return Shapes(name, gpd.GeoDataFrame(geometry=[*parts], crs="EPSG:27700"))


def ground(name: str, colour: tuple[int, ...], extent) -> Picture:
    opaque = (*colour, 255) if len(colour) == 3 else colour
    return Picture(name, np.full((20, 20, 4), opaque, dtype=np.uint8), extent)


def wide(town, by: float = 20_000.0) -> tuple[float, float, float, float]:
    west, south, east, north = town.areas.total_bounds.tolist()
    return west - by, south - by, east + by, north + by


class Drawn:
    """A page as pixels, looked at by easting and northing."""

    def __init__(self, page: MapPage) -> None:
        figure = map_figure(page)
        figure.canvas.draw()
        self.pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3].astype(int)
        self.axes = figure.axes[0]

    def at(self, east: float, north: float) -> list[int]:
        x, y = self.axes.transData.transform((east, north))
        row = len(self.pixels) - 1 - round(y)
        return self.pixels[row, round(x)].tolist()

    def around(self, east: float, north: float) -> np.ndarray:
        x, y = self.axes.transData.transform((east, north))
        row = len(self.pixels) - 1 - round(y)
        part = self.pixels[row - 3 : row + 4, round(x) - 3 : round(x) + 4]
        return part.reshape(-1, 3)


def rgb(colour: str) -> np.ndarray:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])


def beside(drawn: Drawn, town) -> tuple[float, float]:
    """A place on the map where there is no area, in the middle of its left edge."""
    west, _ = drawn.axes.get_xlim()
    _, south, _, north = town.areas.total_bounds
    return (west + town.areas.total_bounds[0]) / 2, (south + north) / 2


# --- pictures ---------------------------------------------------------------------


def test_a_picture_lies_under_the_areas_which_let_it_through(town) -> None:
    drawn = Drawn(page_of(town, ground("Ground", GREEN, wide(town))))
    assert drawn.at(*beside(drawn, town)) == [0, 170, 0]
    quiet = town.areas.index[town.key().entry_of == _entry(town, "Not different")][0]
    middle = town.areas.geometry[quiet].centroid
    pale = rgb("#eceae4")
    expected = pale * 0.35 + np.array(GREEN) * 0.65
    assert np.abs(drawn.at(middle.x, middle.y) - expected).max() <= 2


def _entry(town, label: str) -> int:
    labels = [entry.label for entry in town.key().entries]
    return next(n for n, each in enumerate(labels) if each.startswith(label))


def test_classes_that_say_something_are_less_clear_than_quiet_ones() -> None:
    assert opacity(0, 0.0) == opacity(4, 0.0) == 1
    assert opacity(0, 0.65) < opacity(1, 0.65) < 1


def test_all_pictures_are_drawn_and_the_last_lies_on_top(town) -> None:
    west, south, east, north = wide(town)
    middle = (south + north) / 2
    lower = ground("Lower", GREEN, (west, south, east, north))
    upper = ground("Upper", RED, (west, middle, east, north))
    drawn = Drawn(page_of(town, lower, upper))
    x, y = beside(drawn, town)
    assert drawn.at(x, y + 500) == [*RED]
    assert drawn.at(x, y - 500) == [*GREEN]
    turned = Drawn(page_of(town, upper, lower))
    assert turned.at(x, y + 500) == [*GREEN]


def test_a_clear_part_of_a_picture_shows_what_lies_under_it(town) -> None:
    lower = ground("Lower", GREEN, wide(town))
    clear = ground("Clear", (255, 0, 0, 0), wide(town))
    drawn = Drawn(page_of(town, lower, clear))
    assert drawn.at(*beside(drawn, town)) == [*GREEN]


def test_a_picture_is_where_its_extent_says_and_only_there(town) -> None:
    bare = Drawn(page_of(town))
    x, y = beside(bare, town)
    room = (town.areas.total_bounds[0] - x) / 2
    spot = ground("Spot", RED, (x - room, y - room, x + room, y + room))
    drawn = Drawn(page_of(town, spot))
    for part, there in ((0.0, True), (0.9, True), (-0.9, True), (1.1, False)):
        for dx, dy in ((part, 0.0), (0.0, part)):
            found = drawn.at(x + dx * room, y + dy * room)
            assert (found == [*RED]) is there, (dx, dy)
    far = ground("Far", RED, (0.0, 0.0, 100.0, 100.0))
    assert Drawn(page_of(town, far)).at(x, y) == [255, 255, 255]


def test_nothing_is_drawn_outside_the_frame(town) -> None:
    west, south, east, north = wide(town)
    line = shapely.LineString([(west, south), (east, north)])
    layers = ground("Ground", GREEN, wide(town)), shapes("Line", line)
    drawn = Drawn(page_of(town, *layers))
    (x0, y0), (x1, y1) = drawn.axes.get_window_extent().get_points()
    down, across = np.nonzero((drawn.pixels == GREEN).all(axis=2))
    up = len(drawn.pixels) - 1 - down
    on_map = across <= x1 + 10  # beyond is its sample in the legend
    assert across[on_map].min() >= x0 - 1
    assert across[on_map].max() <= x1 + 1
    assert up[on_map].min() >= y0 - 1
    assert up[on_map].max() <= y1 + 1


# --- shapes -----------------------------------------------------------------------


def test_lines_outlines_and_points_lie_over_the_areas(town) -> None:
    west, south, east, north = town.areas.total_bounds
    y = (south + north) / 2 + 70
    line = shapely.LineString([(west, y), (east, y)])
    zone = shapely.box(west + 400, south + 400, west + 1_000, south + 1_000)
    spot = shapely.Point(east - 650, south + 650)
    layers = shapes("Zone", zone), shapes("Line", line), shapes("Spot", spot)
    drawn = Drawn(page_of(town, *layers))
    for stroke, x, at in (
        (STROKES[0], west + 700, south + 400),
        (STROKES[2], east - 650, south + 650),
    ):
        off = np.abs(drawn.around(x, at) - rgb(stroke.colour)).max(axis=1)
        assert off.min() <= 40  # edges are smoothed
    dashes = [drawn.around(west + 90 + 23 * n, y) for n in range(40)]
    off = np.abs(np.concatenate(dashes) - rgb(STROKES[1].colour)).max(axis=1)
    assert off.min() <= 40  # edges are smoothed
    inside = drawn.around(west + 700, south + 700)
    assert np.abs(inside - rgb(STROKES[0].colour)).max(axis=1).min() > 60


def test_shapes_are_paths_in_svg_that_end_at_the_frame(town, tmp_path: Path) -> None:
    west, south, east, north = wide(town)
    line = shapely.LineString([(west, south), (east, north)])
    figure = map_figure(page_of(town, shapes("Line", line)))
    (tmp_path / "m.svg").write_bytes(page_bytes(figure, "svg"))
    root = ET.parse(tmp_path / "m.svg").getroot()
    (group,) = (g for g in root.iter(f"{SVG}g") if g.get("id") == "own-lines")
    paths = [p.get("d") or "" for p in group.iter(f"{SVG}path")]
    assert any(re.match(r"M [-\d. ]+\s*L", each) for each in paths)
    assert not [*root.iter(f"{SVG}image")]
    (drawn,) = (c for c in figure.axes[0].collections if c.get_gid() == "own-lines")
    (x0, x1), (y0, y1) = figure.axes[0].get_xlim(), figure.axes[0].get_ylim()
    for path in drawn.get_paths():
        x, y = path.vertices.T
        assert x.min() >= x0 - 1
        assert x.max() <= x1 + 1
        assert y.min() >= y0 - 1
        assert y.max() <= y1 + 1


def test_a_crowd_of_points_makes_no_huge_file(town) -> None:
    west, south, *_ = town.areas.total_bounds
    rng = np.random.default_rng(5)
    for side, least, most in ((50, 1, 100), (4_000, 5_000, 30_000)):
        at = (west, south) + rng.random((60_000, 2)) * side
        figure = map_figure(page_of(town, shapes("Crowd", *shapely.points(at))))
        (marks,) = (m for m in figure.axes[0].lines if m.get_gid() == "own-points")
        assert least <= len(marks.get_xdata()) <= most
        assert set(marks.get_xdata()) <= set(at[:, 0])


def test_shapes_of_no_length_and_nothing_within_the_map_draw_nothing(town) -> None:
    odd = [
        shapely.LineString([(1, 1), (1, 1)]),
        shapely.GeometryCollection([shapely.Point(2, 2)]),
        shapely.Polygon(),
    ]
    figure = map_figure(page_of(town, shapes("Odd", *odd)))
    names = {c.get_gid() for c in figure.axes[0].collections}
    assert "own-lines" not in names


# --- the legend -------------------------------------------------------------------


def test_the_legend_lists_layers_the_topmost_first_pictures_last(town) -> None:
    line = shapely.LineString([(0, 0), (1, 1)])
    given = (
        shapes("Low", line),
        ground("Ground", GREEN, wide(town)),
        shapes("High", line),
        ground("Flood", RED, wide(town)),
    )
    page = page_of(town, *given)
    said = [text.get_text() for text in map_figure(page).texts]
    start = said.index("Layers")
    assert said[start + 1 : start + 5] == ["High", "Low", "Flood", "Ground"]
    strokes = [each.stroke for each in listed_layers(given)]
    assert strokes == [STROKES[1], STROKES[0], None, None]
    assert "Layers: Low, Ground, High and Flood." in alt_text(page)


@pytest.mark.parametrize("kind", ["line", "area", "point", "picture"])
def test_each_kind_has_a_sample_of_its_own_look(town, kind: str) -> None:
    x, y, *_ = town.areas.total_bounds
    made: dict[str, Overlay] = {
        "line": shapes("L", shapely.LineString([(x, y), (x + 9, y + 9)])),
        "area": shapes("A", shapely.box(x, y, x + 9, y + 9)),
        "point": shapes("P", shapely.Point(x, y)),
        "picture": ground("G", GREEN, wide(town)),
    }
    figure = map_figure(page_of(town, made[kind]))
    (sample,) = (a for a in figure.artists if a.get_gid() == "own-sample")
    if kind == "picture":
        assert sample.get_array()[0, 0].tolist() == [0, 170, 0, 255]
        return
    corners = len(sample.get_xdata())
    assert corners == {"line": 2, "area": 5, "point": 1}[kind]


def test_without_layers_the_page_is_as_it_was(town) -> None:
    page = page_of(town)
    said = [text.get_text() for text in map_figure(page).texts]
    assert "Layers" not in said
    assert "Layers" not in alt_text(page)


def test_scale_bar_keeps_off_a_picture(town) -> None:
    page = page_of(town, ground("Ground", GREEN, wide(town)))
    figure = map_figure(page)
    figure.canvas.draw()
    room = figure.axes[0].get_window_extent()
    for artist in figure.artists:
        if artist.get_gid() in {"scale-bar", "north"}:
            assert artist.get_window_extent().y1 <= room.y0 + 1


def test_long_names_of_layers_are_all_there(town) -> None:
    line = shapely.LineString([(0, 0), (1, 1)])
    name = "Bus routes of the county by operator and by day " * 3
    figure = map_figure(page_of(town, shapes(name, line)))
    said = " ".join(text.get_text() for text in figure.texts)
    assert " ".join(name.split()) in said


@pytest.mark.slow
def test_the_same_page_gives_the_same_bytes(town) -> None:
    line = shapely.LineString([(401_000, 101_000), (402_000, 102_000)])
    page = page_of(town, ground("G", GREEN, wide(town)), shapes("L", line))
    for kind in ("png", "svg", "pdf"):
        made = []
        for _ in range(2):
            made.append(page_bytes(map_figure(replace(page)), kind))
        assert made[0] == made[1]

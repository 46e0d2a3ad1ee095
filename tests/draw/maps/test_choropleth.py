from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from hotspot_app.draw.looks.legend import map_key
from hotspot_app.draw.maps.choropleth import (
    draw_areas,
    draw_outlines,
    frame,
    outline_paths,
)
from hotspot_app.method import MapStyle


def axes_of(areas: gpd.GeoDataFrame, pixels: int = 200):
    figure = Figure(figsize=(1, 1), dpi=pixels)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    west, south, east, north = frame(areas, (1, 1), margin=0)
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    return axes


def pixels_of(axes) -> np.ndarray:
    figure = axes.get_figure()
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3]


def test_each_area_is_drawn_once_in_the_look_of_its_class(town):
    key = town.key()
    drawn = draw_areas(axes_of(town.areas), town.areas, key, metres_per_mm=1)
    assert [len(c.get_paths()) for c in drawn] == [e.count for e in key.entries]
    middles = town.areas.geometry.centroid
    seen = []
    for number, (collection, entry) in enumerate(zip(drawn, key.entries, strict=True)):
        assert to_hex(collection.get_facecolor()[0]) == entry.fill
        assert to_hex(collection.get_edgecolor()[0]) == entry.edge
        assert collection.get_linewidth()[0] == entry.edge_width
        assert (collection.get_hatch() or "") == entry.hatch
        for path in collection.get_paths():
            inside = [path.contains_point((p.x, p.y)) for p in middles]
            assert sum(inside) == 1
            code = town.areas.index[inside.index(True)]
            assert key.entry_of[code] == number
            seen.append(code)
    assert sorted(seen) == town.areas.index.tolist()


def test_louder_classes_are_drawn_over_quiet_ones(town):
    key = town.key()
    drawn = draw_areas(axes_of(town.areas), town.areas, key, metres_per_mm=1)
    order = [collection.get_zorder() for collection in drawn]
    clear, pale = key.entries[0], key.entries[8]
    assert (clear.label, pale.label) == (
        "High among high, clear",
        "Not different from chance",
    )
    assert order[0] > order[1] > order[8]


def test_borders_that_would_blot_out_small_areas_are_left_out(town):
    key = town.key()
    drawn = draw_areas(axes_of(town.areas), town.areas, key, metres_per_mm=10_000)
    for collection, entry in zip(drawn, key.entries, strict=True):
        if entry.stands_out or not entry.count:
            assert collection.get_linewidth()[0] == entry.edge_width
            assert len(collection.get_paths()) == entry.count
        else:
            assert collection.get_linewidth()[0] == 0
            assert len(collection.get_paths()) == 1


def test_areas_without_borders_cover_the_same_ground(town):
    """One path for all: no gap, and no light seam, is left between neighbours."""
    key = town.key()
    quiet = town.areas[key.entry_of.loc[town.areas.index] == 8]
    far = axes_of(town.areas)
    drawn = draw_areas(far, quiet, key, metres_per_mm=10_000)[8]
    assert drawn.get_linewidth()[0] == 0
    picture = pixels_of(far)
    inside = shapely.union_all(quiet.geometry.to_numpy()).buffer(-50)
    west, east = far.get_xlim()
    south, north = far.get_ylim()
    at = (np.arange(200) + 0.5) / 200
    x, y = np.meshgrid(west + at * (east - west), south + at * (north - south))
    found = picture[shapely.contains_xy(inside, x, y)]
    assert len(found) > 1_000
    assert {to_hex(colour / 255) for colour in found} == {key.entries[8].fill}


@pytest.mark.parametrize("turned", [False, True])
def test_hole_stays_empty_whichever_way_its_ring_runs(turned: bool):
    inner = shapely.box(300, 300, 700, 700).exterior.coords
    shell = shapely.box(0, 0, 1000, 1000).exterior.coords
    ring = shapely.Polygon(shell, [inner[::-1] if turned else inner])
    areas = gpd.GeoDataFrame(
        {"rate": [1.0], "geometry": [ring]}, index=["A"], crs="EPSG:27700"
    )
    shown = pd.Series(True, index=areas.index)
    key = map_key(areas[["rate"]], MapStyle("sequential", "rate", ""), shown=shown)
    axes = axes_of(areas)
    draw_areas(axes, areas, key, metres_per_mm=1)
    picture = pixels_of(axes)
    assert picture[100, 100].tolist() == [255, 255, 255]
    assert picture[100, 20].tolist() != [255, 255, 255]


def test_parts_are_all_drawn_and_lines_left_out():
    shape = shapely.GeometryCollection(
        [
            shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6)]),
            shapely.LineString([(0, 0), (9, 9)]),
        ]
    )
    (path,) = outline_paths(np.array([shape]))
    assert path.contains_point((0.5, 0.5))
    assert path.contains_point((5.5, 5.5))
    assert path.get_extents().x1 == 6


def test_each_shape_has_a_path_of_its_own_rings():
    ring = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))
    shapes = np.array([ring, shapely.Point(1, 1), shapely.box(20, 0, 21, 1)])
    holed, none, square = outline_paths(shapes)
    assert (len(holed.vertices), len(none.vertices), len(square.vertices)) == (10, 0, 5)
    assert holed.codes.tolist() == [1, 2, 2, 2, 79] * 2
    assert np.isin(square.vertices[:, 0], [20, 21]).all()
    assert outline_paths(shapes[:0]) == []


def test_outlines_are_lines_only(town):
    lines = draw_outlines(axes_of(town.areas), town.wards)
    assert len(lines.get_facecolor()) == 0
    assert len(lines.get_paths()) == len(town.wards)


@pytest.mark.parametrize("size", [(190.0, 150.0), (10.0, 100.0), (100.0, 10.0)])
def test_frame_holds_all_areas_in_the_middle_undistorted(town, size):
    west, south, east, north = frame(town.areas, size)
    bounds = town.areas.total_bounds
    assert west < bounds[0] < bounds[2] < east
    assert south < bounds[1] < bounds[3] < north
    assert (east - west) / (north - south) == pytest.approx(size[0] / size[1])
    assert west + east == pytest.approx(bounds[0] + bounds[2])
    assert south + north == pytest.approx(bounds[1] + bounds[3])

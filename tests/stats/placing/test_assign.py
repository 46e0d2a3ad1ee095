from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.stats.placing import area_raster
from hotspot_app.stats.placing.area_raster import AreaRaster
from hotspot_app.stats.placing.assign import BORDER_RULE, AreaIndex, assign

Floats = npt.NDArray[np.float64]


def frame(shapes: list[object], codes: list[str] | None = None) -> gpd.GeoDataFrame:
    index = codes or [f"A{i:03}" for i in range(len(shapes))]
    areas = gpd.GeoDataFrame(geometry=shapes, index=index, crs="EPSG:27700")
    areas.index.name = "code"
    return areas


def brute(x: Floats, y: Floats, areas: gpd.GeoDataFrame) -> list[int]:
    """Every point against every area, in the order of the codes."""
    order = sorted(range(len(areas)), key=lambda i: str(areas.index[i]))
    shapes = [shapely.force_2d(shape) for shape in areas.geometry]  # unprepared
    found = []
    for a, b in zip(x, y, strict=True):
        hits = [i for i in order if shapes[i].intersects(Point(a, b))]
        found.append(hits[0] if hits and np.isfinite(a + b) else -1)
    return found


def by_raster(x: Floats, y: Floats, areas: gpd.GeoDataFrame) -> list[int]:
    index = AreaIndex(areas)
    return index._by_raster(x, y).tolist()


def star(centre: tuple[float, float], radii: list[float]) -> Polygon:
    """A polygon round a centre: always valid, seldom convex."""
    turn = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    return Polygon(
        np.column_stack(
            [centre[0] + radii * np.cos(turn), centre[1] + radii * np.sin(turn)]
        )
    )


def tricky(areas: gpd.GeoDataFrame, seed: int, count: int = 150) -> tuple[Floats, ...]:
    """Points anywhere, on vertices, on edges, a hair off edges, and missing."""
    rng = np.random.default_rng(seed)
    west, south, east, north = areas.total_bounds
    x = [rng.uniform(west - 9, east + 9, count)]
    y = [rng.uniform(south - 9, north + 9, count)]
    vertices, ring = shapely.get_coordinates(
        shapely.get_rings(shapely.get_parts(areas.geometry.array)), return_index=True
    )
    joined = np.flatnonzero(ring[1:] == ring[:-1])
    pick = rng.choice(joined, count)
    share = rng.choice([0, 0.25, 0.5, rng.uniform()], count)[:, None]
    edge = vertices[pick] * (1 - share) + vertices[pick + 1] * share
    x += [vertices[:, 0], edge[:, 0], edge[:, 0] + rng.normal(0, 1e-9, count)]
    y += [vertices[:, 1], edge[:, 1], edge[:, 1] + rng.normal(0, 1e-9, count)]
    x += [np.array([np.nan, 1.0, np.inf, np.nan])]
    y += [np.array([1.0, np.nan, 1.0, np.nan])]
    return np.concatenate(x), np.concatenate(y)


def two_squares() -> gpd.GeoDataFrame:
    return frame([box(0, 0, 10, 10), box(10, 0, 20, 10)], ["E2", "E1"])


def test_border_point_goes_to_the_first_code() -> None:
    x = np.array([5.0, 10.0, 10.0, 15.0, 20.0, 25.0])
    y = np.array([5.0, 5.0, 0.0, 5.0, 10.0, 5.0])
    found = assign(x, y, two_squares())
    assert found.dtype == np.int32
    # position 1 is E1, which comes before E2
    assert found.tolist() == [0, 1, 1, 1, 1, -1]
    assert by_raster(x, y, two_squares()) == found.tolist()
    assert "code comes first" in BORDER_RULE


def test_missing_coordinates_are_outside() -> None:
    x = np.array([np.nan, 5.0, np.nan, np.inf])
    y = np.array([5.0, np.nan, np.nan, 5.0])
    assert assign(x, y, two_squares()).tolist() == [-1] * 4
    assert by_raster(x, y, two_squares()) == [-1] * 4


def test_no_points_and_no_areas() -> None:
    assert assign(np.empty(0), np.empty(0), two_squares()).tolist() == []
    assert assign(np.ones(2), np.ones(2), two_squares().iloc[:0]).tolist() == [-1, -1]


def test_area_without_shape_holds_nothing() -> None:
    areas = frame([None, box(0, 0, 10, 10), Polygon()])
    x = np.array([5.0, 50.0])
    assert assign(x, x, areas).tolist() == [1, -1]
    assert by_raster(x, x, areas) == [1, -1]


def test_hole_and_island_in_it() -> None:
    ring = Polygon(box(0, 0, 90, 90).exterior, [box(30, 30, 60, 60).exterior])
    areas = frame([ring, box(40, 40, 50, 50)])
    x = np.array([10.0, 35.0, 45.0, 30.0, 40.0])
    assert assign(x, x, areas).tolist() == [0, -1, 1, 0, 1]
    assert by_raster(x, x, areas) == [0, -1, 1, 0, 1]


def test_same_on_raster_as_in_brute_force_for_odd_shapes() -> None:
    ring = Polygon(box(0, 0, 90, 90).exterior, [box(30, 30, 60, 60).exterior])
    twins = MultiPolygon([box(100, 0, 120, 20), box(100, 40, 101, 90)])
    sliver = Polygon([(90, 0), (100, 3e-7), (100, 90), (90.0000001, 90)])
    areas = frame(
        [box(35, 35, 55, 55), twins, ring, sliver, box(-40, -40, 200, 45)],
        ["C", "A", "E", "B", "D"],
    )
    x, y = tricky(areas, 1)
    expected = brute(x, y, areas)
    assert assign(x, y, areas).tolist() == expected
    assert by_raster(x, y, areas) == expected


stars = st.lists(
    st.tuples(
        st.tuples(st.floats(0, 300), st.floats(0, 300)),
        st.lists(st.floats(1, 150), min_size=3, max_size=9),
    ),
    min_size=1,
    max_size=6,
)


@given(stars, st.integers(0, 1000), st.sampled_from([50, 900, 20_000]))
@settings(max_examples=50, deadline=None)
def test_equals_brute_force_on_overlapping_stars(
    shapes: list[tuple[tuple[float, float], list[float]]], seed: int, cells: int
) -> None:
    made = [star(centre, radii) for centre, radii in shapes]
    areas = frame([shape for shape in made if shape.is_valid and shape.area > 1])
    if areas.empty:
        return
    x, y = tricky(areas, seed, 60)
    expected = brute(x, y, areas)
    assert assign(x, y, areas).tolist() == expected
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(area_raster, "_CELLS", (cells, cells))
        patch.setattr(area_raster, "_BATCH", 8)
        assert by_raster(x, y, areas) == expected


@given(st.integers(2, 9), st.integers(0, 1000))
@settings(max_examples=6, deadline=None)
def test_a_coverage_gives_each_point_exactly_one_area(side: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    step = np.arange(side + 1) * 37.5
    corner = np.dstack(np.meshgrid(step, step)) + rng.uniform(
        -9, 9, (side + 1, side + 1, 2)
    )
    cells = [
        Polygon(
            [corner[i, j], corner[i, j + 1], corner[i + 1, j + 1], corner[i + 1, j]]
        )
        for i in range(side)
        for j in range(side)
    ]
    codes = [f"Z{i:03}" for i in rng.permutation(len(cells))]
    areas = frame(list(cells), codes)
    whole = shapely.union_all(areas.geometry.array)
    x, y = tricky(areas, seed, 80)
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    found = assign(x, y, areas)
    assert by_raster(x, y, areas) == found.tolist() == brute(x, y, areas)
    far = shapely.distance(whole.boundary, shapely.points(x, y)) > 1e-6
    assert ((found >= 0) == shapely.contains_xy(whole, x, y))[far].all()


@given(st.permutations(range(6)), st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_order_of_areas_and_rows_changes_nothing_by_code(
    order: list[int], seed: int
) -> None:
    areas = frame([box(7 * i, 0, 7 * i + 9, 9) for i in range(6)])
    x, y = tricky(areas, seed, 40)
    codes = np.append(areas.index.to_numpy(), "outside")
    mixed = areas.iloc[order]
    mixed_codes = np.append(mixed.index.to_numpy(), "outside")
    turn = np.random.default_rng(seed).permutation(len(x))
    expected = codes[assign(x, y, areas)]
    assert (mixed_codes[assign(x, y, mixed)] == expected).all()
    assert (codes[assign(x[turn], y[turn], areas)] == expected[turn]).all()


def test_the_way_taken_changes_nothing() -> None:
    areas = frame([star((100, 100), [90, 40, 70, 95]), box(120, 100, 300, 180)])
    rng = np.random.default_rng(3)
    few = rng.integers(0, 300, (2, 30)).astype(float)
    for times in (1, 400):  # distinct points first, or the raster at once
        x, y = np.tile(few, times)
        assert assign(x, y, areas).tolist() == brute(*few, areas) * times


def test_inputs_are_left_as_they_were() -> None:
    areas = two_squares()
    before = areas.copy()
    x = np.array([1.0, np.nan])
    assign(x, x, areas)
    assert areas.equals(before)
    assert not shapely.is_prepared(areas.geometry.array).any()
    assert x[0] == 1.0


def test_refuses_degrees() -> None:
    areas = two_squares().set_crs("EPSG:4326", allow_override=True)
    with pytest.raises(ValueError, match="degrees"):
        assign(np.ones(1), np.ones(1), areas)


def test_refuses_repeated_codes_and_lines() -> None:
    with pytest.raises(ValueError, match="repeated"):
        AreaIndex(frame([box(0, 0, 1, 1)] * 2, ["A", "A"]))
    with pytest.raises(ValueError, match="A000 is not a polygon"):
        AreaIndex(frame([shapely.LineString([(0, 0), (1, 1)])]))


def test_refuses_coordinates_of_different_length() -> None:
    with pytest.raises(ValueError, match="one easting"):
        assign(np.ones(2), np.ones(3), two_squares())


def test_raster_cells_are_all_inside_or_all_outside() -> None:
    shapes = np.array([star((100, 100), [90, 40, 70, 95, 60]), box(120, 90, 300, 180)])
    shapely.prepare(shapes)
    raster = AreaRaster.of(shapes)
    size, columns = raster.grid.size, raster.grid.columns
    cell = np.random.default_rng(1).choice(np.flatnonzero(raster.cells >= -1), 400)
    west = raster.grid.west + cell % columns * size
    south = raster.grid.south + cell // columns * size
    squares = shapely.box(west, south, west + size, south + size)
    for square, area in zip(squares, raster.cells[cell], strict=True):
        assert not any(shape.boundary.intersects(square) for shape in shapes)
        inside = [i for i, shape in enumerate(shapes) if shape.contains(square)]
        assert (inside[0] if inside else -1) == area


@pytest.mark.realdata
@pytest.mark.slow
def test_southampton_equals_shapely_point_by_point(real: Path) -> None:
    areas = read_areas(real / "boundaries" / "E06000045_lsoa2021_bgc.geojson").areas
    x, y = tricky(areas, 5, 4000)
    tree = shapely.STRtree([shapely.force_2d(shape) for shape in areas.geometry])
    point, area = tree.query(shapely.points(x, y), predicate="intersects")
    expected = np.full(len(x), len(areas))
    np.minimum.at(expected, point, area)
    expected[expected == len(areas)] = -1
    assert (assign(x, y, areas) == expected).all()
    assert by_raster(x, y, areas) == expected.tolist()
    assert (expected >= 0).sum() > 10_000


@pytest.mark.parametrize("points", [100, 15_000, 60_000])
def test_shared_and_single_points_are_found_alike(points: int):
    # more vertices than rows, so that the table is looked through for shared points
    rng = np.random.default_rng(points)
    turn = np.linspace(0, 2 * np.pi, 40_000, endpoint=False)
    round_ = Polygon(np.column_stack([100 * np.cos(turn), 100 * np.sin(turn)]))
    areas = frame([round_, box(200, 0, 300, 100)])
    place = rng.uniform(-150, 350, (points, 2))
    x, y = place[rng.permutation(60_000) % points].T
    expected = np.where(np.hypot(x, y) < 100, 0, -1)
    expected[(x > 200) & (x < 300) & (y > 0) & (y < 100)] = 1
    rim = np.abs(np.hypot(x, y) - 100) < 1e-3
    found = assign(x, y, areas)
    assert np.array_equal(found[~rim], expected[~rim])
    assert rim.sum() < 10

"""Who is next to whom, from geometry."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from libpysal.graph import Graph
from shapely.geometry import MultiPolygon, Polygon, box

from hotspot_app.errors import InputError, WordsError
from hotspot_app.stats.graphs.neighbours import Neighbours, neighbour_graph


def town(shapes: dict[str, Polygon]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(
        {"name": list(shapes), "shown": True},
        geometry=list(shapes.values()),
        index=list(shapes),
        crs="EPSG:27700",
    ).rename_axis("code")
    return frame


def grid(side: int, size: float = 100.0) -> gpd.GeoDataFrame:
    return town(
        {
            f"{r}{c}": box(c * size, r * size, (c + 1) * size, (r + 1) * size)
            for r in range(side)
            for c in range(side)
        }
    )


def sets(found: Neighbours) -> dict[str, set[str]]:
    table = found.graph.adjacency[found.graph.adjacency > 0].reset_index()
    near: dict[str, set[str]] = {code: set() for code in found.graph.codes}
    for focal, other in zip(table["focal"], table["neighbor"], strict=True):
        near[focal].add(other)
    return near


def test_queen_has_corners_and_rook_has_not() -> None:
    queen, rook = neighbour_graph(grid(3)), neighbour_graph(grid(3), "rook")
    assert sets(queen)["00"] == {"01", "10", "11"}
    assert sets(rook)["00"] == {"01", "10"}
    assert len(sets(queen)["11"]) == 8
    assert len(sets(rook)["11"]) == 4
    for found in (queen, rook):
        assert found.islands == found.gaps == found.overlaps == found.bridged == ()
        assert (found.graph.adjacency == 1).all()


@pytest.mark.parametrize("rule", ["queen", "rook"])
def test_agrees_with_libpysal_on_irregular_shapes(rule: str) -> None:
    points = np.random.default_rng(4).uniform(0, 1000, (60, 2))
    cells = shapely.get_parts(
        shapely.voronoi_polygons(
            shapely.multipoints(points), extend_to=box(0, 0, 1000, 1000)
        )
    )
    areas = town({f"a{i:02d}": cell for i, cell in enumerate(cells)})
    theirs = Graph.build_contiguity(areas, rook=rule == "rook")
    ours = Graph(neighbour_graph(areas, rule).graph.adjacency, is_sorted=True)
    assert ours.equals(theirs)


def test_graph_is_in_the_order_of_the_areas() -> None:
    areas = town({"b": box(0, 0, 1, 1), "c": box(50, 0, 51, 1), "a": box(1, 0, 2, 1)})
    found = neighbour_graph(areas)
    assert list(found.graph.codes) == ["b", "c", "a"]
    assert sets(found) == {"b": {"a"}, "a": {"b"}, "c": set()}
    assert found.islands == ("c",)
    assert list(Graph(found.graph.adjacency, is_sorted=True).isolates) == ["c"]
    assert found.graph.neighbours("a") == {"b"}
    assert found.graph.neighbours("c") == found.graph.neighbours("x") == frozenset()


def test_borders_that_nearly_touch_are_joined_and_told() -> None:
    areas = town(
        {
            "a": box(0, 0, 100, 100),
            "b": box(100.5, 0, 200, 100),
            "c": box(201.5, 0, 300, 100),
        }
    )
    for rule in ("queen", "rook"):
        found = neighbour_graph(areas, rule)
        assert sets(found) == {"a": {"b"}, "b": {"a"}, "c": set()}
        assert found.gaps == (("a", "b"),)
        assert found.islands == ("c",)


def test_corners_that_nearly_touch_are_no_shared_border() -> None:
    areas = town({"a": box(0, 0, 100, 100), "b": box(100.4, 100.4, 200, 200)})
    assert neighbour_graph(areas, "queen").gaps == (("a", "b"),)
    rook = neighbour_graph(areas, "rook")
    assert rook.gaps == ()
    assert rook.islands == ("a", "b")


def test_overlaps_are_told_and_slivers_are_not() -> None:
    areas = town(
        {
            "a": box(0, 0, 100, 100),
            "b": box(90, 0, 200, 100),  # 1,000 m2
            "c": box(199.99, 0, 300, 100),  # 1 m2 or so
            "d": box(1000, 0, 1100, 100),
            "e": box(1020, 20, 1040, 40),  # inside d
        }
    )
    for rule in ("queen", "rook"):
        found = neighbour_graph(areas, rule)
        assert found.overlaps == (("a", "b"), ("d", "e"))
        assert sets(found)["b"] == {"a", "c"}
        assert found.gaps == ()


def test_a_hole_and_what_fills_it_share_a_border() -> None:
    inner = box(40, 40, 60, 60)
    areas = town({"a": box(0, 0, 100, 100).difference(inner), "b": inner})
    assert sets(neighbour_graph(areas, "rook")) == {"a": {"b"}, "b": {"a"}}
    assert neighbour_graph(areas).overlaps == ()


def test_areas_in_parts_touch_by_any_part() -> None:
    areas = town(
        {
            "a": MultiPolygon([box(0, 0, 10, 10), box(100, 0, 110, 10)]),
            "b": box(110, 0, 120, 10),
            "c": box(10, 0, 20, 10),
        }
    )
    assert sets(neighbour_graph(areas))["a"] == {"b", "c"}


def test_bridges_join_by_hand() -> None:
    areas = town({"a": box(0, 0, 1, 1), "b": box(1, 0, 2, 1), "z": box(9, 9, 10, 10)})
    found = neighbour_graph(areas, bridges=[("z", "a"), ("a", "b"), ("a", "z")])
    assert sets(found) == {"a": {"b", "z"}, "b": {"a"}, "z": {"a"}}
    assert found.bridged == (("a", "z"),)
    assert found.islands == ()


def test_a_bridge_beside_one_way_neighbours_joins_both_ways() -> None:
    areas = town({"a": box(0, 0, 1, 1), "b": box(2, 0, 3, 1), "c": box(9, 0, 10, 1)})
    found = neighbour_graph(areas, "nearest", nearest=1, bridges=[("b", "c")])
    assert sets(found) == {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}}
    assert found.bridged == (("b", "c"),)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9)),
        min_size=2,
        max_size=15,
    ),
    st.integers(1, 16),
)
def test_nearest_is_what_sorting_by_distance_gives(
    corners: list[tuple[int, int]], k: int
) -> None:
    areas = town(
        {f"{i:02d}": box(x, y, x + 1, y + 1) for i, (x, y) in enumerate(corners)}
    )
    found = neighbour_graph(areas, "nearest", nearest=k)
    codes = list(areas.index)
    for i, (x, y) in enumerate(corners):
        others = sorted(
            (
                (round(((x - u) ** 2 + (y - v) ** 2) ** 0.5 * 1000), code)
                for code, (u, v) in zip(codes, corners, strict=True)
                if code != codes[i]
            ),
        )
        assert sets(found)[codes[i]] == {code for _, code in others[:k]}


def test_distance_joins_centres_within_it() -> None:
    found = neighbour_graph(grid(3), "distance", distance=100.0)
    assert sets(found) == sets(neighbour_graph(grid(3), "rook"))
    apart = neighbour_graph(grid(3), "distance", distance=99.0)
    assert len(apart.islands) == 9


@pytest.mark.parametrize("rule", ["queen", "rook", "nearest", "distance"])
def test_one_area_and_areas_far_apart(rule: str) -> None:
    one = neighbour_graph(grid(1), rule)
    assert one.islands == ("00",)
    assert len(one.graph.codes) == 1
    areas = town({c: box(i * 9e3, 0, i * 9e3 + 1, 1) for i, c in enumerate("abc")})
    far = neighbour_graph(areas, rule)
    assert len(far.graph.codes) == 3
    assert far.islands == (() if rule == "nearest" else ("a", "b", "c"))


def test_words_that_make_no_sense_are_refused() -> None:
    areas = grid(2)
    with pytest.raises(WordsError, match="Choose one of queen"):
        neighbour_graph(areas, "bishop")
    with pytest.raises(WordsError, match="nearest 0"):
        neighbour_graph(areas, "nearest", nearest=0)
    with pytest.raises(WordsError, match="within -5"):
        neighbour_graph(areas, "distance", distance=-5)
    with pytest.raises(WordsError, match="no area 77"):
        neighbour_graph(areas, bridges=[("00", "77")])
    with pytest.raises(WordsError, match="itself"):
        neighbour_graph(areas, bridges=[("00", "00")])
    with pytest.raises(InputError, match="no areas"):
        neighbour_graph(areas.iloc[:0])
    with pytest.raises(ValueError, match="degrees"):
        neighbour_graph(areas.set_crs("EPSG:4326", allow_override=True))


def test_far_too_many_pairs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotspot_app.stats.graphs.neighbours.MOST_PAIRS", 5)
    with pytest.raises(InputError, match="36 pairs"):
        neighbour_graph(grid(3), "distance", distance=1e5)


@pytest.mark.realdata
def test_southampton_agrees_with_libpysal_but_for_the_gap(real: Path) -> None:
    path = real / "boundaries" / "E06000045_lsoa2021_bgc.geojson"
    areas = gpd.read_file(path).to_crs("EPSG:27700")
    areas = areas.set_index("LSOA21CD").rename_axis("code").sort_index()
    found = neighbour_graph(areas)
    theirs = Graph.build_contiguity(areas, rook=False)
    table = theirs.adjacency[theirs.adjacency > 0].index
    ours = found.graph.adjacency[found.graph.adjacency > 0].index
    gaps = {pair for a, b in found.gaps for pair in ((a, b), (b, a))}
    assert len(areas) == 152
    assert set(ours) - gaps == set(table)
    assert gaps.isdisjoint(table)
    assert found.islands == ()
    for a, b in found.gaps:
        assert 0 < areas.geometry[a].distance(areas.geometry[b]) < 1


def test_the_shapes_given_are_not_prepared() -> None:
    areas = grid(4)
    neighbour_graph(areas)
    assert not shapely.is_prepared(areas.geometry.to_numpy()).any()

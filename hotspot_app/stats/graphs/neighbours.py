"""Graphs of neighbouring areas, by different rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from hotspot_app.errors import InputError, WordsError
from hotspot_app.stats.graphs.links import Graph, Ints

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

RULES: Final = ("queen", "rook", "nearest", "distance")

AT_ONCE: Final = 10_000
"""Pairs of areas that are looked at together."""

GAP: Final = 1.0
"""Metres: borders nearer than this were meant to touch."""

SLIVER_AREA: Final = 1.0
"""Square metres two areas may overlap by without being told of."""

SLIVER_SHARE: Final = 0.001
"""Share of the smaller area they may overlap by without being told of."""

MOST_PAIRS: Final = 20_000_000
"""More pairs than this don't fit in the memory of an office computer."""

Pair = tuple[str, str]
Shapes = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The graph of neighbours, with the choices made to find them.

    Attributes
    ----------
    graph
        Graph with weights of 1, index in the order of the areas.
    islands
        Codes of areas without neighbours.
    gaps
        Pairs that don't touch but are nearer than GAP, which count as neighbours
        (borders and corners only).
    overlaps
        Pairs that overlap by more than a sliver (borders and corners only).
    bridged
        Pairs that are neighbours only by the analyst's choice.
    """

    graph: Graph
    islands: tuple[str, ...]
    gaps: tuple[Pair, ...]
    overlaps: tuple[Pair, ...]
    bridged: tuple[Pair, ...]


def neighbour_graph(
    areas: gpd.GeoDataFrame,
    rule: str = "queen",
    *,
    nearest: int = 6,
    distance: float = 1000.0,
    bridges: Iterable[Pair] | None = None,
) -> Neighbours:
    """Find the neighbours of each area.

    Parameters
    ----------
    areas
        Area table, index `code`, in British National Grid.
    rule
        "queen": share a border or a corner; "rook": share a border; "nearest":
        the `nearest` areas by distance between centroids, the earlier code
        first where distances are equal to the millimetre; "distance":
        centroids at most `distance` metres apart.
    bridges
        Pairs of codes of areas that are neighbours by the analyst's choice.

    Raises
    ------
    InputError
        If there are no areas, or far too many pairs within the distance.
    WordsError
        If the rule, a number or a code of a bridge makes no sense.
    ValueError
        If the coordinates are degrees.
    """
    _check(areas, rule, nearest, distance)
    # copies: they are prepared for speed, and the caller's stay as they were
    shapes = shapely.force_2d(np.asarray(areas.geometry.array))
    gaps = overlaps = np.empty((0, 2), dtype=np.int64)
    if rule in ("queen", "rook"):
        pairs, gaps, overlaps = _touching(shapes, rook=rule == "rook")
        links = _both_ways(pairs)
    elif rule == "nearest":
        taken = max(0, min(nearest, len(areas) - 1))
        links = _nearest(_centres(shapes), taken)
    else:
        links = _both_ways(_within(_centres(shapes), distance))
    by_hand = _both_ways(_bridges(areas.index, bridges or ()))
    n = len(areas)
    new = by_hand[~np.isin(by_hand @ [n, 1], links @ [n, 1])]
    graph, islands = _graph(np.concatenate([links, new]), areas.index)
    bridged = np.unique(np.sort(new, axis=1), axis=0)
    codes = areas.index
    return Neighbours(
        graph,
        islands,
        _named(gaps, codes),
        _named(overlaps, codes),
        _named(bridged, codes),
    )


def _check(areas: gpd.GeoDataFrame, rule: str, nearest: int, distance: float) -> None:
    if rule not in RULES:
        raise WordsError(
            f"neighbours can't be {rule!r}", hint=f"Choose one of {', '.join(RULES)}."
        )
    if rule == "nearest" and nearest < 1:
        raise WordsError(f"the nearest {nearest} areas can't be neighbours")
    if rule == "distance" and not 0 < distance < np.inf:
        raise WordsError(f"neighbours can't be within {distance} metres")
    if len(areas) == 0:
        raise InputError("there are no areas", hint="Choose a boundary file with some.")
    if areas.crs is not None and areas.crs.is_geographic:
        raise ValueError("areas must be in metres, not degrees")


def _touching(shapes: Shapes, *, rook: bool) -> tuple[Ints, Ints, Ints]:
    """Find pairs of neighbours, and those among them with a gap or an overlap."""
    pairs = _nearby(shapes)
    one, other = shapes[pairs[:, 0]], shapes[pairs[:, 1]]
    # nine letters: how interior, border and outside of one meet those of other
    relation = shapely.relate(one, other).astype("U9").view("U1").reshape(-1, 9)
    overlap = relation[:, 0] != "F"
    meet = (relation[:, [0, 1, 3, 4]] != "F").any(axis=1)
    keep = np.ones(len(pairs), dtype=bool)
    if rook:
        keep[meet] = (overlap | (relation[:, 4] == "1"))[meet]
        keep[~meet] = _along(one[~meet], other[~meet])
    shared = shapely.area(shapely.intersection(one[overlap], other[overlap]))
    smaller = np.minimum(shapely.area(one[overlap]), shapely.area(other[overlap]))
    told = (shared > SLIVER_AREA) & (shared > SLIVER_SHARE * smaller)
    return pairs[keep], pairs[~meet & keep], pairs[overlap][told]


def _nearby(shapes: Shapes) -> Ints:
    """Find pairs that touch or are less than GAP apart, each once."""
    reach = shapely.bounds(shapes) + np.array([-GAP, -GAP, GAP, GAP])
    first, second = shapely.STRtree(shapes).query(shapely.box(*reach.T))
    pairs = np.column_stack([first, second]).astype(np.int64)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    near = np.empty(len(pairs), dtype=bool)
    for start in range(0, len(pairs), AT_ONCE):
        some = slice(start, start + AT_ONCE)
        ones, which = np.unique(pairs[some, 0], return_inverse=True)
        # copies: prepared shapes are large, and these are let go of with them
        prepared = shapely.force_2d(shapes[ones])
        shapely.prepare(prepared)
        near[some] = shapely.dwithin(prepared[which], shapes[pairs[some, 1]], GAP)
    return pairs[near]


def _along(one: Shapes, other: Shapes) -> npt.NDArray[np.bool_]:
    """Whether borders run along each other: longer than past a corner."""
    beside = shapely.intersection(shapely.boundary(one), shapely.buffer(other, GAP))
    return np.asarray(shapely.length(beside) > 4 * GAP)


def _centres(shapes: Shapes) -> npt.NDArray[np.float64]:
    return np.asarray(shapely.get_coordinates(shapely.centroid(shapes)))


def _tree(centres: npt.NDArray[np.float64]) -> cKDTree:
    from scipy import spatial  # 9 MB, for the two rules that are seldom chosen

    return spatial.cKDTree(centres)


def _nearest(centres: npt.NDArray[np.float64], k: int) -> Ints:
    n = len(centres)
    if k == 0:
        return np.empty((0, 2), dtype=np.int64)
    # the last distance can be shared by more areas than are wanted
    tree = _tree(centres)
    reach = np.asarray(tree.query(centres, k=k + 1)[0])
    within = tree.query_ball_point(centres, reach[:, -1] + 0.001)
    size = np.fromiter(map(len, within), dtype=np.int64, count=n)
    focal = np.repeat(np.arange(n), size)
    other = np.concatenate([np.asarray(found, dtype=np.int64) for found in within])
    focal, other = focal[focal != other], other[focal != other]
    away = np.linalg.norm(centres[focal] - centres[other], axis=1)
    order = np.lexsort((other, np.rint(away * 1000), focal))
    focal, other = focal[order], other[order]
    rank = np.arange(len(focal)) - np.searchsorted(focal, focal)
    return np.asarray(np.column_stack([focal, other])[rank < k])


def _within(centres: npt.NDArray[np.float64], distance: float) -> Ints:
    tree = _tree(centres)
    pairs = (int(tree.count_neighbors(tree, distance)) - len(centres)) // 2
    if pairs > MOST_PAIRS:
        raise InputError(
            f"{pairs:,} pairs of areas are within {distance:g} metres, too many",
            hint="Choose a shorter distance.",
        )
    return tree.query_pairs(distance, output_type="ndarray").astype(np.int64)


def _bridges(codes: pd.Index[Any], bridges: Iterable[Pair]) -> Ints:
    found = []
    for pair in bridges:
        for code in pair:
            if code not in codes:
                raise WordsError(
                    f"can't join {pair[0]} and {pair[1]}: there is no area {code}",
                    hint="Write the codes as in the boundary file.",
                )
        if pair[0] == pair[1]:
            raise WordsError(f"can't join {pair[0]} to itself")
        found.append(codes.get_indexer(pd.Index(pair)))
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _both_ways(pairs: Ints) -> Ints:
    return np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)


def _graph(links: Ints, codes: pd.Index[Any]) -> tuple[Graph, tuple[str, ...]]:
    alone = np.setdiff1d(np.arange(len(codes)), links[:, 0])
    # a graph keeps an area without neighbours as its own neighbour of weight 0
    focal = np.concatenate([links[:, 0], alone])
    other = np.concatenate([links[:, 1], alone])
    weight = np.concatenate([np.ones(len(links)), np.zeros(len(alone))])
    order = np.lexsort((other, focal))
    index = pd.MultiIndex(
        levels=[codes, codes],  # type: ignore[list-item] # the stubs ask for lists
        codes=[focal[order], other[order]],  # type: ignore[list-item]
        names=["focal", "neighbor"],
    )
    adjacency = pd.Series(weight[order], index=index, name="weight")
    return Graph(adjacency), tuple(map(str, codes[alone]))


def _named(pairs: Ints, codes: pd.Index[Any]) -> tuple[Pair, ...]:
    return tuple((str(codes[a]), str(codes[b])) for a, b in pairs.tolist())

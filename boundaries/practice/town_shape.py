"""The practice town's land: coast, river, island, blocks of streets.

All coordinates are British National Grid metres over open sea. Everything is
cut along the edges of small blocks, so neighbouring areas share their border
exactly, as real ones built from streets do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from shapely import LineString, MultiPoint, Polygon

ORIGIN = np.array([640_000.0, 400_000.0])
STEP = 0.1  # metres; every coordinate lies on this grid
CENTRE = ORIGIN + np.array([5750.0, 5080.0])

_COAST = [
    (6900, 9000), (7250, 8100), (7500, 7350), (8000, 6800), (7850, 6200), (8200, 5650),
    (7950, 5150), (7500, 4950), (6950, 4800), (6480, 4480), (6450, 4230), (6950, 3950),
    (7400, 3500), (7550, 2950), (8150, 2500), (8050, 1850), (8350, 1250), (7900, 600),
    (7650, -200), (7400, -1000),
]  # fmt: skip
_DISTRICT = [
    (350, 3900), (420, 5500), (1350, 6800), (3000, 7350), (4600, 7200), (6000, 7700),
    (9000, 7500), (9900, 4500), (9000, 700), (6300, 500), (4500, 350), (3000, 750),
    (1300, 1000), (750, 2400),
]  # fmt: skip
_ISLAND = [
    (8180, 4420), (8480, 4800), (8950, 4900), (9350, 4600), (9650, 4050), (9450, 3450),
    (9000, 3080), (8620, 3150), (8300, 3420), (8420, 3850),
]  # fmt: skip
_RIVER = [
    (-900, 5000), (100, 5350), (1000, 5100), (1750, 4350), (2600, 4000), (3350, 4450),
    (4000, 4950), (4700, 4750), (5200, 4250), (5850, 4200), (6500, 4350), (7200, 4350),
]  # fmt: skip
TIDAL_FROM = 2500.0  # metres east of the origin: the weir
ISLE_MIDDLE = ORIGIN + np.array([9000.0, 4000.0])


@dataclass(frozen=True)
class Blocks:
    """Blocks of streets.

    Attributes
    ----------
    shapes
        (b,) polygons that share their edges exactly.
    middle
        (b, 2) metres.
    spacing
        (b,) metres between blocks where this one lies: small in the centre.
    side
        (b,) 0 north of the river, 1 south of it, 2 on the island.
    pairs, length
        (e, 2) neighbouring blocks, not across the river, and the metres shared.
    """

    shapes: np.ndarray
    middle: np.ndarray
    spacing: np.ndarray
    side: np.ndarray
    pairs: np.ndarray
    length: np.ndarray


def _smooth(points: list[tuple[float, float]], closed: bool, each: int) -> np.ndarray:
    """Catmull-Rom curve through `points`, `each` steps between two of them."""
    p = ORIGIN + np.array(points, dtype=float)
    p = np.vstack([p[-1], p, p[0], p[1]]) if closed else np.vstack([p[0], p, p[-1]])
    t = np.linspace(0, 1, each, endpoint=False)[:, None]
    pieces = [
        0.5
        * (
            2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t**2
            + (3 * b - a - 3 * c + d) * t**3
        )
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return np.vstack(pieces) if closed else np.vstack([*pieces, p[-1:]])


def _roughen(
    line: np.ndarray, waves: list[tuple[float, float]], rng: np.random.Generator
) -> np.ndarray:
    """Move a curve sideways by random waves of (length, height) metres."""
    step = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    out = np.gradient(line, axis=0)
    normal = np.column_stack([-out[:, 1], out[:, 0]]) / np.hypot(*out.T)[:, None]
    shift = np.zeros(len(line))
    for length, height in waves:
        knots = np.arange(0, along[-1] + 2 * length, length / 2)
        values = rng.normal(0, height, len(knots))
        shift += np.interp(along, knots, values)
    fade = np.minimum(1, np.minimum(along, along[-1] - along) / 400)
    return line + normal * (shift * fade)[:, None]


def river_line() -> LineString:
    """Return the middle of the river, from the country to the sea."""
    return LineString(_smooth(_RIVER, closed=False, each=16))


def water(rng: np.random.Generator) -> tuple[Polygon, Polygon]:
    """Return the sea with the tidal river (80 to 150 m wide), and the island."""
    coast = _smooth(_COAST, closed=False, each=14)
    coast = _roughen(coast, [(900, 70), (300, 30), (110, 10)], rng)
    east = ORIGIN[0] + 12_000
    sea = Polygon([*coast, (east, coast[-1, 1]), (east, coast[0, 1])])
    shore = _smooth(_ISLAND, closed=True, each=14)
    shore = _roughen(shore, [(600, 45), (230, 22), (90, 8)], rng)
    island = Polygon(shore).buffer(0)
    course = np.array(river_line().coords)
    course = course[course[:, 0] >= ORIGIN[0] + TIDAL_FROM]
    far = np.linspace(0, 1, len(course))
    width = 80 + 70 * np.minimum(1, far / 0.8) + 400 * np.maximum(0, far - 0.9)
    reaches = [
        LineString(course[i : i + 2]).buffer(width[i] / 2, quad_segs=4)
        for i in range(len(course) - 1)
    ]
    wet = shapely.union_all([sea, *reaches]).simplify(1.5)
    return wet.difference(island), island


def spacing_at(points: np.ndarray) -> np.ndarray:
    """Return the metres between blocks at (n, 2) places."""
    out = np.hypot(*(points - CENTRE).T)
    isle = np.hypot(*(points - ISLE_MIDDLE).T)
    town = 78 + 112 * (1 - np.exp(-((out / 3100) ** 1.6)))
    return np.where(isle < 1300, 105.0, town)


def _block_seeds(rng: np.random.Generator) -> np.ndarray:
    """Return points on street grids that turn from one quarter to the next."""
    quarters = ORIGIN + rng.uniform((-400, -300), (10_200, 8_300), (260, 2))
    quarters = quarters[_apart(quarters, 380)]
    tree = cKDTree(quarters)
    found = []
    for i, quarter in enumerate(quarters):
        s = spacing_at(quarter[None])[0]
        towards = np.arctan2(*(quarter - CENTRE)[::-1]) + rng.normal(0, 0.35)
        n = int(1500 / s)
        u, v = np.meshgrid(np.arange(-n, n + 1), np.arange(-n, n + 1))
        grid = np.column_stack([u.ravel() * s * 1.3, (v.ravel() + u.ravel() % 2 * 0.5)])
        grid[:, 1] *= s * 0.8
        grid += rng.normal(0, 0.1 * s, grid.shape)
        c, d = np.cos(towards), np.sin(towards)
        points = quarter + grid @ np.array([[c, d], [-d, c]])
        found.append(points[tree.query(points)[1] == i])
    seeds = np.vstack(found)
    return seeds[_apart(seeds, 0.62 * spacing_at(seeds))]


def _apart(points: np.ndarray, least: float | np.ndarray) -> np.ndarray:
    """Mark points none of which is nearer than `least` to an earlier one kept."""
    least = np.broadcast_to(np.asarray(least, dtype=float), len(points))
    keep = np.ones(len(points), dtype=bool)
    for i, j in sorted(cKDTree(points).query_pairs(least.max())):
        if keep[i] and keep[j] and np.hypot(*(points[i] - points[j])) < least[j]:
            keep[j] = False
    return keep


def _shared_edges(
    shapes: list[Polygon], river: LineString
) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of shapes with a common edge, and the metres they share.

    Edges on the river are no way across it.
    """
    owners: dict[tuple[tuple[float, float], ...], list[int]] = defaultdict(list)
    for i, shape in enumerate(shapes):
        ring = shape.exterior.coords
        for a, b in pairwise(ring):
            owners[(a, b) if a < b else (b, a)].append(i)
    edges = [(edge, who) for edge, who in owners.items() if len(who) == 2]
    lines = shapely.linestrings([edge for edge, _ in edges])
    dry = shapely.distance(shapely.line_interpolate_point(lines, 0.5, True), river) > 1
    metres: dict[tuple[int, int], float] = defaultdict(float)
    for (_, who), length, crossed in zip(
        edges, shapely.length(lines), dry, strict=True
    ):
        if crossed:
            metres[min(who), max(who)] += float(length)
    pairs = sorted(metres)
    return np.array(pairs), np.array([metres[pair] for pair in pairs])


def components(pairs: np.ndarray, n: int) -> np.ndarray:
    """Number the connected parts of n things joined by (e, 2) pairs."""
    joined = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (n, n))
    return connected_components(joined, directed=False)[1]


def _merged(shapes: list[Polygon], river: LineString) -> list[Polygon]:
    """Give slivers cut off by coast and river to the neighbour along them."""
    while True:
        pairs, length = _shared_edges(shapes, river)
        area = shapely.area(shapes)
        usual = spacing_at(shapely.get_coordinates(shapely.centroid(shapes))) ** 2
        small = area < 0.3 * usual
        taken: set[int] = set()
        joins = []
        for i in np.flatnonzero(small):
            beside = np.flatnonzero((pairs == i).any(axis=1))
            beside = beside[np.argsort(-length[beside], kind="stable")]
            for row in beside:
                other = int(pairs[row].sum() - i)
                if i not in taken and other not in taken:
                    joins.append((int(i), other))
                    taken |= {int(i), other}
                    break
        if not joins:
            return shapes
        whole = [shapely.coverage_union_all([shapes[i], shapes[j]]) for i, j in joins]
        rest = [shape for i, shape in enumerate(shapes) if i not in taken]
        shapes = rest + [shape for shape in whole if shape.geom_type == "Polygon"]


def lay_out(rng: np.random.Generator) -> Blocks:
    """Return the town's blocks."""
    wet, island = water(rng)
    river = river_line()
    edge = _roughen(_smooth(_DISTRICT, True, 16), [(900, 110), (350, 50)], rng)
    district = Polygon(edge).buffer(0)
    seeds = _block_seeds(rng)
    streets = shapely.voronoi_polygons(MultiPoint(seeds), only_edges=True)
    lines = [streets, wet.boundary, island.boundary, river]
    shapes = shapely.get_parts(
        shapely.polygonize([shapely.union_all(lines, grid_size=STEP)])
    )
    shapes = shapely.get_parts(shapes)
    inner = shapely.point_on_surface(shapes)
    shapely.prepare(district)
    shapely.prepare(wet)
    ours = shapely.contains(district, inner) & ~shapely.intersects(wet, inner)
    order = np.lexsort(shapely.get_coordinates(inner[ours]).T)
    found = _merged(list(shapes[ours][order]), river)
    pairs, length = _shared_edges(found, river)
    part = components(pairs, len(found))
    size = np.bincount(part)
    middle = shapely.get_coordinates(shapely.centroid(found))
    big = np.argsort(-size, kind="stable")[:3]
    north = [middle[part == p, 1].mean() for p in big]
    east = [middle[part == p, 0].mean() for p in big]
    isle = int(np.argmax(east))
    land = sorted((i for i in range(3) if i != isle), key=lambda i: -north[i])
    side_of = {int(big[land[0]]): 0, int(big[land[1]]): 1, int(big[isle]): 2}
    side = np.array([side_of.get(int(p), -1) for p in part])
    keep = side >= 0
    number = np.cumsum(keep) - 1
    inside = keep[pairs].all(axis=1)
    kept = np.array(found, dtype=object)[keep]
    return Blocks(
        kept,
        middle[keep],
        spacing_at(middle[keep]),
        side[keep],
        number[pairs[inside]],
        length[inside],
    )

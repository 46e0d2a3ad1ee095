"""Shapes made valid, and which ones had to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from hotspot_app.errors import InputError
from hotspot_app.progress import SILENT, Progress

MEETINGS: Final = 1_000
"""Of a border with itself; with 4,000 crossings it takes GEOS seconds to mend it."""

_SOME: Final = 64

_REASONS: Final = {
    "nested shells": "a hole was drawn as a shape of its own",
    "ring self-intersection": "its border touches itself",
    "self-intersection": "its border crosses itself",
    "holes are nested": "a hole lies in a hole",
    "hole lies outside shell": "a hole lies outside the shape",
    "valid geometry": "it mixes shapes and lines",
}


@dataclass(frozen=True, eq=False)
class Repaired:
    """Valid shapes, with what was repaired.

    Attributes
    ----------
    shapes
        Valid polygons and multipolygons, index as given; empty if no polygon was left.
    reasons
        What was wrong, index of the repaired ones only.
    change
        Square metres gained (or lost, below 0) by repair, index as `reasons`.
    """

    shapes: gpd.GeoSeries
    reasons: pd.Series[str]
    change: pd.Series[float]


def is_broken(shapes: gpd.GeoSeries) -> npt.NDArray[np.bool_]:
    """Say which shapes aren't valid polygons, (n,)."""
    flat = shapely.force_2d(shapes.array)
    mixed = shapely.get_type_id(flat) == shapely.GeometryType.GEOMETRYCOLLECTION
    broken: npt.NDArray[np.bool_] = ~shapely.is_valid(flat) | mixed
    return broken


def check_tangles(broken: gpd.GeoDataFrame, where: str) -> None:
    """Refuse broken shapes whose borders cross themselves too often to be repaired.

    To mend a border takes the square of its crossings in time and memory.

    Raises
    ------
    InputError
        With the first such area.
    """
    for name, shape in zip(broken["name"], broken.geometry, strict=True):
        if _meets_often(shape):
            raise InputError(
                f"the border of {name} crosses or touches itself more than "
                f"{MEETINGS:,} times",
                where=where,
                hint="Draw it again, or take it from its publisher.",
            )


def _meets_often(shape: shapely.Geometry) -> bool:
    """Count where lines of a border meet, but for those that follow one another."""
    polygons = shapely.get_parts(shapely.get_parts(shape))
    rings = shapely.get_rings(polygons[shapely.get_type_id(polygons) == 3])
    corners, ring = shapely.get_coordinates(rings, return_index=True)
    follows = ring[1:] == ring[:-1]
    lines = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)[follows])
    tree = shapely.STRtree(lines)
    met = 0
    for first in range(0, len(lines), _SOME):
        some = lines[first : first + _SOME]
        pairs = tree.query(some, predicate="intersects").shape[1]
        met += max(pairs - 3 * len(some), 0)  # itself and its two neighbours
        if met > 2 * MEETINGS:  # each is met from either side
            return True
    return False


def repair(
    shapes: gpd.GeoSeries,
    broken: npt.NDArray[np.bool_],
    progress: Progress = SILENT,
) -> Repaired:
    """Make invalid polygons valid, and drop parts that aren't polygons.

    Parameters
    ----------
    shapes
        (n,) polygons in metres; none missing.
    broken
        (n,) true for polygons that aren't valid (`is_broken`).

    Notes
    -----
    By `shapely.make_valid(method="linework")`, the even-odd rule: ground inside
    two rings is a hole. In official boundaries a "nested shell" is an area
    around another one, whose hole was written as a second shape; to keep both
    shells would cover the area inside twice.
    """
    flat = shapely.force_2d(shapes.array)
    reasons = shapely.is_valid_reason(flat[broken])
    covered, made = [], []
    for number, shape in enumerate(flat[broken]):
        progress.step(number / len(reasons), "mending shapes")
        covered.append(shapely.make_valid(shape, method="structure"))
        made.append(shapely.make_valid(shape, method="linework"))
    whole = np.array(flat, dtype=object)
    whole[broken] = [_polygons(shape) for shape in made]
    codes = shapes.index[broken]
    change = shapely.area(whole[broken]) - shapely.area(np.array(covered, dtype=object))
    return Repaired(
        gpd.GeoSeries(whole, index=shapes.index, crs=shapes.crs),
        pd.Series([_words(text) for text in reasons], index=codes, dtype="object"),
        pd.Series(change, index=codes, dtype="float64"),
    )


def _words(reason: str) -> str:
    """Say what GEOS found wrong as an analyst would."""
    kind = reason.split("[")[0].strip().lower()
    return _REASONS.get(kind, kind)


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep the polygons of a shape; none leaves an empty polygon."""
    if shape.geom_type in {"Polygon", "MultiPolygon"}:
        return shape
    parts = shapely.get_parts(shapely.get_parts(shape))
    kept = [part for part in parts if part.geom_type == "Polygon"]
    return shapely.union_all(kept) if kept else shapely.Polygon()

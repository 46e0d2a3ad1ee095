"""Shapes made valid, and which ones had to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

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
    """Shapes that the statistics can stand on.

    Attributes
    ----------
    shapes
        Valid polygons and multipolygons, index as given; empty where nothing
        with an area was left.
    reasons
        What was wrong, index the repaired ones only.
    change
        Ground covered after less before, square metres, index as `reasons`.
    """

    shapes: gpd.GeoSeries
    reasons: pd.Series[str]
    change: pd.Series[float]


def repair(shapes: gpd.GeoSeries) -> Repaired:
    """Make invalid polygons valid and keep nothing but polygons.

    Parameters
    ----------
    shapes
        (n,) polygons in metres; none missing.

    Notes
    -----
    By `shapely.make_valid(method="linework")`, the even-odd rule: ground inside
    two rings is a hole. In official boundaries a "nested shell" is an area
    around another one, whose hole was written as a second shape; to keep both
    shells would cover the area inside twice.
    """
    flat = shapely.force_2d(shapes.array)
    broken = ~shapely.is_valid(flat)
    broken |= shapely.get_type_id(flat) == shapely.GeometryType.GEOMETRYCOLLECTION
    reasons = shapely.is_valid_reason(flat[broken])
    covered = shapely.make_valid(flat[broken], method="structure")
    made = shapely.make_valid(flat[broken], method="linework")
    whole = np.array(flat, dtype=object)
    whole[broken] = [_polygons(shape) for shape in made]
    codes = shapes.index[broken]
    change = shapely.area(whole[broken]) - shapely.area(covered)
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

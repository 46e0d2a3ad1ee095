"""Which area an incident is in: exactly one, or outside every area."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from hotspot_app.stats.placing.area_raster import AreaRaster
from hotspot_app.stats.placing.boxes import points_in_boxes

Floats = npt.NDArray[np.float64]
Positions = npt.NDArray[np.int32]
Ints = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.object_]

BORDER_RULE: Final = (
    "An incident exactly on the border between areas is counted once, "
    "in the area whose code comes first."
)

# Measured: a raster costs about as much to make as testing a quarter as many
# points as the borders have vertices. Finding the distinct points of a table
# costs more than the raster where rows outnumber the vertices three to one.
_POINTS_PER_VERTEX: Final = 0.25
_ROWS_PER_VERTEX: Final = 3

_SAMPLE: Final = 10_000

_OUTSIDE: Final = -1
_BLOCK: Final = 250_000  # points at a time


def assign(easting: Floats, northing: Floats, areas: gpd.GeoDataFrame) -> Positions:
    """Find the area of each incident.

    Parameters
    ----------
    easting, northing
        (rows,) metres on the British National Grid; may be missing.
    areas
        (n,) valid polygons on that grid, index the area codes.

    Returns
    -------
    numpy.ndarray
        (rows,) int32 position in `areas`; -1 outside every area or where a
        coordinate is missing. A point on a border, or where areas overlap,
        is in the area whose code comes first (`BORDER_RULE`). Equal to
        testing every point against every area with `shapely.intersects`.

    Raises
    ------
    ValueError
        If `areas` is not on a grid in metres, has a shape that is not a
        polygon or repeats a code, or the coordinates differ in length.

    See Also
    --------
    AreaIndex : the same for many tables on the same areas.
    """
    return AreaIndex(areas).locate(easting, northing)


class AreaIndex:
    """Areas made ready for finding the area of many points.

    Parameters
    ----------
    areas
        (n,) valid polygons on the British National Grid, index the area codes.

    Raises
    ------
    ValueError
        If `areas` is not on a grid in metres, has a shape that is not a
        polygon or repeats a code.
    """

    def __init__(self, areas: gpd.GeoDataFrame) -> None:
        _check(areas)
        order = np.argsort(areas.index.to_numpy(), kind="stable")
        shapes = np.asarray(areas.geometry.array)
        order = order[shapely.get_num_coordinates(shapes[order]) > 0]
        self._positions: Positions = np.append(order, _OUTSIDE).astype(np.int32)
        # copies: preparing a shape would otherwise change the caller's
        shapes = shapely.force_2d(shapes[order])
        shapely.prepare(shapes)
        self._shapes: Shapes = shapes
        self._vertices = int(shapely.get_num_coordinates(shapes).sum())

    def locate(self, easting: Floats, northing: Floats) -> Positions:
        """Find the area of each point, as `assign` does.

        The way is chosen by the number of points: few distinct ones are tested
        against the areas whose bounds they are in; many are looked up in a
        raster of the areas, and only those in a cell that a border runs
        through are tested.
        """
        x = np.asarray(easting, dtype=np.float64)
        y = np.asarray(northing, dtype=np.float64)
        if x.shape != y.shape or x.ndim != 1:
            raise ValueError("one easting and one northing a row are needed")
        if not len(self._shapes):
            return np.full(len(x), _OUTSIDE, dtype=np.int32)
        if len(x) > _ROWS_PER_VERTEX * self._vertices:
            return self._by_raster(x, y)
        many = len(x) > _POINTS_PER_VERTEX * self._vertices
        if many and not _shared(x, y):
            return self._by_raster(x, y)
        distinct, where = _distinct(x, y)
        if len(distinct) > _POINTS_PER_VERTEX * self._vertices:
            return self._by_raster(distinct.real, distinct.imag)[where]
        return self._by_bounds(distinct.real, distinct.imag)[where]

    def _by_raster(self, x: Floats, y: Floats) -> Positions:
        found = np.empty(len(x), dtype=np.int32)
        for start in range(0, len(x), _BLOCK):
            some = slice(start, start + _BLOCK)
            found[some] = self._raster.find(x[some], y[some])
        return self._positions[found]

    def _by_bounds(self, x: Floats, y: Floats) -> Positions:
        found = np.full(len(x), len(self._shapes), dtype=np.int64)
        point, area = points_in_boxes(x, y, self._bounds)
        hit = shapely.intersects_xy(self._shapes[area], x[point], y[point])
        np.minimum.at(found, point[hit], area[hit])
        return self._positions[found]

    @cached_property
    def _bounds(self) -> Floats:
        return np.asarray(shapely.bounds(self._shapes))

    @cached_property
    def _raster(self) -> AreaRaster:
        return AreaRaster.of(self._shapes)


def _check(areas: gpd.GeoDataFrame) -> None:
    if areas.crs is None or not areas.crs.is_projected:
        raise ValueError("areas must be on a grid in metres, not in degrees")
    if not areas.index.is_unique:
        raise ValueError("area codes are repeated")
    kinds = shapely.get_type_id(np.asarray(areas.geometry.array))
    polygons = np.isin(kinds, (-1, 3, 6))  # none, Polygon, MultiPolygon
    if not polygons.all():
        raise ValueError(f"{areas.index[~polygons][0]} is not a polygon")


def _shared(x: Floats, y: Floats) -> bool:
    """Guess whether points have two or more rows on average.

    Of a sample of m rows from n points, about m²/2n share their point with an
    earlier one.
    """
    step = len(x) // _SAMPLE
    if step < 2:
        return True
    distinct, where = _distinct(x[::step], y[::step])
    return (len(where) - len(distinct)) * len(x) > len(where) ** 2


def _distinct(x: Floats, y: Floats) -> tuple[npt.NDArray[np.complex128], Ints]:
    """Distinct points as complex numbers, and which of them each row is."""
    both = np.empty(len(x), dtype=np.complex128)
    both.real, both.imag = x, y
    where, distinct = pd.factorize(both, use_na_sentinel=False)
    return np.asarray(distinct), np.asarray(where, dtype=np.int64)

"""From a file's coordinates to checked eastings and northings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.grid import to_grid
from hotspot_app.data.crime.coordinate_texts import (
    MERCATOR,
    from_mercator,
    read_coordinate,
)
from hotspot_app.data.tables.keys import numbered
from hotspot_app.schema import EXTENT

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Box = tuple[float, float, float, float]

MARGIN: Final = 2_000.0
"""Metres around the areas within which a point is near them."""

_MIRROR_APART: Final = 25_000.0
"""Metres between the areas and their mirror image (axes swapped); if they are
closer, a point in the image may well be a true one."""

_FEW: Final = 2_000
_DISTINCT: Final = 0.995

_BRITAIN: Final = (-9.0, 49.0, 2.5, 61.5)
"""Degrees: west, south, east, north."""


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """Points, with the faults found in them.

    Attributes
    ----------
    easting, northing
        (n,) metres; missing for points with a fault.
    blank, zero, swapped, impossible
        (n,) the faults; a point has at most one.
    degrees
        (n,) which impossible points are degrees in grid columns.
    mercator
        (n,) which points were in the coordinates of web maps (EPSG:3857).
    """

    easting: Floats
    northing: Floats
    blank: Mask
    zero: Mask
    swapped: Mask
    impossible: Mask
    degrees: Mask
    mercator: Mask


def numbers(
    column: pd.Series[str] | pd.Series[float], axis: str
) -> tuple[Floats, Mask, Mask]:
    """Return a column as numbers, with which texts are unreadable and which are odd.

    Parameters
    ----------
    axis
        "easting", "northing", "longitude" or "latitude".

    Returns
    -------
    tuple
        (n,) numbers; (n,) true where the text can't be read; (n,) true where it was
        read though it isn't plainly written (`coordinate_texts`).
    """
    nowhere = np.zeros(len(column), dtype=bool)
    if column.dtype == np.float64:
        return np.asarray(column, dtype=np.float64), nowhere, nowhere
    codes = column.cat.codes.to_numpy()
    texts = pd.Series(column.cat.categories, dtype="str").str.strip()
    known = pd.to_numeric(texts, errors="coerce").to_numpy(float, copy=True)
    odd = np.isnan(known) & (texts != "").to_numpy(bool)
    known[odd] = [read_coordinate(text, axis) for text in texts[odd]]
    values: Floats = np.append(known, np.nan)[codes]
    written: Mask = np.append(odd, False)[codes]
    return values, written & np.isnan(values), written & ~np.isnan(values)


def check_grid(east: Floats, north: Floats, extent: Box | None) -> Checked:
    """Check eastings and northings.

    Parameters
    ----------
    extent
        West, south, east and north of the areas in metres, to recognise swapped axes.
    """
    east, north, mercator = _brought_from_the_web(east, north)
    blank = np.isnan(east) | np.isnan(north)
    zero = (east == 0) & (north == 0)
    with np.errstate(invalid="ignore"):
        degrees = _inside(east, north, _BRITAIN) | _inside(north, east, _BRITAIN)
        degrees &= ~zero
        swapped = np.zeros(len(east), dtype=bool)
        if extent is not None and mirror_apart(extent):
            swapped = _near(north, east, extent) & ~_near(east, north, extent)
        legal = _inside(east, north, EXTENT)
    impossible = ~blank & ~zero & ~swapped & (~legal | degrees)
    wrong = (blank, zero, swapped, impossible)
    return _checked(east, north, wrong, degrees & impossible, mercator)


def check_degrees(longitude: Floats, latitude: Floats) -> Checked:
    """Check longitudes and latitudes, and bring them to the grid.

    Each distinct pair is converted once. In Britain the axes can't be mixed up:
    no latitude is a longitude there.
    """
    blank = np.isnan(longitude) | np.isnan(latitude)
    zero = (longitude == 0) & (latitude == 0)
    with np.errstate(invalid="ignore"):
        swapped = _inside(latitude, longitude, _BRITAIN)
        sane = _inside(longitude, latitude, _BRITAIN)
    east = np.full(len(longitude), np.nan)
    north = np.full(len(longitude), np.nan)
    east[sane], north[sane] = _once(longitude[sane], latitude[sane])
    with np.errstate(invalid="ignore"):
        legal = _inside(east, north, EXTENT)
    impossible = ~blank & ~zero & ~swapped & ~legal
    none = np.zeros(len(east), dtype=bool)
    return _checked(east, north, (blank, zero, swapped, impossible), none, none)


def mirror_apart(extent: Box) -> bool:
    """Say whether swapped axes can be told from true points for these areas."""
    west, south, east, north = extent
    gap = max(south - east, west - north)
    return gap > _MIRROR_APART


def near(east: Floats, north: Floats, extent: Box) -> Mask:
    """Say which points are in the areas' box or within `MARGIN` of it."""
    with np.errstate(invalid="ignore"):
        return _near(east, north, extent)


def _near(east: Floats, north: Floats, extent: Box) -> Mask:
    wide = (extent[0] - MARGIN, extent[1] - MARGIN)
    return _inside(east, north, (*wide, extent[2] + MARGIN, extent[3] + MARGIN))


def _inside(x: Floats, y: Floats, box: Box) -> Mask:
    return (x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3])


def _once(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Convert each distinct pair once; pairs that only look equal are told apart."""
    odd = np.uint64(0x9E3779B97F4A7C15)
    key = longitude.view(np.uint64) * odd ^ latitude.view(np.uint64)
    # a few rows tell at less cost that points are hardly ever shared
    few = key[:: max(len(key) // _FEW, 1)]
    if len(pd.unique(few)) > _DISTINCT * len(few):
        return to_grid(longitude, latitude)
    codes, first = numbered(key)
    if len(first) > 0.7 * len(key):
        return to_grid(longitude, latitude)
    alike = (longitude[first][codes] == longitude) & (
        latitude[first][codes] == latitude
    )
    if not alike.all():
        return to_grid(longitude, latitude)
    east, north = to_grid(longitude[first], latitude[first])
    return east[codes], north[codes]


def _brought_from_the_web(east: Floats, north: Floats) -> tuple[Floats, Floats, Mask]:
    """Bring points that only web maps write so to the grid: none lies so far north."""
    with np.errstate(invalid="ignore"):
        there = _inside(east, north, MERCATOR)
    if there.any():
        east, north = east.copy(), north.copy()
        east[there], north[there] = to_grid(*from_mercator(east[there], north[there]))
    return east, north, there


def _checked(
    east: Floats,
    north: Floats,
    wrong: tuple[Mask, Mask, Mask, Mask],
    degrees: Mask,
    mercator: Mask,
) -> Checked:
    bad = wrong[0] | wrong[1] | wrong[2] | wrong[3]
    return Checked(
        np.where(bad, np.nan, east),
        np.where(bad, np.nan, north),
        *wrong,
        degrees,
        mercator & ~bad,
    )

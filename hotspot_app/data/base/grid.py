"""Longitude and latitude to British National Grid, by one transformation (OSTN15)."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from convertbng.cutil import convert_bng
from pyproj import Transformer

from hotspot_app.schema import CRS

ACCURACY: Final = (
    "Longitude and latitude were converted to British National Grid by the OSTN15 "
    "transformation (0.1 m), boundaries and points alike."
)

BRITAIN: Final = (-9.0, 49.75, 2.01, 61.01)
"""West, south, east, north of British National Grid, degrees (EPSG registry)."""

Floats = npt.NDArray[np.float64]


def corner_of(letters: str) -> tuple[float, float]:
    """Return the south-west corner of a square of 100 km, in metres.

    Examples
    --------
    >>> corner_of("SU")
    (400000.0, 100000.0)
    """
    first, second = (ord(c) - 65 - (c > "I") for c in letters.upper())
    east = (first - 2) % 5 * 5 + second % 5
    north = 19 - first // 5 * 5 - second // 5
    return east * 1e5, north * 1e5


def to_grid(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Convert WGS84 (ETRS89) degrees to eastings and northings.

    Parameters
    ----------
    longitude, latitude
        (n,) degrees.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) eastings and northings in metres, rounded to the millimetre;
        missing where the input is missing or outside Great Britain. West of the
        table of OSTN15 that comes with the library (a part of the Isles of
        Scilly) they are PROJ's, good to 2 m.
    """
    if len(longitude) == 0:
        return np.empty(0), np.empty(0)
    x = np.ascontiguousarray(longitude, dtype=np.float64)
    y = np.ascontiguousarray(latitude, dtype=np.float64)
    east, north = convert_bng(x, y)
    west, south, right, top = BRITAIN
    beyond = np.isnan(east) & (x >= west) & (x <= right) & (y >= south) & (y <= top)
    if beyond.any():
        rest = _without_table().transform(x[beyond], y[beyond])
        east[beyond], north[beyond] = (np.round(values, 3) for values in rest)
    return east, north


@cache
def _without_table() -> Transformer:
    return Transformer.from_crs("EPSG:4326", CRS, always_xy=True)

"""Whether a coordinate system is British National Grid, whatever it is called."""

from __future__ import annotations

from typing import Final

import pyproj

from hotspot_app.schema import CRS

_TRANSVERSE_MERCATOR: Final = "9807"
_PARAMETERS: Final = {
    "8801": (49.0, 1e-6),
    "8802": (-2.0, 1e-6),
    "8805": (0.9996012717, 2e-6),
    "8806": (400_000.0, 0.5),
    "8807": (-100_000.0, 0.5),
}
"""EPSG's number of a parameter to its value, in degrees and metres, and how far it may
be rounded: a scale of 0.9996 is meant to be the grid's."""

_DEGREE: Final = 0.017453292519943295
_AIRY: Final = (6_377_563.396, 299.3249646)
_LONGITUDE_AND_LATITUDE: Final = pyproj.CRS("EPSG:4277")


def as_registered(crs: pyproj.CRS) -> pyproj.CRS:
    """Return British National Grid, or its degrees, under its EPSG code.

    Programs write its name, its datum's and the shift to other datums in many ways;
    with a datum that PROJ doesn't know, areas would be moved by some 100 m. On the
    ellipsoid Airy 1830 there is no other datum.

    Parameters
    ----------
    crs
        Any projected or geographic coordinate system; others are returned unchanged.
    """
    plain = crs.source_crs if crs.is_bound and crs.source_crs else crs
    if not _on_airy(plain):
        return crs
    if plain.is_geographic:
        return _LONGITUDE_AND_LATITUDE
    return pyproj.CRS(CRS) if _is_grid(plain) else crs


def _on_airy(crs: pyproj.CRS) -> bool:
    if crs.ellipsoid is None or crs.prime_meridian is None:
        return False
    radius, flattening = _AIRY
    return (
        abs(crs.ellipsoid.semi_major_metre - radius) < 0.01
        and abs(crs.ellipsoid.inverse_flattening - flattening) < 1e-4
        and crs.prime_meridian.longitude == 0
    )


def _is_grid(crs: pyproj.CRS) -> bool:
    projection = crs.coordinate_operation
    if projection is None or projection.method_code != _TRANSVERSE_MERCATOR:
        return False
    if any(axis.unit_conversion_factor != 1 for axis in crs.axis_info):
        return False
    found = {each.code: each for each in projection.params}
    if set(found) != set(_PARAMETERS):
        return False
    for code, (wanted, rounded) in _PARAMETERS.items():
        value = float(found[code].value) * found[code].unit_conversion_factor
        if code in {"8801", "8802"}:
            value /= _DEGREE
        if abs(value - wanted) > rounded:
            return False
    return True

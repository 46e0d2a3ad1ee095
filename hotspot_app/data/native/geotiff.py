"""Pictures of the ground: GeoTIFF on British National Grid, as plain numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import AbstractContextManager
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PIL import Image

from hotspot_app.data.native.picture_file import Refusals, opened_picture
from hotspot_app.errors import InputError
from hotspot_app.named_paths import open_file
from hotspot_app.overlay import Box
from hotspot_app.schema import EXTENT

_MOST: Final = 80_000_000
"""Pixels a file may have: as RGB they take 240 MB while it is read."""
_SIDE: Final = 4_096
"""Pixels of the longer side that are kept: more than a screen shows."""
_SCALE, _TIES, _MATRIX, _KEYS = 33550, 33922, 34264, 34735
_COPYRIGHT: Final = 33432
_RASTER_TYPE, _PROJECTED, _POINT = 1025, 3072, 2
_GRID: Final = 27700
_MEASURED: Final = ("I", "F")
"""Prefixes of Pillow's modes whose pixels are measurements, not colours."""
_AGAIN: Final = "Export it again as GeoTIFF in British National Grid (EPSG:27700)."


def read_geotiff(path: Path, around: Box) -> tuple[npt.NDArray[np.uint8], Box]:
    """Read the part of a picture around a place.

    Returns
    -------
    tuple
        (rows, columns, 4) red, green, blue and opacity, north up, and their extent.
        Large pictures are reduced by averaging pixels.

    Raises
    ------
    InputError
        If the file is no picture, damaged, too large, or not on British National Grid.
    """
    with open_file(path) as stream, _opened(stream, path.name) as image:
        return _part(image, path.name, around)


def copyright_of(path: Path) -> str:
    """Return the copyright stated in a TIFF, "" if none is.

    Raises
    ------
    InputError
        If the file is damaged.
    """
    with open_file(path) as stream, _opened(stream, path.name) as image:
        return str(getattr(image, "tag_v2", {}).get(_COPYRIGHT, ""))


def _opened(stream: BufferedReader, where: str) -> AbstractContextManager[Image.Image]:
    """Open a TIFF, and say plainly what is wrong with it."""
    refusals = Refusals("the picture is damaged or isn't a TIFF", _AGAIN, _too_large)
    return opened_picture(stream, where, ("TIFF",), refusals)


def _part(
    image: Image.Image, where: str, around: Box
) -> tuple[npt.NDArray[np.uint8], Box]:
    if image.width * image.height > _MOST:
        raise _too_large(where, f"{image.width:,} × {image.height:,} pixels, ")
    if image.mode.startswith(_MEASURED):
        raise InputError(
            "its pixels are measurements, such as heights, not colours",
            where=where,
            hint="Export it as a picture (RGB).",
        )
    tags = getattr(image, "tag_v2", {})
    _check_grid(tags, where)
    west, north, across, down = _placed(tags, where)
    box = (
        max(math.floor((around[0] - west) / across), 0),
        max(math.floor((north - around[3]) / down), 0),
        min(math.ceil((around[2] - west) / across), image.width),
        min(math.ceil((north - around[1]) / down), image.height),
    )
    left, top, right, bottom = box
    if left >= right or top >= bottom:
        raise InputError(
            "nothing of it lies on this map",
            where=where,
            hint="Give a picture of the same place.",
        )
    part = image.crop(box).convert("RGBA")
    factor = math.ceil(max(part.size) / _SIDE)
    pixels = np.asarray(part.reduce(factor) if factor > 1 else part, dtype=np.uint8)
    extent = (
        west + left * across,
        north - bottom * down,
        west + right * across,
        north - top * down,
    )
    return pixels, extent


def _check_grid(tags: Mapping[int, Any], where: str) -> None:
    keys = _geo_keys(tags)
    if _PROJECTED not in keys:
        raise InputError(
            "it doesn't say that it is in British National Grid",
            where=where,
            hint=_AGAIN,
        )
    if keys[_PROJECTED] != _GRID:
        raise InputError(
            f"it is in another coordinate system (EPSG:{keys[_PROJECTED]})",
            where=where,
            hint=_AGAIN,
        )


def _geo_keys(tags: Mapping[int, Any]) -> dict[int, int]:
    """Return the short keys of a GeoTIFF (OGC 19-008r4, 7.1)."""
    held = tuple(tags.get(_KEYS, ()))
    rows = [held[i : i + 4] for i in range(4, len(held) - 3, 4)]
    return {int(key): int(value) for key, place, _, value in rows if place == 0}


def _placed(tags: Mapping[int, Any], where: str) -> tuple[float, float, float, float]:
    """Return west and north of the picture, and metres to a pixel across and down."""
    if _MATRIX in tags:
        m = [float(value) for value in tags[_MATRIX]]
        turned = m[1] or m[4]
        west, north, across, down = m[3], m[7], m[0], -m[5]
    elif _SCALE in tags and len(tags.get(_TIES, ())) == 6:
        across, down = (float(value) for value in tags[_SCALE][:2])
        i, j, _, x, y, _ = (float(value) for value in tags[_TIES])
        turned, west, north = 0.0, x - i * across, y + j * down
    else:
        raise InputError("it doesn't say where it lies", where=where, hint=_AGAIN)
    if _geo_keys(tags).get(_RASTER_TYPE) == _POINT:
        west, north = west - across / 2, north + down / 2
    numbers = (west, north, across, down)
    if turned or across <= 0 or down <= 0:
        raise InputError("it is turned or mirrored", where=where, hint=_AGAIN)
    inside = EXTENT[0] - 1e5 <= west <= EXTENT[2] and 0 <= north <= EXTENT[3] + 1e5
    if not (all(map(math.isfinite, numbers)) and inside):
        raise InputError("it lies outside Great Britain", where=where, hint=_AGAIN)
    return numbers


def _too_large(where: str, how: str = "") -> InputError:
    return InputError(
        f"it has {how}more than the app takes ({_MOST / 1e6:,.0f} million)",
        where=where,
        hint="Export the part of the map that you need, or with larger pixels.",
    )

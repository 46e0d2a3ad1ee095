"""GDAL with the formats that the app names and no other, reading from memory.

GDAL comes with some 180 drivers. Many open what a file names: other files, servers,
whole pipelines of commands. pyogrio can't choose among them, so all but ours are taken
out of the library before it opens anything. This is the one place that imports pyogrio.
"""

from __future__ import annotations

import ctypes
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyogrio
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

DRIVERS: Final = ("ESRI Shapefile", "GPKG", "GeoJSON", "OpenFileGDB", "TopoJSON")
"""Formats that may be read; GeoPackages are written too."""

GDAL_ERRORS: Final = (DataSourceError, DataLayerError, FeatureError)
"""Exceptions raised by writing."""


def _loaded() -> ctypes.CDLL:
    """Return pyogrio's own GDAL, which is already loaded.

    Raises
    ------
    ImportError
        If the library isn't where pyogrio's wheels have it.
    """
    folder = Path(pyogrio.__file__).parent
    for found in sorted(folder.parent.glob("pyogrio.libs/*gdal*")):
        library = ctypes.CDLL(str(found))
        library.GDALGetDriver.restype = ctypes.c_void_p
        library.GDALGetDriver.argtypes = (ctypes.c_int,)
        library.GDALGetDriverShortName.restype = ctypes.c_char_p
        library.GDALGetDriverShortName.argtypes = (ctypes.c_void_p,)
        library.GDALDeregisterDriver.argtypes = (ctypes.c_void_p,)
        library.VSIFileFromMemBuffer.restype = ctypes.c_void_p
        library.VSIFileFromMemBuffer.argtypes = (
            ctypes.c_char_p,
            ctypes.c_char_p,
            ctypes.c_uint64,
            ctypes.c_int,
        )
        library.VSIFCloseL.argtypes = (ctypes.c_void_p,)
        return library
    raise ImportError("GDAL isn't beside pyogrio, so it can't be kept to our formats")


def _keep_to_ours(library: ctypes.CDLL) -> None:
    """Deregister every driver that isn't in `DRIVERS`.

    Raises
    ------
    ImportError
        If other drivers remain.
    """
    for number in reversed(range(library.GDALGetDriverCount())):
        driver = library.GDALGetDriver(number)
        if library.GDALGetDriverShortName(driver).decode() not in DRIVERS:
            library.GDALDeregisterDriver(driver)
    if library.GDALGetDriverCount() != len(DRIVERS):
        raise ImportError("GDAL can't be kept to our formats")


_LIBRARY: Final = _loaded()
_keep_to_ours(_LIBRARY)


@contextmanager
def in_memory(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the GDAL name of a folder in memory that holds files.

    Parameters
    ----------
    parts
        Bytes of each file, by a name of ours that isn't the file's own.
    """
    folder = f"/vsimem/{secrets.token_hex(8)}"
    try:
        for name, content in parts.items():
            file = _LIBRARY.VSIFileFromMemBuffer(
                f"{folder}/{name}".encode("ascii"), content, len(content), 0
            )
            if not file:
                raise MemoryError
            _LIBRARY.VSIFCloseL(file)
        yield folder
    finally:
        if parts:  # else there is no such folder
            pyogrio.vsi_rmtree(folder)


__all__ = ["DRIVERS", "GDAL_ERRORS", "in_memory", "pyogrio"]

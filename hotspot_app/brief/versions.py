"""Versions of the app and its libraries that calculated an answer."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Final

from hotspot_app import __version__

LIBRARIES: Final = (
    "numpy",
    "pandas",
    "scipy",
    "geopandas",
    "shapely",
    "pyproj",
    "pyogrio",
    "libpysal",
    "esda",
    "statsmodels",
    "matplotlib",
    "convertbng",
)


def versions() -> dict[str, str]:
    """Return the versions of the app and of what it calculates with."""
    return {
        "hotspot_app": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }

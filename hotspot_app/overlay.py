"""What lies over or under a map: shapes, a picture, and numbered outlines."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
"""West, south, east and north, metres."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """Points, lines and outlines on British National Grid."""

    name: str
    frame: gpd.GeoDataFrame


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture of the ground.

    Attributes
    ----------
    pixels
        (rows, columns, 4) red, green, blue and opacity, north up.
    extent
        What it covers.
    """

    name: str
    pixels: npt.NDArray[np.uint8]
    extent: Box


Overlay = Shapes | Picture


@dataclass(frozen=True, eq=False)
class Spot:
    """A numbered place outlined on the map, metres on British National Grid.

    Attributes
    ----------
    codes
        Its areas.
    outline
        Around all of them together.
    at
        Where its number stands: within its strongest area.
    """

    number: int
    codes: frozenset[str]
    outline: BaseGeometry
    at: tuple[float, float]

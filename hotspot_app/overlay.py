"""Things drawn over or under a map: shapes, a picture, and numbered outlines."""

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
    """A picture of the ground, as a map's background.

    Attributes
    ----------
    pixels
        (rows, columns, 4) red, green, blue and opacity, north up.
    extent
        Extent on the ground.
    """

    name: str
    pixels: npt.NDArray[np.uint8]
    extent: Box


Overlay = Shapes | Picture


@dataclass(frozen=True, eq=False)
class Spot:
    """A numbered place that is outlined on the map; metres on British National Grid.

    Attributes
    ----------
    codes
        Codes of its areas.
    outline
        Outline around all its areas together.
    at
        Place of its number, within its strongest area.
    """

    number: int
    codes: frozenset[str]
    outline: BaseGeometry
    at: tuple[float, float]

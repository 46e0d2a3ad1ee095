"""What lies over or under a map and counts for nothing: shapes, or a picture."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt

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

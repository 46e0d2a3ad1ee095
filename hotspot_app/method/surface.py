"""Numbers over the ground, whatever its areas: a grid of square cells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hotspot_app.overlay import Box


@dataclass(frozen=True, eq=False)
class Surface:
    """A grid of values on British National Grid.

    Attributes
    ----------
    values
        (rows, columns) from the north-west; missing where unknown.
    west, north
        Coordinates of the north-western corner, metres.
    cell
        Side of a cell in metres.
    """

    values: npt.NDArray[np.float64]
    west: float
    north: float
    cell: float

    @property
    def extent(self) -> Box:
        """Extent of the grid."""
        rows, columns = self.values.shape
        east, south = self.west + columns * self.cell, self.north - rows * self.cell
        return self.west, south, east, self.north

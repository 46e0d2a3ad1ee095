"""The part of the ground that a map shows: metres to pixels and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

CLOSEST: Final = 0.2
"""Metres to a pixel; no closer."""

Floats = npt.NDArray[np.float64]
Extent = tuple[float, float, float, float]
"""West, south, east and north in metres."""


@dataclass(frozen=True, slots=True)
class ViewBox:
    """A rectangle of ground on British National Grid, as shown in a window.

    Attributes
    ----------
    x, y
        Easting and northing of its middle.
    scale
        Metres to a pixel; pixels don't depend on the screen's density.
    width, height
        Size in pixels.
    """

    x: float
    y: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(
        cls, extent: Extent, width: float, height: float, margin: float = 0.0
    ) -> ViewBox:
        """Hold an extent with so many pixels free on each side."""
        west, south, east, north = extent
        wide, high = max(width - 2 * margin, 1.0), max(height - 2 * margin, 1.0)
        scale = max((east - west) / wide, (north - south) / high, CLOSEST)
        return cls((west + east) / 2, (south + north) / 2, scale, width, height)

    @property
    def west(self) -> float:
        """Metres of the left side."""
        return self.x - self.width * self.scale / 2

    @property
    def north(self) -> float:
        """Metres of the top."""
        return self.y + self.height * self.scale / 2

    @property
    def extent(self) -> Extent:
        """Extent of the ground shown."""
        east, south = self.metres(self.width, self.height)
        return self.west, south, east, self.north

    def metres(self, across: float, down: float) -> tuple[float, float]:
        """Return easting and northing of a pixel."""
        return self.west + across * self.scale, self.north - down * self.scale

    def pixels(self, places: Floats) -> Floats:
        """Return pixels across and down of eastings and northings, a row each."""
        return np.asarray(
            (places - (self.west, self.north)) * (1 / self.scale, -1 / self.scale)
        )

    def moved(self, across: float, down: float) -> ViewBox:
        """Return the view after the ground was pushed by so many pixels."""
        return replace(
            self, x=self.x - across * self.scale, y=self.y + down * self.scale
        )

    def zoomed(self, factor: float, across: float, down: float) -> ViewBox:
        """Return the view so many times closer; the place at a pixel stays there."""
        scale = self.scale / factor
        x, y = self.metres(across, down)
        return replace(
            self,
            x=x - (across - self.width / 2) * scale,
            y=y + (down - self.height / 2) * scale,
            scale=scale,
        )

    def resized(self, width: float, height: float) -> ViewBox:
        """Return the view in a window of another size; middle and scale stay."""
        return replace(self, width=width, height=height)

    def held(self, extent: Extent, widest: float) -> ViewBox:
        """Return the nearest view whose middle lies in an extent.

        Parameters
        ----------
        widest
            Largest number of metres to a pixel; the smallest is `CLOSEST`.
        """
        west, south, east, north = extent
        return replace(
            self,
            x=min(max(self.x, west), east),
            y=min(max(self.y, south), north),
            scale=min(max(self.scale, CLOSEST), max(widest, CLOSEST)),
        )


def fitted(
    extent: Extent,
    corners: Floats,
    size: tuple[float, float],
    cards: list[Extent],
    margin: float = 20.0,
) -> ViewBox:
    """Return a view of an extent, in which cards cover as little of it as possible.

    Parameters
    ----------
    corners
        Coordinates that cards should not cover, one a row.
    size
        Size of the window in pixels.
    cards
        Left, top, right and bottom of each card in pixels.
    """
    full = ViewBox.around(extent, *size, margin)
    best: tuple[float, ViewBox] = (np.inf, full)
    for smaller in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7):
        view = replace(full, scale=full.scale / smaller)
        slack = [
            max((s - (high - low) / view.scale) / 2 - margin, 0.0)
            for s, low, high in zip(size, extent[:2], extent[2:], strict=True)
        ]
        for across, down in ((0, 0), (0, -1), (1, 0), (1, -1), (-1, -1), (-1, 0)):
            tried = view.moved(across * slack[0], down * slack[1])
            cost = _covered(tried.pixels(corners), cards) + 0.45 * (1 - smaller)
            cost += 0.0005 * (abs(across) + abs(down))
            if cost < best[0] - 1e-9:
                best = cost, tried
    return best[1]


def _covered(at: Floats, cards: list[Extent]) -> float:
    """Share of places under a card."""
    if not len(at):
        return 0.0
    under = np.zeros(len(at), dtype=bool)
    for left, top, right, bottom in cards:
        across = (at[:, 0] > left) & (at[:, 0] < right)
        under |= across & (at[:, 1] > top) & (at[:, 1] < bottom)
    return float(under.mean())

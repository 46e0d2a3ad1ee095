"""Insets: numbered places too small for a map's scale, drawn again at a larger one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
from matplotlib.patches import Rectangle

from hotspot_app.draw.looks.palettes import INK
from hotspot_app.draw.maps.choropleth import frame
from hotspot_app.draw.maps.scale_bar import Scale
from hotspot_app.draw.page.furniture import (
    BODY,
    Sheet,
    Type,
    millimetres,
    put,
    write,
)
from hotspot_app.overlay import Box, Spot
from hotspot_app.words import listed

SEEN: Final = 8.0
"""Millimetres of a place's larger side, below which it is a speck."""
MOST: Final = 3
LETTERS: Final = "ABC"

LEAST_SIDE: Final = 40.0
_WIDEST: Final = 56.0
_GAP: Final = 4.0
HEADING: Final = Type(BODY.size, "bold")
_HEAD: Final = 4.4
_FOOT: Final = 4.6
"""Millimetres, the last two of the heading over an inset and the bar under it."""

_KEPT: Final = 2 / 3
"""Least share of its length and width that the map keeps."""
_LONGEST: Final = 1.3
"""The longer side of an inset over the shorter."""
_FILLED: Final = 0.75
"""Share of an inset that its places may take: the rest is what lies around them."""
_CLOSER: Final = 2.0
"""Least factor by which an inset's scale is larger than the map's."""
_CLEAR: Final = 24.0
"""Millimetres to which a place on its own is enlarged, if there is room."""
_ENDLESS: Final = 1e6
EDGE: Final = 0.8
"""Points."""
_FINEST: Final = 1.0
"""Metres to a millimetre."""


@dataclass(frozen=True, eq=False)
class Inset:
    """A part of the map at a larger scale.

    Attributes
    ----------
    spots
        Numbered places that the inset is drawn for.
    box
        Frame on the page: left, bottom, right, top; millimetres.
    extent
        Extent on the ground.
    """

    letter: str
    spots: tuple[Spot, ...]
    box: Box
    extent: Box

    @property
    def metres_per_mm(self) -> float:
        """Metres on the ground to a millimetre of paper."""
        return (self.extent[2] - self.extent[0]) / (self.box[2] - self.box[0])

    @property
    def heading(self) -> str:
        """Its letter and places: "A: places 1 and 3"."""
        numbers = [str(spot.number) for spot in self.spots]
        return f"{self.letter}: place{'s' * (len(numbers) > 1)} {listed(numbers)}"

    def draw(self, sheet: Sheet) -> None:
        """Draw its frame, heading and scale bar."""
        left, bottom, right, top = self.box
        edge = Rectangle(
            (left, bottom),
            right - left,
            top - bottom,
            transform=millimetres(sheet),
            facecolor="none",
            edgecolor=INK,
            linewidth=EDGE,
            gid=f"inset-{self.letter}",
        )
        put(sheet, edge)
        wide = HEADING.width(self.heading)
        kind = HEADING.scaled(min(1.0, (right - left) / wide))
        write(sheet, self.heading, (left, top + _HEAD), kind)
        bar = Scale.of(self.metres_per_mm, longest=0.6 * (right - left))
        bar.draw_small(sheet, left, bottom - _FOOT + 1.2)


@dataclass(frozen=True, eq=False)
class Layout:
    """The places of the map and its insets on the page, in millimetres."""

    room: Box
    insets: tuple[Inset, ...] = ()


@dataclass(frozen=True, slots=True)
class _Strip:
    """The strip beside or below the map for insets, and the room left for the map."""

    box: Box
    left: Box
    beside: bool

    def cells(self, count: int) -> tuple[Box, ...]:
        """Part it into insets' frames, the first at the top or on the left."""
        left, bottom, right, top = self.box
        width, height = right - left, top - bottom
        long = height if self.beside else width
        step = (long + _GAP) / count
        if self.beside:
            height = min(step - _GAP - _HEAD - _FOOT, _LONGEST * width)
            tops = [top - _HEAD - n * step for n in range(count)]
            return tuple((left, each - height, right, each) for each in tops)
        height -= _HEAD + _FOOT
        width = min(step - _GAP, _LONGEST * height)
        low, lefts = bottom + _FOOT, [left + n * step for n in range(count)]
        return tuple((each, low, each + width, low + height) for each in lefts)

    @property
    def most(self) -> int:
        """Number of insets for which the strip has room."""
        counts = range(MOST, 0, -1)
        return next(
            (n for n in counts if min(_size(self.cells(n)[0])) >= LEAST_SIDE), 0
        )


def inset_layout(areas: gpd.GeoDataFrame, spots: Sequence[Spot], room: Box) -> Layout:
    """Divide the room between the map and insets of places that are too small on it.

    Parameters
    ----------
    areas
        Areas shown on the map.
    room
        Left, bottom, right and top of the room in millimetres.

    Returns
    -------
    Layout
        The whole room and no inset, if every place is at least `SEEN` mm long or there
        is no room for insets.
    """
    whole = _scale(areas, room)
    strips = [strip for strip in _strips(areas, room) if strip.most]
    if not strips or not _specks(spots, whole):
        return Layout(room)
    strip = min(strips, key=lambda each: _scale(areas, each.left))
    scale = _scale(areas, strip.left)
    if whole < _KEPT * scale:
        return Layout(room)
    small = _specks(spots, scale)
    groups = grouped(small, scale, _size(strip.cells(strip.most)[0]))[: strip.most]
    cells = strip.cells(len(groups))
    insets = [
        Inset(letter, group, cell, _view(group, _size(cell)))
        for letter, group, cell in zip(LETTERS, groups, cells, strict=False)
    ]
    return Layout(strip.left, tuple(insets))


def grouped(
    spots: Sequence[Spot], metres_per_mm: float, size: tuple[float, float]
) -> list[tuple[Spot, ...]]:
    """Group places, in order of number, that one inset can show large enough.

    Parameters
    ----------
    metres_per_mm
        Scale of the map: metres to a millimetre.
    size
        Width and height of an inset in millimetres.
    """
    groups: list[tuple[Spot, ...]] = []
    for spot in sorted(spots, key=lambda each: each.number):
        for place, group in enumerate(groups):
            needed = _needed((*group, spot), size)
            smallest = min(map(_length, (*group, spot)))
            if needed <= min(smallest / SEEN, metres_per_mm / _CLOSER):
                groups[place] = (*group, spot)
                break
        else:
            groups.append((spot,))
    return groups


def _strips(areas: gpd.GeoDataFrame, room: Box) -> list[_Strip]:
    """Return strips beside and below the map, of what it leaves free and more."""
    left, bottom, right, top = room
    wide, high = _size(room)
    west, south, east, north = areas.total_bounds
    across = (east - west) / _scale(areas, (0, 0, _ENDLESS, high))
    down = (north - south) / _scale(areas, (0, 0, wide, _ENDLESS))
    width = float(np.clip(wide - _GAP - across, LEAST_SIDE + 2, _WIDEST))
    height = float(np.clip(high - _GAP - _HEAD - _FOOT - down, LEAST_SIDE, _WIDEST))
    edge, ceiling = right - width - _GAP, bottom + height + _HEAD + _FOOT + _GAP
    found = []
    if edge > left:
        strip = (edge + _GAP, bottom, right, top)
        found.append(_Strip(strip, (left, bottom, edge, top), beside=True))
    if ceiling < top:
        strip = (left, bottom, right, ceiling - _GAP)
        found.append(_Strip(strip, (left, ceiling, right, top), beside=False))
    return found


def _scale(areas: gpd.GeoDataFrame, room: Box) -> float:
    """Return metres to a millimetre of a map in a room."""
    west, _, east, _ = frame(areas, _size(room))
    return (east - west) / (room[2] - room[0])


def _specks(spots: Sequence[Spot], scale: float) -> list[Spot]:
    return [spot for spot in spots if _length(spot) < SEEN * scale]


def _length(spot: Spot) -> float:
    """Return the larger side of a place, metres."""
    return max(_size(spot.outline.bounds))


def _size(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def _around(spots: Sequence[Spot]) -> Box:
    """Return the extent of places together."""
    bounds = np.array([spot.outline.bounds for spot in spots])
    (west, south), (east, north) = bounds[:, :2].min(axis=0), bounds[:, 2:].max(axis=0)
    return float(west), float(south), float(east), float(north)


def _needed(spots: Sequence[Spot], size: tuple[float, float]) -> float:
    """Return the metres to a millimetre at which places fill an inset."""
    across, down = _size(_around(spots))
    return max(across / size[0], down / size[1]) / _FILLED


def _view(spots: Sequence[Spot], size: tuple[float, float]) -> Box:
    """Find what an inset shows: its places, and as much around them as it can."""
    wished = min(map(_length, spots)) / _CLEAR
    metres = max(_needed(spots, size), wished, _FINEST)
    west, south, east, north = _around(spots)
    x, y = (west + east) / 2, (south + north) / 2
    half, up = size[0] * metres / 2, size[1] * metres / 2
    return x - half, y - up, x + half, y + up

"""Geometries as flat arrays, from which polygons in pixels are made quickly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPolygonF

from hotspot_app.ui.map.view_box import Extent, Floats, ViewBox

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_GRIDS: Final = (64.0, 8.0)
"""Metres; coordinates are kept thinned to these for views from afar."""

_SNAP: Final = 0.25
"""Pixels to which coordinates of drawn lines are rounded."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Coordinates of many geometries in one array: areas to fill, or lines to draw.

    Attributes
    ----------
    places
        Easting and northing, one row a coordinate.
    start
        Row of each piece's first coordinate, and the end of the last piece.
    owner
        Number of each piece's geometry.
    bounds
        West, south, east and north of each piece.
    """

    places: Floats
    start: Ints
    owner: Ints
    bounds: Floats
    _thinned: dict[float, tuple[Floats, Ints]] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of pieces."""
        return len(self.owner)

    def within(self, extent: Extent) -> Flags:
        """Say which pieces reach into an extent."""
        west, south, east, north = extent
        box = self.bounds
        across = (box[:, 0] <= east) & (box[:, 2] >= west)
        return np.asarray(across & (box[:, 1] <= north) & (box[:, 3] >= south))

    def pixels(self, view: ViewBox, ratio: float) -> tuple[Floats, Ints, Ints]:
        """Return the coordinates of pieces that reach into a view, in pixels.

        Parameters
        ----------
        ratio
            Pixels of the picture to a pixel of the view.

        Returns
        -------
        places
            Pixels across and down, one row a coordinate.
        length
            Number of rows of each piece.
        owner
            Number of each piece's geometry.
        """
        numbers = np.flatnonzero(self.within(view.extent))
        places, start = self._at(view.scale / ratio / 2)
        if len(numbers) < len(self):
            rows, length = _rows(start, numbers)
            places = places[rows]
        else:
            length = np.diff(start)
        return view.pixels(places) * ratio, length, self.owner[numbers]

    def polygons(self, view: ViewBox, ratio: float = 1.0) -> list[QPolygonF]:
        """Make polygons in pixels of what reaches into a view, to be drawn."""
        at, length, _ = self.pixels(view, ratio)
        at, length = _without_repeats(np.round(at / _SNAP) * _SNAP, length)
        return polygons_of(at, length)

    def _at(self, metres: float) -> tuple[Floats, Ints]:
        """Return coordinates fine enough for a view."""
        for grid in _GRIDS:
            if grid <= metres:
                if grid not in self._thinned:
                    rounded = np.round(self.places / grid) * grid
                    kept, length = _without_repeats(rounded, np.diff(self.start))
                    self._thinned[grid] = kept, _starts(length)
                return self._thinned[grid]
        return self.places, self.start


def fills(geometries: Any) -> Pieces:
    """Make one piece an area, its parts and holes joined by lines there and back.

    Filled by the odd-even rule such a piece looks like the area: each joining line
    is gone over twice.
    """
    rings, ring_area = _rings(geometries)
    places, ring = shapely.get_coordinates(rings, return_index=True)
    first_of_ring = np.searchsorted(ring, np.arange(len(rings)))
    end_of_ring = np.searchsorted(ring, np.arange(len(rings)), side="right")
    _, first_ring, back = np.unique(ring_area, return_index=True, return_inverse=True)
    later = np.flatnonzero(np.arange(len(rings)) != first_ring[back])
    anchors = places[first_of_ring[first_ring[back[later]]]]
    joined = np.insert(places, end_of_ring[later], anchors, axis=0)
    owner_of_place = np.insert(ring_area[ring], end_of_ring[later], ring_area[later])
    owners = np.unique(ring_area)
    return _pieces(joined, owner_of_place, owners, owners)


def lines(geometries: Any) -> Pieces:
    """Make one piece a ring or line."""
    rings, owner = _rings(geometries)
    parts, part_owner = shapely.get_parts(geometries, return_index=True)
    is_line = shapely.get_type_id(parts) == 1
    strokes = np.concatenate([rings, parts[is_line]])
    owner = np.concatenate([owner, part_owner[is_line]])
    places, stroke = shapely.get_coordinates(strokes, return_index=True)
    return _pieces(places, stroke, np.arange(len(strokes)), owner)


def _rings(geometries: Any) -> tuple[Any, Ints]:
    """Return the rings of all polygons and the number of their geometry."""
    parts, owner = shapely.get_parts(np.asarray(geometries), return_index=True)
    nested, nested_owner = shapely.get_parts(parts, return_index=True)
    owner = owner[nested_owner]
    usable = (shapely.get_type_id(nested) == 3) & np.isfinite(
        shapely.bounds(nested)
    ).all(axis=1)
    rings, polygon = shapely.get_rings(nested[usable], return_index=True)
    return rings, np.asarray(owner[usable][polygon], dtype=np.int64)


def _pieces(places: Floats, piece: Ints, order: Ints, owner: Ints) -> Pieces:
    start = np.append(np.searchsorted(piece, order), len(places)).astype(np.int64)
    if len(order):
        low = np.minimum.reduceat(places, start[:-1])
        high = np.maximum.reduceat(places, start[:-1])
        bounds = np.hstack([low, high])
    else:
        bounds = np.empty((0, 4))
    return Pieces(places, start, np.asarray(owner, dtype=np.int64), bounds)


def _rows(start: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Return the rows of some pieces and how many each has."""
    length = np.diff(start)[numbers]
    into = _starts(length)
    rows = np.arange(into[-1]) + np.repeat(start[numbers] - into[:-1], length)
    return rows, length


def _starts(length: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(length)]).astype(np.int64)


def _without_repeats(at: Floats, length: Ints) -> tuple[Floats, Ints]:
    """Leave out coordinates that equal the one before in their piece."""
    if not len(at):
        return at, length
    keep = np.ones(len(at), dtype=bool)
    keep[1:] = (at[1:] != at[:-1]).any(axis=1)
    start = _starts(length)[:-1]
    keep[start[length > 0]] = True
    kept = np.concatenate([[0], np.cumsum(keep)])
    ends = start + length
    return at[keep], np.asarray(kept[ends] - kept[start], dtype=np.int64)


def polygons_of(at: Floats, length: Ints) -> list[QPolygonF]:
    """Make polygons of so many coordinates each: far quicker than one by one."""
    packed = _packed(at, length)  # the stream points at it and doesn't keep it
    stream = QDataStream(packed, QIODevice.OpenModeFlag.ReadOnly)
    stream.setByteOrder(QDataStream.ByteOrder.LittleEndian)
    found = [QPolygonF() for _ in length]
    for polygon in found:
        stream >> polygon
    return found


def _packed(at: Floats, length: Ints) -> QByteArray:
    """Write polygons as Qt reads them: a count of 4 bytes, then pairs of doubles."""
    words = np.empty(len(length) + 4 * len(at), dtype="<u4")
    head = _starts(length)[:-1] * 4 + np.arange(len(length))
    is_head = np.zeros(len(words), dtype=bool)
    is_head[head] = True
    words[is_head] = length
    words[~is_head] = np.ascontiguousarray(at, dtype="<f8").view("<u4").ravel()
    return QByteArray(words.tobytes())

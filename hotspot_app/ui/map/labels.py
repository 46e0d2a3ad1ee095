"""Names of places on the screen map: inside their place and clear of each other.

Where a name stands depends on the scale only, so it is still while the map is moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
)

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.view_box import Floats, ViewBox

SIZES: Final = (12.5, 11.5)
"""Pixels at 100%: where there is ample room, and the least."""
_AMPLE: Final = 1.5
"""A larger type is used where the place is so many times wider than the name."""
_INSIDE: Final = 0.66
"""Share of a name that must lie in its place."""
_WHOLE: Final = 0.96
"""Share from which it counts as lying in it, and the roomiest spot is taken."""
_HALO: Final = 3.0
_AIR: Final = 3.0
_STEPS: Final = 9

Box = tuple[float, float, float, float]
"""West, south, east and north in metres."""


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name with its place: easting and northing of its middle, size of type."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: float


@dataclass(frozen=True, eq=False)
class _Place:
    """A place to be named.

    Attributes
    ----------
    room
        Its largest part.
    settings
        Its name on one line and on two, with width and height for each size.
    """

    room: Any
    settings: tuple[tuple[tuple[str, ...], tuple[tuple[float, float], ...]], ...]

    @cached_property
    def spots(self) -> Floats:
        """Where the middle of the name may be, the best first."""
        shapely.prepare(self.room)
        return _spots(self.room)


@dataclass(frozen=True, eq=False)
class Names:
    """Places to be named, larger ones first."""

    places: tuple[_Place, ...] = ()

    def at(self, scale: float) -> tuple[PlacedName, ...]:
        """Find room for the names at a scale, metres to a pixel."""
        used: list[Box] = []
        found = []
        for place in self.places:
            west, south, east, north = place.room.bounds
            size = (east - west) / scale, (north - south) / scale
            best = _best(place, size, scale, used)
            if best is not None:
                found.append(best[0])
                used.append(best[1])
        return tuple(found)


def names(places: gpd.GeoDataFrame | None) -> Names:
    """Prepare the names of places.

    Parameters
    ----------
    places
        Columns `name` and geometry.
    """
    if places is None or "name" not in places.columns:
        return Names()
    faces = [theme.font(size, bold=True) for size in SIZES]
    measures = [QFontMetricsF(face) for face in faces]
    found = []
    for name, shape in zip(places["name"], places.geometry, strict=True):
        room = _largest(shape)
        if room is None or not isinstance(name, str) or not name.strip():
            continue
        settings = tuple(
            (lines, tuple(_extent(lines, measure) for measure in measures))
            for lines in _settings(name.strip())
        )
        found.append(_Place(room, settings))
    found.sort(key=lambda place: (-place.room.area, place.settings[0][0]))
    return Names(tuple(found))


def _largest(shape: Any) -> Any:
    if shape is None or shape.is_empty:
        return None
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    usable = [p for p in parts if p.area > 0 and np.isfinite(p.bounds).all()]
    return max(usable, key=lambda part: part.area, default=None)


def _spots(room: Any) -> Floats:
    """Roomiest point first, then a lattice from the middle outwards."""
    west, south, east, north = room.bounds
    side = max(east - west, north - south)
    circle = shapely.maximum_inscribed_circle(room, tolerance=side / 200)
    roomiest = shapely.get_coordinates(circle)[:1]
    x, y = np.meshgrid(
        np.linspace(west, east, _STEPS + 2)[1:-1],
        np.linspace(south, north, _STEPS + 2)[1:-1],
    )
    lattice = np.column_stack([x.ravel(), y.ravel()])
    lattice = lattice[shapely.contains_xy(room, lattice)]
    far = np.hypot(*(lattice - roomiest).T)
    return np.vstack([roomiest, lattice[np.argsort(far, kind="stable")]])


def _settings(name: str) -> tuple[tuple[str, ...], ...]:
    """Offer a name on one line, then on two lines of like length."""
    words = name.split()
    if len(words) < 2:
        return ((name,),)
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return (name,), min(cuts, key=lambda pair: max(map(len, pair)))


def _extent(lines: tuple[str, ...], measure: QFontMetricsF) -> tuple[float, float]:
    wide = max(measure.horizontalAdvance(line) for line in lines)
    return wide, measure.height() * len(lines)


def _best(
    place: _Place,
    size: tuple[float, float],
    scale: float,
    used: list[Box],
) -> tuple[PlacedName, Box] | None:
    """Set a name on one line, or on two where more of it then lies in its place."""
    best: tuple[float, tuple[PlacedName, Box] | None] = (_INSIDE, None)
    for lines, extents in place.settings:
        large = extents[0][0] * _AMPLE < size[0] and extents[0][1] * 2 < size[1]
        wide, high = extents[0 if large else 1]
        if wide * _INSIDE > size[0] or high > size[1]:
            continue
        half = np.array([wide / 2 + _AIR, high / 2]) * scale
        spots = place.spots[_free(place.spots, half, used)]
        if not len(spots):
            continue
        inside = _inside(place.room, spots, half)
        top = int((np.minimum(inside, _WHOLE)).argmax())
        worth = float(inside[top]) - 0.1 * (len(lines) - 1)
        if worth > best[0]:
            x, y = (float(part) for part in spots[top])
            box = x - half[0], y - half[1], x + half[0], y + half[1]
            best = worth, (PlacedName(lines, x, y, SIZES[0 if large else 1]), box)
        if inside[top] >= _WHOLE:
            break
    return best[1]


def _free(spots: Floats, half: Floats, used: list[Box]) -> Any:
    free = np.ones(len(spots), dtype=bool)
    for west, south, east, north in used:
        beside = (spots[:, 0] - half[0] >= east) | (spots[:, 0] + half[0] <= west)
        beside |= (spots[:, 1] - half[1] >= north) | (spots[:, 1] + half[1] <= south)
        free &= beside
    return free


def _inside(room: Any, spots: Floats, half: Floats) -> Floats:
    """Share of points of each name's box that lie in its place."""
    across, down = np.meshgrid(np.linspace(-0.95, 0.95, 7), (-0.7, 0.0, 0.7))
    points = np.column_stack([across.ravel(), down.ravel()]) * half
    every = (spots[:, None, :] + points[None, :, :]).reshape(-1, 2)
    within = shapely.contains_xy(room, every).reshape(len(spots), -1)
    return np.asarray(within.mean(axis=1))


class NamePainter:
    """Draws names in a halo, each painted once and then kept."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], QImage] = {}

    def draw(
        self,
        painter: QPainter,
        placed: tuple[PlacedName, ...],
        view: ViewBox,
        screen: float,
    ) -> None:
        """Draw the names that are in view."""
        if not placed:
            return
        at = view.pixels(np.array([(name.x, name.y) for name in placed]))
        for name, (across, down) in zip(placed, at.tolist(), strict=True):
            picture = self._picture(name, screen)
            wide, high = picture.width() / screen, picture.height() / screen
            left, top = across - wide / 2, down - high / 2
            if -wide < left < view.width and -high < top < view.height:
                left = round(left * screen) / screen
                top = round(top * screen) / screen
                painter.drawImage(QPointF(left, top), picture)

    def forget(self) -> None:
        """Paint all names anew, as in another theme or size of type."""
        self._kept.clear()

    def _picture(self, name: PlacedName, screen: float) -> QImage:
        known = (name.lines, name.size, screen, theme.current().name)
        if known not in self._kept:
            self._kept[known] = _written(name, screen)
        return self._kept[known]


def _written(name: PlacedName, screen: float) -> QImage:
    now = theme.current()
    face = theme.font(name.size, bold=True)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    measure = QFontMetricsF(face)
    wide, high = _extent(name.lines, measure)
    width = round((wide + 2 * _HALO) * screen)
    height = round((high + 2 * _HALO) * screen)
    form = QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(max(width, 1), max(height, 1), form)
    image.setDevicePixelRatio(screen)
    image.fill(Qt.GlobalColor.transparent)
    letters = QPainterPath()
    for number, line in enumerate(name.lines):
        left = _HALO + (wide - measure.horizontalAdvance(line)) / 2
        base = _HALO + measure.ascent() + number * measure.height()
        letters.addText(QPointF(left, base), face, line)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    halo = QColor(now.panel)
    halo.setAlphaF(0.9)
    pen = QPen(halo, _HALO, Qt.PenStyle.SolidLine)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(letters, pen)
    painter.fillPath(letters, QColor(now.ink))
    painter.end()
    return image

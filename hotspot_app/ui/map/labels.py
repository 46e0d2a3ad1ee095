"""Names of places on the screen map.

Where a name stands depends on the scale and on what stands out, so it is still while
the map is moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
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

from hotspot_app.draw.maps.placing import (
    Face,
    Floats,
    Place,
    PlacedName,
    Room,
    Setting,
    Shapely,
    in_lines,
    in_order,
    placed,
    prepared,
)
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.spots import BADGE
from hotspot_app.ui.map.view_box import ViewBox

SIZES: Final = (12.5, 11.5)
"""Pixels at 100%: where there is ample room, and the least."""
_AMPLE: Final = 1.5
"""A larger type is used where the place is so many times wider than the name."""
_INSIDE: Final = 0.66
"""Share of a name that must lie in its place."""
_HALO: Final = 3.0
_AIR: Final = 3.0


@dataclass(frozen=True, eq=False)
class Names:
    """Names of places, in order of their importance.

    Attributes
    ----------
    taken
        Middles of hotspot numbers in metres, which no name covers.
    """

    face: Face | None = None
    places: tuple[Place, ...] = ()
    taken: tuple[tuple[float, float], ...] = ()

    def at(self, scale: float) -> tuple[PlacedName, ...]:
        """Find room for the names at a scale, metres to a pixel."""
        if self.face is None:
            return ()
        half = theme.pixels(BADGE) / 2 * scale
        used = [(x - half, y - half, x + half, y + half) for x, y in self.taken]
        return placed(self.places, self.face, Room(scale, used=used))

    def clear_of(self, numbers: Iterable[tuple[float, float]]) -> Names:
        """Return them so that none covers a number that stands at one of these."""
        taken = tuple(numbers)
        return self if taken == self.taken else replace(self, taken=taken)

    def first(self, standing_out: Shapely) -> Names:
        """Return them with those first that hold one of the shapes that stand out."""
        places = in_order(self.places, standing_out)
        return self if places == self.places else replace(self, places=places)


def names(places: gpd.GeoDataFrame | None) -> Names:
    """Prepare the names of places.

    Parameters
    ----------
    places
        Table of places: columns `name` and geometry.
    """
    if places is None or "name" not in places.columns:
        return Names()
    measures = {size: QFontMetricsF(theme.font(size, bold=True)) for size in SIZES}

    def settings(name: str) -> Iterator[Setting]:
        for lines in in_lines(name):
            for size in SIZES:
                wide, high = _extent(lines, measures[size])
                needs = wide * _INSIDE, high
                if size > SIZES[-1]:
                    needs = wide * _AMPLE, high * 2
                cost = 0.1 * (len(lines) - 1)
                yield Setting(lines, size, wide + 2 * _AIR, high, cost, needs)

    face = Face(settings, _inside, steps=9, least=_INSIDE, whole=0.96)
    return Names(face, prepared(places, face))


def _extent(lines: tuple[str, ...], measure: QFontMetricsF) -> tuple[float, float]:
    wide = max(measure.horizontalAdvance(line) for line in lines)
    return wide, measure.height() * len(lines)


def _inside(shape: Any, boxes: Floats) -> Floats:
    """Return the share of points of each box that lie in a shape: quick, not exact."""
    across, down = np.meshgrid(np.linspace(-0.95, 0.95, 7), (-0.7, 0.0, 0.7))
    points = np.column_stack([across.ravel(), down.ravel()])
    half = (boxes[:, 2:] - boxes[:, :2]) / 2
    middle = (boxes[:, 2:] + boxes[:, :2]) / 2
    every = (middle[:, None] + points[None] * half[:, None]).reshape(-1, 2)
    within = shapely.contains_xy(shape, every).reshape(len(boxes), -1)
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

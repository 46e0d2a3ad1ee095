"""A scene on the screen: any kind of chart that is drawn the same on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from hotspot_app.draw.charts.kinds import SCENES
from hotspot_app.draw.charts.numbers import Floats
from hotspot_app.draw.charts.scene import (
    Band,
    Cell,
    Dot,
    Item,
    Room,
    Scene,
    Stroke,
    Words,
)
from hotspot_app.draw.looks.palettes import LOOKS, ink_on
from hotspot_app.ui.charts.band import BandCanvas
from hotspot_app.ui.charts.marks import Marks
from hotspot_app.ui.charts.scale import CENTRE, LEFT, PAD, RIGHT
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import bar_colours
from hotspot_app.ui.map.paint import swatch

_NEAR: Final = 8.0
"""Pixels from a mark within which it is meant."""
_HEAVIER: Final = 1.25
"""Pixels of a line to a point of it on paper."""
_SIDES: Final = {"left": LEFT, "centre": CENTRE, "right": RIGHT}


class SceneCanvas(BandCanvas):
    """Paints what is exposed of a scene; what is chosen or pointed at is framed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None
        self._heights: Floats = np.empty((0, 2))
        self._places: Floats = np.empty((0, 4))

    def fit(self, marks: Marks) -> None:
        """Lay the scene out in the width there is, as tall as it needs."""
        drawn, faces = marks.drawing, self.faces
        room = Room(
            wide=max(self.width() - 2 * PAD, 1),
            tall=min(self.height(), max(self.width(), 1)) - PAD,
            line=faces.small_line,
            width=faces.small_width,
        )
        names = [str(name) for name in marks.first]
        self.scene = SCENES[drawn.chart.kind](drawn, names, room)
        self.setMinimumHeight(round(self.scene.least) + PAD)
        self._places = self.scene.places + np.array([PAD, 0, 0, 0])
        self._heights = np.array([_height(item) for item in self.scene.items])

    # --- where ----------------------------------------------------------------

    def mark_at(self, at: QPointF) -> int:
        """Return the mark under a point, or else the nearest that is near."""
        left, top, wide, tall = self._places.T
        right, low = left + wide, top + tall
        beside = np.maximum(np.maximum(left - at.x(), at.x() - right), 0)
        above = np.maximum(np.maximum(top - at.y(), at.y() - low), 0)
        away = np.hypot(beside, above)
        middle = np.hypot(left + wide / 2 - at.x(), top + tall / 2 - at.y())
        nearest = int(
            np.nanargmin(np.where(away <= _NEAR, away * 1e6 + middle, np.inf))
        )
        return nearest if away[nearest] <= _NEAR else -1

    def place_of(self, mark: int) -> QRectF:
        """Return the rectangle of a mark, an empty one where it has none."""
        place = self._places[mark]
        return QRectF(*place.tolist()) if np.isfinite(place).all() else QRectF()

    def marks_within(self, inside: QRectF) -> list[int]:
        """Return the marks whose middle is in a rectangle."""
        middle = self._places[:, :2] + self._places[:, 2:] / 2
        low, high = np.array(inside.getCoords()).reshape(2, 2)
        within = ((middle >= low) & (middle <= high)).all(axis=1)
        return np.flatnonzero(within).tolist()

    def step(self, key: int) -> int:
        """Go to the next mark to the side, or up or down."""
        if self.scene is None:
            return self.current
        level = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        order = self.scene.along if level else self.scene.down
        if not order:
            return self.current
        if self.current not in order:
            return order[0]
        back = key in (Qt.Key.Key_Left, Qt.Key.Key_Up)
        place = order.index(self.current) + (-1 if back else 1)
        return order[min(max(place, 0), len(order) - 1)]

    # --- painting -------------------------------------------------------------

    def draw(self, painter: QPainter, marks: Marks, exposed: QRectF) -> None:
        """Paint what is exposed, and frames about what is chosen and pointed at."""
        if self.scene is None:
            return
        now = theme.current()
        for row in self.chosen_marks():
            painter.setPen(QPen(QColor(now.accent), 1.5))
            painter.setBrush(QColor(now.accent_soft))
            _frame(painter, self.place_of(row))
        painter.save()
        painter.setFont(self.faces.small)
        painter.translate(PAD, 0)
        line = self.faces.small_line
        seen = self._heights[:, 1] > exposed.top() - line
        seen &= self._heights[:, 0] < exposed.bottom() + line
        for place in np.flatnonzero(seen).tolist():
            item = self.scene.items[place]
            _PAINTERS[type(item)](painter, item, marks)
        painter.restore()
        if self._under >= 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(now.ink), 1.5))
            _frame(painter, self.place_of(self._under))


def _height(item: Item) -> tuple[float, float]:
    """Return the top and bottom of an item, words and dots being points."""
    if isinstance(item, Stroke | Band):
        return float(item.points[:, 1].min()), float(item.points[:, 1].max())
    return item.y, item.y + (item.tall if isinstance(item, Cell) else 0.0)


def _frame(painter: QPainter, place: QRectF) -> None:
    around = place.adjusted(-2, -2, 2, 2)
    round_by = min(around.width(), around.height()) / 2
    painter.drawRoundedRect(around, round_by, round_by)


def _colour(role: str) -> QColor:
    now = theme.current()
    named = {
        "ink": now.ink,
        "muted": now.muted,
        "accent": now.accent,
        "rising": now.on_map(LOOKS["rose"].fill),
        "falling": now.on_map(LOOKS["fell"].fill),
        "quiet": now.control,
        "hairline": now.hairline,
        "ground": now.panel,
    }
    return QColor(named[role])


def _stroke(painter: QPainter, item: Stroke, marks: Marks) -> None:
    del marks
    pen = QPen(_colour(item.role), item.weight * _HEAVIER)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if item.dashes:
        pen.setDashPattern(list(item.dashes))
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_polygon(item.points))


def _band(painter: QPainter, item: Band, marks: Marks) -> None:
    del marks
    colour = _colour(item.role)
    colour.setAlphaF(0.18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(_polygon(item.points))


def _dot(painter: QPainter, item: Dot, marks: Marks) -> None:
    colour, ground = _colour(item.role), _colour("ground")
    edge = colour if item.hollow else ground
    fill = ground if item.hollow else colour
    look = str(marks.fills[item.mark]) if item.mark >= 0 else ""
    if look and bar_colours(look) != bar_colours(""):
        fill, edge = bar_colours(look)
    painter.setPen(QPen(edge, 1.5 if item.hollow else 1))
    painter.setBrush(fill)
    painter.drawEllipse(QPointF(item.x, item.y), item.size / 2, item.size / 2)


def _cell(painter: QPainter, item: Cell, marks: Marks) -> None:
    del marks
    now, look = theme.current(), item.look
    if look.hatch:
        size = max(round(item.wide), 3), max(round(item.tall), 3)
        patch = swatch(look, now, size, painter.device().devicePixelRatioF())
        painter.drawImage(QPointF(item.x, item.y), patch)
        return
    painter.setPen(QPen(QColor(now.on_map(look.edge)), look.edge_width))
    painter.setBrush(QColor(now.on_map(look.fill)))
    painter.drawRect(QRectF(item.x, item.y, item.wide, item.tall))


def _words(painter: QPainter, item: Words, marks: Marks) -> None:
    del marks
    colour = _colour(item.role)
    if item.ground is not None:
        colour = QColor(ink_on(theme.current().on_map(item.ground.fill)))
    if item.clear:
        _clear(painter, item)
    painter.setPen(colour)
    high, wide = 40.0, 4000.0
    left = {"left": 0.0, "centre": wide / 2, "right": wide}[item.side]
    line = QRectF(item.x - left, item.y - high / 2, wide, high)
    painter.drawText(line, _SIDES[item.side], item.text)


def _clear(painter: QPainter, item: Words) -> None:
    """Cover what lies under words."""
    around = painter.fontMetrics().size(0, item.text)
    wide, high = float(around.width()), float(around.height())
    left = {"left": 0.0, "centre": wide / 2, "right": wide}[item.side]
    ground = _colour("ground")
    ground.setAlphaF(0.8)
    painter.fillRect(QRectF(item.x - left, item.y - high / 2, wide, high), ground)


def _polygon(points: Floats) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points.tolist()])


_PAINTERS: Final[Mapping[type, Callable[[QPainter, Any, Marks], None]]] = {
    Stroke: _stroke,
    Band: _band,
    Dot: _dot,
    Cell: _cell,
    Words: _words,
}

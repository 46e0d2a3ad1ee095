"""A scatter: areas against their neighbours, the line of their slope, its quarters."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from hotspot_app.draw.charts.data import Fit
from hotspot_app.draw.charts.numbers import Floats
from hotspot_app.draw.charts.scales import Scale, span
from hotspot_app.draw.looks.legend import MORAN
from hotspot_app.draw.page.fitting import fitted, wrapped
from hotspot_app.ui.charts.band import BandCanvas
from hotspot_app.ui.charts.marks import Marks
from hotspot_app.ui.charts.scale import (
    LEFT,
    PAD,
    RIGHT,
    rule,
    rule_across,
    rule_up,
    widest_tick,
)
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import bar_colours
from hotspot_app.ui.places.places import Rows

_DOT: Final = 7.0
_NEAR: Final = 8.0
"""Pixels from a point within which it is meant."""
_LEAST: Final = 16


class ScatterCanvas(BandCanvas):
    """Points are painted once into a picture; what is chosen is ringed over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = QRectF()
        self._x: Floats = np.empty(0)
        self._y: Floats = np.empty(0)
        self._across = Scale(0, 1, 0, 1)
        self._up = Scale(0, 1, 1, 0)
        self._line: Fit | None = None
        self._picture: QPixmap | None = None

    def fit(self, marks: Marks) -> None:
        """Leave room for numbers and titles, and put every point in its place."""
        drawn, faces = marks.drawing, self.faces
        chart, room = drawn.chart, self.width() - 2 * PAD
        self.setMinimumHeight(_LEAST * faces.body.pixelSize())
        tall = min(self.height(), max(self.width(), self.minimumHeight()))
        low, high = span(drawn, chart.y, from_zero=False)
        above = len(fitted(drawn.value_title, room, faces.small_width))
        below = len(fitted(drawn.other_title, room, faces.small_width))
        top = above * faces.small_line + PAD
        bottom = tall - (below + 1) * faces.small_line - PAD
        self._up = Scale(low, high, max(bottom, top + 20), top)
        left = widest_tick(self._up, faces) + 2 * PAD
        low, high = span(drawn, chart.x, from_zero=False)
        self._across = Scale(low, high, left, self.width() - PAD)
        self.plot = QRectF(
            QPointF(left, top), QPointF(self._across.end, self._up.start)
        )
        self._x = self._across.at(drawn.numbers(chart.x))
        self._y = self._up.at(drawn.numbers(chart.y))
        self._line, self._picture = drawn.fit(), None

    # --- where ----------------------------------------------------------------

    def mark_at(self, at: QPointF) -> int:
        """Return the nearest point, if it is near."""
        away = np.hypot(self._x - at.x(), self._y - at.y())
        if not np.isfinite(away).any():
            return -1
        nearest = int(np.nanargmin(away))
        return nearest if away[nearest] <= _NEAR else -1

    def place_of(self, mark: int) -> QRectF:
        """Return a square around a point."""
        at = QPointF(float(self._x[mark]), float(self._y[mark]))
        return QRectF(at.x() - _DOT, at.y() - _DOT, 2 * _DOT, 2 * _DOT)

    def step(self, key: int) -> int:
        """Go to the next point to the side, or up or down."""
        level = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        key_of = self._x if level else -self._y
        order = np.argsort(key_of, kind="stable")
        order = order[np.isfinite(self._x[order]) & np.isfinite(self._y[order])]
        if not len(order):
            return self.current
        here = np.flatnonzero(order == self.current)
        forward = key in (Qt.Key.Key_Right, Qt.Key.Key_Up)
        if not len(here):
            return int(order[0])
        place = int(here[0]) + (1 if forward else -1)
        return int(order[np.clip(place, 0, len(order) - 1)])

    def marks_within(self, inside: QRectF) -> list[int]:
        """Return the points in a rectangle."""
        within = (self._x >= inside.left()) & (self._x <= inside.right())
        within &= (self._y >= inside.top()) & (self._y <= inside.bottom())
        return np.flatnonzero(within).tolist()

    # --- painting -------------------------------------------------------------

    def draw(self, painter: QPainter, marks: Marks, exposed: QRectF) -> None:
        """Paint the picture, and rings around what is chosen."""
        del exposed
        now, sharp = theme.current(), self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != sharp:
            self._picture = QPixmap(self.size() * sharp)
            self._picture.setDevicePixelRatio(sharp)
            self._picture.fill(Qt.GlobalColor.transparent)
            under = QPainter(self._picture)
            under.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_all(under, marks)
            under.end()
        painter.drawPixmap(0, 0, self._picture)
        rows = np.array(self.chosen_marks(), dtype=np.intp)
        self._draw_dots(painter, rows, _DOT + 7, QColor(now.panel))
        self._draw_dots(painter, rows, _DOT + 5, QColor(now.accent))
        self._draw_dots(painter, rows, _DOT + 1, QColor(now.panel))
        self._draw_points(painter, marks, rows)
        if self._under >= 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(now.ink), 1.5))
            middle = QPointF(float(self._x[self._under]), float(self._y[self._under]))
            painter.drawEllipse(middle, _DOT / 2 + 2, _DOT / 2 + 2)

    def _draw_all(self, painter: QPainter, marks: Marks) -> None:
        now, faces, drawn = theme.current(), self.faces, marks.drawing
        room, small = self.width() - 2 * PAD, faces.small_line
        rule_up(painter, self._up, self.plot, faces)
        rule_across(painter, self._across, self.plot, faces)
        painter.setPen(QColor(now.muted))
        line = QRectF(PAD, 0, room, small)
        for words in fitted(drawn.value_title, room, faces.small_width):
            painter.drawText(line, LEFT, words)
            line.translate(0, small)
        line.moveTop(self.plot.bottom() + small + 4)
        for words in fitted(drawn.other_title, room, faces.small_width):
            painter.drawText(line, RIGHT, words)
            line.translate(0, small)
        self._draw_line(painter)
        self._draw_points(painter, marks, np.arange(len(marks)))
        if drawn.chart.y == "lag":
            self._draw_quarters(painter)

    def _draw_points(
        self,
        painter: QPainter,
        marks: Marks,
        rows: Rows,
    ) -> None:
        """Paint points class by class, those that say nothing first."""
        fills = marks.fills[rows]
        quiet = {fill: bar_colours(str(fill)) for fill in set(fills.tolist())}
        order = sorted(quiet, key=lambda fill: quiet[fill] != bar_colours(""))
        for fill in order:
            colour, edge = quiet[fill]
            same = rows[fills == fill]
            ground = QColor(theme.current().panel)
            self._draw_dots(painter, same, _DOT + 1, edge if colour != edge else ground)
            self._draw_dots(painter, same, _DOT - 1, colour)

    def _draw_dots(
        self,
        painter: QPainter,
        rows: Rows,
        size: float,
        colour: QColor,
    ) -> None:
        x, y = self._x[rows], self._y[rows]
        known = np.isfinite(x) & np.isfinite(y)
        pen = QPen(colour, size)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        pairs = zip(x[known].tolist(), y[known].tolist(), strict=True)
        painter.drawPoints(QPolygonF([QPointF(a, b) for a, b in pairs]))

    def _draw_line(self, painter: QPainter) -> None:
        if self._line is None:
            return
        now, plot = theme.current(), self.plot
        x, y = self._line.middle
        across, up = self._across.of(x), self._up.of(y)
        for line in (
            QLineF(across, plot.top(), across, plot.bottom()),
            QLineF(plot.left(), up, plot.right(), up),
        ):
            rule(painter, line, now.control, dashes=True)
        if self._line.slope is None:
            return
        ends = [
            QPointF(self._across.of(at), self._up.of(y + self._line.slope * (at - x)))
            for at in (self._across.low, self._across.high)
        ]
        painter.save()
        painter.setClipRect(plot)
        painter.setPen(QPen(QColor(now.ink), 1.5))
        painter.drawLine(*ends)
        painter.restore()

    def _draw_quarters(self, painter: QPainter) -> None:
        """Name the quarters that have room for their names."""
        if self._line is None:
            return
        faces, plot = self.faces, self.plot.adjusted(4, 4, -4, -4)
        across = self._across.of(self._line.middle[0])
        up = self._up.of(self._line.middle[1])
        painter.setFont(faces.small)
        painter.setPen(QColor(theme.current().muted))
        for name, label in MORAN.items():
            own, _, around = name.partition("-")
            high = own == "high"
            room = (plot.right() - across if high else across - plot.left()) - 4
            lines = wrapped(label, room, faces.small_width)
            tall = len(lines) * faces.small_line
            if len(lines) > 2 or max(map(faces.small_width, lines)) > room:
                continue
            if tall > (up - plot.top() if around == "high" else plot.bottom() - up):
                continue
            top = plot.top() if around == "high" else plot.bottom() - tall
            line = QRectF(plot.left(), top, plot.width(), faces.small_line)
            for words in lines:
                painter.drawText(line, RIGHT if high else LEFT, words)
                line.translate(0, faces.small_line)

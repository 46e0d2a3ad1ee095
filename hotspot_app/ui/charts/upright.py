"""Charts whose values go up: bars with limits, and months as a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from hotspot_app.draw.charts.numbers import Floats, month_words, value_words
from hotspot_app.draw.charts.scales import Scale, span
from hotspot_app.draw.page.fitting import fitted, wrapped
from hotspot_app.ui.charts.canvas import Canvas
from hotspot_app.ui.charts.marks import Marks
from hotspot_app.ui.charts.rows import draw_limits
from hotspot_app.ui.charts.scale import (
    CENTRE,
    LEFT,
    PAD,
    centred,
    rule,
    rule_up,
    widest_tick,
)
from hotspot_app.ui.kit import theme
from hotspot_app.ui.places.places import runs

_LEAST: Final = 14
"""Least height of a chart, in font heights."""


class UprightCanvas(Canvas):
    """Marks side by side over an axis of names, values going up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = QRectF()
        self.scale = Scale(0, 1, 1, 0)
        self.values: Floats = np.empty(0)
        self.ends: tuple[Floats, Floats] | None = None

    def below(self, marks: Marks) -> float:
        """Return how much room the names below the plot need."""
        del marks
        return self.faces.small_line

    def fit(self, marks: Marks) -> None:
        """Leave room for the numbers on the left and the names below."""
        drawn, faces = marks.drawing, self.faces
        self.values, self.ends = drawn.numbers(drawn.chart.y), drawn.ends()
        low, high = span(drawn, drawn.chart.y, from_zero=True)
        self.setMinimumHeight(_LEAST * faces.body.pixelSize())
        tall = min(self.height(), max(self.width(), self.minimumHeight()))
        top = self._title_lines(marks) * faces.small_line + PAD + faces.small_line
        guess = Scale(low, high, tall * 0.8, top)
        left = widest_tick(guess, faces) + 2 * PAD
        self.plot = QRectF(left, top, self.width() - left - PAD, 1)
        bottom = tall - self.below(marks) - PAD
        self.plot.setBottom(max(bottom, top + 20))
        self.scale = Scale(low, high, self.plot.bottom(), top)

    def _title_lines(self, marks: Marks) -> int:
        return len(self._title(marks))

    def _title(self, marks: Marks) -> tuple[str, ...]:
        room = self.width() - 2 * PAD
        return fitted(marks.drawing.value_title, room, self.faces.small_width)

    @property
    def slot(self) -> float:
        """Width in pixels of one mark with its gap."""
        return self.plot.width() / max(1, len(self.values))

    def middle(self, mark: int) -> float:
        """Return the pixel across of a mark."""
        return self.plot.left() + (mark + 0.5) * self.slot

    def mark_at(self, at: QPointF) -> int:
        """Return the mark over or under a point."""
        if not self.plot.left() <= at.x() < self.plot.right():
            return -1
        return min(int((at.x() - self.plot.left()) // self.slot), len(self.values) - 1)

    def place_of(self, mark: int) -> QRectF:
        """Return the column of a mark."""
        left = self.middle(mark) - self.slot / 2
        return QRectF(left, self.plot.top(), self.slot, self.plot.height())

    def draw(self, painter: QPainter, marks: Marks, exposed: QRectF) -> None:
        """Paint title, grounds, rules, marks and the city's line."""
        del exposed
        now, faces = theme.current(), self.faces
        painter.setFont(faces.small)
        painter.setPen(QColor(now.muted))
        line = QRectF(PAD, 0, self.width() - 2 * PAD, faces.small_line)
        for words in self._title(marks):
            painter.drawText(line, LEFT, words)
            line.translate(0, faces.small_line)
        for row in self.chosen_marks():
            painter.fillRect(self.place_of(row), QColor(now.accent_soft))
        self.draw_ground(painter, marks)
        rule_up(painter, self.scale, self.plot, faces)
        self.draw_marks(painter, marks)
        if marks.drawing.reference is not None:
            at = self.scale.of(marks.drawing.reference)
            line_across = QLineF(self.plot.left(), at, self.plot.right(), at)
            rule(painter, line_across, now.ink, dashes=True)
        self.draw_values(painter, marks)

    def draw_ground(self, painter: QPainter, marks: Marks) -> None:
        """Paint what lies behind everything."""

    def draw_marks(self, painter: QPainter, marks: Marks) -> None:
        """Paint the marks and their names."""

    def draw_values(self, painter: QPainter, marks: Marks) -> None:
        """Paint what must be read over everything else."""


class BarsCanvas(UprightCanvas):
    """A few bars with limits, their values written above."""

    @staticmethod
    def has_room(marks: Marks, wide: float, width: Callable[[str], float]) -> bool:
        """Say whether the longest word of the names fits below a bar."""
        drawn = marks.drawing
        numbers = [value_words(float(v)) for v in drawn.numbers(drawn.chart.y)]
        words = [word for name in marks.first for word in str(name).split()]
        slot = (wide - 2 * PAD - 4 * width("0") - PAD) / max(1, len(marks))
        return max(map(width, (*words, *numbers)), default=0) + 6 <= slot

    def below(self, marks: Marks) -> float:
        """Return the height of the names, and of what they are."""
        slot = (self.width() - 5 * PAD) / max(1, len(marks)) - 4
        width = self.faces.small_width
        lines = max(len(wrapped(str(name), slot, width)) for name in marks.first)
        return (lines + self._other(marks)) * self.faces.small_line + PAD

    def _other(self, marks: Marks) -> int:
        room = self.width() - 2 * PAD
        title = marks.drawing.other_title
        return len(fitted(title, room, self.faces.small_width))

    def draw_marks(self, painter: QPainter, marks: Marks) -> None:
        """Paint bars, limits, values above and names below."""
        now, faces = theme.current(), self.faces
        wide, zero, lowest = self.slot * 0.62, self.scale.of(0.0), 0.0
        for row, value in enumerate(self.values.tolist()):
            at = self.middle(row)
            if np.isfinite(value):
                top = self.scale.of(value)
                painter.setPen(QPen(QColor(now.control), 1))
                painter.setBrush(QColor(now.control))
                bar = QRectF(at - wide / 2, min(top, zero), wide, abs(zero - top))
                painter.drawRect(bar)
                self._draw_limits(painter, row, at)
            painter.setFont(faces.small)
            painter.setPen(QColor(now.ink))
            line = QRectF(at - self.slot / 2, self.plot.bottom() + 4, self.slot, 0)
            line.setHeight(faces.small_line)
            for words in wrapped(
                str(marks.first[row]), self.slot - 2, faces.small_width
            ):
                painter.drawText(line, CENTRE, words)
                line.translate(0, faces.small_line)
            lowest = max(lowest, line.top())
        painter.setPen(QColor(now.muted))
        line = QRectF(PAD, lowest + 4, self.width() - 2 * PAD, faces.small_line)
        title = marks.drawing.other_title
        for words in fitted(title, line.width(), faces.small_width):
            painter.drawText(line, CENTRE, words)
            line.translate(0, faces.small_line)

    def draw_values(self, painter: QPainter, marks: Marks) -> None:
        """Write each value over its bar, on a ground of its own."""
        del marks
        now, faces = theme.current(), self.faces
        painter.setFont(faces.small)
        painter.setPen(QColor(now.ink))
        for row, value in enumerate(self.values.tolist()):
            at, top = self.middle(row), self.plot.bottom()
            if np.isfinite(value):
                top = min(self.scale.of(value), self._top_of_limits(row))
            words = value_words(value)
            above = centred(at, top - faces.small_line, words, faces, self.plot)
            painter.fillRect(above.adjusted(-1, 2, 1, -2), QColor(now.panel))
            painter.drawText(above, CENTRE, words)

    def _top_of_limits(self, row: int) -> float:
        if self.ends is None or not np.isfinite([e[row] for e in self.ends]).all():
            return self.plot.bottom()
        return self.scale.of(float(self.ends[1][row]))

    def _draw_limits(self, painter: QPainter, row: int, at: float) -> None:
        if self.ends is None or not np.isfinite([e[row] for e in self.ends]).all():
            return
        low, high = (self.scale.of(float(end[row])) for end in self.ends)
        draw_limits(painter, QLineF(at, low, at, high), 4)


class LineCanvas(UprightCanvas):
    """Months: a line with gaps where a month is missing."""

    def draw_ground(self, painter: QPainter, marks: Marks) -> None:
        """Shade the months compared with."""
        for first, last in runs(np.flatnonzero(marks.shaded)):
            shade = self.place_of(first).united(self.place_of(last))
            painter.fillRect(shade, QColor(theme.current().chance_ground))

    def draw_marks(self, painter: QPainter, marks: Marks) -> None:
        """Paint the band of the limits, the line, its points and the months."""
        now, faces = theme.current(), self.faces
        across = np.array([self.middle(row) for row in range(len(marks))])
        known = np.isfinite(self.values)
        for first, last in runs(np.flatnonzero(known)):
            part = slice(first, last + 1)
            self._draw_band(painter, across, part)
            painter.setPen(QPen(QColor(now.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(
                _points(across[part], self.scale.at(self.values[part]))
            )
        painter.setPen(QPen(QColor(now.panel), 1))
        painter.setBrush(QColor(now.accent))
        for row in np.flatnonzero(known).tolist():
            up = self.scale.of(float(self.values[row]))
            painter.drawEllipse(QPointF(across[row], up), 3.5, 3.5)
        painter.setFont(faces.small)
        painter.setPen(QColor(now.muted))
        free = 0.0
        for row, name in enumerate(map(month_words, marks.first)):
            top = self.plot.bottom() + 4
            place = centred(self.middle(row), top, name, faces, self.plot)
            if place.left() >= free:
                painter.drawText(place, CENTRE, name)
                free = place.right() + PAD

    def _draw_band(self, painter: QPainter, across: Floats, part: slice) -> None:
        if self.ends is None:
            return
        low, high = (self.scale.at(end[part]) for end in self.ends)
        there = across[part]
        outline = _points(np.r_[there, there[::-1]], np.r_[low, high[::-1]])
        colour = QColor(theme.current().accent)
        colour.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(outline)


def _points(x: Floats, y: Floats) -> QPolygonF:
    return QPolygonF([QPointF(a, b) for a, b in zip(x, y, strict=True)])

"""A ranking: a row a place, its value with limits, the city as a line through all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hotspot_app.draw.charts.numbers import Floats, value_words
from hotspot_app.draw.charts.scales import Scale, span
from hotspot_app.draw.page.fitting import fitted, shortened
from hotspot_app.ui.charts.canvas import Canvas
from hotspot_app.ui.charts.marks import Marks
from hotspot_app.ui.charts.scale import (
    CENTRE,
    LEFT,
    PAD,
    RIGHT,
    centred,
    rule,
    tick_gap,
)
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces, bar_colours

_BESIDE: Final = 0.5
"""Share of the width up to which names stand beside their values, not above."""
_WHOLE: Final = 0.42
"""Share of the width up to which the longest name is written whole."""
_SAMPLE: Final = 500
"""Names measured to see how wide names are."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Room in a row: where names end, where values are, how tall it is."""

    names: float
    tall: float
    line: float
    stacked: bool


class RowsCanvas(Canvas):
    """Paints only the rows in view, so that thousands are as quick as ten."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = Scale(0, 1, 0, 1)
        self._row = _Row(0, 1, 1, False)
        self._values: Floats = np.empty(0)
        self._ends: tuple[Floats, Floats] | None = None

    def fit(self, marks: Marks) -> None:
        """Share the width among names, values drawn and values written."""
        faces, drawn = self.faces, marks.drawing
        self._values, self._ends = drawn.numbers(drawn.chart.y), drawn.ends()
        low, high = span(drawn, drawn.chart.y, from_zero=True)
        known = self._values[np.isfinite(self._values)]
        said = [value_words(float(v)) for v in (*known[:50], *known[-50:])]
        written = max(map(faces.body_width, said), default=0)
        second = bool((marks.second != "").any())
        usual = self._usual_width(marks) + 2 * PAD
        stacked = usual > self.width() * _BESIDE
        end = self.width() - PAD - written - PAD
        names = float(self.width()) if stacked else usual
        line = faces.body_line + (faces.small_line if second else 0)
        tall = line + (faces.body_line if stacked else 0) + PAD
        self.scale = Scale(low, high, 2 * PAD if stacked else names + PAD, end)
        self._row = _Row(names, tall, line, stacked)
        self.setMinimumHeight(round(len(marks) * tall) + PAD)

    def _usual_width(self, marks: Marks) -> float:
        """Return how wide names are, or else nearly all: few may be cut."""
        sample = slice(None, None, max(1, len(marks) // _SAMPLE))
        faces = self.faces
        both = zip(marks.first[sample], marks.second[sample], strict=True)
        wide = [max(faces.body_width(a), faces.small_width(b)) for a, b in both]
        if max(wide) + 2 * PAD <= _WHOLE * self.width():
            return max(wide) + 1
        return float(np.quantile(wide, 0.9)) + 1

    # --- where ----------------------------------------------------------------

    def mark_at(self, at: QPointF) -> int:
        """Return the row under a point."""
        row = int(at.y() // self._row.tall)
        return row if self.marks and 0 <= row < len(self.marks) else -1

    def place_of(self, mark: int) -> QRectF:
        """Return a row."""
        tall = self._row.tall
        return QRectF(0, mark * tall, self.width(), tall)

    # --- painting -------------------------------------------------------------

    def draw(self, painter: QPainter, marks: Marks, exposed: QRectF) -> None:
        """Paint the rows that are exposed."""
        now, tall = theme.current(), self._row.tall
        first = max(0, int(exposed.top() // tall))
        last = min(len(marks) - 1, int(exposed.bottom() // tall))
        for row in self.chosen_marks():
            if first <= row <= last:
                painter.fillRect(self.place_of(row), QColor(now.accent_soft))
        if 0 <= self._under < len(marks):
            edge = self.place_of(self._under)
            painter.fillRect(
                QRectF(0, edge.top(), 3, edge.height()), QColor(now.accent)
            )
        bottom = min(exposed.bottom(), len(marks) * tall)
        strips = [(exposed.top(), bottom)]
        if self._row.stacked:
            lows = [(row + 1) * tall - PAD / 4 for row in range(first, last + 1)]
            strips = [(low - self.faces.body_line, low) for low in lows]
        for top, low in strips:
            self._draw_rules(painter, marks, top, low)
        for row in range(first, last + 1):
            self._draw_row(painter, marks, row)

    def _draw_rules(
        self, painter: QPainter, marks: Marks, top: float, low: float
    ) -> None:
        """Rule the ticks and the city's value between two heights."""
        now, scale = theme.current(), self.scale
        for at, _ in scale.ticks(tick_gap(scale, self.faces)):
            rule(painter, QLineF(at, top, at, low), now.hairline)
        if marks.drawing.reference is not None:
            at = scale.of(marks.drawing.reference)
            rule(
                painter, QLineF(at, top, at, low), now.ink, dashes=not self._row.stacked
            )

    def _draw_row(self, painter: QPainter, marks: Marks, row: int) -> None:
        now, faces, place = theme.current(), self.faces, self._row
        top = row * place.tall + PAD / 2
        first, second = str(marks.first[row]), str(marks.second[row])
        room = place.names - 2 * PAD
        line = QRectF(PAD, top, room, faces.body_line)
        painter.setFont(faces.body)
        painter.setPen(QColor(now.ink))
        painter.drawText(line, LEFT, shortened(first, room, faces.body_width))
        if second:
            painter.setFont(faces.small)
            painter.setPen(QColor(now.muted))
            line = QRectF(PAD, line.bottom(), room, faces.small_line)
            painter.drawText(line, LEFT, shortened(second, room, faces.small_width))
        value, tall = float(self._values[row]), place.line
        middle = top + place.line / 2
        if place.stacked:
            middle, tall = top + place.line + faces.body_line / 2, faces.body_line
        painter.setFont(faces.body)
        painter.setPen(QColor(now.ink if np.isfinite(value) else now.muted))
        written = QRectF(0, middle - tall / 2, self.width() - PAD, tall)
        painter.drawText(written, RIGHT, value_words(value))
        if np.isfinite(value):
            self._draw_value(painter, marks, row, middle)

    def _draw_value(
        self, painter: QPainter, marks: Marks, row: int, middle: float
    ) -> None:
        size = self.faces.body_line
        at = self.scale.of(float(self._values[row]))
        fill, edge = bar_colours(str(marks.fills[row]))
        painter.setPen(edge)
        painter.setBrush(fill)
        if marks.drawing.chart.kind == "bars":
            zero = self.scale.of(0.0)
            bar = QRectF(min(zero, at), middle - size / 4, abs(at - zero), size / 2)
            painter.drawRoundedRect(bar, 2, 2)
        if self._ends is not None:
            low, high = (self.scale.of(float(end[row])) for end in self._ends)
            draw_limits(painter, QLineF(low, middle, high, middle), size / 5)
        if marks.drawing.chart.kind != "bars":
            painter.setPen(edge)
            painter.setBrush(fill)
            painter.drawEllipse(QPointF(at, middle), size / 4, size / 4)


def draw_limits(painter: QPainter, line: QLineF, cap: float) -> None:
    """Draw limits as a line with ends, level or upright."""
    painter.setPen(QPen(QColor(theme.current().ink), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(line)
    level = line.y1() == line.y2()
    across = QPointF(0, cap) if level else QPointF(cap, 0)
    for end in (line.p1(), line.p2()):
        painter.drawLine(end - across, end + across)


class AxisHead(QWidget):
    """The axis of a ranking, which stays in view while its rows are scrolled."""

    def __init__(self, canvas: RowsCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas

    def refit(self) -> None:
        """Be as tall as the axis needs."""
        self.setFixedHeight(round(self._title_height() + self._faces.small_line + 4))
        self.update()

    @property
    def _faces(self) -> Faces:
        return self._canvas.faces

    def _title(self) -> tuple[str, ...]:
        marks = self._canvas.marks
        title = marks.drawing.value_title if marks else ""
        return fitted(title, self.width() - 2 * PAD, self._faces.small_width)

    def _title_height(self) -> float:
        return len(self._title()) * self._faces.small_line

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Write the title and the numbers of the axis."""
        del event
        now, faces, scale = theme.current(), self._faces, self._canvas.scale
        painter = QPainter(self)
        painter.setFont(faces.small)
        painter.setPen(QColor(now.muted))
        line = QRectF(PAD, 0, self.width() - 2 * PAD, faces.small_line)
        for words in self._title():
            painter.drawText(line, RIGHT, words)
            line.translate(0, faces.small_line)
        inside = QRectF(scale.start, 0, scale.end - scale.start, 1)
        for at, words in scale.ticks(tick_gap(scale, faces)):
            place = centred(at, line.top(), words, faces, inside)
            painter.drawText(place, CENTRE, words)
        bottom = self.height() - 1
        rule(painter, QLineF(0, bottom, self.width(), bottom), now.hairline)
        painter.end()

"""From values to pixels, and the rules and numbers of an axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from hotspot_app.draw.chart_data import Drawing, Floats, axis_number, ticks
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces

PAD: Final = 8


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` over pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, values: Floats) -> Floats:
        """Return pixels of values."""
        share = (values - self.low) / (self.high - self.low)
        return np.asarray(self.start + share * (self.end - self.start))

    def of(self, value: float) -> float:
        """Return the pixel of one value."""
        return float(self.at(np.float64(value)))  # type: ignore[arg-type]

    def ticks(self, gap: float) -> list[tuple[float, str]]:
        """Return pixel and number of ticks at least `gap` pixels apart."""
        most = max(2, int(abs(self.end - self.start) / gap) + 1)
        return [
            (self.of(place), axis_number(place))
            for place in ticks(self.low, self.high, min(most, 7)).tolist()
        ]


def span(drawing: Drawing, column: str, *, from_zero: bool) -> tuple[float, float]:
    """Return the lowest and highest value to be drawn, with a little air.

    Parameters
    ----------
    from_zero
        Whether zero is among them.
    """
    kept = [drawing.numbers(column)]
    if column == drawing.chart.y:
        kept.extend(drawing.ends() or ())
        if drawing.reference is not None and drawing.chart.kind != "scatter":
            kept.append(np.array([drawing.reference]))
    values = np.concatenate(kept)
    values = values[np.isfinite(values)]
    if from_zero or not len(values):
        values = np.append(values, 0.0)
    low, high = float(values.min()), float(values.max())
    if high <= low:
        high = low + 1.0
    air = (high - low) * 0.04
    return low if from_zero and low == 0 else low - air, high + air


def rule(painter: QPainter, line: QLineF, colour: str, dashes: bool = False) -> None:
    """Draw a thin line."""
    pen = QPen(QColor(colour), 1.5 if dashes else 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawLine(line)


def rule_up(painter: QPainter, scale: Scale, plot: QRectF, faces: Faces) -> None:
    """Rule a plot across at the ticks of its values, numbers on the left."""
    now = theme.current()
    painter.setFont(faces.small)
    for at, words in scale.ticks(3 * faces.small_line):
        rule(painter, QLineF(plot.left(), at, plot.right(), at), now.hairline)
        painter.setPen(QColor(now.muted))
        tall = faces.small_line
        line = QRectF(0, at - tall / 2, plot.left() - PAD, tall)
        painter.drawText(line, RIGHT, words)


def rule_across(painter: QPainter, scale: Scale, plot: QRectF, faces: Faces) -> None:
    """Rule a plot up at the ticks of its values, numbers below."""
    now = theme.current()
    painter.setFont(faces.small)
    for at, words in scale.ticks(tick_gap(scale, faces)):
        rule(painter, QLineF(at, plot.top(), at, plot.bottom()), now.hairline)
        painter.setPen(QColor(now.muted))
        painter.drawText(
            centred(at, plot.bottom() + 4, words, faces, plot), CENTRE, words
        )


def tick_gap(scale: Scale, faces: Faces) -> float:
    """Return how far apart numbers along a level axis have to be."""
    ends = (axis_number(round(scale.high)), axis_number(round(scale.low, 1)))
    return max(map(faces.small_width, ends)) + 2.5 * PAD


def centred(at: float, top: float, words: str, faces: Faces, inside: QRectF) -> QRectF:
    """Return room for words centred on a pixel but not beyond the sides."""
    wide = faces.small_width(words) + 2
    left = min(max(at - wide / 2, inside.left() - PAD), inside.right() + PAD - wide)
    return QRectF(left, top, wide, faces.small_line)


def widest_tick(scale: Scale, faces: Faces) -> float:
    """Return how much room the numbers of an upright axis need."""
    words = [words for _, words in scale.ticks(3 * faces.small_line)]
    return max(map(faces.small_width, words), default=0)


LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE: Final = Qt.AlignmentFlag.AlignCenter

"""The rules and numbers of an axis."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from hotspot_app.draw.charts.numbers import axis_number
from hotspot_app.draw.charts.scales import Scale
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces

PAD: Final = 8


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

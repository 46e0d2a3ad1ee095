"""Words in little room: faces and tags, and the colours of bars."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from hotspot_app.draw.looks.palettes import PALE, PAPER
from hotspot_app.draw.page.fitting import Width, shortened
from hotspot_app.ui.kit import theme


class Faces:
    """Body, small and tag type of a widget: how wide words and how tall lines are."""

    def __init__(self, body: QFont) -> None:
        self.body = theme.numerals(body)
        self.small = QFont(self.body)
        size = body.pixelSize() * theme.SMALL / theme.BODY
        self.small.setPixelSize(max(1, round(size)))
        self.tag = QFont(self.small)
        self.tag.setWeight(QFont.Weight.DemiBold)
        self.body_width = _measured(self.body)
        self.small_width = _measured(self.small)
        self.tag_width = _measured(self.tag)
        self.body_line = QFontMetricsF(self.body).height() + 2
        self.small_line = QFontMetricsF(self.small).height() + 2


def _measured(face: QFont) -> Width:
    """Return a measure of words with a cache."""
    metrics = QFontMetricsF(face)
    return lru_cache(maxsize=100_000)(lambda words: metrics.horizontalAdvance(words))


def paint_tag(
    painter: QPainter, line: QRectF, word: str, faces: Faces, *, left: bool
) -> None:
    """Paint a confidence word on its ground, at the left or right end of a line."""
    ink, ground = theme.current().sure(word)
    wide = min(faces.tag_width(word) + 10, line.width())
    tag = QRectF(line.left(), line.top() + 1, wide, line.height() - 1)
    if not left:
        tag.moveRight(line.right())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(tag, 4, 4)
    painter.setFont(faces.tag)
    painter.setPen(QColor(ink))
    words = shortened(word, tag.width() - 4, faces.tag_width)
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, words)


def bar_colours(fill: str) -> tuple[QColor, QColor]:
    """Return fill and edge of a class; what says nothing is grey."""
    now = theme.current()
    if not fill or fill in (PALE, PAPER):
        return QColor(now.control), QColor(now.control)
    colour = QColor(now.on_map(fill))
    return colour, QColor(now.control) if now.name == "dark" else colour.darker(140)

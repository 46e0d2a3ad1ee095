"""Scale bar and source lines in the lower right corner of the screen map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from hotspot_app.draw.maps.lengths import length_words, round_length
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.view_box import ViewBox

_LONGEST = 90.0
_MARGIN = 16.0
_ELSEWHERE = "… all in Notes"
"""Ends source lines that were cut."""


@dataclass(frozen=True, slots=True)
class Written:
    """The place of the source lines, and whether they were cut."""

    place: QRectF = field(default_factory=QRectF)
    cut: bool = False


def bar(view: ViewBox, longest: float = _LONGEST) -> tuple[float, str]:
    """Return the pixels of a round length no longer than `longest`, and its words."""
    metres = round_length(max(view.scale * longest, 1e-6))
    return metres / view.scale, length_words(metres)


class Sources:
    """The source lines in the map's corner, with the whole text on hover.

    Attributes
    ----------
    of_data, of_layers
        Attributions of areas and incidents, and of the analyst's own layers.
    written
        The lines as drawn last.
    """

    def __init__(self) -> None:
        self.of_data = self.of_layers = ""
        self.written = Written()

    @property
    def words(self) -> str:
        """All source lines."""
        return " · ".join(filter(None, (self.of_data, self.of_layers)))

    def draw(self, painter: QPainter, view: ViewBox, widest: float, most: int) -> None:
        """Draw the lines with the scale bar; see `draw_scale`."""
        self.written = draw_scale(painter, view, self.words, widest, most)

    def tip_at(self, place: QPoint) -> str:
        """Return all lines where they are pointed at and were cut, else ""."""
        pointed = self.written.place.contains(QPointF(place))
        return self.words if pointed and self.written.cut else ""


def draw_scale(
    painter: QPainter, view: ViewBox, attribution: str, widest: float, most: int = 2
) -> Written:
    """Draw the source lines, and the scale bar above them.

    Parameters
    ----------
    widest
        Largest width of the source lines in pixels.
    most
        Largest number of lines; if it isn't enough, the last says where to read the
        rest.
    """
    now = theme.current()
    face = _face()
    painter.setFont(face)
    measure = QFontMetricsF(face)
    corner = _corner(QSizeF(view.width, view.height))
    right, bottom = corner.x(), corner.y()
    written = Written()
    if attribution and widest > 0:
        written = _sources(painter, attribution, corner, widest, most)
        bottom = written.place.top() - 6
    length, words = bar(view)
    wide = measure.horizontalAdvance(words)
    if right - length - wide < _MARGIN or bottom < 40:
        return written
    low, middle, high = bottom, bottom - 6, bottom - 12
    left = right - length
    strokes = (
        (left, middle, right, middle),
        (left, low, left, high),
        (right, low, right, high),
    )
    for colour, width in ((now.map_ground, 3.0), (now.muted, 1.0)):
        painter.setPen(QPen(QColor(colour), width))
        for x1, y1, x2, y2 in strokes:
            across = QPointF(round(x1) + 0.5, round(y1) + 0.5)
            painter.drawLine(across, QPointF(round(x2) + 0.5, round(y2) + 0.5))
    place = QRectF(left - wide - 8, middle - measure.height() / 2, wide + 2, 40)
    _halo(painter, place, int(Qt.AlignmentFlag.AlignLeft), words)
    return written


def source_words(sources: Sequence[str]) -> str:
    """Write sources in a row, each sentence once: licences are often the same."""
    said: dict[str, None] = {}
    rows = []
    for source in sources:
        sentences = [each.rstrip(".") for each in source.split(". ")]
        rows.append(". ".join(each for each in sentences if each not in said))
        said |= dict.fromkeys(sentences)
    return " · ".join(row for row in rows if row)


def _face() -> QFont:
    return theme.font(theme.SMALL - 0.5)


def _corner(size: QSizeF) -> QPointF:
    """Return where the source lines end in a window."""
    return QPointF(size.width() - _MARGIN, size.height() - _MARGIN + 2)


def _placed(
    words: str, measure: QFontMetricsF, corner: QPointF, widest: float, most: int
) -> tuple[list[str], bool, QRectF]:
    """Return the source lines, whether they are cut, and where they stand."""
    lines, cut = cut_lines(words, measure, widest, most)
    wide = max(measure.horizontalAdvance(line) for line in lines)
    high = measure.height() * len(lines)
    return lines, cut, QRectF(corner.x() - wide, corner.y() - high, wide, high)


def _sources(
    painter: QPainter, words: str, corner: QPointF, widest: float, most: int
) -> Written:
    """Write the source lines over a corner."""
    now = theme.current()
    measure = QFontMetricsF(painter.font())
    lines, cut, place = _placed(words, measure, corner, widest, most)
    ground = QColor(now.map_ground)
    ground.setAlphaF(0.8)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(place.adjusted(-4, -2, 4, 2), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QColor(now.muted))
    for number, line in enumerate(lines):
        row = QRectF(
            place.left(), place.top() + number * measure.height(), place.width(), 40
        )
        painter.drawText(row, int(Qt.AlignmentFlag.AlignRight), line)
    return Written(place, cut)


def cut_lines(
    words: str, measure: QFontMetricsF, widest: float, most: int
) -> tuple[list[str], bool]:
    """Break text into lines; if there are too many, the last says where to read all.

    Returns
    -------
    tuple
        The lines, and whether anything was left out.
    """
    lines = wrapped(words, measure, widest)
    if len(lines) <= most:
        return lines, False
    longest = max(map(measure.horizontalAdvance, _ELSEWHERE.split()))
    end = wrapped(_ELSEWHERE, measure, widest) if longest <= widest else ["…"]
    if end == [_ELSEWHERE]:
        kept = max(most - 1, 0)
        room = widest - measure.horizontalAdvance(f" {_ELSEWHERE}")
        first = wrapped(" ".join(lines[kept:]), measure, max(room, 1.0))[0]
        fits = measure.horizontalAdvance(first) <= room
        return [*lines[:kept], f"{first} {_ELSEWHERE}" if fits else _ELSEWHERE], True
    return [*lines[: max(most - len(end), 0)], *end], True


def wrapped(words: str, measure: QFontMetricsF, widest: float) -> list[str]:
    """Break words into lines; a word too long for a line is broken too."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure.horizontalAdvance(longer) <= widest:
            lines[-1] = longer
        else:
            lines += _broken(word, measure, widest)
    return lines


def _broken(word: str, measure: QFontMetricsF, widest: float) -> list[str]:
    """Break a word so that each part fits, a letter at least to a line."""
    if measure.horizontalAdvance(word) <= widest:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and measure.horizontalAdvance(parts[-1] + letter) > widest:
            parts.append("")
        parts[-1] += letter
    return parts


def _halo(painter: QPainter, place: QRectF, flags: int, words: str) -> None:
    now = theme.current()
    painter.setPen(QColor(now.map_ground))
    for across, down in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        painter.drawText(place.translated(across, down), flags, words)
    painter.setPen(QColor(now.muted))
    painter.drawText(place, flags, words)

"""A card that says what is known of the area under the pointer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit import theme

_WIDEST: Final = 280
_NARROWEST: Final = 180
_PAD: Final = 13.0
_APART: Final = 16.0
"""Pixels between the pointer and the card, and between label and value."""


@dataclass(frozen=True, slots=True)
class HoverText:
    """The text of a hover card.

    Attributes
    ----------
    rows
        Label and value of each line.
    """

    title: str
    subtitle: str = ""
    rows: tuple[tuple[str, str], ...] = ()

    def words(self) -> str:
        """Write it as one text, for a screen reader."""
        lines = [self.title, self.subtitle]
        lines += [f"{label}: {value}" for label, value in self.rows]
        return ". ".join(line for line in lines if line)


class HoverCard(QWidget):
    """A card inside its parent, out of the way of the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._map = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text: HoverText | None = None
        self._placed: list[_Line] = []
        self.hide()

    def text(self) -> HoverText | None:
        """Return what is shown."""
        return None if self.isHidden() else self._text

    def tell(self, text: HoverText | None, at: QPointF) -> None:
        """Show a text beside a place in the parent; None hides the card."""
        if text is None:
            self._text = None
            self.hide()
            return
        room = self._map.rect()
        if text != self._text or self.isHidden():
            self._text = text
            self._lay_out(room.width() - 16)
            self.setAccessibleName(text.words())
        left, top = at.x() + _APART, at.y() + _APART
        if left + self.width() > room.width() - 8:
            left = at.x() - _APART - self.width()
        if top + self.height() > room.height() - 8:
            top = at.y() - _APART - self.height()
        left = max(min(left, room.width() - 8 - self.width()), 0.0)
        top = max(min(top, room.height() - 8 - self.height()), 0.0)
        self.move(round(left), round(top))
        self.show()
        self.raise_()

    def refresh(self) -> None:
        """Lay out again, as in another size of type."""
        if self._text is not None:
            self._lay_out(self._map.width() - 16)

    def _lay_out(self, room: int) -> None:
        assert self._text is not None
        widest = min(theme.pixels(_WIDEST), max(room, 60))
        wide = max(min(widest, self._natural(self._text)), min(_NARROWEST, widest))
        inner = wide - 2 * _PAD
        lines, y = [], _PAD
        heads: tuple[tuple[str, float, bool, str], ...] = (
            (self._text.title, theme.BODY, True, "ink"),
            (self._text.subtitle, theme.SMALL, False, "muted"),
        )
        for words, size, bold, role in heads:
            if words:
                line = _Line(words, size, bold, role, QRectF(_PAD, y, inner, 0))
                y = line.settle() + 3
                lines.append(line)
        y += 5
        for label, value in self._text.rows:
            y = _row(lines, label, value, QRectF(_PAD, y, inner, 0)) + 4
        self._placed = lines
        self.resize(round(wide), round(y + _PAD - 4))
        self.update()

    def _natural(self, text: HoverText) -> float:
        title = _Line(text.title, theme.BODY, True, "ink").width()
        small = _Line(text.subtitle, theme.SMALL, False, "muted").width()
        rows = [
            _Line(a, theme.BODY, False, "ink").width()
            + _Line(b, theme.BODY, False, "ink", right=True).width()
            + _APART
            for a, b in text.rows
        ]
        return max([title, small, *rows]) + 2 * _PAD + 2

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the card."""
        del event
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.control), 1))
        painter.setBrush(QColor(now.panel))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8
        )
        for line in self._placed:
            line.draw(painter)
        painter.end()


@dataclass(slots=True)
class _Line:
    """Words in a place; they wrap."""

    words: str
    size: float
    bold: bool
    role: str
    place: QRectF = field(default_factory=QRectF)
    right: bool = False

    def width(self) -> float:
        return self._measure().horizontalAdvance(self.words) + 1

    def settle(self) -> float:
        """Give the place its height; return where it ends."""
        flags = int(Qt.TextFlag.TextWordWrap)
        tall = QRectF(0, 0, self.place.width(), 10_000)
        found = self._measure().boundingRect(tall, flags, self.words)
        self.place.setHeight(found.height())
        return self.place.bottom()

    def draw(self, painter: QPainter) -> None:
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.setFont(self._face())
        painter.setPen(QColor(getattr(theme.current(), self.role)))
        painter.drawText(self.place, self.words, option)

    def _face(self) -> QFont:
        face = theme.font(self.size, bold=self.bold)
        return theme.numerals(face) if self.right else face

    def _measure(self) -> QFontMetricsF:
        return QFontMetricsF(self._face())


def _row(lines: list[_Line], label: str, value: str, place: QRectF) -> float:
    """Put a label to the left and a value to the right, or under it if too long."""
    left = _Line(label, theme.BODY, False, "ink", QRectF(place))
    right = _Line(value, theme.BODY, False, "ink", QRectF(place), right=True)
    lines += [left, right]
    if left.width() + right.width() + _APART <= place.width():
        return max(left.settle(), right.settle())
    if right.width() <= place.width() * 0.55:
        left.place.setWidth(place.width() - right.width() - _APART)
        right.settle()
        return max(left.settle(), right.place.bottom())
    right.place.moveTop(left.settle() + 1)
    return right.settle()

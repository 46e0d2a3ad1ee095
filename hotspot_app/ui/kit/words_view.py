"""Text to read, choose and copy, that never hides behind a bar of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMargins, QMimeData, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.text_page import TextPage

TAG = int(QTextFormat.Property.UserProperty) + 1
"""Marks letters of a confidence word, which stand on a ground of their own."""

SEEN_ONLY = TAG + 1
"""Marks paragraphs that are read here, and left out of what is copied or dragged."""

_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a paragraph.

    Attributes
    ----------
    size, above
        Type size and space above, in pixels at 100%.
    role
        Role of the theme that gives the colour.
    heading
        Level of the heading, 0 for ordinary text.
    seen_only
        Whether the paragraph is left out when text is copied.
    """

    size: float = theme.BODY
    bold: bool = False
    role: str = "ink"
    above: int = 0
    heading: int = 0
    seen_only: bool = False


class WordsView(TextPage):
    """Shows a document of paragraphs, headings and confidence words.

    Parameters
    ----------
    grows
        Whether the view is as tall as its text, or scrolls.
    """

    def __init__(self, *, grows: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(4)
        self.setViewportMargins(QMargins(0, 0, 0, 0))
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(never)
        if grows:
            self.setVerticalScrollBarPolicy(never)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            layout = self.document().documentLayout()
            layout.documentSizeChanged.connect(lambda: self._grow())
        theme.signals.changed.connect(self.dress)

    def write(self) -> None:
        """Write all words again; a view says which."""

    def dress(self) -> None:
        """Write all words again, in the colours and type that are on."""
        self.document().setDefaultFont(self.font())
        self.clear()
        self.write()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._grow()

    def whole_lines(self, room: int) -> int:
        """Return the most of a height that ends below a line and not within one."""
        layout, best = self.document().documentLayout(), 0.0
        block = self.document().begin()
        while block.isValid():
            top, lines = layout.blockBoundingRect(block).top(), block.layout()
            feet = (lines.lineAt(n).rect().bottom() for n in range(lines.lineCount()))
            best = max([best, *(top + foot for foot in feet if top + foot <= room)])
            block = block.next()
        return math.ceil(best)

    # --- parts of the document ------------------------------------------------

    def add(self, words: str, style: Style, *, tag: str = "") -> None:
        """Add a paragraph, a confidence word before it if `tag` is one."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        block = QTextBlockFormat()
        block.setTopMargin(theme.pixels(style.above) if style.above else 0)
        block.setHeadingLevel(style.heading)
        block.setProperty(SEEN_ONLY, style.seen_only)
        block.setLineHeight(
            118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        letters = QTextCharFormat()
        letters.setFont(theme.font(style.size, bold=style.bold))
        letters.setForeground(QColor(getattr(theme.current(), style.role)))
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        if tag:
            self._insert_tag(cursor, tag)
            words = f" {_SPACE}{words}"
        cursor.insertText(words, letters)

    @staticmethod
    def _insert_tag(cursor: QTextCursor, tag: str) -> None:
        known = QTextCharFormat()
        known.setFont(theme.font(theme.SMALL, bold=True))
        known.setForeground(QColor(theme.current().sure(tag)[0]))
        known.setProperty(TAG, tag)
        cursor.insertText(_SPACE + tag.replace(" ", _SPACE) + _SPACE, known)

    def add_tags(self, tags: Sequence[str], *, above: int = 0) -> None:
        """Add a line of confidence words."""
        first, *others = tags
        self.add("", Style(above=above), tag=first)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for tag in others:
            self._insert_tag(cursor, tag)
            cursor.insertText(" ", QTextCharFormat())

    # --- Qt's events ----------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - Qt's name
        """Give what is chosen, to copy or to drag, but for what is seen here only."""
        chosen = self.textCursor()
        first, last = chosen.selectionStart(), chosen.selectionEnd()
        block = self.document().findBlock(first)
        kept, lost = [], False
        while block.isValid() and block.position() < last:
            start = max(first - block.position(), 0)
            if block.blockFormat().property(SEEN_ONLY):
                lost = True
            else:
                kept.append(block.text()[start : last - block.position()])
            block = block.next()
        if not lost:
            return super().createMimeDataFromSelection()
        data = QMimeData()
        data.setText("\n".join(kept))
        return data

    def _grow(self) -> None:
        if self._grows:
            margins = self.contentsMargins()
            tall = self.document().size().height() + margins.top() + margins.bottom()
            self.setFixedHeight(round(tall) + 2 * self.frameWidth() + 1)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the words."""
        return QSize(320, round(self.document().size().height()))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Allow any width."""
        return QSize(80, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Be as tall as the words are in the new width."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the window's type."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.document().setDefaultFont(self.font())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the grounds of confidence words under the text."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, tag in self.tags():
            painter.setBrush(QColor(theme.current().sure(tag)[1]))
            painter.drawRoundedRect(place, 4, 4)
        painter.end()
        super().paintEvent(event)

    def tags(self) -> list[tuple[QRectF, str]]:
        """Return where confidence words stand, and which."""
        found = []
        block = self.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                pieces += 1
                tag = piece.charFormat().property(TAG)
                if tag:
                    found.append((self._place(piece.position(), piece.length()), tag))
            block = block.next()
        return found

    def _place(self, start: int, length: int) -> QRectF:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        first = self.cursorRect(cursor)
        cursor.setPosition(start + length)
        last = self.cursorRect(cursor)
        tall = theme.pixels(theme.SMALL) + 6
        middle = first.center().y() + 1
        return QRectF(first.left(), middle - tall / 2, last.left() - first.left(), tall)

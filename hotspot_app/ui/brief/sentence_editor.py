"""One sentence of a brief, edited where it stands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from hotspot_app.brief.proof import Said
from hotspot_app.ui.kit.flow import FlowLayout
from hotspot_app.ui.kit.labels import Label, flat_button, text_label

_LONGEST: Final = 2_000
"""Letters of a sentence."""

EDITED: Final = "Your words. The app says:"
STALE: Final = "Figures changed since you wrote this. The app says now:"


class SentenceText(QPlainTextEdit):
    """As high as its words; Enter or leaving takes them, Esc thinks better of it."""

    settled = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._before = text
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "sentence")
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._limit)
        self._fit()

    def set_text(self, text: str) -> None:
        """Show what is printed now, unless it is being written."""
        if text != self._before:
            self._before = text
            self.setPlainText(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the height of the words."""
        return QSize(200, self.height())

    def settle(self) -> None:
        """Take what was written."""
        text = " ".join(self.toPlainText().split())
        if text != self._before:
            self._before = text
            self.settled.emit(text)

    def _fit(self) -> None:
        lines = max(round(self.document().size().height()), 1)
        edges = 2 * round(self.document().documentMargin()) + 6
        high = lines * self.fontMetrics().lineSpacing() + edges
        if self.height() != high:
            self.setFixedHeight(high)

    def _limit(self) -> None:
        text = self.toPlainText()
        if len(text) > _LONGEST:
            self.setPlainText(text[:_LONGEST])
            self.moveCursor(QTextCursor.MoveOperation.End)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break lines anew."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the project when nothing was typed here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(
            event, QKeyEvent
        ):
            page, keys = self.document(), QKeySequence.StandardKey
            undo = event.matches(keys.Undo) and not page.isUndoAvailable()
            redo = event.matches(keys.Redo) and not page.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Be done with Enter, think better of it with Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.settle()
        elif event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._before:
            self.setPlainText(self._before)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was written."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()


class SentenceEditor(QFrame):
    """A sentence, whose words it is, and the way back to the app's words."""

    written = Signal(object, str)
    """The sentence as it was, and its new text."""

    def __init__(self, said: Said, number: int, of: int, section: str) -> None:
        super().__init__()
        self.said = said
        self.text = SentenceText(said.text)
        self.state = Label(wraps=True)
        self.state.setProperty("role", "secondary")
        self.stale = text_label("", "hint")
        self.back = flat_button("Back to the app's words")
        self.keep = flat_button("My words still hold")
        self._called = f"Sentence {number} of {of}, {section}"
        below = FlowLayout()
        below.addWidget(self.back)
        below.addWidget(self.keep)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(self.text)
        rows.addWidget(self.state)
        rows.addWidget(self.stale)
        rows.addLayout(below)
        self.text.settled.connect(lambda text: self.written.emit(self.said, text))
        self.back.clicked.connect(self._go_back)
        self.keep.clicked.connect(self._keep)
        self.show_said(said)

    def show_said(self, said: Said) -> None:
        """Show the sentence as it stands now."""
        self.said = said
        self.text.set_text(said.text)
        state = STALE if said.stale else EDITED
        told = f"{state} {said.generated}" if said.edited else ""
        for label, on in ((self.stale, said.stale), (self.state, not said.stale)):
            label.setText(told)
            label.setVisible(on and said.edited)
        self.back.setVisible(said.edited)
        self.keep.setVisible(said.stale)
        self.text.setAccessibleName(self._called)
        self.text.setAccessibleDescription(told)
        for button in (self.back, self.keep):
            button.setAccessibleName(f"{button.text()}: {self._called}")

    def _go_back(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.written.emit(self.said, self.said.generated)

    def _keep(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.written.emit(self.said, self.said.text)

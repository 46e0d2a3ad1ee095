"""A hint in a soft colour, with words to press that follow it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from hotspot_app.ui.kit import theme


class Hint(QLabel):
    """Says what to think of; hidden while there is nothing to say."""

    followed = Signal()
    """The words to press were pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hint")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.linkActivated.connect(lambda _: self.followed.emit())
        self._said = ("", "")
        theme.signals.changed.connect(self._write)
        self._write()

    def say(self, words: str, link: str = "") -> None:
        """Show words, and words to press after them; "" hides the hint."""
        self._said = (words, link)
        self._write()

    def _write(self) -> None:
        words, link = self._said
        text = escape(words)
        flags = Qt.TextInteractionFlag.NoTextInteraction
        if link:
            colour = theme.current().accent
            text += f' <a href="#" style="color: {colour}">{escape(link)}</a>'
            flags = (
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
        self.setText(text)
        self.setTextInteractionFlags(flags)
        self.setAccessibleName(f"{words} {link}".strip())
        self.setVisible(bool(words))

"""The answer in words: a headline, sentences with how sure each is, and a hint."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from hotspot_app.ui import theme
from hotspot_app.ui.words_view import Style, WordsView
from hotspot_app.words import capital

_HEADLINE: Final = Style(size=theme.HEADLINE, bold=True, heading=1)
_SENTENCE: Final = Style(above=8)


class SentencesView(QWidget):
    """As tall as its words; the text can be chosen and copied."""

    hint_followed = Signal()
    """The link in the hint was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _Words()
        self.hint = QLabel()
        self.hint.setProperty("role", "hint")
        self.hint.setWordWrap(True)
        self.hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.hint.linkActivated.connect(lambda _: self.hint_followed.emit())
        self.hint.hide()
        self._hint = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.hint)
        theme.signals.changed.connect(self._show_hint)

    def set_words(self, headline: str, sentences: Sequence[tuple[str, str]]) -> None:
        """Show the finding.

        Parameters
        ----------
        sentences
            Confidence word ("clear", "likely", "could be chance", "too few to
            say", "" for none) and sentence.
        """
        self.words.headline, self.words.sentences = headline, tuple(sentences)
        self.words.setAccessibleName("The answer")
        self.words.setAccessibleDescription(headline)
        self.words.dress()

    def set_hint(self, text: str, link: str = "") -> None:
        """Show a hint below the sentences, with words to press; "" hides it."""
        self._hint = (text, link)
        self._show_hint()

    def _show_hint(self) -> None:
        text, link = self._hint
        said = escape(text)
        if link:
            colour = theme.current().hint
            said += f' <a href="#" style="color: {colour}">{escape(link)}</a>'
        self.hint.setText(said)
        self.hint.setVisible(bool(text))


class _Words(WordsView):
    def __init__(self) -> None:
        super().__init__(grows=True)
        self.headline = ""
        self.sentences: tuple[tuple[str, str], ...] = ()

    def write(self) -> None:
        """Write headline and sentences."""
        self.add(self.headline, _HEADLINE)
        for sure, sentence in self.sentences:
            self.add(capital(sentence), _SENTENCE, tag=sure)

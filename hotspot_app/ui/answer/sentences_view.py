"""The answer in words: a headline, and sentences with how sure each is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.words_view import Style, WordsView
from hotspot_app.words import capital

_HEADLINE: Final = Style(size=theme.HEADLINE, bold=True, heading=1)
_SENTENCE: Final = Style(above=8)


class SentencesView(QWidget):
    """As tall as its words; the text can be chosen and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _Words()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.words)

    def set_words(self, headline: str, sentences: Sequence[tuple[str, str]]) -> None:
        """Show the finding.

        Parameters
        ----------
        sentences
            How sure it is (`confidence.CONFIDENCE`, "" for none) and sentence.
        """
        self.words.headline, self.words.sentences = headline, tuple(sentences)
        self.words.setAccessibleName("The answer")
        self.words.setAccessibleDescription(headline)
        self.words.dress()

    def height_within(self, room: int) -> int:
        """Return the height that is shown where there is only so much room."""
        need = self.sizeHint().height()
        if need <= room:
            return need
        top = self.words.y()
        return top + self.words.whole_lines(room - top) + 2


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

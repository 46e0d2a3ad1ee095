"""The finding: a headline, and sentences with the confidence of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.words_view import Style, WordsView
from hotspot_app.words import capital

_HEADLINE: Final = Style(size=theme.HEADLINE, bold=True, heading=1)
_ABOVE: Final = 8
_SENTENCE: Final = Style(above=_ABOVE)


class SentencesView(QWidget):
    """Shows headline and sentences; text can be selected and copied.

    Folded, it shows the headline, the sentences that stay, and the confidence of the
    others.
    """

    folded = Signal(bool)
    """The sentences were folded away or brought back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _Words()
        self.fold = QToolButton()
        self.fold.setProperty("role", "flat")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._fold)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(0)
        row.addWidget(self.words, 1)
        row.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        theme.signals.changed.connect(self._dress)
        self._dress()

    def set_words(
        self, headline: str, sentences: Sequence[tuple[str, str]], *, stay: int = 0
    ) -> None:
        """Show a finding.

        Parameters
        ----------
        headline
            The finding in one line.
        sentences
            Pairs of confidence (`confidence.CONFIDENCE`, "" for none) and sentence.
        stay
            Number of sentences, from the first, that stay when the rest is folded away.
        """
        self.words.headline, self.words.sentences = headline, tuple(sentences)
        self.words.stay = stay
        self.words.setAccessibleName("The answer")
        self.words.setAccessibleDescription(headline)
        self.fold.setVisible(len(sentences) > stay)
        self.words.dress()

    @property
    def is_folded(self) -> bool:
        """Whether only the headline is shown."""
        return self.words.is_folded

    def set_folded(self, on: bool) -> None:
        """Fold the sentences away, or bring them back."""
        self.fold.setChecked(not on)
        self._fold(not on)

    def _fold(self, wide_open: bool) -> None:
        if self.words.is_folded == (not wide_open):
            return
        self.words.is_folded = not wide_open
        self.words.dress()
        self._dress()
        self.folded.emit(not wide_open)

    def _dress(self) -> None:
        is_folded = self.words.is_folded
        self.fold.setIcon(icon("chevron-down" if is_folded else "chevron-up"))
        side = max(24, theme.pixels(24))
        self.fold.setFixedSize(side, side)
        self.fold.setIconSize(QSize(theme.pixels(16), theme.pixels(16)))
        told = "Show every sentence" if is_folded else "Show the headline only"
        self.fold.setToolTip(told)
        self.fold.setAccessibleName(told)

    def height_within(self, room: int) -> int:
        """Return the height needed, or that of the whole lines that fit into `room`."""
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
        self.stay = 0
        self.is_folded = False

    def write(self) -> None:
        """Write the headline, and the sentences or only their confidence."""
        self.add(self.headline, _HEADLINE)
        shown = self.sentences[: self.stay] if self.is_folded else self.sentences
        rest = self.sentences[len(shown) :]
        chips = [*dict.fromkeys(sure for sure, _ in rest if sure)]
        if chips:
            self.add_tags(chips, above=_ABOVE)
        for sure, sentence in shown:
            self.add(capital(sentence), _SENTENCE, tag=sure)

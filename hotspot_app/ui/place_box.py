"""A box for where: the whole map, a ward, a group of areas, the selection."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.project.question import Asked
from hotspot_app.ui.elided import ElidedBox
from hotspot_app.words import counted

Within = tuple[tuple[str, ...], str]
"""Codes, and what they make up."""

WHOLE: Within = ((), "")


class PlaceBox(ElidedBox):
    """Offers parts of the map to look at."""

    chosen = Signal(dict)
    """Fields of `Asked`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, least=15)
        self.setAccessibleName("Part of the map")
        self._place, self._wards = "the map", dict[str, str]()
        self._groups: Mapping[str, tuple[str, ...]] = {}
        self._selection: frozenset[str] = frozenset()
        self._asked: Within = WHOLE
        self.activated.connect(self._tell)

    def show_places(
        self,
        place: str,
        wards: Mapping[str, str],
        groups: Mapping[str, tuple[str, ...]],
        asked: Asked,
    ) -> None:
        """Offer wards and groups, and show what is asked."""
        self._place, self._wards, self._groups = place, dict(wards), groups
        self._asked = (asked.within, asked.within_words)
        self._fill()

    def show_selection(self, codes: frozenset[str]) -> None:
        """Offer what is selected."""
        self._selection = codes
        self._fill()

    def _entries(self) -> list[tuple[str, Within]]:
        entries: list[tuple[str, Within]] = [(f"Whole of {self._place}", WHOLE)]
        entries += [(name, (codes, name)) for name, codes in self._groups.items()]
        entries += [(name, ((code,), name)) for code, name in self._wards.items()]
        if self._selection:
            many = counted(len(self._selection), "selected area")
            codes = tuple(sorted(self._selection))
            entries.append((f"The {many}", (codes, many)))
        if self._asked not in [within for _, within in entries]:
            entries.append((self._asked[1] or "Some areas", self._asked))
        return entries

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            for words, within in self._entries():
                self.addItem(words, within)
            at = [within for _, within in self._entries()].index(self._asked)
            self.setCurrentIndex(at)

    def _tell(self) -> None:
        codes, words = self.currentData()
        self.chosen.emit({"within": tuple(codes), "within_words": words})

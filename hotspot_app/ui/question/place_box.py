"""The box for the part of the map: all of it, a ward, a group or the selection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.project.ask.groups import Groups
from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.kit.elided import ElidedBox

Within = tuple[tuple[str, ...], str]
"""Codes of areas or wards, and the name of the part that they make up."""

WHOLE: Within = ((), "")

OF_WARDS: Final = (
    "Among smaller areas a ward is made of those that lie mostly in it, each whole. "
    "By ward, incidents are counted inside the ward's own border. So the two figures "
    "of a ward can differ."
)


class PlaceBox(ElidedBox):
    """Asks for the part of the map to answer for."""

    chosen = Signal(dict)
    """The user chose a part: the fields of `Asked` to change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, least=18)
        self.setAccessibleName("Part of the map")
        self._whole, self._wards = "Whole map", dict[str, str]()
        self._groups: Groups = {}
        self._selection: frozenset[str] = frozenset()
        self._selected = ""
        self._asked: Within = WHOLE
        self.activated.connect(self._tell)

    def show_places(
        self,
        whole: str,
        wards: Mapping[str, str],
        groups: Groups,
        asked: Asked,
    ) -> None:
        """Offer wards and groups, and show the part asked for."""
        self._whole, self._wards, self._groups = whole, dict(wards), groups
        self.setToolTip(OF_WARDS if wards else "")
        self._asked = (asked.within, asked.within_words)
        self._fill()

    def show_selection(self, codes: frozenset[str], words: str) -> None:
        """Offer the selection: its codes, none for no selection, and its name."""
        self._selection, self._selected = codes, words
        self._fill()

    @property
    def is_ward(self) -> bool:
        """Whether the part asked for is a ward."""
        codes = self._asked[0]
        return len(codes) == 1 and codes[0] in self._wards

    def _entries(self) -> list[tuple[str, Within]]:
        entries: list[tuple[str, Within]] = [(self._whole, WHOLE)]
        for kind, named in self._groups.items():
            entries += [(f"{name} ({kind})", (c, name)) for name, c in named.items()]
        entries += [(name, ((code,), name)) for code, name in self._wards.items()]
        if self._selection:
            codes = tuple(sorted(self._selection))
            entries.append((f"The {self._selected}", (codes, self._selected)))
        if self._asked not in [within for _, within in entries]:
            entries.append((self._asked[1] or "Some areas", self._asked))
        return entries

    def _fill(self) -> None:
        entries = self._entries()
        with QSignalBlocker(self):
            self.clear()
            for words, within in entries:
                self.addItem(words, within)
            self.setCurrentIndex([within for _, within in entries].index(self._asked))

    def _tell(self) -> None:
        codes, words = self.currentData()
        self.chosen.emit({"within": tuple(codes), "within_words": words})

"""The box that asks for a district."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter

from hotspot_app.project.intake.checklist import WHOLE
from hotspot_app.ui.kit.boxes import Box


class DistrictBox(Box):
    """Asks for a district: picked from a list, or typed by name or code."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(28)
        self.setAccessibleName("District, by name or code")
        self._offered: tuple[tuple[str, str], ...] = ()
        edit = self.lineEdit()
        assert edit is not None
        edit.setPlaceholderText("Name or code of the district")
        edit.returnPressed.connect(self._typed)
        self.activated.connect(self._activated)
        completer = self.completer()
        assert completer is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def offer(self, districts: tuple[tuple[str, str], ...], areas: int) -> None:
        """Offer districts, and all of them together."""
        self.clear()
        self._offered = districts
        for code, name in districts:
            self.addItem(" ".join(filter(None, (name, code and f"({code})"))).strip())
            self.setItemData(self.count() - 1, code or name)
        if districts:
            self.addItem(f"All {len(districts):,} districts ({areas:,} areas)", WHOLE)
        self.setCurrentIndex(-1)
        self.setEditText("")

    def show_chosen(self, district: str | None) -> None:
        """Show the district that was chosen, by name or code, or that none was."""
        at = -1 if district is None else self._place_of(district.casefold())
        if at != self.currentIndex():
            self.setCurrentIndex(at)
        if at < 0 and not self.hasFocus():
            self.setEditText("")

    def _place_of(self, district: str) -> int:
        if district == WHOLE:
            return self.findData(WHOLE)
        known = [{code.casefold(), name.casefold()} for code, name in self._offered]
        return next((at for at, each in enumerate(known) if district in each), -1)

    def _activated(self, at: int) -> None:
        self.said.emit(str(self.itemData(at)))

    def _typed(self) -> None:
        text = self.currentText()
        at = self.findText(text, Qt.MatchFlag.MatchFixedString)
        if at >= 0:
            self._activated(at)
        elif text.strip():
            self.said.emit(text)

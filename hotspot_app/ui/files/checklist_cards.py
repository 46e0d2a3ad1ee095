"""The lines of the checklist, on cards by how much they are needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hotspot_app.project.intake.checklist import Checklist
from hotspot_app.project.intake.checklist_lines import lines
from hotspot_app.project.intake.examine import Known
from hotspot_app.project.intake.wanted import NEEDED, OPTIONAL, OWN, USUAL, Slot
from hotspot_app.ui.files.checklist_line import ChecklistLine
from hotspot_app.ui.kit.labels import text_label

_GROUPS: Final[tuple[tuple[str, tuple[Slot, ...]], ...]] = (
    ("Needed", NEEDED),
    ("For names, rates and deprivation", USUAL),
    ("Only if you need them", OPTIONAL),
    ("Tables of your own, for some comparisons", OWN),
)


class ChecklistCards(QWidget):
    """Shows a `Checklist`; tells what is done with any of its lines."""

    removed = Signal(object)
    picked = Signal(str, object)
    district_said = Signal(str)
    columns_wanted = Signal(object)
    search_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[Slot, ChecklistLine] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for title, slots in _GROUPS:
            column.addSpacing(8)
            column.addWidget(text_label(title, "section"))
            column.addWidget(self._card(slots))

    def line(self, slot: Slot) -> ChecklistLine:
        """Return the line of one purpose."""
        return self._lines[slot]

    def show_list(self, now: Checklist, known: Known) -> None:
        """Show what is known now."""
        for line in lines(now, known):
            view = self._lines[line.slot]
            view.show_line(line)
            taken = now.taken(line.slot)
            view.choose(taken.path if taken is not None else None, now.district)

    def states(self) -> dict[Slot, str]:
        """Return what a screen reader calls each line."""
        return {slot: view.accessibleName() for slot, view in self._lines.items()}

    def _card(self, slots: Sequence[Slot]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for i, slot in enumerate(slots):
            if i:
                rule = QFrame()
                rule.setProperty("role", "rule")
                rule.setFixedHeight(1)
                column.addWidget(rule)
            line = ChecklistLine()
            line.removed.connect(self.removed)
            line.picked.connect(self.picked)
            line.district_said.connect(self.district_said)
            line.columns_wanted.connect(self.columns_wanted)
            line.search_wanted.connect(self.search_wanted)
            column.addWidget(line)
            self._lines[slot] = line
        return card

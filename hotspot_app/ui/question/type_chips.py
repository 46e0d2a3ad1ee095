"""Chips for the crime types to count: all crime, groups of types, single types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hotspot_app.project.answer.choices import Choices
from hotspot_app.ui.kit.flow import FlowLayout
from hotspot_app.ui.kit.labels import as_it_stands

FEW = 5
"""Number of types shown before "More types" is pressed."""

ALL = "All crime"

SHORT = {
    "Neighbourhood crime": "Neighbourhood",
    "Acquisitive crime": "Acquisitive",
    "Vehicle crime": "Vehicle",
    "Other crime": "Other",
    "Violence and sexual offences": "Violence and sexual",
    "Criminal damage and arson": "Damage and arson",
}
"""Short forms of long names for chips; tooltip and accessible name have the whole."""


class TypeChips(QWidget):
    """Asks for one or more crime types; anti-social behaviour only on its own."""

    changed = Signal(tuple)
    """The choice changed: the types chosen, none for all crime."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._chips: dict[str, QPushButton] = {}
        self._kinds: dict[str, tuple[str, ...]] = {}
        self._offered: tuple[object, ...] = ()
        self._behaviour: frozenset[str] = frozenset()
        self._chosen: tuple[str, ...] = ()
        self._order: tuple[str, ...] = ()
        self._all_shown = False
        self._body = QWidget()
        self._more = QPushButton()

    def show_choices(self, choices: Choices, chosen: Sequence[str]) -> None:
        """Offer the types that the files hold, and show those chosen."""
        offered = (choices.crimes, choices.behaviour, tuple(choices.groups.items()))
        if offered != self._offered:
            self._offered = offered
            self._behaviour = frozenset(choices.behaviour)
            self._build(choices)
        self._chosen = tuple(kind for kind in self._order if kind in set(chosen))
        self._mark()

    def _build(self, choices: Choices) -> None:
        self._place.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = QWidget(self)
        rows = FlowLayout(self._body)
        self._chips, self._kinds = {}, {ALL: ()}
        self._order = (*choices.crimes, *choices.behaviour)
        self._kinds |= choices.groups
        self._kinds |= {kind: (kind,) for kind in self._order}
        for name in self._kinds:
            chip = QPushButton(as_it_stands(SHORT.get(name, name)), self._body)
            chip.setAccessibleName(name)
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            together = ", ".join(self._kinds[name])
            whole = name if name in SHORT else ""
            chip.setToolTip(together if len(self._kinds[name]) > 1 else whole)
            chip.clicked.connect(lambda _=False, name=name: self._press(name))
            self._chips[name] = chip
            rows.addWidget(chip)
        self._more = QPushButton(self._body)
        self._more.setProperty("role", "flat")
        self._more.clicked.connect(self._show_more)
        rows.addWidget(self._more)
        self._place.addWidget(self._body)

    def _press(self, name: str) -> None:
        kinds = self._kinds[name]
        now, behaviour = set(self._chosen), self._behaviour
        if len(kinds) != 1:
            wanted = set() if now == set(kinds) else set(kinds)
        elif set(kinds) <= behaviour:
            wanted = (
                now - set(kinds) if set(kinds) <= now else now & behaviour | set(kinds)
            )
        else:
            wanted = (now - behaviour) ^ set(kinds)
        self._chosen = tuple(kind for kind in self._order if kind in wanted)
        self._mark()
        self.changed.emit(self._chosen)

    def _show_more(self) -> None:
        self._all_shown = not self._all_shown
        self._mark()

    def _mark(self) -> None:
        chosen = set(self._chosen)
        for name, chip in self._chips.items():
            kinds = set(self._kinds[name])
            many = len(kinds) != 1
            chip.setChecked(chosen == kinds if many else kinds <= chosen)
        single = [n for n, kinds in self._kinds.items() if len(kinds) == 1]
        hidden = [n for n in single[FEW:-1] if not self._chips[n].isChecked()]
        for name in single:
            self._chips[name].setVisible(self._all_shown or name not in hidden)
        self._more.setText(
            "Fewer types" if self._all_shown else f"{len(hidden):,} more…"
        )
        self._more.setVisible(bool(hidden))

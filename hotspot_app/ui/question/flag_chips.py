"""Chips for the flags that incidents must have: domestic, alcohol, knife."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from hotspot_app.schema import FLAGS
from hotspot_app.ui.kit.flow import FlowLayout
from hotspot_app.ui.kit.labels import Label, as_it_stands, flat_button
from hotspot_app.words import counted, listed


class FlagChips(QWidget):
    """Asks for flags, all of which an incident must have; hidden without any to offer.

    Flags that aren't chosen are folded away until "more" is pressed.
    """

    changed = Signal(tuple)
    """The choice changed: the flags chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("Flagged as all of")
        self._title.setProperty("role", "secondary")
        self._more = flat_button("")
        self._more.clicked.connect(self._unfold)
        self._all_shown = False
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(4)
        self._place.addWidget(self._title)
        self._body = QWidget(self)
        self._place.addWidget(self._body)
        self._place.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._chips: dict[str, QPushButton] = {}
        self.hide()

    def show_flags(self, offered: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer flags, and show which are chosen."""
        names = tuple(name for name in FLAGS if name in {*offered, *chosen})
        if names != tuple(self._chips):
            self._build(names)
        for name, chip in self._chips.items():
            chip.setChecked(name in chosen)
        self._mark()
        self.setVisible(bool(names))

    def _build(self, names: Sequence[str]) -> None:
        before, self._body = self._body, QWidget(self)
        self._place.replaceWidget(before, self._body)
        before.hide()
        before.deleteLater()
        rows = FlowLayout(self._body)
        self._chips = {}
        for name in names:
            chip = QPushButton(as_it_stands(FLAGS[name]), self._body)
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            chip.setToolTip("Only incidents with all of the chosen flags")
            chip.setAccessibleName(f"Flagged: {FLAGS[name]}")
            chip.clicked.connect(self._tell)
            self._chips[name] = chip
            rows.addWidget(chip)
        said = listed([FLAGS[name].lower() for name in names])
        self._more.setToolTip(f"Count only incidents flagged as {said}")

    def _unfold(self) -> None:
        self._all_shown = not self._all_shown
        self._mark()

    def _mark(self) -> None:
        """Show the flags chosen, and the others if they are unfolded."""
        chosen = [chip for chip in self._chips.values() if chip.isChecked()]
        for chip in self._chips.values():
            chip.setVisible(self._all_shown or chip in chosen)
        shown = self._all_shown or bool(chosen)
        self._title.setVisible(shown)
        self._body.setVisible(shown)
        hidden = len(self._chips) - len(chosen)
        more = counted(hidden, "more flag" if chosen else "flag")
        self._more.setText(
            "Fewer flags" if self._all_shown else as_it_stands(f"{more}…")
        )
        self._more.setVisible(bool(hidden))

    def _tell(self) -> None:
        self._mark()
        chosen = (name for name, chip in self._chips.items() if chip.isChecked())
        self.changed.emit(tuple(chosen))

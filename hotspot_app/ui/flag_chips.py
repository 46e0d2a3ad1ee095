"""Chips for what incidents must be flagged as: domestic, alcohol, knife."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from hotspot_app.project.flags import FLAGS
from hotspot_app.ui.flow import FlowLayout


class FlagChips(QWidget):
    """Lets flags be chosen, all of which an incident must have; hidden without any."""

    changed = Signal(tuple)
    """The flags chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("Flagged")
        title.setProperty("role", "secondary")
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 4, 0, 0)
        self._place.setSpacing(4)
        self._place.addWidget(title)
        self._body = QWidget(self)
        self._chips: dict[str, QPushButton] = {}
        self.hide()

    def show_flags(self, offered: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer flags, and show which are chosen."""
        names = tuple(name for name in FLAGS if name in {*offered, *chosen})
        if names != tuple(self._chips):
            self._build(names)
        for name, chip in self._chips.items():
            chip.setChecked(name in chosen)
        self.setVisible(bool(names))

    def _build(self, names: Sequence[str]) -> None:
        self._place.removeWidget(self._body)
        self._body.hide()
        self._body.deleteLater()
        self._body = QWidget(self)
        rows = FlowLayout(self._body)
        self._chips = {}
        for name in names:
            chip = QPushButton(FLAGS[name], self._body)
            chip.setCheckable(True)
            chip.setProperty("role", "chip")
            chip.setToolTip("Only incidents with all of the chosen flags")
            chip.setAccessibleName(f"Flagged: {FLAGS[name]}")
            chip.clicked.connect(self._tell)
            self._chips[name] = chip
            rows.addWidget(chip)
        self._place.addWidget(self._body)

    def _tell(self) -> None:
        chosen = (name for name, chip in self._chips.items() if chip.isChecked())
        self.changed.emit(tuple(chosen))

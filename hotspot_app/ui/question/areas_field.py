"""A field for some of the areas: those selected on the map are taken."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hotspot_app.method import areas_written, codes_in
from hotspot_app.ui.kit.labels import Label, as_it_stands, flat_button
from hotspot_app.words import counted


class AreasField(QWidget):
    """Asks for areas of the map."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[str, ...] = ()
        self._selection: frozenset[str] = frozenset()
        self.told = Label()
        self.take, self.clear = flat_button(""), flat_button("Clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addWidget(self.clear)
        row.addStretch(1)
        column.addLayout(row)
        self.take.clicked.connect(lambda: self._choose(tuple(sorted(self._selection))))
        self.clear.clicked.connect(lambda: self._choose(()))
        self.show_selection(frozenset())
        self.put("")

    def value(self) -> str:
        """Return the areas as a parameter's text."""
        return areas_written(self._codes)

    def put(self, text: str) -> None:
        """Show the areas of a parameter's text."""
        self._codes = codes_in(text)
        many = counted(len(self._codes), "area")
        self.told.setText(f"{many} chosen" if self._codes else "None chosen")
        self.clear.setVisible(bool(self._codes))

    def show_selection(self, codes: frozenset[str]) -> None:
        """Offer the areas that are selected on the map."""
        self._selection = codes
        self.take.setEnabled(bool(codes))
        many = counted(len(codes), "selected area")
        words = f"Take the {many}" if codes else "Select areas on the map"
        self.take.setText(as_it_stands(words))

    def _choose(self, codes: tuple[str, ...]) -> None:
        self.put(areas_written(codes))
        self.changed.emit()

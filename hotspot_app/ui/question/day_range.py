"""Two boxes for the first and the last day of a period."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QWidget

from hotspot_app.ui.kit.boxes import DayBox
from hotspot_app.ui.kit.labels import Label


class DayRange(QWidget):
    """Asks for a first and a last day, typed or picked from a calendar."""

    changed = Signal(str, str)
    """The days changed: the first and the last, as "2025-06-15"."""

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = DayBox(), DayBox()
        self.first.setAccessibleName(f"First day {what}")
        self.last.setAccessibleName(f"Last day {what}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setColumnStretch(1, 1)
        for box in (self.first, self.last):
            box.setCalendarPopup(True)
            box.setDisplayFormat("d MMM yyyy")
            box.setKeyboardTracking(False)
            box.dateChanged.connect(lambda _, box=box: self._tell(box))
        for row, (word, box) in enumerate((("from", self.first), ("to", self.last))):
            grid.addWidget(Label(word), row, 0)
            grid.addWidget(box, row, 1)

    def show_days(self, first: date, last: date, held: tuple[date, date]) -> None:
        """Show two days, and limit the choice to the days held."""
        lowest, highest = min(first, held[0]), max(last, held[1])
        for box, chosen in ((self.first, first), (self.last, last)):
            with QSignalBlocker(box):
                box.setDateRange(_shown(lowest), _shown(highest))
                box.setDate(_shown(chosen))

    def _tell(self, moved: QDateEdit) -> None:
        if self.first.date() > self.last.date():
            other = self.last if moved is self.first else self.first
            with QSignalBlocker(other):
                other.setDate(moved.date())
        written = (box.date().toString("yyyy-MM-dd") for box in (self.first, self.last))
        self.changed.emit(*written)


def _shown(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)

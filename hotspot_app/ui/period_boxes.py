"""Boxes for when: a period, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hotspot_app.project.periods import AGAINST, PERIODS
from hotspot_app.project.question import Asked

ALL_HELD, OTHER, NOTHING = "", "months", ""


class MonthRange(QWidget):
    """Two boxes of months, the first never after the last."""

    changed = Signal(str, str)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = QComboBox(), QComboBox()
        self.first.setAccessibleName(f"First month {what}")
        self.last.setAccessibleName(f"Last month {what}")
        for box in (self.first, self.last):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(5)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.first, 1)
        row.addWidget(QLabel("to"))
        row.addWidget(self.last, 1)
        self.first.activated.connect(lambda: self._tell(moved=self.first))
        self.last.activated.connect(lambda: self._tell(moved=self.last))

    def show_months(self, months: Sequence[pd.Period], first: str, last: str) -> None:
        """Offer months, and show two of them."""
        for box, chosen in ((self.first, first), (self.last, last)):
            known = [box.itemData(i) for i in range(box.count())]
            if known != [str(month) for month in months]:
                box.clear()
                for month in months:
                    box.addItem(month.strftime("%b %Y"), str(month))
            box.setCurrentIndex(box.findData(chosen))

    def _tell(self, moved: QComboBox) -> None:
        if self.first.currentIndex() > self.last.currentIndex():
            other = self.last if moved is self.first else self.first
            other.setCurrentIndex(moved.currentIndex())
        self.changed.emit(self.first.currentData(), self.last.currentData())


class PeriodBoxes(QWidget):
    """Asks for a period and a comparison, by name or by months."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period, self.compared = QComboBox(), QComboBox()
        self.period.setAccessibleName("Period")
        self.compared.setAccessibleName("Compared with")
        self.period.addItem("All months held", ALL_HELD)
        for name, words in PERIODS.items():
            self.period.addItem(words, name)
        self.period.addItem("Choose months…", OTHER)
        self.compared.addItem("Not compared", NOTHING)
        for name, words in AGAINST.items():
            self.compared.addItem(f"Against {words[:1].lower()}{words[1:]}", name)
        self.compared.addItem("Against other months…", OTHER)
        for box in (self.period, self.compared):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)
        self.months = MonthRange("of the period")
        self.before = MonthRange("of the comparison")
        self.said = QLabel(wordWrap=True)
        self.said.setProperty("role", "secondary")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        for each in (self.period, self.months, self.compared, self.before, self.said):
            rows.addWidget(each)
        self._held: tuple[pd.Period, ...] = ()
        self.period.activated.connect(self._choose_period)
        self.compared.activated.connect(self._choose_comparison)
        self.months.changed.connect(
            lambda a, b: self.changed.emit({"first": a, "last": b, "when": ""})
        )
        self.before.changed.connect(
            lambda a, b: self.changed.emit(
                {"compare_first": a, "compare_last": b, "against": ""}
            )
        )

    def show_asked(self, months: Sequence[pd.Period], asked: Asked) -> None:
        """Show what is asked, of the months held."""
        self._held = tuple(months)
        own = bool(asked.first or asked.last)
        self.period.setCurrentIndex(self.period.findData(OTHER if own else asked.when))
        self.months.setVisible(own)
        first, last = str(self._held[0]), str(self._held[-1])
        if own:
            self.months.show_months(
                self._held, asked.first or first, asked.last or last
            )
        other = bool(asked.compare_first)
        self.compared.setCurrentIndex(
            self.compared.findData(OTHER if other else asked.against)
        )
        self.before.setVisible(other)
        if other:
            self.before.show_months(self._held, asked.compare_first, asked.compare_last)

    def show_words(self, words: str) -> None:
        """Say which months are meant."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _choose_period(self) -> None:
        name = self.period.currentData()
        months = {"first": "", "last": ""}
        if name == OTHER:
            held = [str(month) for month in self._held]
            months = {"first": held[max(0, len(held) - 6)], "last": held[-1]}
            name = ""
        self.changed.emit({"when": name, **months})

    def _choose_comparison(self) -> None:
        name = self.compared.currentData()
        months = {"compare_first": "", "compare_last": ""}
        if name == OTHER:
            first = str(self._held[0])
            months = {"compare_first": first, "compare_last": first}
            name = ""
        self.changed.emit({"against": name, **months})

"""Boxes for the period and the period it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from hotspot_app.method.spans import spanning
from hotspot_app.project.ask.periods import AGAINST, PERIODS
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.ask.when import moment
from hotspot_app.ui.kit.elided import ElidedBox
from hotspot_app.ui.kit.labels import Label
from hotspot_app.ui.question.day_range import DayRange

MONTH = 8
"""Least width of a box in letters, at any text size: that of "May 2026"."""

ALL_HELD, OTHER, DAYS, NOTHING = "", "months", "days", ""


class MonthRange(QWidget):
    """Asks for a first and a last month, the first never after the last."""

    changed = Signal(str, str)

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.last = ElidedBox(least=MONTH), ElidedBox(least=MONTH)
        self.first.setAccessibleName(f"First month {what}")
        self.last.setAccessibleName(f"Last month {what}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.first, 1)
        row.addWidget(Label("to"))
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
    """Asks for a period and a comparison period, by name, by months or by days."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period, self.compared = ElidedBox(), ElidedBox()
        self.period.setAccessibleName("Period")
        self.compared.setAccessibleName("Compared with")
        self.months = MonthRange("of the period")
        self.days = DayRange("of the period")
        self.before = MonthRange("of the comparison")
        self.days_before = DayRange("of the comparison")
        self.said = Label(wraps=True)
        self.said.setProperty("role", "secondary")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        for part in (self.period, self.months, self.days):
            rows.addWidget(part)
        for other in (self.compared, self.before, self.days_before):
            rows.addWidget(other)
        rows.addWidget(self.said)
        self._held: tuple[pd.Period, ...] = ()
        self._by_day: bool | None = None
        self._offer(by_day=False)
        self.period.activated.connect(self._choose_period)
        self.compared.activated.connect(self._choose_comparison)
        for span in (self.months, self.days):
            span.changed.connect(
                lambda a, b: self.changed.emit({"first": a, "last": b, "when": ""})
            )
        for span in (self.before, self.days_before):
            span.changed.connect(
                lambda a, b: self.changed.emit(
                    {"compare_first": a, "compare_last": b, "against": ""}
                )
            )

    def _offer(self, *, by_day: bool) -> None:
        """Offer periods; days only if incidents have dates."""
        if by_day == self._by_day:
            return
        self._by_day = by_day
        against = {
            name: f"Against {words[:1].lower()}{words[1:]}"
            for name, words in AGAINST.items()
        }
        entries = {
            self.period: {ALL_HELD: "All months held", **PERIODS},
            self.compared: {NOTHING: "Not compared", **against},
        }
        entries[self.period][OTHER] = "Choose months…"
        entries[self.compared][OTHER] = "Against other months…"
        if by_day:
            entries[self.period][DAYS] = "Choose days…"
            entries[self.compared][DAYS] = "Against other days…"
        for box, offered in entries.items():
            box.clear()
            for name, words in offered.items():
                box.addItem(words, name)

    def show_asked(
        self, months: Sequence[pd.Period], asked: Asked, *, by_day: bool = False
    ) -> None:
        """Show the periods asked for, among the months held."""
        self._held = tuple(months)
        ends = (asked.first, asked.last)
        ends_before = (asked.compare_first, asked.compare_last)
        self._offer(by_day=by_day or any(map(_is_day, (*ends, *ends_before))))
        self._show(self.period, ends, asked.when, (self.months, self.days))
        boxes = (self.before, self.days_before)
        self._show(self.compared, ends_before, asked.against, boxes)

    def _show(
        self,
        box: QComboBox,
        ends: tuple[str, str],
        name: str,
        boxes: tuple[MonthRange, DayRange],
    ) -> None:
        """Show a named period, or the first and last month or day."""
        by_day, own = any(map(_is_day, ends)), any(ends)
        if own:
            name = DAYS if by_day else OTHER
        box.setCurrentIndex(box.findData(name))
        months, days = boxes
        months.setVisible(own and not by_day)
        days.setVisible(by_day)
        first, last = ends[0] or str(self._held[0]), ends[1] or str(self._held[-1])
        if by_day:
            held = _ends(str(self._held[0]), str(self._held[-1]))
            days.show_days(*_ends(first, last), held)
        elif own:
            months.show_months(self._held, first, last)

    def show_words(self, words: str) -> None:
        """Show which months the named periods stand for."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _choose_period(self) -> None:
        name = self.period.currentData()
        ends = {"first": "", "last": ""}
        if name == OTHER:
            held = [str(month) for month in self._held]
            ends = {"first": held[max(0, len(held) - 6)], "last": held[-1]}
        elif name == DAYS:
            first, last = (str(end) for end in _ends(*[str(self._held[-1])] * 2))
            ends = {"first": first, "last": last}
        self.changed.emit({"when": "" if any(ends.values()) else name, **ends})

    def _choose_comparison(self) -> None:
        name = self.compared.currentData()
        ends = {"compare_first": "", "compare_last": ""}
        if name == OTHER:
            first = str(self._held[0])
            ends = {"compare_first": first, "compare_last": first}
        elif name == DAYS:
            first, last = (str(end) for end in _ends(*[str(self._held[0])] * 2))
            ends = {"compare_first": first, "compare_last": last}
        self.changed.emit({"against": "" if any(ends.values()) else name, **ends})


def _is_day(text: str) -> bool:
    return text.count("-") == 2


def _ends(first: str, last: str) -> tuple[date, date]:
    """Return the first and the last day of a range of months or days."""
    days = spanning(moment(first), moment(last)).days
    return days.first.to_timestamp().date(), days.last.to_timestamp().date()

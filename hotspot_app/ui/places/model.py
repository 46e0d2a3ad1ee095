"""Qt's model of the table of places: columns to read, then those of the full table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import numpy as np
from PySide6.QtCore import QObject

from hotspot_app.brief.columns import LABELS
from hotspot_app.ui.kit.copying import tab_separated
from hotspot_app.ui.kit.sorted_model import ROOT, Index, SortedModel
from hotspot_app.ui.places.places import (
    Floats,
    Places,
    Rows,
    in_order,
    matching,
    text_key,
)
from hotspot_app.words import a_rate, number, signed

Cell = str | int | float | None

PLACE, COUNT, BEFORE, NOW, CHANGE, RATE, AGAINST, READ = range(8)
"""Columns to read, by number; columns of the full table begin at `READ`."""

_COPIED: Final = (*LABELS, "code")
_COPIED_NUMBERS: Final = (
    "count",
    "before",
    "now",
    "difference",
    "change_sure",
    "denominator",
    "rate",
    "rate_lower",
    "rate_upper",
    "class",
    "confidence",
    "against_city",
)


class PlacesModel(SortedModel):
    """The places that pass the filter, sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(RATE, parent)
        self.places: Places | None = None
        self._words = ""
        self._only: frozenset[str] | None = None

    # --- what is shown --------------------------------------------------------

    def show(self, places: Places) -> None:
        """Show other places; the filter stays, and for the same measure the order."""
        self.beginResetModel()
        self._by = self._order_in(places)
        self.places = places
        self.arrange()
        self.endResetModel()

    def _order_in(self, places: Places) -> tuple[int, bool]:
        """Return the sort column's number among the columns of other places."""
        column, descending = self._by
        if (self.places is not None and self.places.by_count) != places.by_count:
            return COUNT if places.by_count else RATE, True
        if self.places is None or column < READ:
            return self._by
        name = self.places.columns[column - READ].name
        names = [each.name for each in places.columns]
        if name not in names:
            return RATE, True
        return READ + names.index(name), descending

    def again(self) -> None:
        """Have views measure the heights of all rows again."""
        self.beginResetModel()
        self.endResetModel()

    def set_filter(self, words: str) -> None:
        """Show only places whose text has every one of the words."""
        self.beginResetModel()
        self._words = words
        self.arrange()
        self.endResetModel()

    def set_only(self, codes: frozenset[str] | None) -> None:
        """Show only areas of these codes, or all for None."""
        self.beginResetModel()
        self._only = codes
        self.arrange()
        self.endResetModel()

    def holds_any(self, codes: Iterable[str]) -> bool:
        """Return whether `set_only` lets any of these areas be shown."""
        return self._only is None or not self._only.isdisjoint(map(str, codes))

    def arrange(self) -> None:
        """Take the places that pass the filter, by the values of the sort column."""
        if self.places is None:
            return
        column, descending = self._by
        if column in (RATE, AGAINST) and not self.places.has_rates:
            column = COUNT
        if column in (BEFORE, NOW, CHANGE) and not self.places.has_change:
            column = RATE if self.places.has_rates else COUNT
        rows = in_order(self._key(self.places, column), descending=descending)
        passing = matching(self.places.search, self._words)
        if self._only is not None:
            passing &= np.isin(self.places.codes.astype(str), [*self._only])
        self._rows = rows[passing[rows]]

    @staticmethod
    def _key(places: Places, column: int) -> Floats:
        if column >= READ:
            return places.sort_key(column - READ)
        if column == PLACE:
            return text_key(places.first)
        return {
            COUNT: places.count,
            BEFORE: places.before,
            NOW: places.now,
            CHANGE: places.difference,
            RATE: places.rate,
            AGAINST: places.compared,
        }[column]

    # --- rows and codes -------------------------------------------------------

    @property
    def rows(self) -> Rows:
        """The index into the places' arrays of each row."""
        return self._rows

    def code(self, row: int) -> str:
        """Return the code of a row's area."""
        assert self.places is not None
        return str(self.places.codes[self._rows[row]])

    def codes(self, ranges: Iterable[tuple[int, int]]) -> frozenset[str]:
        """Return the area codes in ranges of rows, each given as first and last row."""
        if self.places is None:
            return frozenset()
        found: set[str] = set()
        for first, last in ranges:
            found.update(self.places.codes[self._rows[first : last + 1]])
        return frozenset(found)

    def rows_of(self, codes: frozenset[str]) -> Rows:
        """Return the rows of areas; areas that aren't shown have none."""
        if self.places is None or not codes:
            return np.empty(0, dtype=np.intp)
        here = [code in codes for code in self.places.codes]
        return np.flatnonzero(np.array(here, dtype=bool)[self._rows])

    # --- cells and headings ---------------------------------------------------

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        if parent.isValid() or self.places is None:
            return 0
        return READ + len(self.places.columns)

    def text(self, row: int, column: int) -> str:
        """Return a cell's text."""
        assert self.places is not None
        return self._text(self.places, int(self._rows[row]), column)

    def spoken(self, row: int, column: int) -> str:
        """Return a cell's text for screen readers and tooltips."""
        assert self.places is not None
        return self._spoken(self.places, int(self._rows[row]), column)

    @staticmethod
    def _text(places: Places, row: int, column: int) -> str:
        if column >= READ:
            at = column - READ
            return shown(places.cell(row, at), whole=places.whole[at])
        if column == PLACE:
            return str(places.first[row])
        if column == AGAINST:
            return str(places.sure[row])
        if column == RATE:
            known = np.isfinite(places.rate[row])
            return a_rate(places.rate[row]) if known else "no rate"
        values, write = {
            COUNT: (places.count, number),
            BEFORE: (places.before, number),
            NOW: (places.now, number),
            CHANGE: (places.difference, signed),
        }[column]
        return write(values[row]) if np.isfinite(values[row]) else ""

    @classmethod
    def _spoken(cls, places: Places, row: int, column: int) -> str:
        if column == PLACE:
            return places.named(row)
        if column == CHANGE:
            return places.change_said(row)
        if column == RATE:
            return places.rate_words(row)
        if column == AGAINST:
            told = (places.against_words(row), places.sure[row])
            return ", ".join(words for words in told if words)
        if column < READ or places.whole[column - READ]:
            return cls._text(places, row, column)
        value = places.cell(row, column - READ)
        return "" if value is None else str(value)

    def is_number(self, column: int) -> bool:
        """Return whether a column has numbers."""
        if column < READ:
            return column != PLACE
        assert self.places is not None
        return self.places.columns[column - READ].dtype in ("int", "float")

    def title(self, column: int) -> str:
        """Return a column's title, with its unit."""
        assert self.places is not None
        if column < READ:
            against = "Against whole" if self.places.city_rate else "Against highest"
            counts = ("Recorded", "Before", "Now", "Change")
            return ("Place", *counts, "Per 1,000", against)[column]
        return self.places.columns[column - READ].heading

    def help(self, column: int) -> str | None:
        """Return a column's tooltip: its help, or the periods that it counts."""
        assert self.places is not None
        if column >= READ:
            return self.places.columns[column - READ].help
        before, now = self.places.spans
        change = f"{now} less {before}, at the same length" if now else ""
        return {BEFORE: before, NOW: now, CHANGE: change}.get(column)

    # --- copying --------------------------------------------------------------

    def copied(self, rows: Rows, columns: Iterable[int]) -> str:
        """Return rows as text for a spreadsheet, in the order of the table.

        Parameters
        ----------
        rows
            Rows of the table.
        columns
            Columns of the full table; if empty, the columns to read: names, counts,
            rates with limits, class and confidence.
        """
        return self._written(self._rows[rows], columns)

    def copied_places(self, codes: Collection[str]) -> str:
        """Return areas' columns to read as text for a spreadsheet, filtered or not."""
        if self.places is None:
            return ""
        return self._written(np.flatnonzero(np.isin(self.places.codes, [*codes])), ())

    def _written(self, which: Rows, columns: Iterable[int]) -> str:
        if self.places is None:
            return ""
        places = self.places
        names = [column.name for column in places.columns]
        kept = [column - READ for column in columns if column >= READ] or [
            names.index(name)
            for name in (*_COPIED, *_COPIED_NUMBERS)
            if name in names and places.frame[name].notna().any()
        ]
        titles = [self.title(c + READ) for c in kept]
        lines = ([places.cell(int(r), c) for c in kept] for r in which)
        return tab_separated(titles, lines)


def shown(value: Cell, *, whole: bool = False) -> str:
    """Return a value's text in the table.

    Parameters
    ----------
    value
        A value of the full table.
    whole
        Whether its column has only whole numbers.

    Examples
    --------
    >>> shown(1234), shown(12.3456), shown(0.00002), shown(None)
    ('1,234', '12.35', '0.00002', '')
    >>> shown(1556.0, whole=True)
    '1,556'
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or whole:
        return f"{value:,.0f}"
    size = abs(value)
    if size >= 10:
        return f"{value:,.2f}"
    if 0 < size < 0.00001:
        return "about 0"
    return f"{value:.5f}" if 0 < size < 0.001 else f"{value:.4f}"

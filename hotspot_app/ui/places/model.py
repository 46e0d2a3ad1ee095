"""Places as Qt views want them: columns to read, then every column there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from hotspot_app.brief.columns import LABELS
from hotspot_app.ui.kit.copying import tab_separated
from hotspot_app.ui.places.places import (
    Floats,
    Places,
    Rows,
    in_order,
    matching,
    text_key,
)
from hotspot_app.words import a_rate, number, signed

Index = QModelIndex | QPersistentModelIndex
Cell = str | int | float | None

PLACE, COUNT, BEFORE, NOW, CHANGE, RATE, AGAINST, READ = range(8)
"""Columns to read; from `READ` on those of the full table."""

_ROOT: Final = QModelIndex()
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
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


class PlacesModel(QAbstractTableModel):
    """The places that pass the filter, in the order asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: Places | None = None
        self._words = ""
        self._only: frozenset[str] | None = None
        self._by = (RATE, True)
        self._rows: Rows = np.empty(0, dtype=np.intp)

    # --- what is shown --------------------------------------------------------

    def show(self, places: Places) -> None:
        """Take other places; filter and order stay while the same is measured."""
        self.beginResetModel()
        self._by = self._by_in(places)
        self.places = places
        self._arrange()
        self.endResetModel()

    def _by_in(self, places: Places) -> tuple[int, bool]:
        """Return where the column that orders the places stands among others."""
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
        """Let views forget how tall the rows were."""
        self.beginResetModel()
        self.endResetModel()

    def set_filter(self, words: str) -> None:
        """Show the places that hold every one of the words."""
        self.beginResetModel()
        self._words = words
        self._arrange()
        self.endResetModel()

    def set_only(self, codes: frozenset[str] | None) -> None:
        """Show these places only; None for all."""
        self.beginResetModel()
        self._only = codes
        self._arrange()
        self.endResetModel()

    def holds_any(self, codes: Iterable[str]) -> bool:
        """Say whether any of some places may be shown."""
        return self._only is None or not self._only.isdisjoint(map(str, codes))

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Order by a column's values, missing ones last."""
        self.beginResetModel()
        self._by = (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()
        self.endResetModel()

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """Column, and whether the largest comes first."""
        return self._by

    def _arrange(self) -> None:
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
        """Which entry of the places stands in each row."""
        return self._rows

    def code(self, row: int) -> str:
        """Return the code of a row's area."""
        assert self.places is not None
        return str(self.places.codes[self._rows[row]])

    def codes(self, ranges: Iterable[tuple[int, int]]) -> frozenset[str]:
        """Return the codes of rows, given as first and last."""
        if self.places is None:
            return frozenset()
        found: set[str] = set()
        for first, last in ranges:
            found.update(self.places.codes[self._rows[first : last + 1]])
        return frozenset(found)

    def rows_of(self, codes: frozenset[str]) -> Rows:
        """Return in which rows areas stand; those not shown have none."""
        if self.places is None or not codes:
            return np.empty(0, dtype=np.intp)
        here = [code in codes for code in self.places.codes]
        return np.flatnonzero(np.array(here, dtype=bool)[self._rows])

    # --- Qt's questions -------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        if parent.isValid() or self.places is None:
            return 0
        return READ + len(self.places.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell's text, words for screen readers, or side, as `role` asks."""
        if not index.isValid() or self.places is None:
            return None
        row, column = int(self._rows[index.row()]), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(self.places, row, column)
        if role in (
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self._said(self.places, row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        return None

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
    def _said(cls, places: Places, row: int, column: int) -> str:
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

    def _side(self, column: int) -> int:
        if column < READ:
            return _LEFT if column == PLACE else _RIGHT
        assert self.places is not None
        kind = self.places.columns[column - READ].dtype
        return _RIGHT if kind in ("int", "float") else _LEFT

    def title(self, section: int) -> str:
        """Return what a column is called, with its unit."""
        assert self.places is not None
        if section < READ:
            against = "Against whole" if self.places.city_rate else "Against highest"
            counts = ("Recorded", "Before", "Now", "Change")
            return ("Place", *counts, "Per 1,000", against)[section]
        column = self.places.columns[section - READ]
        return f"{column.title} ({column.unit})" if column.unit else column.title

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Return a column's name and help, on the side of its values."""
        if orientation != Qt.Orientation.Horizontal or self.places is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._help(self.places, section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        by, descending = self._by
        mark = {True: " ↓", False: " ↑"}[descending] if section == by else ""
        return f"{self.title(section)}{mark}"

    @staticmethod
    def _help(places: Places, section: int) -> str | None:
        if section >= READ:
            return places.columns[section - READ].help
        before, now = places.spans
        change = f"{now} less {before}, at the same length" if now else ""
        return {BEFORE: before, NOW: now, CHANGE: change}.get(section)

    # --- copying --------------------------------------------------------------

    def copied(self, rows: Rows, columns: Iterable[int]) -> str:
        """Write rows for a spreadsheet, in the order of the table.

        Parameters
        ----------
        columns
            Columns of the full table, or none for what is read: names, counts,
            rates with limits, class and confidence.
        """
        return self._written(self._rows[rows], columns)

    def copied_places(self, codes: Collection[str]) -> str:
        """Write what is read of some places for a spreadsheet, filtered out or not."""
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
    """Write a value as the table shows it.

    Parameters
    ----------
    whole
        Whether its column is of whole numbers.

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

"""What rose, as Qt views want it: four columns of a row a type, group or flag."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from hotspot_app.project.steps.by_type import ByType
from hotspot_app.project.steps.type_rows import ALL, FLAG, GROUP, NO_CRIME, What
from hotspot_app.stats.change import FELL, ROSE
from hotspot_app.ui.kit.copying import tab_separated
from hotspot_app.words import number, p_value

NAME, COUNTS, CHANGE, CHANCE = range(4)

Index = QModelIndex | QPersistentModelIndex

ASKED: Final = "✓ "
"""Before the name of the row that the question asks for."""

_ROOT: Final = QModelIndex()
_TITLES: Final = ("Type", "Before → now", "Change", "In words")
_HELP: Final = (
    "Choose a row to ask about it alone",
    "Recorded before and now, sorted by how many more; below, what share of the "
    "change in all that is",
    "In per cent, and its 95% limits",
    "Rose or fell where chance alone would hardly explain it: clear, or likely",
)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_KINDS: Final = {GROUP: "types together", FLAG: "flag", NO_CRIME: "not crime"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: its words, a tag or none, and small words below."""

    words: str
    tag: str = ""
    below: str = ""


class TypesModel(QAbstractTableModel):
    """Rows stay with their kind, whatever they are sorted by.

    Attributes
    ----------
    chance_apart
        Whether what chance says has a column of its own, or stands below the name.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: ByType | None = None
        self.chance_apart = True
        self._by = (COUNTS, True)
        self._order: list[int] = []
        self._records: list[dict[str, Any]] = []

    # --- what is shown --------------------------------------------------------

    def show(self, found: ByType) -> None:
        """Take another table; the order stays."""
        self.beginResetModel()
        self.found = found
        self._records = [
            {str(name): value for name, value in row.items()}
            for row in found.table.to_dict("records")
        ]
        self._arrange()
        self.endResetModel()

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Order each kind of rows by a column."""
        self.beginResetModel()
        self._by = (column, order == Qt.SortOrder.DescendingOrder)
        self._arrange()
        self.endResetModel()

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """Column, and whether the largest comes first."""
        return self._by

    def _arrange(self) -> None:
        column, descending = self._by
        values = [_sort_key(row, column) for row in self._records]
        known = [place for place, value in enumerate(values) if value == value]
        unknown = [place for place, value in enumerate(values) if value != value]
        ranked = sorted(known, key=values.__getitem__, reverse=descending)
        self._order = sorted(
            ranked + unknown, key=lambda place: _family(self._records[place]["kind"])
        )

    # --- rows -----------------------------------------------------------------

    def what(self, row: int) -> What:
        """Return what a row counts."""
        assert self.found is not None
        return self.found.rows[self._order[row]]

    def is_asked(self, row: int) -> bool:
        """Say whether the question asks for a row."""
        return self.found is not None and self._order[row] == self.found.asked

    def row_of(self, what: What | None) -> int:
        """Return where a row stands that counts this; -1 if none does."""
        rows = range(len(self._order))
        return next((row for row in rows if self.what(row) == what), -1)

    def cell(self, row: int, column: int) -> Cell:
        """Return what a cell shows."""
        record = self._records[self._order[row]]
        match column:
            case 0:  # NAME
                mark = ASKED if self.is_asked(row) else ""
                kind = (_KINDS.get(record["kind"], ""), record["small"])
                name = f"{mark}{record['name']}"
                return Cell(name, below=" · ".join(filter(None, kind)))
            case 1:  # COUNTS
                if math.isnan(record["now"]):
                    return Cell("not known")
                counts = (number(record["before"]), number(record["now"]))
                return Cell(" → ".join(counts), below=_share(record))
            case 2:  # CHANGE
                if math.isnan(record["percent"]):
                    return Cell("n/a" if record["now"] > 0 else "")
                limits = (record["percent_lower"], record["percent_upper"])
                below = " to ".join(map(_signed, limits))
                return Cell(f"{_signed(record['percent'])}%", below=below)
        if record["turn"] in (ROSE, FELL):
            return Cell(record["turn"], tag=record["confidence"])
        return Cell("", tag=record["turn"])

    # --- Qt's questions -------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell's text, words for screen readers, or side, as `role` asks."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(index.row(), index.column())
            return " ".join(filter(None, (cell.words, cell.tag)))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() == NAME else _RIGHT
        return None

    def _said(self, row: int, column: int) -> str:
        record = self._records[self._order[row]]
        match column:
            case 0:  # NAME
                kind, small = _KINDS.get(record["kind"], ""), record["small"]
                if record["kind"] == GROUP:
                    kind = f"{kind}: {', '.join(self.what(row).counted)}"
                asked = "asked for now" if self.is_asked(row) else ""
                chance = "" if self.chance_apart else self._said(row, CHANCE)
                words = (record["name"], asked, chance, kind, small)
                return ", ".join(filter(None, words))
            case 1:  # COUNTS
                if math.isnan(record["now"]):
                    return "not known"
                before, now = number(record["before"]), number(record["now"])
                counts = f"{before} before, {now} now"
                moved = (_moved(record), _share(record))
                return ", ".join(filter(None, (counts, *moved)))
            case 2:  # CHANGE
                cell = self.cell(row, column)
                if not cell.below:
                    return "none before" if cell.words else ""
                return f"{cell.words}, 95% limits {cell.below}%"
        told = ", ".join(filter(None, (record["turn"], record["confidence"])))
        if math.isnan(record["p"]) or math.isnan(record["p_adjusted"]):
            return told
        corrected = p_value(record["p_adjusted"])
        return f"{told} (p {p_value(record['p'])}, corrected {corrected})"

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Return a column's name and help, on the side of its values."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section == NAME else _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return _HELP[section]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        by, descending = self._by
        mark = {True: " ↓", False: " ↑"}[descending] if section == by else ""
        return f"{_TITLES[section]}{mark}"

    # --- copying --------------------------------------------------------------

    def copied(self) -> str:
        """Write every row, with all that is known of it, for a spreadsheet."""
        if self.found is None:
            return ""
        columns = self.found.columns
        titles = [
            f"{each.title} ({each.unit})" if each.unit else each.title
            for each in columns.values()
        ]
        rows = [self._records[place] for place in self._order]
        return tab_separated(titles, ([row[name] for name in columns] for row in rows))


def _family(kind: str) -> int:
    """Return where a kind of rows stands: everything, types, groups, flags."""
    return {ALL: 0, GROUP: 2, FLAG: 3}.get(kind, 1)


def _sort_key(row: dict[str, Any], column: int) -> Any:
    match column:
        case 0:  # NAME
            return row["name"].casefold()
        case 1:  # COUNTS
            return row["difference"]
        case 2:  # CHANGE
            return row["percent"]
    side = {ROSE: 1, FELL: -1}.get(row["turn"], 0)
    return float(side) * (1 - row["p"])


def _signed(value: float) -> str:
    """Write a change with its sign: "+22.9", "−4.0"; "0.0" has none."""
    size = number(abs(value), 1)
    sign = "" if size == "0.0" else "+" if value > 0 else "−"
    return f"{sign}{size}"


def _moved(row: dict[str, Any]) -> str:
    """Say how many more or fewer: "84 more at the same length"."""
    difference = row["difference"]
    if math.isnan(difference):
        return ""
    size = number(abs(difference))
    how = {"0": "no more or fewer"}.get(
        size, f"{size} {'more' if difference > 0 else 'fewer'}"
    )
    return f"{how} at the same length"


def _share(row: dict[str, Any]) -> str:
    """Say what share of the change in all a row gave; nothing of all itself."""
    share = row["contribution"]
    if math.isnan(share) or row["kind"] == ALL:
        return ""
    return f"{number(share)}% of change".replace("-", "−")

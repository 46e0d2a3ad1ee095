"""A table of values as Qt views want it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

Index = QModelIndex | QPersistentModelIndex
Cell = str | int | float | None

SORT_ROLE = int(Qt.ItemDataRole.UserRole)
"""The value itself, as it is sorted."""

_ROOT = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def shown(value: Cell) -> str:
    """Write a value as the table shows it.

    Examples
    --------
    >>> shown(1234), shown(12.3456), shown(0.00002), shown(None)
    ('1,234', '12.35', '0.00002', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    size = abs(value)
    if size >= 10:
        return f"{value:,.2f}"
    if 0 < size < 0.00001:
        return "about 0"
    return f"{value:.5f}" if 0 < size < 0.001 else f"{value:.4f}"


class TableModel(QAbstractTableModel):
    """Rows of values that don't change; a column is numbers or text."""

    def __init__(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows = rows
        self._numbers = tuple(
            any(isinstance(row[place], int | float) for row in rows)
            for place in range(len(self._columns))
        )

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Return a cell's text, full value or side, as `role` asks."""
        if not index.isValid():
            return None
        value = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(value)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, float):
            return repr(value)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numbers[index.column()] else _LEFT
        return value if role == SORT_ROLE else None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Return a column's name, on the side of its values."""
        if orientation != Qt.Orientation.Horizontal:
            return super().headerData(section, orientation, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._numbers[section] else _LEFT
        return None


class SortedTable(QSortFilterProxyModel):
    """A table sorted by value, with what is missing last either way."""

    def __init__(self, model: TableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSourceModel(model)

    def lessThan(self, left: Index, right: Index) -> bool:  # noqa: N802 - Qt's name
        """Compare numbers as numbers and text without regard to case."""
        one, other = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if one is None or other is None:
            if one is other:
                return False
            ascending = self.sortOrder() == Qt.SortOrder.AscendingOrder
            return (other is None) == ascending
        if isinstance(one, str):
            return one.casefold() < str(other).casefold()
        return bool(one < other)

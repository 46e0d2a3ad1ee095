"""Qt's model of a table that is sorted by a column, and the keys that sort it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QKeyEvent

Index = QModelIndex | QPersistentModelIndex

ROOT: Final = QModelIndex()
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)

_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_SPOKEN: Final = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_ORDERS: Final = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)


class SortedModel(QAbstractTableModel):
    """A table sorted by a column; its kinds say what cells and headings hold.

    Parameters
    ----------
    by
        The column by which rows are sorted at first, the largest value on top.
    """

    def __init__(self, by: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by = (by, True)
        self._rows: npt.NDArray[np.intp] = np.empty(0, dtype=np.intp)

    # --- what a kind of table says --------------------------------------------

    def text(self, row: int, column: int) -> str:
        """Return a cell's text."""
        raise NotImplementedError

    def spoken(self, row: int, column: int) -> str:
        """Return a cell's text for screen readers and tooltips."""
        raise NotImplementedError

    def title(self, column: int) -> str:
        """Return a column's title."""
        raise NotImplementedError

    def help(self, column: int) -> str | None:
        """Return a column's tooltip."""
        raise NotImplementedError

    def is_number(self, column: int) -> bool:
        """Return whether a column has numbers, which are aligned to the right."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Set `_rows`, the entry shown in each row, by filter and sort column."""
        raise NotImplementedError

    # --- sorting --------------------------------------------------------------

    @property
    def sorted_by(self) -> tuple[int, bool]:
        """The sort column's number, and whether the largest value comes first."""
        return self._by

    def sort(self, column: int, order: Qt.SortOrder = _ORDERS[0]) -> None:
        """Sort by a column's values, missing ones last."""
        self.beginResetModel()
        self._by = (column, order == Qt.SortOrder.DescendingOrder)
        self.arrange()
        self.endResetModel()

    def order_by(self, column: int, descending: bool | None = None) -> None:
        """Sort by a column: numbers largest first, the second time smallest first."""
        by, down = self._by
        if descending is None:
            descending = not down if by == column else self.is_number(column)
        self.sort(column, _ORDERS[descending])

    # --- Qt's questions -------------------------------------------------------

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802 - Qt's name
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return a cell's text, accessible text or alignment, by `role`."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role in _SPOKEN:
            return self.spoken(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number(index.column()) else _LEFT
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> Any:
        """Return a column's title, help or alignment, by `role`."""
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number(section) else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.help(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        by, descending = self._by
        mark = (" ↓" if descending else " ↑") if section == by else ""
        return f"{self.title(section)}{mark}"


def sort_key(event: QKeyEvent) -> bool | None:
    """Return whether a key sorts descending (Alt with down) or not (Alt with up).

    Returns
    -------
    bool or None
        None for any other key.
    """
    if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return None
    return {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}.get(Qt.Key(event.key()))

"""A value as a cell of the full table writes it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
Cell = str | int | float | None


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

"""The look of tables whose rows are painted by delegates, and of the current row."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from hotspot_app.ui.kit import theme

PAD: Final = 6
"""Pixels beside the words of a cell."""


def make_plain(table: QTableView) -> None:
    """Leave out grid and row headings, and move by pixels."""
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setMouseTracking(True)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(16)
    head = table.horizontalHeader()
    head.setAccessibleName("Headings of the table")
    head.setHighlightSections(False)
    head.setSectionsClickable(True)
    make_plain_heading(head)


def make_plain_heading(head: QHeaderView) -> None:
    """Pad headings as the cells below them are."""
    head.setMinimumSectionSize(32)
    head.setStyleSheet(f"QHeaderView::section {{ padding: 6px {PAD}px; }}")


def is_current_row(view: QWidget, row: int) -> bool:
    """Say whether the keyboard is on this row."""
    if not isinstance(view, QTableView):
        return False
    return view.hasFocus() and view.currentIndex().row() == row


def rule_current(painter: QPainter, rect: QRectF) -> None:
    """Rule the row the keyboard is on, above and below."""
    accent = QColor(theme.current().accent)
    for top in (rect.top(), rect.bottom() - 2):
        painter.fillRect(QRectF(rect.left(), top, rect.width(), 2), accent)

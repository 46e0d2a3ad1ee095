"""A table that keeps its first column in sight when it is scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hotspot_app.ui.kit import theme

Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint


class KeptColumnTable(QTableView):
    """Paints one column over what has been scrolled under it, its heading too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = -1
        self._heading = QHeaderView(Qt.Orientation.Horizontal, self)
        self._heading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._heading.setSectionsClickable(True)
        self._heading.setHighlightSections(False)
        self._heading.setAccessibleName("Heading of the column that stays")
        self._heading.hide()
        self.horizontalScrollBar().valueChanged.connect(self._follow)

    @property
    def kept_heading(self) -> QHeaderView:
        """The heading of the column, shown while the table is scrolled sideways."""
        return self._heading

    def keep(self, column: int) -> None:
        """Keep another column in sight; -1 keeps none."""
        self._kept = column
        model = self.model()
        if self._heading.model() is not model:
            self._heading.setModel(model)
        for section in range(self._heading.count()):
            self._heading.setSectionHidden(section, section != column)
        self._follow()

    def kept_width(self) -> int:
        """Return how much of the table the column covers now."""
        if self._kept < 0 or not self.horizontalScrollBar().value():
            return 0
        return min(self.columnWidth(self._kept), self.viewport().width() // 2)

    def _follow(self) -> None:
        head, wide = self.horizontalHeader(), self.kept_width()
        self._heading.setVisible(wide > 0)
        if wide:
            self._heading.setGeometry(QRect(head.pos(), head.size()))
            self._heading.setFixedWidth(wide)
            self._heading.resizeSection(self._kept, wide)
            self._heading.raise_()
        self.viewport().update()

    # --- Qt's events ----------------------------------------------------------

    def indexAt(self, pos: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """Return the cell that is seen at a place."""
        if 0 <= pos.x() < self.kept_width():
            return self.model().index(self.rowAt(pos.y()), self._kept)
        return super().indexAt(pos)

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, and out from under the column that stays."""
        super().scrollTo(index, hint)
        under = self.kept_width() - self.columnViewportPosition(index.column())
        if under > 0 and index.column() != self._kept:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - under)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the heading follow."""
        super().resizeEvent(event)
        self._follow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the column over the others."""
        super().paintEvent(event)
        wide = self.kept_width()
        if not wide or self.model() is None:
            return
        painter = QPainter(self.viewport())
        last = self.rowAt(self.viewport().height() - 1)
        last = self.model().rowCount() - 1 if last < 0 else last
        for row in range(max(self.rowAt(0), 0), last + 1):
            self._paint_kept(painter, row, wide)
        edge = QRect(wide - 1, 0, 1, self.rowViewportPosition(last) + 1)
        edge.setHeight(edge.height() + self.rowHeight(last))
        painter.fillRect(edge, QColor(theme.current().control))
        painter.end()

    def _paint_kept(self, painter: QPainter, row: int, wide: int) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        top = self.rowViewportPosition(row)
        option.rect = QRect(0, top, wide, self.rowHeight(row))
        if self.selectionModel().isRowSelected(row, QModelIndex()):
            option.state |= QStyle.StateFlag.State_Selected
        index = self.model().index(row, self._kept)
        self.itemDelegateForIndex(index).paint(painter, option, index)

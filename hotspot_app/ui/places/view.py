"""The Qt view of the table of places: rows of different heights, selected by code."""

from __future__ import annotations

from typing import cast

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces
from hotspot_app.ui.kit.kept_column import KeptColumnTable
from hotspot_app.ui.kit.plain_table import PAD, make_plain, make_plain_heading
from hotspot_app.ui.kit.sorted_model import sort_key
from hotspot_app.ui.places.delegate import PlacesDelegate
from hotspot_app.ui.places.model import PLACE, READ, PlacesModel
from hotspot_app.ui.places.places import Rows, runs

_Flag = QItemSelectionModel.SelectionFlag
_Key = Qt.Key


class PlacesView(KeptColumnTable):
    """Selects areas by mouse and keyboard; areas filtered out stay selected."""

    chosen_changed = Signal(object)
    """The user changed the selection: its area codes."""
    zoomed = Signal(str)
    """A row was double-clicked, or Enter pressed on it: its area code."""
    pointed = Signal(str)
    """The mouse moved to a row: its area code, "" for none."""

    def __init__(self, model: PlacesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places = model
        self.full = False
        self._chosen: frozenset[str] = frozenset()
        self._quiet = False
        self._replaces = True
        self.setModel(model)
        self.painter = PlacesDelegate(model, self)
        self.setItemDelegate(self.painter)
        self.setAccessibleName("Places and their values")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        make_plain(self)
        make_plain_heading(self.kept_heading)
        for each in (self.horizontalHeader(), self.kept_heading):
            each.sectionClicked.connect(lambda column: self.order_by(column))
        self.selectionModel().selectionChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self._zoom(index))
        self.entered.connect(lambda at: self.pointed.emit(model.code(at.row())))

    # --- rows and columns -----------------------------------------------------

    def arrange(self) -> None:
        """Fit columns and rows to the places shown now, and select again."""
        if self.painter.faces.body != theme.numerals(self.font()):
            self.painter.faces = Faces(self.font())
        if self.places.places is None:
            return
        for column in range(self.places.columnCount()):
            self.setColumnHidden(column, (column >= READ) != self.full)
        if self.full:
            self.horizontalHeader().setResizeContentsPrecision(60)
            self.resizeColumnsToContents()
        else:
            self._fit_columns()
        self._fit_rows()
        self.keep(READ if self.full else -1)
        self._show_chosen()

    def _fit_columns(self) -> None:
        """Give the column of names the width that the others leave."""
        room = self.viewport().width()
        head = self.horizontalHeader()
        each = range(PLACE + 1, READ)
        wide = {column: head.sectionSizeFromContents(column).width() for column in each}
        needed = self.painter.fit(room, wide)
        for column in each:
            self.setColumnHidden(column, column not in needed)
            if column in needed:
                self.setColumnWidth(column, needed[column])
        rest = room - sum(needed.values())
        self.setColumnWidth(PLACE, max(rest, self.painter.least()))

    def _fit_rows(self) -> None:
        """Make each row as tall as its lines."""
        head, room = self.verticalHeader(), self.columnWidth(PLACE)
        plain = round(self.painter.faces.body_line) + 12
        tall = np.full(len(self.places.rows), plain)
        if not self.full:
            tall = self.painter.heights(room)[self.places.rows]
        usual = int(np.bincount(tall).argmax()) if len(tall) else plain
        head.blockSignals(True)
        head.setDefaultSectionSize(usual)
        now = np.fromiter(map(head.sectionSize, range(len(tall))), int, len(tall))
        for row in np.flatnonzero(now != tall).tolist():
            head.resizeSection(row, int(tall[row]))
        head.blockSignals(False)
        self.updateGeometries()
        self.viewport().update()

    def order_by(self, column: int, descending: bool | None = None) -> None:
        """Sort by a column: numbers largest first, the second time smallest first."""
        self._quiet = True
        self.places.order_by(column, descending)
        self._quiet = False
        self.arrange()

    # --- selection ------------------------------------------------------------

    @property
    def chosen(self) -> frozenset[str]:
        """Codes of the selected areas, shown or filtered out."""
        return self._chosen

    def choose(self, codes: frozenset[str]) -> None:
        """Select areas without emitting `chosen_changed`."""
        self._chosen = codes
        rows = self._show_chosen()
        if len(rows):
            self.scrollTo(self.places.index(int(rows[0]), self._first_column()))

    def chosen_rows(self) -> Rows:
        """Return the selected rows, from the top."""
        return self.places.rows_of(self._chosen)

    def _show_chosen(self) -> Rows:
        rows = self.chosen_rows()
        picked, last = QItemSelection(), self.places.columnCount() - 1
        index = self.places.index
        for top, bottom in runs(rows):
            picked.append(QItemSelectionRange(index(top, 0), index(bottom, last)))
        self._quiet = True
        self.selectionModel().select(picked, _Flag.ClearAndSelect)
        if len(rows):
            at = index(int(rows[0]), self._first_column())
            self.selectionModel().setCurrentIndex(at, _Flag.NoUpdate)
        self._quiet = False
        return rows

    def _first_column(self) -> int:
        return READ if self.full else PLACE

    def selectionCommand(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        event: QEvent | None = None,
    ) -> QItemSelectionModel.SelectionFlag:
        """Note whether a click replaces the selection or adds to it."""
        command = super().selectionCommand(index, event)
        self._replaces = bool(command & _Flag.Clear)
        return command

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Select every area that is shown."""
        self._replaces = True
        super().selectAll()

    def _tell(self) -> None:
        if self._quiet:
            return
        picked = cast("list[QItemSelectionRange]", self.selectionModel().selection())
        ranges = [(r.top(), r.bottom()) for r in picked]
        found = self.places.codes(ranges)
        if not self._replaces:
            every = [(0, self.places.rowCount() - 1)]
            found |= self._chosen - self.places.codes(every)
        if found != self._chosen:
            self._chosen = found
            self.chosen_changed.emit(found)

    def _zoom(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid():
            self.zoomed.emit(self.places.code(index.row()))

    # --- Qt's events ----------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom on Enter, clear the selection on Escape, sort on Alt with up or down."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        elif (down := sort_key(event)) is not None:
            self.order_by(max(self.currentIndex().column(), 0), descending=down)
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter):
            self._zoom(self.currentIndex())
        elif event.key() == _Key.Key_Escape and self._chosen:
            self._replaces = True
            self._chosen = frozenset()
            self._show_chosen()
            self.chosen_changed.emit(self._chosen)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        if self.places.places is not None and not self.full:
            self._fit_columns()
            self._fit_rows()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Emit `pointed` with "": the mouse points at no place."""
        super().leaveEvent(event)
        self.pointed.emit("")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint words in place of rows where no place passes the filter."""
        super().paintEvent(event)
        if self.places.places is None or self.places.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(QColor(theme.current().muted))
        room = self.viewport().rect().adjusted(PAD, 3 * PAD, -PAD, -PAD)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        none = "No place holds these words." if len(self.places.places.codes) else ""
        painter.drawText(room, flags | Qt.TextFlag.TextWordWrap, none or "No places.")
        painter.end()

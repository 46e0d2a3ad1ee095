"""The tab "What rose": two periods by crime type; choosing a row asks about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.project.steps.by_type import ByType
from hotspot_app.project.steps.type_rows import FLAG, GROUP, What
from hotspot_app.ui.answer.types_delegate import TypesDelegate
from hotspot_app.ui.answer.types_model import CHANCE, CHANGE, COUNTS, NAME, TypesModel
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces
from hotspot_app.ui.kit.copying import put_on_clipboard
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label, text_label
from hotspot_app.ui.kit.plain_table import PAD, make_plain
from hotspot_app.ui.kit.sorted_model import sort_key
from hotspot_app.words import counted, listed

_Key = Qt.Key
_LEAST, _NARROWEST = 8, 6.5
"""Widths of the column of names, in font heights: below the first the test's result
moves below the names; below the second the table scrolls sideways."""


class TypesView(QTableView):
    """Emits `asked` when a row is clicked, or Enter or Space is pressed on it."""

    asked = Signal(int)
    """A row was chosen to be asked about: its number."""

    def __init__(self, model: TypesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.types = model
        self.setModel(model)
        self.painter = TypesDelegate(model, self)
        self.setItemDelegate(self.painter)
        self.setAccessibleName("What rose, by type")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        make_plain(self)
        head = self.horizontalHeader()
        head.sectionClicked.connect(lambda column: self.order_by(column))
        self.clicked.connect(self._ask)

    def arrange(self) -> None:
        """Fit columns and rows to the table shown now."""
        if self.painter.faces.body != theme.numerals(self.font()):
            self.painter.faces = Faces(self.font())
        head, room = self.horizontalHeader(), self.viewport().width()
        wide = {
            column: max(
                head.sectionSizeFromContents(column).width(),
                self.painter.width(column),
            )
            for column in (COUNTS, CHANGE, CHANCE)
        }
        size = self.painter.faces.body.pixelSize()
        least, narrowest = (round(n * size) + 2 * PAD for n in (_LEAST, _NARROWEST))
        self.types.chance_apart = room - sum(wide.values()) >= least
        self.setColumnHidden(CHANCE, not self.types.chance_apart)
        if not self.types.chance_apart:
            del wide[CHANCE]
        for column, width in wide.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(NAME, max(room - sum(wide.values()), narrowest))
        for row in range(self.types.rowCount()):
            self.setRowHeight(row, self.painter.height(row, self.columnWidth(NAME)))

    def order_by(self, column: int, descending: bool | None = None) -> None:
        """Sort by a column: numbers largest first, the second time smallest first."""
        here = self.current()
        self.types.order_by(column, descending)
        self.arrange()
        self.go_to(here)

    def current(self) -> What | None:
        """Return which incidents the current row counts, None without a current row."""
        at = self.currentIndex()
        return self.types.what(at.row()) if at.isValid() else None

    def go_to(self, what: What | None) -> None:
        """Make the row that counts these incidents the current one, if there is one."""
        row = self.types.row_of(what)
        if row >= 0:
            self.setCurrentIndex(self.types.index(row, NAME))

    def _ask(self, at: QModelIndex | QPersistentModelIndex) -> None:
        if at.isValid() and not self.types.is_asked(at.row()):
            self.asked.emit(at.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ask about the current row on Enter or Space, sort on Alt with up or down."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        elif (down := sort_key(event)) is not None:
            self.order_by(max(self.currentIndex().column(), 0), descending=down)
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space):
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.arrange()


class TypesTable(QWidget):
    """Shows counts of both periods, the change and its test, by crime type."""

    asked = Signal(dict)
    """A row was chosen to be asked about: the fields of `Asked` to change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TypesModel(self)
        self.view = TypesView(self._model, self)
        self.periods = text_label("", "secondary")
        self.copies = QPushButton(icon("copy"), "")
        self.copies.setAccessibleName("Copy the table of types")
        self.copies.setToolTip("Copy every row with all its values, for Excel (Ctrl+C)")
        self.many = Label()
        self.many.setProperty("role", "secondary")
        self._lay_out()
        self.copies.clicked.connect(self.copy)
        self.view.asked.connect(self._ask)
        theme.signals.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 8, 4)
        head.addWidget(self.periods)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 4, 8, 4)
        foot.setSpacing(8)
        foot.addWidget(self.many, 1)
        foot.addWidget(self.copies)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    def show_types(self, found: ByType) -> None:
        """Show the table of types in both periods."""
        here = self.view.current()
        self._model.show(found)
        self.periods.setText(f"{found.period} against {found.before}")
        self.many.setText(_how_many(found))
        self.view.arrange()
        self.view.go_to(here if here is not None else found.rows[max(found.asked, 0)])

    def copy(self) -> None:
        """Copy the table to the clipboard."""
        put_on_clipboard(self._model.copied())

    def _ask(self, row: int) -> None:
        what = self._model.what(row)
        self.asked.emit({"types": what.types, "flags": what.flags})

    def _dress(self) -> None:
        side = theme.pixels(16)
        self.copies.setIconSize(QSize(side, side))
        self.view.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the table on Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Fit columns and rows again after a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()


def _how_many(found: ByType) -> str:
    kinds = found.table["kind"].value_counts()
    groups, flags = int(kinds.get(GROUP, 0)), int(kinds.get(FLAG, 0))
    parts = [counted(len(found.rows) - 1 - groups - flags, "type")]
    parts += [counted(groups, "group")] if groups else []
    parts += [counted(flags, "flag")] if flags else []
    return f"{listed(parts)}: choose one to ask about"

"""The tab "What rose": types, groups and flags side by side; one is asked about."""

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
from hotspot_app.words import counted, listed

_Key = Qt.Key
_LEAST, _NARROWEST = 8, 6.5
"""Room for a name, in sizes of its type, below which a column gives way, and the
table is scrolled."""


class TypesView(QTableView):
    """A row is asked about by a click, Enter or Space."""

    asked = Signal(int)
    """The row."""

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
        """Fit columns and rows to what is shown now."""
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
        """Sort by a column: numbers largest first, then the other way round."""
        by, down = self.types.sorted_by
        if descending is None:
            descending = not down if by == column else column != NAME
        order = Qt.SortOrder
        here = self.current()
        self.types.sort(
            column, order.DescendingOrder if descending else order.AscendingOrder
        )
        self.arrange()
        self.go_to(here)

    def current(self) -> What | None:
        """Return what the row counts that the keyboard is on."""
        at = self.currentIndex()
        return self.types.what(at.row()) if at.isValid() else None

    def go_to(self, what: What | None) -> None:
        """Let the keyboard be on the row that counts this, if there is one."""
        row = self.types.row_of(what)
        if row >= 0:
            self.setCurrentIndex(self.types.index(row, NAME))

    def _ask(self, at: QModelIndex | QPersistentModelIndex) -> None:
        if at.isValid() and not self.types.is_asked(at.row()):
            self.asked.emit(at.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Space ask about a row, Alt with up or down sorts."""
        if event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()
        elif event.key() in (_Key.Key_Up, _Key.Key_Down) and (
            event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            down = event.key() == _Key.Key_Down
            self.order_by(max(self.currentIndex().column(), 0), descending=down)
        elif event.key() in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space):
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the names the room there is."""
        super().resizeEvent(event)
        self.arrange()


class TypesTable(QWidget):
    """Shows what rose since the period compared with."""

    asked = Signal(dict)
    """Fields of `Asked` that make a row what the question counts."""

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
        """Show every type against the earlier period."""
        here = self.view.current()
        self._model.show(found)
        self.periods.setText(f"{found.period} against {found.before}")
        self.many.setText(_how_many(found))
        self.view.arrange()
        self.view.go_to(here if here is not None else found.rows[max(found.asked, 0)])

    def copy(self) -> None:
        """Put the table on the clipboard."""
        put_on_clipboard(self._model.copied())

    def _ask(self, row: int) -> None:
        what = self._model.what(row)
        self.asked.emit({"types": what.types, "flags": what.flags})

    def _dress(self) -> None:
        side = theme.pixels(16)
        self.copies.setIconSize(QSize(side, side))
        self.view.arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the window's type."""
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

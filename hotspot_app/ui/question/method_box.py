"""The box for the method: a list by the question that each answers, with a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.method import GROUPS, Method
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedBox

Offered = Sequence[tuple[Method, str]]
"""Methods in their order, each with why it can't be chosen ("" if it can)."""

_ID: Final = Qt.ItemDataRole.UserRole
_ROWS: Final = 18
"""Rows of the list that are seen at once, where there is room."""
_MOVES: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class MethodBox(ElidedBox):
    """Shows the method asked for; opens into a `MethodList`."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 6) -> None:
        super().__init__(parent, least=least)
        self._offered: Offered = ()
        self.list = MethodList(self)
        self.list.chosen.connect(self._take)

    def show_methods(self, offered: Offered, chosen: str) -> None:
        """Offer methods, and show the one with this id."""
        with QSignalBlocker(self):
            if offered != self._offered:
                self._offered = offered
                self._fill()
            self.setCurrentIndex(self.findData(chosen))

    def _fill(self) -> None:
        self.clear()
        model = self.model()
        assert isinstance(model, QStandardItemModel)
        for row, (method, lacks) in enumerate(self._offered):
            self.addItem(entry(method, lacks), method.id)
            model.item(row).setEnabled(not lacks)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list below the box, or above where there is more room."""
        self.list.show_methods(self._offered, self.currentData())
        self.list.open_at(self)

    def _take(self, method: str) -> None:
        at = self.findData(method)
        self.setCurrentIndex(at)
        self.activated.emit(at)


class MethodList(QFrame):
    """Asks for a method among those that have the words typed."""

    chosen = Signal(str)
    """The user chose a method: its id."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search methods")
        self.search.setAccessibleName("Search methods")
        self.search.setClearButtonEnabled(True)
        self.rows = QListWidget()
        self.rows.setAccessibleName("Methods")
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        column.addWidget(self.rows)
        self._offered: Offered = ()
        self.search.textChanged.connect(self._show_found)
        self.search.installEventFilter(self)
        self.rows.itemClicked.connect(self._take)

    def show_methods(self, offered: Offered, current: str | None) -> None:
        """Show all methods by group, the current one marked."""
        self._offered = offered
        with QSignalBlocker(self.search):
            self.search.clear()
        self._show_found("")
        self._mark(current)

    def open_at(self, box: QWidget) -> None:
        """Show the list at a box, on its screen, and type into the search."""
        row = self.rows.sizeHintForRow(0)
        wide = max(self.rows.sizeHintForColumn(0) + theme.pixels(48), box.width())
        room = box.screen().availableGeometry()
        rows = min(self.rows.count(), _ROWS)
        tall = rows * row + self.search.sizeHint().height() + theme.pixels(36)
        self.resize(min(wide, room.width()), min(tall, room.height()))
        corner = box.mapToGlobal(QPoint(0, box.height()))
        if corner.y() + self.height() > room.bottom():
            above = box.mapToGlobal(QPoint(0, 0)).y() - self.height()
            corner.setY(max(above, room.bottom() - self.height(), room.top()))
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        self.move(corner)
        self.show()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move through the list and choose by the keyboard, while typing."""
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        if event.key() in _MOVES:
            self.rows.keyPressEvent(event)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.rows.currentItem())
            return True
        return super().eventFilter(watched, event)

    def _show_found(self, typed: str) -> None:
        self.rows.clear()
        words = typed.casefold().split()
        shown = ""
        for method, lacks in self._offered:
            group = GROUPS[method.group]
            told = f"{group} {method.title}".casefold()
            if not all(word in told for word in words):
                continue
            if group != shown:
                self.rows.addItem(_heading(group))
                shown = group
            self.rows.addItem(_row(method, lacks))
        if not self.rows.count():
            self.rows.addItem(_heading("No method has these words"))
        elif words:
            self._mark(next((m for m in self.found() if self._may(m)), None))

    def found(self) -> list[str]:
        """Return the ids of the methods that the list shows."""
        rows = map(self.rows.item, range(self.rows.count()))
        return [row.data(_ID) for row in rows if row.data(_ID)]

    def _may(self, method: str) -> bool:
        return any(each.id == method and not lacks for each, lacks in self._offered)

    def _mark(self, method: str | None) -> None:
        for at in range(self.rows.count()):
            if method and self.rows.item(at).data(_ID) == method:
                self.rows.setCurrentRow(at)

    def _take(self, row: QListWidgetItem | None) -> None:
        if row is None or not row.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self.hide()
        self.chosen.emit(row.data(_ID))


def entry(method: Method, lacks: str) -> str:
    """Return a method's title, with the reason why it can't be chosen, if any."""
    return f"{method.title}: {lacks}" if lacks else method.title


def _heading(words: str) -> QListWidgetItem:
    item = QListWidgetItem(words)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _row(method: Method, lacks: str) -> QListWidgetItem:
    item = QListWidgetItem(f"    {entry(method, lacks)}")
    item.setData(_ID, method.id)
    if lacks:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item

"""What a user may do to the window, each by chance."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QStandardItemModel,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QSplitterHandle,
    QTabBar,
    QTableView,
    QWidget,
)

from hotspot_app.ui.charts.view import ChartView
from hotspot_app.ui.window.main_window import MainWindow
from tests.ui.walk_boxes import Boxes
from tests.ui.walk_map import MapDeeds, point_in, press

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = [
    "N",
    "P",
    "+",
    "-",
    "0",
    "Space",
    "A",
    "X",
    "Tab",
    "Shift+Tab",
    "Esc",
    "Up",
    "Down",
    "Left",
    "Right",
    "Return",
    "Home",
    "End",
    "PgDown",
    "PgUp",
    "Del",
    "Ctrl+A",
    "Ctrl+C",
    "Ctrl+F",
    "Ctrl+G",
    "Ctrl+J",
    "Ctrl+Y",
    "Ctrl+Z",
    "Ctrl+0",
    "Ctrl+Up",
    "Ctrl+Down",
    "Ctrl+Left",
    "Ctrl+Right",
    "Ctrl+Space",
    "Shift+Down",
    "Alt+Up",
    "Alt+Down",
    "F1",
    "F2",
    "F5",
    "F9",
]
SIZES = [
    (1, 1),
    (200, 120),
    (320, 240),
    (640, 480),
    (800, 600),
    (1024, 640),
    (1366, 768),
    (1920, 1080),
    (3000, 500),
]


class Deeds:
    """Does one thing at a time; each returns what it did, "" if it could not."""

    def __init__(
        self, window: MainWindow, chance: random.Random, boxes: Boxes, folder: Path
    ) -> None:
        self.window, self.chance, self.boxes = window, chance, boxes
        self.folder = folder
        self._one_of = boxes.one_of
        self.on_map = MapDeeds(window.view.map, chance)

    def any(self) -> str:
        """Do anything; what gets a window without answers back to one is likelier."""
        act: Callable[[], str]
        if not self.window.is_on_desk and self.chance.random() < 0.6:
            act = self._reopen
        elif self.window.view.is_officer and self.chance.random() < 0.3:
            act = self._leave_officer
        else:
            deeds: dict[Callable[[], str], int] = {
                self._press: 14,
                self._choose: 14,
                self._type_number: 4,
                self._type_words: 2,
                self._tab: 4,
                self._row: 5,
                self._head: 2,
                self.on_map.mouse: 9,
                self.on_map.keys: 4,
                self.on_map.fingers: 2,
                self._chart: 4,
                self._key: 8,
                self._action: 10,
                self._resize: 4,
                self._divide: 1,
                self._undo: 6,
                self._cancel: 2,
                self._drop: 1,
                self._recent: 1,
            }
            act = self.chance.choices([*deeds], [*deeds.values()])[0]
        return act()

    def _leave_officer(self) -> str:
        self.window.acts["officer"].trigger()
        return "leave the officer's page"

    def _press(self, inside: QWidget | None = None) -> str:
        buttons = [
            each
            for each in self._seen(QAbstractButton, inside)
            if not each.objectName().startswith("qt_")
        ]
        button = self._one_of(buttons)
        if button is None:
            return ""
        QTest.mouseClick(button, LEFT)
        return f"press {button.text() or button.accessibleName()}"

    def _choose(self, inside: QWidget | None = None) -> str:
        box = self._one_of(self._seen(QComboBox, inside))
        if box is None or not box.count():
            return ""
        at = self.chance.randrange(box.count())
        model = box.model()
        if isinstance(model, QStandardItemModel) and not model.item(at).isEnabled():
            return ""
        box.setCurrentIndex(at)
        box.activated.emit(at)
        return f"choose {box.accessibleName()}: {box.itemText(at)}"

    def _type_number(self) -> str:
        spin = self._one_of(self._seen(QAbstractSpinBox))
        if spin is None or spin.objectName() == "permutations":
            return ""
        spin.setFocus()
        spin.selectAll()
        number = self._one_of(("0", "1", "3", "7", "99999999", "-4", "0.5", "", "x"))
        QTest.keyClicks(spin, number)
        QTest.keyClick(spin, Qt.Key.Key_Return)
        return f"{spin.accessibleName()} {number!r}"

    def _type_words(self) -> str:
        line = self._one_of(
            [
                each
                for each in self._seen(QLineEdit)
                if not isinstance(each.parentWidget(), QAbstractSpinBox)
            ]
        )
        if line is None or line.isReadOnly():
            return ""
        words = self._one_of(("a", "street", "zzz", "E01", "(", "\\", "\u0000é"))
        line.setText("" if self.chance.random() < 0.6 else words)
        return f"words {line.text()!r}"

    def _tab(self) -> str:
        bar = self._one_of(self._seen(QTabBar))
        if bar is None:
            return ""
        at = self.chance.randrange(bar.count())
        bar.setCurrentIndex(at)
        return f"tab {bar.tabText(at)}"

    def _row(self) -> str:
        table = self._one_of(self._seen(QTableView))
        if table is None or table.model() is None or not table.model().rowCount():
            return ""
        row = self.chance.randrange(table.model().rowCount())
        column = self.chance.randrange(table.model().columnCount())
        place = table.visualRect(table.model().index(row, column)).center()
        if not table.viewport().rect().contains(place):
            table.scrollTo(table.model().index(row, column))
            place = table.visualRect(table.model().index(row, column)).center()
        held = self._one_of((NO_KEY, NO_KEY, CONTROL, SHIFT))
        click = self._one_of((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        click(table.viewport(), LEFT, held, place)
        return f"row {row} {held}"

    def _head(self) -> str:
        table = self._one_of(self._seen(QTableView))
        if table is None or not table.horizontalHeader().isVisible():
            return ""
        head = table.horizontalHeader()
        at = point_in(self.chance, head.viewport().rect())
        if self.chance.random() < 0.2:
            head.customContextMenuRequested.emit(at)
            return "menu of the table's head"
        QTest.mouseClick(head.viewport(), LEFT, NO_KEY, at)
        return "head of the table"

    def _chart(self) -> str:
        chart = self._one_of(self._seen(ChartView))
        if chart is None:
            return ""
        inner = self._one_of([chart, *self._seen(QWidget, chart)])
        at = point_in(self.chance, inner.rect())
        QTest.mouseMove(inner, at)
        QTest.mouseClick(inner, LEFT, self._one_of((NO_KEY, CONTROL)), at)
        return "chart"

    def _key(self) -> str:
        if self.chance.random() < 0.4:
            able = [
                each
                for each in self._seen(QWidget)
                if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            ]
            if able:
                self._one_of(able).setFocus()
        key = self._one_of(KEYS)
        goal = QApplication.focusWidget() or self.window
        press(goal, key)
        return f"key {key} on {type(goal).__name__}"

    def _action(self) -> str:
        acts = self.window.acts
        able = [n for n, each in acts.items() if each.isEnabled() and n != "quit"]
        name = self._one_of(able)
        acts[name].trigger()
        return f"action {name}"

    def _resize(self) -> str:
        full = self.chance.random()
        if full < 0.1:
            self.window.showMaximized()
            return "size whole screen"
        if self.window.isMaximized():
            self.window.showNormal()
        size = self._one_of(SIZES)
        self.window.resize(*size)
        return f"size {size}"

    def _divide(self) -> str:
        handle = self._one_of(self._seen(QSplitterHandle))
        if handle is None:
            return ""
        start = handle.rect().center()
        end = start + QPoint(self.chance.randrange(-900, 900), 0)
        QTest.mousePress(handle, LEFT, NO_KEY, start)
        QTest.mouseMove(handle, end)
        QTest.mouseRelease(handle, LEFT, NO_KEY, end)
        return f"divide {end.x() - start.x()}"

    def _undo(self) -> str:
        name = self._one_of(("undo", "undo", "redo"))
        if not self.window.acts[name].isEnabled():
            return ""
        self.window.acts[name].trigger()
        return str(name)

    def _cancel(self) -> str:
        """Press Cancel while something new has just been asked."""
        if not self.window.is_on_desk:
            return ""
        said = self._choose()
        for _ in range(self.chance.randrange(4)):
            QApplication.processEvents()
            time.sleep(0.005)
        self.window.view.work.cancel.click()
        return f"{said}, cancelled"

    def _reopen(self) -> str:
        way = self._one_of(("practice", "practice", "project", "data", "leave"))
        window = self.window
        if way == "practice":
            window.open_practice(with_tour=self.chance.random() < 0.2)
        elif way == "data":
            window.show_checklist(self.boxes.some_data())
        elif way == "leave":
            window.checklist.left.emit()
        else:
            path = self._one_of(self.boxes.projects())
            window.files.open(path)
            way = path.name
        return f"open {way}"

    def _recent(self) -> str:
        self.window.recent.aboutToShow.emit()
        entry = self._one_of(
            [each for each in self.window.recent.actions() if each.isEnabled()]
        )
        if entry is None:
            return ""
        entry.trigger()
        return f"recent {entry.text()}"

    def _drop(self) -> str:
        goal = self.window.pages.currentWidget()
        if goal is None or not goal.acceptDrops():
            goal = self.window
        paths = self._one_of(
            (
                self.boxes.some_data()[:3],
                [self._one_of(self.boxes.projects())],
                [self.folder / "empty folder"],
                [],
            )
        )
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at, copy = QPoint(50, 50), Qt.DropAction.CopyAction
        for event in (
            QDragEnterEvent(at, copy, data, LEFT, NO_KEY),
            QDropEvent(QPointF(at), copy, data, LEFT, NO_KEY),
        ):
            QApplication.sendEvent(goal, event)
        return f"drop {[path.name for path in paths]} on {type(goal).__name__}"

    # --- boxes and menus --------------------------------------------------------

    def in_box(self) -> None:
        """Do a few things in a box that waits, and shut it."""
        box = QApplication.activeModalWidget()
        if box is None:
            return
        for _ in range(self.chance.randrange(3)):
            self._one_of((self._choose, self._press))(box)
        if box is QApplication.activeModalWidget():
            box.close()

    def in_menus(self) -> None:
        """Do something in a menu that is open, or not, and shut it."""
        for _ in range(5):
            popup = QApplication.activePopupWidget()
            if popup is None:
                return
            if isinstance(popup, QMenu) and popup.actions():
                able = [each for each in popup.actions() if each.isEnabled()]
                if able and self.chance.random() < 0.5:
                    self._one_of(able).trigger()
            popup.close()

    # --- what there is ----------------------------------------------------------

    def _seen(self, kind: type[Any], inside: QWidget | None = None) -> Sequence[Any]:
        """Return what can be reached with a mouse."""
        goal = inside or self.window
        return [
            each
            for each in goal.findChildren(kind)
            if each.isVisible()
            and each.isEnabled()
            and not each.visibleRegion().isEmpty()
        ]

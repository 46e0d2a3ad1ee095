"""The frame of every window of the app: menus, tool bar, status line, and its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QToolBar,
    QToolButton,
    QWidget,
)

from hotspot_app.project.save.settings import read_settings
from hotspot_app.ui.frame.actions import ROWS, make_actions
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedLabel
from hotspot_app.ui.kit.labels import Label, as_it_stands

GROUPS = {"save", "brief", "close", "copy_map", "rename", "clear", "rectangle"}
GROUPS |= {"layer", "officer", "about"}
"""Actions above which a menu has a line."""

BAR = ("open", "add_data", "save", "undo", "redo")
BAR_RIGHT = ("brief", "export_map", "officer")
"""Actions of the tool bar, left and right."""
BAR_SIGNS: Final = ("undo", "redo")
"""Actions there that are known by their icons, where text is large."""
_LARGE: Final = 1.75

_EDGE: Final = 8
"""Pixels that a desktop draws round a window besides its title."""


class Frame(QMainWindow):
    """A window where the analyst left it, with nothing in it yet."""

    recent_chosen = Signal(object)
    """The path of a project that was opened before."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Hotspot")
        self.setAcceptDrops(True)
        self.acts = make_actions(self)
        self._menus()
        self._bar()
        self._foot()
        settings, told = read_settings()
        self._restore_place(settings.geometry)
        self.say(told)

    def say(self, text: str) -> None:
        """Say something that needs no answer, at the foot."""
        if text:
            self.statusBar().showMessage(text, 8000)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press the button that has the focus, as Space does."""
        held, focus = event.modifiers(), self.focusWidget()
        alone = not held & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and alone
        if enter and isinstance(focus, QPushButton | QToolButton):
            if not event.isAutoRepeat():
                focus.click()
        else:
            super().keyPressEvent(event)

    def _menus(self) -> None:
        menus = {}
        for row in ROWS:
            if row.menu not in menus:
                menus[row.menu] = self.menuBar().addMenu(f"&{as_it_stands(row.menu)}")
            elif row.id in GROUPS:
                menus[row.menu].addSeparator()
            menus[row.menu].addAction(self.acts[row.id])
        self.recent = QMenu("Open &recent", self)
        self.recent.aboutToShow.connect(self._list_recent)
        menus["File"].insertMenu(self.acts["add_data"], self.recent)

    def _list_recent(self) -> None:
        self.recent.clear()
        for path in read_settings()[0].recent:
            action = self.recent.addAction(as_it_stands(path.stem))
            action.setToolTip(str(path))
            action.triggered.connect(
                lambda _=False, path=path: self.recent_chosen.emit(path)
            )
        if self.recent.isEmpty():
            self.recent.addAction("None yet").setEnabled(False)

    def _bar(self) -> None:
        self.bar = QToolBar("Main", movable=False)
        self.bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in BAR:
            self.bar.addAction(self.acts[name])
        spring = QWidget()
        grow = QSizePolicy.Policy.Expanding
        spring.setSizePolicy(grow, QSizePolicy.Policy.Preferred)
        self.bar.addWidget(spring)
        for name in BAR_RIGHT:
            self.bar.addAction(self.acts[name])
        self.addToolBar(self.bar)
        theme.signals.changed.connect(self._size_icons)
        self._size_icons()

    def _size_icons(self) -> None:
        self.bar.setIconSize(QSize(theme.pixels(22), theme.pixels(18)))
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        icons = Qt.ToolButtonStyle.ToolButtonIconOnly
        for name in BAR_SIGNS:
            button = self.bar.widgetForAction(self.acts[name])
            if isinstance(button, QToolButton):
                large = theme.text_scale() >= _LARGE
                button.setToolButtonStyle(icons if large else beside)

    def _foot(self) -> None:
        self.left, self.right = ElidedLabel(), Label()
        for label in (self.left, self.right):
            label.setProperty("role", "secondary")
            label.setContentsMargins(8, 0, 8, 0)
        foot = self.statusBar()
        foot.setSizeGripEnabled(False)
        foot.addWidget(self.left, 1)
        foot.addPermanentWidget(self.right)

    def _restore_place(self, geometry: Sequence[int]) -> None:
        screen = self.screen().availableGeometry()
        title = self.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        room = QSize(screen.width(), screen.height() - title - _EDGE)
        self.resize(QSize(1366, 768).boundedTo(room))
        if len(geometry) == 5:
            left, top, width, height, full = geometry
            if screen.contains(left + 40, top + 20):
                size = QSize(width, height).boundedTo(room)
                self.setGeometry(QRect(QPoint(left, top), size))
            if full:
                self.setWindowState(Qt.WindowState.WindowMaximized)

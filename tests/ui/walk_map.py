"""What a user may do to the map, each by chance."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeySequence,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hotspot_app.ui.map.view import MapView

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = (
    *("N", "P", "+", "-", "0", "Up", "Down", "Left", "Right", "Space"),
    *("Ctrl+Space", "Return", "Esc", "Ctrl+Up", "Ctrl+Left"),
)
ZOOMS = (0.1, -0.1, 0.5, -0.5, -3.0, 20.0)
TURNS = (120, -120, 1200, -1200, 15)

Thing = TypeVar("Thing")


class MapDeeds:
    """Does one thing at a time; each returns what it did, "" if it could not."""

    def __init__(self, view: MapView, chance: random.Random) -> None:
        self._view, self._chance = view, chance
        self._screen = QTest.createTouchDevice()

    def mouse(self) -> str:
        """Click, drag, turn the wheel or only point."""
        return self._any(
            self._click,
            self._add,
            self._drag,
            self._drag,
            self._wheel,
            self._double,
            self._point,
            self._menu,
        )

    def keys(self) -> str:
        """Press a few keys on it."""
        return self._any(self._press)

    def fingers(self) -> str:
        """Touch it, or pinch on a touchpad."""
        return self._any(self._touch, self._pinch)

    def _any(self, *deeds: Callable[[], None]) -> str:
        if not self._view.isVisible() or not self._view.isEnabled():
            return ""
        deed = self._chance.choice(deeds)
        deed()
        return f"map {deed.__name__.removeprefix('_')}"

    def _at(self) -> QPoint:
        return point_in(self._chance, self._view.rect())

    def _click(self) -> None:
        QTest.mouseClick(self._view, LEFT, NO_KEY, self._at())

    def _add(self) -> None:
        QTest.mouseClick(self._view, LEFT, CONTROL, self._at())

    def _double(self) -> None:
        QTest.mouseDClick(self._view, LEFT, NO_KEY, self._at())

    def _point(self) -> None:
        for _ in range(self._chance.randrange(1, 6)):
            QTest.mouseMove(self._view, self._at())

    def _drag(self) -> None:
        held = self._chance.choice((NO_KEY, SHIFT, SHIFT | CONTROL))
        QTest.mousePress(self._view, LEFT, held, self._at())
        for _ in range(3):
            QTest.mouseMove(self._view, self._at())
        if self._chance.random() < 0.1:
            press(self._view, "Esc")
        QTest.mouseRelease(self._view, LEFT, held, self._at())

    def _wheel(self) -> None:
        at = self._at()
        event = QWheelEvent(
            QPointF(at),
            QPointF(self._view.mapToGlobal(at)),
            QPoint(),
            QPoint(0, self._chance.choice(TURNS)),
            Qt.MouseButton.NoButton,
            NO_KEY,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self._view, event)

    def _menu(self) -> None:
        at, reasons = self._at(), QContextMenuEvent.Reason
        reason = self._chance.choice((reasons.Mouse, reasons.Mouse, reasons.Keyboard))
        event = QContextMenuEvent(reason, at, self._view.mapToGlobal(at))
        QApplication.sendEvent(self._view, event)

    def _press(self) -> None:
        self._view.setFocus()
        for _ in range(self._chance.randrange(1, 4)):
            press(self._view, self._chance.choice(KEYS))

    def _pinch(self) -> None:
        at = QPointF(self._at())
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            QPointingDevice.primaryPointingDevice(),
            2,
            at,
            at,
            QPointF(self._view.mapToGlobal(at)),
            self._chance.choice(ZOOMS),
            QPointF(),
        )
        QApplication.sendEvent(self._view, event)

    def _touch(self) -> None:
        hand = range(self._chance.choice((1, 2, 2, 3)))
        touch = QTest.touchEvent(self._view, self._screen, False)
        for number in range(5):
            act = touch.move if number else touch.press
            for finger in hand:
                act(finger, self._at(), self._view)
            touch.commit()
        for finger in hand:
            touch.release(finger, self._at(), self._view)
        touch.commit()


def point_in(chance: random.Random, place: QRect) -> QPoint:
    """Return a pixel by chance."""
    wide, high = max(place.width(), 1), max(place.height(), 1)
    return QPoint(chance.randrange(wide), chance.randrange(high))


def press(goal: QWidget, keys: str) -> None:
    """Press what is written as in a menu: "Ctrl+Up"."""
    pressed = QKeySequence(keys)[0]
    QTest.keyClick(goal, pressed.key(), pressed.keyboardModifiers())

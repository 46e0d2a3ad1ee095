"""A map that can be used from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.pointing import PointedMap
from hotspot_app.ui.map.shapes import Flags
from hotspot_app.ui.map.view_box import Floats

_STEP: Final = 60
"""Pixels an arrow key moves the map."""
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_HELP: Final = (
    "Arrow keys move the map, plus and minus zoom, 0 shows all of it. N and P go to "
    "the next and previous area, Ctrl with an arrow to the one beside it; Space "
    "selects it, Ctrl with Space adds it, Enter opens it, Escape clears the selection."
)
_BY_KEYS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class KeyedMap(PointedMap):
    """Keys move the map, step through its areas and choose them."""

    copied = Signal(str)
    """What became of a copy, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleDescription(_HELP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._now = -1
        self._by_keys = False

    def current_code(self) -> str:
        """Return the code of the area the keys are at, "" for none."""
        return self.code_of(self._now)

    def _code_of_keys(self) -> str:
        return self.current_code()

    def copy(self) -> None:
        """Put a picture of the map on the clipboard, at twice the screen's density."""
        QGuiApplication.clipboard().setImage(self.copied_picture())
        self.copied.emit("The map is copied: paste it where it is wanted.")

    def copied_picture(self) -> QImage:
        """Return the picture that is copied, at twice the screen's density."""
        return self.picture(max(self.width(), 1), max(self.height(), 1), 2.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move, zoom, step through the areas and choose them."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in _ARROWS:
            across, up = _ARROWS[key]
            if control:
                self._step_aside((across, up))
            else:
                self.move_by(-across * _STEP, up * _STEP)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            code = self.current_code()
            if code:
                self.choose(frozenset({code}), adding=control)
        elif not self._do(key):
            super().keyPressEvent(event)

    def _do(self, key: Qt.Key) -> bool:
        """Do what a single key asks for; say whether it asks for anything."""
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_Home: self.fit,
            Qt.Key.Key_N: lambda: self._step(1),
            Qt.Key.Key_P: lambda: self._step(-1),
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_Escape: self._clear,
        }
        deed = deeds.get(key)
        if deed is not None:
            deed()
        return deed is not None

    def _open(self) -> None:
        if self.current_code():
            self.activated.emit(self.current_code())

    def _clear(self) -> None:
        if not self.give_up():
            self._now = -1
            self._point(-1)
            self.choose(frozenset())

    def _step(self, by: int) -> None:
        """Go to the next shown area in the order of the codes."""
        if self._scene is None:
            return
        areas = self._scene.areas
        order = np.argsort(areas.codes.astype(str), kind="stable")
        order = order[areas.shown[order]]
        if not len(order):
            return
        held = np.flatnonzero(order == self._now)
        place = (int(held[0]) + by) if len(held) else (0 if by > 0 else -1)
        self._go_to(int(order[place % len(order)]))

    def _step_aside(self, direction: tuple[int, int]) -> None:
        if self._scene is None:
            return
        if self._now < 0:
            self._step(1)
            return
        areas = self._scene.areas
        self._go_to(nearest_beside(areas.middles, areas.shown, self._now, direction))

    def _go_to(self, number: int) -> None:
        """Make an area the keys' own, bring it into view and say what it is."""
        self._now = number
        if self._scene is None or self._view is None:
            return
        middle = self._scene.areas.middles[number]
        if not np.isfinite(middle).all():
            return
        at = self._view.pixels(middle[None, :])[0]
        wide, high = self._room()
        inside = QRectF(0, 0, wide, high).adjusted(40, 40, -40, -40)
        if not inside.contains(QPointF(*at)):
            self.move_by(wide / 2 - at[0], high / 2 - at[1])
            at = self._view.pixels(middle[None, :])[0]
        self._pointer = QPointF(float(at[0]), float(at[1]))
        self._point(number)
        self._announce()

    def _announce(self) -> None:
        """Tell a screen reader which area the keys are at."""
        self.setAccessibleDescription(self._words_of(self.current_code()))
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def _words_of(self, code: str) -> str:
        return code

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that keys go to the map."""
        self._by_keys = event.reason() in _BY_KEYS
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Stop showing it."""
        self._by_keys = False
        self.update()
        super().focusOutEvent(event)

    # --- painting -----------------------------------------------------------------

    def _draw_live(self, painter: QPainter) -> None:
        super()._draw_live(painter)
        if self._now >= 0 and self.hasFocus():
            now = theme.current()
            casing = QPen(QColor(now.panel), 4.5, j=Qt.PenJoinStyle.RoundJoin)
            dashes = QPen(QColor(now.accent), 2, Qt.PenStyle.DashLine)
            self.draw_outline(painter, self._now, dashes, casing)

    def _draw_last(self, painter: QPainter) -> None:
        super()._draw_last(painter)
        if self._by_keys and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def nearest_beside(
    middles: Floats, shown: Flags, now: int, direction: tuple[int, int]
) -> int:
    """Return the nearest area in a direction from another, or that one itself.

    Parameters
    ----------
    direction
        East and north.
    """
    away = middles - middles[now]
    along = away @ np.asarray(direction, dtype=np.float64)
    aside = np.abs(away @ np.asarray((-direction[1], direction[0]), dtype=np.float64))
    ahead = shown & (along > aside * 0.5) & (along > 0)
    if not ahead.any():
        return now
    cost = np.where(ahead, np.hypot(along, 2 * aside), np.inf)
    return int(np.nanargmin(cost))

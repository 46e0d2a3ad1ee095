"""Using a map from the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.camera import Camera
from hotspot_app.ui.map.canvas import MapCanvas
from hotspot_app.ui.map.mouse import Mouse
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


class Keys(QObject):
    """The keys that move a map, step through its areas and select them.

    Signals
    -------
    activated
        Enter was pressed on an area: its code.
    copy_asked
        The user wants a picture of the map on the clipboard.
    """

    activated = Signal(str)
    copy_asked = Signal()

    def __init__(
        self, widget: QWidget, camera: Camera, canvas: MapCanvas, mouse: Mouse
    ) -> None:
        super().__init__(widget)
        widget.setAccessibleDescription(_HELP)
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._widget, self._camera, self._canvas = widget, camera, canvas
        self._mouse, self._choice = mouse, mouse.choice
        self.words_of: Callable[[str], str] = str
        """Returns an area's description by its code."""
        self._now = -1
        self._by_keys = False

    def code(self) -> str:
        """Return the code of the area the keys are at, "" for none."""
        return self._canvas.under().code_of(self._now)

    def forget(self) -> None:
        """Be at no area: there are others."""
        self._now = -1

    def press(self, event: QKeyEvent) -> bool:
        """Move, zoom, step through the areas and choose; say whether a key does."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif key in _ARROWS:
            across, up = _ARROWS[key]
            if control:
                self._step_aside((across, up))
            else:
                self._camera.move_by(-across * _STEP, up * _STEP)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            code = self.code()
            if code:
                self._choice.choose(frozenset({code}), adding=control)
        else:
            return self._do(key)
        return True

    def _do(self, key: Qt.Key) -> bool:
        """Do what a single key asks for; say whether it asks for anything."""
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: self._camera.zoom_in,
            Qt.Key.Key_Equal: self._camera.zoom_in,
            Qt.Key.Key_Minus: self._camera.zoom_out,
            Qt.Key.Key_0: self._camera.fit,
            Qt.Key.Key_Home: self._camera.fit,
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
        if self.code():
            self.activated.emit(self.code())

    def _clear(self) -> None:
        if not self._mouse.give_up():
            self._now = -1
            self._choice.point(-1)
            self._choice.choose(frozenset())

    def _step(self, by: int) -> None:
        """Go to the next shown area in the order of the codes."""
        areas = self._canvas.under().areas
        if areas is None:
            return
        order = np.argsort(areas.codes.astype(str), kind="stable")
        order = order[areas.shown[order]]
        if not len(order):
            return
        held = np.flatnonzero(order == self._now)
        place = (int(held[0]) + by) if len(held) else (0 if by > 0 else -1)
        self._go_to(int(order[place % len(order)]))

    def _step_aside(self, direction: tuple[int, int]) -> None:
        areas = self._canvas.under().areas
        if areas is None:
            return
        if self._now < 0:
            self._step(1)
            return
        self._go_to(nearest_beside(areas.middles, areas.shown, self._now, direction))

    def _go_to(self, number: int) -> None:
        """Make an area the keys' own, bring it into view and say what it is."""
        self._now = number
        areas, view = self._canvas.under().areas, self._camera.view
        if areas is None or view is None:
            return
        middle = areas.middles[number]
        if not np.isfinite(middle).all():
            return
        at = view.pixels(middle[None, :])[0]
        inside = QRectF(0, 0, view.width, view.height).adjusted(40, 40, -40, -40)
        if not inside.contains(QPointF(*at)):
            self._camera.move_by(view.width / 2 - at[0], view.height / 2 - at[1])
            at = (self._camera.view or view).pixels(middle[None, :])[0]
        self._choice.at = QPointF(float(at[0]), float(at[1]))
        self._choice.point(number)
        self._announce()

    def _announce(self) -> None:
        """Tell a screen reader which area the keys are at."""
        self._widget.setAccessibleDescription(self.words_of(self.code()))
        event = QAccessibleEvent(self._widget, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def focus(self, reason: Qt.FocusReason | None) -> None:
        """Show that keys go to the map, and why; None where they don't any more."""
        self._by_keys = reason in _BY_KEYS
        self._widget.update()

    # --- painting -----------------------------------------------------------------

    def draw_at(self, painter: QPainter) -> None:
        """Outline the area the keys are at."""
        if self._now >= 0 and self._widget.hasFocus():
            now = theme.current()
            casing = QPen(QColor(now.panel), 4.5, j=Qt.PenJoinStyle.RoundJoin)
            dashes = QPen(QColor(now.accent), 2, Qt.PenStyle.DashLine)
            self._canvas.draw_outline(painter, self._now, dashes, casing)

    def draw_focus(self, painter: QPainter) -> None:
        """Show that keys go to the map."""
        if self._by_keys and self._widget.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._widget.rect().adjusted(1, 1, -1, -1))


def nearest_beside(
    middles: Floats, shown: Flags, now: int, direction: tuple[int, int]
) -> int:
    """Return the nearest area in a direction from another; if none, that area.

    Parameters
    ----------
    direction
        Direction as east and north.
    """
    away = middles - middles[now]
    along = away @ np.asarray(direction, dtype=np.float64)
    aside = np.abs(away @ np.asarray((-direction[1], direction[0]), dtype=np.float64))
    ahead = shown & (along > aside * 0.5) & (along > 0)
    if not ahead.any():
        return now
    cost = np.where(ahead, np.hypot(along, 2 * aside), np.inf)
    return int(np.nanargmin(cost))

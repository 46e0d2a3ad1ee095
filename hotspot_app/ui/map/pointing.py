"""A map whose areas can be pointed at and chosen by mouse and touch."""

from __future__ import annotations

from typing import Final

import pandas as pd
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.canvas import MapCanvas

_NOTCH: Final = 1.25
"""How much closer one notch of the wheel goes."""
_ADDING: Final = Qt.KeyboardModifier.ControlModifier


class PointedMap(MapCanvas):
    """Tells what the pointer is on and what the analyst chose.

    Signals
    -------
    selection_changed
        Frozenset of codes, when the analyst chose otherwise.
    hovered
        Code under the pointer, "" for none.
    activated
        Code of the area that was double-clicked, or Enter was pressed on.
    context_menu_asked
        Place on the screen, and code of the area there.
    rectangle_mode_changed
        Whether dragging now selects.
    """

    selection_changed = Signal(object)
    hovered = Signal(str)
    activated = Signal(str)
    context_menu_asked = Signal(QPoint, str)
    rectangle_mode_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._under = -1
        self._pointer = QPointF()
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._dragging = False
        self._boxing = False
        self._rectangle_mode = False

    # --- areas --------------------------------------------------------------------

    def code_at(self, place: QPointF) -> str:
        """Return the code of the shown area at a pixel, "" for none."""
        return self.code_of(self.number_at(place))

    def code_of(self, number: int) -> str:
        """Return the code of an area by its row, "" for none."""
        if self._scene is None or number < 0:
            return ""
        return str(self._scene.areas.codes[number])

    def number_of(self, code: str) -> int:
        """Return the row of an area, -1 for none."""
        if self._scene is None or not code:
            return -1
        return int(self._scene.areas.codes.get_indexer(pd.Index([code]))[0])

    def number_at(self, place: QPointF) -> int:
        """Return the row of the shown area at a pixel, -1 for none."""
        if self._sharp is None or self._view is None or self._scene is None:
            return -1
        areas = self._scene.areas
        if self._sharp.scene.areas is not areas:
            return -1
        number = self._sharp.buffer.at(*self._view.metres(place.x(), place.y()))
        return number if number >= 0 and areas.shown[number] else -1

    # --- choosing -----------------------------------------------------------------

    def selection(self) -> frozenset[str]:
        """Return the codes that are shown as chosen."""
        return self._chosen

    def set_selection(self, codes: frozenset[str]) -> None:
        """Show areas as chosen; nothing is emitted."""
        if codes != self._chosen:
            self._chosen = frozenset(codes)
            self._mark()

    def choose(self, codes: frozenset[str], *, adding: bool = False) -> None:
        """Choose areas as the analyst does.

        Parameters
        ----------
        adding
            To those chosen before; what is all chosen already is taken away.
        """
        if adding:
            held = self._chosen
            codes = held - codes if codes <= held else held | codes
        if codes != self._chosen:
            self.set_selection(codes)
            self.selection_changed.emit(self._chosen)

    def set_rectangle_mode(self, on: bool) -> None:
        """Let dragging select areas in place of moving the map."""
        if on != self._rectangle_mode:
            self._rectangle_mode = on
            shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.rectangle_mode_changed.emit(on)

    def _within(self, box: QRectF) -> frozenset[str]:
        """Return the shown areas whose middle lies in a box of pixels."""
        if self._scene is None or self._view is None:
            return frozenset()
        areas = self._scene.areas
        west, south = self._view.metres(box.left(), box.bottom())
        east, north = self._view.metres(box.right(), box.top())
        at = areas.middles
        inside = (at >= (west, south)).all(axis=1) & (at <= (east, north)).all(axis=1)
        return frozenset(map(str, areas.codes[inside & areas.shown]))

    # --- pointing -----------------------------------------------------------------

    def set_hovered(self, code: str) -> None:
        """Outline an area pointed at elsewhere; nothing is emitted."""
        self._under = self.number_of(code)
        self.update()

    def _point(self, number: int) -> None:
        """Take in what is under the pointer."""
        if number != self._under:
            self._under = number
            self.update()
            self.hovered.emit(self.code_of(number))

    # --- mouse --------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a click, a move or a rectangle."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            self._dragging = False
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._boxing = shift or self._rectangle_mode

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the map, draw the rectangle, or point at an area."""
        at = self._pointer = event.position()
        if self._pressed is None:
            self._point(self.number_at(at))
            return
        far = (at - self._pressed).manhattanLength()
        if not self._dragging and far < QApplication.startDragDistance():
            return
        if not self._dragging:
            self._dragging = True
            self._point(-1)
        if not self._boxing:
            step = at - self._last
            self.move_by(step.x(), step.y())
        self._last = at
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what was clicked or lies in the rectangle."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        adding = bool(event.modifiers() & _ADDING)
        start, self._pressed = self._pressed, None
        if self._dragging and self._boxing:
            box = QRectF(start, event.position()).normalized()
            self.choose(self._within(box), adding=adding)
        elif not self._dragging:
            code = self.code_at(event.position())
            if code or not adding:
                self.choose(frozenset({code} - {""}), adding=adding)
        self._dragging = self._boxing = False
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell which area is meant."""
        code = self.code_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and code:
            self.activated.emit(code)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Point at nothing."""
        self._point(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu; whoever holds the map shows it."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        code = self.code_at(QPointF(event.pos())) if by_mouse else self._code_of_keys()
        self.context_menu_asked.emit(event.globalPos(), code)

    def _code_of_keys(self) -> str:
        """Return the area the keys are at."""
        return ""

    def give_up(self) -> bool:
        """Leave a rectangle that is being drawn; say whether there was one."""
        was, self._pressed = self._pressed is not None and self._dragging, None
        self._dragging = self._boxing = False
        self.update()
        return was

    # --- wheel and touch ----------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom about the pointer."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        at = event.position()
        self.zoom_by(_NOTCH ** (turned / 120), at.x(), at.y())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom about two fingers."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                at = event.position()
                self.zoom_by(max(1 + event.value(), 0.2), at.x(), at.y())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch)
                return True
        return super().event(event)

    def _pinch(self, pinch: QPinchGesture) -> None:
        """Follow two fingers; as they are lifted the last step is told once more."""
        self.give_up()
        if pinch.state() != Qt.GestureState.GestureUpdated:
            return
        at = self.mapFromGlobal(pinch.centerPoint())
        step = pinch.centerPoint() - pinch.lastCenterPoint()
        self.move_by(step.x(), step.y())
        self.zoom_by(max(pinch.scaleFactor(), 0.2), at.x(), at.y())

    # --- painting -----------------------------------------------------------------

    def _draw_live(self, painter: QPainter) -> None:
        """Outline the area under the pointer."""
        now = theme.current()
        if self._under >= 0:
            casing = QPen(QColor(now.panel), 3.5, j=Qt.PenJoinStyle.RoundJoin)
            pen = QPen(QColor(now.ink), 1.5, j=Qt.PenJoinStyle.RoundJoin)
            self.draw_outline(painter, self._under, pen, casing)

    def _draw_last(self, painter: QPainter) -> None:
        """Draw the rectangle."""
        if self._pressed is None or not (self._dragging and self._boxing):
            return
        accent = QColor(theme.current().accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(accent, 1))
        accent.setAlphaF(0.12)
        painter.setBrush(accent)
        painter.drawRect(QRectF(self._pressed, self._last).normalized())
        painter.setBrush(Qt.BrushStyle.NoBrush)

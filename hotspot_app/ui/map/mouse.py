"""Moving a map, pointing at its areas and choosing them by mouse and touch."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.camera import Camera
from hotspot_app.ui.map.canvas import MapCanvas
from hotspot_app.ui.map.choice import Choice

_NOTCH: Final = 1.25
"""Factor by which one notch of the wheel zooms in."""
_ADDING: Final = Qt.KeyboardModifier.ControlModifier


class Mouse(QObject):
    """The mouse on a map: moves it, points at its areas and selects them.

    Signals
    -------
    activated
        An area was double-clicked: its code.
    rectangle_mode_changed
        Dragging now selects areas, or no longer does.
    """

    activated = Signal(str)
    rectangle_mode_changed = Signal(bool)

    def __init__(
        self, widget: QWidget, camera: Camera, canvas: MapCanvas, choice: Choice
    ) -> None:
        super().__init__(widget)
        widget.setMouseTracking(True)
        widget.grabGesture(Qt.GestureType.PinchGesture)
        widget.installEventFilter(self)
        self._widget, self._camera = widget, camera
        self._canvas, self.choice = canvas, choice
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self.is_dragging = False
        self._boxing = False
        self.selects = False
        """Whether dragging selects in place of moving the map."""

    def set_selects(self, on: bool) -> None:
        """Let dragging select areas in place of moving the map."""
        if on != self.selects:
            self.selects = on
            shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
            self._widget.setCursor(shape)
            self.rectangle_mode_changed.emit(on)

    # --- mouse --------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin a click, a move or a rectangle."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            self.is_dragging = False
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._boxing = shift or self.selects

    def move(self, event: QMouseEvent) -> None:
        """Move the map, draw the rectangle, or point at an area."""
        at = self.choice.at = event.position()
        if self._pressed is None:
            self.choice.point(self._canvas.under().number_at(at.x(), at.y()))
            return
        far = (at - self._pressed).manhattanLength()
        if not self.is_dragging and far < QApplication.startDragDistance():
            return
        if not self.is_dragging:
            self.is_dragging = True
            self.choice.point(-1)
        if not self._boxing:
            step = at - self._last
            self._camera.move_by(step.x(), step.y())
        self._last = at
        self._widget.update()

    def release(self, event: QMouseEvent) -> None:
        """Choose what was clicked or lies in the rectangle."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        adding = bool(event.modifiers() & _ADDING)
        start, self._pressed = self._pressed, None
        if self.is_dragging and self._boxing:
            box = QRectF(start, event.position()).normalized()
            sides = box.left(), box.top(), box.right(), box.bottom()
            self.choice.choose(self._canvas.under().within(sides), adding=adding)
        elif not self.is_dragging:
            code = self._code_at(event.position())
            if code or not adding:
                self.choice.choose(frozenset({code} - {""}), adding=adding)
        self.is_dragging = self._boxing = False
        self._widget.update()

    def double_click(self, event: QMouseEvent) -> None:
        """Tell which area is meant."""
        code = self._code_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and code:
            self.activated.emit(code)

    def _code_at(self, place: QPointF) -> str:
        return self._canvas.under().code_at(place.x(), place.y())

    def leave(self) -> None:
        """Point at nothing."""
        self.choice.point(-1)

    def give_up(self) -> bool:
        """Leave a rectangle that is being drawn; say whether there was one."""
        was, self._pressed = self._pressed is not None and self.is_dragging, None
        self.is_dragging = self._boxing = False
        self._widget.update()
        return was

    # --- wheel and touch ----------------------------------------------------------

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        at = event.position()
        self._camera.zoom_by(_NOTCH ** (turned / 120), at.x(), at.y())
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Zoom about two fingers."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                at = event.position()
                self._camera.zoom_by(max(1 + event.value(), 0.2), at.x(), at.y())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch)
                return True
        return super().eventFilter(watched, event)

    def _pinch(self, pinch: QPinchGesture) -> None:
        """Follow two fingers; as they are lifted the last step is told once more."""
        self.give_up()
        if pinch.state() != Qt.GestureState.GestureUpdated:
            return
        at = self._widget.mapFromGlobal(pinch.centerPoint())
        step = pinch.centerPoint() - pinch.lastCenterPoint()
        self._camera.move_by(step.x(), step.y())
        self._camera.zoom_by(max(pinch.scaleFactor(), 0.2), at.x(), at.y())

    # --- painting -----------------------------------------------------------------

    def draw_pointed(self, painter: QPainter) -> None:
        """Outline the area under the pointer."""
        now = theme.current()
        if self.choice.number >= 0:
            casing = QPen(QColor(now.panel), 3.5, j=Qt.PenJoinStyle.RoundJoin)
            pen = QPen(QColor(now.ink), 1.5, j=Qt.PenJoinStyle.RoundJoin)
            self._canvas.draw_outline(painter, self.choice.number, pen, casing)

    def draw_box(self, painter: QPainter) -> None:
        """Draw the rectangle."""
        if self._pressed is None or not (self.is_dragging and self._boxing):
            return
        accent = QColor(theme.current().accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(accent, 1))
        accent.setAlphaF(0.12)
        painter.setBrush(accent)
        painter.drawRect(QRectF(self._pressed, self._last).normalized())
        painter.setBrush(Qt.BrushStyle.NoBrush)

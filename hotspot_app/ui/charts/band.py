"""Choosing the marks of a chart by a rectangle drawn with the mouse."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QRubberBand, QWidget

from hotspot_app.ui.charts.canvas import Canvas


class BandCanvas(Canvas):
    """Begins a rectangle where no mark is; with Ctrl what is in it is added."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self)
        self._from: QPointF | None = None

    def marks_within(self, inside: QRectF) -> list[int]:
        """Return the marks in a rectangle."""
        del inside
        return []

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a mark, or begin a rectangle."""
        if self.mark_at(event.position()) < 0:
            self._from = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the rectangle out, or tell what is under the mouse."""
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        self._band.setGeometry(self._rectangle(event.position()))
        self._band.show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the marks in the rectangle."""
        if self._from is None:
            return
        inside = QRectF(self._rectangle(event.position()))
        self._from = None
        self._band.hide()
        within = self.marks_within(inside)
        if within:
            control = Qt.KeyboardModifier.ControlModifier
            adding = bool(event.modifiers() & control)
            self.pick(within, adding=adding)

    def _rectangle(self, to: QPointF) -> QRect:
        start = self._from or to
        drawn = QRect(start.toPoint(), QSize(1, 1))
        return drawn.united(QRect(to.toPoint(), QSize(1, 1)))

"""Pointing, hovering and selecting on all chart canvases, by mouse and keyboard."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from hotspot_app.draw.charts.words import words_of
from hotspot_app.ui.charts.marks import Marks
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces

_Key = Qt.Key
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Canvas(QWidget):
    """Paints marks; a kind of chart says where they are and how they look."""

    chosen_changed = Signal(object)
    """Codes, when the user chose."""
    zoomed = Signal(str)
    """Code of the area that was double-clicked."""
    pointed = Signal(str)
    """Code of the area under the mouse, "" for none."""
    moved = Signal(QRectF)
    """The keyboard moved to a mark: the mark's rectangle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.marks: Marks | None = None
        self.faces = Faces(self.font())
        self.chosen: frozenset[str] = frozenset()
        self.current = -1
        self._under = -1

    # --- what a kind of chart answers -------------------------------------------

    def fit(self, marks: Marks) -> None:
        """Work out where everything goes, in the room there is."""

    def draw(self, painter: QPainter, marks: Marks, exposed: QRectF) -> None:
        """Paint everything that lies in a rectangle."""

    def mark_at(self, at: QPointF) -> int:
        """Return the mark under a point, or -1."""
        del at
        return -1

    def place_of(self, mark: int) -> QRectF:
        """Return where a mark is."""
        del mark
        return QRectF()

    def step(self, key: int) -> int:
        """Return which mark an arrow leads to."""
        back = key in (_Key.Key_Up, _Key.Key_Left)
        return self.current - 1 if back else self.current + 1

    # --- what the view sets -------------------------------------------------------

    def show_marks(self, marks: Marks, chosen: frozenset[str]) -> None:
        """Draw another chart."""
        self.marks, self.chosen = marks, chosen
        self.current = self._under = -1
        self.setAccessibleName(marks.drawing.title)
        self.setAccessibleDescription(words_of(marks.drawing))
        self.refit()

    def choose(self, codes: frozenset[str]) -> None:
        """Show what was chosen elsewhere; nothing is told."""
        self.chosen = codes
        self.update()

    def refit(self) -> None:
        """Lay everything out again."""
        if self.faces.body != theme.numerals(self.font()):
            self.faces = Faces(self.font())
        if self.marks is not None:
            self.fit(self.marks)
        self.update()

    def chosen_marks(self) -> list[int]:
        """Return the marks whose areas are chosen."""
        if self.marks is None:
            return []
        return [int(row) for row in self.marks.chosen(self.chosen)]

    # --- choosing -----------------------------------------------------------------

    def pick(self, picked: list[int], *, adding: bool) -> None:
        """Choose marks; with `adding`, those chosen already are taken away."""
        if self.marks is None:
            return
        areas = frozenset[str]().union(*(self.marks.members[row] for row in picked))
        if adding:
            areas = self.chosen - areas if areas <= self.chosen else self.chosen | areas
        if areas != self.chosen:
            self.chosen = areas
            self.update()
            self.chosen_changed.emit(areas)

    def _code(self, mark: int) -> str:
        areas = self.marks.members[mark] if self.marks and mark >= 0 else frozenset()
        return next(iter(areas)) if len(areas) == 1 else ""

    def _go(self, mark: int) -> None:
        assert self.marks is not None
        self.current = int(np.clip(mark, 0, len(self.marks) - 1))
        title = self.marks.drawing.title
        said = self.marks.said(self.current).replace("\n", ", ")
        self.setAccessibleName(f"{title}: {self.marks.named(self.current)}: {said}")
        place = self.place_of(self.current)
        self.moved.emit(place)
        self._tell(self.current, place.center())
        self.update()

    def _tell(self, mark: int, at: QPointF) -> None:
        assert self.marks is not None
        words = f"{self.marks.named(mark)}\n{self.marks.said(mark)}"
        where = self.mapToGlobal(at.toPoint())
        QToolTip.showText(where, words, self, self.place_of(mark).toRect())

    # --- Qt's events --------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what is exposed, and a frame where the keyboard is."""
        if self.marks is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.marks, QRectF(event.rect()))
        if self.hasFocus() and self.current >= 0:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            around = self.place_of(self.current).adjusted(-2, -2, 2, 2)
            frame = around.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            painter.drawRoundedRect(frame, 4, 4)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what is under the mouse."""
        under = self.mark_at(event.position())
        if under == self._under:
            return
        self._under = under
        self.pointed.emit(self._code(under))
        if under >= 0:
            self._tell(under, event.position())
        else:
            QToolTip.hideText()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose what is under the mouse."""
        if event.button() != Qt.MouseButton.LeftButton or self.marks is None:
            return
        mark = self.mark_at(event.position())
        adding = bool(event.modifiers() & _ADDING)
        if mark >= 0:
            self.current = mark
            self.pick([mark], adding=adding)
        elif not adding:
            self.pick([], adding=False)

    def mouseDoubleClickEvent(  # noqa: N802 - Qt's name
        self, event: QMouseEvent
    ) -> None:
        """Zoom to what is under the mouse."""
        code = self._code(self.mark_at(event.position()))
        if code:
            self.zoomed.emit(code)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the mouse points at nothing."""
        super().leaveEvent(event)
        self._under = -1
        self.pointed.emit("")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move with arrows, choose with Enter, add with Space, let go with Escape."""
        key, marks = event.key(), self.marks
        if marks is None or not len(marks):
            super().keyPressEvent(event)
        elif key in (_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right):
            self._go(self.step(key))
        elif key in (_Key.Key_Home, _Key.Key_End):
            self._go(0 if key == _Key.Key_Home else len(marks) - 1)
        elif key in (_Key.Key_PageUp, _Key.Key_PageDown):
            self._go(self.current + (10 if key == _Key.Key_PageDown else -10))
        elif key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_Space):
            if self.current >= 0:
                adding = key == _Key.Key_Space or bool(event.modifiers() & _ADDING)
                self.pick([self.current], adding=adding)
        elif key == _Key.Key_Escape and self.chosen:
            self.pick([], adding=False)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay everything out in the new room."""
        super().resizeEvent(event)
        self.refit()

"""A guided tour: a card beside one control after another, to be left at any time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import Label
from hotspot_app.ui.tour.place import ARROW, RADIUS, arrow, beside, tip_of

MARGIN: Final = 8


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the tour.

    Attributes
    ----------
    control
        Returns the widget that the step explains; for None, or a widget that isn't
        visible, the card stands in the middle.
    title, text
        Texts of the card.
    """

    control: Callable[[], QWidget | None]
    title: str
    text: str


class Tour(QWidget):
    """The tour's card; every control can be used while it is shown."""

    left = Signal()
    """The tour was finished or left."""

    def __init__(self, window: QWidget, stops: Sequence[Stop]) -> None:
        super().__init__(window)
        self._window = window
        self._stops = tuple(stops)
        self._at = 0
        self._side = Qt.Edge.LeftEdge
        self._tip = QPoint()
        self._control: QWidget | None = None
        self._before: QWidget | None = None
        self._ring = _Ring(window)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.leave)
        self._escape.activatedAmbiguously.connect(self.leave)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self.hide()

    def start(self) -> None:
        """Show the first step."""
        self._before = self._window.focusWidget()
        self._window.installEventFilter(self)
        self._escape.setEnabled(True)
        theme.signals.changed.connect(self._follow_later)
        self._go(0)
        self.show()
        self._focus()

    def leave(self) -> None:
        """End the tour at any step."""
        if self.isHidden():
            return
        self._escape.setEnabled(False)
        self._window.removeEventFilter(self)
        theme.signals.changed.disconnect(self._follow_later)
        self._watch(None)
        self._ring.hide()
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.left.emit()

    # --- building

    def _build(self) -> None:
        self._count = Label()
        self._count.setProperty("role", "secondary")
        self._title = Label()
        self._title.setStyleSheet("font-weight: 600;")
        self._text = Label()
        self._back = QPushButton("Back")
        self._next = QPushButton("Next")
        self._next.setProperty("role", "primary")
        self._leave = QPushButton("Leave the tour")
        self._leave.setProperty("role", "flat")
        self._back.clicked.connect(lambda: self._go(self._at - 1))
        self._next.clicked.connect(self._forward)
        self._leave.clicked.connect(self.leave)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._leave)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        column = QVBoxLayout(self)
        inner = ARROW + 16
        column.setContentsMargins(inner, inner, inner, inner)
        column.setSpacing(8)
        for label in (self._count, self._title, self._text):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(4)
        column.addLayout(buttons)

    # --- going

    def _forward(self) -> None:
        if self._at + 1 == len(self._stops):
            self.leave()
        else:
            self._go(self._at + 1)

    def _go(self, at: int) -> None:
        if not 0 <= at < len(self._stops):
            return
        self._at = at
        stop = self._stops[at]
        self._count.setText(f"Step {at + 1} of {len(self._stops)}")
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        last = at + 1 == len(self._stops)
        self._next.setText("Finish" if last else "Next")
        self._leave.setVisible(not last)
        self._back.setVisible(at > 0)
        self.setAccessibleName(f"Guided tour, {self._count.text()}: {stop.title}")
        self.setAccessibleDescription(stop.text)
        self._next.setAccessibleDescription(f"{stop.title}. {stop.text}")
        self._watch(stop.control())
        self._follow()
        if self.isVisible():
            self._focus()

    def _focus(self) -> None:
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _watch(self, control: QWidget | None) -> None:
        if self._control is not None:
            self._control.removeEventFilter(self)
            self._control.destroyed.disconnect(self._lose)
        self._control = control
        if control is not None:
            control.installEventFilter(self)
            control.destroyed.connect(self._lose)

    def _lose(self) -> None:
        self._control = None
        self._follow_later()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move the card when the window or the control moves."""
        kinds = QEvent.Type
        if event.type() in {kinds.Resize, kinds.Move, kinds.Show, kinds.Hide}:
            self._follow_later()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the next or the last step by the arrow keys."""
        keys = Qt.Key
        if event.key() in {keys.Key_Right, keys.Key_PageDown}:
            self._forward()
        elif event.key() in {keys.Key_Left, keys.Key_PageUp}:
            self._go(self._at - 1)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the line around the control with the card."""
        self._ring.hide()
        super().hideEvent(event)

    # --- placing

    def _follow_later(self) -> None:
        self._soon.start()

    def _follow(self) -> None:
        wide = min(theme.pixels(340), self._window.width() - 2 * MARGIN)
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self.heightForWidth(wide), self.sizeHint().height()))
        target = self._target()
        room = self._window.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        place, self._side = beside(self.size().width(), self.height(), target, room)
        self.move(place.topLeft())
        self._tip = tip_of(place, target, self._side)
        if target is not None:
            self._ring.setGeometry(target.adjusted(-4, -4, 4, 4))
            self._ring.show()
            self._ring.raise_()
        else:
            self._ring.hide()
        self.raise_()
        self.update()

    def _target(self) -> QRect | None:
        control = self._control
        if control is None or not control.isVisible():
            return None
        shown = control.visibleRegion().boundingRect()
        corner = control.mapTo(self._window, shown.topLeft())
        seen = QRect(corner, shown.size()).intersected(self._window.rect())
        return seen if not seen.isEmpty() else None

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the card and its arrow."""
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.accent), 1.5))
        painter.setBrush(QColor(now.panel))
        card = self.rect().adjusted(ARROW, ARROW, -ARROW, -ARROW)
        painter.drawRoundedRect(card, RADIUS, RADIUS)
        if self._ring.isHidden():
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.accent))
        tip = QPointF(self._tip - self.pos())
        painter.drawPolygon(arrow(tip, self._side))


class _Ring(QWidget):
    """A line around the control that the card points at; clicks go through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), RADIUS, RADIUS)

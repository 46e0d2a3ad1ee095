"""Boxes that leave the mouse's wheel to the panel they are on, unless they are used.

Qt's own change when a panel is scrolled over them, and ask another question unseen.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QSpinBox,
    QWidget,
)

_BY_CLICK_OR_TAB = Qt.FocusPolicy.StrongFocus
"""And not by the wheel, as is usual."""


def _turned(
    box: QWidget, event: QWheelEvent, step: Callable[[QWheelEvent], None]
) -> None:
    """Step with the focus; without it leave the wheel to the panel."""
    if box.hasFocus():
        step(event)
    else:
        event.ignore()


class Box(QComboBox):
    """A box to choose from."""

    def __init__(
        self, parent: QWidget | None = None, *, editable: bool = False
    ) -> None:
        super().__init__(parent)
        self.setEditable(editable)
        self.setFocusPolicy(_BY_CLICK_OR_TAB)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Step through the entries only with the focus."""
        _turned(self, event, super().wheelEvent)


class NumberBox(QSpinBox):
    """A box for a whole number."""

    def __init__(self, low: int, high: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, minimum=low, maximum=high)
        self.setFocusPolicy(_BY_CLICK_OR_TAB)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Count only with the focus."""
        _turned(self, event, super().wheelEvent)


class DecimalBox(QDoubleSpinBox):
    """A box for a number with one decimal."""

    def __init__(self, low: float, high: float, parent: QWidget | None = None) -> None:
        super().__init__(parent, minimum=low, maximum=high, decimals=1)
        self.setFocusPolicy(_BY_CLICK_OR_TAB)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Count only with the focus."""
        _turned(self, event, super().wheelEvent)


class DayBox(QDateEdit):
    """A box for a day, typed or picked from a calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(_BY_CLICK_OR_TAB)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Go from day to day only with the focus."""
        _turned(self, event, super().wheelEvent)

"""The cards in the corners of a map: buttons, names of layers, and legend."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.map.layer_list import LayerList
from hotspot_app.ui.map.legend import MapLegend
from hotspot_app.ui.map.view_box import Extent

MARGIN: Final = 16
_FOOT: Final = 10
"""Above and below the legend, in the room it has for itself."""


class Cards(QObject):
    """Places legend, scale and sources at the map's foot, where they cover no area.

    Signals
    -------
    room_changed
        The ground has more room, or less.
    """

    room_changed = Signal()

    def __init__(
        self,
        widget: QWidget,
        buttons: Sequence[tuple[str, str, Callable[[], None]]],
    ) -> None:
        """Make the cards and buttons of a map.

        Parameters
        ----------
        buttons
            Icon, text and function of each button.
        """
        super().__init__(widget)
        self._widget = widget
        self.legend = MapLegend(widget)
        self.legend.folded.connect(lambda: self.place())
        self.buttons = tuple(self._button(*each) for each in buttons)
        self.layers = LayerList(widget)
        self.foot = 0
        """Pixels that the foot is high."""

    def _button(self, name: str, words: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self._widget)
        button.setIcon(icon(name))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: act())
        return button

    def put_button(self, action: QAction) -> None:
        """Put a button for an action above the others."""
        button = QToolButton(self._widget)
        button.setIcon(action.icon())
        button.setCheckable(action.isCheckable())
        button.setAccessibleName(action.text())
        button.clicked.connect(lambda: action.trigger())

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setChecked(action.isChecked())
            button.setToolTip(action.toolTip())

        action.changed.connect(follow)
        follow()
        self.buttons = (button, *self.buttons)
        self.place()

    def place(self, least: int = 0) -> None:
        """Put each card into its corner.

        Parameters
        ----------
        least
            Pixels that the foot keeps, so that a smaller legend doesn't move the
            ground.
        """
        wide, high = self._widget.width(), self._widget.height()
        side = min(theme.pixels(32), 44)
        for number, button in enumerate(self.buttons):
            button.setFixedSize(side, side)
            button.setIconSize(QSize(side // 2, side // 2))
            button.move(wide - MARGIN - side, MARGIN + number * (side + 4))
        self.layers.fit(wide - 2 * MARGIN)
        self.layers.move(MARGIN, MARGIN)
        room = high - 2 * MARGIN
        if not self.layers.isHidden():
            room -= self.layers.height() + 8
        size = self.legend.settle(wide - 2 * MARGIN, room, high)
        self.legend.move(MARGIN, high - _FOOT - size.height())
        tall = theme.pixels(48)
        if not self.legend.isHidden():
            tall = max(tall, size.height() + 2 * _FOOT)
        before, self.foot = self.foot, max(tall, least)
        if before != self.foot:
            self.room_changed.emit()
        self._widget.update()

    def room(self) -> tuple[float, float]:
        """Return the pixels across and down that the ground has."""
        high = float(self._widget.height() - self.foot)
        return float(self._widget.width()), max(high, 1.0)

    def beside_legend(self) -> float:
        """Return the pixels there are for the line of sources."""
        taken = 0 if self.legend.isHidden() else self.legend.width() + MARGIN
        return float(self._widget.width() - 2 * MARGIN - taken)

    def extents(self) -> list[Extent]:
        """Return left, top, right and bottom of what lies on the ground."""
        cards = [self.buttons[0].geometry().united(self.buttons[-1].geometry())]
        if not self.layers.isHidden():
            cards.append(self.layers.geometry())
        return [
            (c.left() - 8.0, c.top() - 8.0, c.right() + 8.0, c.bottom() + 8.0)
            for c in cards
        ]

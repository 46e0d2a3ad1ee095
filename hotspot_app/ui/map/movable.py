"""Which part of the ground a map shows: zooming, moving, fitting, within limits."""

from __future__ import annotations

from typing import Final

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.map.view_box import Extent, Floats, ViewBox, fitted

_WIDER: Final = 1.6
"""How much farther out than the whole map one can go."""


class MovableMap(QWidget):
    """A window on the ground; what is there is for others to say and draw.

    Signals
    -------
    moved
        After another part of the ground is shown.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(1, 1)
        self._view: ViewBox | None = None
        self._fits = True

    def _whole(self) -> Extent | None:
        """Return what the whole map covers."""
        return None

    def _corners(self) -> Floats:
        """Return places that cards should leave uncovered."""
        return np.empty((0, 2))

    def _room(self) -> tuple[float, float]:
        """Pixels across and down that the ground has, from the upper left corner."""
        return float(self.width()), float(self.height())

    def _cards(self) -> list[Extent]:
        """Left, top, right and bottom of what lies on the map."""
        return []

    def view_box(self) -> ViewBox | None:
        """Return what part of the ground is shown."""
        return self._view

    def fit(self) -> None:
        """Show the whole map, clear of the cards that lie on it."""
        whole = self._whole()
        if whole is None:
            return
        self._fits = True
        self._show(fitted(whole, self._corners(), self._room(), self._cards()))

    def zoom_to_extent(self, extent: Extent) -> None:
        """Show a part of the ground with what lies around it."""
        room = self._room()
        self.look_at(ViewBox.around(extent, *room, min(room) / 5))

    def zoom_in(self) -> None:
        """Go closer to the middle."""
        wide, high = self._room()
        self.zoom_by(1.5, wide / 2, high / 2)

    def zoom_out(self) -> None:
        """Go farther from the middle."""
        wide, high = self._room()
        self.zoom_by(1 / 1.5, wide / 2, high / 2)

    def zoom_by(self, factor: float, across: float, down: float) -> None:
        """Go closer; the place at a pixel stays there."""
        if self._view is None:
            return
        nearest = (
            self._view.scale / self._held_in(self._view.zoomed(factor, 0, 0)).scale
        )
        if abs(nearest - 1) > 1e-9:
            self.look_at(self._view.zoomed(nearest, across, down))

    def move_by(self, across: float, down: float) -> None:
        """Push the ground by so many pixels."""
        if self._view is not None:
            self.look_at(self._view.moved(across, down))

    def look_at(self, view: ViewBox) -> None:
        """Show another part of the ground, within limits."""
        self._fits = False
        self._show(self._held_in(view))

    def _held_in(self, view: ViewBox) -> ViewBox:
        whole = self._whole()
        if whole is None:
            return view
        widest = ViewBox.around(whole, *self._room(), 20).scale
        return view.held(whole, widest * _WIDER)

    def _show(self, view: ViewBox) -> None:
        if view != self._view:
            self._view = view
            self.update()
            self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the middle, or the whole map where that is shown."""
        super().resizeEvent(event)
        self._fill_room()

    def _fill_room(self) -> None:
        """Take in that the ground has other room."""
        if self._fits:
            self.fit()
        elif self._view is not None:
            self._show(self._held_in(self._view.resized(*self._room())))

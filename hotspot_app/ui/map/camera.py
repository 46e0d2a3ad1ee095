"""The part of the ground that a map shows: zooming, moving, fitting, within limits."""

from __future__ import annotations

from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal

from hotspot_app.ui.map.view_box import Extent, Floats, ViewBox, fitted

_WIDER: Final = 1.6
"""Factor by which the view can be wider than the whole map."""


class Ground(Protocol):
    """The extent of the map's areas, and the room to show it."""

    def room(self) -> tuple[float, float]:
        """Return the pixels across and down that the ground has."""

    def whole(self) -> Extent | None:
        """Return what the whole map covers."""

    def corners(self) -> Floats:
        """Return places that cards should leave uncovered."""

    def cards(self) -> list[Extent]:
        """Return left, top, right and bottom of what lies on the map."""


class Camera(QObject):
    """The part of the ground that a map shows; others draw what is there.

    Signals
    -------
    moved
        Another part of the ground is shown.
    """

    moved = Signal()

    def __init__(self, parent: QObject, ground: Ground) -> None:
        super().__init__(parent)
        self._ground = ground
        self.view: ViewBox | None = None
        """The part of the ground that is shown."""
        self.fits = True
        """Whether the whole map is shown, and stays so in a window of another size."""

    def begin(self) -> None:
        """Show the whole of another map."""
        self.fits, self.view = True, None
        self.fit()

    def fit(self) -> None:
        """Show the whole map, clear of the cards that lie on it."""
        whole = self._ground.whole()
        if whole is None:
            return
        self.fits = True
        corners, cards = self._ground.corners(), self._ground.cards()
        self._show(fitted(whole, corners, self._ground.room(), cards))

    def zoom_to_extent(self, extent: Extent) -> None:
        """Show a part of the ground with what lies around it."""
        room = self._ground.room()
        self.look_at(ViewBox.around(extent, *room, min(room) / 5))

    def zoom_in(self) -> None:
        """Go closer to the middle."""
        self.zoom_by(1.5, *self._middle())

    def zoom_out(self) -> None:
        """Go farther from the middle."""
        self.zoom_by(1 / 1.5, *self._middle())

    def zoom_by(self, factor: float, across: float, down: float) -> None:
        """Go closer; the place at a pixel stays there."""
        if self.view is None:
            return
        nearest = self.view.scale / self._held_in(self.view.zoomed(factor, 0, 0)).scale
        if abs(nearest - 1) > 1e-9:
            self.look_at(self.view.zoomed(nearest, across, down))

    def move_by(self, across: float, down: float) -> None:
        """Push the ground by so many pixels."""
        if self.view is not None:
            self.look_at(self.view.moved(across, down))

    def look_at(self, view: ViewBox) -> None:
        """Show another part of the ground, within limits."""
        self.fits = False
        self._show(self._held_in(view))

    def _held_in(self, view: ViewBox) -> ViewBox:
        whole = self._ground.whole()
        if whole is None:
            return view
        widest = ViewBox.around(whole, *self._ground.room(), 20).scale
        return view.held(whole, widest * _WIDER)

    def _show(self, view: ViewBox) -> None:
        if view != self.view:
            self.view = view
            self.moved.emit()

    def resize(self) -> None:
        """Keep the middle in a window of another size, or the whole map."""
        if self.fits:
            self.fit()
        elif self.view is not None:
            self._show(self._held_in(self.view.resized(*self._ground.room())))

    def _middle(self) -> tuple[float, float]:
        wide, high = self._ground.room()
        return wide / 2, high / 2

"""The area pointed at and the areas selected on a map."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Signal

from hotspot_app.ui.map.canvas import MapCanvas


class Choice(QObject):
    """The area pointed at and the areas selected, by mouse or keyboard.

    Signals
    -------
    changed
        The analyst changed the selection: a frozenset of codes.
    pointed
        Mouse or keyboard moved to an area: its row, -1 for none.
    hovered
        Mouse or keyboard moved to an area: its code, "" for none.
    """

    changed = Signal(object)
    pointed = Signal(int)
    hovered = Signal(str)

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.chosen: frozenset[str] = frozenset()
        """Codes that are shown as chosen."""
        self.number = -1
        """Row of the area outlined, -1 for none."""
        self.at = QPointF()
        """Row of the area that mouse or keyboard is at, -1 for none."""

    def show(self, codes: frozenset[str]) -> None:
        """Show areas as chosen; nothing is emitted."""
        self.chosen = frozenset(codes)
        self._canvas.set_chosen(self.chosen)

    def choose(self, codes: frozenset[str], *, adding: bool = False) -> None:
        """Select areas, as by mouse or keyboard.

        Parameters
        ----------
        adding
            Whether to add to the selection; areas that are all selected already are
            removed.
        """
        if adding:
            held = self.chosen
            codes = held - codes if codes <= held else held | codes
        if codes != self.chosen:
            self.show(codes)
            self.changed.emit(self.chosen)

    def point(self, number: int) -> None:
        """Take in what mouse or keys are at."""
        if number != self.number:
            self.number = number
            self.hovered.emit(self._canvas.under().code_of(number))
        self.pointed.emit(number)

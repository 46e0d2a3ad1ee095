"""The area at a pixel of the map; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotspot_app.ui.map.id_buffer import IdBuffer
from hotspot_app.ui.map.sharp_map import Areas
from hotspot_app.ui.map.view_box import ViewBox


@dataclass(frozen=True, eq=False)
class Under:
    """Finds areas by pixel, row and code.

    Attributes
    ----------
    areas
        Area table, None before there is a map.
    buffer
        The number of the area at each pixel; None before there is a picture.
    view
        The part of the ground shown, None before there is one; pixels below it show no
        area.
    """

    areas: Areas | None
    buffer: IdBuffer | None
    view: ViewBox | None

    def code_of(self, number: int) -> str:
        """Return the code of an area by its row, "" for none."""
        if self.areas is None or number < 0:
            return ""
        return str(self.areas.codes[number])

    def number_of(self, code: str) -> int:
        """Return the row of an area, -1 for none."""
        if self.areas is None or not code:
            return -1
        return int(self.areas.codes.get_indexer(pd.Index([code]))[0])

    def number_at(self, across: float, down: float) -> int:
        """Return the row of the shown area at a pixel, -1 for none and at the foot."""
        if self.areas is None or self.buffer is None or self.view is None:
            return -1
        if down >= self.view.height:
            return -1
        number = self.buffer.at(*self.view.metres(across, down))
        return number if number >= 0 and self.areas.shown[number] else -1

    def code_at(self, across: float, down: float) -> str:
        """Return the code of the shown area at a pixel, "" for none."""
        return self.code_of(self.number_at(across, down))

    def within(self, box: tuple[float, float, float, float]) -> frozenset[str]:
        """Return the shown areas whose middle lies in a rectangle of pixels.

        Parameters
        ----------
        box
            Left, top, right and bottom.
        """
        if self.areas is None or self.view is None:
            return frozenset()
        left, top, right, bottom = box
        west, south = self.view.metres(left, bottom)
        east, north = self.view.metres(right, top)
        at, areas = self.areas.middles, self.areas
        inside = (at >= (west, south)).all(axis=1) & (at <= (east, north)).all(axis=1)
        return frozenset(map(str, areas.codes[inside & areas.shown]))

"""Each area's number painted into a picture, once a view.

Colours, borders, selection and hover are then look-ups in it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from hotspot_app.ui.shapes import Pieces
from hotspot_app.ui.view_box import ViewBox

Ids = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

FINE_AREAS: Final = 6_000
"""Up to so many areas are painted at twice the screen's density."""
_FINE_PIXELS: Final = 6_000_000
_MOST_PIXELS: Final = 40_000_000


@dataclass(frozen=True, eq=False)
class IdBuffer:
    """Area numbers of one view.

    Attributes
    ----------
    ids
        0 where there is no area, else the area's number plus 1.
    edges
        Where another area, or none, lies to the right or below.
    ratio
        Pixels here to a pixel of the view.
    """

    view: ViewBox
    ids: Ids
    edges: Mask
    ratio: float

    def at(self, x: float, y: float) -> int:
        """Return the number of the area at a place in metres, -1 for none."""
        across = (x - self.view.west) / self.view.scale * self.ratio
        down = (self.view.north - y) / self.view.scale * self.ratio
        height, width = self.ids.shape
        if not (0 <= across < width and 0 <= down < height):
            return -1
        return int(self.ids[int(down), int(across)]) - 1


def density(areas: int, view: ViewBox, screen: float) -> float:
    """Choose how many pixels to paint to a pixel of the view.

    Parameters
    ----------
    screen
        Device pixels to a pixel of the view.
    """
    pixels = max(view.width * view.height, 1.0) * screen**2
    if areas <= FINE_AREAS and pixels * 4 <= _FINE_PIXELS:
        return screen * 2
    return screen * min(1.0, math.sqrt(_MOST_PIXELS / pixels))


def paint_ids(
    areas: Pieces,
    view: ViewBox,
    ratio: float,
    cancelled: Callable[[], bool] = lambda: False,
) -> IdBuffer | None:
    """Paint the numbers of all areas in view.

    Returns
    -------
    IdBuffer or None
        None if it was cancelled.
    """
    width = max(round(view.width * ratio), 1)
    height = max(round(view.height * ratio), 1)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    brush = QBrush(Qt.BrushStyle.SolidPattern)
    rule = Qt.FillRule.OddEvenFill
    snap = 0.125 if len(areas) <= FINE_AREAS else 1.0
    for done, (number, polygon) in enumerate(
        areas.polygons(view, ratio=ratio, snap=snap)
    ):
        if not done % 256 and cancelled():
            painter.end()
            return None
        brush.setColor(QColor.fromRgb(number + 1))
        painter.setBrush(brush)
        painter.drawPolygon(polygon, rule)
    painter.end()
    painted = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(height, width)
    ids = (painted & 0xFFFFFF).astype(np.int32)
    return IdBuffer(view, ids, borders(ids), ratio)


def borders(values: npt.NDArray[np.generic]) -> Mask:
    """Say where the value to the right or below differs."""
    found = np.zeros(values.shape, dtype=bool)
    np.not_equal(values[:, 1:], values[:, :-1], out=found[:, :-1])
    found[:-1] |= values[1:] != values[:-1]
    return found


def both_sides(found: Mask) -> Mask:
    """Widen borders to the pixels on their other side too."""
    wide = found.copy()
    wide[:, 1:] |= found[:, :-1]
    wide[1:] |= found[:-1]
    return wide


def grown(mask: Mask, steps: int) -> Mask:
    """Widen a mask by so many pixels all round, about as a disc would."""
    now = mask.copy()
    for step in range(steps):
        before = now.copy()
        now[:, 1:] |= before[:, :-1]
        now[:, :-1] |= before[:, 1:]
        sideways = now.copy() if step % 2 else before
        now[1:] |= sideways[:-1]
        now[:-1] |= sideways[1:]
    return now

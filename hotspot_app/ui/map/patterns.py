"""The patterns of the paper map as tiles for the screen."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

LEVELS: Final = 3
"""Steps from no ink to full ink, so that a line can be smooth."""

_DENSE: Final = 36
"""Letters times pixels between lines: six letters stand six pixels apart."""

Tile = npt.NDArray[np.uint8]


@cache
def tile(letters: str, ratio: float) -> Tile:
    """Return a tile of ink, 0 to `LEVELS`, that repeats in both directions.

    Parameters
    ----------
    letters
        Pattern in matplotlib's letters: "//////", "xxxxx"; more letters are denser.
    ratio
        Pixels of the picture to a pixel of the screen.
    """
    side = max(round(_DENSE / max(len(letters), 1) * ratio), 2)
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for letter in sorted(set(letters)):
        _draw(painter, letter, float(side), ratio)
    painter.end()
    row = image.bytesPerLine()
    ink = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(side, row)
    return np.round(ink[:, :side] / 255 * LEVELS).astype(np.uint8)


def _draw(painter: QPainter, letter: str, side: float, ratio: float) -> None:
    white = QColor(Qt.GlobalColor.white)
    painter.setPen(QPen(white, ratio))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = side / 2
    if letter in "-+":
        painter.drawLine(QPointF(-side, middle), QPointF(2 * side, middle))
    if letter in "|+":
        painter.drawLine(QPointF(middle, -side), QPointF(middle, 2 * side))
    for shift in (-side, 0.0, side):
        if letter in "/x":
            painter.drawLine(QPointF(shift, side), QPointF(shift + side, 0))
        if letter in "\\x":
            painter.drawLine(QPointF(shift, 0), QPointF(shift + side, side))
    if letter == "o":
        painter.drawEllipse(QPointF(middle, middle), 2.4 * ratio, 2.4 * ratio)
    if letter == ".":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(white)
        painter.drawEllipse(QPointF(middle, middle), 1.2 * ratio, 1.2 * ratio)


def spread(letters: str, ratio: float, corner: tuple[int, int], shape: Tile) -> Tile:
    """Repeat a tile over a picture.

    Parameters
    ----------
    corner
        Offset of the pattern from the picture's upper left corner in pixels, across and
        down, so that it moves with the ground.
    shape
        A picture of the size wanted.
    """
    one = tile(letters, ratio)
    side = len(one)
    across, down = corner[0] % side, corner[1] % side
    height, width = shape.shape
    many = np.tile(one, (-(-(height + down) // side), -(-(width + across) // side)))
    return many[down : down + height, across : across + width]

"""The programme's icon, drawn from `resources/icons/hotspot.svg`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from resources.installer import ROOT

DRAWING = ROOT / "resources" / "icons" / "hotspot.svg"
SIDES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""Pixels, as Windows asks for them at 100% to 400%."""


def write_icon(path: Path) -> Path:
    """Write the drawing as an .ico, each size drawn afresh, and return where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pictures = [_drawn(side) for side in SIDES]
    pictures[-1].save(
        path, sizes=[(side, side) for side in SIDES], append_images=pictures[:-1]
    )
    return path


def _drawn(side: int) -> Image.Image:
    picture = QImage(side, side, QImage.Format.Format_RGBA8888)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(picture.constBits()))

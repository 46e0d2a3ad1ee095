"""Numbered outlines over the map: the places of the list, one of them singled out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from hotspot_app.overlay import Spot
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.shapes import Pieces, lines
from hotspot_app.ui.map.view_box import ViewBox

BADGE: Final = 20
"""Pixels across at 100%."""
_DIMMED: Final = 0.62
"""Opacity of the cover on everything around the place singled out."""


class Spots:
    """Draws places with their numbers; everything around the one singled out is dim."""

    def __init__(self) -> None:
        self._spots: tuple[Spot, ...] = ()
        self._pieces: list[Pieces] = []
        self.singled_out: frozenset[str] = frozenset()

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Draw other places."""
        self._spots = tuple(spots)
        shapes = [np.array([each.outline], dtype=object) for each in spots]
        self._pieces = [lines(shape) for shape in shapes]

    @property
    def middles(self) -> tuple[tuple[float, float], ...]:
        """Places of the numbers in metres."""
        return tuple(spot.at for spot in self._spots)

    def single_out(self, codes: frozenset[str]) -> None:
        """Dim what lies around the place of these areas; nothing if there is none."""
        self.singled_out = codes

    def draw_outlines(self, painter: QPainter, view: ViewBox) -> None:
        """Draw outlines, and a veil around the one singled out."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = theme.current()
        outlines = [pieces.polygons(view) for pieces in self._pieces]
        for spot, shapes in zip(self._spots, outlines, strict=True):
            if spot.codes == self.singled_out:
                around = QPainterPath()
                around.setFillRule(Qt.FillRule.OddEvenFill)
                around.addRect(QRectF(0, 0, view.width, view.height))
                for shape in shapes:
                    around.addPolygon(shape)
                veil = QColor(now.map_ground)
                veil.setAlphaF(_DIMMED)
                painter.fillPath(around, veil)
        for pen in (QPen(QColor(now.panel), 4.0), QPen(QColor(now.ink), 1.8)):
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            for shapes in outlines:
                for shape in shapes:
                    painter.drawPolyline(shape)

    def draw_numbers(self, painter: QPainter, view: ViewBox) -> None:
        """Draw numbers, the first on top."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for spot in reversed(self._spots):
            self._draw_number(painter, view, spot)

    def _draw_number(self, painter: QPainter, view: ViewBox, spot: Spot) -> None:
        now, side = theme.current(), theme.pixels(BADGE)
        ((x, y),) = view.pixels(np.array([spot.at])).tolist()
        painter.setPen(QPen(QColor(now.panel), 2.0))
        painter.setBrush(QColor(now.ink))
        painter.drawEllipse(QPointF(x, y), side / 2, side / 2)
        painter.setPen(QColor(now.panel))
        painter.setFont(theme.font(theme.BODY, bold=True))
        box = QRectF(x - side, y - side, 2 * side, 2 * side)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(spot.number))
        painter.setBrush(Qt.BrushStyle.NoBrush)

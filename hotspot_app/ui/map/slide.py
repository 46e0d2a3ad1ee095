"""A map as a picture for a slide: title, dates, map, legend and every source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.scale import draw_scale, wrapped
from hotspot_app.ui.map.view_box import ViewBox

SHAPES: Final = {
    "16:9": (1280, 720),
    "A4": (1123, 794),
    "Square": (900, 900),
}
"""Titles of the slide's shapes, with width and height in pixels at normal density."""

_EDGE: Final = 24
_APART: Final = 8


@dataclass(frozen=True, slots=True)
class Caption:
    """The text above a map.

    Attributes
    ----------
    title
        The finding.
    facts
        Measure, period, comparison and method.
    marking
        Who may see it, at the top and at the foot; "" to say nothing.
    """

    title: str = ""
    facts: tuple[str, ...] = ()
    marking: str = ""


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of a slide below its caption.

    Attributes
    ----------
    ground
        Paints the map at a size in pixels, and returns the part of the ground that it
        shows.
    legend
        Paints the legend with its upper left corner at a point.
    legend_size
        Size of the legend, empty for a map without one.
    sources
        Attributions.
    """

    ground: Callable[[QPainter, QSize, float], ViewBox | None]
    legend: Callable[[QPainter, QPoint], None]
    legend_size: QSize
    sources: str


def slide(parts: Parts, caption: Caption, size: QSize, ratio: float) -> QImage:
    """Paint a slide.

    Parameters
    ----------
    size, ratio
        Size in pixels, and device pixels to a pixel.
    """
    now = theme.current()
    wide, high = size.width(), size.height()
    image = QImage(round(wide * ratio), round(high * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(now.map_ground))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    mark = _mark(painter, caption.marking, size)
    top = _head(painter, caption, wide, mark)
    foot = _foot(parts, wide) + mark
    ground = QSize(wide, max(high - top - foot, 1))
    painter.save()
    painter.translate(0, top)
    view = parts.ground(painter, ground, ratio)
    painter.restore()
    corner = QPoint(_EDGE, high - mark - _EDGE - parts.legend_size.height())
    if not parts.legend_size.isEmpty():
        parts.legend(painter, corner)
    if view is not None:
        room = _beside(parts, wide)
        draw_scale(
            painter, view.resized(wide, high - mark), parts.sources, room, most=20
        )
    painter.end()
    if caption.marking:
        image.setText("Comment", caption.marking)
    return image


def _mark(painter: QPainter, marking: str, size: QSize) -> int:
    """Write the marking at the top and at the foot; return the room that each takes."""
    if not marking:
        return 0
    face = theme.font(theme.BODY, bold=True)
    painter.setFont(face)
    painter.setPen(QColor(theme.current().ink))
    high = round(QFontMetricsF(face).height())
    for top in (_APART, size.height() - _APART - high):
        room = QRectF(0, top, size.width(), high)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, marking)
    return high


def _head(painter: QPainter, caption: Caption, wide: int, mark: int) -> int:
    """Write title and facts below the marking, and return where they end."""
    now, top = theme.current(), float(_EDGE + mark)
    lines = (
        (caption.title, theme.font(theme.HEADLINE, bold=True), now.ink),
        (" · ".join(caption.facts), theme.font(theme.BODY), now.muted),
    )
    for words, face, colour in lines:
        measure = QFontMetricsF(face)
        painter.setFont(QFont(face))
        painter.setPen(QColor(colour))
        for line in wrapped(words, measure, max(wide - 2.0 * _EDGE, 1.0)):
            room = QRectF(_EDGE, top, wide - 2 * _EDGE, measure.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, line)
            top += measure.height()
    return round(top) + _APART


def _foot(parts: Parts, wide: int) -> int:
    """Return how high legend and sources are, with the edge below them."""
    measure = QFontMetricsF(theme.font(theme.SMALL))
    lines = wrapped(parts.sources, measure, _beside(parts, wide))
    said = measure.height() * (len(lines) + 3)
    return round(max(parts.legend_size.height(), said)) + _EDGE + _APART


def _beside(parts: Parts, wide: int) -> float:
    """Return the room for sources beside the legend."""
    return max(wide - parts.legend_size.width() - 3.0 * _EDGE, 40.0)

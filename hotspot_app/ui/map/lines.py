"""The lines and points over the areas: outlines of wards, layers, incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from hotspot_app.draw.looks.palettes import Stroke
from hotspot_app.overlay import Picture
from hotspot_app.ui.kit.theme import Theme
from hotspot_app.ui.map.shapes import Pieces, lines, polygons_of
from hotspot_app.ui.map.view_box import Extent, Floats, ViewBox

_CROWD: Final = 6_000
"""More dots than these in one view are drawn in a simpler way."""

POINTS_FROM: Final = 4.0
"""Metres to a pixel; incidents are drawn when the map is at least this close."""


@dataclass(frozen=True, eq=False)
class ExtraLayer:
    """A layer drawn over the map: lines, outlines and points in one stroke."""

    pieces: Pieces
    places: Floats
    stroke: Stroke

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame, stroke: Stroke) -> ExtraLayer:
        """Prepare shapes on British National Grid to be painted."""
        shapes = frame.geometry.dropna().to_numpy()
        parts = shapely.get_parts(shapely.get_parts(shapes))
        points = parts[shapely.get_type_id(parts) == 0]
        return cls(lines(shapes), shapely.get_coordinates(points), stroke)


@dataclass(frozen=True, eq=False)
class Basemap:
    """A picture drawn under the map, with what it covers on British National Grid."""

    image: QImage
    extent: Extent

    @classmethod
    def of(cls, picture: Picture) -> Basemap:
        """Prepare a picture to be painted."""
        rows, columns, _ = picture.pixels.shape
        form = QImage.Format.Format_RGBA8888
        image = QImage(picture.pixels.tobytes(), columns, rows, 4 * columns, form)
        fast = QImage.Format.Format_ARGB32_Premultiplied
        return cls(image.convertToFormat(fast), picture.extent)

    def draw(self, painter: QPainter, view: ViewBox) -> None:
        """Draw it where it belongs."""
        west, south, east, north = self.extent
        (left, top), (right, bottom) = view.pixels(
            np.array([(west, north), (east, south)])
        ).tolist()
        painter.drawImage(QRectF(left, top, right - left, bottom - top), self.image)


@dataclass(frozen=True, eq=False)
class Over:
    """All that is drawn over the areas of a map."""

    outlines: Pieces | None = None
    layers: tuple[ExtraLayer, ...] = ()
    incidents: Floats | None = None


def over(
    outlines: gpd.GeoDataFrame | None,
    layers: Sequence[ExtraLayer],
    incidents: Floats | None,
) -> Over:
    """Prepare what is drawn over the areas."""
    drawn = None if outlines is None else lines(outlines.geometry.dropna().to_numpy())
    return Over(drawn, tuple(layers), incidents)


def paint_over(what: Over, view: ViewBox, screen: float, theme: Theme) -> QImage:
    """Paint it on clear ground, `screen` device pixels to a pixel of the view."""
    form = QImage.Format.Format_ARGB32_Premultiplied
    width, height = (max(round(s * screen), 1) for s in (view.width, view.height))
    image = QImage(width, height, form)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if what.outlines is not None:
        shapes = what.outlines.polygons(view, screen)
        casing = QColor(theme.panel)
        casing.setAlphaF(0.6)
        _stroke(painter, shapes, casing, 2.4 * screen)
        _stroke(painter, shapes, QColor(theme.ward_line), 1.15 * screen)
    for layer in what.layers:
        _paint_layer(painter, layer, view, screen, theme)
    if what.incidents is not None and view.scale <= POINTS_FROM:
        _dots(painter, what.incidents, view, screen, (theme.ink, theme.panel))
    painter.end()
    return image


def stroke_pen(stroke: Stroke, theme: Theme, width: float) -> QPen:
    """Return the pen of a layer's lines in a theme."""
    pen = QPen(QColor(stroke_colour(stroke, theme)), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dashes:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(stroke.dashes)
    return pen


def stroke_colour(stroke: Stroke, theme: Theme) -> str:
    """Return the colour of a layer in a theme."""
    return stroke.on_dark if theme.name == "dark" else stroke.colour


def _paint_layer(
    painter: QPainter, layer: ExtraLayer, view: ViewBox, screen: float, theme: Theme
) -> None:
    shapes = layer.pieces.polygons(view, screen)
    casing = QColor(theme.panel)
    casing.setAlphaF(0.6)
    _stroke(painter, shapes, casing, 2.8 * screen)
    painter.setPen(stroke_pen(layer.stroke, theme, 1.5 * screen))
    for shape in shapes:
        painter.drawPolyline(shape)
    colours = stroke_colour(layer.stroke, theme), theme.panel
    _dots(painter, layer.places, view, screen, colours)


def _stroke(
    painter: QPainter, shapes: list[QPolygonF], colour: QColor, width: float
) -> None:
    painter.setPen(QPen(colour, width, j=Qt.PenJoinStyle.RoundJoin))
    for shape in shapes:
        painter.drawPolyline(shape)


def _dots(
    painter: QPainter,
    places: Floats,
    view: ViewBox,
    screen: float,
    colours: tuple[str, str],
) -> None:
    """Draw small discs in a casing; a crowd as squares, which is quick."""
    if not len(places):
        return
    at = view.pixels(places)
    inside = ((at > -8) & (at < (view.width + 8, view.height + 8))).all(axis=1)
    at = _apart(at[inside] * screen)
    crowd = len(at) > _CROWD
    (dots,) = polygons_of(at, np.array([len(at)]))
    shape = Qt.PenCapStyle.SquareCap if crowd else Qt.PenCapStyle.RoundCap
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not crowd)
    for colour, width in zip(reversed(colours), (7.0, 5.0), strict=True):
        wide = (width - 2 if crowd else width) * screen
        painter.setPen(QPen(QColor(colour), wide, c=shape))
        painter.drawPoints(dots)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _apart(at: Floats) -> Floats:
    """Keep one of the places that fall on the same quarter of a pixel."""
    step = np.round(at * 4).astype(np.int64)
    _, first = np.unique(step[:, 0] * 1_000_003 + step[:, 1], return_index=True)
    kept: Floats = at[np.sort(first)]
    return kept


def draw_under(
    painter: QPainter,
    under: Sequence[Basemap],
    surface: Basemap | None,
    view: ViewBox,
    theme: Theme,
) -> None:
    """Draw the layers under the areas.

    Parameters
    ----------
    under
        Pictures, the topmost last; dimmed in a dark theme.
    surface
        The surface that the map shows instead of areas, in the legend's colours.
    """
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for each in under:
        each.draw(painter, view)
    if under and theme.name == "dark":
        veil = QColor(theme.map_ground)
        veil.setAlphaF(0.45)
        painter.fillRect(QRectF(0, 0, view.width, view.height), veil)
    if surface is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        surface.draw(painter, view)

"""Layers on paper, the analyst's or a method's: pictures under areas, shapes over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage, BboxImage
from matplotlib.lines import Line2D
from matplotlib.path import Path
from matplotlib.transforms import Bbox, TransformedBbox

from hotspot_app.draw.looks.palettes import HAIRLINE, PAPER, STROKES, Stroke
from hotspot_app.draw.page.furniture import millimetres, put
from hotspot_app.overlay import Box, Overlay, Picture, Shapes

_WIDTH: Final = 1.3
_CASING: Final = 2.6
_DOT: Final = 3.6
"""Points."""
_FINE: Final = 0.05
"""Millimetres of a line that no eye tells apart."""
_APART: Final = (0.3, 1.0)
"""Millimetres between dots, below which no more is seen; the second for a crowd."""
_CROWD: Final = 10_000
_POINT: Final = 0

Place = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Listed:
    """A layer as the legend lists it; `stroke` is None for a picture."""

    layer: Overlay
    stroke: Stroke | None


def listed_layers(layers: Sequence[Overlay]) -> tuple[Listed, ...]:
    """Return each layer with a stroke for its shapes, the topmost layer first.

    Parameters
    ----------
    layers
        Layers, the topmost last; pictures lie under the areas, shapes over them.
    """
    shapes = [layer for layer in layers if isinstance(layer, Shapes)]
    pictures = [layer for layer in layers if isinstance(layer, Picture)]
    over = [Listed(s, STROKES[n % len(STROKES)]) for n, s in enumerate(shapes)]
    return (*reversed(over), *(Listed(p, None) for p in reversed(pictures)))


def draw_overlays(
    axes: Axes, layers: Sequence[Listed], extent: Box, metres_per_mm: float
) -> None:
    """Draw layers, clipped to the map.

    Parameters
    ----------
    layers
        Layers, the topmost first.
    """
    for number, each in enumerate(reversed(layers)):
        order = number / 1000
        match each:
            case Listed(Picture() as picture, None):
                _picture(axes, picture, extent, order)
            case Listed(Shapes() as shapes, Stroke() as stroke):
                _shapes(axes, shapes, stroke, (extent, metres_per_mm), 2.2 + order)


def _picture(axes: Axes, picture: Picture, extent: Box, order: float) -> None:
    found = _part(picture, extent)
    if found is None:
        return
    pixels, (west, south, east, north) = found
    image = AxesImage(axes, extent=(west, east, south, north), interpolation="auto")
    image.set_data(pixels)
    image.set_zorder(order)
    image.set_gid("picture")
    axes.add_image(image)
    image.set_clip_path(axes.patch)


def _part(picture: Picture, extent: Box) -> tuple[npt.NDArray[np.uint8], Box] | None:
    """Cut a picture to whole pixels around what the map shows; None for nothing."""
    west, south, east, north = picture.extent
    rows, columns, _ = picture.pixels.shape
    across, down = (east - west) / columns, (north - south) / rows
    left = max(int((extent[0] - west) // across), 0)
    right = min(int(-((west - extent[2]) // across)), columns)
    top = max(int((north - extent[3]) // down), 0)
    bottom = min(int(-((extent[1] - north) // down)), rows)
    if left >= right or top >= bottom:
        return None
    box = (
        west + left * across,
        north - bottom * down,
        west + right * across,
        north - top * down,
    )
    return picture.pixels[top:bottom, left:right], box


def _shapes(
    axes: Axes, shapes: Shapes, stroke: Stroke, ground: tuple[Box, float], order: float
) -> None:
    extent, metres_per_mm = ground
    parts = shapely.get_parts(shapely.get_parts(shapes.frame.geometry.to_numpy()))
    is_point = shapely.get_type_id(parts) == _POINT
    lines = _lines(parts[~is_point], extent, _FINE * metres_per_mm)
    for colour, width in ((PAPER, _CASING), (stroke.colour, _WIDTH)):
        if not lines:
            break
        inked = colour != PAPER
        dashes = (0, stroke.dashes) if inked and stroke.dashes else "solid"
        collection = PathCollection(
            lines,
            facecolors="none",
            edgecolors=colour,
            linewidths=width,
            linestyles=[dashes],
            capstyle="butt",
            joinstyle="round",
            zorder=order,
        )
        collection.set_gid("own-lines" if inked else "own-lines-casing")
        axes.add_collection(collection, autolim=False)
    dots = _points(parts[is_point], extent, metres_per_mm)
    if len(dots):
        marks = _dots(dots, stroke)
        marks.set_zorder(order)
        marks.set_gid("own-points")
        axes.add_line(marks)


def _lines(parts: Any, extent: Box, fine: float) -> list[Path]:
    """Return lines and outlines within the map, as finely as paper shows them."""
    areas = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    lines = np.concatenate([parts[~areas], shapely.boundary(parts[areas])])
    cut = shapely.simplify(shapely.clip_by_rect(lines, *extent), fine)
    pieces = shapely.get_parts(shapely.get_parts(cut))
    return [
        Path(shapely.get_coordinates(piece))
        for piece in pieces
        if shapely.get_num_coordinates(piece) > 1
    ]


def _points(parts: Any, extent: Box, metres_per_mm: float) -> npt.NDArray[np.float64]:
    at = shapely.get_coordinates(parts)
    west, south, east, north = extent
    inside = (at >= (west, south)).all(axis=1) & (at <= (east, north)).all(axis=1)
    kept: npt.NDArray[np.float64] = at[inside]
    for apart in _APART:
        grid = np.round(kept / (apart * metres_per_mm))
        _, first = np.unique(grid, axis=0, return_index=True)
        kept = kept[np.sort(first)]
        if len(kept) <= _CROWD:
            break
    return kept


def _dots(at: npt.NDArray[np.float64], stroke: Stroke) -> Line2D:
    return Line2D(
        *at.T,
        linestyle="none",
        marker="o",
        markersize=_DOT,
        markerfacecolor=stroke.colour,
        markeredgecolor=PAPER,
        markeredgewidth=0.6,
    )


# --- in the legend ----------------------------------------------------------------


def sample(figure: Figure, each: Listed, corner: Place, size: Place) -> None:
    """Draw a layer's sample in the list of layers.

    Parameters
    ----------
    corner, size
        Lower left corner, and width and height, in millimetres.
    """
    (left, bottom), (width, height) = corner, size
    if isinstance(each.layer, Picture):
        _sample_picture(figure, each.layer, Bbox.from_bounds(*corner, *size))
        return
    assert each.stroke is not None
    kinds = _kinds(each.layer)
    middle = bottom + height / 2
    line = ([left, left + width], [middle, middle])
    if "areas" in kinds:
        x0, y0, x1, y1 = left, bottom, left + width, bottom + height
        line = ([x0, x1, x1, x0, x0], [y0, y0, y1, y1, y0])
    place = millimetres(figure)
    if kinds - {"points"}:
        inked = Line2D(*line, color=each.stroke.colour, lw=_WIDTH, transform=place)
        if each.stroke.dashes:
            inked.set_linestyle((0, each.stroke.dashes))
            inked.set_dash_capstyle("butt")
        inked.set_gid("own-sample")
        put(figure, inked)
    if "points" in kinds:
        dot = _dots(np.array([[left + width / 2, middle]]), each.stroke)
        dot.set_transform(place)
        dot.set_gid("own-sample")
        put(figure, dot)


def _kinds(shapes: Shapes) -> set[str]:
    parts = shapely.get_parts(shapely.get_parts(shapes.frame.geometry.to_numpy()))
    found = np.unique(shapely.get_type_id(parts))
    named = {_POINT: "points", int(shapely.GeometryType.POLYGON): "areas"}
    return {named.get(int(kind), "lines") for kind in found}


def _sample_picture(figure: Figure, picture: Picture, box: Bbox) -> None:
    rows, columns, _ = picture.pixels.shape
    wide = min(columns, 90)
    high = max(min(rows, round(wide * box.height / box.width)), 1)
    top, left = (rows - high) // 2, (columns - wide) // 2
    image = BboxImage(TransformedBbox(box, millimetres(figure)), interpolation="auto")
    image.set_data(picture.pixels[top : top + high, left : left + wide])
    image.set_gid("own-sample")
    put(figure, image)
    edge = [box.x0, box.x1, box.x1, box.x0, box.x0]
    up = [box.y0, box.y0, box.y1, box.y1, box.y0]
    frame = Line2D(
        edge, up, color=HAIRLINE, linewidth=0.6, transform=millimetres(figure)
    )
    put(figure, frame)

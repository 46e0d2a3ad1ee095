"""Areas filled by class, and outlines over them."""

from __future__ import annotations

import itertools
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba
from matplotlib.path import Path

from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.draw.looks.palettes import (
    MUTED,
    OUTLINE,
    PAPER,
    border_opacity,
    opacity,
)
from hotspot_app.draw.page.furniture import HATCH_WIDTH, MM_PER_POINT

OUTLINE_WIDTH: Final = 0.9
"""Points."""

_BORDER_WIDTH: Final = 0.25
"""Points."""

_OF_AN_AREA: Final = 0.25
"""Share of an area's width from which a border of that width is too thick."""

_POLYGON: Final = 3
"""Its number among shapely's types."""


def outline_paths(shapes: npt.NDArray[np.object_]) -> list[Path]:
    """Return a path for each polygon or multipolygon, whose holes stay empty.

    Points and lines, which a repaired boundary may carry, are left out.

    Parameters
    ----------
    shapes
        (n,) shapes; a collection doesn't hold collections of collections.

    Returns
    -------
    list of Path
        (n,) paths; empty for a shape without a polygon.
    """
    parts, whole = _parts(*_parts(shapes, np.arange(len(shapes))))
    flat = shapely.get_type_id(parts) == _POLYGON
    whole = whole[flat]
    rings, part = shapely.get_rings(
        shapely.orient_polygons(parts[flat]), return_index=True
    )
    points, ring = shapely.get_coordinates(rings, return_index=True)
    codes = np.full(len(points), Path.LINETO, dtype=Path.code_type)
    ends = np.searchsorted(ring, np.arange(len(rings) + 1))
    codes[ends[:-1]], codes[ends[1:] - 1] = Path.MOVETO, Path.CLOSEPOLY
    cuts = np.searchsorted(whole[part][ring], np.arange(len(shapes) + 1))
    return [
        Path(points[start:end], codes[start:end])
        for start, end in itertools.pairwise(cuts)
    ]


def _parts(
    shapes: npt.NDArray[np.object_], whole: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int64]]:
    """Take shapes apart; say of each part which whole it is of."""
    parts, shape = shapely.get_parts(shapes, return_index=True)
    return parts, whole[shape]


class _Areas(PathCollection):
    """Areas of one look, whose colours are told as tuples.

    Those matplotlib looks up; rows of an array it would work out anew for each of tens
    of thousands of areas, a quarter of an SVG's time.
    """

    def get_facecolor(self) -> Any:
        return [tuple(colour) for colour in np.asarray(super().get_facecolor())]

    def get_edgecolor(self) -> Any:
        return [tuple(colour) for colour in np.asarray(super().get_edgecolor())]

    def get_hatchcolor(self) -> Any:
        return [tuple(colour) for colour in np.asarray(super().get_hatchcolor())]


def draw_areas(
    axes: Axes,
    areas: gpd.GeoDataFrame,
    key: MapKey,
    *,
    metres_per_mm: float,
    see_through: float = 0.0,
) -> tuple[PathCollection, ...]:
    """Fill the areas by class, with one collection for each entry of the legend.

    Parameters
    ----------
    axes
        Axes in metres of British National Grid.
    areas
        Shown areas, index as in `key.entry_of`.
    metres_per_mm
        Scale: metres to a millimetre of paper.
    see_through
        `SEE_THROUGH` over a picture.

    Returns
    -------
    tuple of PathCollection
        In the order of `key.entries`, each named `class-<number>` and with its
        areas in the order of their rows; empty classes too. Where borders would blot
        out the areas of a class they have none, and are one path.
    """
    number = key.entry_of.loc[areas.index].to_numpy()
    shapes = areas.geometry.to_numpy()
    point = MM_PER_POINT * metres_per_mm
    drawn = []
    for place, entry in enumerate(key.entries):
        fill = opacity(entry.level, see_through)
        border = border_opacity(entry.level, see_through)
        mine = shapes[number == place]
        paths = outline_paths(mine)
        blots = not entry.stands_out and _blots(mine, entry.edge_width * point)
        if blots:
            paths = [Path.make_compound_path(*paths)]
        collection = _Areas(
            paths,
            facecolors=to_rgba(entry.fill, fill),
            edgecolors=to_rgba(entry.edge, border),
            linewidths=0.0 if blots else entry.edge_width,
            hatch=entry.hatch or None,
            hatchcolors=to_rgba(entry.hatch_colour, border),
            joinstyle="round",
            zorder=1 + entry.level * 0.1,
        )
        collection.set_hatch_linewidth(HATCH_WIDTH)
        collection.set_gid(f"class-{place}")
        axes.add_collection(collection, autolim=False)
        drawn.append(collection)
    return tuple(drawn)


def _blots(shapes: npt.NDArray[np.object_], border: float) -> bool:
    """Say whether a border, in metres, covers much of areas as small as these.

    On a map of a country the borders of its towns would run into one dark spot.
    """
    if not len(shapes):
        return False
    return bool(border > _OF_AN_AREA * np.sqrt(np.median(shapely.area(shapes))))


def draw_borders(axes: Axes, areas: gpd.GeoDataFrame) -> PathCollection:
    """Draw areas that have no class as fine lines, through which all is seen."""
    lines = PathCollection(
        outline_paths(areas.geometry.to_numpy()),
        facecolors="none",
        edgecolors=MUTED,
        linewidths=_BORDER_WIDTH,
        joinstyle="round",
        zorder=1,
    )
    lines.set_gid("borders")
    axes.add_collection(lines, autolim=False)
    return lines


def draw_outlines(axes: Axes, outlines: gpd.GeoDataFrame) -> PathCollection:
    """Draw wards (or the like) as dark lines in a thin white casing."""
    paths = outline_paths(outlines.geometry.to_numpy())
    for width, colour, order in ((2.2, PAPER, 2.0), (OUTLINE_WIDTH, OUTLINE, 2.1)):
        lines = PathCollection(
            paths,
            facecolors="none",
            edgecolors=colour,
            linewidths=width,
            joinstyle="round",
            zorder=order,
        )
        lines.set_gid("outlines" if colour == OUTLINE else "outlines-casing")
        axes.add_collection(lines, autolim=False)
    return lines


def frame(
    areas: gpd.GeoDataFrame, size: tuple[float, float], *, margin: float = 0.02
) -> tuple[float, float, float, float]:
    """Return the extent that holds all areas and has the proportions of `size`.

    Parameters
    ----------
    size
        Width and height of the room, in any unit.
    margin
        Share of the extent left free on each side.

    Returns
    -------
    tuple
        West, south, east and north in metres.
    """
    west, south, east, north = areas.total_bounds
    width, height = size
    metres = max((east - west) / width, (north - south) / height, 1e-3)
    metres *= 1 + 2 * margin
    half = np.array([width, height]) * metres / 2
    middle = np.array([west + east, south + north]) / 2
    low, high = middle - half, middle + half
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])

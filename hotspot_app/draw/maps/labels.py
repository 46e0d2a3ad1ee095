"""Names on a map on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from hotspot_app.draw.looks.palettes import PAPER
from hotspot_app.draw.maps.placing import (
    Box,
    Face,
    Floats,
    PlacedName,
    Room,
    Setting,
    in_lines,
    placed,
    prepared,
)
from hotspot_app.draw.page.furniture import Type
from hotspot_app.draw.page.typeface import FAMILIES

SIZES: Final = (7.5, 6.75, 6.0)
"""Points, largest first."""
_AIR: Final = 0.5
"""Millimetres kept free around a name."""


def place_labels(
    places: gpd.GeoDataFrame,
    *,
    extent: Box,
    metres_per_mm: float,
    avoid: Sequence[Any] = (),
    taken: tuple[Box, ...] = (),
) -> tuple[PlacedName, ...]:
    """Place names on the map: those of areas that stand out first, then larger places'.

    Parameters
    ----------
    places
        Table of places: columns `name` and geometry, polygons or points.
    extent
        West, south, east and north of the map; no name sticks out of it.
    metres_per_mm
        Scale of the map: metres to a millimetre of paper.
    avoid
        Areas that stand out: named first, and covered by names only if need be.
    taken
        Boxes that no name may touch.

    Returns
    -------
    tuple of PlacedName
        Names that found room.
    """
    loud = np.asarray(avoid, dtype=object)
    room = Room(metres_per_mm, extent, loud, list(taken))
    return placed(prepared(places, PAPER_FACE, loud), PAPER_FACE, room)


def _settings(name: str) -> Iterator[Setting]:
    for size in SIZES:
        kind = _type(size)
        for lines in in_lines(name):
            width = max(kind.width(line) for line in lines) + 2 * _AIR
            height = kind.line * len(lines) + _AIR
            cost = 0.03 * (SIZES[0] - size) + 0.05 * (len(lines) - 1)
            yield Setting(lines, size, width, height, cost)


def _inside(shape: Any, boxes: Floats) -> Floats:
    """Return the share of each box that lies in a shape."""
    words = shapely.box(*boxes.T)
    covered = shapely.area(shapely.intersection(words, shape))
    return np.asarray(covered / shapely.area(words))


PAPER_FACE: Final = Face(_settings, _inside, steps=11, least=0.6, far=0.1)


def _type(size: float) -> Type:
    return Type(size, "bold")


def draw_labels(axes: Axes, labels: tuple[PlacedName, ...]) -> None:
    """Write the names in a white halo, each as text that can be searched."""
    for label in labels:
        kind = _type(label.size)
        first = label.y + (len(label.lines) - 1) / 2 * _leading(axes, kind)
        for number, line in enumerate(label.lines):
            y = first - number * _leading(axes, kind)
            _write(axes, line, (label.x, y), kind)


def _leading(axes: Axes, kind: Type) -> float:
    """Distance between lines in metres."""
    low, high = axes.transData.inverted().transform([(0, 0), (0, 1)])[:, 1]
    pixels = kind.size * 1.25 / 72 * axes.figure.dpi
    return float(pixels * (high - low))


def _write(axes: Axes, line: str, at: tuple[float, float], kind: Type) -> None:
    for halo in (True, False):
        text = axes.text(
            *at,
            line,
            family=FAMILIES,
            size=kind.size,
            weight=kind.weight,
            color=PAPER if halo else kind.colour,
            ha="center",
            va="center_baseline",
            zorder=3 if halo else 3.1,
            gid="halo" if halo else "name",
        )
        if halo:
            text.set_path_effects([withStroke(linewidth=2.4, foreground=PAPER)])

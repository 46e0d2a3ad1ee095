"""Names on a map: inside their place, clear of each other, or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from hotspot_app.draw.looks.palettes import PAPER
from hotspot_app.draw.page.furniture import FONT, Type

SIZES: Final = (7.5, 6.75, 6.0)
"""Points, largest first."""
_STEPS: Final = 13
_AIR: Final = 0.5
"""Millimetres kept free around a name."""
_INSIDE: Final = 0.6
"""Share of a name that must lie in its place."""

_HIDING: Final = 0.3
"""Cost of hiding the whole of an area better left uncovered."""

_GOOD: Final = 0.8
"""Worth above which no smaller type is tried."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its place.

    Attributes
    ----------
    lines
        One or two lines.
    x, y
        Middle, metres of British National Grid.
    kind
        Type.
    box
        West, south, east and north of the words, metres.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    kind: Type
    box: Box


def place_labels(
    places: gpd.GeoDataFrame,
    *,
    extent: Box,
    metres_per_mm: float,
    avoid: Sequence[Any] = (),
    taken: tuple[Box, ...] = (),
) -> tuple[Label, ...]:
    """Find room for names, larger places first.

    Parameters
    ----------
    places
        Columns `name` and geometry, polygons or points.
    extent
        West, south, east and north of the map; no name sticks out of it.
    metres_per_mm
        Metres on the ground to a millimetre of paper.
    avoid
        Geometries better left uncovered, such as the areas that stand out;
        the smaller one is, the more of it a name would hide.
    taken
        Boxes no name may touch.

    Returns
    -------
    tuple of Label
        A place whose name finds no room has none.
    """
    order = np.lexsort((places["name"].to_numpy(), -places.geometry.area.to_numpy()))
    room = _Room(extent, metres_per_mm, np.asarray(avoid, dtype=object), list(taken))
    found: list[Label] = []
    for row in order:
        name, shape = str(places["name"].iloc[row]), places.geometry.iloc[row]
        label = _best(name, shape, room)
        if label is not None:
            found.append(label)
            room.used.append(label.box)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Room:
    """What a name must keep clear of."""

    extent: Box
    metres_per_mm: float
    avoid: npt.NDArray[np.object_]
    used: list[Box]


def _best(name: str, shape: Any, room: _Room) -> Label | None:
    """Try sizes and settings; a smaller type only where a larger finds no room."""
    spots = _spots(shape)
    best: tuple[float, Label | None] = (_INSIDE, None)
    for size in SIZES:
        for lines in _settings(name):
            kind = Type(size, "bold")
            tried = _try(lines, kind, spots, shape, room)
            best = max(best, tried, key=lambda pair: pair[0])
        if best[0] > _GOOD:
            break
    return best[1]


def _try(
    lines: tuple[str, ...],
    kind: Type,
    spots: npt.NDArray[np.float64],
    shape: Any,
    room: _Room,
) -> tuple[float, Label | None]:
    """Find the best of the spots for a name set in these lines."""
    width = max(kind.width(line) for line in lines) + 2 * _AIR
    height = kind.line * len(lines) + _AIR
    half = np.array([width, height]) * room.metres_per_mm / 2
    boxes = np.hstack([spots - half, spots + half])
    free = _free(boxes, room)
    if not free.any():
        return 0.0, None
    worth = _worth(boxes[free], shape, room.avoid)
    top = int(worth.argmax())
    west, south, east, north = (float(side) for side in boxes[free][top])
    x, y = (west + east) / 2, (south + north) / 2
    less = 0.03 * (SIZES[0] - kind.size) + 0.05 * (len(lines) - 1)
    label = Label(lines, x, y, kind, (west, south, east, north))
    return float(worth[top]) - less, label


def _spots(shape: Any) -> npt.NDArray[np.float64]:
    """Candidate middles: the roomiest point first, then a lattice inside."""
    if shape.geom_type == "Point":
        return np.asarray(shapely.get_coordinates(shape), dtype=np.float64)
    roomiest = shapely.get_coordinates(shapely.maximum_inscribed_circle(shape))[:1]
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(
        np.linspace(west, east, _STEPS), np.linspace(south, north, _STEPS)
    )
    lattice = np.column_stack([x.ravel(), y.ravel()])
    inside = shapely.contains_xy(shape, lattice[:, 0], lattice[:, 1])
    return np.vstack([roomiest, lattice[inside]])


def _settings(name: str) -> Iterator[tuple[str, ...]]:
    """Offer a name on one line, then on two lines of like length."""
    yield (name,)
    words = name.split()
    if len(words) > 1:
        cut = min(
            range(1, len(words)),
            key=lambda i: max(len(" ".join(words[:i])), len(" ".join(words[i:]))),
        )
        yield " ".join(words[:cut]), " ".join(words[cut:])


def _free(boxes: npt.NDArray[np.float64], room: _Room) -> npt.NDArray[np.bool_]:
    extent = room.extent
    free = (boxes[:, 0] >= extent[0]) & (boxes[:, 1] >= extent[1])
    free &= (boxes[:, 2] <= extent[2]) & (boxes[:, 3] <= extent[3])
    for west, south, east, north in room.used:
        beside = (boxes[:, 0] >= east) | (boxes[:, 2] <= west)
        free &= beside | (boxes[:, 1] >= north) | (boxes[:, 3] <= south)
    return np.asarray(free)


def _worth(
    boxes: npt.NDArray[np.float64], shape: Any, avoid: npt.NDArray[np.object_]
) -> npt.NDArray[np.float64]:
    """Share of each box in its place, less what it hides and its distance."""
    if shape.geom_type == "Point":
        return np.ones(len(boxes))
    words = shapely.box(*boxes.T)
    area = shapely.area(words)
    inside = shapely.area(shapely.intersection(words, shape)) / area
    middle = np.asarray(shape.centroid.coords[0])
    centre = (boxes[:, :2] + boxes[:, 2:]) / 2
    far = np.hypot(*(centre - middle).T) / max(float(np.sqrt(shape.area)), 1e-9)
    worth = inside - 0.1 * np.minimum(far, 1)
    for each in avoid[shapely.intersects(avoid, shapely.box(*shape.bounds))]:
        covered = shapely.area(shapely.intersection(words, each))
        worth -= 0.07 * covered / area + _HIDING * covered / shapely.area(each)
    return np.asarray(worth)


def draw_labels(axes: Axes, labels: tuple[Label, ...]) -> None:
    """Write the names in a white halo, each as text that can be searched."""
    for label in labels:
        first = label.y + (len(label.lines) - 1) / 2 * _leading(axes, label.kind)
        for number, line in enumerate(label.lines):
            y = first - number * _leading(axes, label.kind)
            _write(axes, line, (label.x, y), label.kind)


def _leading(axes: Axes, kind: Type) -> float:
    """Distance between lines in metres."""
    low, high = axes.transData.inverted().transform([(0, 0), (0, 1)])[:, 1]
    pixels = kind.size * 1.18 / 72 * axes.figure.dpi
    return float(pixels * (high - low))


def _write(axes: Axes, line: str, at: tuple[float, float], kind: Type) -> None:
    for halo in (True, False):
        text = axes.text(
            *at,
            line,
            family=FONT,
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

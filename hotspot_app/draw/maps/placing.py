"""Placing of names on a map: inside their places and clear of each other, or left out.

One rule for screen and paper. Each says by a `Face` how it sets names and measures
them, and draws what was placed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

Floats = npt.NDArray[np.float64]
Shapely = npt.NDArray[np.object_]
Box = tuple[float, float, float, float]
"""West, south, east and north in metres."""

_HIDING: Final = 0.3
"""Cost of hiding the whole of an area better left uncovered."""

_GOOD: Final = 0.8
"""Worth above which no smaller type is tried."""


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name with its place.

    Attributes
    ----------
    lines
        One or two lines.
    x, y
        Middle of the name, metres of British National Grid.
    size
        Type size in the unit of its `Face`.
    box
        Box of the name, with the margin around it.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    size: float
    box: Box


@dataclass(frozen=True, slots=True)
class Setting:
    """A size and line break in which a name can be set.

    Attributes
    ----------
    size
        Type size in the unit of its `Face`.
    width, height
        Size of the name with its margin, in millimetres or pixels.
    cost
        Penalty against the best setting, in shares of the name.
    needs
        Least width and height of a place that may have this setting.
    """

    lines: tuple[str, ...]
    size: float
    width: float
    height: float
    cost: float = 0.0
    needs: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Face:
    """Rules for setting names on paper or on a screen.

    Attributes
    ----------
    settings
        Returns the settings of a name, the preferred first.
    inside
        Returns the share of each of (n, 4) boxes that lies in a shape.
    steps
        Number of positions tried across and down.
    least
        Least share of a name that must lie in its place.
    whole
        Share from which a name counts as lying in its place.
    far
        Penalty for the full distance from the middle of a place.
    """

    settings: Callable[[str], Iterable[Setting]]
    inside: Callable[[Any, Floats], Floats]
    steps: int
    least: float
    whole: float = 1.0
    far: float = 0.0


@dataclass(frozen=True, eq=False)
class Place:
    """A place to be named: its largest part, and the ways to set its name."""

    name: str
    room: Any
    settings: tuple[Setting, ...]
    steps: int

    @cached_property
    def spots(self) -> Floats:
        """Yield middles that the name may have: the roomiest first, then outwards."""
        if self.is_point:
            return np.asarray(shapely.get_coordinates(self.room), dtype=np.float64)
        shapely.prepare(self.room)
        west, south, east, north = self.room.bounds
        tolerance = max(east - west, north - south) / 200
        circle = shapely.maximum_inscribed_circle(self.room, tolerance=tolerance)
        roomiest = shapely.get_coordinates(circle)[:1]
        x, y = np.meshgrid(
            np.linspace(west, east, self.steps + 2)[1:-1],
            np.linspace(south, north, self.steps + 2)[1:-1],
        )
        lattice = np.column_stack([x.ravel(), y.ravel()])
        lattice = lattice[shapely.contains_xy(self.room, lattice)]
        far = np.hypot(*(lattice - roomiest).T)
        return np.vstack([roomiest, lattice[np.argsort(far, kind="stable")]])

    @property
    def is_point(self) -> bool:
        """Whether it has no ground of its own."""
        return bool(self.room.geom_type == "Point")


@dataclass(frozen=True, slots=True)
class Room:
    """The ground on which names are placed, and what they must keep clear of.

    Attributes
    ----------
    scale
        Scale: metres to a millimetre or pixel.
    extent
        Extent that no name may leave, if any.
    avoid
        Shapes that names should not cover; a small shape weighs more than a large one.
    used
        Boxes that no name may touch.
    """

    scale: float
    extent: Box | None = None
    avoid: Shapely = field(default_factory=lambda: np.array([], object))
    used: list[Box] = field(default_factory=list)


def prepared(
    places: gpd.GeoDataFrame, face: Face, first: Shapely | None = None
) -> tuple[Place, ...]:
    """Return names with their measured settings.

    Parameters
    ----------
    places
        Table of places: columns `name` and geometry, polygons or points.
    first
        Shapes of areas that stand out (`in_order`).
    """
    found = []
    for name, shape in zip(places["name"], places.geometry, strict=True):
        room = _largest(shape)
        if room is None or not isinstance(name, str) or not name.strip():
            continue
        name = " ".join(name.split())
        found.append(Place(name, room, tuple(face.settings(name)), face.steps))
    return in_order(found, np.array([], object) if first is None else first)


def in_order(places: Sequence[Place], first: Shapely) -> tuple[Place, ...]:
    """Return places in order: those that hold areas that stand out, then larger ones.

    Parameters
    ----------
    first
        Shapes of areas that stand out.
    """
    loud = np.zeros(len(places), dtype=bool)
    if len(first) and places:
        points = shapely.point_on_surface(first)
        tree = shapely.STRtree([place.room for place in places])
        loud[tree.query(points, predicate="intersects")[1]] = True
    order = sorted(
        range(len(places)),
        key=lambda n: (not loud[n], -places[n].room.area, places[n].name),
    )
    return tuple(places[n] for n in order)


def placed(places: Sequence[Place], face: Face, room: Room) -> tuple[PlacedName, ...]:
    """Find room for names, one after the other; one that finds none is left out."""
    found = []
    for place in places:
        name = _best(place, face, room)
        if name is not None:
            found.append(name)
            room.used.append(name.box)
    return tuple(found)


def in_lines(name: str) -> tuple[tuple[str, ...], ...]:
    """Offer a name on one line, then on two lines of like length."""
    words = name.split()
    if len(words) < 2:
        return ((name,),)
    cuts = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return (name,), min(cuts, key=lambda pair: max(map(len, pair)))


def _largest(shape: Any) -> Any:
    if shape is None or shape.is_empty:
        return None
    if shape.geom_type == "Point":
        return shape
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    usable = [p for p in parts if p.area > 0 and np.isfinite(p.bounds).all()]
    return max(usable, key=lambda part: part.area, default=None)


def _best(place: Place, face: Face, room: Room) -> PlacedName | None:
    """Try each setting; a smaller type only where a larger isn't good."""
    best: tuple[float, PlacedName | None] = (face.least, None)
    tried = 0.0
    for setting in place.settings:
        good = best[0] > _GOOD and setting.size < tried
        if good or not _fits(setting, place, room.scale):
            continue
        tried = max(tried, setting.size)
        worth, name = _try(setting, place, face, room)
        if worth > best[0]:
            best = worth, name
        if worth >= face.whole:
            break
    return best[1]


def _fits(setting: Setting, place: Place, scale: float) -> bool:
    west, south, east, north = place.room.bounds
    across, down = (east - west) / scale, (north - south) / scale
    wide, high = setting.needs
    return place.is_point or bool(wide <= across and high <= down)


def _try(
    setting: Setting, place: Place, face: Face, room: Room
) -> tuple[float, PlacedName | None]:
    """Find the best of the spots for a name set like this."""
    half = np.array([setting.width, setting.height]) * room.scale / 2
    spots = place.spots
    boxes = np.hstack([spots - half, spots + half])
    free = _free(boxes, room)
    if not free.any():
        return 0.0, None
    boxes, spots = boxes[free], spots[free]
    worth = _worth(boxes, spots, place, face, room)
    top = int(worth.argmax())
    west, south, east, north = (float(side) for side in boxes[top])
    x, y = (float(part) for part in spots[top])
    name = PlacedName(setting.lines, x, y, setting.size, (west, south, east, north))
    return float(worth[top]) - setting.cost, name


def _free(boxes: Floats, room: Room) -> npt.NDArray[np.bool_]:
    free = np.ones(len(boxes), dtype=bool)
    if room.extent is not None:
        west, south, east, north = room.extent
        free &= (boxes[:, 0] >= west) & (boxes[:, 1] >= south)
        free &= (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
    for west, south, east, north in room.used:
        beside = (boxes[:, 0] >= east) | (boxes[:, 2] <= west)
        free &= beside | (boxes[:, 1] >= north) | (boxes[:, 3] <= south)
    return free


def _worth(
    boxes: Floats, spots: Floats, place: Place, face: Face, room: Room
) -> Floats:
    """Share of each box in its place, less what it hides and its distance."""
    if place.is_point:
        return np.ones(len(boxes))
    worth = np.minimum(face.inside(place.room, boxes), face.whole)
    if face.far:
        middle = np.asarray(place.room.centroid.coords[0])
        away = np.hypot(*(spots - middle).T) / max(
            float(np.sqrt(place.room.area)), 1e-9
        )
        worth -= face.far * np.minimum(away, 1)
    near = shapely.intersects(room.avoid, shapely.box(*place.room.bounds))
    if near.any():
        worth -= _hidden(shapely.box(*boxes.T), room.avoid[near])
    return worth


def _hidden(words: Shapely, avoid: Shapely) -> Floats:
    """Return what names cost that cover shapes better left uncovered."""
    cost = np.zeros(len(words))
    for each in avoid:
        covered = shapely.area(shapely.intersection(words, each))
        cost += 0.07 * covered / shapely.area(words)
        cost += _HIDING * covered / shapely.area(each)
    return cost

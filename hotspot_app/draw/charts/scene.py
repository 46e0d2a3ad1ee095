"""A chart as lines, dots, cells and words in their places, for paper and screen alike.

Places are in the unit of the room, which is millimetres on paper and pixels on the
screen, from the upper left corner to the right and down. Colours are roles, which each
look has its own for, or colours of the maps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np

from hotspot_app.draw.charts.numbers import Floats
from hotspot_app.draw.looks.legend import Entry
from hotspot_app.draw.page.fitting import Width

Role = Literal[
    "ink", "muted", "accent", "rising", "falling", "quiet", "hairline", "ground"
]
Side = Literal["left", "centre", "right"]

DASHES: Final = (4.0, 3.0)
DOTTED: Final = (1.5, 2.0)
"""Ink and gap in turn, in widths of the line."""


@dataclass(frozen=True, slots=True)
class Room:
    """The room for a chart.

    Attributes
    ----------
    wide, tall
        Width and height; a chart that needs more height takes it.
    line
        Height of a line of small type, to which everything else is proportional.
    width
        Returns the width of a text in small type.
    """

    wide: float
    tall: float
    line: float
    width: Width

    @property
    def pad(self) -> float:
        """Between two things that don't belong together."""
        return self.line / 2


@dataclass(frozen=True, eq=False)
class Stroke:
    """A line through points: (n, 2). `weight` is in points on paper."""

    points: Floats
    role: Role
    weight: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Band:
    """A pale ground within an outline: (n, 2)."""

    points: Floats
    role: Role


@dataclass(frozen=True, slots=True)
class Dot:
    """A round mark; `mark` is the row it stands for, -1 for a sample."""

    x: float
    y: float
    size: float
    role: Role
    hollow: bool = False
    mark: int = -1


@dataclass(frozen=True, slots=True)
class Cell:
    """A rectangle that looks as a class of a map."""

    x: float
    y: float
    wide: float
    tall: float
    look: Entry


@dataclass(frozen=True, slots=True)
class Words:
    """A line of small type, its middle at `y`.

    Attributes
    ----------
    ground
        The class of the map on which the text stands.
    clear
        Whether the ground below the text is cleared.
    """

    x: float
    y: float
    text: str
    side: Side = "left"
    role: Role = "muted"
    ground: Entry | None = None
    clear: bool = False


Item = Stroke | Band | Dot | Cell | Words


@dataclass(frozen=True, eq=False)
class Scene:
    """The items to paint, in painting order, and the places of the marks.

    Attributes
    ----------
    tall
        Height of the chart.
    least
        Least height that the chart needs.
    places
        Left, top, width and height of each row's mark, missing for rows without one:
        (n, 4).
    along, down
        Order in which the arrow keys go through the marks, to the right and down.
    """

    items: tuple[Item, ...]
    tall: float
    least: float
    places: Floats
    along: tuple[int, ...]
    down: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """A scene in the making."""

    room: Room
    items: list[Item] = field(default_factory=list)

    def write(
        self, at: tuple[float, float], text: str, side: Side, role: Role = "muted"
    ) -> None:
        """Write a line of words."""
        self.items.append(Words(*at, text, side, role))

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        role: Role,
        *,
        weight: float = 1.0,
        dashes: tuple[float, ...] = (),
    ) -> None:
        """Draw a straight line."""
        ends = np.array([start, end], dtype=np.float64)
        self.items.append(Stroke(ends, role, weight, dashes))

    def done(
        self,
        places: Floats,
        *,
        tall: float,
        least: float,
        orders: tuple[Sequence[int], Sequence[int]] | None = None,
    ) -> Scene:
        """Return the finished scene.

        Parameters
        ----------
        orders
            Order of the marks to the right and down; by default that of their rows.
        """
        along, down = orders or _orders(places)
        return Scene(tuple(self.items), tall, least, places, (*along,), (*down,))


def squares(x: Floats, y: Floats, side: float) -> Floats:
    """Return squares around points."""
    size = np.full(len(x), side)
    return np.column_stack([x - side / 2, y - side / 2, size, size])


def _orders(places: Floats) -> tuple[list[int], list[int]]:
    """Order marks from left to right, and from the top down."""
    seen = np.flatnonzero(np.isfinite(places).all(axis=1))
    middle = places[seen, :2] + places[seen, 2:] / 2
    along = seen[np.lexsort((middle[:, 1], middle[:, 0]))]
    down = seen[np.lexsort((middle[:, 0], middle[:, 1]))]
    return along.tolist(), down.tolist()

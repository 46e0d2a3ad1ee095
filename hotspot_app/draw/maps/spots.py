"""Numbered outlines on a map: the places of a list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection

from hotspot_app.draw.looks.palettes import INK, PAPER
from hotspot_app.draw.maps.choropleth import outline_paths
from hotspot_app.draw.page.furniture import BODY
from hotspot_app.draw.page.typeface import FAMILIES
from hotspot_app.overlay import Box, Spot

_WIDTH: Final = 1.5
_CASING: Final = 3.2
"""Points."""
_BADGE: Final = 5.0
"""Millimetres across."""
_APART: Final = 4.2
"""Millimetres between the middles of numbers, so that each can be read."""
_ROUNDS: Final = 50
_ENOUGH: Final = 0.999
"""Share of the distance wanted with which one is content."""

Place = tuple[float, float]
"""Metres east and north."""


def apart(places: Sequence[tuple[float, float]], least: float) -> list[Place]:
    """Move places that are nearer than `least` to each other just so far apart.

    Each moves as far as the other; those that are one place part sideways, so that the
    first is left of the second.
    """
    at = np.array(places, dtype=np.float64).reshape(-1, 2)
    pairs = [*combinations(range(len(at)), 2)]
    for _ in range(_ROUNDS):
        steps = np.zeros_like(at)
        for one, other in pairs:
            way = at[other] - at[one]
            far = float(np.hypot(*way))
            if far < least * _ENOUGH:
                towards = way / far if far else np.array([1.0, 0.0])
                steps[one] -= towards * (least - far) / 2
                steps[other] += towards * (least - far) / 2
        if not steps.any():
            break
        at += steps
    return [(float(x), float(y)) for x, y in at]


def draw_spots(
    axes: Axes,
    spots: Sequence[Spot],
    metres_per_mm: float,
    within: Box | None = None,
) -> tuple[Box, ...]:
    """Draw outlines and numbers of places, the first on top.

    Parameters
    ----------
    within
        Extent of the map; numbers that would leave it are left out.

    Returns
    -------
    tuple
        Boxes of the numbers in metres, which no name may cover.
    """
    shapes = np.array([spot.outline for spot in spots], dtype=object)
    for width, colour, order in ((_CASING, PAPER, 2.3), (_WIDTH, INK, 2.31)):
        lines = PathCollection(
            outline_paths(shapes) if len(shapes) else [],
            facecolors="none",
            edgecolors=colour,
            linewidths=width,
            joinstyle="round",
            zorder=order,
        )
        lines.set_gid("spots" if colour == INK else "spots-casing")
        axes.add_collection(lines, autolim=False)
    half, taken = _BADGE / 2 * metres_per_mm, []
    places = apart([spot.at for spot in spots], _APART * metres_per_mm)
    for spot, (x, y) in zip(spots, places, strict=True):
        badge = (x - half, y - half, x + half, y + half)
        if within is not None and not shapely.box(*within).covers(shapely.box(*badge)):
            continue
        axes.text(
            x,
            y,
            str(spot.number),
            family=FAMILIES,
            size=BODY.size,
            color=PAPER,
            ha="center",
            va="center_baseline",
            zorder=4 - spot.number / 1000,
            bbox={
                "boxstyle": "circle,pad=0.28",
                "facecolor": INK,
                "edgecolor": PAPER,
                "linewidth": 1.2,
            },
            gid=f"spot-{spot.number}",
        )
        taken.append(badge)
    return tuple(taken)

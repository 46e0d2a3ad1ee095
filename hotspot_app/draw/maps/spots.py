"""Numbered outlines on a map: the places of a list."""

from __future__ import annotations

from collections.abc import Sequence
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
    for spot in spots:
        x, y = spot.at
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

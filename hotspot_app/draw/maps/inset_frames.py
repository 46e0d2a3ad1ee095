"""Frames on a map around what its insets show, each with the letter of its inset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from hotspot_app.draw.looks.palettes import INK, PAPER
from hotspot_app.draw.maps.insets import EDGE, HEADING, Inset
from hotspot_app.draw.page.typeface import FAMILIES
from hotspot_app.overlay import Box

_LEAST: Final = 6.5
"""Millimetres of a frame's side at least: it goes round a number."""
_TAG: Final = 4.2
"""Millimetres."""
_WIDTH: Final = 1.3
_CASING: Final = 2.9
"""Points."""


def draw_frames(
    axes: Axes,
    insets: Sequence[Inset],
    *,
    extent: Box,
    metres_per_mm: float,
    taken: tuple[Box, ...],
) -> tuple[Box, ...]:
    """Draw the extent of each inset on the map, with the inset's letter.

    A frame smaller than a number is drawn around the number.

    Parameters
    ----------
    taken
        Boxes that no letter may touch.

    Returns
    -------
    tuple
        Lines of the frames and boxes of the letters, which no name may cover.
    """
    frames = [_frame(inset, metres_per_mm) for inset in insets]
    lines = [line for each in frames for line in _lines(each, 0.3 * metres_per_mm)]
    tags: list[Box] = []
    for inset, box in zip(insets, frames, strict=True):
        corner = _corner(box, _TAG * metres_per_mm, extent, (*taken, *lines, *tags))
        tags.append(corner)
        _framed(axes, box, f"frame-{inset.letter}")
        _lettered(axes, corner, inset.letter)
    return (*lines, *tags)


def _framed(axes: Axes, box: Box, gid: str) -> None:
    """Draw the lines of a frame in a white casing."""
    for colour, width, order in ((PAPER, _CASING, 2.4), (INK, _WIDTH, 2.41)):
        edge = Rectangle(
            box[:2],
            box[2] - box[0],
            box[3] - box[1],
            facecolor="none",
            edgecolor=colour,
            linewidth=width,
            zorder=order,
            gid=gid if colour == INK else f"{gid}-casing",
        )
        axes.add_artist(edge)


def _lettered(axes: Axes, box: Box, letter: str) -> None:
    tag = Rectangle(
        box[:2],
        box[2] - box[0],
        box[3] - box[1],
        facecolor=PAPER,
        edgecolor=INK,
        linewidth=EDGE,
        zorder=4.1,
        gid=f"tag-{letter}",
    )
    axes.add_artist(tag)
    axes.text(
        (box[0] + box[2]) / 2,
        (box[1] + box[3]) / 2,
        letter,
        family=FAMILIES,
        size=HEADING.size,
        weight=HEADING.weight,
        color=INK,
        ha="center",
        va="center_baseline",
        zorder=4.2,
        gid=f"letter-{letter}",
    )


def _frame(inset: Inset, scale: float) -> Box:
    """Return an inset's frame on the map, metres."""
    west, south, east, north = inset.extent
    wider = max(_LEAST * scale - (east - west), 0.0) / 2
    higher = max(_LEAST * scale - (north - south), 0.0) / 2
    return west - wider, south - higher, east + wider, north + higher


def _lines(box: Box, half: float) -> list[Box]:
    """Return boxes around the four sides of a frame."""
    west, south, east, north = box
    upright = [(x - half, south, x + half, north) for x in (west, east)]
    level = [(west, y - half, east, y + half) for y in (south, north)]
    return [*upright, *level]


def _corner(box: Box, side: float, extent: Box, taken: Sequence[Box]) -> Box:
    """Find a place for a letter at a frame's corners: clear of what is there."""
    west, south, east, north = box
    places = [
        (x, y, x + side, y + side)
        for y in (north, south - side)
        for x in (west, east - side)
    ] + [
        (x, y, x + side, y + side)
        for x in (east, west - side)
        for y in (north - side, south)
    ]
    within = [place for place in places if _inside(place, extent)] or places
    shrunk = [_grown(place, -0.1 * side) for place in within]
    free = [p for p, core in zip(within, shrunk, strict=True) if not _hit(core, taken)]
    return (free or within)[0]


def _grown(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def _inside(box: Box, extent: Box) -> bool:
    low = box[0] >= extent[0] and box[1] >= extent[1]
    return low and box[2] <= extent[2] and box[3] <= extent[3]


def _hit(box: Box, taken: Sequence[Box]) -> bool:
    return any(
        box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3]
        for t in taken
    )

"""Titles, legend, axes and numbers around the marks of a scene."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.numbers import Floats, axis_number
from hotspot_app.draw.charts.scales import Scale
from hotspot_app.draw.charts.scene import (
    DASHES,
    Cell,
    Dot,
    Picture,
    Role,
    Side,
    Stroke,
)
from hotspot_app.draw.looks.legend import Entry
from hotspot_app.draw.page.fitting import fitted, shortened

DOT: Final = 0.42
"""Size of a dot, in lines of type."""
_LINE: Final = 1.6
"""Length of a sample of a line, in lines of type."""
LEAST: Final = 14
"""Least height of a plot, in lines of type."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An entry of a chart's legend.

    Attributes
    ----------
    dashes
        Dashes of its line; None for no line.
    dot
        "full", "hollow", or "" for no dot.
    look
        Look of its cell.
    """

    text: str
    role: Role = "ink"
    dashes: tuple[float, ...] | None = None
    dot: str = ""
    look: Entry | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """The rectangle that marks are in, and how values become places in it."""

    left: float
    top: float
    right: float
    bottom: float
    across: Scale
    up: Scale

    def points(self, x: Floats, y: Floats) -> Floats:
        """Return places of values: (n, 2)."""
        return np.column_stack([self.across.at(x), self.up.at(y)])


def write_lines(
    picture: Picture, top: float, text: str, end: float | None = None
) -> float:
    """Write a text in one line or two; return where the next item begins.

    Parameters
    ----------
    end
        Where the text ends, if it is aligned to the right.
    """
    room = picture.room
    side: Side = "left" if end is None else "right"
    for line in fitted(text, room.wide, room.width):
        at = 0.0 if end is None else max(end, room.width(line))
        picture.write((at, top + room.line / 2), line, side)
        top += room.line
    return top


def write_key(picture: Picture, top: float, samples: Sequence[Sample]) -> float:
    """Write what looks mean, one beside the other; return where the next begins."""
    room, left = picture.room, 0.0
    if not samples:
        return top
    for sample in samples:
        swatch = _LINE if sample.look or sample.dashes is not None else _LINE / 2
        before = (swatch + 0.4) * room.line
        text = shortened(sample.text, room.wide - before, room.width)
        wide = before + room.width(text)
        if left and left + wide > room.wide:
            left, top = 0.0, top + room.line
        _draw_sample(picture, (left, top + room.line / 2), sample)
        picture.write((left + before, top + room.line / 2), text, "left", "ink")
        left += wide + 1.5 * room.pad
    return top + room.line


def _draw_sample(picture: Picture, at: tuple[float, float], sample: Sample) -> None:
    line, (left, middle) = picture.room.line, at
    if sample.look is not None:
        box = (left, middle - 0.35 * line, _LINE * line, 0.7 * line)
        picture.items.append(Cell(*box, sample.look))
    if sample.dashes is not None:
        end = (left + _LINE * line, middle)
        picture.rule(at, end, sample.role, weight=1.4, dashes=sample.dashes)
    if sample.dot:
        hollow = sample.dot == "hollow"
        centre = left + (_LINE / 2 if sample.dashes is not None else _LINE / 4) * line
        picture.items.append(Dot(centre, middle, DOT * line, sample.role, hollow))


def reference_sample(drawing: Drawing) -> list[Sample]:
    """Say what the line across is, if there is one that has a name."""
    if drawing.reference is None or not drawing.captions.reference:
        return []
    return [Sample(drawing.captions.reference, "ink", DASHES)]


def plotted(
    picture: Picture,
    drawing: Drawing,
    top: float,
    spans: tuple[tuple[float, float], tuple[float, float]],
) -> tuple[Plot, float, float]:
    """Draw the axes of a plot of numbers against numbers, with their titles.

    Parameters
    ----------
    spans
        Lowest and highest value of the x-axis and of the y-axis.

    Returns
    -------
    tuple
        The plot, the whole height, and the least height needed.
    """
    room = picture.room
    below = len(fitted(drawing.other_title, room.wide, room.width)) + 1
    least = top + (LEAST + below) * room.line
    tall = max(room.tall, least)
    bottom = tall - (below + 0.5) * room.line
    up = Scale(*spans[1], bottom, top + room.pad)
    numbers = up.ticks(3 * room.line)
    left = max((room.width(words) for _, words in numbers), default=0) + room.pad
    right = room.wide - room.pad
    across = Scale(*spans[0], left, right)
    rule_up(picture, up, (left, right))
    rule_across(picture, across, (up.end, bottom))
    write_lines(picture, bottom + 1.4 * room.line, drawing.other_title, room.wide)
    return Plot(left, up.end, right, bottom, across, up), tall, least


def rule_up(
    picture: Picture, up: Scale, ends: tuple[float, float], *, numbers: bool = True
) -> None:
    """Rule a plot across at the ticks of its values, numbers on the left."""
    room = picture.room
    for at, words in up.ticks(3 * room.line):
        picture.rule((ends[0], at), (ends[1], at), "hairline")
        if numbers:
            picture.write((ends[0] - room.pad / 2, at), words, "right")


def rule_across(picture: Picture, across: Scale, ends: tuple[float, float]) -> None:
    """Rule a plot up at the ticks of its values, numbers below."""
    room = picture.room
    wide = max(room.width(axis_number(round(n, 1))) for n in (across.low, across.high))
    for at, words in across.ticks(wide + 2.5 * room.pad):
        picture.rule((at, ends[0]), (at, ends[1]), "hairline")
        half = room.width(words) / 2
        inside = min(max(at, half), room.wide - half)
        picture.write((inside, ends[1] + 0.8 * room.line), words, "centre")


def draw_reference(picture: Picture, drawing: Drawing, plot: Plot) -> None:
    """Draw the reference across."""
    if drawing.reference is None:
        return
    at = plot.up.of(drawing.reference)
    picture.rule((plot.left, at), (plot.right, at), "ink", weight=1.2, dashes=DASHES)


def draw_parts(
    picture: Picture,
    points: Floats,
    role: Role,
    *,
    weight: float,
    dashes: tuple[float, ...] = (),
) -> None:
    """Draw a line through points, with gaps where one is missing."""
    known = np.asarray(np.isfinite(points).all(axis=1))
    starts = np.flatnonzero(known & ~np.r_[False, known[:-1]])
    ends = np.flatnonzero(known & ~np.r_[known[1:], False])
    for start, end in zip(starts, ends, strict=True):
        part = points[start : end + 1]
        if len(part) > 1:
            picture.items.append(Stroke(part, role, weight, dashes))

"""Small multiples: one line for each group, in panels with common scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.numbers import Floats, month_words
from hotspot_app.draw.charts.scales import Scale, extent
from hotspot_app.draw.charts.scene import (
    DASHES,
    Band,
    Dot,
    Picture,
    Room,
    Scene,
    squares,
)
from hotspot_app.draw.charts.scene_axes import (
    DOT,
    draw_parts,
    reference_sample,
    rule_up,
    write_key,
    write_lines,
)
from hotspot_app.draw.page.fitting import fitted, shortened

_WIDE: Final = 6.5
"""Width of a panel at least, in lines of type."""
_ABREAST: Final = 5
"""Panels side by side at most."""
_TALL: Final = 6.0
"""Height of a panel's plot at least, and at most, in lines of type."""
_HIGHEST: Final = 11.0
_DOTTED: Final = 24
"""Values of a panel up to which each has a dot."""


@dataclass(frozen=True, slots=True)
class _Panels:
    """The layout of the panels.

    Attributes
    ----------
    columns
        Number of panels in a row.
    left
        Width of the numbers on the left.
    wide, tall
        Width and height of a panel's plot.
    titles
        Lines of each panel's title.
    head, foot
        Height of the titles, and of the text below a panel.
    ends
        Whether the labels below a panel stand at its two ends, and the labels.
    """

    columns: int
    left: float
    wide: float
    tall: float
    titles: tuple[tuple[str, ...], ...]
    head: float
    foot: float
    ends: tuple[bool, tuple[str, ...]]


def multiples(drawing: Drawing, names: Sequence[str], room: Room) -> Scene:
    """Draw a panel a group, as many side by side as there is room for."""
    del names
    picture, chart = Picture(room), drawing.chart
    values = drawing.numbers(chart.y)
    heights = [values, *(drawing.ends() or ())]
    if drawing.reference is not None:
        heights.append(np.array([drawing.reference]))
    low, high = extent(heights, from_zero=True)
    top = write_lines(picture, 0.0, drawing.value_title)
    top = write_key(picture, top, reference_sample(drawing))
    top = write_lines(picture, top, drawing.extent)
    top += room.pad / 2
    below = 1.2 * room.line
    laid, least = _laid(drawing, room, (low, high), top + below)
    rows = -(-len(laid.titles) // laid.columns)
    places = np.full((len(values), 4), np.nan)
    many = len(drawing.steps)
    for panel in range(len(laid.titles)):
        row, column = divmod(panel, laid.columns)
        left = laid.left + column * (laid.wide + room.pad)
        first = top + row * (laid.head + laid.tall + laid.foot) + laid.head
        up = Scale(low, high, first + laid.tall, first)
        rule_up(picture, up, (left, left + laid.wide), numbers=column == 0)
        _write_title(picture, laid.titles[panel], (left, first))
        part = slice(panel * many, (panel + 1) * many)
        places[part] = _draw_line(picture, drawing, part, (left, laid.wide), up)
        if panel + laid.columns >= len(laid.titles):
            _write_ends(picture, laid.ends, (left, laid.wide), first + laid.tall)
    bottom = top + rows * (laid.head + laid.tall + laid.foot)
    write_lines(picture, bottom, drawing.other_title, room.wide)
    every = np.arange(len(values)).reshape(-1, many)
    orders = every.ravel().tolist(), every.T.ravel().tolist()
    return picture.done(places, tall=bottom + below, least=least, orders=orders)


def _laid(
    drawing: Drawing, room: Room, span: tuple[float, float], beside: float
) -> tuple[_Panels, float]:
    """Share the room among panels; return how tall all has to be, too."""
    groups = [*map(month_words, drawing.groups)]
    numbers = Scale(*span, _TALL * room.line, 0.0).ticks(3 * room.line)
    left = max((room.width(words) for _, words in numbers), default=0.0) + room.pad
    fitting = int((room.wide - left + room.pad) // (_WIDE * room.line + room.pad))
    columns = max(1, min(len(groups), fitting, _ABREAST))
    rows = -(-len(groups) // columns)
    columns = -(-len(groups) // rows)
    wide = (room.wide - left - (columns - 1) * room.pad) / columns
    titles = tuple(fitted(group, wide, room.width) for group in groups)
    head = max(map(len, titles)) * room.line + room.pad
    ends = _ends(drawing.steps, wide, room)
    foot = (0.4 + (1 if ends[0] else len(ends[1]))) * room.line
    least = beside + rows * (head + _TALL * room.line + foot)
    tall = (max(room.tall, least) - beside) / rows - head - foot
    tall = min(tall, _HIGHEST * room.line)
    return _Panels(columns, left, wide, tall, titles, head, foot, ends), least


def _write_title(
    picture: Picture, lines: Sequence[str], corner: tuple[float, float]
) -> None:
    line = picture.room.line
    for number, text in enumerate(lines):
        middle = corner[1] - picture.room.pad - (len(lines) - number - 0.5) * line
        picture.write((corner[0], middle), text, "left", "ink")


def _draw_line(
    picture: Picture,
    drawing: Drawing,
    part: slice,
    across: tuple[float, float],
    up: Scale,
) -> Floats:
    """Draw a panel's band, reference, line and dots; return where its marks are."""
    size, (left, wide) = DOT * picture.room.line, across
    values, ends = up.at(drawing.numbers(drawing.chart.y)[part]), drawing.ends()
    x = left + (np.arange(len(values)) + 0.5) * wide / len(values)
    points = np.column_stack([x, values])
    if ends is not None:
        _draw_band(picture, x, up.at(ends[0][part]), up.at(ends[1][part]))
    if drawing.reference is not None:
        at = up.of(drawing.reference)
        picture.rule((left, at), (left + wide, at), "ink", dashes=DASHES)
    draw_parts(picture, points, "accent", weight=1.6)
    known = np.isfinite(values)
    alone = known & ~np.r_[False, known[:-1]] & ~np.r_[known[1:], False]
    for row in np.flatnonzero(known if len(values) <= _DOTTED else alone).tolist():
        mark = part.start + row
        dot = Dot(float(x[row]), float(values[row]), 0.7 * size, "accent", mark=mark)
        picture.items.append(dot)
    return squares(x, values, 2 * size)


def _draw_band(picture: Picture, x: Floats, lower: Floats, upper: Floats) -> None:
    known = np.isfinite(lower) & np.isfinite(upper)
    for run in np.split(np.arange(len(x)), np.flatnonzero(np.diff(known)) + 1):
        if known[run].all() and len(run) > 1:
            outline = np.r_[
                np.column_stack([x[run], lower[run]]),
                np.column_stack([x[run], upper[run]])[::-1],
            ]
            picture.items.append(Band(outline, "accent"))


def _ends(
    steps: Sequence[str], wide: float, room: Room
) -> tuple[bool, tuple[str, ...]]:
    """Say from where to where a panel goes: at its two ends, or else in lines."""
    first, last = month_words(steps[0]), month_words(steps[-1])
    if len(steps) == 1:
        return False, fitted(first, wide, room.width)
    if room.width(first) + room.width(last) + room.pad <= wide:
        return True, (first, last)
    return False, (
        shortened(f"{first} to", wide, room.width),
        *fitted(last, wide, room.width),
    )


def _write_ends(
    picture: Picture,
    ends: tuple[bool, tuple[str, ...]],
    across: tuple[float, float],
    bottom: float,
) -> None:
    line, (left, wide) = picture.room.line, across
    level, texts = ends
    for number, text in enumerate(texts):
        if level and number:
            picture.write((left + wide, bottom + 0.7 * line), text, "right")
        else:
            picture.write((left, bottom + (number + 0.7) * line), text, "left")

"""Slope charts: lines from an earlier time to a later one, with names at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.labelling import apart
from hotspot_app.draw.charts.numbers import Floats, value_words
from hotspot_app.draw.charts.scales import Scale, extent
from hotspot_app.draw.charts.scene import (
    DASHES,
    DOTTED,
    Dot,
    Picture,
    Role,
    Room,
    Scene,
    squares,
)
from hotspot_app.draw.charts.scene_axes import (
    DOT,
    LEAST,
    Sample,
    reference_sample,
    write_key,
)
from hotspot_app.draw.page.fitting import fitted, shortened

NAMED: Final = 12
"""Lines that are named and drawn apart; the others are grey."""
_NAMES: Final = 0.5
"""Share of the width that names may take."""
_LOOKS: Final[dict[int, tuple[str, Role, tuple[float, ...], str]]] = {
    1: ("rose", "rising", (), "full"),
    -1: ("fell", "falling", DASHES, "hollow"),
    0: ("unchanged", "ink", DOTTED, "full"),
}
"""Word, colour, dashes and dots of lines that rose, fell or stayed."""


def moved_most(drawing: Drawing) -> list[int]:
    """Return the rows that moved most either way, at most `NAMED`."""
    change = np.abs(change_of(drawing))
    order = np.argsort(-change, kind="stable")
    return [row for row in order.tolist() if np.isfinite(change[row])][:NAMED]


def change_of(drawing: Drawing) -> Floats:
    """Return how much each row rose, missing where a number is."""
    before, now = _ends(drawing)
    return np.asarray(now - before)


@dataclass(frozen=True, slots=True)
class _Laid:
    """The places of the lines' ends, and the labels beside them.

    Attributes
    ----------
    left, right
        Place of the earlier and of the later time.
    named
        Where names begin.
    top, tall
        Top of the lines, and height of the chart.
    values, names
        Values before and after of the rows that changed most, and their names.
    """

    left: float
    right: float
    named: float
    top: float
    tall: float
    values: tuple[list[str], list[str]]
    names: list[str]


def slope(drawing: Drawing, names: Sequence[str], room: Room) -> Scene:
    """Draw grey lines first, and those that moved most, named, over them."""
    picture, most = Picture(room), moved_most(drawing)
    ends = _ends(drawing)
    laid, least = _laid(picture, drawing, names, most)
    up = Scale(*_span(drawing, ends), laid.tall - room.line, laid.top + room.line)
    for x in (laid.left, laid.right):
        picture.rule((x, laid.top), (x, laid.tall), "hairline")
    if drawing.reference is not None:
        at = up.of(drawing.reference)
        across = (laid.left, at), (laid.right, at)
        picture.rule(*across, "ink", weight=1.2, dashes=DASHES)
    heights, change = (up.at(ends[0]), up.at(ends[1])), change_of(drawing)
    for row in [*_others(ends, most), *reversed(most)]:
        sign = int(np.sign(change[row])) if row in most else None
        _draw_row(picture, row, laid, (heights[0][row], heights[1][row]), sign)
    lines = _write_names(picture, laid, (heights[0][most], heights[1][most]))
    places = _places(heights, laid, room)
    start = laid.right - room.pad
    for row, at in zip(most, lines.tolist(), strict=True):
        places[row] = start, at - room.line / 2, room.wide - start, room.line
    order = np.lexsort((heights[0], heights[1])).tolist()
    return picture.done(places, tall=laid.tall, least=least, orders=(order, order))


def _ends(drawing: Drawing) -> tuple[Floats, Floats]:
    """Return the numbers at the earlier and at the later time."""
    chart = drawing.chart
    return drawing.numbers(chart.before), drawing.numbers(chart.y)


def _laid(
    picture: Picture, drawing: Drawing, names: Sequence[str], most: Sequence[int]
) -> tuple[_Laid, float]:
    """Share the room, write what is above; return how tall all has to be, too."""
    room = picture.room
    first, last = ([value_words(float(v)) for v in end[most]] for end in _ends(drawing))
    texts = [shortened(names[row], _NAMES * room.wide, room.width) for row in most]
    left, beside, wide = (
        max(map(room.width, words), default=0.0) + 1.2 * room.pad
        for words in (first, last, texts)
    )
    named = room.wide - wide
    right = named - beside - room.pad
    top = write_key(picture, 0.0, _samples(drawing, most))
    top = _write_times(picture, drawing, top, right)
    least = top + max(LEAST, len(most) + 1) * room.line
    tall = max(room.tall, least)
    return _Laid(left, right, named, top, tall, (first, last), texts), least


def _samples(drawing: Drawing, most: Sequence[int]) -> list[Sample]:
    """Say how many rose, fell and stayed, and that the others are grey."""
    signs = np.sign(change_of(drawing))
    found = reference_sample(drawing)
    for sign, (word, role, dashes, dot) in _LOOKS.items():
        many = int((signs == sign).sum())
        if many:
            found.append(Sample(f"{many:,} {word}", role, dashes, dot))
    both = int(np.isfinite(signs).sum())
    if both > len(most):
        found.append(Sample(f"{both - len(most):,} that moved less", "quiet", ()))
    if both < len(signs):
        alone = f"{len(signs) - both:,} with one number only"
        found.append(Sample(alone, "quiet", dot="hollow"))
    return found


def _write_times(picture: Picture, drawing: Drawing, top: float, right: float) -> float:
    """Write what each time is called over its end."""
    room, chart = picture.room, drawing.chart
    rooms = (chart.before, right - room.pad), (chart.y, room.wide - right)
    titles = [fitted(drawing.title_of(c), wide, room.width) for c, wide in rooms]
    tall = max(map(len, titles)) * room.line
    for lines, x in zip(titles, (0.0, right), strict=True):
        for number, text in enumerate(lines):
            middle = top + tall - (len(lines) - number - 0.5) * room.line
            picture.write((x, middle), text, "left")
    return top + tall + room.pad


def _span(drawing: Drawing, ends: tuple[Floats, Floats]) -> tuple[float, float]:
    values = [*ends]
    if drawing.reference is not None:
        values.append(np.array([drawing.reference]))
    return extent(values, from_zero=False)


def _others(ends: tuple[Floats, Floats], most: Sequence[int]) -> list[int]:
    """Return the rows with any number that aren't among those that moved most."""
    there = np.isfinite(ends[0]) | np.isfinite(ends[1])
    return [row for row in np.flatnonzero(there).tolist() if row not in most]


def _draw_row(
    picture: Picture,
    row: int,
    laid: _Laid,
    heights: tuple[float, float],
    sign: int | None,
) -> None:
    """Draw a line and its ends; of a row with one number only that end, hollow."""
    size, both = DOT * picture.room.line, bool(np.isfinite(heights).all())
    role: Role = "quiet"
    dashes: tuple[float, ...] = ()
    hollow, weight = not both, 0.5
    if sign is not None:
        _, role, dashes, dot = _LOOKS[sign]
        hollow, weight = dot == "hollow", 1.6
    across = laid.left, laid.right
    if both:
        start, end = zip(across, heights, strict=True)
        picture.rule(start, end, role, weight=weight, dashes=dashes)
    for x, y in zip(across, heights, strict=True):
        if np.isfinite(y) and (sign is not None or not both):
            picture.items.append(Dot(x, y, size, role, hollow, row))


def _write_names(
    picture: Picture, laid: _Laid, heights: tuple[Floats, Floats]
) -> Floats:
    """Write values and names at both ends; return where the names are.

    Those that had to move apart have a thread to their lines' ends.
    """
    room = picture.room
    low, high = laid.top + room.pad, laid.tall - room.pad
    before, after = (apart(end, room.line, low, high) for end in heights)
    for text, at in zip(laid.values[0], before.tolist(), strict=True):
        picture.write((laid.left - 0.7 * room.pad, at), text, "right", "ink")
    start = laid.right + room.pad
    rows = zip(laid.values[1], laid.names, after.tolist(), heights[1], strict=True)
    for value, name, at, end in rows:
        if abs(at - end) > room.line / 4:
            first, last = (laid.right + 0.5 * room.pad, float(end)), (start, at)
            picture.rule(first, last, "quiet", weight=0.7)
        picture.write((start + 0.2 * room.pad, at), value, "left", "ink")
        picture.write((laid.named, at), name, "left", "ink")
    return after


def _places(heights: tuple[Floats, Floats], laid: _Laid, room: Room) -> Floats:
    """Return where each row ends, or begins if it doesn't."""
    ended = np.isfinite(heights[1])
    x = np.where(ended, laid.right, laid.left)
    y = np.where(ended, heights[1], heights[0])
    places = squares(x, y, 2 * DOT * room.line)
    places[~np.isfinite(y)] = np.nan
    return places

"""A funnel: rates over the sizes they are of, between the limits of chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.labelling import Taken
from hotspot_app.draw.charts.numbers import Floats
from hotspot_app.draw.charts.scales import extent
from hotspot_app.draw.charts.scene import (
    DOTTED,
    Dot,
    Picture,
    Role,
    Room,
    Scene,
    Words,
    squares,
)
from hotspot_app.draw.charts.scene_axes import (
    DOT,
    Plot,
    Sample,
    draw_parts,
    draw_reference,
    plotted,
    reference_sample,
    write_key,
    write_lines,
)
from hotspot_app.draw.page.fitting import shortened

_NAME: Final = 0.4
"""Share of the width that a name may take."""
_LEVELS: Final = (("95% limits", DOTTED, "hollow"), ("99.8% limits", (), "full"))
"""Limits from the inner to the outer: name, dashes, and look of a point outside."""


def beyond(drawing: Drawing) -> Floats:
    """Return how far outside the limits each point is.

    Returns
    -------
    numpy.ndarray
        0 within the limits or where a number is missing, 1 outside the 95% limits, 2
        outside the 99.8% limits; negative below them.
    """
    rate = drawing.numbers(drawing.chart.y)
    out = np.zeros(len(rate))
    for level, ends in enumerate((drawing.ends(), drawing.outer_ends()), 1):
        if ends is not None:
            out = np.where(rate > ends[1], level, np.where(rate < ends[0], -level, out))
    return out


def funnel(drawing: Drawing, names: Sequence[str], room: Room) -> Scene:
    """Draw every point, both limits as curves, and name those outside."""
    picture, chart = Picture(room), drawing.chart
    x, y = drawing.numbers(chart.x), drawing.numbers(chart.y)
    limits = drawing.ends(), drawing.outer_ends()
    heights = [y, *(end for ends in limits if ends is not None for end in ends)]
    if drawing.reference is not None:
        heights.append(np.array([drawing.reference]))
    top = write_lines(picture, 0.0, drawing.value_title)
    out = beyond(drawing)
    top = write_key(picture, top, _samples(drawing, out))
    spans = extent([x], from_zero=True), extent(heights, from_zero=False)
    plot, tall, least = plotted(picture, drawing, top, spans)
    for ends, (_, dashes, _) in zip(limits, _LEVELS, strict=True):
        for end in ends or ():
            curve = plot.points(x, end)
            curve = curve[np.isfinite(curve).all(axis=1)]
            draw_parts(picture, curve, "muted", weight=1.2, dashes=dashes)
    draw_reference(picture, drawing, plot)
    points = plot.points(x, y)
    points[~np.isfinite(points).all(axis=1)] = np.nan
    _draw_points(picture, points, out)
    _name_points(picture, plot, points, out, names)
    places = squares(points[:, 0], points[:, 1], 2 * DOT * room.line)
    return picture.done(places, tall=tall, least=least)


def _samples(drawing: Drawing, out: Floats) -> list[Sample]:
    """Say what the curves and the points outside them are."""
    found = reference_sample(drawing)
    for level, ends in enumerate((drawing.ends(), drawing.outer_ends()), 1):
        if ends is None:
            continue
        name, dashes, dot = _LEVELS[level - 1]
        found.append(Sample(name, "muted", dashes))
        if (np.abs(out) == level).any():
            found.append(Sample(f"outside {name}", "accent", dot=dot))
    return found


def _draw_points(picture: Picture, points: Floats, out: Floats) -> None:
    """Draw points, those farthest out over the others."""
    size = DOT * picture.room.line
    for mark in np.argsort(np.abs(out), kind="stable").tolist():
        x, y = points[mark].tolist()
        if not np.isfinite([x, y]).all():
            continue
        role: Role = "accent" if out[mark] else "quiet"
        picture.items.append(Dot(x, y, size, role, abs(out[mark]) == 1, mark))


def _name_points(
    picture: Picture, plot: Plot, points: Floats, out: Floats, names: Sequence[str]
) -> None:
    """Name points outside the limits, the farthest out first, where there is room."""
    room, half = picture.room, DOT * picture.room.line / 2
    taken = Taken((plot.left, plot.top, plot.right, plot.bottom))
    known = np.isfinite(points).all(axis=1)
    outside = np.flatnonzero((out != 0) & known)
    for x, y in points[known].tolist():
        taken.boxes.append((x - half, y - half, x + half, y + half))
    middle = (plot.top + plot.bottom) / 2
    far = np.abs(points[outside, 1] - middle)
    for mark in outside[np.lexsort((-far, -np.abs(out[outside])))].tolist():
        text = shortened(names[mark], _NAME * (plot.right - plot.left), room.width)
        size = room.width(text), room.line
        x, y = points[mark].tolist()
        found = taken.beside((x, y), size, 2 * half)
        if found is not None:
            left, at, side = found
            picture.items.append(Words(left, at, text, side, "ink", clear=True))

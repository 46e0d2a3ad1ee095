"""A curve that rises in steps: how much of the whole the first places have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.numbers import Floats
from hotspot_app.draw.charts.scales import extent
from hotspot_app.draw.charts.scene import (
    DOTTED,
    Band,
    Dot,
    Picture,
    Room,
    Scene,
    squares,
)
from hotspot_app.draw.charts.scene_axes import (
    DOT,
    Sample,
    draw_parts,
    draw_reference,
    plotted,
    reference_sample,
    write_key,
    write_lines,
)

_DOTTED: Final = 40
"""Rows up to which each has a dot."""


def steps(drawing: Drawing, names: Sequence[str], room: Room) -> Scene:
    """Draw the curve from nought at nought, its limits and the line of equality."""
    del names
    picture, chart = Picture(room), drawing.chart
    x, y = drawing.numbers(chart.x), drawing.numbers(chart.y)
    known = np.isfinite(x) & np.isfinite(y)
    heights = [y, *(drawing.ends() or ())]
    if drawing.reference is not None:
        heights.append(np.array([drawing.reference]))
    top = write_lines(picture, 0.0, drawing.value_title)
    top = write_key(picture, top, _samples(drawing))
    spans = extent([x], from_zero=True), extent(heights, from_zero=True)
    plot, tall, least = plotted(picture, drawing, top, spans)
    ends = drawing.ends()
    if ends is not None:
        lower, upper = (plot.points(*_risen(x, end)) for end in ends)
        picture.items.append(Band(np.vstack([lower, upper[::-1]]), "accent"))
    if chart.diagonal and known.any():
        last = int(np.flatnonzero(known)[-1])
        line = plot.points(np.array([0.0, x[last]]), np.array([0.0, y[last]]))
        draw_parts(picture, line, "muted", weight=1.2, dashes=DOTTED)
    draw_reference(picture, drawing, plot)
    draw_parts(picture, plot.points(*_risen(x, y)), "accent", weight=1.8)
    points = plot.points(x, y)
    points[~known] = np.nan
    if len(points) <= _DOTTED:
        for mark in np.flatnonzero(known).tolist():
            at, up = points[mark].tolist()
            picture.items.append(Dot(at, up, DOT * room.line, "accent", mark=mark))
    places = squares(points[:, 0], points[:, 1], 2 * DOT * room.line)
    return picture.done(places, tall=tall, least=least)


def _samples(drawing: Drawing) -> list[Sample]:
    found = reference_sample(drawing)
    if drawing.chart.diagonal:
        found.append(Sample("if all had the same share", "muted", DOTTED))
    return found


def _risen(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return the corners of the steps: level to each `x`, and up or down there."""
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    before = np.r_[0.0, y][:-1]
    corners = np.repeat(x, 2), np.column_stack([before, y]).ravel()
    return np.r_[0.0, corners[0]], np.r_[0.0, corners[1]]

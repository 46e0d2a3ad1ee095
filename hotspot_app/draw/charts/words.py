"""The description of a chart in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.funnel import beyond
from hotspot_app.draw.charts.numbers import value_words
from hotspot_app.draw.charts.slope import change_of
from hotspot_app.words import counted, listed

_NAMED: Final = 5
"""Names in one list."""


def words_of(drawn: Drawing) -> str:
    """Say what the chart shows: title, axes, and what stands out in it."""
    said = f"{drawn.title.rstrip('.')}. {drawn.value_title}"
    told = _KINDS.get(drawn.chart.kind, _extremes)(drawn)
    return f"{said}, {told}."


def _extremes(drawn: Drawing) -> str:
    """Name the highest and the lowest value; of what begins with its least, that."""
    said = drawn.extent or counted(len(drawn.table), "value")
    numbers = drawn.numbers(drawn.chart.measured)
    if not np.isfinite(numbers).any():
        return said
    names = drawn.names()
    ends = {"highest": int(np.nanargmax(numbers)), "lowest": int(np.nanargmin(numbers))}
    order = ("lowest", "highest") if drawn.chart.rising else ("highest", "lowest")
    for end in order[:1] if drawn.left_out else order:
        said += f", {end} {names[ends[end]]} ({numbers[ends[end]]:,.4g})"
    return said


def _scatter(drawn: Drawing) -> str:
    return drawn.extent or counted(len(drawn.table), "value")


def _funnel(drawn: Drawing) -> str:
    """Say how many points are outside the limits, and name the farthest out."""
    out, names = beyond(drawn), drawn.names()
    said = [counted(len(drawn.table), "value")]
    for level, limits in ((2, "99.8%"), (1, "95%")):
        for sign, side in ((1, "above"), (-1, "below")):
            rows = np.flatnonzero(out == sign * level).tolist()
            if rows:
                first = listed([names[row] for row in rows], _NAMED)
                apart = "only " if level == 1 and drawn.outer_ends() else ""
                said.append(f"{len(rows):,} {side} {apart}the {limits} limits: {first}")
    return "; ".join(said) if len(said) > 1 else f"{said[0]}, none outside the limits"


def _steps(drawn: Drawing) -> str:
    """Say where the curve ends, and where it is half-way there."""
    x, y = drawn.numbers(drawn.chart.x), drawn.numbers(drawn.chart.y)
    known = np.isfinite(x) & np.isfinite(y)
    said = counted(len(x), "step")
    if not known.any():
        return said
    x, y = x[known], y[known]
    said += f", {value_words(float(y[-1]))} at {drawn.other_title} "
    said += value_words(float(x[-1]))
    if y[-1] <= 0:
        return said
    half = int(np.argmax(y >= y[-1] / 2))
    return f"{said}, half of that at {value_words(float(x[half]))}"


def _slope(drawn: Drawing) -> str:
    """Say how many rose and fell, and name those that moved most."""
    change, names = change_of(drawn), drawn.names()
    before = drawn.title_of(drawn.chart.before)
    said = [f"from {before}", counted(len(change), "line")]
    for sign, word in ((1, "rose"), (-1, "fell")):
        rows = np.flatnonzero(np.sign(change) == sign)
        if len(rows):
            most = int(rows[np.argmax(np.abs(change[rows]))])
            ends = (drawn.numbers(c)[most] for c in (drawn.chart.before, drawn.chart.y))
            first, last = (value_words(float(end)) for end in ends)
            said.append(f"{len(rows):,} {word}, most {names[most]} ({first} to {last})")
    return ", ".join(said)


_KINDS: Final[Mapping[str, Callable[[Drawing], str]]] = {
    "scatter": _scatter,
    "funnel": _funnel,
    "steps": _steps,
    "slope": _slope,
}
"""Kinds of which more is to be said than the highest and the lowest value."""

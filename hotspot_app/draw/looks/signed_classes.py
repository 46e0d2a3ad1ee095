"""Classes of a number that may be below or above zero: rose, about the same, fell."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.draw.looks.classes import NOTHING, Classed, MapClass, places_among
from hotspot_app.draw.looks.palettes import LOOKS
from hotspot_app.method import CHANGES, FELL, ROSE, MapStyle
from hotspot_app.stats.classes.breaks import Breaks, assign_classes, quantile_breaks
from hotspot_app.stats.classes.confidence import NO_DATA
from hotspot_app.stats.over_time.change import ABOUT_THE_SAME
from hotspot_app.words import capital

_SIZES: Final = 3
"""Classes of size; the smallest is the pale one about zero."""


def signed(values: pd.DataFrame, style: MapStyle) -> Classed:
    """Put areas into classes that mirror each other about zero.

    By size they are made like those of other numbers, so that a rise and a fall of
    the same size are equally dark. Where the method says itself which areas rose and
    fell, its classes are taken.
    """
    if style.classes:
        return _said(values[style.classes])
    return _sized(values[style.column], style)


def _said(said: pd.Series[str]) -> Classed:
    classes = [MapClass(each, capital(each), LOOKS[each]) for each in CHANGES]
    ids = [*CHANGES, NO_DATA]
    number = places_among(said.astype(object).fillna(NO_DATA), ids)
    return Classed([*classes, NOTHING], number)


def _sized(values: pd.Series[float], style: MapStyle) -> Classed:
    number = values.to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(number)
    away = pd.Series(np.abs(number[known & (number != 0)]))
    breaks = quantile_breaks(away, k=_SIZES)
    names = breaks.labels
    pale = len(names) == _SIZES
    size = np.zeros(len(number), dtype=np.int64)
    moved = known & (number != 0)
    size[moved] = assign_classes(away, breaks).to_numpy() + (0 if pale else 1)
    steps = len(names) - 1 if pale else len(names)
    down, up = style.ends
    strengths = range(steps, 0, -1)
    named = names[1:] if pale else names
    classes = [
        *(_step(ROSE, up, named, n, steps) for n in strengths),
        MapClass(
            ABOUT_THE_SAME,
            _about(breaks, style) if pale else "0",
            LOOKS[ABOUT_THE_SAME],
        ),
        *(_step(FELL, down, named, n, steps) for n in reversed(strengths)),
        NOTHING,
    ]
    place = steps - np.sign(np.where(known, number, 0)).astype(np.int64) * size
    return Classed(classes, np.where(known, place, len(classes) - 1))


def _step(
    way: str, word: str, names: tuple[str, ...], size: int, steps: int
) -> MapClass:
    """Return the class of one way and size, of which the largest is the darkest."""
    look = LOOKS[f"{way} {size + 2 - steps}"]
    return MapClass(f"{way} {size}", f"{capital(word)} {names[size - 1]}", look)


def _about(breaks: Breaks, style: MapStyle) -> str:
    """Name the class of the smallest sizes: "Up or down 3 at most"."""
    down, up = style.ends
    most = breaks.edges[0][1]
    return f"{capital(up)} or {down} {breaks.label(most, most)} at most"

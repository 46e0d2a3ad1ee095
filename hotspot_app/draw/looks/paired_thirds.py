"""Classes of two numbers together: the thirds of the one by the thirds of the other."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.draw.looks.classes import NOTHING, Classed, MapClass, Numbers
from hotspot_app.draw.looks.palettes import third_look
from hotspot_app.method import MapStyle
from hotspot_app.stats.breaks import MISSING, assign_classes, quantile_breaks
from hotspot_app.words import capital, inside, listed

THIRDS: Final = ("low", "middle", "high")
_OF: Final = {0: (), 1: (1,), 2: (0, 2), 3: (0, 1, 2)}
"""Number of classes to the thirds they are called."""


def paired_thirds(values: pd.DataFrame, style: MapStyle) -> Classed:
    """Put areas into the nine classes of two numbers, the highest of both first."""
    rows, row_words = _thirds(values[style.column])
    columns, column_words = _thirds(values[style.other])
    own, other = style.called
    classes = [
        MapClass(
            f"{THIRDS[row]} {THIRDS[column]}",
            f"{capital(THIRDS[row])} {own}, {THIRDS[column]} {other}",
            third_look(row, column),
            row=f"{capital(THIRDS[row])} {own}",
            column=THIRDS[column],
        )
        for row in (2, 1, 0)
        for column in (0, 1, 2)
    ]
    missing = (rows == MISSING) | (columns == MISSING)
    number = np.where(missing, len(classes), 3 * (2 - rows) + columns)
    notes = (f"{capital(own)}: {row_words}.", f"{capital(other)}: {column_words}.")
    return Classed([*classes, NOTHING], number, notes)


def _thirds(values: pd.Series[float]) -> tuple[Numbers, str]:
    """Return which third each value is in, and from where to where each goes.

    Equal values are never parted; of two classes the middle is empty. Zeros are low.
    """
    breaks = quantile_breaks(values, k=3)
    number = np.array(assign_classes(values, breaks), dtype=np.int64)
    labels = [*breaks.labels]
    if breaks.zero_apart and len(labels) > len(THIRDS):
        number = np.where(number > 0, number - 1, number)
        most = breaks.edges[0][1]
        labels = [f"0 to {breaks.label(most, most)}", *labels[2:]]
    called = np.array([*_OF[len(labels)], MISSING], dtype=np.int64)
    said = [f"{THIRDS[t]} {label}" for t, label in zip(called, labels, strict=False)]
    return called[number], inside(listed(said)) or "no data"

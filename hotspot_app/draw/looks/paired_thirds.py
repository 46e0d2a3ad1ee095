"""Classes of two numbers together: the thirds of the one by the thirds of the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspot_app.draw.looks.classes import NOTHING, Classed, MapClass
from hotspot_app.draw.looks.palettes import third_look
from hotspot_app.method import MapStyle
from hotspot_app.stats.classes.breaks import MISSING, THIRDS, thirds
from hotspot_app.words import capital, inside, listed


def paired_thirds(values: pd.DataFrame, style: MapStyle) -> Classed:
    """Put areas into the nine classes of two numbers, the highest of both first."""
    (rows, row_words), (columns, column_words) = (
        thirds(values[name]) for name in (style.column, style.other)
    )
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
    notes = tuple(
        f"{capital(name)}: {inside(listed(words)) or 'no data'}."
        for name, words in ((own, row_words), (other, column_words))
    )
    return Classed([*classes, NOTHING], number, notes)

"""The classes of a map before areas are counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.draw.looks.palettes import LOOKS, Look
from hotspot_app.stats.classes.confidence import NO_DATA

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of a map.

    Attributes
    ----------
    id
        Identity of the class, which doesn't depend on its label.
    label
        Label in the legend.
    sure
        Confidence of the class (`confidence.CONFIDENCE`), "" for maps without
        confidence.
    row, column
        Titles of the class's row and column, where the legend is a table.
    """

    id: str
    label: str
    look: Look
    sure: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, eq=False)
class Classed:
    """The class of each area of a map.

    Attributes
    ----------
    number
        (n,) position of each area's class.
    notes
        Notes that explain the classes, where labels don't.
    """

    classes: Sequence[MapClass]
    number: Numbers
    notes: tuple[str, ...] = ()


NOTHING = MapClass(NO_DATA, "No data", LOOKS[NO_DATA])
"""The class of areas whose value is missing."""


def places_among(values: pd.Series[str], ids: Sequence[str]) -> Numbers:
    """Return the position of each value among `ids`.

    Raises
    ------
    ValueError
        If a value isn't among them.
    """
    number = pd.Index(ids).get_indexer(pd.Index(values.astype(object)))
    if (number < 0).any():
        unknown = values[number < 0].iloc[0]
        raise ValueError(f"{unknown!r} is not a class of this map")
    return np.asarray(number, dtype=np.int64)

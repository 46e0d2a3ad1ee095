"""The classes of a map before areas are counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.draw.looks.palettes import LOOKS, Look
from hotspot_app.stats.confidence import NO_DATA

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of a map.

    Attributes
    ----------
    id
        What the class is, whatever it is called.
    label
        As the legend calls it.
    sure
        How sure it is (`confidence.CONFIDENCE`), "" where a map doesn't say.
    row, column
        Where the legend is a table: what its row and its column are called.
    """

    id: str
    label: str
    look: Look
    sure: str = ""
    row: str = ""
    column: str = ""


@dataclass(frozen=True, eq=False)
class Classed:
    """Areas in the classes of a map.

    Attributes
    ----------
    number
        (n,) for each area the place of its class.
    notes
        What the classes mean, if their names don't say it.
    """

    classes: Sequence[MapClass]
    number: Numbers
    notes: tuple[str, ...] = ()


NOTHING = MapClass(NO_DATA, "No data", LOOKS[NO_DATA])
"""The class of areas whose value is missing."""


def places_among(values: pd.Series[str], ids: Sequence[str]) -> Numbers:
    """Return where among `ids` each value is.

    Raises
    ------
    ValueError
        If one is none of them.
    """
    number = pd.Index(ids).get_indexer(pd.Index(values.astype(object)))
    if (number < 0).any():
        unknown = values[number < 0].iloc[0]
        raise ValueError(f"{unknown!r} is not a class of this map")
    return np.asarray(number, dtype=np.int64)

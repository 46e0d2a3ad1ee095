"""Names of places for tables and charts, in two lines, and their classes in words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.draw.looks.legend import APART, GETIS_ORD, MORAN
from hotspot_app.stats.classes.confidence import (
    COULD_BE_CHANCE,
    NOT_DIFFERENT,
    SURE,
    TOO_FEW,
)
from hotspot_app.words import SMALL_BASE, share

Texts = npt.NDArray[np.object_]

CLASS_WORDS: Final[Mapping[str, str]] = {**MORAN, **GETIS_ORD, **APART}
"""Class in the legend's words, by class."""


def first_lines(frame: pd.DataFrame) -> Texts:
    """Return each place's name, or else its area's name, or else its code."""
    place, area = texts(frame, "place"), texts(frame, "name")
    codes = frame.index.astype(str).to_numpy(object)
    return np.where(place != "", place, np.where(area != "", area, codes))


def second_lines(frame: pd.DataFrame) -> Texts:
    """Return each place's ward and area, unless the first line names them.

    Words with which every area's name begins are left out: "Southampton 023E" → "023E".
    """
    areas = texts(frame, "name")
    rows = zip(
        first_lines(frame),
        texts(frame, "ward"),
        areas,
        _without_start(areas),
        strict=True,
    )
    lines = []
    for first, ward, area, short in rows:
        parts = [ward] if ward not in ("", first) else []
        if area not in ("", first, ward):
            parts.append(short)
        lines.append(" · ".join(parts))
    return np.array(lines, dtype=object)


def said_classes(frame: pd.DataFrame) -> Texts:
    """Return in words the class of each area, "" for areas that the map leaves plain.

    `TOO_FEW` has no words here: `sure_words` has them.
    """
    sure = texts(frame, "confidence")
    kind = np.where(sure == COULD_BE_CHANCE, "", texts(frame, "class"))
    kind = np.where(kind == sure, "", kind)
    return np.array([CLASS_WORDS.get(word, "") for word in kind], dtype=object)


def sure_words(frame: pd.DataFrame) -> Texts:
    """Return how sure each area's class is, or else how its rate compares to the city.

    Where no area could be tested, the map shows how rates compare to the city.
    """
    sure, against = texts(frame, "confidence"), texts(frame, "against_city")
    stands = np.where(np.isin(against, ("higher", "lower")), against, "")
    silent = bool((sure == TOO_FEW).all()) and bool((against != "").any())
    if silent or "confidence" not in frame.columns:
        return stands
    return np.where(sure == NOT_DIFFERENT, "", sure)


def change_words(frame: pd.DataFrame) -> Texts:
    """Return each area's change in words, for a place beside its counts: "up 47.1%".

    There is no percentage of few incidents before, and "" for changes by chance.
    """
    if not {"before", "difference", "ratio"} <= set(frame.columns):
        return np.full(len(frame), "", dtype=object)
    rows = zip(
        frame["before"].tolist(),
        frame["difference"].tolist(),
        frame["ratio"].tolist(),
        texts(frame, "change_sure"),
        strict=True,
    )
    said = []
    for before, difference, ratio, sure in rows:
        way = "up" if difference > 0 else "down" if difference < 0 else ""
        told = [sure] if sure in SURE else []
        if way and before >= SMALL_BASE and ratio == ratio:
            way += f" {share(abs(ratio - 1), 1)}"
        elif not told:
            way = ""
        said.append(", ".join(filter(None, (way, *told))))
    return np.array(said, dtype=object)


def texts(frame: pd.DataFrame, column: str) -> Texts:
    """Return a column's values as text, "" where they are missing."""
    if column not in frame.columns:
        return np.full(len(frame), "", dtype=object)
    values = frame[column].to_numpy(dtype=object)
    known = np.where(pd.isna(values), "", values)
    return np.array([str(value) for value in known], dtype=object)


def _without_start(names: Texts) -> list[str]:
    """Return names without the whole words with which all of them begin."""
    low, high = min(names, default=""), max(names, default="")
    alike = (one == other for one, other in zip(low, high, strict=False))
    many = len(list(takewhile(bool, alike)))
    cut = low[:many].rfind(" ") + 1 if low != high else 0
    return [name[cut:] for name in names]

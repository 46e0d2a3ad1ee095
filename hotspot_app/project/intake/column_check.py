"""Columns chosen for an extract, tried on its first rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.kinds import enough
from hotspot_app.data.kinds.columns import recognise
from hotspot_app.data.kinds.headers import Head
from hotspot_app.data.tables.dates import NO_MONTH, read_dates, read_months, read_times
from hotspot_app.schema import FLAGS
from hotspot_app.words import counted

Mask = npt.NDArray[np.bool_]

GROUPS: Final[dict[str, dict[str, str]]] = {
    "When": {
        "recorded": "Date recorded",
        "recorded_time": "Time recorded",
        "from": "Happened from",
        "from_time": "Time it happened from",
        "month": "Month",
    },
    "What": {"type": "Type", "status": "Status"},
    "Where": {
        "easting": "Easting",
        "northing": "Northing",
        "longitude": "Longitude",
        "latitude": "Latitude",
        "postcode": "Postcode",
        "area": "Area code or name",
        "place": "Street or place",
    },
    "Which": {
        "id": "Crime number",
        "source": "Who recorded it",
        "victim": "Victim's number",
    },
    "Flags": {f"flag_{name}": words for name, words in FLAGS.items()},
}
"""Our columns by what they answer, as people call them."""

_UNTYPED: Final = "None: all are of one type, called as the file"
_MOSTLY: Final = 0.9
_FEW: Final = 5
_POSTCODE: Final = r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}"
_WITHIN: Final = {
    "easting": (1, 700_000),
    "northing": (1, 1_300_000),
    "longitude": (-9.0, 2.1),
    "latitude": (49.0, 61.0),
}
"""Great Britain, in metres of the National Grid and in degrees."""


@dataclass(frozen=True, slots=True)
class Check:
    """The result of reading a column's first values.

    Attributes
    ----------
    said
        The result in words: "412 of 420 read; the first that can't be: "31/02/2025" in
        line 17".
    good
        False if some values can't be read.
    """

    said: str
    good: bool = True


def guesses(head: Head) -> dict[str, str]:
    """Return our name to the file's column, as we would read it."""
    return {ours: head.header[at] for ours, at in recognise(head.header).items()}


def suggestions(head: Head) -> dict[str, str]:
    """Return columns that read like dates, postcodes or a grid, where none is named."""
    known = guesses(head)
    free = [
        (at, name)
        for at, name in enumerate(head.header)
        if name and at not in head.personal and name not in known.values()
    ]
    found: dict[str, str] = {}
    if not {"recorded", "from", "month"} & set(known):
        found |= _first_like(head, free, "recorded")
    if not {"easting", "longitude", "postcode"} & set(known):
        found |= _first_like(head, free, "postcode")
        for ours, letter in (("easting", "x"), ("northing", "y")):
            axis = [(at, name) for at, name in free if _axis(name) == letter]
            found |= _first_like(head, axis, ours)
    return found


def _axis(name: str) -> str:
    first = name.replace("_", " ").split()[0].casefold() if name.split() else ""
    return {"east": "x", "north": "y"}.get(first, first)


def _first_like(
    head: Head, free: Sequence[tuple[int, str]], ours: str
) -> dict[str, str]:
    """Find the first column of which nearly all can be read as one of ours."""
    read = _readers(ours)
    assert read is not None
    filled = {at: [row[at] for row in head.rows if row[at]] for at, _ in free}
    # tried all at once, and by few texts: there may be hundreds of columns
    few = pd.Series({at: texts[:_FEW] for at, texts in filled.items()}).explode()
    few = few.dropna()
    if few.empty:
        return {}
    likely = set(few.index[read(few.reset_index(drop=True).astype("str"))])
    for at, name in free:
        if at in likely and read(pd.Series(filled[at], dtype="str")).mean() >= _MOSTLY:
            return {ours: name}
    return {}


def difference(head: Head, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping that a reader needs to read as chosen: "" for none."""
    guessed = guesses(head)
    names = {*guessed, *(ours for ours, theirs in chosen.items() if theirs)}
    return {
        ours: chosen.get(ours, "")
        for ours in sorted(names)
        if chosen.get(ours, "") != guessed.get(ours, "")
    }


def lacking(chosen: Mapping[str, str]) -> str:
    """Say what is missing for incidents to be counted; "" if nothing is."""
    lack = enough.lacking({ours for ours, theirs in chosen.items() if theirs})
    if lack is not None:
        return lack.choose
    used: dict[str, str] = {}
    for ours, theirs in chosen.items():
        if theirs and theirs in used:
            return f"The column {theirs} is chosen twice."
        used[theirs] = ours
    return ""


def check(head: Head, ours: str, theirs: str) -> Check:
    """Try a column of the file for one of ours."""
    if not theirs:
        return Check(_UNTYPED if ours == "type" else "")
    at = head.header.index(theirs)
    if at in head.personal:
        return Check("Masked here, so it wasn't tried; it would be kept", good=False)
    texts = pd.Series([row[at] for row in head.rows], dtype="str")
    filled = (texts != "").to_numpy()
    rows = int(filled.sum())
    if not rows:
        return Check("Empty in these rows", good=False)
    read = _readers(ours)
    if read is None:
        values = counted(int(texts[filled].nunique()), "different value")
        return Check(f"{rows:,} of {len(texts):,} filled, {values}")
    good = read(texts) & filled
    if good[filled].all():
        return Check(f"All {rows:,} read" if rows > 1 else "Read")
    first = int(np.argmax(filled & ~good))
    return Check(
        f"{int(good.sum()):,} of {rows:,} read; the first that can't be: "
        f'"{texts[first]}" in line {head.lines[first]:,}',
        good=False,
    )


def _readers(ours: str) -> Callable[[pd.Series[str]], Mask] | None:
    if ours in {"recorded", "from"}:
        return lambda texts: ~np.isnat(read_dates(texts))
    if ours == "month":
        return lambda texts: read_months(texts) != NO_MONTH
    if ours in {"recorded_time", "from_time"}:
        return lambda texts: ~np.isnan(read_times(texts))
    if ours == "postcode":
        return lambda texts: texts.str.upper().str.fullmatch(_POSTCODE).to_numpy(bool)
    if ours in _WITHIN:
        low, high = _WITHIN[ours]
        return lambda texts: _between(texts, low, high)
    return None


def _between(texts: pd.Series[str], low: float, high: float) -> Mask:
    plainer = texts.str.replace(",", "", regex=False)
    numbers = pd.to_numeric(plainer, errors="coerce").to_numpy(dtype=np.float64)
    return (numbers >= low) & (numbers <= high)

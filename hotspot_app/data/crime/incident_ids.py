"""Which texts and columns are an incident's own number, by which copies are found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.kinds.columns import SYNONYMS
from hotspot_app.data.tables.blanks import is_blank

_VAGUE: Final = frozenset({"id", "ref", "refno", "reference", "referencenumber", "urn"})
"""Names, as `ons.plain` writes them, that may also be a property's or a person's."""

_OWN: Final = 0.95
"""Share of a vague column's numbers that must be different ones."""


def stand_in(keys: npt.NDArray[np.bytes_]) -> npt.NDArray[np.bool_]:
    """Return which IDs are placeholders: "n/a", "0", or a long number spoilt by Excel.

    Examples
    --------
    >>> stand_in(np.array([b"N/A", b"000", b"4.42E+10", b"44250000123"]))
    array([ True,  True,  True, False])
    """
    words = np.ascontiguousarray(keys, dtype="S64").view(np.uint64).reshape(-1, 8)
    short = (words[:, 2] == 0) & (words[:, 0] != 0)
    found = np.zeros(len(keys), dtype=bool)
    if not short.any():
        return found
    held = np.ascontiguousarray(keys[short].astype("S16"))
    plain = np.strings.replace(np.strings.lower(held), b" ", b"")
    none = np.strings.strip(plain, b"0.") == b""
    last = np.strings.str_len(held) - 1
    ends = held.view(np.uint8).reshape(-1, 16)[np.arange(len(held)), last]
    worded = np.flatnonzero((ends < ord("0")) | (ends > ord("9")))
    different, which = np.unique(held[worded], return_inverse=True)
    told = (key.decode("utf-8", "replace") for key in different.tolist())
    blank = [is_blank(text) or text.casefold() == "x" for text in told]
    none[worded] |= np.array(blank, dtype=bool)[which]
    for at in np.flatnonzero(np.strings.find(plain, b"e+") > 0):
        digits, _, power = plain[at].partition(b"e+")
        none[at] |= power.isdigit() and digits.replace(b".", b"", 1).isdigit()
    found[short] = none
    return found


def is_vague(column: str) -> bool:
    """Return whether a column of this name may number a property or a person instead.

    Parameters
    ----------
    column
        The column's name, as `ons.plain` writes it.
    """
    return column in _VAGUE or column not in SYNONYMS["id"]


def is_own(
    keys: npt.NDArray[np.uint64], alike: Sequence[npt.NDArray[np.generic]]
) -> bool:
    """Return whether numbers are the incidents' own, not a property's or person's.

    They are if hardly any is there twice, or if rows of one number are one incident:
    of one month, type and place.

    Parameters
    ----------
    keys
        (n,) hashes of the numbers; 0 for rows without one.
    alike
        Arrays (n,) of values that all rows of one incident share.
    """
    known = keys > 0
    number = pd.factorize(keys[known])[0]
    if not len(number) or number.max() + 1 >= _OWN * len(number):
        return True
    parts = pd.DataFrame({i: values[known] for i, values in enumerate(alike)})
    parts["number"] = number
    times = np.bincount(number)
    different = parts.drop_duplicates()["number"].value_counts()
    same = different.reindex(np.flatnonzero(times > 1)).eq(1)
    return bool(same.mean() >= _OWN)

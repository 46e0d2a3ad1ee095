"""Months that hold far fewer incidents than the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

BASE: Final = 20
"""Usual size from which a month is judged; smaller ones vary by chance alone."""

SHARE: Final = 0.5
"""Of the usual size, under which a month is pointed out."""

_AT_ONCE: Final = 1 << 19

FEWEST_OTHERS: Final = 2
"""Months beside it from which a type is judged; a whole month by one."""


@dataclass(frozen=True, slots=True)
class LowMonth:
    """A month under half its usual size.

    Attributes
    ----------
    type
        The offence type that is low, or "" if the month as a whole is.
    usual
        Median of the source's other months.
    """

    source: str
    type: str
    month: pd.Period
    rows: int
    usual: float


def low_months(
    incidents: pd.DataFrame, held: Mapping[str, Sequence[pd.Period]]
) -> list[LowMonth]:
    """Find months, or types in them, under half the median of the others.

    Parameters
    ----------
    incidents
        Incident table.
    held
        Source to the months its files hold. A month that isn't held is missing
        and is not judged.

    Returns
    -------
    list of LowMonth
        By source and month; a month that is low as a whole is named once, not
        for each type.
    """
    counts = _counts(incidents)
    found = []
    for source in sorted(held):
        months = sorted(held[source])
        if len(months) < 2:
            continue
        table = counts.loc[counts["source"] == source]
        wide = table.pivot_table(
            index="month", columns="type", values="rows", aggfunc="sum", fill_value=0
        ).reindex([m.ordinal for m in months], fill_value=0)
        low = set()
        for i, rows, usual in _low(wide.to_numpy(dtype=np.int64).sum(axis=1)):
            low.add(i)
            found.append(LowMonth(source, "", months[i], rows, usual))
        for kind in wide.columns if len(months) > FEWEST_OTHERS else ():
            for i, rows, usual in _low(wide[kind].to_numpy(dtype=np.int64)):
                if i not in low:
                    found.append(LowMonth(source, str(kind), months[i], rows, usual))
    return sorted(found, key=lambda low: (low.source, low.month, low.type))


def _counts(incidents: pd.DataFrame) -> pd.DataFrame:
    """Count by source, type and month, by codes: no text is touched."""
    source, kind = incidents["source"].cat, incidents["type"].cat
    month = incidents["month"].array.asi8
    first = int(month.min()) if len(month) else 0
    span = int(month.max()) - first + 1 if len(month) else 1
    shape = (len(source.categories), len(kind.categories), span)
    cells = np.zeros(int(np.prod(shape)), dtype=np.int64)
    for start in range(0, len(month), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        where = (source.codes.array[part], kind.codes.array[part], month[part] - first)
        cell = np.ravel_multi_index(tuple(np.asarray(i) for i in where), shape)
        cells += np.bincount(cell, minlength=len(cells))
    s, k, m = np.unravel_index(np.flatnonzero(cells), shape)
    return pd.DataFrame(
        {
            "source": source.categories.to_numpy()[s],
            "type": kind.categories.to_numpy()[k],
            "month": m + first,
            "rows": cells[cells > 0],
        }
    )


def _low(
    totals: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> list[tuple[int, int, float]]:
    found = []
    for i, rows in enumerate(totals):
        usual = float(np.median(np.delete(totals, i)))
        if usual >= BASE and rows < SHARE * usual:
            found.append((i, int(rows), usual))
    return found

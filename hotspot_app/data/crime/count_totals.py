"""Rows of counts that are the sum of others, told by arithmetic and not by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]

_CALLED: Final = re.compile(r"\b(?:grand |sub ?)?totals?\b|^all\b|^$", re.IGNORECASE)
_SURE: Final = 3
"""Filled cells from which a sum is none by chance, where the name doesn't say it."""


@dataclass(frozen=True, slots=True)
class Total:
    """A label whose rows are the sum of all others.

    Attributes
    ----------
    column
        A column of the frame: "type", "month", "area" or another.
    rows, incidents
        Number of rows with the label, and the sum of their counts.
    """

    column: str
    label: str
    rows: int
    incidents: int


def leave_out_totals(
    frame: pd.DataFrame,
    columns: Sequence[str],
    cell: Sequence[str],
    true: Collection[str] = (),
) -> tuple[Mask, list[Total]]:
    """Find labels whose counts are the sum of all other labels' in every cell.

    Parameters
    ----------
    frame
        Categories of text, and `count`.
    columns
        Columns whose labels may be totals, in the order of the search.
    cell
        Columns that together identify a cell.
    true
        Labels that are never totals: months that can be read.

    Returns
    -------
    numpy.ndarray
        (n,) true for rows that stay.
    list of Total
        The totals left out.
    """
    keep = np.ones(len(frame), dtype=bool)
    found: list[Total] = []
    every = [*cell, *(name for name in columns if name not in cell)]
    for column in columns:
        left = frame if keep.all() else frame[keep]
        others = [name for name in every if name != column]
        if column not in cell:  # a finer one: within its own cells
            others = [name for name in others if name in cell]
        labels = [each for each in _totals(left, column, others) if each not in true]
        told = frame[column].isin(labels).to_numpy() & keep
        for label in labels:
            rows = told & (frame[column] == label).to_numpy()
            many = int(frame["count"].to_numpy()[rows].sum())
            found.append(Total(column, label, int(rows.sum()), many))
        keep &= ~told
    return keep, found


def _totals(frame: pd.DataFrame, column: str, others: Sequence[str]) -> list[str]:
    """Return the labels that are totals; of several alike, all."""
    count = frame["count"].to_numpy(dtype=np.float64)
    codes, labels = pd.factorize(frame[column])
    if len(labels) < _SURE:
        return []
    sums = np.bincount(codes, count, minlength=len(labels))
    known, many = np.unique(sums[sums > 0], return_counts=True)
    likely = known[known * (many + 1) == sums.sum()]
    if not len(likely):
        return []
    cells = frame.groupby(list(others), sort=False, observed=True).ngroup().to_numpy()
    grand = np.bincount(cells, count)
    for each in likely:
        alike = np.flatnonzero(sums == each)
        leaves = np.delete(np.arange(len(labels)), alike)
        if np.count_nonzero(sums[leaves]) < 2:
            continue
        owned = [_in_cells(codes == at, cells, count, len(grand)) for at in alike]
        if all((own * (len(alike) + 1) == grand).all() for own in owned):
            names = [str(labels[int(at)]) for at in alike]
            if np.count_nonzero(owned[0]) >= _SURE or all(map(_CALLED.search, names)):
                return names
    return []


def _in_cells(rows: Mask, cells: Any, count: Any, many: int) -> Any:
    return np.bincount(cells[rows], count[rows], minlength=many)


def called_total(label: str) -> bool:
    """Say whether a label calls itself a total."""
    return bool(label) and _CALLED.search(label) is not None

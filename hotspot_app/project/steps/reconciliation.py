"""Every row read is on the map or has a reason for not being there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.ons import level_of_codes
from hotspot_app.data.crime.incidents import FileFacts, Reading
from hotspot_app.schema import REASONS


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """Rows read, mapped and left out.

    Attributes
    ----------
    by_file
        One row a file: `read`, `mapped` and a column for each reason.
    """

    by_file: pd.DataFrame

    def total(self) -> dict[str, int]:
        """Return `read`, `mapped` and each reason that occurred, over all files."""
        return _told(self.by_file.sum())

    def files(self) -> dict[str, dict[str, int]]:
        """Return the same by file."""
        return {str(name): _told(row) for name, row in self.by_file.iterrows()}


def _told(row: pd.Series[int]) -> dict[str, int]:
    return {
        str(name): int(value)
        for name, value in row.items()
        if value or name in {"read", "mapped"}
    }


def reconcile(
    reading: Reading,
    area: npt.NDArray[np.int32],
    shown: npt.NDArray[np.bool_],
    district: pd.Index[str],
    *,
    apart: str = "around_district",
) -> Reconciliation:
    """Account for all rows, by file.

    Parameters
    ----------
    reading
        The files read.
    area
        (incidents,) position of each incident's area, -1 if none.
    shown
        (areas,) false for areas that are not on the map.
    district
        Codes of the areas shown by the boundaries, at any level.
    apart
        Reason why areas outside `shown` are not on the map: a key of `REASONS`.

    Raises
    ------
    RuntimeError
        If the rows read aren't the sum of rows mapped and left out: a fault of the app.
    """
    incidents, rejected = reading.incidents, reading.rejected
    names = [facts.file.name for facts in reading.files]
    table = pd.DataFrame(0, index=names, columns=["read", "mapped", *REASONS])
    table["read"] = [facts.rows for facts in reading.files]
    fates = ("mapped", apart, "outside_areas", "unknown_area", "other_district")
    inside = area >= 0
    fate = np.where(_elsewhere(incidents["area"], district), 4, 2)
    fate[incidents["precision"].eq("area")] = 3
    fate[inside] = np.where(shown[area[inside]], 0, 1)
    files = incidents["file"].cat
    cells = np.bincount(
        files.codes.to_numpy(np.int64) * len(fates) + fate,
        minlength=len(files.categories) * len(fates),
    ).reshape(-1, len(fates))
    table.loc[files.categories, list(fates)] += cells
    left_out = pd.crosstab(rejected["file"], rejected["reason"])
    table.loc[left_out.index, left_out.columns] += left_out
    open_rows = table["read"] - table.drop(columns="read").sum(axis=1)
    if open_rows.any():
        raise RuntimeError(f"rows unaccounted for: {open_rows[open_rows != 0]}")
    return Reconciliation(table)


def _elsewhere(
    stated: pd.Series[str], district: pd.Index[str]
) -> npt.NDArray[np.bool_]:
    """Say which rows state the code of an area, of the same level, of elsewhere."""
    level, codes = level_of_codes(district), stated.cat.categories
    if not level:
        return np.zeros(len(stated), dtype=np.bool_)
    same = np.array([level_of_codes([code]) == level for code in codes], dtype=np.bool_)
    away = np.append(same & ~codes.isin(district), False)  # the last of no code
    return np.asarray(away[stated.cat.codes.to_numpy()])


def reconcile_counts(
    facts: FileFacts, mapped: int, *, in_no_group: int = 0
) -> Reconciliation:
    """Close the account of a file of ready counts, by its rows."""
    table = pd.DataFrame(
        0, index=[facts.file.name], columns=["read", "mapped", *REASONS]
    )
    table["read"], table["mapped"] = facts.rows, mapped
    table["in_no_group"] = in_no_group
    for reason, rows in facts.reasons.items():
        table[reason] = rows
    left_out = sum(facts.reasons.values())
    table["unknown_area"] = facts.rows - left_out - mapped - in_no_group
    return Reconciliation(table)

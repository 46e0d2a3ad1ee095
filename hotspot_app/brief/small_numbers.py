"""What rests on few incidents: rates that are marked, percentages that are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from hotspot_app.brief.content import LEFT_OUT, MARKED, STAR, Cell, Starred, Table
from hotspot_app.words import FEW, SMALL_BASE

_LIMITS: Final = ("_lower", "_upper")


def rests_on_few(count: float) -> bool:
    """Say whether a rate of so many incidents is to be marked."""
    return 0 < count < FEW


def is_small_base(count: float) -> bool:
    """Say whether so many incidents are too few to give a percentage of."""
    return count < SMALL_BASE


def starred(table: pd.DataFrame, names: pd.Series[str]) -> pd.Series[str]:
    """Return what rows are called, with a star where their rate rests on few."""
    if "count" not in table.columns:
        return names
    few = table["count"].astype("float64").map(rests_on_few)
    return names.mask(few, names + STAR)


def noted(table: pd.DataFrame) -> pd.DataFrame:
    """Return areas or places with a column that marks rates of few incidents.

    For layers, whose numbers can't be written with a star.
    """
    if not {"rate", "count"} <= {*table.columns}:
        return table
    few = table["count"].astype("float64").map(rests_on_few)
    if not few.any():
        return table
    return table.assign(rate_note=few.map({True: MARKED, False: ""}))


def with_small_numbers(table: Table) -> Table:
    """Return a table whose rates are marked and percentages left out where few."""
    return replace(table, rows=tuple(_row(table, row) for row in table.rows))


def _row(table: Table, row: Sequence[Cell]) -> tuple[Cell, ...]:
    known = {each.name: cell for each, cell in zip(table.columns, row, strict=True)}
    count, made = known.get("count"), list(row)
    for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
        if not isinstance(cell, (int, float)):
            continue
        if column.kind == "rate" and not column.name.endswith(_LIMITS):
            if isinstance(count, (int, float)) and rests_on_few(count):
                made[place] = Starred(cell)
        elif column.kind == "percent":
            base = _base(column.name, float(cell), known)
            if base is not None and is_small_base(base):
                made[place] = LEFT_OUT
    return tuple(made)


def _base(name: str, percent: float, known: Mapping[str, Cell]) -> float | None:
    """Return how many incidents a percentage is of; None if that isn't known.

    A change is of what was before; a share of the change is of the change in all.
    """
    change = known.get("difference")
    if not isinstance(change, (int, float)):
        return None
    if name.startswith("contribution"):
        return abs(100 * change / percent) if percent else None
    base = known.get("before")
    return float(base) if isinstance(base, (int, float)) else None

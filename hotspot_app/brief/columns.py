"""Titles of the columns of tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from hotspot_app.brief.page_words import titled
from hotspot_app.method import Column
from hotspot_app.project.steps.answer import Answer

LABELS: Final = ("place", "ward", "name")
"""Columns by which people know a place, the nearest first."""

_CODE: Final = Column("code", "text", "Code")


def area_columns(answer: Answer) -> dict[str, Column]:
    """Return every column that a table of areas may have, by its name."""
    own = (titled(each, answer) for each in answer.columns)
    return {each.name: each for each in (_CODE, *own)}


def table_columns(answer: Answer, table: str) -> dict[str, Column]:
    """Return the columns that a method declares of one of its tables."""
    declared = answer.method.gives.tables.get(table, ())
    return {each.name: titled(each, answer) for each in declared}


def by_name(table: pd.DataFrame) -> list[str]:
    """Return a table's columns with what a place is called before its code.

    A name that no place has is left where it was.
    """
    led = [
        name
        for name in LABELS
        if name in table.columns and table[name].fillna("").astype(str).any()
    ]
    start = [*led, *(name for name in table.columns if name == _CODE.name)]
    return [*start, *(name for name in table.columns if name not in start)]


def are_whole(values: pd.Series[Any], column: Column) -> bool:
    """Say whether a column is written without decimals: counts, people, ranks.

    Rates keep theirs, and so do they in a table that happens to have only whole ones.
    """
    if column.name.startswith("rate") or column.dtype not in {"int", "float"}:
        return False
    if column.dtype == "int" or column.name == "denominator":
        return True
    known = values.astype("float64").dropna()
    return bool((known % 1 == 0).all())


def headings(names: Iterable[str], columns: Mapping[str, Column]) -> list[str]:
    """Return what columns are called, with units, no two alike."""
    made: list[str] = []
    for name in names:
        called = columns.get(name, Column(name, "text", name)).heading
        made.append(f"{called} [{name}]" if called in made else called)
    return made

"""Figures of the analyst's own by area: a code a row, and a column a figure."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from hotspot_app.data.tables.coded_table import Coded, coded, number_columns, numbers
from hotspot_app.data.tables.published_table import Table
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.own_tables import MOST_FIGURES
from hotspot_app.words import counted, listed


def figures_by_area(
    sheets: Sequence[Table], where: str
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Read the first table that has codes and columns of numbers.

    Returns
    -------
    frame
        `code`, and each figure under its own heading, float64, missing where the cell
        is empty.
    notes
        Which columns are taken, and which are left out.

    Raises
    ------
    InputError
        If there is none, or it has more figures than a model can carry, or a cell is
        no number.
    """
    ready = [found for each in sheets if (found := coded(each, where)) is not None]
    with_figures = [each for each in ready if number_columns(each)]
    if not with_figures:
        lacks = "column of numbers" if ready else "column of area codes"
        raise InputError(
            f"there is no {lacks}",
            where=where,
            hint="Give a table with the code of an area in each row, and a column for "
            "each figure.",
        )
    found = with_figures[0]
    names = list(number_columns(found))
    if len(names) > MOST_FIGURES:
        raise InputError(
            f"it has {counted(len(names), 'column')} of numbers ({listed(names, 6)}), "
            f"and a model can carry up to {MOST_FIGURES}",
            where=where,
            hint="Keep those that could explain where crime is recorded.",
        )
    read = {name: numbers(found, name, where) for name in names}
    frame = pd.DataFrame(read).reset_index(names="code")
    return frame, (*found.unseen, _told(found, names, where))


def _told(found: Coded, names: Sequence[str], where: str) -> Note:
    others = [
        str(name) for name in found.frame.columns if name not in {found.column, *names}
    ]
    left = f"; not numbers, and left out: {listed(others, 5)}" if others else ""
    return Note(
        f"{where}: {listed(list(names))} of {counted(len(found.frame), 'area')}, by "
        f"{found.column}{left}."
    )

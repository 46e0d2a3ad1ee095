"""A table that the analyst gives to a method, checked against its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.kinds.own_columns import lacking, own_columns
from hotspot_app.data.own.figures_by_area import figures_by_area
from hotspot_app.data.tables.coded_table import number_in
from hotspot_app.data.tables.published_table import Table, read_tables
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.own_tables import OwnColumn, OwnTable
from hotspot_app.words import counted, listed, quoted


@dataclass(frozen=True, eq=False)
class Given:
    """A table that the analyst gave.

    Attributes
    ----------
    frame
        Columns by our names, those declared that the file has; numbers as float64,
        text stripped. Of a table of figures by area `code`, and each figure under its
        own heading, missing where the cell is empty.
    """

    table: OwnTable
    frame: pd.DataFrame
    source: SourceFile
    notes: tuple[Note, ...]


def read_own_table(path: Path, table: OwnTable) -> Given:
    """Read a table by its declaration.

    Raises
    ------
    InputError
        If a column, a name or a number is missing, a number can't be, or two rows are
        of the same.
    """
    sheets, source = read_tables(path)
    if table.figures:
        frame, told = figures_by_area(sheets, path.name)
        return Given(table, frame, source, told)
    whole = [each for each in sheets if not lacking(list(each.frame.columns), table)]
    if not whole:
        raise _lacks(path, sheets, table)
    found = whole[0]
    where = f"{path.name}, sheet {found.sheet}" if found.sheet else path.name
    frame = _frame(found, table, where)
    _check_once(frame, table, where)
    notes = [*found.unseen(path.name), *_left_out(found, frame, path.name)]
    return Given(table, frame.reset_index(drop=True), source, tuple(notes))


def _lacks(path: Path, sheets: tuple[Table, ...], table: OwnTable) -> InputError:
    headers = [[str(name) for name in each.frame.columns] for each in sheets]
    header = min(headers, key=lambda each: len(lacking(each, table)))
    lacks = lacking(header, table)
    columns = counted(len(lacks), "column", "columns").split(" ", 1)[1]
    return InputError(
        f"no {columns} called {listed(lacks)}: it has {listed(header, 12)}",
        where=path.name,
        hint=f"A table of this kind ({table.title.lower()}) has {table.help}. Its "
        f"columns: {table.told}.",
    )


def _frame(found: Table, table: OwnTable, where: str) -> pd.DataFrame:
    """Return the rows that are filled, columns by our names."""
    header = [str(name) for name in found.frame.columns]
    at = own_columns(header, table)
    text = pd.DataFrame(
        {name: found.column(header[i], where) for name, i in at.items()}
    )
    text = text[(text != "").any(axis=1)]
    if text.empty:
        raise InputError("there are no rows under the header", where=where)
    read: Mapping[str, pd.Series[Any]] = {
        each.name: _column(text[each.name], each, where)
        for each in table.columns
        if each.name in text
    }
    return pd.DataFrame(read)


def _column(cells: pd.Series[str], column: OwnColumn, where: str) -> pd.Series[Any]:
    blank = cells.eq("")
    if column.needed and blank.any():
        raise _wrong(cells[blank], column, "is empty", where)
    if column.holds == "text":
        return cells
    values = cells.map(number_in).astype("float64")
    tests = {
        "isn't a number": ~np.isfinite(values) & ~blank,
        "is negative": values.lt(0),
        "isn't a whole number": column.holds == "whole" and values.ne(values.round()),
        "is 0": column.holds == "number" and values.eq(0),
    }
    for problem, wrong in tests.items():
        odd = pd.Series(wrong, index=cells.index) & ~blank
        if odd.any():
            raise _wrong(cells[odd], column, problem, where)
    return values


def _wrong(
    cells: pd.Series[str], column: OwnColumn, problem: str, where: str
) -> InputError:
    shown = f" ({quoted(cells)})" if cells.ne("").any() else ""
    return InputError(
        f"{counted(len(cells), 'cell')} of {column.name} can't be used{shown}: that in "
        f"line {cells.index[0]:,} {problem}",
        where=where,
        hint=f"It is for {column.help}. Mend the file.",
    )


def _check_once(frame: pd.DataFrame, table: OwnTable, where: str) -> None:
    """Refuse two rows of the same, which would be counted twice."""
    keys = [name for name in table.once if name in frame]
    folded = frame[keys].astype(str).apply(lambda each: each.str.casefold())
    twice = folded.duplicated()
    if not twice.any():
        return
    line = frame.index[twice.to_numpy()][0]
    of = listed([str(frame.loc[line, name]) for name in keys])
    raise InputError(
        f"{counted(int(twice.sum()), 'row is', 'rows are')} there more than once; the "
        f"first is line {line:,} ({of})",
        where=where,
        hint=f"Keep one row of each {listed(keys)}.",
    )


def _left_out(found: Table, frame: pd.DataFrame, name: str) -> list[Note]:
    empty = len(found.frame) - len(frame)
    if not empty:
        return []
    return [Note(f"{name}: {counted(empty, 'row')} with nothing in it left out.")]

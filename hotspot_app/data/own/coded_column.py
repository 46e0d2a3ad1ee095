"""The table of a file, and its column, that have the codes of the areas."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from hotspot_app.data.boundaries.attributes import read_attributes
from hotspot_app.data.shapes.map_formats import READ, is_geodatabase
from hotspot_app.data.tables.coded_table import code_of
from hotspot_app.data.tables.leading_zeros import alike, meet
from hotspot_app.data.tables.published_table import Table, read_tables
from hotspot_app.errors import InputError
from hotspot_app.words import printable


@dataclass(frozen=True, slots=True, eq=False)
class CodedColumn:
    """The column of area codes in a table.

    Attributes
    ----------
    name
        Name of the column.
    codes
        Area codes, one a row of the table.
    found
        Number of areas with a row.
    """

    table: Table
    name: str
    codes: list[str]
    found: int


def coded_column(path: Path, areas: Collection[str], wanted: str) -> CodedColumn:
    """Find the column of a file that has most of the areas' codes.

    Parameters
    ----------
    areas
        Known codes, of areas and wards.
    wanted
        Content of the other column, for messages: "groups".

    Raises
    ------
    InputError
        If no column has the areas' codes.
    """
    best, column, found = None, "", 0
    known = frozenset(areas)
    for table in _tables(path):
        for name in map(str, table.frame.columns):
            texts = table.frame[name].unique()
            many = alike({code_of(text) for text in texts}, known)
            if many > found:
                best, column, found = table, name, many
    if best is None:
        raise InputError(
            "no column has the codes of the areas",
            where=path.name,
            hint=f"Give a table with a column of area codes and one of {wanted}.",
        )
    codes = [code_of(code) for code in best.column(column, path.name)]
    met = meet(codes, known, where=path.name)
    return CodedColumn(best, column, [met.get(code, code) for code in codes], found)


def _tables(path: Path) -> Sequence[Table]:
    """Return the tables of a file, all text."""
    if path.suffix.lower() in READ or is_geodatabase(path):
        frame = read_attributes(path)
        told = {str(name): frame[name].map(text_of) for name in frame.columns}
        return [Table(pd.DataFrame(told), "")]
    return read_tables(path)[0]


def text_of(value: object) -> str:
    """Write what stands in a cell, "" where nothing does."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(printable(str(value)).split())

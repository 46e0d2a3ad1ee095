"""Groups of areas out of a file: a look-up, or a column of the boundaries."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from pathlib import Path

import pandas as pd

from hotspot_app.data.boundaries.attributes import read_attributes
from hotspot_app.data.own.group_columns import GroupFile
from hotspot_app.data.shapes.map_formats import READ, is_geodatabase
from hotspot_app.data.tables.coded_table import code_of
from hotspot_app.data.tables.leading_zeros import alike, meet
from hotspot_app.data.tables.published_table import Table, read_tables
from hotspot_app.errors import InputError
from hotspot_app.words import printable


def read_groups(path: Path, areas: Collection[str]) -> GroupFile:
    """Read which areas a file puts together.

    Parameters
    ----------
    areas
        Codes that are known: of areas and of wards.

    Raises
    ------
    InputError
        If no column has the areas' codes, or no other column groups them.
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
            hint="Give a table with a column of area codes and one of groups.",
        )
    codes = [code_of(code) for code in best.column(column, path.name)]
    met = meet(codes, known, where=path.name)
    codes = [met.get(code, code) for code in codes]
    groups = {
        name: _groups(codes, best.frame[name], known)
        for name in map(str, best.frame.columns)
        if name != column
    }
    useful = {name: each for name, each in groups.items() if 0 < len(each) < found}
    if not useful:
        raise InputError(
            f"no column beside {column} puts areas together",
            where=path.name,
            hint="Give a table with a column of area codes and one of groups.",
        )
    ordered = sorted(useful.items(), key=lambda each: (len(each[1]) == 1, len(each[1])))
    return GroupFile(path.name, column, dict(ordered), best.twice)


def _tables(path: Path) -> Sequence[Table]:
    """Return the tables of a file, all text."""
    if path.suffix.lower() in READ or is_geodatabase(path):
        frame = read_attributes(path)
        told = {str(name): frame[name].map(_text) for name in frame.columns}
        return [Table(pd.DataFrame(told), "")]
    return read_tables(path)[0]


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(printable(str(value)).split())


def _groups(
    codes: Sequence[str], texts: pd.Series[str], known: Set[str]
) -> dict[str, tuple[str, ...]]:
    numbers, distinct = pd.factorize(texts)
    called = [_text(text) for text in distinct]
    groups: dict[str, set[str]] = {}
    for code, number in zip(codes, numbers.tolist(), strict=True):
        if code in known and number >= 0 and called[number]:
            groups.setdefault(called[number], set()).add(code)
    return {name: tuple(sorted(each)) for name, each in sorted(groups.items())}

"""Groups of areas out of a file: a look-up, or a column of the boundaries."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pandas as pd

from hotspot_app.data.attributes import read_attributes
from hotspot_app.data.coded_table import code_of
from hotspot_app.data.group_columns import GroupFile
from hotspot_app.data.map_formats import READ, is_geodatabase
from hotspot_app.data.ons import tidy
from hotspot_app.data.published_table import read_tables
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
    for frame in _frames(path):
        for name in map(str, frame.columns):
            many = len(set(frame[name].map(code_of)) & set(areas))
            if many > found:
                best, column, found = frame, name, many
    if best is None:
        raise InputError(
            "no column has the codes of the areas",
            where=path.name,
            hint="Give a table with a column of area codes and one of groups.",
        )
    groups = {
        name: _groups(best[column], best[name], areas)
        for name in map(str, best.columns)
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
    return GroupFile(path.name, column, dict(ordered))


def _frames(path: Path) -> list[pd.DataFrame]:
    """Return the tables of a file, all text."""
    if path.suffix.lower() in READ or is_geodatabase(path):
        frame = read_attributes(path)
        return [pd.DataFrame({str(n): frame[n].map(_text) for n in frame.columns})]
    return [table.frame for table in read_tables(path)[0]]


def _text(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(printable(str(value)).split())


def _groups(
    codes: pd.Series[str], texts: pd.Series[str], areas: Collection[str]
) -> dict[str, tuple[str, ...]]:
    pairs = pd.DataFrame({"code": codes.map(code_of), "text": texts.map(_text)})
    pairs["code"] = pairs["code"].map(tidy)
    pairs = pairs[pairs["code"].isin(list(areas)) & (pairs["text"] != "")]
    by_text = pairs.drop_duplicates().groupby("text")["code"]
    return {str(text): tuple(sorted(each)) for text, each in by_text}

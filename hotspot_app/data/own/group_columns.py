"""Columns of a file that can group areas.

Loads no library: the dialogs, which the first window needs, go by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hotspot_app.data.tables.columns_twice import check_once
from hotspot_app.errors import InputError
from hotspot_app.words import counted, listed, quoted


@dataclass(frozen=True, slots=True)
class GroupFile:
    """Columns of a file that can group areas.

    Attributes
    ----------
    name
        Name of the file.
    codes
        Name of the column of area codes.
    columns
        Groups by column: the codes of the areas, by the text that they share. Columns
        with few groups come first.
    twice
        Names of columns that are there twice with different texts.
    """

    name: str
    codes: str
    columns: Mapping[str, Mapping[str, tuple[str, ...]]]
    twice: frozenset[str] = frozenset()


def in_one_each(file: GroupFile, column: str) -> Mapping[str, tuple[str, ...]]:
    """Return the groups of a column.

    Raises
    ------
    InputError
        If an area is in two groups, or the column is there twice.
    """
    check_once(column, file.twice, file.name)
    home: dict[str, list[str]] = {}
    for name, codes in file.columns[column].items():
        for code in codes:
            home.setdefault(code, []).append(name)
    twice = {code: names for code, names in home.items() if len(names) > 1}
    if twice:
        code, names = next(iter(twice.items()))
        raise InputError(
            f"{counted(len(twice), 'area is', 'areas are')} in more than one group "
            f"({quoted(twice)}; {code} is in {listed(names, 3)})",
            where=file.name,
            hint="Each incident counts once: give each area one group.",
        )
    return file.columns[column]

"""What a file can group areas by, and which of it can be used.

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
    """What a file can group areas by.

    Attributes
    ----------
    name
        Of the file.
    codes
        The column of the areas' codes.
    columns
        Each other column to its texts, with the codes of the areas that have it;
        those that make few groups first.
    twice
        Columns that are there again with other texts.
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
        If an area is in two of them, or the column is there twice.
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

"""Groups of areas out of a file: a look-up, or a column of the boundaries."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from pathlib import Path

import pandas as pd

from hotspot_app.data.own.coded_column import coded_column, text_of
from hotspot_app.data.own.group_columns import GroupFile
from hotspot_app.errors import InputError


def read_groups(path: Path, areas: Collection[str]) -> GroupFile:
    """Read the columns of a file that can group areas.

    Parameters
    ----------
    areas
        Known codes, of areas and wards.

    Raises
    ------
    InputError
        If no column has area codes, or no other column groups the areas.
    """
    known = frozenset(areas)
    coded = coded_column(path, known, "groups")
    best, column, codes = coded.table, coded.name, coded.codes
    groups = {
        name: _groups(codes, best.frame[name], known)
        for name in map(str, best.frame.columns)
        if name != column
    }
    found = coded.found
    useful = {name: each for name, each in groups.items() if 0 < len(each) < found}
    if not useful:
        raise InputError(
            f"no column beside {column} puts areas together",
            where=path.name,
            hint="Give a table with a column of area codes and one of groups.",
        )
    ordered = sorted(useful.items(), key=lambda each: (len(each[1]) == 1, len(each[1])))
    return GroupFile(path.name, column, dict(ordered), best.twice)


def _groups(
    codes: Sequence[str], texts: pd.Series[str], known: Set[str]
) -> dict[str, tuple[str, ...]]:
    numbers, distinct = pd.factorize(texts)
    called = [text_of(text) for text in distinct]
    groups: dict[str, set[str]] = {}
    for code, number in zip(codes, numbers.tolist(), strict=True):
        if code in known and number >= 0 and called[number]:
            groups.setdefault(called[number], set()).add(code)
    return {name: tuple(sorted(each)) for name, each in sorted(groups.items())}

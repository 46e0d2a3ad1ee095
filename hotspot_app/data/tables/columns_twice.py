"""Columns that a table has twice under one name, with different cells."""

from __future__ import annotations

from collections.abc import Collection

from hotspot_app.errors import InputError
from hotspot_app.words import printable


def check_once(name: str, twice: Collection[str], where: str) -> None:
    """Refuse a column if there are two of its name with different cells.

    Raises
    ------
    InputError
        If the column is there twice.
    """
    if name in twice:
        raise InputError(
            f"the column {printable(name)} is there twice, with different figures",
            where=where,
            hint="Remove or rename the one that isn't meant.",
        )

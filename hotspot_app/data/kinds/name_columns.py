"""The column of a table that names areas, recognised by its own name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hotspot_app.data.base.ons import ons_column, plain

_CALLED: Final = frozenset(
    (
        *("name", "names", "called", "knownas", "label", "place", "placename"),
        *("areaname", "localname", "commonname", "ourname", "nickname", "title"),
        *("neighbourhood", "neighbourhoodname", "arealabel"),
    )
)
_CODES: Final = frozenset(("code", "areacode", "geographycode", "geocode", "gsscode"))

_LIBRARY: Final = "hclnm"
"""Suffix of a column with the House of Commons Library's names of MSOAs."""


def name_column(columns: Sequence[str]) -> str:
    """Return the column that names areas as people do, "" if none does.

    The names that the ONS gives (LSOA21NM) are none: areas have those already.
    """
    library = [name for name in columns if plain(name).endswith(_LIBRARY)]
    return next((n for n in [*library, *columns] if n in library or _names(n)), "")


def _names(column: str) -> bool:
    return plain(column) in _CALLED


def holds_area_names(header: Sequence[str]) -> bool:
    """Say whether a table is one of area codes and names, and of nothing else."""
    named = name_column(header)
    if plain(named).endswith(_LIBRARY):
        return any(_is_code(name) for name in header)
    if not named or len(header) > 3:
        return False
    others = [name for name in header if name != named]
    codes = sum(map(_is_code, others))
    told = [ons_column(name) for name in others]
    names = sum(each is not None and each.holds == "name" for each in told)
    return codes == 1 and codes + names == len(others)


def _is_code(column: str) -> bool:
    told = ons_column(column)
    return plain(column) in _CODES or (told is not None and told.holds == "code")

"""Which columns of a boundary file hold the codes, names and districts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.data.base.ons import (
    LEVELS,
    OnsColumn,
    is_code,
    level_of_codes,
    ons_column,
    plain,
    tidy,
)
from hotspot_app.errors import InputError, WordsError
from hotspot_app.remedies import NameCodes
from hotspot_app.words import listed

_OWN_CODES: Final = ("code", "areacode")
"""Said of the areas themselves, before codes of what they lie in."""

_CODES: Final = ("code", "areacode", "geographycode", "geocode", "areaid", "id")
_NAMES: Final = ("name", "areaname", "geographyname", "label")
_DISTRICT_CODES: Final = ("ladcdactive", "ladcdacti", "ladcd", "districtcode")
_DISTRICT_NAMES: Final = ("ladnm", "ladname", "districtname", "district")


@dataclass(frozen=True, slots=True)
class AreaColumns:
    """Names of the columns of a boundary file; "" for a column that it lacks.

    Attributes
    ----------
    level
        Level stated in the name of the code column, else "".
    vintage
        Year stated in the name of the code column.
    """

    code: str
    name: str
    level: str = ""
    vintage: int | None = None


def as_text(value: object) -> str:
    """Write a code or name as text: 12.0 is "12", missing is ""."""
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is pd.NA else " ".join(str(value).split())


def find_columns(
    table: pd.DataFrame,
    *,
    where: str,
    level: str = "",
    code: str = "",
    name: str = "",
) -> AreaColumns:
    """Find the columns of codes and names.

    Columns are known by their names. Where only a name says that a column holds codes
    of some kind, one of ONS codes that are all different goes before it.

    Parameters
    ----------
    table
        All columns of the file but the shapes.
    level
        Level given by the user, or "".
    code, name
        Columns given by the user, or "".
    where
        Name of the file in messages.

    Raises
    ------
    InputError
        If the codes can't be found, or are of another level than given.
    WordsError
        If a column given by the user isn't there.
    """
    columns = [str(column) for column in table.columns]
    code = _named(code, columns, where)
    name = _named(name, columns, where)
    if code:
        told = ons_column(code)
        found = AreaColumns(code, name, *_said(told))
    else:
        found = _ons(columns, level, where) or AreaColumns(
            _own(columns, level)
            or _of_ons_codes(table, level, where)
            or _usual(table, where),
            "",
        )
    if name or not found.name:
        found = AreaColumns(
            found.code,
            name or _name_for(found.code, columns, level),
            found.level,
            found.vintage,
        )
    return found


def _said(told: OnsColumn | None) -> tuple[str, int | None]:
    return (told.level, told.year) if told else ("", None)


def _named(wanted: str, columns: Sequence[str], where: str) -> str:
    """Return a column the user named, whatever its case."""
    if not wanted:
        return ""
    for column in columns:
        if column.lower() == wanted.lower():
            return column
    raise WordsError(
        f"there is no column {wanted!r}",
        where=where,
        hint=f"It has {listed(list(columns), 20)}.",
    )


def _ons(columns: Sequence[str], level: str, where: str) -> AreaColumns | None:
    """Take the column of ONS codes of the level said, else of the finest."""
    found = [
        (column, told)
        for column in columns
        if (told := ons_column(column)) is not None and told.holds == "code"
    ]
    own_level = bool(level) and level not in LEVELS
    dated = any(told.year for _, told in found)
    if own_level or not dated:
        own = _codes_of(level) if own_level else ()
        found = [] if _first(columns, own + _OWN_CODES) else found
    if not found:
        return None
    order = list(LEVELS)
    finest = min((told.level for _, told in found), key=order.index)
    wanted = level if level in LEVELS else finest
    if wanted != finest and not any(told.level == wanted for _, told in found):
        raise InputError(
            f"these are {LEVELS[finest]} ({found[0][0]}), not {LEVELS[wanted]}",
            where=where,
            hint=f"Give the boundaries of the {LEVELS[wanted]}.",
        )
    column, told = max(
        (pair for pair in found if pair[1].level == wanted),
        key=lambda pair: pair[1].year or 0,
    )
    return AreaColumns(column, "", told.level, told.year)


def _codes_of(level: str) -> tuple[str, ...]:
    own = plain(level)
    return (f"{own}code", f"{own}cd", f"{own}id", f"{own}ref", own) if own else ()


def _own(columns: Sequence[str], level: str) -> str:
    """Take the codes of areas of the analyst's own, called as the areas are."""
    own = bool(level) and level not in LEVELS
    return _first(columns, _codes_of(level) + _CODES) if own else ""


def _of_ons_codes(table: pd.DataFrame, level: str, where: str) -> str:
    """Return the column of distinct ONS codes of the level given, or of the finest.

    Raises
    ------
    InputError
        If there are several with different codes.
    """
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for column in table.columns:
        codes = [tidy(as_text(value)) for value in table[column].array]
        if 1 < len(codes) == len(set(codes)) and all(map(is_code, codes)):
            found.setdefault(level_of_codes(codes), {}).setdefault(
                tuple(codes), str(column)
            )
    known = [each for each in LEVELS if each in found]
    if not known:
        return ""
    alike = found[level if level in found else known[0]]
    if len(alike) > 1:
        raise InputError(
            f"{listed(list(alike.values()), 6)} hold different codes, and nothing says "
            "which are the areas' own",
            where=where,
            remedies=(NameCodes(),),
        )
    return next(iter(alike.values()))


def _usual(table: pd.DataFrame, where: str) -> str:
    """Take a column called code, or the names; one that tells areas apart if it can."""
    columns = [str(column) for column in table.columns]
    known = [c for c in (_first(columns, (each,)) for each in _CODES + _NAMES) if c]
    if not known:
        raise InputError(
            "no column of area codes was recognised",
            where=where,
            hint=f"There are {listed(columns, 20)}." if columns else "There are none.",
            remedies=(NameCodes(),),
        )
    return next((c for c in known if table[c].is_unique), known[0])


def _name_for(code: str, columns: Sequence[str], level: str) -> str:
    """Find the names that belong to a column of codes."""
    told = ons_column(code)
    if told is not None:
        for column in columns:
            other = ons_column(column)
            if (
                other is not None
                and other.holds == "name"
                and (other.level, other.year) == (told.level, told.year)
            ):
                return column
    own = plain(level)
    named = (f"{own}name", f"{own}nm") if own else ()
    return _first([c for c in columns if c != code], named + _NAMES)


def _first(columns: Sequence[str], wanted: tuple[str, ...]) -> str:
    spelt = {plain(column): column for column in reversed(columns)}
    return next((spelt[name] for name in wanted if name in spelt), "")


def district_columns(columns: Sequence[str]) -> tuple[str, str]:
    """Return the columns of district codes and names, "" where there is none."""
    code = name = ""
    for column in columns:
        told = ons_column(column)
        if told is not None and told.level == "district":
            code = code or (column if told.holds == "code" else "")
            name = name or (column if told.holds == "name" else "")
    return (
        code or _first(columns, _DISTRICT_CODES),
        name or _first(columns, _DISTRICT_NAMES),
    )

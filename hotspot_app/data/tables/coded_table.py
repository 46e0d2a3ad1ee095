"""Tables whose rows are areas: their codes, and their columns as numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.ons import (
    LEVELS,
    are_codes,
    is_code,
    ons_column,
    plain,
    tidy,
)
from hotspot_app.data.tables.columns_twice import check_once
from hotspot_app.data.tables.decimals import decimals_of
from hotspot_app.data.tables.published_table import Table
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.words import counted, listed, quoted

_CODES: Final = ("code", "areacode", "geographycode", "geocode", "mnemonic")
_LAST: Final = 3
"""Rows at the end of a table that may sum it up."""

_LEVEL_NAMES: Final = ("lsoa", "ward", "area")


@dataclass(frozen=True, eq=False)
class Coded:
    """A table with one row an area.

    Attributes
    ----------
    frame
        Text, index `code`, in the file's order.
    lines
        (n,) line of each row in the file.
    column
        Name of the column of codes.
    sheet
        Name of the sheet, or "".
    twice
        Names of columns that are there twice with different cells.
    above
        Lines above the header.
    unseen
        Notes on cells that Excel hides.
    """

    frame: pd.DataFrame
    lines: pd.Series[int]
    column: str
    sheet: str
    twice: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()
    unseen: tuple[Note, ...] = ()


def code_column(frame: pd.DataFrame) -> str:
    """Find the column of area codes; "" if there is none.

    Finest first: a column named as the ONS names codes, one simply called code,
    or one whose texts are ONS codes.
    """
    names = [str(name) for name in frame.columns]
    ons = {
        told.level: name
        for name in reversed(names)
        if (told := ons_column(name)) is not None and told.holds == "code"
    }
    for level in LEVELS:
        if level in ons:
            return ons[level]
    spelt = {plain(name): name for name in reversed(names)}
    for wanted in _CODES:
        if wanted in spelt:
            return spelt[wanted]
    best, most = "", 0
    head = frame.head(2000)
    head = head[(head != "").sum(axis=1) > 1]
    for name in names:
        codes = [code_of(text) for text in head[name]]
        known = sum(map(is_code, codes))
        if known >= max(0.8 * len(codes), 1) and len(set(codes)) > most:
            best, most = name, len(set(codes))
    return best or next((spelt[w] for w in _LEVEL_NAMES if w in spelt), "")


def code_of(text: str) -> str:
    """Return the code in a cell: Nomis writes "E01017136 : Southampton 023A"."""
    if is_code(text):
        return text
    first = tidy(text.split(":", 1)[0])
    return first if is_code(first) else tidy(text)


def coded(table: Table, where: str, *, code: str = "") -> Coded | None:
    """Index a table by area code; return None if it has no column of codes.

    Rows without a code (titles, footnotes) are passed over if nothing else in
    them is a number.

    Raises
    ------
    InputError
        If a row with figures has no code, or a code is there twice.
    WordsError
        If the column given by the user isn't there.
    """
    column = _named(table, code, where) if code else code_column(table.frame)
    if not column:
        return None
    # objects: pandas looks through texts of its own kind one by one, at some cost
    codes, kept = table.column(column, where).astype("object"), table.frame
    if not are_codes(codes):
        codes = codes.map(code_of).astype("object")
        blank = _without_code(codes, table, column, where)
        codes, kept = codes[~blank], kept[~blank]
    index = pd.Index(codes, name="code", dtype="object")
    twice = index[index.duplicated()].unique()
    if len(twice):
        line = kept.index[int(np.flatnonzero(index.duplicated())[0])]
        raise InputError(
            f"{counted(len(twice), 'code is', 'codes are')} there more than once, "
            f"{quoted(twice)}, the first of them in line {line}",
            where=_place(where, table.sheet),
            hint="Keep one row an area.",
        )
    lines = pd.Series(kept.index.to_numpy(), index=index, dtype="int64")
    frame = kept.set_axis(index)
    unseen = tuple(table.unseen(where))
    return Coded(frame, lines, column, table.sheet, table.twice, table.above, unseen)


def _without_code(
    codes: pd.Series[str], table: Table, column: str, where: str
) -> pd.Series[bool]:
    """Say which rows are no area's; refuse one that has figures of its own."""
    figures = table.frame.drop(columns=column)
    blank = codes == ""
    spaced = codes.index[[" " in code for code in codes]]
    blank[spaced] = (figures.loc[spaced] == "").all(axis=1)
    blank |= _totals(codes, figures)
    for line in codes.index[blank]:
        told = figures.loc[line]
        if any(map(is_number, told)) and not _is_total(told, figures[~blank]):
            raise InputError(
                f"line {line} has figures but no code in {column}",
                where=_place(where, table.sheet),
                hint="Fill the code in, or remove the line.",
            )
    return blank


def _totals(codes: pd.Series[str], figures: pd.DataFrame) -> pd.Series[bool]:
    """Say which rows stand under another word than codes and sum up all that do."""
    official = codes.map(is_code)
    found = pd.Series(False, index=codes.index)
    if not 0.8 <= official.mean() < 1:
        return found
    for line in codes.index[~official][-_LAST:]:
        told = figures.loc[line]
        found[line] = any(map(is_number, told)) and _is_total(told, figures[official])
    return found


def _is_total(row: pd.Series[str], others: pd.DataFrame) -> bool:
    """Say whether a row's figures are the sums of all others."""
    return all(
        others[name].map(_value).sum() == _value(cell)
        for name, cell in row.items()
        if is_number(cell)
    )


def _value(text: str) -> float:
    value = number_in(text)
    return value if math.isfinite(value) else 0.0


def _place(where: str, sheet: str) -> str:
    return f"{where}, sheet {sheet}" if sheet else where


def _named(table: Table, wanted: str, where: str) -> str:
    for name in table.frame.columns:
        if str(name).casefold() == wanted.casefold():
            return str(name)
    raise WordsError(
        f"there is no column {wanted!r}",
        where=_place(where, table.sheet),
        hint=f"It has {listed([str(n) for n in table.frame.columns], 20)}.",
    )


# --- numbers ------------------------------------------------------------------


def is_number(text: str) -> bool:
    """Say whether a cell holds a number, commas between thousands allowed."""
    return math.isfinite(number_in(text))


def number_in(text: str) -> float:
    """Return a cell's number, commas between thousands allowed; missing if none."""
    try:
        return math.nan if "_" in text else float(text.replace(",", ""))
    except ValueError:
        return math.nan


def _numbers_in(cells: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """Return the numbers of filled cells, all at once where all are plainly written."""
    plain = decimals_of(cells.tolist())
    if plain is not None:
        return plain
    if "_" not in "".join(cells):
        with suppress(ValueError):
            return cells.astype(np.float64)
    return np.array([number_in(cell) for cell in cells])


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a column's numbers."""

    least: float = -np.inf
    most: float = np.inf
    whole: bool = False


def numbers(
    table: Coded, column: str, where: str, *, limits: Limits | None = None
) -> pd.Series[float]:
    """Read a column as numbers; empty cells are missing.

    Raises
    ------
    InputError
        If a cell holds something else, or a number beyond the limits, or the column is
        there twice.
    """
    check_once(column, table.twice, _place(where, table.sheet))
    limits = limits or Limits()
    text = table.frame[column]
    cells = text.to_numpy(dtype=object)
    filled = cells.astype(bool)
    values = np.full(len(cells), np.nan)
    values[filled] = _numbers_in(cells[filled])
    tests = {
        "isn't a number": ~np.isfinite(values),
        "isn't a whole number": limits.whole & (values != np.round(values)),
        f"is under {limits.least:g}": values < limits.least,
        f"is over {limits.most:g}": values > limits.most,
    }
    for problem, found in tests.items():
        if (odd := found & filled).any():
            first = str(text.index[int(np.argmax(odd))])
            raise InputError(
                f"{counted(int(odd.sum()), 'cell')} of {column} can't be used "
                f"({quoted(text[odd])}): that of {first} in line "
                f"{table.lines[first]} {problem}",
                where=_place(where, table.sheet),
                hint="Mend the file, or ask the publisher for a whole one.",
            )
    return pd.Series(values, index=text.index, name=column)


def number_columns(table: Coded) -> Sequence[str]:
    """Return the columns that hold numbers in at least half of their rows."""
    return [
        str(name)
        for name in table.frame.columns
        if name != table.column
        and table.frame[name].head(200).map(is_number).mean() >= 0.5
    ]

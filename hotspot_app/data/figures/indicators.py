"""Residents, households and workday population by area code."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from hotspot_app.data.base import attribution
from hotspot_app.data.base.ons import (
    is_code,
    level_of_codes,
    lsoa_vintage,
    ons_column,
    simple,
)
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.figures.figure_columns import Kind, figure_columns
from hotspot_app.data.figures.people_counted import about_people, part_of
from hotspot_app.data.figures.without_shape import districts_of
from hotspot_app.data.tables.coded_table import (
    Coded,
    Limits,
    coded,
    number_columns,
    numbers,
)
from hotspot_app.data.tables.empty_column import is_empty
from hotspot_app.data.tables.published_table import Table, read_tables
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.words import counted, listed, quoted

_WORDS: Final = {
    "residents": "residents",
    "households": "households",
    "workday": "workday population",
    "units": "units",
}
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATING: Final = re.compile(r"\s*date\b|.*\bcensus\b", re.IGNORECASE)
_EVERYBODY: Final = "Give the sheet or the file of all persons."


@dataclass(frozen=True, eq=False)
class Indicator:
    """Numbers of residents, households or the like by area.

    Attributes
    ----------
    values
        Float, index `code`, sorted; at least 0, missing where the file's cell is empty.
    words
        Name with its source: "usual residents, Census 2021".
    vintage
        Year of the codes (2011, 2021), None if unknown.
    year
        Year of the figures, None if the file doesn't state it.
    source, attribution
        The file, and the line to print on maps.
    notes
        Choices made and cautions.
    districts
        District of each area, index `code`, if the file names districts.
    """

    values: pd.Series[float]
    words: str
    vintage: int | None
    year: int | None
    source: SourceFile
    attribution: str
    notes: tuple[Note, ...]
    districts: pd.Series[str]

    @property
    def codes(self) -> pd.Index[str]:
        """Every area that has a row."""
        return self.values.index

    def among(self, codes: pd.Index[str]) -> Indicator:
        """Return the figures of some areas only; notes stay those of the file."""
        return replace(
            self,
            values=self.values[self.values.index.isin(codes)],
            districts=self.districts[self.districts.index.isin(codes)],
        )


@dataclass(frozen=True, eq=False, slots=True)
class _Candidate:
    table: Coded
    column: str
    rank: int
    year: int | None
    census: bool


def read_denominator(
    path: Path, kind: Kind, *, code: str = "", column: str = ""
) -> Indicator:
    """Read a table of residents, households or workday population.

    Parameters
    ----------
    path
        CSV or XLSX: Census tables, mid-year estimates, or any table with a
        column of codes and one of figures.
    kind
        The kind of figures wanted.
    code, column
        Columns of codes and figures, where they aren't recognised.

    Raises
    ------
    InputError
        If the file has no such column, repeats a code, or has a figure that is negative
        or no number.
    WordsError
        If a column named by the user isn't there.
    """
    return read_denominators(path, (kind,), code=code, column=column)[kind]


def read_denominators(
    path: Path, kinds: Sequence[Kind], *, code: str = "", column: str = ""
) -> dict[Kind, Indicator]:
    """Read several figures of one file at once; otherwise as `read_denominator`."""
    tables, source = read_tables(path)
    ready = [each for t in tables if (each := coded(t, path.name, code=code))]
    if not ready:
        raise InputError(
            "no column of area codes was recognised",
            where=path.name,
            hint=f"It has {listed(_columns(tables), 20)}.",
        )
    bare = tables[0].uncalculated
    return {
        kind: _indicator(ready, kind, column, path.name, source, uncalculated=bare)
        for kind in kinds
    }


def _indicator(
    ready: list[Coded],
    kind: Kind,
    column: str,
    where: str,
    source: SourceFile,
    *,
    uncalculated: bool,
) -> Indicator:
    found = _candidates(ready, kind, where, column)
    if not found:
        raise _none_found(ready, kind, where)
    whole = _of_everybody(found, where) if kind == "residents" and not column else found
    best = max(whole, key=lambda c: (c.year or 0, -c.rank))
    values = numbers(best.table, best.column, where, limits=Limits(least=0))
    if values.isna().all():
        raise is_empty(best.column, where, uncalculated=uncalculated)
    words = _said(kind, best, where)
    values = values.sort_index().rename(kind)
    official = level_of_codes(values.index) != "" and _published(best, where)
    return Indicator(
        values=values,
        words=words,
        vintage=_vintage(best.table, values),
        year=best.year,
        source=source,
        attribution=attribution.denominator(official, words, where),
        notes=_notes(values, best, found, words, where),
        districts=districts_of(best.table),
    )


def _columns(tables: Sequence[Table]) -> list[str]:
    return list(dict.fromkeys(str(c) for table in tables for c in table.frame.columns))


def _candidates(
    ready: Sequence[Coded], kind: Kind, where: str, column: str
) -> list[_Candidate]:
    found: list[_Candidate] = []
    for table in ready:
        if column:
            figures = number_columns(table)
            named = [c for c in figures if c.casefold() == column.casefold()]
            found += [_candidate(table, name, 0, where) for name in named]
            continue
        _refuse_deprivation(table, where)
        known = figure_columns(table, kind, where)
        found += [_candidate(table, name, at, where) for name, at in known]
    if column and not found:
        raise WordsError(
            f"there is no column of numbers called {column!r}",
            where=where,
            hint=f"There are {listed(_figures(ready), 20) or 'none'}.",
        )
    return found


def _of_everybody(found: Sequence[_Candidate], where: str) -> list[_Candidate]:
    """Return the columns without those of one sex or age.

    Raises
    ------
    InputError
        If no other column remains.
    """
    parts = [_part(candidate, where) for candidate in found]
    whole = [each for each, part in zip(found, parts, strict=True) if not part]
    if whole:
        return whole
    sheets = [
        f"{c.column} of sheet {c.table.sheet}" if c.table.sheet else c.column
        for c in found
    ]
    raise InputError(
        f"its figures are of {listed(sorted(set(parts)), 4)} only "
        f"({listed(sheets, 3)}), not of all residents: rates would be too high",
        where=where,
        hint=_EVERYBODY,
    )


def _part(candidate: _Candidate, where: str) -> str:
    table = candidate.table
    sexes = [str(c) for c in table.frame.columns if simple(str(c)) in {"sex", "gender"}]
    said = [text for c in sexes for text in pd.unique(table.frame[c])[:2]]
    spelt = [{"f": "female", "m": "male"}.get(text.lower(), text) for text in said]
    own = " and ".join(spelt)
    said = [candidate.column, own, *about_people(table.above), table.sheet]
    return part_of(said, where)


def _candidate(table: Coded, column: str, rank: int, where: str) -> _Candidate:
    """Find the year of a column: in its name, the sheet's, a date or the file's."""
    told = " ".join([column, table.sheet, where, *table.above[:5]]).lower()
    census = "census" in told or bool(re.search(r"measures: value|\bts\d{3}", told))
    dates = [c for c in table.frame.columns if str(c).strip().lower() == "date"]
    texts = [column, table.sheet.lower().split("lsoa")[0]]
    if dates:
        texts.append(str(table.frame[dates[0]].iloc[0]))
        census = census or "geography code" in map(str, table.frame.columns)
    texts += [line for line in table.above if _DATING.match(line)]
    texts.append(re.sub(r"(?<=[a-z])(?=\d)", " ", where.lower()))
    for text in texts:
        spaced = re.sub(r"(?<=[a-zA-Z_])(?=\d)|(?<=\d)(?=[a-zA-Z_])", " ", text)
        years = [int(year) for year in _YEAR.findall(spaced)]
        if years:
            return _Candidate(table, column, rank, max(years), census)
    return _Candidate(table, column, rank, None, census)


def _refuse_deprivation(table: Coded, where: str) -> None:
    if any("deprivation" in str(c).lower() for c in table.frame.columns):
        raise InputError(
            "this is a file of deprivation; its populations only weight deprivation",
            where=where,
            hint="Give a Census table or mid-year estimates for the denominator.",
        )


def _figures(ready: Sequence[Coded]) -> list[str]:
    return list(dict.fromkeys(c for table in ready for c in number_columns(table)))


def _none_found(ready: Sequence[Coded], kind: Kind, where: str) -> InputError:
    return InputError(
        f"no column of {_WORDS[kind]} was recognised",
        where=where,
        hint=f"Its columns of numbers are {listed(_figures(ready), 20) or 'none'}; "
        f"call the right one {kind}.",
    )


def _vintage(table: Coded, values: pd.Series[float]) -> int | None:
    told = ons_column(table.column)
    if told is not None and told.year is not None:
        return told.year
    return lsoa_vintage(values.index)


def _said(kind: Kind, best: _Candidate, where: str) -> str:
    what = _WORDS[kind]
    if kind == "units":
        what = " ".join(_YEAR.sub(" ", simple(best.column)).split())
    if best.year is None:
        return f"{what}, {where}"
    if best.census:
        return f"{'usual ' * (kind == 'residents')}{what}, Census {best.year}"
    mid = "mid" in simple(f"{best.column} {best.table.sheet}")
    return f"{what}, {'mid-' * mid}{best.year}"


def _published(best: _Candidate, where: str) -> bool:
    """Say whether it is a table of the Census or the mid-year estimates."""
    told = simple(f"{best.column} {best.table.sheet} {where}")
    return best.census or bool(re.search(r"\bmid|\bmye|sape", told))


def _notes(
    values: pd.Series[float],
    best: _Candidate,
    found: Sequence[_Candidate],
    words: str,
    where: str,
) -> tuple[Note, ...]:
    sheet = f" of sheet {best.table.sheet}" if best.table.sheet else ""
    of = "areas" if is_code(str(values.index[0])) else "codes"
    notes = [
        Note(f"{where}: {words}, {len(values):,} {of}, from {best.column}{sheet}."),
        *best.table.unseen,
    ]
    if len(found) > 1:
        others = [c.column for c in found if c is not best and c.column != best.column]
        sheets = [c.table.sheet for c in found if c.table.sheet != best.table.sheet]
        left = listed(list(dict.fromkeys(others or sheets)), 5)
        notes.append(
            Note(
                f"{where}: the latest and surest column was taken; the file also "
                f"holds {left}."
            )
        )
    if best.year is None:
        notes.append(
            Note(f"{where}: the file doesn't say of which year it is.", caution=True)
        )
    missing = values.index[values.isna()]
    if len(missing):
        notes.append(
            Note(
                f"{where}: {counted(len(missing), 'area has', 'areas have')} no figure "
                f"({quoted(missing)}): no rate for them.",
                caution=True,
            )
        )
    none = values.index[values == 0]
    if len(none):
        notes.append(
            Note(
                f"{where}: {counted(len(none), 'area has', 'areas have')} none "
                f"({quoted(none)}): no rate for them.",
                caution=True,
            )
        )
    return tuple(notes)

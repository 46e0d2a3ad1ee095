"""Figures carried from one set of area codes to another, and matched to areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Generic, Literal, TypeVar

import numpy as np
import pandas as pd

from hotspot_app.data.base.ons import LEVELS, OnsColumn, ons_column, plain, tidy
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.tables.published_table import Table, read_tables
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.remedies import FITTING
from hotspot_app.words import counted, quoted

"""Publisher's title of the lookup that carries 2011 tables to 2021 areas."""

_CHANGES: Final = ("changecode", "chgind", "chngind", "changeindicator")
_KNOWN_CHANGES: Final = frozenset("USMX")
_MATCHING: Final = 0.5
"""Under this share of matching codes a lookup is of other areas."""

Kind = Literal["deprivation", "count"]
Values = TypeVar("Values", pd.Series, pd.DataFrame)


@dataclass(frozen=True, eq=False)
class Lookup:
    """Pairs of old and new areas.

    Attributes
    ----------
    pairs
        One row a pair: columns `old`, `new` (codes) and `change` ("U" unchanged, "S"
        split, "M" merged, "X" irregular; "" if the file doesn't say).
    old_level, old_vintage, new_level, new_vintage
        Levels and years of the codes: "lsoa", 2011, "lsoa", 2021.
    source
        The file.
    notes
        Facts about the file.
    """

    pairs: pd.DataFrame
    old_level: str
    old_vintage: int | None
    new_level: str
    new_vintage: int | None
    source: SourceFile
    notes: tuple[Note, ...]


@dataclass(frozen=True, eq=False)
class Carried(Generic[Values]):
    """Figures on new codes.

    Attributes
    ----------
    values
        Index `code`, the new ones, sorted.
    notes
        What was done, and to how many figures.
    """

    values: Values
    notes: tuple[Note, ...]


def read_lookup(path: Path) -> Lookup:
    """Read a lookup between two sets of ONS codes.

    Of several pairs of columns the finest level and the oldest codes are the old
    ones; the new ones are the same level of a later year, or else the next level.

    Raises
    ------
    InputError
        If there are no two columns of ONS codes, or a kind of change is unknown.
    """
    tables, source = read_tables(path)
    for table in tables:
        columns = _code_columns(table)
        if len(columns) > 1:
            return _lookup(table, columns, source)
    raise InputError(
        "this isn't a lookup: it lacks two columns of codes",
        where=path.name,
        remedies=(FITTING,),
    )


def holds_lookup(header: Sequence[str]) -> bool:
    """Say whether columns hold two sets of codes."""
    told = [ons_column(name) for name in header]
    return sum(each is not None and each.holds == "code" for each in told) > 1


def turned(lookup: Lookup) -> Lookup:
    """Return the lookup the other way: parts of a split area are merged, and so on."""
    pairs = lookup.pairs.rename(columns={"old": "new", "new": "old"})
    other = pairs["change"].replace({"S": "M", "M": "S"})
    return replace(
        lookup,
        pairs=pairs.assign(change=other)[["old", "new", "change"]],
        old_level=lookup.new_level,
        old_vintage=lookup.new_vintage,
        new_level=lookup.old_level,
        new_vintage=lookup.old_vintage,
    )


def _code_columns(table: Table) -> list[tuple[str, OnsColumn]]:
    """Return the columns of codes, old ones first."""
    order = list(LEVELS)
    found = [
        (str(name), told)
        for name in table.frame.columns
        if (told := ons_column(str(name))) is not None and told.holds == "code"
    ]
    return sorted(found, key=lambda c: (order.index(c[1].level), c[1].year or 0))


def _lookup(
    table: Table, columns: list[tuple[str, OnsColumn]], source: SourceFile
) -> Lookup:
    (old, old_is), (new, new_is) = columns[:2]
    spelt = {plain(str(name)): str(name) for name in table.frame.columns}
    change = next((spelt[name] for name in _CHANGES if name in spelt), "")
    pairs = pd.DataFrame(
        {
            "old": table.column(old, source.name).map(tidy),
            "new": table.column(new, source.name).map(tidy),
            "change": table.column(change, source.name).str.upper() if change else "",
        }
    )
    unknown = ~pairs["change"].isin([*_KNOWN_CHANGES, ""])
    if unknown.any():
        line = pairs.index[int(np.argmax(unknown.to_numpy()))]
        raise InputError(
            f"line {line} has the unknown change {pairs['change'][line]!r}",
            where=source.name,
            hint="U, S, M and X are known.",
        )
    pairs = pairs[(pairs["old"] != "") & (pairs["new"] != "")].drop_duplicates()
    said = (
        f"{source.name}: {counted(len(pairs), 'pair')} of {_called(old_is)} and "
        f"{_called(new_is)}."
    )
    return Lookup(
        pairs=pairs.reset_index(drop=True),
        old_level=old_is.level,
        old_vintage=old_is.year,
        new_level=new_is.level,
        new_vintage=new_is.year,
        source=source,
        notes=(Note(said), *table.unseen(source.name)),
    )


def _called(column: OnsColumn) -> str:
    return _areas(column.level, column.year)


def _areas(level: str, year: int | None) -> str:
    return LEVELS.get(level, "areas") + (f" of {year}" if year else "")


def carry_over(
    values: Values,
    lookup: Lookup,
    kind: Kind,
    *,
    weights: pd.Series[float] | None = None,
    vintage: int | None = None,
    wanted: int | None = None,
) -> Carried[Values]:
    """Carry figures from old codes to new ones.

    An unchanged area keeps its figure. A split one hands its deprivation to each
    child, and shares a count among them. Merged ones add their counts, and their
    deprivation is averaged. Irregular changes have no figure: they are missing.

    Parameters
    ----------
    values
        Series or frame, index `code`, old codes.
    kind
        "deprivation", or "count" for residents, households and the like.
    weights
        Residents by new code (to share counts) or by old code (to average
        deprivation). Equal parts where there are none.
    vintage, wanted
        Year of the values' codes and of the areas' codes, if known.

    Raises
    ------
    InputError
        If the lookup is between other codes.
    """
    _check_lookup(values.index, lookup, vintage, wanted)
    frame = values.to_frame() if isinstance(values, pd.Series) else values
    pairs = _with_changes(lookup.pairs)
    touched = pairs["new"][pairs["old"].isin(frame.index)].unique()
    pairs = pairs[pairs["new"].isin(touched)].sort_values(["new", "old"])
    part = _parts(pairs, kind, weights)
    new, position = np.unique(pairs["new"].to_numpy(dtype=str), return_inverse=True)
    source = frame.reindex(pairs["old"]).to_numpy(dtype=np.float64) * part[:, None]
    sums = np.column_stack(
        [np.bincount(position, column, len(new)) for column in source.T]
    )
    result = pd.DataFrame(sums, pd.Index(new, name="code"), frame.columns)
    change = pairs.groupby("new")["change"].first().reindex(result.index)
    result[(change == "X").to_numpy()] = np.nan
    if kind == "deprivation":
        whole = result.columns.astype(str).str.endswith(("_rank", "_decile"))
        result.loc[:, whole] = np.floor(result.loc[:, whole] + 0.5)
    carried = result.iloc[:, 0] if isinstance(values, pd.Series) else result
    return Carried(
        values=carried,
        notes=_told(change, kind, lookup, weights is not None),
    )


def _check_lookup(
    codes: pd.Index[str], lookup: Lookup, vintage: int | None, wanted: int | None
) -> None:
    where = lookup.source.name
    for said, needed, whose in (
        (lookup.old_vintage, vintage, "from"),
        (lookup.new_vintage, wanted, "to"),
    ):
        if said and needed and said != needed:
            raise InputError(
                f"the lookup leads {whose} codes of {said}, not of {needed}",
                where=where,
                remedies=(FITTING,),
            )
    known = codes.isin(lookup.pairs["old"])
    if not len(codes) or known.mean() < _MATCHING:
        raise InputError(
            f"only {int(known.sum()):,} of {counted(len(codes), 'code')} are among its "
            f"{_areas(lookup.old_level, lookup.old_vintage)}",
            where=where,
            remedies=(FITTING,),
        )


def _with_changes(pairs: pd.DataFrame) -> pd.DataFrame:
    """Work out the kinds of change where the lookup doesn't state them."""
    children = pairs.groupby("old")["new"].transform("nunique") > 1
    parents = pairs.groupby("new")["old"].transform("nunique") > 1
    worked = np.select(
        [children & parents, children, parents], ["X", "S", "M"], default="U"
    )
    change = pairs["change"].where(pairs["change"] != "", worked)
    return pairs.assign(change=change)


def _parts(
    pairs: pd.DataFrame, kind: Kind, weights: pd.Series[float] | None
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the part of an old figure that goes into a new one, by pair.

    Counts: parts of one old area add to 1. Deprivation: those of one new area.
    """
    group, member = ("old", "new") if kind == "count" else ("new", "old")
    weight = pd.Series(1.0, index=pairs.index)
    if weights is not None:
        given = pairs[member].map(weights).astype("float64")
        usable = given.notna().groupby(pairs[group]).transform("all")
        usable &= given.groupby(pairs[group]).transform("sum") > 0
        weight = given.where(usable, 1.0)
    parts = weight / weight.groupby(pairs[group]).transform("sum")
    return parts.to_numpy(dtype=np.float64)


def _told(
    change: pd.Series[str], kind: Kind, lookup: Lookup, weighted: bool
) -> tuple[Note, ...]:
    split, merged = int((change == "S").sum()), int((change == "M").sum())
    irregular = list(change.index[change == "X"])
    said = (
        f"{lookup.source.name}: figures were carried from "
        f"{_areas(lookup.old_level, lookup.old_vintage)} to "
        f"{_areas(lookup.new_level, lookup.new_vintage)}: "
        f"{int((change == 'U').sum()):,} unchanged"
    )
    by = "by residents" if weighted else "in equal parts"
    if split and kind == "count":
        said += f", {split:,} new areas share that of a split one {by} (estimated)"
    elif split:
        said += f", {split:,} new areas take over that of a split one (estimated)"
    if merged and kind == "count":
        said += f", {merged:,} merged and added up"
    elif merged:
        said += f", {merged:,} merged and averaged (estimated)"
    notes = [Note(f"{said}.", caution=bool(split or merged))]
    if irregular:
        notes.append(
            Note(
                f"{lookup.source.name}: {counted(len(irregular), 'area')} changed "
                f"irregularly and can't be carried over ({quoted(irregular)}).",
                caution=True,
            )
        )
    return tuple(notes)

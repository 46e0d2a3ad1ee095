"""What a table is, and whether it is enough for that: judged here and nowhere else.

The window's list of files, `inspect` and the reading of crime files all ask here, so
that the three say the same of one file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import pandas as pd

from hotspot_app.data.base.ons import ons_column, plain
from hotspot_app.data.figures.deprivation_file import holds_deprivation
from hotspot_app.data.figures.figure_columns import (
    Kind as Figures,
)
from hotspot_app.data.figures.figure_columns import (
    denominators_in,
    denominators_of,
)
from hotspot_app.data.figures.lookups import holds_lookup
from hotspot_app.data.kinds.columns import STREET, recognise
from hotspot_app.data.kinds.counted_rows import counted_rows, counted_words
from hotspot_app.data.kinds.enough import NEEDED, lacking
from hotspot_app.data.kinds.headers import Head
from hotspot_app.data.kinds.name_columns import holds_area_names
from hotspot_app.data.kinds.open_names import holds_open_names
from hotspot_app.data.kinds.own_columns import own_table
from hotspot_app.data.kinds.postcodes import holds_postcodes
from hotspot_app.data.tables import published_table
from hotspot_app.data.tables.coded_table import code_column, coded, number_columns
from hotspot_app.data.tables.empty_column import why_empty
from hotspot_app.errors import InputError
from hotspot_app.own_tables import MOST_FIGURES, OWN_TABLES, OwnTable
from hotspot_app.remedies import GiveAs, Given, GiveTable, NameColumns, Remedy
from hotspot_app.words import counted, listed

TableKind = Literal[
    "crime", "counts", "figures", "deprivation", "lookup", "postcodes", "names", "own"
]

_OUTCOMES: Final = {"outcometype", "crimeid", "fallswithin"}
_SEARCHES: Final = {"objectofsearch", "legislation", "outcome"}
_GIVE_STREET: Final = "Give the file that ends in -street.csv."
_LARGEST: Final = 30_000_000
"""Bytes of a file whose table is looked for by its shape if no name is known."""

_CALLED: Final[Mapping[TableKind, str]] = {
    "figures": "figures by area ({})",
    "deprivation": "the Indices of Deprivation",
    "lookup": "a lookup between codes",
    "postcodes": "places of postcodes",
    "names": "names of places",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a table, or why it can't be used.

    Attributes
    ----------
    kind
        The kind, None if the table can't be used as it is.
    what, hint
        Why its rows can't be used as incidents, and what to do; "" if they can.
    remedies
        Remedies, as errors have them.
    mappable
        True if its rows would be incidents once the columns are known.
    holds
        Which figures by area the table holds; of the kind "own", its id.
    street
        True for a police.uk street file.
    """

    kind: TableKind | None
    what: str = ""
    hint: str = ""
    mappable: bool = False
    holds: tuple[str, ...] = ()
    street: bool = False
    remedies: tuple[Remedy, ...] = ()


def judge(
    head: Head, mapping: Mapping[str, str] | None = None, *, asked: bool = True
) -> Judged:
    """Return the kind of a table, by its columns and first rows.

    Parameters
    ----------
    mapping
        As `columns.recognise`: column names chosen by the analyst.
    asked
        True if the analyst named this very file: its incidents may be of one type.
    """
    header = head.header
    names = set(map(plain, header))
    if is_street(header):
        return Judged("crime", street=True)
    if names >= _SEARCHES:
        what = "a police.uk stop-and-search file: searches, not crimes"
        return Judged(None, what, _GIVE_STREET)
    if names >= _OUTCOMES and "crimetype" not in names:
        what = "a police.uk outcomes file: what came of crimes, not the crimes"
        return Judged(None, what, _GIVE_STREET)
    said = _said(header, mapping or {})
    other = None if said else _other(head)
    if other is not None:
        return other
    known = recognise(header, mapping)
    found = counted_rows(head, known)
    if found is not None:
        what, hint, remedy = counted_words(found)
        kind: TableKind | None = "counts" if found.readable else None
        return Judged(kind, what, hint, remedies=(remedy,))
    lack = lacking(known)
    empty = _empty(head, known) if head.uncalculated and lack is None else None
    if empty is not None:
        what, hint = why_empty(header[empty], uncalculated=True)
        return Judged(None, what, hint)
    if lack is None and (asked or "type" in known):
        return Judged("crime")
    if lack is None:
        return Judged(
            None, "no column is recognised as the type of incident", mappable=True
        )
    if holds_postcodes(header) and "type" not in known:
        return _not_crime("postcodes", ("postcodes",))
    what = f"no column is recognised as {lack.what}"
    named = NameColumns(lack.columns)
    return Judged(None, what, mappable=True, remedies=(named,))


def judge_shape(path: Path) -> Judged | None:
    """Return the kind of a table of figures that only its shape shows.

    Statistical offices write lines on what the figures are above a header that has
    no name known. A code and a few numbers a row, of which nothing is known, are
    figures of the analyst's own.

    Returns
    -------
    Judged or None
        None if the table isn't one.
    """
    if path.stat().st_size > _LARGEST:
        return None
    try:
        tables, _ = published_table.read_tables(path)
        ready = [each for table in tables if (each := coded(table, path.name))]
    except InputError:
        return None
    holds = denominators_of(ready, path.name)
    if holds:
        return _of_figures(holds)
    many = len(number_columns(ready[0])) if len(ready) == 1 else 0
    return _of_own(OWN_TABLES["covariates"]) if 1 <= many <= MOST_FIGURES else None


def is_street(header: Sequence[str]) -> bool:
    """Say whether columns are those of a police.uk street file."""
    return set(map(plain, header)) >= _STREET


def _empty(head: Head, known: Mapping[str, int]) -> int | None:
    """Return a column of dates, types or places that has nothing in any row."""
    needed = [at for ours, at in known.items() if ours in NEEDED]
    return next((at for at in needed if not any(row[at] for row in head.rows)), None)


_STREET: Final = frozenset(map(plain, STREET))


def _said(header: Sequence[str], mapping: Mapping[str, str]) -> bool:
    """Say whether the analyst named columns of this table as an extract's."""
    names = set(map(plain, header))
    return any(theirs and plain(theirs) in names for theirs in mapping.values())


def _other(head: Head) -> Judged | None:
    """Judge a table of areas rather than of incidents."""
    header = head.header
    code = any(
        (told := ons_column(name)) is not None and told.holds == "code"
        for name in header
    ) or "code" in map(plain, header)
    incidents = {"type", "easting", "longitude", "postcode"} & set(recognise(header))
    if code and holds_deprivation(header):
        return _not_crime("deprivation", ("deprivation",))
    holds = denominators_in(header)
    if holds and not incidents and (code or _coded(head)):
        return _of_figures(holds)
    own = own_table(header)
    if own is not None and incidents <= {"type"}:
        return _of_own(own)
    if holds_open_names(header) or holds_area_names(header):
        return _not_crime("names", ("names",))
    if holds_lookup(header) and not incidents:
        return _lookup(header)
    return None


def _coded(head: Head) -> bool:
    """Say whether a column's texts are ONS codes."""
    frame = pd.DataFrame(list(head.rows), columns=list(head.header), dtype="object")
    return bool(code_column(frame.loc[:, ~frame.columns.duplicated()]))


def _lookup(header: Sequence[str]) -> Judged:
    told = [each for name in header if (each := ons_column(name)) is not None]
    levels = Counter(each.level for each in told if each.holds == "code")
    if max(levels.values()) < 2:
        return Judged(
            None,
            "says which areas lie in which others. It isn't needed: the boundaries "
            "tell",
        )
    return _not_crime("lookup", ("lookup",))


def _of_figures(holds: tuple[Figures, ...]) -> Judged:
    return replace(_not_crime("figures", holds), holds=holds)


def _of_own(table: OwnTable) -> Judged:
    said = f'a table of "{table.title}", not rows of incidents'
    remedies = (GiveTable(table.id, table.title),)
    return Judged("own", said, holds=(table.id,), remedies=remedies)


def _not_crime(kind: TableKind, given: tuple[Given, ...]) -> Judged:
    what = _CALLED[kind].format(listed(given))
    said = f"{what}, not rows of incidents"
    return Judged(kind, said, remedies=(GiveAs(given),))


def unknown_words(judged: Judged, head: Head) -> str:
    """Say of a table that can't be used what it looks like and what to do."""
    if not judged.mappable:
        return f"{judged.what.rstrip('.')}. {judged.hint}".rstrip(" ")
    shown = listed(list(filter(None, head.header)), 6)
    size = counted(len(head.header), "column")
    return (
        f"a table of {size} ({shown}) that isn't recognised: {judged.what}. If it is "
        "an extract of incidents, say which column is which."
    )

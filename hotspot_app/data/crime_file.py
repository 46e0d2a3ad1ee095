"""One crime file: what it is, and its rows read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.data import ons
from hotspot_app.data.columns import STREET, recognise, score
from hotspot_app.data.containers import Member, NotATable
from hotspot_app.data.file_doubts import refuse_dates, refuse_swapped
from hotspot_app.data.gather import NO_MONTH_32, REASON, Piece, Words, set_aside
from hotspot_app.data.incident_ids import is_own
from hotspot_app.data.layout import Columns, Layout, Meter
from hotspot_app.data.postcodes import Postcodes
from hotspot_app.data.row_tally import Tally
from hotspot_app.data.rows import Ways, read_rows
from hotspot_app.data.source_file import SourceFile
from hotspot_app.data.table import fetch_rows, read_blocks, read_layout
from hotspot_app.data.versions import Pile
from hotspot_app.data.whereabouts import Box
from hotspot_app.progress import Progress
from hotspot_app.words import printable

_KINDS: Final = {
    "id": "key",
    "easting": "number",
    "northing": "number",
    "longitude": "number",
    "latitude": "number",
}
_STREET_KINDS: Final = {**_KINDS, "place": "name"}
_OUTCOMES: Final = {"outcometype", "crimeid", "fallswithin"}
_SEARCHES: Final = {"objectofsearch", "legislation", "outcome"}
_COUNTS: Final = frozenset(
    {"count", "counts", "crimecount", "numberofcrimes"}
    | {"numberofincidents", "numberofoffences"}
)
_WHOLE: Final = 100
"""Score of a header with all that a crime file needs: the more rows below it, the
better then."""

_ENOUGH_CODES: Final = 200
"""Different LSOA codes among which, were they of 2021, a new one would be all but
certain: one in 17 was new."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a crime file.

    Attributes
    ----------
    archive
        Name of the zip it lies in, or "".
    dialect
        "police.uk street" or "extract".
    delimiter
        "comma", "semicolon", "tab", "bar", or "sheet ..." in a workbook.
    force, source
        Who recorded what is in it; several are parted by commas.
    months
        Months it has rows of.
    lsoa_vintage
        "2021", "2011", "ambiguous", or "" if it has no LSOA codes.
    rows
        Rows read, those left out too.
    reasons
        Why rows are left out (`schema.REASONS`), and how many.
    columns
        Our name of a column to the file's.
    dropped_columns
        How many columns were not kept.
    """

    file: SourceFile
    archive: str
    dialect: str
    encoding: str
    delimiter: str
    force: str
    source: str
    months: tuple[pd.Period, ...]
    lsoa_vintage: str
    rows: int
    reasons: Mapping[str, int]
    columns: Mapping[str, str]
    dropped_columns: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file will be read."""

    member: Member
    layout: Layout
    wanted: Mapping[str, int]
    street: bool
    snapped: bool

    def ways(
        self, words: Words, source: str, extent: Box | None, codes: Postcodes | None
    ) -> Ways:
        """Say how its rows are to be read."""
        name = source or source_from_name(self.member.name)
        number = words.file.number(self.member.name)
        return Ways(number, self.snapped, name, extent, codes)


@dataclass(frozen=True, slots=True, eq=False)
class FileRead:
    """A file's rows, and what was seen in them."""

    plan: Plan
    pieces: list[Piece]
    tally: Tally
    meter: Meter
    pile: Pile = field(repr=False)
    placed_by_postcode: bool


def plan_file(member: Member, mapping: Mapping[str, str] | None) -> Plan | str:
    """Find out what a file is.

    Returns
    -------
    Plan or str
        How to read it; or, for a file the analyst did not name, what it is that
        it is left aside.

    Raises
    ------
    InputError
        If a file the analyst named is no crime file, or any is damaged.
    """
    extra = {ons.plain(name) for name in (mapping or {}).values() if name}

    def known(header: Sequence[str]) -> int:
        found = score(header) + sum(ons.plain(name) in extra for name in header)
        whole = found >= 3 and not _lacking(recognise(header))
        return max(found, _WHOLE) if whole else found

    try:
        layout = read_layout(member, known, alike=True)
        street = _names(STREET) <= _names(layout.header)
        wanted = recognise(layout.header, None if street else mapping)
        _refuse_other(member, layout, wanted)
    except NotATable as error:
        if member.asked:
            raise
        return error.what
    if not member.asked and "type" not in wanted:
        return "tables that are no crime files"
    snapped = street or {"reportedby", "fallswithin"} <= _names(layout.header)
    return Plan(member, layout, wanted, street, snapped)


def _names(header: tuple[str, ...]) -> set[str]:
    return {ons.plain(name) for name in header}


def _refuse_other(member: Member, layout: Layout, wanted: Mapping[str, int]) -> None:
    names = _names(layout.header)
    if names >= _SEARCHES:
        raise NotATable(
            "a police.uk stop-and-search file: searches, not crimes",
            where=member.where,
            hint="Give the file that ends in -street.csv.",
        )
    if names >= _OUTCOMES and "crimetype" not in names:
        raise NotATable(
            "a police.uk outcomes file: what came of crimes, not the crimes",
            where=member.where,
            hint="Give the file that ends in -street.csv.",
        )
    placed = {"id", "easting", "longitude", "postcode"} & set(wanted)
    if names & _COUNTS and not placed:
        raise NotATable(
            "ready counts, not rows of incidents",
            where=member.where,
            hint="Give it as --counts FILE.",
        )
    lacking = _lacking(wanted)
    if lacking:
        raise NotATable(
            f"no column is recognised as {lacking}",
            where=member.where,
            hint="Rename the column, or map it by hand.",
        )


def _lacking(wanted: Mapping[str, int]) -> str:
    if not {"month", "recorded", "from"} & set(wanted):
        return "the date or month"
    grid = {"easting", "northing"} <= set(wanted)
    degrees = {"longitude", "latitude"} <= set(wanted)
    if not (grid or degrees or {"postcode", "area"} & set(wanted)):
        return "the place (easting and northing, longitude and latitude, postcode)"
    return ""


def source_from_name(name: str) -> str:
    """Guess who recorded an extract by its file's name.

    Examples
    --------
    >>> source_from_name("Housing_ASB-2025-06.csv")
    'Housing ASB'
    >>> source_from_name("2025.xlsx")
    '2025'
    """
    stem = PurePosixPath(name).name
    stem = re.sub(r"(\.(csv|tsv|txt|xlsx|xlsm|xls|gz|zip))+$", "", stem, flags=re.I)
    words = re.sub(r"[_\-. ]+", " ", stem).strip()
    bare = re.sub(r"\b\d[\d ]*\b|\(\d+\)", " ", words)
    bare = " ".join(bare.split())
    return printable(bare or words or "Extract")


def read_file(plan: Plan, ways: Ways, words: Words, progress: Progress) -> FileRead:
    """Read a file's rows.

    Raises
    ------
    InputError
        If it is damaged, or the axes of all its rows are swapped.
    Cancelled
        If the analyst stopped it.
    """
    tally, meter = Tally(), Meter()
    pieces: list[Piece] = []
    rows = 0
    columns = Columns.of(plan.wanted, _STREET_KINDS if plan.street else _KINDS)
    guess = max(plan.member.size / 200, 1.0)
    for block in read_blocks(plan.member, plan.layout, columns, meter):
        progress.step(min(rows / guess, 1.0), f"Reading {plan.member.name}")
        pieces.append(set_aside(read_rows(block, ways, words, tally)))
        rows += len(pieces[-1])
    refuse_dates(plan.member, tally)
    refuse_swapped(plan.member, tally, ways.extent)
    _disown(plan, pieces, tally)
    compared = Columns(_compared(plan), {}, columns.needed)
    fetch = partial(fetch_rows, plan.member, plan.layout, compared)
    where, shelf = plan.member.where, plan.member.shelf
    pile = Pile(where, shelf, meter.sha256, plan.street, pieces, fetch)
    placed = ways.postcodes is not None
    return FileRead(plan, pieces, tally, meter, pile, placed)


def _disown(plan: Plan, pieces: list[Piece], tally: Tally) -> None:
    """Take a column's numbers for no IDs if they aren't the incidents' own."""
    if "id" not in plan.wanted:
        return
    name = ons.plain(plan.layout.header[plan.wanted["id"]])
    keys = [piece.key for piece in pieces]
    if not is_own(name, keys):
        tally.counts["shared id"] = sum(int((key > 0).sum()) for key in keys)
        for key in keys:
            key[:] = 0


def _compared(plan: Plan) -> dict[str, int]:
    """Return the columns whose texts agree in two copies of an incident.

    What else must agree in extracts is compared as it was understood.
    """
    if plan.street:
        return {name: i for i, name in enumerate(plan.layout.header)}
    return {name: plan.wanted[name] for name in ("id",) if name in plan.wanted}


def facts_of(file: FileRead) -> FileFacts:
    """Sum up a file once duplicates and versions are settled."""
    plan, reasons = file.plan, _reasons(file.pieces)
    sources = sorted({name.strip() for name in file.tally.sources if name.strip()})
    layout = plan.layout
    named = {ours: layout.header[i] for ours, i in plan.wanted.items()}
    return FileFacts(
        file=SourceFile(plan.member.name, file.meter.size, file.meter.sha256),
        archive=plan.member.archive,
        dialect="police.uk street" if plan.street else "extract",
        encoding=file.meter.encoding,
        delimiter=layout.parted,
        force=", ".join(sources) if plan.snapped else "",
        source=", ".join(sources),
        months=_months(file.pieces),
        lsoa_vintage=vintage(file.tally.areas),
        rows=sum(len(piece) for piece in file.pieces),
        reasons=reasons,
        columns=named,
        dropped_columns=len(layout.header) - len(set(plan.wanted.values())),
    )


def vintage(codes: set[str]) -> str:
    """Say of which census LSOA codes are: "2021", "2011", "ambiguous" or "".

    Codes first used in 2021 settle it. If there is none among 200 different
    ones, they are of 2011: one code in 17 was new.
    """
    lsoas = {code for code in codes if ons.is_code(code) and code[1:3] == "01"}
    if not lsoas:
        return ""
    if ons.lsoa_vintage(lsoas) is not None:
        return "2021"
    return "2011" if len(lsoas) >= _ENOUGH_CODES or lsoas & _RETIRED else "ambiguous"


_RETIRED: Final = {"E01032756", "E01017140", "E01017278", "E01017142"}
"""Southampton's LSOAs of 2011 that were split in 2021 (ONS exact-fit lookup)."""


def _reasons(pieces: list[Piece]) -> dict[str, int]:
    counts = np.zeros(len(REASON) + 1, dtype=np.int64)
    for piece in pieces:
        counts += np.bincount(piece.reason, minlength=len(counts))
    return {name: int(counts[n]) for name, n in REASON.items() if counts[n]}


def _months(pieces: list[Piece]) -> tuple[pd.Period, ...]:
    found: set[int] = set()
    for piece in pieces:
        month = piece.columns["month"]
        found.update(map(int, pd.unique(month[month != NO_MONTH_32])))
    return tuple(pd.Period(ordinal=m, freq="M") for m in sorted(found))

"""One crime file: what it is, and its rows read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.data.base import ons
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.crime.chunks import (
    NO_MONTH_32,
    REASON,
    Chunk,
    Vocabularies,
    set_aside,
)
from hotspot_app.data.crime.crime_plan import KINDS, Plan
from hotspot_app.data.crime.file_doubts import (
    refuse_dates,
    refuse_free_text,
    refuse_swapped,
)
from hotspot_app.data.crime.filled_down import refuse_filled_down
from hotspot_app.data.crime.incident_ids import is_own, is_vague
from hotspot_app.data.crime.row_tally import RowTally
from hotspot_app.data.crime.rows import ReadOptions, read_rows
from hotspot_app.data.crime.streets import streets_of
from hotspot_app.data.crime.versions import Pile
from hotspot_app.data.crime.vintages import vintage
from hotspot_app.data.tables.layout import Columns, Meter
from hotspot_app.data.tables.table import fetch_rows, read_blocks
from hotspot_app.data.tables.unseen import on_layout
from hotspot_app.method import Note
from hotspot_app.progress import Progress

_STREET: Final = "police.uk street"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Facts about a crime file, for notes and results.

    Attributes
    ----------
    archive
        Name of the zip that holds the file, or "".
    dialect
        "police.uk street" or "extract".
    delimiter
        "comma", "semicolon", "tab", "bar", or "sheet ..." in a workbook.
    sources
        Names of those who recorded the incidents.
    months
        Months of the rows.
    lsoa_vintage
        "2021", "2011", "ambiguous", or "" if it has no LSOA codes.
    rows
        Rows read, including those left out.
    reasons
        Number of rows left out, by reason (`schema.REASONS`).
    columns
        Column names in the file, by our name.
    dropped_columns
        Number of columns that were not read in.
    notes
        Choices made, cautions, and what the file holds that Excel hides.
    """

    file: SourceFile
    archive: str
    dialect: str
    encoding: str
    delimiter: str
    sources: tuple[str, ...]
    months: tuple[pd.Period, ...]
    lsoa_vintage: str
    rows: int
    reasons: Mapping[str, int]
    columns: Mapping[str, str]
    dropped_columns: int
    notes: tuple[Note, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether it is one of police.uk's, which anybody may see."""
        return self.dialect == _STREET


@dataclass(frozen=True, slots=True, eq=False)
class FileRead:
    """A file's rows, and what was seen in them."""

    plan: Plan
    chunks: list[Chunk]
    tally: RowTally
    meter: Meter
    pile: Pile = field(repr=False)
    placed_by_postcode: bool


def read_file(
    plan: Plan, options: ReadOptions, words: Vocabularies, progress: Progress
) -> FileRead:
    """Read a file's rows.

    Raises
    ------
    InputError
        If the file is damaged, or the axes of all its rows are swapped.
    Cancelled
        If the analyst stopped it.
    """
    tally, meter = RowTally(), Meter()
    chunks: list[Chunk] = []
    rows = 0
    shared = {"place": words.place} if plan.snapped and "place" in plan.wanted else {}
    columns = Columns.of(plan.wanted, KINDS, shared)
    guess = max(plan.member.size / 200, 1.0)
    for block in read_blocks(plan.member, plan.layout, columns, meter):
        progress.step(min(rows / guess, 1.0), f"Reading {plan.member.name}")
        if "place" in block.frame and not plan.snapped:
            block.frame["place"], lost = streets_of(block.frame["place"])
            tally.counts["no street"] += lost
        chunks.append(set_aside(read_rows(block, options, words, tally)))
        rows += len(chunks[-1])
    refuse_filled_down(tally.gaps, plan.member.where)
    refuse_dates(plan.member, tally)
    refuse_swapped(plan.member, tally, options.extent)
    refuse_free_text(plan, chunks)
    _disown(plan, chunks, tally)
    compared = Columns(_compared(plan), {}, columns.needed)
    fetch = partial(fetch_rows, plan.member, plan.layout, compared)
    where, shelf = plan.member.where, plan.member.shelf
    number = plan.wanted.get("id", 0) if plan.street else 0
    pile = Pile(where, shelf, meter.sha256, plan.street, chunks, fetch, number)
    placed = options.postcodes is not None
    return FileRead(plan, chunks, tally, meter, pile, placed)


def _disown(plan: Plan, chunks: list[Chunk], tally: RowTally) -> None:
    """Drop the IDs of a column that turns out not to number the incidents."""
    if "id" not in plan.wanted:
        return
    name = ons.plain(plan.layout.header[plan.wanted["id"]])
    if not chunks or "id" in plan.mapped or not is_vague(name):
        return
    alike = [
        np.concatenate([chunk.columns[column] for chunk in chunks])
        for column in ("month", "type", "easting", "northing", "area")
        if all(column in chunk.columns for chunk in chunks)
    ]
    keys = [chunk.key for chunk in chunks]
    if not is_own(np.concatenate(keys), alike):
        tally.counts["shared id"] = sum(int((key > 0).sum()) for key in keys)
        for key in keys:
            key[:] = 0


def _compared(plan: Plan) -> dict[str, int]:
    """Return the columns that are read again where two rows may be one incident.

    Whether they are is said by the ID and by what was understood of the row. Columns of
    extracts that aren't needed are never read.
    """
    if plan.street:
        return {name: i for i, name in enumerate(plan.layout.header)}
    return {name: plan.wanted[name] for name in ("id",) if name in plan.wanted}


def facts_of(file: FileRead) -> FileFacts:
    """Sum up a file once duplicates and versions are settled."""
    plan, reasons = file.plan, _reasons(file.chunks)
    sources = sorted({name.strip() for name in file.tally.sources if name.strip()})
    layout = plan.layout
    named = {ours: layout.header[i] for ours, i in plan.wanted.items()}
    hidden, used = file.meter.hidden, list(plan.wanted.values())
    return FileFacts(
        file=SourceFile(plan.member.name, file.meter.size, file.meter.sha256),
        archive=plan.member.archive,
        dialect=_STREET if plan.street else "extract",
        encoding=file.meter.encoding,
        delimiter=layout.parted,
        sources=tuple(sources),
        months=_months(file.chunks),
        lsoa_vintage=vintage(file.tally.areas),
        rows=sum(len(chunk) for chunk in file.chunks),
        reasons=reasons,
        columns=named,
        dropped_columns=len(layout.header) - len(set(plan.wanted.values())),
        notes=tuple(on_layout(plan.member.name, layout, hidden, used)),
    )


def _reasons(chunks: list[Chunk]) -> dict[str, int]:
    counts = np.zeros(len(REASON) + 1, dtype=np.int64)
    for chunk in chunks:
        counts += np.bincount(chunk.reason, minlength=len(counts))
    return {name: int(counts[n]) for name, n in REASON.items() if counts[n]}


def _months(chunks: list[Chunk]) -> tuple[pd.Period, ...]:
    found: set[int] = set()
    for chunk in chunks:
        month = chunk.columns["month"]
        found.update(map(int, pd.unique(month[month != NO_MONTH_32])))
    return tuple(pd.Period(ordinal=m, freq="M") for m in sorted(found))

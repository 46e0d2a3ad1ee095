"""The door for crime files: paths in, incidents and rejected rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd

from hotspot_app.beside import parts_at_once, side_by_side
from hotspot_app.data.base.containers import Found, look_into
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.crime.chunks import (
    NO_MONTH_32,
    REASON,
    Vocabularies,
    incidents_of,
    rejected_of,
)
from hotspot_app.data.crime.coordinates import Box
from hotspot_app.data.crime.crime_file import (
    FileFacts,
    FileRead,
    facts_of,
    read_file,
)
from hotspot_app.data.crime.crime_plan import Plan, plan_file, source_from_name
from hotspot_app.data.crime.incident_notes import notes_on_incidents
from hotspot_app.data.crime.lost_notes import examples
from hotspot_app.data.crime.reading_notes import notes_on_files
from hotspot_app.data.crime.repeated_months import mark_doubled
from hotspot_app.data.crime.rows import ReadOptions
from hotspot_app.data.crime.versions import Copies, mark_duplicates, mark_superseded
from hotspot_app.data.kinds.columns import refuse_unknown
from hotspot_app.data.kinds.enough import dated_by_committed
from hotspot_app.data.kinds.postcodes import read_postcodes
from hotspot_app.errors import InputError
from hotspot_app.faults import one_file
from hotspot_app.method import Note
from hotspot_app.progress import SILENT, Progress
from hotspot_app.schema import REASONS, check_incidents, check_rejected
from hotspot_app.words import listed

__all__ = ["FileFacts", "Reading", "inspect_file", "read_incidents"]


@dataclass(frozen=True, eq=False)
class Reading:
    """Incidents and rejected rows of all files, with notes.

    Attributes
    ----------
    incidents
        `schema.INCIDENT_COLUMNS`: incidents with coordinates or an area code.
    rejected
        `schema.REJECTED_COLUMNS`. The rows read of a file are its incidents and its
        rejected rows.
    files
        Facts about each file, in the order they were read.
    held
        Months that the files of each source hold, in order.
    notes
        Choices made and cautions.
    postcodes
        Files of postcodes with which rows were placed that have only a postcode.
    lost
        The first rows left out, quoted, by reason.
    happened
        Sources whose months are those in which incidents happened, because their files
        have no other date.
    """

    incidents: pd.DataFrame
    rejected: pd.DataFrame
    files: tuple[FileFacts, ...]
    held: Mapping[str, tuple[pd.Period, ...]]
    notes: tuple[Note, ...]
    postcodes: tuple[SourceFile, ...] = ()
    lost: Mapping[str, str] = field(default_factory=dict)
    happened: frozenset[str] = frozenset()


def read_incidents(
    paths: Sequence[Path],
    *,
    extent: Box | None,
    source: str = "",
    postcodes: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = SILENT,
) -> Reading:
    """Read crime files: police.uk's or any CSV or workbook with known columns.

    Parameters
    ----------
    paths
        Files, folders (with all below them), zips, gz.
    extent
        West, south, east and north of the areas in metres, to recognise swapped axes.
    source
        Name of those who recorded the extracts, if no file names them and all extracts
        have the same source. Otherwise each extract's file name stands in.
    postcodes
        OS Code-Point Open, to place rows that have only a postcode.
    mapping
        Column names in the extracts, by our name (`columns.KNOWN`), for columns that
        aren't recognised; "" for a column of ours that no column must be used for. An
        entry applies to the extracts that have such a column.

    Raises
    ------
    InputError
        If a file can't be used: what, where and what to do.
    WordsError
        If the mapping names a column that no extract has.
    Cancelled
        If the analyst stopped it.
    """
    words = Vocabularies()
    lookup = None if postcodes is None else read_postcodes(postcodes)
    with look_into(paths) as found:
        plans, unread = _plans(found, mapping, ", ".join(path.name for path in paths))
        label = _label(plans, source)
        options = [plan.read_options(words, label, extent, lookup) for plan in plans]
        read = _read_each(plans, options, words, progress.part(0.0, 0.9))
        progress.step(0.9, "Looking for duplicates")
        copies, doubled = _duplicates(read, words)
        versions = doubled + mark_superseded([file.pile for file in read], words)
    _refuse_nothing(read)
    facts = tuple(facts_of(file) for file in read)
    held = _held(read, words)
    chunks = [chunk for file in read for chunk in file.chunks]
    for chunk in chunks:
        chunk.key = chunk.key[:0].copy()  # done with, and large
    rejected = rejected_of(chunks, words)
    incidents = incidents_of(chunks, words)
    check_incidents(incidents)
    check_rejected(rejected)
    notes = notes_on_files(
        read, facts, found.aside, unread, versions=versions, copies=copies
    )
    happened = frozenset(
        name
        for file in read
        if dated_by_committed(file.plan.wanted)
        for name in file.tally.sources
    )
    notes += notes_on_incidents(incidents, held, happened)
    progress.step(1.0, "Read")
    beside = () if lookup is None else lookup.sources
    lost = {kind: examples(read, kind) for kind in REASONS}
    return Reading(incidents, rejected, facts, held, notes, beside, lost, happened)


def _read_each(
    plans: Sequence[Plan],
    options: Sequence[ReadOptions],
    words: Vocabularies,
    progress: Progress,
) -> list[FileRead]:
    """Read files two at a time, each with words of its own until all are read."""
    own = [words.of_one_file() for _ in plans]
    parts = parts_at_once(progress, [plan.member.size for plan in plans])

    def read_one(at: int) -> FileRead:
        with one_file(plans[at].member.where):
            return read_file(plans[at], options[at], own[at], parts[at])

    read = side_by_side([partial(read_one, at) for at in range(len(plans))])
    for file, known in zip(read, own, strict=True):
        words.take_in(known, file.chunks)
    return read


def inspect_file(
    path: Path, *, mapping: Mapping[str, str] | None = None
) -> list[FileFacts]:
    """Return facts about a file, or each file in a folder or zip, without placing it.

    Parameters
    ----------
    mapping
        As `read_incidents` takes it.

    Raises
    ------
    InputError
        If the file can't be used as a crime file.
    """
    return list(read_incidents([path], extent=None, mapping=mapping).files)


def _plans(
    found: Found, mapping: Mapping[str, str] | None, where: str
) -> tuple[list[Plan], dict[str, list[str]]]:
    """Plan each file, and say which tables aren't read: why, to their names."""
    plans = []
    unread: dict[str, list[str]] = {}
    for member in found.members:
        with one_file(member.where):
            plan = plan_file(member, mapping)
        if isinstance(plan, Plan):
            plans.append(plan)
        else:
            unread.setdefault(plan, []).append(member.name)
    if not plans:
        aside = ", ".join(
            [f"{n} × {words}" for words, n in found.aside.items()]
            + [f"{words}: {listed(names, 5)}" for words, names in unread.items()]
        )
        raise InputError(
            "no crime file was found" + (f"; left aside: {aside}" if aside else ""),
            where=where,
            hint="Give police.uk street files, or an extract as CSV or XLSX.",
        )
    refuse_unknown(
        mapping or {}, [plan.layout.header for plan in plans if not plan.street]
    )
    return plans, unread


def _label(plans: Sequence[Plan], source: str) -> str:
    """Return the name for all extracts; "" where files have names of their own."""
    named = {source_from_name(plan.member.name).casefold() for plan in plans}
    told = any(plan.street or "source" in plan.wanted for plan in plans)
    return "" if told or len(named) > 1 else source


def _duplicates(
    read: Sequence[FileRead], words: Vocabularies
) -> tuple[Copies, list[str]]:
    """Mark copies; return what was found, and what of months that are there twice."""
    piles = [[file.pile] for file in read if file.plan.street]
    piles.append([file.pile for file in read if not file.plan.street])
    found = [mark_duplicates(each) for each in piles]
    said = [told for each in piles[:-1] for told in mark_doubled(each[0], words)]
    differing = sum(copies.differing for copies in found)
    return Copies(differing, sum(copies.changed for copies in found)), said


def _refuse_nothing(read: Sequence[FileRead]) -> None:
    if any(len(chunk) for file in read for chunk in file.chunks):
        return
    raise InputError(
        "holds a header but no rows",
        where=read[0].plan.member.where,
        hint="Download or export it again.",
    )


def _held(
    read: Sequence[FileRead], words: Vocabularies
) -> dict[str, tuple[pd.Period, ...]]:
    found: dict[str, set[int]] = {}
    names = words.source.words
    for file in read:
        for chunk in file.chunks:
            live = (chunk.reason != REASON["malformed_row"]) & (
                chunk.columns["month"] != NO_MONTH_32
            )
            source = chunk.columns["source"][live]
            month = chunk.columns["month"][live]
            for number in pd.unique(source):
                seen = pd.unique(month[source == number])
                found.setdefault(names[number], set()).update(map(int, seen))
    return {
        name: tuple(pd.Period(ordinal=m, freq="M") for m in sorted(months))
        for name, months in sorted(found.items())
    }

"""Notes on the crime files read, and on rows left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from hotspot_app.data.crime.crime_file import FileFacts, FileRead
from hotspot_app.data.crime.lost_notes import files_called, on_odd, on_reasons
from hotspot_app.data.crime.streets import RULE
from hotspot_app.data.crime.versions import Copies
from hotspot_app.data.kinds.columns import twice
from hotspot_app.data.kinds.enough import dated_by_committed
from hotspot_app.method import Note, unbroken
from hotspot_app.remedies import NameColumns
from hotspot_app.words import counted, listed

_NAMED: Final = 8


def notes_on_files(
    read: Sequence[FileRead],
    facts: Sequence[FileFacts],
    aside: Mapping[str, int],
    unread: Mapping[str, Sequence[str]],
    *,
    versions: Sequence[str],
    copies: Copies,
) -> tuple[Note, ...]:
    """Return notes on the files, and on what was decided about their rows.

    Parameters
    ----------
    aside
        Number of files that hold no incidents, by what they are.
    unread
        Names of tables that aren't read, by the reason.
    """
    told = [
        *_files(facts),
        *_twice(read),
        *_sheets(read),
        *(note for f in facts for note in f.notes),
        *_aside(aside),
        *_unread(unread),
    ]
    told += map(Note, versions)
    told += on_reasons(facts, read)
    if copies.changed:
        many = counted(copies.changed, "incident stands", "incidents stand")
        told.append(
            Note(
                f"{many} in several rows with the same number, type, month and place, "
                "which differ in other columns (the outcome, for one): each counts "
                "once.",
                caution=True,
            )
        )
    if copies.differing:
        many = counted(copies.differing, "crime number stands", "crime numbers stand")
        told.append(
            Note(
                f"{many} "
                "on rows that differ (another type, date or place): all are kept.",
                caution=True,
            )
        )
    told += on_odd(read)
    told += _no_streets(read)
    told += _vintages(facts)
    return tuple(told)


# --- files ------------------------------------------------------------------------


def _files(facts: Sequence[FileFacts]) -> list[Note]:
    told = []
    kinds = Counter((f.dialect, f.sources) for f in facts if f.rows)
    for (dialect, sources), number in sorted(kinds.items()):
        own = [f for f in facts if (f.dialect, f.sources) == (dialect, sources)]
        rows = sum(f.rows for f in own)
        months = sorted({month for f in own for month in f.months})
        if not rows:
            continue
        files = f"{number:,} files" if number > 1 else own[0].file.name
        who = ", ".join(sources) or "No source"
        coded = ", ".join(sorted({f.encoding for f in own if f.encoding}))
        parted = ", ".join(sorted({f.delimiter for f in own}))
        told.append(
            Note(
                f"{who}: {counted(rows, 'row')}, {spans(months)}, "
                f"read from {files} ({dialect}, {coded}, {parted})."
            )
        )
    told += _columns([f for f in facts if f.dialect == "extract"])
    empty = [f.file.name for f in facts if not f.rows]
    if empty:
        told.append(
            Note(f"{files_called(empty)}: a header but no rows.", caution=True),
        )
    return told


def _sheets(read: Sequence[FileRead]) -> list[Note]:
    told = []
    for plan in (file.plan for file in read):
        name, layout = plan.member.name, plan.layout
        if len(layout.sheets) > 1:
            text = (
                f"{name}: {layout.parted} have the same columns and are read together; "
                "an incident must not be in two of them."
            )
            told.append(Note(text, caution="id" not in plan.wanted))
        if layout.unread:
            left = listed(layout.unread, 8)
            text = f"{name}: of the workbook's sheets, not read: {left}."
            told.append(Note(text, caution=True))
    return told


def _columns(extracts: Sequence[FileFacts]) -> list[Note]:
    """Tell which columns are used, once for all files that have the same."""
    alike: dict[tuple[tuple[str, str], ...], list[FileFacts]] = {}
    for f in extracts:
        alike.setdefault(tuple(f.columns.items()), []).append(f)
    told = []
    for columns, files in alike.items():
        pairs = ", ".join(f"{ours} from {theirs!r}" for ours, theirs in columns)
        names = files_called([f.file.name for f in files])
        dropped = files[0].dropped_columns
        told.append(
            Note(
                f"{names}: columns used are {pairs}; "
                f"{counted(dropped, 'other was', 'others were')} not read in."
            )
        )
        told += _unsaid(dict(columns), names)
        if "type" not in dict(columns):
            told.append(
                Note(
                    f"{names}: no column says what kind of incident; all are called "
                    f"{', '.join(files[0].sources)!r}. If one does, say so.",
                    caution=True,
                    remedies=(NameColumns(("type",)),),
                )
            )
    return told


def _unsaid(columns: Mapping[str, str], names: str) -> list[Note]:
    """Tell what follows where no column is the crime's number or its date recorded."""
    told = []
    if dated_by_committed(columns):
        told.append(
            Note(
                f"{names}: no column is known as the date recorded, so months are "
                f"those of {columns['from']!r}, when it happened; the first and the "
                "last may not be whole. If a column says when it was recorded, say so.",
                caution=True,
                remedies=(NameColumns(("recorded",)),),
            )
        )
    if "id" not in columns:
        told.append(
            Note(
                f"{names}: no column is known as the crime number, so copies (a row a "
                "person or offence, say) weren't looked for. If one is it, say so.",
                caution=True,
                remedies=(NameColumns(("id",)),),
            )
        )
    return told


def spans(months: Sequence[pd.Period]) -> str:
    """Write months as runs: "January to April 2024, January 2025"."""
    if not months:
        return "no month"
    return ", ".join(str(span) for span in unbroken(months))


def _aside(aside: Mapping[str, int]) -> list[Note]:
    if not aside:
        return []
    told = "; ".join(f"{words}: {number:,}" for words, number in aside.items())
    return [Note(f"Files left aside, not read: {told}.")]


def _twice(read: Sequence[FileRead]) -> list[Note]:
    told: dict[tuple[str, ...], list[str]] = {}
    for file in read:
        names = twice(file.plan.layout.header, file.plan.wanted.values())
        if names:
            told.setdefault(tuple(names), []).append(file.plan.member.name)
    return [
        Note(
            f"{listed(files, _NAMED)}: more than one column is called "
            f"{listed(names)}; the first of them is read.",
            caution=True,
        )
        for names, files in told.items()
    ]


def _unread(unread: Mapping[str, Sequence[str]]) -> list[Note]:
    return [
        Note(
            f"Left aside, not read: {listed(names, _NAMED)} ({why}).",
            caution=True,
        )
        for why, names in unread.items()
    ]


def _no_streets(read: Sequence[FileRead]) -> list[Note]:
    """Tell where what stands as a street isn't kept, and by which rule."""
    files = [file for file in read if file.tally.counts["no street"]]
    if not files:
        return []
    many = sum(file.tally.counts["no street"] for file in files)
    names = files_called([file.plan.member.name for file in files])
    return [
        Note(
            f"{names}: in {counted(many, 'row')} what stands as the street doesn't "
            "look like one; it isn't kept, and they count as without a street. A "
            f"street has {RULE}. House numbers, flats and postcodes are taken off "
            "first. Names of persons can't be told from those of streets."
        )
    ]


def _vintages(facts: Sequence[FileFacts]) -> list[Note]:
    known = sorted({f.lsoa_vintage for f in facts if f.lsoa_vintage})
    if not known:
        return []
    if known == ["ambiguous"]:
        return [Note("LSOA codes in the files may be of 2011 or of 2021.")]
    if len(known) == 1:
        return [Note(f"LSOA codes in the files are of {known[0]}.")]
    text = "LSOA codes differ between the files: " + ", ".join(
        f"{counted(sum(f.lsoa_vintage == v for f in facts), 'file')} {v}" for v in known
    )
    return [Note(text + ".", caution={"2011", "2021"} <= set(known))]

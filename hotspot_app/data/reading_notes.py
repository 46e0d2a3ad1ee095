"""What the analyst is told of the crime files read, and of rows left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from hotspot_app.data.columns import twice
from hotspot_app.data.crime_file import FileFacts, FileRead
from hotspot_app.data.enough import dated_by_committed
from hotspot_app.data.streets import RULE
from hotspot_app.method import Note, unbroken
from hotspot_app.schema import REASONS
from hotspot_app.words import counted, listed

_NAMED: Final = 8

MANY: Final = 0.02
"""Share of rows from which losing them is a caution: it may be one whole area."""

_MEANT: Final = ("superseded", "duplicate", "cancelled")
"""Reasons for leaving a row out that lose nothing."""


def notes_on_files(
    read: Sequence[FileRead],
    facts: Sequence[FileFacts],
    aside: Mapping[str, int],
    unread: Mapping[str, Sequence[str]],
    *,
    versions: Sequence[str],
    differing: int,
) -> tuple[Note, ...]:
    """Tell what the files are, and what was decided about their rows.

    Parameters
    ----------
    aside
        Kinds of file that hold no incidents, and how many there are.
    unread
        Why tables aren't read, to their names.
    """
    told = [
        *_files(facts),
        *_twice(read),
        *_sheets(read),
        *_aside(aside),
        *_unread(unread),
    ]
    told += map(Note, versions)
    told += _reasons(facts)
    if differing:
        told.append(
            Note(
                f"{counted(differing, 'crime number stands', 'crime numbers stand')} "
                "on rows that differ (another type, or other details): all are kept.",
                caution=True,
            )
        )
    told += _odd(read)
    told += _no_streets(read)
    told += _vintages(facts)
    return tuple(told)


# --- files ------------------------------------------------------------------------


def _files(facts: Sequence[FileFacts]) -> list[Note]:
    told = []
    kinds = Counter((f.dialect, f.source) for f in facts if f.rows)
    for (dialect, source), number in sorted(kinds.items()):
        own = [f for f in facts if (f.dialect, f.source) == (dialect, source)]
        rows = sum(f.rows for f in own)
        months = sorted({month for f in own for month in f.months})
        if not rows:
            continue
        files = f"{number:,} files" if number > 1 else own[0].file.name
        coded = ", ".join(sorted({f.encoding for f in own if f.encoding}))
        parted = ", ".join(sorted({f.delimiter for f in own}))
        told.append(
            Note(
                f"{source or 'No source'}: {counted(rows, 'row')}, {spans(months)}, "
                f"read from {files} ({dialect}, {coded}, {parted})."
            )
        )
    told += _columns([f for f in facts if f.dialect == "extract"])
    empty = [f.file.name for f in facts if not f.rows]
    if empty:
        told.append(
            Note(f"{_of(empty)}: a header but no rows.", caution=True),
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
        names = _of([f.file.name for f in files])
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
                    f"{files[0].source!r}. If one does, name it: "
                    '--column type="NAME".',
                    caution=True,
                )
            )
    return told


def _unsaid(columns: Mapping[str, str], names: str) -> list[Note]:
    """Tell what follows where no column is the crime's number or its date recorded."""
    told = []
    if dated_by_committed(columns):
        told.append(
            f"{names}: no column is known as the date recorded, so months are those of "
            f"{columns['from']!r}, when it happened; the first and the last may not be "
            "whole. If a column says when it was recorded, name it: --column "
            'recorded="NAME".'
        )
    if "id" not in columns:
        told.append(
            f"{names}: no column is known as the crime number, so copies (a row a "
            "person or offence, say) weren't looked for. If one is, name it: --column "
            'id="NAME".'
        )
    return [Note(text, caution=True) for text in told]


def _of(names: Sequence[str]) -> str:
    """Name one file, or the first of several and how many there are."""
    if len(names) == 1:
        return names[0]
    return f"{len(names):,} files (first {names[0]})"


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


def _reasons(facts: Sequence[FileFacts]) -> list[Note]:
    total: Counter[str] = Counter()
    for f in facts:
        total.update(f.reasons)
    if not total:
        return []
    told = "; ".join(f"{REASONS[k]}: {total[k]:,}" for k in REASONS if total[k])
    lost = total.total() - sum(total[k] for k in _MEANT)
    rows = sum(f.rows for f in facts)
    return [Note(f"Rows left out while reading: {told}.", caution=lost > MANY * rows)]


_ODD: Final[Mapping[str, str]] = {
    "degrees": "in {rows} easting and northing are degrees (longitude and latitude in "
    "the wrong columns); left out.",
    "swapped": "in {rows} easting and northing (or longitude and latitude) are "
    "swapped; left out.",
    "american": "{dates} make sense only with the month first. Dates are read day "
    "first: check all of them.",
    "shared id": "many rows have the same reference, so it is not the incident's own "
    "number; copies are not looked for in {rows}.",
    "undated": "in {rows} a date can't be read, the first in line {first}; left out.",
    "future": "{dates} left out because they lie in the future: check this computer's "
    "clock, or the file.",
    "no moment": "no readable time in {rows}.",
}
"""What a file's tally counted, and how it is told."""


def _odd(read: Sequence[FileRead]) -> list[Note]:
    """Tell of odd rows, each kind once with the files it was seen in."""
    told = []
    for kind, words in _ODD.items():
        files = [f for f in read if f.tally.counts[kind]]
        number = sum(f.tally.counts[kind] for f in files)
        if files:
            names = _of([f.plan.member.name for f in files])
            said = words.format(
                rows=counted(number, "row"),
                dates=counted(number, "different date"),
                first=f"{files[0].tally.lines.get(kind, 0):,}",
            )
            told.append(f"{names}: {said}")
    mirrored = [
        f.plan.member.name
        for f in read
        if f.tally.counts["mirror"] > max(20, f.tally.counts["near"])
    ]
    if mirrored:
        told.append(
            f"{_of(mirrored)}: more rows would be near the areas if easting and "
            "northing were swapped. Check the columns."
        )
    for placed in (True, False):
        files = [
            f
            for f in read
            if f.tally.counts["only postcode"]
            and "postcode" in f.plan.wanted
            and f.placed_by_postcode == placed
        ]
        if files:
            told.append(_postcodes(files, placed=placed))
    return [Note(text, caution=True) for text in told]


def _no_streets(read: Sequence[FileRead]) -> list[Note]:
    """Tell where what stands as a street isn't kept, and by which rule."""
    files = [file for file in read if file.tally.counts["no street"]]
    if not files:
        return []
    many = sum(file.tally.counts["no street"] for file in files)
    names = _of([file.plan.member.name for file in files])
    return [
        Note(
            f"{names}: in {counted(many, 'row')} what stands as the street doesn't "
            "look like one; it isn't kept, and they count as without a street. A "
            f"street has {RULE}. House numbers, flats and postcodes are taken off "
            "first. Names of persons can't be told from those of streets."
        )
    ]


def _postcodes(files: Sequence[FileRead], *, placed: bool) -> str:
    number = sum(f.tally.counts["only postcode"] for f in files)
    names = _of([f.plan.member.name for f in files])
    many = counted(number, "row has", "rows have")
    start = f"{names}: {many} a postcode but no coordinates"
    if placed:
        return (
            f"{start}; placed by it, to about 100 metres: not fit for near repeats or "
            "streets."
        )
    return f"{start}. Give OS Code-Point Open by --postcodes FILE to place them."


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

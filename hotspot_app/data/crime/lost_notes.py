"""Notes on rows that are left out, repaired or odd."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from hotspot_app.data.crime.coordinate_texts import looks_like
from hotspot_app.data.crime.crime_file import FileFacts, FileRead
from hotspot_app.method import Note
from hotspot_app.remedies import Give
from hotspot_app.schema import REASONS
from hotspot_app.words import counted, quoted

MANY: Final = 0.02
"""Share of rows from which losing them is a caution: it may be one whole area."""

_MEANT: Final = ("superseded", "duplicate", "cancelled")
"""Reasons for leaving a row out that lose nothing."""


def files_called(names: Sequence[str]) -> str:
    """Name one file, or the first of several and how many there are."""
    if len(names) == 1:
        return names[0]
    return f"{len(names):,} files (first {names[0]})"


def on_reasons(facts: Sequence[FileFacts], read: Sequence[FileRead]) -> list[Note]:
    """Tell how many rows are left out and why, quoting the first of each reason."""
    total: Counter[str] = Counter()
    for f in facts:
        total.update(f.reasons)
    if not total:
        return []
    lost = total.total() - sum(total[k] for k in _MEANT)
    rows = sum(f.rows for f in facts)
    told = [
        f"{REASONS[k]}: {total[k]:,}{_brackets(examples(read, k))}"
        for k in REASONS
        if total[k]
    ]
    text = f"Rows left out while reading: {'; '.join(told)}."
    return [Note(text, caution=lost > MANY * rows)]


def examples(read: Sequence[FileRead], kind: str) -> str:
    """Quote the first texts of a kind; of what is empty, say where the first is."""
    shown = [each for f in read for each in f.tally.shown.get(kind, {}).items()]
    said = quoted(text for text, _ in shown if text)
    if kind == "impossible_coordinates" and said:
        grid = any("easting" in f.plan.wanted for f in read)
        like = looks_like(next(text for text, _ in shown if text), grid=grid)
        said += f"; it looks like {like}" if like else ""
    return said or (f"the first in line {shown[0][1]:,}" if shown else "")


def _brackets(said: str) -> str:
    return f" ({said})" if said else ""


_ODD: Final[Mapping[str, str]] = {
    "degrees": "in {rows} easting and northing are degrees (longitude and latitude in "
    "the wrong columns){first}; left out.",
    "mercator": "in {rows} the coordinates are those of web maps, Web Mercator{first}; "
    "brought to British National Grid.",
    "odd": "in {rows} the coordinates aren't plain numbers{first}; read as eastings "
    "and northings, or degrees, minutes and seconds.",
    "square": "in {rows} the place is a grid reference{first}; the middle of its "
    "square is taken.",
    "swapped": "in {rows} easting and northing (or longitude and latitude) are "
    "swapped{first}; left out.",
    "american": "{dates} make sense only with the month first{first}. Dates are read "
    "day first: check all of them.",
    "shared id": "many rows have the same reference, so it is not the incident's own "
    "number; copies are not looked for in {rows}.",
    "undated": "in {rows} a date can't be read{first}; left out.",
    "future": "{dates} left out because they lie in the future{first}: check this "
    "computer's clock, or the file.",
    "no moment": "no readable time in {rows}.",
    "mended postcode": "in {rows} a letter and a digit of the postcode were mistaken "
    "for one another{first}; read as their places in it say.",
}
"""Kinds of rows that a file's tally counts, with the words of each note."""

_SHOWN: Final = {"swapped": "swapped_axes"}
"""Kinds whose examples are those of a reason for leaving out."""


def on_odd(read: Sequence[FileRead]) -> list[Note]:
    """Tell of odd rows, each kind once with the files it was seen in."""
    told = []
    for kind, words in _ODD.items():
        files = [f for f in read if f.tally.counts[kind]]
        number = sum(f.tally.counts[kind] for f in files)
        if files:
            names = files_called([f.plan.member.name for f in files])
            said = words.format(
                rows=counted(number, "row"),
                dates=counted(number, "different date"),
                first=_brackets(examples(files, _SHOWN.get(kind, kind))),
            )
            told.append(Note(f"{names}: {said}", caution=True))
    mirrored = [
        f.plan.member.name
        for f in read
        if f.tally.counts["mirror"] > max(20, f.tally.counts["near"])
    ]
    if mirrored:
        told.append(
            Note(
                f"{files_called(mirrored)}: more rows would be near the areas if "
                "easting and northing were swapped. Check the columns.",
                caution=True,
            )
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
    return told


def _postcodes(files: Sequence[FileRead], *, placed: bool) -> Note:
    number = sum(f.tally.counts["only postcode"] for f in files)
    names = files_called([f.plan.member.name for f in files])
    many = counted(number, "row has", "rows have")
    start = f"{names}: {many} a postcode but no coordinates"
    if placed:
        return Note(
            f"{start}; placed by it, to about 100 metres: not fit for near repeats or "
            "streets.",
            caution=True,
        )
    return Note(
        f"{start}. OS Code-Point Open would place them.",
        caution=True,
        remedies=(Give(("postcodes",)),),
    )

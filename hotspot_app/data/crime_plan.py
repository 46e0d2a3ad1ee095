"""What a crime file is, before its rows are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from hotspot_app.data import ons
from hotspot_app.data.columns import STREET, of_police_uk, recognise, score
from hotspot_app.data.gather import Words
from hotspot_app.data.layout import Columns, Layout
from hotspot_app.data.member import Member, NotATable
from hotspot_app.data.postcodes import Postcodes
from hotspot_app.data.rows import Ways
from hotspot_app.data.table import first_block, read_layout
from hotspot_app.data.whereabouts import Box, check_degrees, numbers
from hotspot_app.words import printable

KINDS: Final = {
    "id": "key",
    "recorded": "date",
    "from": "date",
    "month": "date",
    "easting": "number",
    "northing": "number",
    "longitude": "number",
    "latitude": "number",
}
"""Columns that aren't any text."""

_OUTCOMES: Final = {"outcometype", "crimeid", "fallswithin"}
_SEARCHES: Final = {"objectofsearch", "legislation", "outcome"}
_COUNTS: Final = frozenset(
    {"count", "counts", "crimecount", "numberofcrimes"}
    | {"numberofincidents", "numberofoffences"}
)
_WHOLE: Final = 100
"""Score of a header with all that a crime file needs: the more rows below it, the
better then."""

_DATED: Final = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|q[1-4])(?: ?\d+)?\b"
    r"|\b\d[\d ]*\b|\(\d+\)",
    re.IGNORECASE,
)
"""What tells one month's file from the next in its name, and not who made it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file will be read.

    Attributes
    ----------
    wanted
        Our name of a column to its position in the header.
    street
        True if it is a street file of police.uk.
    snapped
        True if it names forces as police.uk does, whose points are snapped.
    mapped
        Our names of the columns that the analyst chose.
    """

    member: Member
    layout: Layout
    wanted: Mapping[str, int]
    street: bool
    snapped: bool
    mapped: Set[str] = frozenset()

    def ways(
        self, words: Words, source: str, extent: Box | None, codes: Postcodes | None
    ) -> Ways:
        """Say how its rows are to be read."""
        name = source or source_from_name(self.member.name)
        number = words.file.number(self.member.name)
        return Ways(number, self.snapped, name, extent, codes)


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
        found = score(header)
        if extra:
            found += sum(ons.plain(name) in extra for name in header)
        whole = found >= 3 and not _lacking(recognise(header, mapping))[0]
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
        return "no column is recognised as the type of incident"
    chosen = {
        ours
        for ours, at in wanted.items()
        if not street
        and ons.plain(layout.header[at]) == ons.plain((mapping or {}).get(ours, ""))
    }
    if not chosen & {"easting", "northing"}:
        wanted = _by_values(member, layout, wanted)
    return Plan(member, layout, wanted, street, of_police_uk(layout.header), chosen)


def _by_values(
    member: Member, layout: Layout, wanted: dict[str, int]
) -> dict[str, int]:
    """Take columns called X and Y for longitude and latitude if they are degrees."""
    grid = {"easting": "longitude", "northing": "latitude"}
    if not set(grid) <= set(wanted) or "longitude" in wanted or "latitude" in wanted:
        return wanted
    pair = Columns.of({name: wanted[name] for name in grid}, KINDS)
    block = first_block(member, layout, pair)
    if block is None:
        return wanted
    checked = check_degrees(
        *(numbers(block.frame[name], axis)[0] for name, axis in grid.items())
    )
    known = ~checked.blank & ~checked.zero
    if not known.any() or (checked.impossible & known).any():
        return wanted
    return {grid.get(name, name): at for name, at in wanted.items()}


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
    placed = {"id", "easting", "longitude", "postcode", "square"} & set(wanted)
    if names & _COUNTS and not placed:
        raise NotATable(
            "ready counts, not rows of incidents",
            where=member.where,
            hint="Give it as --counts FILE.",
        )
    lacking, option = _lacking(wanted)
    if lacking:
        raise NotATable(
            f"no column is recognised as {lacking}",
            where=member.where,
            hint=f"Rename the column, or name it, as {option}.",
        )


def _lacking(wanted: Mapping[str, int]) -> tuple[str, str]:
    """Return what a file lacks, and the option that would say it; "" if nothing."""
    if not {"month", "recorded", "from"} & set(wanted):
        return "the date or month", '--column recorded="NAME"'
    grid = {"easting", "northing"} <= set(wanted)
    degrees = {"longitude", "latitude"} <= set(wanted)
    if not (grid or degrees or {"postcode", "area", "square"} & set(wanted)):
        return (
            "the place (easting and northing, longitude and latitude, postcode)",
            '--column easting="NAME" --column northing="NAME"',
        )
    return "", ""


def source_from_name(name: str) -> str:
    """Guess who recorded an extract by its file's name.

    Examples
    --------
    >>> source_from_name("Housing_ASB-2025-06.csv")
    'Housing ASB'
    >>> source_from_name("Housing Jan25.csv")
    'Housing'
    >>> source_from_name("March 2025.xlsx")
    'Extract'
    """
    stem = PurePosixPath(name).name
    stem = re.sub(r"(\.(csv|tsv|txt|xlsx|xlsm|xls|gz|zip))+$", "", stem, flags=re.I)
    words = re.sub(r"[_\-., ]+", " ", stem)
    return printable(" ".join(_DATED.sub(" ", words).split()) or "Extract")

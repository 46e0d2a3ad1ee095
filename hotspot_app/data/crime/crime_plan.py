"""The plan for reading a crime file, made from its header and first rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from hotspot_app.data.base import ons
from hotspot_app.data.base.member import Member, NotATable
from hotspot_app.data.crime.chunks import Vocabularies
from hotspot_app.data.crime.coordinates import Box, check_degrees, numbers
from hotspot_app.data.crime.rows import ReadOptions
from hotspot_app.data.kinds.columns import of_police_uk, recognise
from hotspot_app.data.kinds.enough import rank
from hotspot_app.data.kinds.headers import head_below
from hotspot_app.data.kinds.postcodes import Postcodes
from hotspot_app.data.kinds.table_kind import is_street, judge
from hotspot_app.data.tables.layout import Columns, Layout
from hotspot_app.data.tables.table import first_block, read_layout
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
"""Columns that hold a date, a number or a key, and not free text."""

_DATED: Final = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|q[1-4])(?: ?\d+)?\b"
    r"|\b\d[\d ]*\b|\(\d+\)",
    re.IGNORECASE,
)
"""The part of a file's name that tells its month, and not who made it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a crime file will be read.

    Attributes
    ----------
    wanted
        Position in the header, by our name of the column.
    street
        True if it is a street file of police.uk.
    snapped
        True if the file is police.uk's, by the forces it names or as JSON from its API:
        its points are snapped to anonymous places.
    mapped
        Our names of the columns that the analyst chose.
    """

    member: Member
    layout: Layout
    wanted: Mapping[str, int]
    street: bool
    snapped: bool
    mapped: Set[str] = frozenset()

    def read_options(
        self,
        words: Vocabularies,
        source: str,
        extent: Box | None,
        codes: Postcodes | None,
    ) -> ReadOptions:
        """Say how its rows are to be read."""
        name = source or source_from_name(self.member.name)
        number = words.file.number(self.member.name)
        return ReadOptions(number, self.snapped, name, extent, codes)


def plan_file(member: Member, mapping: Mapping[str, str] | None) -> Plan | str:
    """Return how a file is to be read as crime, or why it is left aside.

    Returns
    -------
    Plan or str
        How to read it; or, for a file that the analyst didn't name, what it is instead
        of crime.

    Raises
    ------
    InputError
        If a file the analyst named is no crime file, or any is damaged.
    """
    try:
        layout = read_layout(member, lambda names: rank(names, mapping), alike=True)
        street = is_street(layout.header)
        if not street:
            _refuse_other(member, layout, mapping)
    except NotATable as error:
        if member.asked:
            raise
        return error.what
    wanted = recognise(layout.header, None if street else mapping)
    chosen = {
        ours
        for ours, at in wanted.items()
        if not street
        and ons.plain(layout.header[at]) == ons.plain((mapping or {}).get(ours, ""))
    }
    if not chosen & {"easting", "northing"}:
        wanted = _by_values(member, layout, wanted)
    snapped = layout.records or of_police_uk(layout.header)
    return Plan(member, layout, wanted, street, snapped, chosen)


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


def _refuse_other(
    member: Member, layout: Layout, mapping: Mapping[str, str] | None
) -> None:
    judged = judge(head_below(member, layout), mapping, asked=member.asked)
    if judged.kind != "crime":
        raise NotATable(
            judged.what,
            where=member.where,
            hint=judged.hint,
            remedies=judged.remedies,
        )


def source_from_name(name: str) -> str:
    """Guess from an extract's file name who recorded it.

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
    stem = re.sub(
        r"(\.(csv|tsv|txt|xlsx|xlsm|xls|ods|json|gz|zip))+$", "", stem, flags=re.I
    )
    words = re.sub(r"[_\-., ]+", " ", stem)
    return printable(" ".join(_DATED.sub(" ", words).split()) or "Extract")

"""Which columns of an extract look as if they were about people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hotspot_app.data.base.ons import plain
from hotspot_app.data.kinds.columns import recognise

MASK: Final = "•••"
"""Stands for what is neither shown nor kept."""

_PERSONS: Final = (
    "victim|suspect|offender|complainant|aggrieved|witness|informant|caller|accused|"
    "defendant|officer|oic|person|customer|tenant|resident|occupier|patient|nominal"
)
_OF_PERSONS: Final = re.compile(rf"\b(?:{_PERSONS})s?\b")
_WORDS: Final = re.compile(
    r"\b(?:fore ?names?|sur ?names?|first names?|last names?|middle names?|given names?"
    r"|full names?|family names?|known as|alias|initials|maiden"
    r"|dob|date of birth|birth ?date|birth|born|age"
    r"|tel|telephone|phone|mobile|landline|contact|fax|e ?mail"
    r"|nhs|ni number|nino|national insurance|passport|driving licen[cs]e|pnc(?: ?id)?"
    r"|vrm|registration|number ?plate|uprn"
    r"|address|addr|house|flat|premises?|property name|building"
    r"|ethnic|ethnicity|religion|disability|sexual orientation|sexuality|nationality"
    r"|gender|sex"
    r"|(?:reported|recorded|entered|logged|created|updated) by"
    r"|notes?|comments?|narrative|summary|details?|remarks?|free ?text|text|mo"
    r"|modus operandi|log|report|synopsis|circumstances|description)\b"
)
_NAMES_OF_THINGS: Final = re.compile(
    r"\b(?:street|road|ward|beat|lsoa|msoa|area|sector|locality|neighbourhood|district"
    r"|force|station|offence|crime|type|category|file|operation|team) names?\b"
)
_VALUES: Final = {
    "e-mail": re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}"),
    "phone": re.compile(r"(?:\+44|0044|0)[ ()]*[1237][\d ()\-]{7,13}"),
    "insurance": re.compile(r"[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]", re.I),
}
_TEN_DIGITS: Final = re.compile(r"(?:[ -]*[0-9]){10}[ -]*")
_SHARE: Final = 0.3
_LONG: Final = 60
"""Letters on average from which text is taken for a narrative."""


def personal_columns(
    header: Sequence[str], rows: Sequence[Sequence[str]]
) -> frozenset[int]:
    """Find columns that look personal, by their names and first values.

    Names, dates of birth, phone numbers, e-mail, NHS numbers, addresses, what is
    said of victims, suspects and officers, and free text. Columns the app knows
    and needs pass, unless their values look like people.

    Returns
    -------
    frozenset of int
        Positions in the header.
    """
    needed = recognise(header)
    known = set(needed.values())
    found = set()
    for at, name in enumerate(header):
        values = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        if at == needed.get("source"):  # forces are few, people many
            personal = len(set(values)) > max(3, len(values) / 2)
        else:
            personal = at not in known and _by_name(name)
        if personal or by_values(values):
            found.add(at)
    return frozenset(found)


def _by_name(header: str) -> bool:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z0-9]+", " ", header).lower().strip()
    if _NAMES_OF_THINGS.search(spaced):
        return False
    if spaced == "name" or _OF_PERSONS.search(spaced) or _WORDS.search(spaced):
        return True
    return plain(header) in {"forename", "surname", "firstname", "lastname", "fullname"}


def by_values(values: Sequence[str]) -> bool:
    """Say whether values look like e-mail, phone or NHS numbers, or narratives."""
    if not values:
        return False
    for pattern in _VALUES.values():
        if _many(filter(pattern.fullmatch, values)) >= _SHARE * len(values):
            return True
    tens = list(filter(_TEN_DIGITS.fullmatch, values))
    if len(values) >= 3 and _many(filter(_nhs_number, tens)) >= 0.9 * len(values):
        return True
    return sum(map(len, values)) / len(values) > _LONG and any(
        value.count(" ") >= 8 for value in values
    )


def _many(found: Iterator[str]) -> int:
    return sum(1 for _ in found)


def _nhs_number(text: str) -> bool:
    """Check the last of ten digits (NHS Data Dictionary, "NHS number")."""
    digits = text.replace(" ", "").replace("-", "")
    total = sum(int(digit) * (10 - i) for i, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])

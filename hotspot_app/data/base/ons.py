"""Codes and column names of the Office for National Statistics."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from hotspot_app.paths import shipped

LEVELS: Final[dict[str, str]] = {
    "oa": "output areas",
    "lsoa": "LSOAs",
    "msoa": "MSOAs",
    "ward": "wards",
    "district": "districts",
    "csp": "Community Safety Partnerships",
    "pfa": "police force areas",
}
"""Level to what people call it, finest first."""

_NAMED: Final[dict[str, str]] = {
    "oa": "oa",
    "lsoa": "lsoa",
    "msoa": "msoa",
    "wd": "ward",
    "ward": "ward",
    "lad": "district",
    "ltla": "district",
    "localauthoritydistrict": "district",
    "csp": "csp",
    "pfa": "pfa",
}
_HEADER: Final = re.compile(
    rf"^({'|'.join(sorted(_NAMED, key=len, reverse=True))})"
    r"(20\d\d|\d\d)?(cd|code|nm|name)(20\d\d|\d\d)?$"
)
_CODE: Final = re.compile(r"[EWSNKJLM]\d{8}\Z")
_LEVEL_OF: Final[dict[str, str]] = {
    "00": "oa",
    "01": "lsoa",
    "02": "msoa",
    "05": "ward",
    "06": "district",
    "07": "district",
    "08": "district",
    "09": "district",
    "22": "csp",
    "23": "pfa",
}
_MARKS: Final = "'\"`\u2018\u2019\u201c\u201d"
_LAST_LSOA_2011: Final = {"E": "E01033768", "W": "W01001958"}
"""The highest LSOA codes of 2011; those above were first used in 2021."""


@dataclass(frozen=True, slots=True)
class OnsColumn:
    """What a column's name says about its codes or names.

    Attributes
    ----------
    level
        A key of `LEVELS`.
    year
        The vintage, as 2021, or None if the name has none.
    holds
        "code" or "name".
    """

    level: str
    year: int | None
    holds: Literal["code", "name"]


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """Return a column's name without case, spaces and punctuation."""
    return re.sub(r"[^a-z0-9]", "", header.lower())


def simple(text: str) -> str:
    """Return a text in lower case and without punctuation, its words parted once."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def words_of(name: str) -> list[str]:
    """Part a name into words: "DateCrimeRecorded" and "date_crime_recorded" alike."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name[:200])
    return simple(parted).split()


def ons_column(header: str) -> OnsColumn | None:
    """Return what the name of an ONS column says, None for any other column.

    Examples
    --------
    >>> ons_column("LSOA21CD")
    OnsColumn(level='lsoa', year=2021, holds='code')
    >>> ons_column("LSOA name (2011)")
    OnsColumn(level='lsoa', year=2011, holds='name')
    >>> ons_column("Crime type") is None
    True
    """
    found = _HEADER.match(plain(header))
    if found is None:
        return None
    level, before, holds, after = found.groups()
    digits = before or after
    year = int(digits) if digits else None
    if year is not None and year < 100:
        year += 2000
    return OnsColumn(_NAMED[level], year, "code" if holds in {"cd", "code"} else "name")


def level_of_codes(codes: Iterable[str]) -> str:
    """Return the level that at least nine in ten codes have, or "" if none."""
    told = list(codes)
    seen: Counter[str] = Counter()
    for kind, times in Counter(c[1:3] for c in told if _CODE.match(c)).items():
        seen[_LEVEL_OF.get(kind, "")] += times
    if not seen:
        return ""
    level, times = seen.most_common(1)[0]
    return level if times >= 0.9 * len(told) else ""


def lsoa_vintage(codes: Iterable[str]) -> int | None:
    """Say of which census LSOA codes are: 2021, 2011 or None, if they are of both.

    A code first used in 2021 settles it, or else one that was dropped in 2021. Codes of
    both censuses tell nothing, however many there are: whole districts kept all of
    theirs.
    """
    old = False
    for code in codes:
        last = _LAST_LSOA_2011.get(code[:1])
        if last is not None and code[1:3] == "01" and _CODE.match(code):
            if code > last:
                return 2021
            old = old or code in _only_of_2011()
    return 2011 if old else None


@cache
def _only_of_2011() -> frozenset[str]:
    listed = shipped("resources") / "lsoa_2011_only.txt"
    lines = listed.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def tidy(text: str) -> str:
    """Return a code without blanks and marks, ONS codes in capitals.

    What programs put around codes is left out: spaces of any kind, signs without
    width, the apostrophe and the formula by which spreadsheets mark text.

    Examples
    --------
    >>> tidy(" e01017136")
    'E01017136'
    >>> tidy("'E01017136\u200b")
    'E01017136'
    >>> tidy('="01"')
    '01'
    >>> tidy("Bargate  ward")
    'Bargate ward'
    """
    seen = text
    if not text.isascii():
        seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    bare = " ".join(seen.split())
    if bare[:1] in _MARKS or bare[-1:] in _MARKS:
        bare = " ".join(bare.removeprefix("=").strip(_MARKS).split())
    return bare.upper() if is_code(bare.upper()) else bare


def is_code(text: str) -> bool:
    """Say whether a text has the form of an ONS code."""
    return _CODE.match(text) is not None


def are_codes(texts: Iterable[str]) -> bool:
    """Say whether every text has the form of an ONS code."""
    return all(map(_CODE.match, texts))

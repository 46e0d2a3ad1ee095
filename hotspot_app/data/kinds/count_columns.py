"""Which columns of ready counts are which, and which column says how many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.data.base.ons import ons_column, plain, words_of
from hotspot_app.data.tables import dates
from hotspot_app.data.tables.name_rules import by_words
from hotspot_app.errors import WordsError

_NAMES: Final[dict[str, str]] = {
    "area": "areacode code lsoacode lsoa lsoacd wardcode ward wardcd beat beatcode "
    "area geographycode localitycode locality neighbourhood",
    "type": "crimetype type offence offencetype offencegroup crimecategory "
    "majorcategory majortext category incidenttype crime minorcategory minortext "
    "offencesubgroup",
    "month": "month yearmonth monthyear period date",
    "count": "count counts number n total value incidents crimes offences "
    "numberofcrimes numberofincidents numberofoffences crimecount recorded",
    "source": "source datasource force policeforce reportedby recordedby agency",
}
SYNONYMS: Final = {ours: tuple(names.split()) for ours, names in _NAMES.items()}
BESIDE_MONTHS: Final = ("area", "type", "source")
WIDE: Final = "m:"
"""Prefix of our name for a month's own column; its position follows."""

_HOW_MANY: Final = re.compile(
    r"(counts?|cnt|countof|totals?|sum|volumes?|vol|freq|frequency|frequencies|tally"
    r"|qty|quantity|rows|n)",
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_OF: Final = re.compile(r"(?:number|no|num|nr)s? of\b|how many")
_SEVERAL: Final = (
    "(?:crimes|offences|offenses|incidents|records|reports|occurrences|events|cases)"
)
_WHAT: Final = re.compile(
    r"(?:crimes?|offences?|offenses?|incidents?|records?|reports?|occurrences?|events?"
    r"|cases?|asb|urns?|refs?|references?|ids?|numbers?|nos?|nums?|recorded|reported"
    r"|police|notifiable|of|the|all|distinct|unique|grand|in|per|by|area|month|period)"
)
_MANY: Final = re.compile(
    r"(?:(?:number|no|num|nr) )?(?:recorded |reported |all |notifiable |police )*"
    rf"{_SEVERAL}(?: recorded| reported)?|(?:number|num) (?:recorded|reported)"
)
_GLUED: Final = re.compile(
    rf"(?:number|no|num|count|total|sum)(?:of)?{_SEVERAL}"
    r"|(?:crime|offence|incident)s?(?:count|total|volume)"
)


def reads_as_how_many(name: str) -> bool:
    """Return whether a column's name means a number of incidents, and of nothing else.

    Examples
    --------
    >>> reads_as_how_many("Count of Crime Number"), reads_as_how_many("Volume")
    (True, True)
    >>> reads_as_how_many("Crime Number"), reads_as_how_many("Number of Victims")
    (False, False)
    """
    words = _words(name)
    text = " ".join(words)
    if _MANY.fullmatch(text) or _GLUED.fullmatch(text) or name.strip() == "#":
        return True
    rest = _OF.sub(" ", text).split()
    counting = [word for word in rest if _HOW_MANY.fullmatch(word)]
    told = bool(counting) or len(rest) < len(words)
    others = [word for word in rest if word not in counting]
    return told and all(_WHAT.fullmatch(word) for word in others)


def _words(name: str) -> list[str]:
    """Part a name into words but years: "CountOfURN" and "crime_count" too."""
    return [word for word in words_of(name) if not _YEAR.fullmatch(word)]


def positions(
    header: Sequence[str], mapping: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Return the positions of area, type, month and count; or months as `m:<position>`.

    Raises
    ------
    WordsError
        If the mapping has a name that isn't one of ours for counts.
    """
    found = _mapped(header, mapping or {})
    for ours in SYNONYMS:
        if ours in found:
            continue
        free = [i for i in _called(header, ours) if i not in found.values()]
        if not free and ours == "type":
            at = by_words(header, ours, set(found.values()))
            free = [] if at is None else [at]
        if free:
            found[ours] = free[0]
    if {"area", "type"} <= set(found) and "month" not in found:
        months = dates.read_months(pd.Series(list(header), dtype="str"))
        wide = np.flatnonzero(months != dates.NO_MONTH)
        if len(wide):
            found = {k: v for k, v in found.items() if k in BESIDE_MONTHS}
            found |= {f"{WIDE}{i}": int(i) for i in wide}
    return found


def _mapped(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    names = [plain(name) for name in header]
    for ours in mapping:
        if ours not in SYNONYMS:
            raise WordsError(
                f"counts have no column {ours!r} to map to",
                hint=f"It may be one of {', '.join(SYNONYMS)}.",
            )
    return {
        ours: names.index(plain(theirs))
        for ours, theirs in mapping.items()
        if theirs and plain(theirs) in names
    }


def _called(header: Sequence[str], ours: str) -> list[int]:
    """Return the columns that may be one of ours by their names, the surest first."""
    names = [plain(name) for name in header]
    at = [i for k in SYNONYMS[ours] for i, name in enumerate(names) if name == k]
    if ours == "area":
        return [i for i, name in enumerate(header) if _is_code(name)] + at
    if ours == "count":
        return at + [i for i, name in enumerate(header) if reads_as_how_many(name)]
    return at


def enough(at: Mapping[str, int]) -> str:
    """Return which column counts still need; "" if none."""
    wide = any(name.startswith(WIDE) for name in at)
    needed = ("area", "type") if wide else ("area", "type", "month", "count")
    return next((name for name in needed if name not in at), "")


def _is_code(name: str) -> bool:
    ons = ons_column(name)
    return ons is not None and ons.holds == "code"

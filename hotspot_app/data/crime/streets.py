"""A street out of what an extract writes as a place, without who lives there.

The rule has two steps. First house, flat and postcode are taken off, and of several
parts the first that ends as streets do is chosen. What is then left is kept only if
it looks like a street: `RULE` says when, and `looks_like_street` is the rule itself.

It can't tell the name of a person, a house or a firm from that of a street: "Martin
Close" is both. Short free text without any of its signs passes as well. So a street
is shown only as the commonest of an area, never with its point, and columns about
people aren't read at all (`personal`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

LONGEST: Final = 60
"""Letters, without "On or near"; what is longer is a description."""

_FIGURES: Final = 5
_WORDS: Final = 9

RULE: Final = (
    f"at most {LONGEST} letters and {_WORDS} words, no {_FIGURES} figures or more in a "
    "row (blanks, dots, strokes and brackets between them don't part them), and no "
    "decimals, times, @, web address, postcode, National Insurance number, number "
    "plate, three words parted by dots, signs of sums or questions, title of a person "
    "(Mr, Mrs), or word of a narrative (he, was, caller); what begins with a small "
    "letter must also end as streets do (road, lane)"
)
"""The rule for keeping a text as a street, for notes."""

_POSTCODE: Final = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|,\s*[A-Z]{1,2}\d[A-Z\d]?\s*$", re.IGNORECASE
)
_HOME: Final = (
    r"flats?|apartments?|apt|unit|room|rm|bedsit|maisonette|suite|plot|block|floor"
    r"|house"
)
_WITHIN: Final = re.compile(
    rf"\b(?:{_HOME})\.?\s+(?:no\.?\s*)?(?:\d+[a-z]?|[a-z]\d*)\b(?!')"
    rf"|\b(?:\d+(?:st|nd|rd|th)|ground|first|second|third|top|basement|lower|upper)"
    r"[ -]floor(?:\s+flat)?\b|\bbasement flat\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"(^|,|\b(?:outside|near|opposite|opp|by|behind|rear of|front of|at|of|o/s)\s)"
    r"\s*(?:no\.?\s*)?\d+\s?[a-z]?(?:\s*[-–/&]\s*\d+[a-z]?)*\b[\s,]*(?=[^\W\d]|,|$)",
    re.IGNORECASE,
)
_ENDINGS: Final = (
    r"(?:alley|approach|arcade|avenue|ave|bridge|bridleway|broadway|circus|close|cl"
    r"|common|court|crescent|cres|drift|drive|dr|embankment|end|esplanade|estate|gardens"
    r"|gdns|gate|green|grove|heath|hill|lane|ln|mead|mews|parade|park|passage|path|place"
    r"|pl|promenade|quay|reach|ride|rise|road|rd|row|square|sq|street|st|subway|terrace"
    r"|vale|view|walk|way|wharf|yard)"
)
_STREET: Final = re.compile(rf"\b{_ENDINGS}\.?$", re.IGNORECASE)
_BEFORE: Final = re.compile(
    rf"^.*\b\d{{1,4}}[a-z]?\s+(?=[^\W\d][^\d,]*\s{_ENDINGS}\.?$)", re.IGNORECASE
)
"""Text before a street with a house number: "J Example 12 Elm Road"."""

_AFTER: Final = re.compile(
    rf"(?<=[^\W\d]\s)(?<!near\s)({_ENDINGS})\.?\s+\d{{1,4}}[a-z]?$", re.IGNORECASE
)
"""A street with the house number behind it: "Elm Road 12"."""

_LINE: Final = re.compile(rf"\s*[\r\n]+\s*(?!{_ENDINGS}\.?\s*(?:$|[,\r\n]))", re.I)
"""A new line of an address; a street's last word alone on it belongs to the first."""

_MOST: Final = 1_000
"""Letters of an address; what is longer is a story, and slow to look through."""

_ON_OR_NEAR: Final = re.compile(r"^on or near\s+", re.IGNORECASE)
_RUN: Final = re.compile(r"\d(?:[\s.,:/()+–-]*\d)+")
_ROAD_NUMBER: Final = re.compile(r"\b[ABCM]\d{1,4}\b", re.IGNORECASE)
_SIGNS: Final = re.compile(
    r"""[@?£$€%*=<>{}\[\]|\\_#"“”^~]|://|///|\bwww\.|\.(?:com|org|net|uk|gov)\b"""
    r"|\d[.:]\d"  # decimals and times
    r"|\b\d{3,4}\s?(?:hrs?|hours)\b|\b\d{1,2}\s?[ap]m\b"
    r"|\b[^\W\d]{3,}\.[^\W\d]{3,}\.[^\W\d]{3,}\b"  # three words
    r"|\b[a-z]{2}\d{2}\s?[a-z]{3}\b"  # a number plate
    r"|\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]?\b"  # a National Insurance number
    r"|\b[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2}\b"  # a postcode
    r"|^[hjnost][a-hj-z]\s?\d{2,}\s?\d{2,}$",  # a grid reference
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dob|born|aged|tel|phone|e-?mail|victim|suspect"
    r"|offender|caller|informant|complainant|aggrieved|witness|neighbours?|boyfriend"
    r"|girlfriend|husband|wife|partner|mother|father|daughter|mum|dad"
    r"|he|she|him|they|them|their|who|whose|when|because|was|were|had|has|been|did"
    r"|said|says|saw|stole|stolen|assaulted|threatened|reported|reports|stated"
    r"|(?:his|her)(?! majesty)|see notes?|as above|home address|no fixed abode)\b"
    r"|^(?:unknown|not known|not stated|n/?k|n/?a|none|null|nil|tbc|nfa)$"
    r"|^dr\b(?!\.?$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def street_of(place: str) -> str:
    """Return the street in an address, "" if what remains doesn't look like one.

    Examples
    --------
    >>> street_of("Flat 3, 12 High Street, SO14 1AA")
    'High Street'
    >>> street_of("On or near Street 14")
    'On or near Street 14'
    >>> street_of("ring 07700 900123")
    ''
    """
    if len(place) > _MOST:
        return ""
    text = " ".join(_LINE.sub(", ", place.strip()).replace(";", ",").split())
    text = _POSTCODE.sub(",", text)
    text = _NUMBER.sub(r"\1", _WITHIN.sub("", text))
    parts = [" ".join(part.split()).strip(" .-") for part in text.split(",")]
    parts = [part for part in parts if re.search(r"[^\W\d]", part)]
    parts = [_AFTER.sub(r"\1", part) for part in parts]
    named = [part for part in parts if _STREET.search(part)]
    if not named:  # a word further on may tell that it is no street
        return parts[0] if parts and looks_like_street(", ".join(parts)) else ""
    found = _BEFORE.sub("", named[0])
    return found if looks_like_street(found) else ""


def looks_like_street(text: str) -> bool:
    """Say whether a text without its house number may be a street (`RULE`).

    Beyond the rule as it is told: three letters at least, or the number of a road.
    """
    bare = _ON_OR_NEAR.sub("", text)
    letters = sum(map(str.isalpha, bare))
    if letters < 3 and not _ROAD_NUMBER.search(bare):
        return False
    if len(bare) > LONGEST or len(bare.split()) > _WORDS:
        return False
    if bare[:1].islower() and not _STREET.search(bare):
        return False
    figures = (sum(map(str.isdigit, run)) for run in _RUN.findall(bare))
    if any(many >= _FIGURES for many in figures):
        return False
    return not _SIGNS.search(bare) and not _PEOPLE.search(bare)


def streets_of(places: pd.Series[str]) -> tuple[pd.Series[str], int]:
    """Return a category column of places as streets, missing where none is left.

    Returns
    -------
    tuple
        The column, and the number of rows whose text isn't kept.
    """
    streets = [street_of(str(text)) for text in places.cat.categories]
    codes, names = pd.factorize(np.array([*streets, ""], dtype=object))
    kept = [name for name in names if name]
    number = {name: i for i, name in enumerate(kept)}
    known = np.array([number.get(name, -1) for name in names])[codes]
    taken = known[places.cat.codes.to_numpy()]
    made = pd.Categorical.from_codes(taken, categories=pd.Index(kept, dtype=object))
    lost = int(((taken < 0) & places.notna().to_numpy()).sum())
    return pd.Series(made, index=places.index, name=places.name), lost

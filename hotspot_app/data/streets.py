"""A street out of what an extract writes as a place, without who lives there."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import pandas as pd

LONGEST: Final = 60
"""Letters; what is longer is no street but a description, and not kept."""

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
_STREET: Final = re.compile(
    r"\b(?:alley|approach|arcade|avenue|ave|bridge|bridleway|broadway|circus|close|cl"
    r"|common|court|crescent|cres|drift|drive|dr|embankment|end|esplanade|estate|gardens"
    r"|gdns|gate|green|grove|heath|hill|lane|ln|mead|mews|parade|park|passage|path|place"
    r"|pl|promenade|quay|reach|ride|rise|road|rd|row|square|sq|street|st|subway|terrace"
    r"|vale|view|walk|way|wharf|yard)\.?$",
    re.IGNORECASE,
)


def street_of(place: str) -> str:
    """Return the street of an address, without house, flat and postcode.

    Examples
    --------
    >>> street_of("Flat 3, 12 High Street, SO14 1AA")
    'High Street'
    >>> street_of("On or near Street 14")
    'On or near Street 14'
    """
    text = _POSTCODE.sub(",", " ".join(place.split()))
    text = _NUMBER.sub(r"\1", _WITHIN.sub("", text))
    parts = [" ".join(part.split()).strip(" .-") for part in text.split(",")]
    parts = [part for part in parts if re.search(r"[^\W\d]", part)]
    named = [part for part in parts if _STREET.search(part)]
    found = (named or parts or [""])[0]
    return "" if len(found) > LONGEST else found


def streets_of(places: pd.Series[str]) -> pd.Series[str]:
    """Return a category column of places as streets; missing where none is left."""
    streets = [street_of(str(text)) for text in places.cat.categories]
    codes, names = pd.factorize(np.array([*streets, ""], dtype=object))
    kept = [name for name in names if name]
    number = {name: i for i, name in enumerate(kept)}
    known = np.array([number.get(name, -1) for name in names])[codes]
    made = pd.Categorical.from_codes(
        known[places.cat.codes.to_numpy()], categories=pd.Index(kept, dtype=object)
    )
    return pd.Series(made, index=places.index, name=places.name)

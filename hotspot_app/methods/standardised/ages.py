"""Age bands as people write them."""

from __future__ import annotations

import re
from typing import Final

_BAND: Final = re.compile(r"(\d{1,3})(?:\s*(?:-|–|to)\s*(\d{1,3}))?")
_OPEN: Final = re.compile(r"(\d{1,3})\s*(?:\+|plus|and over|or over|and above|or more)")
_OVER: Final = re.compile(r"over\s*(\d{1,3})")
_UNDER: Final = re.compile(r"(?:under|below|less than)\s*(\d{1,3})")


def ages_in(text: str) -> tuple[int, int | None] | None:
    """Return the first and last year of an age band; None if it isn't one.

    The last year is None for a band without one.

    Examples
    --------
    >>> ages_in("0-4"), ages_in("Aged 85 and over"), ages_in("under 18")
    ((0, 4), (85, None), (0, 17))
    """
    said = re.sub(r"\b(?:aged?|ages|years?|yrs?|old)\b", " ", text.casefold()).strip()
    if found := _OPEN.fullmatch(said):
        return int(found[1]), None
    if found := _OVER.fullmatch(said):
        return int(found[1]) + 1, None
    if (found := _UNDER.fullmatch(said)) and int(found[1]):
        return 0, int(found[1]) - 1
    if found := _BAND.fullmatch(said):
        low, high = int(found[1]), int(found[2] or found[1])
        return (low, high) if low <= high else None
    return None

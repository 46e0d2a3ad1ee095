"""Markings: who may see what is printed, and which of two is the lower."""

from __future__ import annotations

import re
from typing import Final

from hotspot_app.errors import WordsError
from hotspot_app.words import printable

USUAL: Final = (
    "OFFICIAL - FOR PUBLIC RELEASE",
    "OFFICIAL",
    "OFFICIAL-SENSITIVE",
)
"""Offered to choose from, the lowest first; a partnership may write its own.

Source: Government Security Classifications Policy (2024).
"""

HANDLING: Final = "Not to be shared beyond named recipients."
"""Offered with a brief for partners."""

_LADDER: Final = (("TOP SECRET",), ("SECRET",), ("SENSITIVE",), ("OFFICIAL",))
_PUBLIC: Final = "PUBLIC"
_LONGEST: Final = 80
_NO_NAME: Final = re.compile(r"[^A-Z0-9]+")


def settled(text: str) -> str:
    """Return a marking as it is printed, in capitals.

    Raises
    ------
    WordsError
        If it is empty or too long for a line.
    """
    plain = " ".join(printable(text).split()).upper()
    if not any(sign.isalpha() for sign in plain) or len(plain) > _LONGEST:
        raise WordsError(
            "a marking is a few words of at most 80 letters",
            hint="OFFICIAL-SENSITIVE, say, or OFFICIAL - FOR PUBLIC RELEASE.",
        )
    return plain


def in_file_name(marking: str) -> str:
    """Return a marking as it ends the name of a file; "" for none.

    Examples
    --------
    >>> in_file_name("OFFICIAL - FOR PUBLIC RELEASE")
    '-OFFICIAL-FOR-PUBLIC-RELEASE'
    """
    plain = _NO_NAME.sub("-", marking.upper()).strip("-")
    return f"-{plain}" if plain else ""


def rank(marking: str) -> int:
    """Return how high a marking is; those for the public, and unknown ones, are 0."""
    plain = marking.upper()
    if is_public(marking):
        return 0
    for place, words in enumerate(_LADDER):
        if any(word in plain for word in words):
            return len(_LADDER) - place
    return 0


def is_public(marking: str) -> bool:
    """Say whether a marking lets everybody see what is printed."""
    return _PUBLIC in marking.upper()


def refuse_public(marking: str) -> None:
    """Refuse a marking for the public on what was not made for the public.

    Raises
    ------
    WordsError
        If it is one.
    """
    if is_public(marking):
        raise WordsError(
            f"{marking} is for what small counts were taken out of",
            hint="Make a brief for the public, or choose another marking.",
        )


def is_lower(marking: str, before: str) -> bool:
    """Say whether a marking lets more people see what is printed than one before."""
    return bool(before) and rank(marking) < rank(before)

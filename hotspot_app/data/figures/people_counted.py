"""Whether figures count everybody, or one sex or age alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from hotspot_app.data.base.ons import simple

_MALE: Final = re.compile(r"\b(?:males?|boys)\b")
_FEMALE: Final = re.compile(r"\b(?:females?|women|girls)\b")
_ALL: Final = re.compile(r"\b(?:persons|people|both sexes|all sexes|everyone)\b")
_AGE: Final = re.compile(
    r"\b(?:(?:aged?|ages) )?(?:\d\d? (?:to|and) (?:\d\d?|over|under)|\d\d? plus)\b"
    r"|\b(?:aged? )?(?:under|over) \d\d?\b|\baged \d\d?\b|\bworking age\b"
)
_LABEL: Final = re.compile(r"\s*(sex|gender|age)\s*:", re.IGNORECASE)


def part_of(texts: Sequence[str], file: str = "") -> str:
    """Return which part of the people is counted, as "females", "aged 16 to 64"; or "".

    Parameters
    ----------
    texts
        Titles and headings of the figures, the nearest first; the first that names a
        part decides.
    file
        Name of the file; numbers in it aren't ages.
    """
    for text in (*texts, file):
        said = simple(text)
        male, female = _MALE.search(said), _FEMALE.search(said)
        if _ALL.search(said) or (male and female):
            break
        if male or female:
            return "males" if male else "females"
    for text in texts:
        said = simple(text)
        if "all ages" in said:
            break
        if (age := _AGE.search(said)) is not None:
            return age.group()
    return ""


def about_people(above: Iterable[str]) -> list[str]:
    """Return the lines above a table that say which people are counted."""
    return [line for line in above if _LABEL.match(line)]

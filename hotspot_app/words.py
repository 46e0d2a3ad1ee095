"""Numbers, lists and shares as people write them."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final


def number(value: float, places: int = 0) -> str:
    """Write a number with commas: 1234.5 → "1,234.5"; missing → "not known"."""
    if math.isnan(value):
        return "not known"
    return f"{value:,.{places}f}"


def signed(value: float) -> str:
    """Write a change, to the whole number: 13.4 → "+13", -4 → "−4", 0.2 → "0"."""
    if math.isnan(value):
        return "not known"
    whole = round(value)
    return f"{'−' if whole < 0 else '+'}{abs(whole):,}" if whole else "0"


FEW: Final = 10
"""Incidents, fewer than which make a rate that is marked: chance moves it far."""

SMALL_BASE: Final = 30
"""Incidents, of fewer than which no percentage is given."""


def points(value: float) -> str:
    """Write a change of a percentage: 2.51 → "+2.5", -0.4 → "−0.4"."""
    return f"{value:+.1f}".replace("-", "−")


def share(part: float, whole: float) -> str:
    """Write a share as a percentage: 1 of 8 → "12.5%", and 30 of 60 → "50.0%"."""
    if not whole:
        return "none"
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "under 0.1%"
    return f"{percent:.1f}%"


def share_of(part: float, whole: float, what: str) -> str:
    """Write a share of incidents: "12.5% of all"; "3 of 24" where that says more.

    Parameters
    ----------
    what
        The whole in words, after a percentage: "all".
    """
    if whole < SMALL_BASE:
        return f"{number(part)} of {number(whole)}"
    return f"{share(part, whole)} of {what}"


def counted(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: 1 → "1 area", 3 → "3 areas"."""
    return f"{count:,} {one if count == 1 else many or plural(one)}"


def plural(one: str) -> str:
    """Write a noun of which there are several: "locality" → "localities"."""
    if re.search(r"[^aeiou]y$", one):
        return f"{one[:-1]}ies"
    return f"{one}es" if re.search(r"(s|x|z|ch|sh)$", one) else f"{one}s"


def singular(many: str) -> str:
    """Write a noun of which there is one, however it was written: "beats" → "beat"."""
    for ending, one in _ENDINGS:
        if re.search(ending, many):
            return re.sub(ending, one, many)
    return many


def possessive(name: str) -> str:
    """Write whose: "Southampton" → "Southampton's", "St Helens" → "St Helens'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


_ENDINGS = (
    (r"(?<=..)ies$", "y"),
    (r"(?<=ch)es$|(?<=sh)es$|(?<=ss)es$|(?<=x)es$", ""),
    (r"(?<=[^sui])s$", ""),
)


_SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def spelt(count: int, one: str, many: str = "") -> str:
    """Write a small count in letters: 5 → "five areas", 12 → "12 areas"."""
    noun = one if count == 1 else many or plural(one)
    return f"{_SMALL[count] if count < len(_SMALL) else f'{count:,}'} {noun}"


def listed(items: Sequence[str], most: int = 0) -> str:
    """Write a list: ["a", "b", "c"] → "a, b and c"; past `most`, "and 4 more"."""
    shown = list(items)
    if most and len(shown) > most:
        rest = len(shown) - most
        return f"{', '.join(shown[:most])} and {rest:,} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def either(items: Sequence[str]) -> str:
    """Write a choice: ["a", "b", "c"] → "a, b or c"."""
    return " or ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def with_ways(said: str, ways: Sequence[str]) -> str:
    """Add remedies, of which any one helps, as a sentence.

    Examples
    --------
    >>> with_ways("there is no rate", ["give residents", "ask for counts"])
    'there is no rate. Give residents, or ask for counts.'
    """
    return f"{said.rstrip('.')}. {capital(', or '.join(ways))}." if ways else said


QUOTED: Final = 3
"""Values quoted of those that are lost, mended or match nothing."""


def quoted(values: Iterable[object]) -> str:
    """Return the first of some values, quoted as they stand in the file.

    Wherever a text says how many values were lost, mended or match nothing, it says so
    by this.

    Examples
    --------
    >>> quoted(["31/02/2025", "31/02/2025", "x", "y", "z"])
    "first '31/02/2025', 'x', 'y'"
    """
    told: dict[str, None] = {}
    for value in values:
        told.setdefault(in_quotes(str(value)))
        if len(told) == QUOTED:
            break
    return f"first {', '.join(told)}" if told else ""


def in_quotes(value: str) -> str:
    """Quote one value as it stands in the file, shortened if it is long."""
    text = " ".join(printable(value[: 4 * _SHORT]).split())
    text = text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
    return f"'{text}'"


_SHORT: Final = 40


def printable(text: str) -> str:
    """Replace what no encoding or line holds: names of files can be any bytes."""
    told = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(
        " " if c in _NO_XML or unicodedata.category(c) in _NO_SIGN else c for c in told
    )


_NO_SIGN = {"Cc", "Zl", "Zp"}
_NO_XML: Final = "\ufffe\uffff"
"""Signs that make a workbook or a page unreadable."""


def capital(sentence: str) -> str:
    """Begin with a capital, leaving the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def inside(words: str) -> str:
    """Write a title amid a sentence: "Rates by area" → "rates by area"."""
    return words[:1].lower() + words[1:]


def p_value(p: float) -> str:
    """Write a p-value: 0.00002 → "under 0.0001"."""
    if math.isnan(p):
        return "not known"
    return "under 0.0001" if p < 0.0001 else f"{p:.4f}".rstrip("0")


def place_name(name: str, ward: str = "", place: str = "") -> str:
    """Call an area as people know it: by its name or a street, and its ward.

    Of a street the area is meant: most of its incidents are elsewhere in it.
    """
    called = f"the {place} area" if place else name
    return f"{called} ({ward})" if ward and ward != called else called


_LSOA_NAME: Final = re.compile(r"^(.+) \d{3}[A-Z]?$")


def district_of_lsoa(name: str) -> str:
    """Return the district in the name of an LSOA or MSOA, "" for other names.

    Examples
    --------
    >>> district_of_lsoa("Southampton 023A")
    'Southampton'
    """
    found = _LSOA_NAME.match(name)
    return found.group(1) if found else ""


def a_rate(value: float) -> str:
    """Write a rate per 1,000: 60.41 → "60.4"; under 1, two figures: 0.046."""
    if not 0 < abs(value) < 0.995:
        return number(value, 1)
    return number(value, 1 - math.floor(math.log10(abs(value))))


def a_ratio(*values: float) -> str:
    """Write how many times one figure is another, so that it isn't 1 unless it is.

    3.14 → "3.1", 1.037 → "1.04", 0.998 → "0.998"; limits alike: "0.94 to 3.03".
    """
    places = max(map(_places, values))
    return " to ".join(number(value, places) for value in values)


def _places(ratio: float) -> int:
    places = 1 if ratio >= 2 else 2
    while places < 5 and ratio != 1 and round(ratio, places) == 1:
        places += 1
    return places


def ordinal(place: int) -> str:
    """Write a place in an order: 1 → "1st", 12 → "12th", 22 → "22nd"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place:,}{'th' if 10 <= place % 100 <= 13 else ending}"


def joint(ranked: Sequence[str], tied: int) -> str:
    """Name the first in a ranking: "A", or "A and B (joint)" for a tie.

    Parameters
    ----------
    ranked
        Names in order of rank.
    tied
        Number of names that share the first place.
    """
    return f"{listed(ranked[:tied], most=3)} (joint)" if tied > 1 else ranked[0]


def dated(what: str) -> str:
    """Write a figure with its year: "residents, mid-2025" → "residents (mid-2025)"."""
    name, _, when = what.partition(", ")
    return f"{name} ({when})" if when else name

"""Which columns of a table of areas are residents, households or workday population."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from hotspot_app.data.base.ons import simple
from hotspot_app.data.tables.coded_table import Coded, number_columns

Kind = Literal["residents", "households", "workday", "units"]

KINDS: Final[tuple[Kind, ...]] = ("residents", "households", "workday", "units")

_PATTERNS: Final[dict[str, tuple[str, ...]]] = {
    "residents": (
        r"(total|all)? ?usual residents( all| total)?",
        r"(total |all |number of )+residents",
        r"(usual )?residents?( all| total)?",
        r"residence type total measures value",
        r"total all usual residents.*",
        r"(total |resident |usual )?population( all ages| total)?",
        r"(all ages|all persons|all people|persons|people|total|pop)",
        r"mid ?(20\d\d)( population| residents)?( all ages)?",
        r"(all ages|population|residents|total)( mid)? ?20\d\d",
    ),
    "households": (
        r"(total |all |number of |occupied )*households( total| all)?",
        r"number of households.*",
        r".*households?.* total.* measures value",
        r"household \w+ total measures value",
        r"households( mid)? ?20\d\d",
    ),
    "workday": (
        r"workday( population)?( total| all)?( mid)?( ?20\d\d)?",
        r"work day population.*",
        r"daytime population.*",
        r".*workday population total.*",
    ),
    "units": (r"(number of )?units( total| all)?",),
}
"""Column names, lower case and without punctuation, the surest first."""

_NOUNS: Final[dict[Kind, str]] = {
    "workday": r"work ?day|daytime|workplace population",
    "residents": r"residents?|population|persons|people",
    "households": r"households?",
}
_NEUTRAL: Final = re.compile(
    r"(all|total|totals|number|count|value|values|obs value|observation|figure)?"
    r"( ?(mid )?(19|20)\d\d)?"
)
"""Names that say nothing of what is counted: the lines above or the file's name may."""

_PROMISED, _LIKELY = 50, 99
"""Ranks of a column whose kind stands elsewhere, and of the only one there is."""


def rank(header: str, kind: str) -> int | None:
    """Return how far down the list of known names a column's is."""
    text = simple(header)
    for i, pattern in enumerate(_PATTERNS[kind]):
        if re.fullmatch(pattern, text):
            return i
    return None


def denominators_in(header: Sequence[str]) -> tuple[Kind, ...]:
    """Return the kinds of figures that columns' names promise."""
    return tuple(
        kind for kind in KINDS if any(rank(name, kind) is not None for name in header)
    )


def denominators_of(ready: Sequence[Coded], where: str) -> tuple[Kind, ...]:
    """Return the kinds of figures that tables hold, by all that is said of them."""
    found = {
        kind
        for kind in KINDS
        for table in ready
        for _, at in figure_columns(table, kind, where)
        if at < _LIKELY
    }
    return tuple(kind for kind in KINDS if kind in found)


def figure_columns(table: Coded, kind: Kind, where: str) -> list[tuple[str, int]]:
    """Return the columns of one kind of figure, each with how unsure it is.

    A column called "2021" or "Total" is what the lines above the table, its sheet or
    its file say.
    """
    figures = number_columns(table)
    neutral = [name for name in figures if _NEUTRAL.fullmatch(simple(name))]
    told = _promised([*table.above, table.sheet, where]) if neutral else None
    others = [str(name) for name in table.frame.columns if name != table.column]
    found = [
        (name, at)
        for name in others
        if (at := rank(name, kind)) is not None
        and not (name in neutral and told not in {None, kind})
    ]
    if found:
        return found
    if neutral and told == kind:
        return [(name, _PROMISED) for name in neutral]
    lone = len(figures) == 1 and told is None and not denominators_in(figures)
    return [(figures[0], _LIKELY)] if lone else []


def _promised(texts: Iterable[str]) -> Kind | None:
    """Return the kind of figures that is spoken of first in the first text that does.

    "Usual residents in households" are residents.
    """
    for text in texts:
        said = simple(text)
        at = {
            kind: found.start()
            for kind, noun in _NOUNS.items()
            if (found := re.search(rf"\b(?:{noun})\b", said)) is not None
        }
        if "workday" in at:
            return "workday"
        if at:
            return min(at, key=lambda kind: at[kind])
    return None

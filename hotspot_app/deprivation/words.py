"""What every analysis of deprivation tells the analyst."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from hotspot_app.method import Note
from hotspot_app.schema import DOMAINS
from hotspot_app.words import capital, counted, listed

OF_PLACES: Final = (
    "This is about places, not about the people who live there: it doesn't say who "
    "commits or suffers crime."
)
"""Against the ecological fallacy; under every finding."""

NO_CAUSE: Final = "A link between places does not show that deprivation causes crime."
"""A caution of every method that looks for one."""

_OF_CRIME: Final = ("imd", "crime")


def holds_crime(domain: str) -> bool:
    """Say whether a domain is made of recorded crime, wholly or in part."""
    return domain in _OF_CRIME


def on_domain(*domains: str) -> list[Note]:
    """Say what a choice of domains means: whether crime is compared with itself."""
    if domains == ("income",):
        return [
            Note(
                "Income is used and not the IMD, because the IMD contains a Crime "
                "domain (weight 9.3%) made from recorded crime."
            )
        ]
    return [
        Note(
            f"{DOMAINS[name]} contains recorded crime: part of the link is crime "
            "compared with itself.",
            caution=True,
        )
        for name in domains
        if holds_crime(name)
    ]


def on_figure(domain: str, asked: str, taken: str) -> list[Note]:
    """Say by which figure areas are deprived, and if it isn't the one asked for."""
    name = DOMAINS[domain]
    if taken == "score":
        return [Note(f"Deprivation is the {name} score, higher where more deprived.")]
    lacking = "" if asked == taken else f"The file has no {name} scores: "
    said = f"deprivation is an area's place in the line by {name}, 1 the least deprived"
    return [Note(f"{lacking}{said if lacking else capital(said)}.", bool(lacking))]


def left_out(values: pd.DataFrame, figure: pd.Series[bool]) -> list[Note]:
    """Name areas that take no part, by what they lack.

    Parameters
    ----------
    values
        Values with `name` and `denominator`.
    figure
        Which of them have a deprivation figure.
    """
    people = values["denominator"].gt(0)
    notes = [
        _lacking(values[~figure], "no deprivation figure"),
        _lacking(values[figure & ~people], "a deprivation figure but no denominator"),
    ]
    return [note for note in notes if note is not None]


def _lacking(values: pd.DataFrame, what: str) -> Note | None:
    if values.empty:
        return None
    named: Sequence[str] = [str(name) for name in values["name"]]
    one = len(values) == 1
    return Note(
        f"{counted(len(values), 'area has', 'areas have')} {what} and "
        f"{'takes' if one else 'take'} no part: {listed(named, most=5)}.",
        caution=True,
    )

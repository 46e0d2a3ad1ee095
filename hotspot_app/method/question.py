"""What is asked, with nothing left to guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from hotspot_app.schema import Denominator
from hotspot_app.words import counted, dated

Measure = Literal["count", "rate", "eb"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the analyst must read: a choice made for them, or a caution."""

    text: str
    caution: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months, first and last included."""

    first: pd.Period
    last: pd.Period

    @property
    def months(self) -> int:
        """How many months it covers."""
        return int(self.last.ordinal - self.first.ordinal) + 1

    def __str__(self) -> str:
        """As people write it: "January to June 2025"."""
        if self.first == self.last:
            return str(self.first.strftime("%B %Y"))
        if self.first.year == self.last.year:
            return f"{self.first.strftime('%B')} to {self.last.strftime('%B %Y')}"
        return f"{self.first.strftime('%B %Y')} to {self.last.strftime('%B %Y')}"


def unbroken(months: Iterable[pd.Period]) -> list[Span]:
    """Join months that follow each other, in order of time."""
    spans: list[Span] = []
    for month in sorted(months):
        if spans and month == spans[-1].last + 1:
            spans[-1] = Span(spans[-1].first, month)
        else:
            spans.append(Span(month, month))
    return spans


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with nothing left to guess.

    Attributes
    ----------
    subject
        In words, lower case unless a name: "all crime", "burglary".
    types
        Offence types counted; anti-social behaviour is never among others.
    sources
        Who recorded them.
    place
        What the areas make up, as the map calls it: "Southampton".
    level
        "lsoa", "ward" or a name of the analyst's own.
    denominator
        Column of the rate's denominator, or None if there is none.
    denominator_words
        As it is printed: "residents, Census 2021".
    months_held
        Months of the period that the files hold; 0 if not known.
    flags
        Marks that every incident counted carries.
    within
        The part of the place that is shown, "" for all of it.
    """

    subject: str
    types: tuple[str, ...]
    sources: tuple[str, ...]
    period: Span
    comparison: Span | None
    place: str
    level: str
    measure: Measure
    denominator: Denominator | None
    denominator_words: str
    seed: int
    months_held: int = 0
    within: str = ""
    flags: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """What is shown: a part of the place, or all of it."""
        return self.within or self.place

    @property
    def when(self) -> str:
        """The period, and how much of it is held where months are missing."""
        if not self.months_held or self.months_held == self.period.months:
            return str(self.period)
        return f"{self.period} ({self.months_held} of {self.period.months} months)"

    @property
    def per(self) -> str:
        """As a rate is read: "per 1,000 residents (mid-2025) over 6 months"."""
        months = counted(self.months_held or self.period.months, "month")
        return f"per 1,000 {dated(self.denominator_words)} over {months}"

    @property
    def unit(self) -> str:
        """What one area is called."""
        return "ward" if self.level == "ward" else "area"

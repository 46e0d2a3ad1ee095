"""What is asked, with nothing left to guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotspot_app.method.spans import When
from hotspot_app.remedies import Remedy
from hotspot_app.schema import Denominator
from hotspot_app.words import counted, dated, plural

Measure = Literal["count", "rate", "eb"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the analyst must read: a choice made for them, or a caution.

    Attributes
    ----------
    remedies
        What could be done about it: any one of them.
    """

    text: str
    caution: bool = False
    remedies: tuple[Remedy, ...] = ()


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
    group
        At a level of groups of areas, what one is called: "beat"; else "".
    denominator
        Column of the rate's denominator, or None if there is none.
    denominator_words
        As it is printed: "residents, Census 2021".
    held
        Months, or days, of the period that the files hold; 0 if not known.
    flags
        Marks that every incident counted carries.
    within
        The part of the place that is shown, "" for all of it.
    verb
        What was done to incidents in their month: "recorded", or "committed" where
        the files say nothing else.
    """

    subject: str
    types: tuple[str, ...]
    sources: tuple[str, ...]
    period: When
    comparison: When | None
    place: str
    level: str
    measure: Measure
    denominator: Denominator | None
    denominator_words: str
    seed: int
    held: int = 0
    within: str = ""
    flags: tuple[str, ...] = ()
    group: str = ""
    verb: str = "recorded"

    @property
    def where(self) -> str:
        """What is shown: a part of the place, or all of it."""
        return self.within or self.place

    @property
    def when(self) -> str:
        """The period, and how much of it is held where some is missing."""
        period = self.period
        if not self.held or self.held == period.length:
            return str(period)
        return f"{period} ({self.held} of {period.length} {period.unit}s)"

    @property
    def whom(self) -> str:
        """Whom rates are of: "residents (mid-2025) over 6 months"."""
        over = counted(self.held or self.period.length, self.period.unit)
        return f"{dated(self.denominator_words)} over {over}"

    @property
    def per(self) -> str:
        """As a rate is read: "per 1,000 residents (mid-2025) over 6 months"."""
        return f"per 1,000 {self.whom}"

    @property
    def unit(self) -> str:
        """What one area is called."""
        return self.group or ("ward" if self.level == "ward" else "area")

    @property
    def units(self) -> str:
        """What several areas are called."""
        return plural(self.unit)

    @property
    def broad(self) -> bool:
        """Whether areas are larger than those given, with names people know."""
        return self.level == "ward" or bool(self.group)

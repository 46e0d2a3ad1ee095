"""The settled question, with nothing left to guess."""

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
    """Something that the analyst must read: a choice made for them, or a caution.

    Attributes
    ----------
    remedies
        Remedies, of which any one helps.
    """

    text: str
    caution: bool = False
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """The settled question, with nothing left to guess.

    Attributes
    ----------
    subject
        The incidents in words, lower case unless a name: "all crime", "burglary".
    types
        Offence types counted; anti-social behaviour only by itself.
    sources
        Names of those who recorded the incidents.
    place
        Name of all areas together on the map: "Southampton".
    level
        "lsoa", "ward" or the analyst's own name for the level.
    group
        At a level of groups, the noun for one group: "beat"; else "".
    denominator
        Column of the rate's denominator, or None if there is none.
    denominator_words
        Name of the denominator with its source: "residents, Census 2021".
    held
        Number of months, or days, of the period that the files hold; 0 if unknown.
    flags
        Flags that every incident counted has.
    within
        Name of the part of the place that is shown, "" for all of it.
    verb
        What the months of incidents are of: "recorded", or "committed" if the files
        hold no other date.
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
        """Name of the part of the place that is shown, or of all of it."""
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
        """The unit of a rate: "per 1,000 residents (mid-2025) over 6 months"."""
        return f"per 1,000 {self.whom}"

    @property
    def unit(self) -> str:
        """The noun for one area."""
        return self.group or ("ward" if self.level == "ward" else "area")

    @property
    def units(self) -> str:
        """The noun for several areas."""
        return plural(self.unit)

    @property
    def broad(self) -> bool:
        """Whether areas are larger than those given, with names people know."""
        return self.level == "ward" or bool(self.group)

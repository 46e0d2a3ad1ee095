"""Tables of an analyst's own that methods can ask for, and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

_COUNTS: Final = (
    "counts crimes offences incidents recorded recordedcrime recordedcrimes number"
)
_PEOPLE: Final = "population residents persons pop denominator households"


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column of a table that the analyst gives.

    Attributes
    ----------
    holds
        "text", "whole" (a whole number, not negative) or "number" (more than 0).
    help
        Its contents, in a few words.
    headings
        Headings by which it is known, in lower case and without spaces, parted by
        spaces; its name always is one.
    needed
        False if the table may do without it.
    """

    name: str
    holds: Literal["text", "whole", "number"]
    help: str
    headings: str = ""
    needed: bool = True

    @property
    def known(self) -> tuple[str, ...]:
        """Headings by which the column is known."""
        return (self.name, *self.headings.split())


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table that methods can ask the analyst for.

    Attributes
    ----------
    title, help
        What it is called, and what its rows are.
    once
        Columns that no two rows may have alike.
    figures
        Whether a row is an area, and each other column of numbers a figure of it under
        its own heading. Such a table isn't known by its headings, but by its shape.
    """

    id: str
    title: str
    help: str
    columns: tuple[OwnColumn, ...]
    once: tuple[str, ...]
    figures: bool = False

    @property
    def told(self) -> str:
        """The columns in words: "place, count, people, and if you like period"."""
        needed = ", ".join(each.name for each in self.columns if each.needed)
        if self.figures:
            return f"{needed}, and one to {MOST_FIGURES} columns of numbers"
        spare = ", ".join(each.name for each in self.columns if not each.needed)
        return f"{needed}; if there is one: {spare}" if spare else needed


MOST_FIGURES: Final = 5
"""Columns of figures that a table of areas may have: a model can't carry more."""

_COUNT: Final = OwnColumn("count", "whole", "incidents recorded", _COUNTS)

OWN_TABLES: Final[Mapping[str, OwnTable]] = {
    table.id: table
    for table in (
        OwnTable(
            "places",
            "Places to compare with",
            "a place a row, such as the most similar partnerships, with its recorded "
            "incidents and its people",
            (
                OwnColumn(
                    "place",
                    "text",
                    "name of the place",
                    "places district districtname localauthority localauthorityname "
                    "csp cspname partnership communitysafetypartnership area areaname "
                    "name force",
                ),
                _COUNT,
                OwnColumn("people", "number", "whom the rate is per", _PEOPLE),
                OwnColumn(
                    "type", "text", "offence type", "crimetype offence", needed=False
                ),
                OwnColumn(
                    "months",
                    "whole",
                    "number of months that the counts are of",
                    needed=False,
                ),
                OwnColumn(
                    "benchmark",
                    "text",
                    "yes in the row of a whole, such as England, that isn't ranked",
                    needed=False,
                ),
            ),
            ("place", "type"),
        ),
        OwnTable(
            "ages",
            "Victims by age",
            "an age band a row, with its victims and the people of that age",
            (
                OwnColumn(
                    "age", "text", "age band: 0-4, 85+", "ageband agegroup agerange"
                ),
                OwnColumn("count", "whole", "victims", f"{_COUNTS} victims"),
                OwnColumn("people", "number", "people of that age", _PEOPLE),
                OwnColumn(
                    "place",
                    "text",
                    "name of the place, where there are several",
                    "area areaname district name ward",
                    needed=False,
                ),
                OwnColumn(
                    "times",
                    "whole",
                    "how often each of these victims was one",
                    "frequency eventfrequency repeats",
                    needed=False,
                ),
            ),
            ("place", "age", "times"),
        ),
        OwnTable(
            "survey",
            "Survey answers",
            "an answer to a question a row, with how many gave it and of how many",
            (
                OwnColumn("question", "text", "the question"),
                OwnColumn("answer", "text", "the answer", "response"),
                OwnColumn("count", "whole", "how many gave it", f"{_COUNTS} yes"),
                OwnColumn(
                    "asked",
                    "whole",
                    "how many answered the question",
                    "base respondents answered total n sample",
                ),
                OwnColumn(
                    "group",
                    "text",
                    "who was asked, such as women",
                    "subgroup demographic sex breakdown",
                    needed=False,
                ),
                OwnColumn("year", "text", "the survey's year", "wave", needed=False),
            ),
            ("question", "answer", "group", "year"),
        ),
        OwnTable(
            "covariates",
            "Figures of your own by area",
            "an area a row, with figures that could explain its crime, a column each, "
            "such as licensed premises",
            (OwnColumn("code", "text", "code of the area"),),
            ("code",),
            figures=True,
        ),
    )
}
"""Tables by the name under which they are given."""

"""What the pipeline hands to an analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method.outcome import PER_1000, Column
from hotspot_app.method.question import Question
from hotspot_app.method.spans import Span, When, alike, days_of, parts
from hotspot_app.remedies import A_DENOMINATOR, ChooseMeasure, ChoosePeriod, Give
from hotspot_app.schema import HasAreas
from hotspot_app.stats.counts import Cube
from hotspot_app.stats.links import Graph
from hotspot_app.stats.rates import crude_rate, eb_standardised
from hotspot_app.stats.rows import Rows

BASE: tuple[Column, ...] = (
    Column("name", "text", "Area"),
    Column("ward", "text", "Ward"),
    Column("place", "text", "Place", help="A street or settlement, if unnamed."),
    Column("count", "int", "Recorded"),
    Column("denominator", "float", "Denominator"),
    Column("rate", "float", "Rate", PER_1000),
    Column("rate_lower", "float", "Lower limit", PER_1000, "95% limit"),
    Column("rate_upper", "float", "Upper limit", PER_1000, "95% limit"),
)
"""What `Inputs.described` gives."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Counts of the question's period and of the earlier one.

    Attributes
    ----------
    held, held_before
        What is compared: what the files hold of each, of equally long periods only what
        they hold of both.
    now, before
        On the index of the areas (`Inputs.counts`).
    """

    held: tuple[When, ...]
    held_before: tuple[When, ...]
    now: pd.Series[Any]
    before: pd.Series[Any]

    @property
    def days(self) -> tuple[float, float]:
        """How long both are."""
        return float(days_of(self.held)), float(days_of(self.held_before))


@dataclass(frozen=True, slots=True)
class Inputs(HasAreas):
    """What the pipeline hands to a method.

    Attributes
    ----------
    areas
        Area table (`schema.AREA_COLUMNS`), index `code`; `shown` is false for
        areas around the district.
    cube
        Counts on the index of `areas`.
    question
        What is asked.
    denominator
        On the index of `areas`; missing or zero where there is none.
    tables
        Other tables by name: "deprivation" on the index of `areas`.
    graph
        Neighbours on the index of `areas`, if the method needs them.
    rows
        The incidents in their areas, where they are known one by one.
    rest
        The same of areas in no group, at a level of groups: no area of the map,
        but part of the whole that rates are compared with.
    """

    areas: gpd.GeoDataFrame
    cube: Cube
    question: Question
    denominator: pd.Series[float] | None = None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    graph: Graph | None = None
    rows: Rows | None = None
    rest: Inputs | None = None

    def among(self, kept: pd.Series[bool]) -> Inputs:
        """Return the inputs of some areas only; neighbours are not known yet."""
        areas = self.areas[kept]
        return replace(
            self,
            areas=areas,
            cube=self.cube.among(areas.index),
            rows=None if self.rows is None else self.rows.among(areas.index),
            denominator=None if self.denominator is None else self.denominator[kept],
            tables={name: table[kept] for name, table in self.tables.items()},
        )

    def counts(self, when: When | None = None) -> pd.Series[Any]:
        """Count the question's types in `when`, by default in its period.

        Returns
        -------
        pandas.Series
            int64, or float64 where some areas are missing because no source covers
            them in all of it (`Cube.where_covered`).

        Raises
        ------
        WordsError
            If it is a period of days and the counts came ready by month.
        """
        when, types = when or self.question.period, self.question.types
        if isinstance(when, Span):
            return self.cube.by_area(types, when.first, when.last)
        whole, rows = when.whole, self._dated()
        months = self.cube.months_held(whole.first, whole.last)
        counts = rows.by_area(types, when.first, when.last, months)
        return self.cube.where_covered(counts, whole.first, whole.last)

    def by_type(self, when: When) -> pd.Series[int]:
        """Count incidents of each type in `when`, in all the areas together.

        Areas that no source covers add nothing: leave them out (`among`).

        Raises
        ------
        WordsError
            If it is a period of days and the counts came ready by month.
        """
        if isinstance(when, Span):
            return self.cube.by_type(when.first, when.last)
        whole, rows = when.whole, self._dated()
        months = self.cube.months_held(whole.first, whole.last)
        return rows.by_type(self.cube.types, when.first, when.last, months)

    def _dated(self) -> Rows:
        """Return the incidents one by one, whose days are known."""
        if self.rows is None:
            raise WordsError(
                "ready counts are by month", hint="Ask for whole months: 2025-06."
            )
        return self.rows

    def compared(self) -> Compared | None:
        """Count the question's period and the one it names to compare with, if any.

        Raises
        ------
        WordsError
            If the files hold nothing of the two that can be compared.
        """
        period, span = self.question.period, self.question.comparison
        if span is None:
            return None
        months = {
            month
            for each in (period.whole, span.whole)
            for month in self.cube.months_held(each.first, each.last)
        }
        held, held_before = alike(period, span, months)
        if not held_before:
            what = f"no file holds a {span.unit} of {span}"
            if self.held(span):
                what = (
                    f"no {span.unit} of {period} is held together with the same "
                    f"{span.unit} of {span}"
                )
            raise WordsError(
                f"{what}, to compare with",
                remedies=(Give(("crime",)), ChoosePeriod(compared=True)),
            )
        return Compared(
            held, held_before, self._counts_of(held), self._counts_of(held_before)
        )

    def _counts_of(self, whens: Sequence[When]) -> pd.Series[Any]:
        """Count in several periods together."""
        first, *others = map(self.counts, whens)
        return sum(others, first)

    def held(self, when: When) -> tuple[When, ...]:
        """Return what of a period the files hold."""
        return parts(when, self.cube.months_held(when.whole.first, when.whole.last))

    @property
    def inside(self) -> pd.Series[bool]:
        """The district's areas, which are tested and compared with.

        Those shown, unless only a part is.
        """
        district: pd.Series[bool]
        district = self.areas["inside" if "inside" in self.areas else "shown"]
        return district

    def population(self) -> pd.Series[float]:
        """Return the denominator, of areas that have a count.

        Raises
        ------
        WordsError
            If there is none.
        """
        if self.denominator is None:
            raise WordsError(
                "a rate needs a number of residents or households for each area",
                remedies=(A_DENOMINATOR, ChooseMeasure("count")),
            )
        return self.denominator.where(self.counts().notna())

    def compared_with(self) -> tuple[pd.Series[Any], pd.Series[float], pd.Series[bool]]:
        """Return counts, denominators, and which of them make up the whole.

        Of the areas, and of those in no group after them.
        """
        count, people, inside = self.counts(), self.population(), self.inside
        if self.rest is None:
            return count, people, inside
        every = pd.Series(True, index=self.rest.areas.index)
        return (
            pd.concat([count, self.rest.counts()]),
            pd.concat([people, self.rest.population()]),
            pd.concat([inside, every]),
        )

    def described(self) -> pd.DataFrame:
        """Return the columns every result begins with (`BASE`).

        Returns
        -------
        pandas.DataFrame
            Index of the areas. Rates and their 95% limits are per 1,000 over
            the whole period; missing where there is no denominator.
        """
        count = self.counts()
        denominator = (
            pd.Series(float("nan"), index=count.index)
            if self.denominator is None
            else self.population().astype("float64")
        )
        frame = pd.DataFrame({"name": self.areas["name"]}, index=count.index)
        for label in ("ward", "place"):
            known = label in self.areas.columns
            frame[label] = self.areas[label] if known else ""
        frame["count"] = count
        frame["denominator"] = denominator
        return frame.join(crude_rate(count, denominator))

    def measured(self) -> pd.Series[float]:
        """Return what is asked about each area, as the statistics take it.

        Returns
        -------
        pandas.Series
            Counts, crude rates per 1,000, or empirical-Bayes
            standardised rates; missing where there is no denominator, or no source
            covers the area.
        """
        count = self.counts()
        match self.question.measure:
            case "count":
                return count.astype("float64")
            case "rate":
                return crude_rate(count, self.population())["rate"]
            case "eb":
                return eb_standardised(count, self.population())

"""The inputs that the pipeline gives to an analysis."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method.outcome import PER_1000, Column
from hotspot_app.method.parameters import codes_in
from hotspot_app.method.question import Question
from hotspot_app.method.spans import Span, When, alike, days_of, parts
from hotspot_app.remedies import A_DENOMINATOR, ChooseMeasure, ChoosePeriod, Give
from hotspot_app.schema import HasAreas
from hotspot_app.stats.chance.rates import crude_rate, eb_standardised
from hotspot_app.stats.graphs.links import Graph
from hotspot_app.stats.over_time.counts import Cube
from hotspot_app.stats.over_time.rows import Rows
from hotspot_app.words import listed

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
"""Columns of `Inputs.described`."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Counts of the question's period and of the earlier one, over comparable days.

    Attributes
    ----------
    held, held_before
        The days compared: those held of each period or, for periods of equal length,
        those of which both are held.
    now, before
        Counts on the index of the areas (`Inputs.counts`).
    """

    held: tuple[When, ...]
    held_before: tuple[When, ...]
    now: pd.Series[Any]
    before: pd.Series[Any]

    @property
    def days(self) -> tuple[float, float]:
        """Number of days compared of both periods."""
        return float(days_of(self.held)), float(days_of(self.held_before))


@dataclass(frozen=True, slots=True)
class Inputs(HasAreas):
    """Everything that the pipeline gives to a method.

    Attributes
    ----------
    areas
        Area table (`schema.AREA_COLUMNS`), index `code`; `shown` is false for areas
        around the district.
    cube
        Counts on the index of `areas`.
    question
        The question.
    denominator
        Denominator on the index of `areas`; missing or zero for areas without.
    tables
        Other tables by name: "deprivation" on the index of `areas`.
    graph
        Neighbours on the index of `areas`, if the method needs them.
    rows
        Incidents with their areas, where single incidents are known.
    rest
        Counts and denominators of areas in no group, at a level of groups: not on the
        map, but part of the whole that rates are compared with.
    own
        Tables that the analyst gave, by id (`own_tables.OWN_TABLES`).
    districts
        Districts that the files cover, for methods that need "places": `place`,
        `count`, `people`, `own`; empty if they cover no other.
    districts_by_month
        (districts, months) their counts, in the same order.
    """

    areas: gpd.GeoDataFrame
    cube: Cube
    question: Question
    denominator: pd.Series[float] | None = None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    graph: Graph | None = None
    rows: Rows | None = None
    rest: Inputs | None = None
    own: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    districts: pd.DataFrame | None = None
    districts_by_month: pd.DataFrame | None = None

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
            If it is a period of days and the counts are ready counts by month.
        """
        when, types = when or self.question.period, self.question.types
        if isinstance(when, Span):
            return self.cube.by_area(types, when.first, when.last)
        whole, rows = when.whole, self._dated()
        months = self.cube.months_held(whole.first, whole.last)
        counts = rows.by_area(types, when.first, when.last, months)
        return self.cube.where_covered(counts, whole.first, whole.last)

    def by_month(self) -> pd.DataFrame:
        """Count in each month of the period that is held, or the part of it.

        Returns
        -------
        pandas.DataFrame
            (areas, months) as `counts`.
        """
        return pd.DataFrame(
            {str(each): self.counts(each) for each in self.held_by_month()},
            index=self.areas.index,
        )

    def by_type(self, when: When) -> pd.Series[int]:
        """Count incidents of each type in `when`, over all areas.

        Areas that no source covers add nothing: leave them out (`among`).

        Raises
        ------
        WordsError
            If it is a period of days and the counts are ready counts by month.
        """
        if isinstance(when, Span):
            return self.cube.by_type(when.first, when.last)
        whole, rows = when.whole, self._dated()
        months = self.cube.months_held(whole.first, whole.last)
        return rows.by_type(self.cube.types, when.first, when.last, months)

    def incidents(self, when: When | None = None) -> pd.DataFrame:
        """Return the incidents that `counts` counts, one by one.

        For methods that need "rows".

        Returns
        -------
        pandas.DataFrame
            Rows of the incident table (`Rows.incidents`) of the question's types, in
            `when`, by default in its period, that lie in an area.
        """
        assert self.rows is not None
        when = when or self.question.period
        return self.rows.incidents[self.which(self.question.types, when)]

    def which(self, types: Collection[str], when: When) -> npt.NDArray[np.bool_]:
        """Return which rows are incidents of some types, in `when` and in an area."""
        assert self.rows is not None
        months = self.cube.months_held(when.whole.first, when.whole.last)
        return self.rows.counted(types, when.days.first, when.days.last, months)

    def _dated(self) -> Rows:
        """Return the incidents one by one, whose days are known."""
        if self.rows is None:
            raise WordsError(
                "ready counts are by month", hint="Ask for whole months: 2025-06."
            )
        return self.rows

    def compared(self) -> Compared | None:
        """Count the question's period and its comparison period; None without one.

        Raises
        ------
        WordsError
            If the files hold no days of the two periods that can be compared.
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

    def held_by_month(self) -> tuple[When, ...]:
        """Return each month of the question's period that is held, or its part."""
        when = self.question.period
        held = self.cube.months_held(when.whole.first, when.whole.last)
        return tuple(parts(when, [month])[0] for month in held)

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

    def named(self, text: str) -> pd.Series[bool]:
        """Return which areas a parameter's text names (`codes_in`).

        Raises
        ------
        WordsError
            If a part is neither the code nor the name of one area that is shown.
        """
        shown = self.areas[self.shown]
        folded = shown["name"].str.casefold()
        chosen = pd.Series(False, index=self.areas.index)
        for part in codes_in(text):
            found = shown.index[folded.eq(part.casefold()) | (shown.index == part)]
            if found.empty:
                raise WordsError(
                    f"there is no area {part!r} on the map",
                    hint=f"There are {listed(shown['name'].tolist(), 6)}.",
                )
            if len(found) > 1:
                raise WordsError(
                    f"{len(found):,} areas are called {part!r}",
                    hint=f"Give their codes: {listed(list(found), 6)}.",
                )
            chosen[found] = True
        return chosen

    @property
    def places_known(self) -> bool:
        """Whether there are other places to compare with."""
        around = self.districts is not None and len(self.districts) > 1
        return around or "places" in self.own

    def population(self) -> pd.Series[float]:
        """Return the denominator of areas that have a count.

        Raises
        ------
        WordsError
            If there is no denominator.
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
        """Return the columns with which every result begins (`BASE`).

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
        """Return the question's measure of each area.

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

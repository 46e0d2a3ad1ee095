"""Periods: whole months, or days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months, first and last included."""

    first: pd.Period
    last: pd.Period

    unit = "month"

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.last.ordinal - self.first.ordinal) + 1

    @property
    def length(self) -> int:
        """Length in months."""
        return self.months

    @property
    def whole(self) -> Span:
        """The months it touches."""
        return self

    @property
    def days(self) -> Days:
        """The same period in days."""
        return Days(self.first.asfreq("D", "start"), self.last.asfreq("D", "end"))

    def __str__(self) -> str:
        """Return the period in words: "January to June 2025"."""
        if self.first == self.last:
            return str(self.first.strftime("%B %Y"))
        if self.first.year == self.last.year:
            return f"{self.first.strftime('%B')} to {self.last.strftime('%B %Y')}"
        return f"{self.first.strftime('%B %Y')} to {self.last.strftime('%B %Y')}"


@dataclass(frozen=True, slots=True)
class Days:
    """Days, first and last included, that don't make up whole months."""

    first: pd.Period
    last: pd.Period

    unit = "day"

    @property
    def length(self) -> int:
        """Length in days."""
        return int(self.last.ordinal - self.first.ordinal) + 1

    @property
    def whole(self) -> Span:
        """The months it touches."""
        return Span(self.first.asfreq("M"), self.last.asfreq("M"))

    @property
    def days(self) -> Days:
        """Itself."""
        return self

    def __str__(self) -> str:
        """Return the period in words: "10 March to 23 April 2025"."""
        first, last = self.first, self.last
        end = f"{last.day} {last.strftime('%B %Y')}"
        if first == last:
            return end
        if first.year != last.year:
            return f"{first.day} {first.strftime('%B %Y')} to {end}"
        if first.month != last.month:
            return f"{first.day} {first.strftime('%B')} to {end}"
        return f"{first.day} to {end}"


When = Span | Days

_DAY: Final = "D"


def spanning(first: pd.Period, last: pd.Period) -> When:
    """Return the period from a month or day to a month or day, both included."""
    days = Days(first.asfreq(_DAY, "start"), last.asfreq(_DAY, "end"))
    return days.whole if days.whole.days == days else days


def unbroken(months: Iterable[pd.Period]) -> list[Span]:
    """Join months that follow each other, in order of time."""
    spans: list[Span] = []
    for month in sorted(months):
        if spans and month == spans[-1].last + 1:
            spans[-1] = Span(spans[-1].first, month)
        else:
            spans.append(Span(month, month))
    return spans


def parts(when: When, months: Collection[pd.Period]) -> tuple[When, ...]:
    """Return what of a period lies in some months, in order of time."""
    whole = when.whole
    inside = unbroken(m for m in months if whole.first <= m <= whole.last)
    if isinstance(when, Span):
        return tuple(inside)
    return tuple(
        Days(max(span.days.first, when.first), min(span.days.last, when.last))
        for span in inside
    )


def equally_long(when: When, other: When) -> bool:
    """Say whether two periods are of as many months, or of as many days."""
    return type(when) is type(other) and when.length == other.length


def about_as_long(days: float, other: float) -> bool:
    """Say whether two periods differ so little in length that counts still compare.

    As months do, and years with a leap day: by less than a tenth.
    """
    return min(days, other) > 0.9 * max(days, other)


def alike(
    when: When, other: When, months: Collection[pd.Period]
) -> tuple[tuple[When, ...], tuple[When, ...]]:
    """Return what of two periods lies in some months, and is like in both.

    Of periods equally long, in months or in days, the first month or day of the one is
    like the first of the other, and so on: what lies in those months of one period only
    is left out of both. Periods of different length are left as they are.
    """
    if not equally_long(when, other):
        return parts(when, months), parts(other, months)
    held = {each.ordinal for each in months}

    def is_held(part: pd.Period) -> bool:
        return part.asfreq("M").ordinal in held

    steps = range(when.length)
    kept = [n for n in steps if is_held(when.first + n) and is_held(other.first + n)]
    runs = np.split(kept, np.flatnonzero(np.diff(kept) > 1) + 1) if kept else []

    def runs_of(each: When) -> tuple[When, ...]:
        return tuple(
            type(each)(each.first + int(run[0]), each.first + int(run[-1]))
            for run in runs
        )

    return runs_of(when), runs_of(other)


def length(spans: Iterable[When]) -> int:
    """Return how long periods are together, in their unit."""
    return sum(each.length for each in spans)


def days_of(spans: Iterable[When]) -> int:
    """Return how many days periods have together."""
    return sum(each.days.length for each in spans)

"""Periods that move with the files: the last six months, the financial year."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Days, Span, When
from hotspot_app.method.spans import spanning
from hotspot_app.words import listed

PERIODS: Final = {
    "last-3": "Last 3 months",
    "last-6": "Last 6 months",
    "last-12": "Last 12 months",
    "financial-year": "Financial year so far",
}
"""Names of periods, to use instead of months."""

AGAINST: Final = {
    "before": "The period before",
    "year": "A year earlier",
}
"""Names of comparison periods, to use instead of months."""

_APRIL: Final = 4


def named_period(name: str, held: Collection[pd.Period]) -> Span:
    """Return the months of a named period, which ends with the newest month held.

    Parameters
    ----------
    name
        A key of `PERIODS`. The financial year begins in April.
    held
        Months the files hold, at least one.

    Raises
    ------
    WordsError
        If there is no such period.
    """
    if name not in PERIODS:
        raise WordsError(
            f"there is no period {name!r}", hint=f"There are {listed(list(PERIODS))}."
        )
    last = max(held)
    if name == "financial-year":
        year = last.year if last.month >= _APRIL else last.year - 1
        return Span(pd.Period(year=year, month=_APRIL, freq="M"), last)
    return Span(last - int(name.removeprefix("last-")) + 1, last)


def named_comparison(name: str, period: When) -> When:
    """Return the comparison period of a name.

    Parameters
    ----------
    name
        A key of `AGAINST`: as many months or days just before the period, or the same
        months a year earlier (or as many years as needed not to overlap).

    Raises
    ------
    WordsError
        If there is no such comparison.
    """
    if name not in AGAINST:
        raise WordsError(
            f"there is no comparison {name!r}",
            hint=f"There are {listed(list(AGAINST))}.",
        )
    if isinstance(period, Days):
        return _days_earlier(name, period)
    months = period.months
    back = months if name == "before" else 12 * -(-months // 12)
    return Span(period.first - back, period.last - back)


def _days_earlier(name: str, period: Days) -> When:
    """Return the days before, or the same dates earlier; of 29 February the 28th."""
    if name == "before":
        return spanning(period.first - period.length, period.first - 1)
    years = 1
    while _earlier(period.last, years) >= period.first:
        years += 1
    return spanning(_earlier(period.first, years), _earlier(period.last, years))


def _earlier(day: pd.Period, years: int) -> pd.Period:
    moved = day.to_timestamp() - pd.DateOffset(years=years)
    return pd.Period(moved, freq="D")

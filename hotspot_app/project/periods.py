"""Periods that move with the files: the last six months, the financial year."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Span
from hotspot_app.words import listed

PERIODS: Final = {
    "last-3": "Last 3 months",
    "last-6": "Last 6 months",
    "last-12": "Last 12 months",
    "financial-year": "Financial year so far",
}
"""What a period may be called instead of by its months."""

AGAINST: Final = {
    "before": "The period before",
    "year": "The same a year earlier",
}
"""What a period may be compared with, instead of by months."""

_APRIL: Final = 4


def named_period(name: str, held: Collection[pd.Period]) -> Span:
    """Return the months a name means, ending with the newest month held.

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


def named_comparison(name: str, period: Span) -> Span:
    """Return the months a period is compared with.

    Parameters
    ----------
    name
        A key of `AGAINST`: as many months just before it, or the same months a
        year (or as many years as it takes not to overlap) earlier.

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
    months = period.months
    back = months if name == "before" else 12 * -(-months // 12)
    return Span(period.first - back, period.last - back)

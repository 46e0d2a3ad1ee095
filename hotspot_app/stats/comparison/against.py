"""Rates of areas against the whole they are part of, and against the rest of it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread
from hotspot_app.stats.classes.confidence import NO_DATA
from hotspot_app.stats.comparison.effective import (
    Floats,
    p_against_fixed,
    p_of_ratio,
    ratio_of,
)

GRADES: Final = (
    "higher (99.8%)",
    "higher (95%)",
    "similar",
    "lower (95%)",
    "lower (99.8%)",
)
"""Higher, similar or lower, and at which level, from the highest down."""

SIMILAR: Final = GRADES[2]


def against_whole(
    count: pd.Series[Any], denominator: pd.Series[Any], rate: float, spread: Spread
) -> pd.DataFrame:
    """Compare rates with that of the whole, taken as a fixed value.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index; may be missing.
    rate
        Incidents per resident of the whole; may be missing.
    spread
        Overdispersion of all counts.

    Returns
    -------
    pandas.DataFrame
        On the same index: `ratio` of the rates, and two-sided `p` (`p_against_fixed`);
        missing where there is no rate; the ratio also where the whole has no incident.
    """
    observed, people = _numbers(count), _numbers(denominator)
    expected = np.where(people > 0, people * rate, np.nan)
    return pd.DataFrame(
        {
            "ratio": observed / np.where(expected > 0, expected, np.nan),
            "p": p_against_fixed(observed, expected, spread),
        },
        index=count.index,
    )


def against_rest(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    whole: tuple[float, float],
    spread: Spread = INDEPENDENT,
    *,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare rates with those of the rest of the whole, without the area itself.

    Exact given the total (`ratio_of`, `p_of_ratio`).

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index; may be missing.
    whole
        Incidents and residents of the whole, of which each area is a part.
    spread
        Overdispersion of all counts.
    level
        Confidence level of the limits.

    Returns
    -------
    pandas.DataFrame
        On the same index: `ratio` of the rates, its `lower` and `upper` limit, and
        two-sided `p`; missing where either has no residents. The ratio and its upper
        limit are missing where the rest has no incident.
    """
    one, people = _numbers(count), _numbers(denominator)
    other, rest = whole[0] - one, whole[1] - people
    known = (people > 0) & (rest > 0) & (other >= 0)
    names = ("ratio", "lower", "upper", "p")
    found = pd.DataFrame(np.nan, index=count.index, columns=list(names))
    counts, sizes = (one[known], other[known]), (people[known], rest[known])
    ratio, lower, upper = ratio_of(counts, sizes, spread, level=level)
    p = p_of_ratio(counts, sizes, spread)
    found.loc[known, list(names)] = np.column_stack([ratio, lower, upper, p])
    return found


def graded(p: pd.Series[float], ratio: pd.Series[float]) -> pd.Series[str]:
    """Put comparisons into the five `GRADES`, or "no data" where p is missing.

    Parameters
    ----------
    p
        (n,) two-sided p, corrected or not: below 0.002 is the 99.8% level, below 0.05
        the 95% level.
    ratio
        (n,) ratio of the rates, on the same index; missing is taken as high.
    """
    outer, inner = p.lt(0.002), p.lt(0.05)
    up = ~ratio.lt(1)
    words = np.select(
        [p.isna(), outer & up, inner & up, outer, inner],
        [NO_DATA, GRADES[0], GRADES[1], GRADES[4], GRADES[3]],
        SIMILAR,
    )
    return pd.Series(words.astype(object), index=p.index, dtype="str")


def plainly(grades: pd.Series[str]) -> pd.Series[str]:
    """Return grades without their level: higher, similar, lower or no data."""
    return grades.str.replace(r" \(.*", "", regex=True)


def _numbers(values: pd.Series[Any]) -> Floats:
    return values.to_numpy(np.float64, na_value=np.nan)

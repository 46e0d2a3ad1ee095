"""Rates with their limits, against the city's, and smoothed."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import pdtr, pdtrc

from hotspot_app.stats.chance.limits import count_limits
from hotspot_app.stats.chance.overdispersion import mean_square, root_z

PER_THOUSAND: Final = 1000
"""Rates are incidents per this many residents (households ...)."""

NO_DATA: Final = "no data"

SMALL_COUNT: Final = 10
"""Incidents below which a count is called small (OHID's rule for rates)."""

Floats = npt.NDArray[np.float64]


def crude_rate(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    *,
    per: float = PER_THOUSAND,
    level: float = 0.95,
) -> pd.DataFrame:
    """Calculate rates with their limits.

    Parameters
    ----------
    count
        (n,) incidents.
    denominator
        (n,) residents (or households ...) on the same index.
    per
        The rate is incidents per this many residents.
    level
        Confidence level of the limits.

    Returns
    -------
    pandas.DataFrame
        Index of `count`; `rate`, `rate_lower`, `rate_upper`, missing where the
        denominator is missing or 0. Rates above `per` are not cut.

    Raises
    ------
    ValueError
        If the indexes differ, a count or denominator is negative, or `level` is
        not between 0 and 1.
    """
    observed, people = _pair(count, denominator)
    scale = per / people
    lower, upper = count_limits(observed, level=level)
    columns = {
        "rate": observed * scale,
        "rate_lower": lower * scale,
        "rate_upper": upper * scale,
    }
    return pd.DataFrame(columns, index=count.index)


def overall_rate(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    *,
    per: float = PER_THOUSAND,
    reference: pd.Series[bool] | None = None,
) -> float:
    """Calculate the rate of all areas together: all incidents over all residents.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index.
    per
        The rate is incidents per this many residents.
    reference
        (n,) areas that are counted: the district, not the ring around it. All if None.

    Returns
    -------
    float
        Missing if no area has a denominator. Areas without a denominator are left out,
        and their incidents too.
    """
    observed, people = _reference(count, denominator, reference)
    return float(per * observed.sum() / people.sum()) if len(people) else np.nan


def against_benchmark(
    lower: pd.Series[float], upper: pd.Series[float], benchmark: float
) -> pd.Series[Any]:
    """Return whether rates are higher than, similar to or lower than a fixed value.

    Higher where the lower limit is above it, lower where the upper limit is
    below it (the interval method of Fingertips).

    Parameters
    ----------
    lower, upper
        (n,) limits on the same index; may be missing.
    benchmark
        The value, in the unit of the limits; may be missing.

    Returns
    -------
    pandas.Series
        "higher", "similar", "lower" or, where anything is missing, "no data".

    Raises
    ------
    ValueError
        If the indexes differ.
    """
    if not lower.index.equals(upper.index):
        raise ValueError("lower and upper limits are of different areas")
    low, high = lower.to_numpy(np.float64), upper.to_numpy(np.float64)
    unknown = np.isnan(low) | np.isnan(high) | np.isnan(benchmark)
    words = np.select(
        [unknown, low > benchmark, high < benchmark],
        [NO_DATA, "higher", "lower"],
        "similar",
    )
    return pd.Series(words.astype(object), index=lower.index, name="against", dtype=str)


def against_city(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    *,
    level: float = 0.95,
    reference: pd.Series[bool] | None = None,
) -> pd.Series[Any]:
    """Return whether areas' rates are higher, similar or lower than that of all areas.

    The areas are part of the city; with few areas the comparison is a little
    cautious.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index.
    level
        Confidence level of the limits.
    reference
        (n,) areas that make up the city. All if None.

    Returns
    -------
    pandas.Series
        As from `against_benchmark`, for every area, also those outside `reference`.
    """
    rates = crude_rate(count, denominator, level=level)
    city = overall_rate(count, denominator, reference=reference)
    return against_benchmark(rates["rate_lower"], rates["rate_upper"], city)


def differ_by_chance(
    denominator: pd.Series[Any], rate: float, *, level: float = 0.95
) -> float:
    """Calculate how many areas would be above or below a rate by chance alone.

    Counts are whole and their limits mostly wider than they need be, so that it is
    fewer than 1 - `level` of the areas, and far fewer where counts are small. Σ over
    areas of the chance that a Poisson count of the area's expected incidents has
    limits (`count_limits`) that exclude what is expected.

    Parameters
    ----------
    denominator
        (n,) residents; areas without residents are left out.
    rate
        Incidents per 1,000 in all areas together.
    level
        Confidence level of the limits.

    Returns
    -------
    float
        Missing if the rate is missing.
    """
    people = denominator.to_numpy(np.float64, na_value=np.nan)
    expected = people[people > 0] * rate / PER_THOUSAND
    if not len(expected) or np.isnan(rate):
        return float("nan")
    most = expected.max()
    lower, upper = count_limits(
        np.arange(np.ceil(most + 12 * np.sqrt(most)) + 20), level=level
    )
    above = np.searchsorted(lower, expected, side="right")
    below = np.searchsorted(upper, expected, side="left")
    fewer = np.where(below > 0, pdtr(np.fmax(below - 1, 0), expected), 0.0)
    return float((pdtrc(above - 1, expected) + fewer).sum())


def empirical_bayes(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    *,
    reference: pd.Series[bool] | None = None,
) -> pd.Series[float]:
    """Smooth rates of small areas towards the overall rate (Marshall 1991, global).

    θ = ΣO/Σn; s² = Σ n (r - θ)²/Σn; Φ = max(0, s² - θ/n̄);
    w = Φ/(Φ + θ/n); smoothed = w r + (1 - w) θ.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index.
    reference
        (n,) areas from which θ and Φ are estimated. All if None.

    Returns
    -------
    pandas.Series
        Smoothed rate per 1,000; missing where there is no denominator.
    """
    observed, people = _pair(count, denominator)
    theta, _, phi = _spread(*_reference(count, denominator, reference))
    noise = theta / people
    total = phi + noise
    weight = np.divide(
        phi, total, out=np.where(total == 0, 0.0, total), where=total > 0
    )
    smoothed = weight * (observed / people) + (1 - weight) * theta
    return pd.Series(PER_THOUSAND * smoothed, index=count.index, name="rate_smoothed")


def eb_standardised(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    *,
    reference: pd.Series[bool] | None = None,
) -> pd.Series[float]:
    """Standardise rates by their variance under chance (empirical Bayes).

    Assunção and Reis (1999): b = ΣO/Σn; a = s² - b/n̄; v = a + b/n, or b/n where
    that is negative; z = (r - b)/√v.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index.
    reference
        (n,) areas from which a and b are estimated. All if None.

    Returns
    -------
    pandas.Series
        z, no unit; missing where there is no denominator; 0 everywhere if nothing
        was recorded.
    """
    observed, people = _pair(count, denominator)
    theta, excess, _ = _spread(*_reference(count, denominator, reference))
    variance = excess + theta / people
    variance = np.where(variance < 0, theta / people, variance)
    apart = observed / people - theta
    z = np.divide(apart, np.sqrt(variance), out=apart * 0.0, where=variance > 0)
    return pd.Series(z, index=count.index, name="z")


def dispersion(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    *,
    reference: pd.Series[bool] | None = None,
    winsorise: float = 0.1,
) -> float:
    """Calculate how much more rates differ than by chance (overdispersion).

    φ, the mean square of z = 2 √n (√r - √θ), a share of each tail being drawn in
    to its quantile (Spiegelhalter 2005). If only chance is at work about 1 without
    drawing in and about 0.7 with a tenth drawn in; up to 1.5 where counts are small.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index.
    reference
        (n,) areas included. All if None.
    winsorise
        Share of areas in each tail whose values are winsorised, 0 to below 0.5.

    Returns
    -------
    float
        φ; missing if no area has a denominator.

    Raises
    ------
    ValueError
        If the share is not from 0 to below 0.5.
    """
    observed, people = _reference(count, denominator, reference)
    expected = observed.sum() / people.sum() * people if len(people) else people
    return mean_square(root_z(observed, expected), winsorise=winsorise)


def _pair(count: pd.Series[Any], denominator: pd.Series[Any]) -> tuple[Floats, Floats]:
    """Return both as numbers, a denominator of 0 being missing."""
    if not count.index.equals(denominator.index):
        raise ValueError("counts and denominators are of different areas")
    observed = count.to_numpy(np.float64, na_value=np.nan)
    people = denominator.to_numpy(np.float64, na_value=np.nan)
    if (observed < 0).any() or (people < 0).any():
        raise ValueError("a count or denominator is negative")
    return observed, np.where(people > 0, people, np.nan)


def _reference(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    reference: pd.Series[bool] | None,
) -> tuple[Floats, Floats]:
    """Return both for the areas of reference that have both."""
    observed, people = _pair(count, denominator)
    known = ~np.isnan(observed) & ~np.isnan(people)
    if reference is not None:
        if not reference.index.equals(count.index):
            raise ValueError("counts and areas of reference are of different areas")
        known &= reference.to_numpy(bool)
    return observed[known], people[known]


def _spread(observed: Floats, people: Floats) -> tuple[float, float, float]:
    """Return the overall rate, the variance beyond chance, and that or 0."""
    if not len(people):
        return float("nan"), float("nan"), float("nan")
    theta = observed.sum() / people.sum()
    variance = np.sum(people * (observed / people - theta) ** 2) / people.sum()
    excess = float(variance - theta / people.mean())
    return float(theta), excess, max(0.0, excess)

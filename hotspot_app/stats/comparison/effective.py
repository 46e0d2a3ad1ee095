"""Counts as chance sees them, where incidents aren't independent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, gammainc, gammaincc, ndtr, ndtri, stdtr

from hotspot_app.stats.chance.limits import EXACT_BELOW, count_limits
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread
from hotspot_app.stats.chance.rate_ratio import conditional_p

Floats = npt.NDArray[np.float64]


def allowing(p_of: Callable[[float], Floats], spread: Spread) -> Floats:
    """Return p that allows for overdispersion.

    Counts divided by φ vary as much, beside their size, as Poisson counts of that size
    do (quasi-likelihood, Wedderburn 1974). Since few figures tell φ, the normal's tail
    is exchanged for Student's t; p is never smaller than that of independent incidents.

    Parameters
    ----------
    p_of
        Returns two-sided p of counts divided by a number.
    spread
        φ, the same for every count.
    """
    p = p_of(1.0)
    if np.isinf(spread.free):
        return p
    z = ndtri(p_of(spread.dispersion) / 2)
    return np.maximum(p, 2 * np.float64(stdtr(spread.free, z)))


def limits_allowing(
    count: npt.ArrayLike, spread: Spread = INDEPENDENT, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Return the limits of counts (`count_limits`) widened for overdispersion."""
    phi = spread.wider(level) ** 2
    lower, upper = count_limits(np.asarray(count, np.float64) / phi, level=level)
    return lower * phi, upper * phi


def p_against_fixed(
    count: npt.ArrayLike, expected: npt.ArrayLike, spread: Spread = INDEPENDENT
) -> Floats:
    """Return two-sided p of counts against what a fixed rate makes expect.

    That of the limits (`count_limits`): below 1 - level exactly where the limits at
    that level leave out what is expected. Byar's solved for z from 10 incidents on,
    exact Poisson tails, doubled, below.

    Parameters
    ----------
    count
        (n,) incidents, 0 or more; may be missing.
    expected
        (n,) incidents expected, above 0; may be missing.
    spread
        Overdispersion of all counts.

    Returns
    -------
    numpy.ndarray
        (n,) p; missing where either is.
    """
    observed = np.asarray(count, np.float64)
    benchmark = np.asarray(expected, np.float64)
    return allowing(lambda phi: _p_of(observed / phi, benchmark / phi), spread)


def _p_of(observed: Floats, expected: Floats) -> Floats:
    big = np.fmax(observed, EXACT_BELOW)  # the other branch is never used below
    more = big + 1
    above = 3 * np.sqrt(big) * (1 - 1 / (9 * big) - np.cbrt(expected / big))
    below = 3 * np.sqrt(more) * (np.cbrt(expected / more) - 1 + 1 / (9 * more))
    byar = 2 * ndtr(-np.where(observed > expected, above, below))
    few = observed < EXACT_BELOW
    p = np.where(few, poisson_p(observed, expected), np.minimum(1.0, byar))
    return np.where(np.isnan(observed + expected), np.nan, p)


def poisson_p(observed: Floats, expected: Floats) -> Floats:
    """Return two-sided p of counts against what is expected: Poisson tails, doubled.

    Parameters
    ----------
    observed, expected
        (n,) incidents, 0 or more, of which those expected may be any number; may be
        missing.
    """
    some = np.where(observed > 0, observed, 1.0)
    at_least = np.where(observed > 0, gammainc(some, expected), 1.0)
    p = np.minimum(1.0, 2 * np.minimum(at_least, gammaincc(observed + 1, expected)))
    return np.where(np.isnan(observed + expected), np.nan, p)


def p_of_ratio(
    counts: tuple[Floats, Floats],
    denominators: tuple[Floats, Floats],
    spread: Spread = INDEPENDENT,
) -> Floats:
    """Return two-sided p of two rates being one, exact given the totals.

    Parameters
    ----------
    counts, denominators
        (n,) incidents and residents of the first and of the second; nothing missing,
        residents above 0.
    spread
        Overdispersion of all counts.
    """
    (one, other), (people, rest) = counts, denominators
    expected = people / (people + rest)
    return allowing(lambda phi: conditional_p(one / phi, other / phi, expected), spread)


def ratio_of(
    counts: tuple[Floats, Floats],
    denominators: tuple[Floats, Floats],
    spread: Spread = INDEPENDENT,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """Return ratios of two rates with limits, exact given the totals.

    Binomial with Clopper-Pearson limits, as `rate_ratio` has them below 10 incidents,
    here whatever the counts; counts are divided by φ where that is above 1.

    Parameters
    ----------
    counts, denominators, spread
        As for `p_of_ratio`.
    level
        Confidence level of the limits.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) ratios, lower and upper limits; ratio and upper limit are missing where the
        second has no incident.
    """
    (one, other), (people, rest) = counts, denominators
    phi, tail = spread.wider(level) ** 2, (1 - level) / 2
    first, second, scale = one / phi, other / phi, rest / people
    some, others = one > 0, other > 0
    low = betaincinv(np.where(some, first, 1.0), second + 1, tail)
    low = np.where(some, low, 0.0)
    high = betaincinv(first + 1, np.where(others, second, 1.0), 1 - tail)
    ratio = one / np.where(others, other, np.nan) * scale
    upper = np.where(others, high / (1 - high), np.nan) * scale
    return ratio, low / (1 - low) * scale, upper

"""The ratio of two rates, with limits and p."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaincc, betaincinv, ndtr

from hotspot_app.stats.chance.limits import EXACT_BELOW, z_of
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RateRatio:
    """The ratio of two rates.

    Attributes
    ----------
    ratio
        Infinite if only the second count is 0, missing if both are.
    lower, upper
        Limits of the ratio.
    p
        Two-sided p of no difference.
    """

    ratio: float
    lower: float
    upper: float
    p: float


def rate_ratio(
    counts: tuple[float, float],
    denominators: tuple[float, float],
    *,
    level: float = 0.95,
    exact: bool | None = None,
    spreads: tuple[Spread, Spread] = (INDEPENDENT, INDEPENDENT),
) -> RateRatio:
    """Compare two rates by their ratio.

    From 10 incidents on both sides: ln of the ratio ± z √(1/O₁ + 1/O₀), and p from
    the same. Else exact given the total: binomial with Clopper-Pearson limits,
    p doubled from the smaller tail. Where either is of areas that differ more than
    chance, the first with each side's 1/O widened by that side's own `Spread`.

    Parameters
    ----------
    counts
        Incidents of the first and of the second.
    denominators
        Residents of the first and of the second, above 0.
    level
        Confidence level of the limits.
    exact
        Whether limits and p are exact. If None, they are where either count is below
        10.
    spreads
        Overdispersion of the first and of the second (`overdispersion`). Limits aren't
        exact where a φ is above 1.

    Raises
    ------
    ValueError
        If a count is negative or a denominator is not above 0.

    Examples
    --------
    >>> found = rate_ratio((9300, 3480), (50_000, 58_000))
    >>> f"{found.ratio:.2f} ({found.lower:.2f} to {found.upper:.2f})"
    '3.10 (2.98 to 3.22)'
    """
    (one, other), (people, rest) = counts, denominators
    if not (one >= 0 and other >= 0 and people > 0 and rest > 0):
        raise ValueError("counts must be 0 or more and denominators above 0")
    ratio = float(np.divide(one * rest, other * people)) if other else float("inf")
    if not one and not other:
        ratio = float("nan")
    even = all(spread.wider(level) == 1 for spread in spreads)
    if exact is None:
        exact = min(one, other) < EXACT_BELOW and even
    if exact or not one or not other:
        lower, upper, p = _exact_ratio(counts, denominators, level)
        return RateRatio(ratio, lower, upper, p)
    away = abs(float(np.log(ratio)))
    reach = float(np.exp(_reach(counts, spreads, level)))
    p = 2 * float(ndtr(-away / np.sqrt(1 / one + 1 / other)))
    if not even:
        p = _p_of(away, counts, spreads)
    return RateRatio(ratio, ratio / reach, ratio * reach, p)


def _reach(
    counts: tuple[float, float], spreads: tuple[Spread, Spread], level: float
) -> float:
    """Return how far the limits lie from ln of the ratio."""
    each = (
        spread.wider(level) ** 2 / count
        for spread, count in zip(spreads, counts, strict=True)
    )
    return z_of(level) * float(np.sqrt(sum(each)))


def _p_of(
    away: float, counts: tuple[float, float], spreads: tuple[Spread, Spread]
) -> float:
    """Return 1 less the level at which a limit reaches no difference."""
    smallest, largest = 1e-12, 1 - 1e-12
    if _reach(counts, spreads, largest) <= away:
        return smallest
    if _reach(counts, spreads, smallest) >= away:
        return 1.0
    from scipy.optimize import brentq  # a seventh of the start, seldom needed

    level = brentq(lambda x: _reach(counts, spreads, x) - away, smallest, largest)
    return 1 - float(level)


def _exact_ratio(
    counts: tuple[float, float], denominators: tuple[float, float], level: float
) -> tuple[float, float, float]:
    (one, other), (people, rest) = counts, denominators
    z_of(level)
    tail = (1 - level) / 2
    low = float(betaincinv(one, other + 1, tail)) if one else 0.0
    high = float(betaincinv(one + 1, other, 1 - tail)) if other else 1.0
    scale = rest / people
    upper = high / (1 - high) * scale if high < 1 else float("inf")
    p = float(conditional_p(one, other, people / (people + rest)))
    return low / (1 - low) * scale, upper, p


def conditional_p(
    one: npt.ArrayLike, other: npt.ArrayLike, expected: npt.ArrayLike
) -> Floats:
    """Return p of the first counts given the totals, doubled from the smaller tail.

    Binomial tails (Przyborowski and Wilenski 1940), which are incomplete beta functions
    (Abramowitz and Stegun 26.5.24) and so are known for counts that aren't whole.

    Parameters
    ----------
    one, other
        (...) counts, 0 or more.
    expected
        (...) share of the total expected in the first, between 0 and 1.
    """
    first, second = np.asarray(one, np.float64), np.asarray(other, np.float64)
    share = np.asarray(expected, np.float64)
    # a count of 0 has a tail of all there is; 1 stands in for what isn't used
    at_most = betaincc(first + 1, np.where(second > 0, second, 1.0), share)
    at_least = betainc(np.where(first > 0, first, 1.0), second + 1, share)
    at_most = np.where(second > 0, at_most, 1.0)
    at_least = np.where(first > 0, at_least, 1.0)
    p: Floats = np.minimum(1.0, 2 * np.minimum(at_most, at_least))
    return p

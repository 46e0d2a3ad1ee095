"""How many times one rate is another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincc, betaincinv, ndtr

from hotspot_app.stats.limits import EXACT_BELOW, z_of
from hotspot_app.stats.overdispersion import stretch


@dataclass(frozen=True, slots=True)
class RateRatio:
    """How many times one rate is another.

    Attributes
    ----------
    ratio
        Infinite if only the second count is 0, missing if both are.
    lower, upper
        Its limits.
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
    dispersion: float = 1.0,
) -> RateRatio:
    """Compare two rates by their ratio.

    From 10 incidents on both sides: ln of the ratio ± z √(1/O₁ + 1/O₀), and p from
    the same. Else exact given the total: binomial with Clopper-Pearson limits,
    p doubled from the smaller tail.

    Parameters
    ----------
    counts
        Incidents of the one and of the other.
    denominators
        Residents of the one and of the other, above 0.
    level
        Confidence of the limits.
    exact
        Whether to be exact. If None, where either count is below 10.
    dispersion
        φ, by how much incidents vary more than independent ones (`overdispersion`):
        the standard error is multiplied by √φ where φ is above 1. There are no
        exact limits then.

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
    if exact is None:
        exact = min(one, other) < EXACT_BELOW and not dispersion > 1
    if exact or not one or not other:
        lower, upper, p = _exact_ratio(counts, denominators, level)
        return RateRatio(ratio, lower, upper, p)
    error = stretch(dispersion) * np.sqrt(1 / one + 1 / other)
    reach = np.exp(z_of(level) * error)
    p = 2 * float(ndtr(-abs(np.log(ratio)) / error))
    return RateRatio(ratio, float(ratio / reach), float(ratio * reach), p)


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
    expected = people / (people + rest)
    # tails of a binomial are incomplete beta functions (Abramowitz, Stegun 26.5.24)
    at_most = float(betaincc(one + 1, other, expected)) if other else 1.0
    at_least = float(betainc(one, other + 1, expected)) if one else 1.0
    return low / (1 - low) * scale, upper, min(1.0, 2 * min(at_most, at_least))

"""Whether treated places changed otherwise than places to compare them with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, fdtrc, ndtr, ndtri

FEWEST_MONTHS: Final = 6
"""Months before that are needed to tell whether two places moved alike."""


@dataclass(frozen=True, slots=True)
class Displacement:
    """The weighted displacement difference.

    Attributes
    ----------
    value, lower, upper
        Incidents more (or fewer, below 0) than the comparison leads to expect, with
        its limits.
    error, z, p
        Standard error, value over it, and two-sided p.
    """

    value: float
    error: float
    lower: float
    upper: float
    z: float
    p: float


def displacement_difference(
    treated: tuple[float, float],
    compared: tuple[float, float],
    *,
    weights: tuple[float, float] = (1.0, 1.0),
    level: float = 0.95,
) -> Displacement:
    """Calculate the weighted displacement difference of Wheeler and Ratcliffe (2018).

    WDD = (T₁ - T₀) - (C₁ - C₀), each count divided by the weight of its period;
    SE = √(T₁ + T₀ + C₁ + C₀), each count divided by its weight squared.

    Parameters
    ----------
    treated, compared
        Counts before and after.
    weights
        Lengths of the periods before and after, in one unit.
    level
        Confidence level of the limits, between 0 and 1.

    Raises
    ------
    ValueError
        If a count is negative or a weight isn't above 0.

    Examples
    --------
    >>> found = displacement_difference((20, 10), (20, 20))
    >>> round(found.value), round(found.error, 4), round(found.p, 4)
    (-10, 8.3666, 0.232)
    """
    counts = np.array([treated, compared], dtype=np.float64)
    lengths = np.array(weights, dtype=np.float64)
    if (counts < 0).any() or (lengths <= 0).any():
        raise ValueError("counts are 0 or more, and weights above 0")
    before, after = (counts / lengths).T
    value = float((after[0] - before[0]) - (after[1] - before[1]))
    error = float(np.sqrt((counts / lengths**2).sum()))
    if not error:
        return Displacement(value, 0.0, value, value, 0.0, 1.0)
    half = float(ndtri((1 + level) / 2)) * error
    z = value / error
    return Displacement(
        value, error, value - half, value + half, z, float(2 * ndtr(-abs(z)))
    )


@dataclass(frozen=True, slots=True)
class Relative:
    """How many times the treated places' change is that of the others.

    Attributes
    ----------
    p
        Two-sided p that both changed alike.
    """

    ratio: float
    lower: float
    upper: float
    p: float


def relative_effect(
    treated: tuple[float, float],
    compared: tuple[float, float],
    *,
    spread: float = 1.0,
    level: float = 0.95,
) -> Relative:
    """Compare two changes by the ratio of their ratios.

    (T₁ / T₀) / (C₁ / C₀), with the limits of its logarithm: SE² = φ (1/T₁ + 1/T₀ +
    1/C₁ + 1/C₀) (Farrington, Gill, Waples and Argomaniz 2007).

    Parameters
    ----------
    treated, compared
        Counts before and after.
    spread
        Overdispersion φ, 1 or more.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    Relative
        Missing if a count is 0.
    """
    counts = np.array([*treated, *compared], dtype=np.float64)
    if (counts <= 0).any():
        return Relative(np.nan, np.nan, np.nan, np.nan)
    before, after, before_else, after_else = counts
    middle = float(np.log(after / before) - np.log(after_else / before_else))
    error = float(np.sqrt(max(spread, 1) * (1 / counts).sum()))
    half = float(ndtri((1 + level) / 2)) * error
    ratio, lower, upper = np.exp([middle, middle - half, middle + half]).tolist()
    return Relative(ratio, lower, upper, float(2 * ndtr(-abs(middle / error))))


@dataclass(frozen=True, slots=True)
class Alike:
    """Whether two places moved alike, month by month.

    Attributes
    ----------
    months
        Number of months with incidents in either.
    spread
        Overdispersion of the treated places' share of both, 1 or more.
    trend_p
        Two-sided p that the share has no trend; missing with too few months.
    """

    months: int
    spread: float
    trend_p: float

    @property
    def known(self) -> bool:
        """Whether there are enough months."""
        return self.months >= FEWEST_MONTHS


def moved_alike(treated: npt.ArrayLike, compared: npt.ArrayLike) -> Alike:
    """Test whether the treated places' share of both places' incidents had a trend.

    The Cochran-Armitage test for a trend in proportions over the months. Where the
    share varies more about its trend than chance would have it, by that overdispersion
    and F with its degrees of freedom.

    Parameters
    ----------
    treated, compared
        (m,) counts by month, in order; may be missing.
    """
    one, other = (np.asarray(each, dtype=np.float64) for each in (treated, compared))
    both = one + other
    held = np.isfinite(both) & (both > 0)
    one, both, month = one[held], both[held], np.flatnonzero(held).astype(np.float64)
    months = len(one)
    if months < FEWEST_MONTHS:
        return Alike(months, 1.0, np.nan)
    share = one.sum() / both.sum()
    noise = share * (1 - share)
    if not noise:
        return Alike(months, 1.0, 1.0)
    centred = month - (both * month).sum() / both.sum()
    squares = (both * centred**2).sum()
    slope = (one * centred).sum() / squares
    left = one - both * (share + slope * centred)
    spread = max(1.0, float((left**2 / both).sum() / noise / (months - 2)))
    statistic = float(slope**2 * squares / (noise * spread))
    estimated = spread > 1
    p = fdtrc(1, months - 2, statistic) if estimated else chdtrc(1, statistic)
    return Alike(months, spread, float(p))

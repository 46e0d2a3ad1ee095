"""Slope indices of inequality: how a rate runs along a line of groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.stats.chance.limits import z_of
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread

FEWEST_GROUPS: Final = 5
"""Fewer can't carry a slope (OHID)."""

DRAWS: Final = 100_000

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Slope:
    """A line fitted to the rates of groups, from the most to the least deprived end.

    Attributes
    ----------
    start, end
        Fitted rate at the most and at the least deprived end.
    sii, sii_lower, sii_upper
        Slope index of inequality, end - start, with limits: negative where the
        most deprived have the higher rate.
    rii, rii_lower, rii_upper
        Relative index of inequality, end / start, with limits. Missing where a
        fitted end is not above 0; the limits also where that is so in a tail's
        share of the draws (2.5% of them for 95% limits) or more, since they would
        be limits of a number that can't be.
    """

    start: float
    end: float
    sii: float
    sii_lower: float
    sii_upper: float
    rii: float
    rii_lower: float
    rii_upper: float


def slopes(
    table: pd.DataFrame,
    *,
    level: float = 0.95,
    seed: int = 0,
    spreads: Sequence[Spread] = (),
) -> tuple[Slope | None, Slope | None]:
    """Fit slopes to the rates and to their logarithms, with simulated limits.

    The limits come from 100,000 draws of the groups' rates (of their logarithms)
    from normal distributions whose standard error is the width of the limits
    over 2 z, each group's widened by its own `Spread`.

    Parameters
    ----------
    table
        A row a group, most deprived first: `population`, `rate`, `rate_lower`,
        `rate_upper`, the limits at `level` for independent incidents. Groups
        without residents are left out.
    level
        Confidence level of the limits.
    seed
        Seed of the draws.
    spreads
        Overdispersion of each row (`overdispersion`); none if incidents are taken as
        independent.

    Returns
    -------
    tuple of Slope or None
        Linear and logarithmic slope. None with fewer than 5 groups; the logarithmic
        also if a rate is 0.
    """
    known = table["population"] > 0
    peopled = table[known]
    if len(peopled) < FEWEST_GROUPS:
        return None, None
    people = peopled["population"].to_numpy()
    rate, lower, upper = peopled[["rate", "rate_lower", "rate_upper"]].to_numpy().T
    each = spreads or [INDEPENDENT] * len(table)
    wider = np.array([spread.wider(level) for spread in each])[known]
    normal = wider / (2 * z_of(level)) * _normal(len(peopled), seed)

    def fitted(value: Floats) -> tuple[Floats, Floats]:
        start, slope = fit_slope(value, people)
        return start, start + slope

    linear = _slope(fitted(rate), fitted(rate + normal * (upper - lower)), level)
    if not (rate > 0).all():
        return linear, None
    log, width = np.log(rate), np.log(upper) - np.log(lower)
    at, drawn = fitted(log), fitted(log + normal * width)
    return linear, _slope(
        (np.exp(at[0]), np.exp(at[1])), (np.exp(drawn[0]), np.exp(drawn[1])), level
    )


@lru_cache(maxsize=2)
def _normal(groups: int, seed: int) -> Floats:
    """Draw the standard normal numbers, (DRAWS, groups), read-only because cached."""
    drawn = np.random.default_rng(seed).standard_normal((DRAWS, groups))
    drawn.flags.writeable = False
    return drawn


def _slope(
    found: tuple[Floats, Floats], drawn: tuple[Floats, Floats], level: float
) -> Slope:
    """Put together fitted ends and their simulated limits."""
    tails = [(1 - level) / 2, (1 + level) / 2]
    (start, end), (starts, ends) = found, drawn
    low, high = np.quantile(ends - starts, tails)
    rii = end / start if min(start, end) > 0 else np.nan
    ratio_low = ratio_high = np.nan
    impossible = max(np.mean(starts <= 0), np.mean(ends <= 0))
    if rii == rii and impossible < tails[0]:
        ratios = np.divide(
            ends, starts, out=np.full(len(ends), np.inf), where=starts > 0
        )
        ratio_low, ratio_high = np.quantile(ratios, tails)
    return Slope(
        start=float(start),
        end=float(end),
        sii=float(end - start),
        sii_lower=float(low),
        sii_upper=float(high),
        rii=float(rii),
        rii_lower=float(ratio_low),
        rii_upper=float(ratio_high),
    )


def fit_slope(value: npt.ArrayLike, population: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Fit a line to groups, weighted by residents (OHID's slope index).

    Least squares of the value on the group's place in the line of all residents,
    most deprived first: its middle, from 0 to 1.

    Parameters
    ----------
    value
        (..., k) value of each group, most deprived first.
    population
        (k,) residents of each group.

    Returns
    -------
    tuple of numpy.ndarray
        (...,) fitted value at 0, and the slope: the fitted value at 1 less that at 0.
    """
    y = np.asarray(value, dtype=np.float64)
    share, place = places(population)
    lever = share * (place - share @ place)
    # not @: BLAS waits for its other threads, which may wait for a busy core
    slope = np.einsum("...k,k->...", y, lever / (lever @ place))
    mean = np.einsum("...k,k->...", y, share)
    return mean - slope * (share @ place), slope


def places(population: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Return each group's share of residents, and the midpoint of its range.

    Parameters
    ----------
    population
        (k,) residents of each group, in order of deprivation.

    Returns
    -------
    tuple of numpy.ndarray
        (k,) shares, which add up to 1, and (k,) midpoints from 0 to 1.
    """
    people = np.asarray(population, dtype=np.float64)
    share = people / people.sum()
    return share, np.cumsum(share) - share / 2

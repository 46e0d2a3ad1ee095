"""Overdispersion: how much more rates of areas differ than by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from hotspot_app.stats.chance.limits import Floats, z_of


@dataclass(frozen=True, slots=True)
class Spread:
    """How much more the rates of a group's areas differ than by chance.

    Attributes
    ----------
    dispersion
        Pearson's φ, about 1 if incidents are independent and areas alike; missing if it
        can't be estimated.
    free
        Degrees of freedom of the estimate; infinite if it isn't estimated.
    """

    dispersion: float
    free: float

    def wider(self, level: float) -> float:
        """Return the factor by which overdispersion widens the limits.

        √φ, and Student's t in place of the normal's z, since few areas tell φ; never
        below 1, since chance alone makes that much of it.

        Raises
        ------
        ValueError
            If `level` is not between 0 and 1.
        """
        z = z_of(level)
        if np.isinf(self.free):
            return 1.0
        t = float(stdtrit(self.free, (1 + level) / 2))
        return float(max(1.0, np.sqrt(self.dispersion) * t / z))


INDEPENDENT: Final = Spread(float("nan"), float("inf"))
"""The spread of incidents that are taken as independent."""


def spread(count: pd.Series[Any], denominator: pd.Series[Any]) -> Spread:
    """Estimate how much more the rates of a group's areas differ than by chance.

    Pearson's φ = Σ (O - E)² / E / (n - 1), E being an area's residents times the
    rate of the group (Wedderburn 1974; McCullagh and Nelder 1989, 4.5). The variance
    of the group's count is then taken as φ times that of a Poisson count.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents of the group's areas on the same index; nothing
        missing, denominators above 0.

    Returns
    -------
    Spread
        `INDEPENDENT` if it can't be estimated: for a single area, or no incidents.
    """
    observed = count.to_numpy(np.float64)
    people = denominator.to_numpy(np.float64)
    free = len(observed) - 1
    if free < 1 or not observed.any():
        return INDEPENDENT
    expected = observed.sum() * people / people.sum()
    return Spread(float(((observed - expected) ** 2 / expected).sum() / free), free)


def root_z(observed: Floats, expected: Floats) -> Floats:
    """Return how far counts are from what is expected, in standard errors by chance.

    z = 2 (√O - √E), which for rates is 2 √n (√r - √θ): the square root of a Poisson
    count has variance 1/4 whatever its size (Spiegelhalter 2005).

    Parameters
    ----------
    observed, expected
        (n,) incidents, 0 or more; may be missing.
    """
    return np.asarray(2 * (np.sqrt(observed) - np.sqrt(expected)), np.float64)


def mean_square(z: Floats, *, winsorise: float) -> float:
    """Return the mean square of z, a share of each tail drawn in to its quantile.

    Parameters
    ----------
    z
        (n,) values, none missing.
    winsorise
        Share of each tail, 0 to below 0.5; quantiles are interpolated linearly.

    Returns
    -------
    float
        Missing if there is no value.

    Raises
    ------
    ValueError
        If the share is not from 0 to below 0.5.
    """
    if not 0 <= winsorise < 0.5:
        raise ValueError("the share drawn in must be from 0 to below 0.5")
    if not len(z):
        return float("nan")
    low, high = np.quantile(z, [winsorise, 1 - winsorise])
    return float(np.mean(np.clip(z, low, high) ** 2))

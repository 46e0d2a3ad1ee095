"""How much more areas differ than independent incidents would make them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from hotspot_app.stats.limits import z_of


@dataclass(frozen=True, slots=True)
class Spread:
    """How much more the areas of a group differ than chance would make them.

    Attributes
    ----------
    dispersion
        Pearson's φ, about 1 if incidents are independent and areas alike; missing
        where it can't be told.
    free
        Degrees of freedom it was estimated with; infinite where it was not.
    """

    dispersion: float
    free: float

    def wider(self, level: float) -> float:
        """By how much a limit is further away than that of independent incidents.

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
"""Of incidents that are taken as independent."""


def spread(count: pd.Series[Any], denominator: pd.Series[Any]) -> Spread:
    """Measure how much the rates of the areas of one group differ.

    Pearson's φ = Σ (O - E)² / E / (n - 1), E being an area's residents times the
    rate of the group (Wedderburn 1974; McCullagh and Nelder 1989, 4.5). The variance
    of the group's count is then taken as φ times that of a Poisson count.

    Parameters
    ----------
    count, denominator
        (n,) of the areas of the group, on the same index; nothing missing,
        denominators above 0.

    Returns
    -------
    Spread
        `INDEPENDENT` where it can't be told: a single area, or no incidents.
    """
    observed = count.to_numpy(np.float64)
    people = denominator.to_numpy(np.float64)
    free = len(observed) - 1
    if free < 1 or not observed.any():
        return INDEPENDENT
    expected = observed.sum() * people / people.sum()
    return Spread(float(((observed - expected) ** 2 / expected).sum() / free), free)

"""How much more counts of areas vary from month to month than by chance."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread

FEWEST_FREE: Final = 10
"""Degrees of freedom below which months say too little."""


def spread_over_months(counts: pd.DataFrame) -> Spread:
    """Estimate how much more counts vary from month to month than by chance.

    Pearson's φ = Σ (O - E)² / E over areas and months, divided by (areas - 1) (months
    - 1), E being the area's total times the month's share of all: what all areas have
    in common, such as a season, is not counted as variation (McCullagh and Nelder
    1989, 6.2). Incidents that bring others (repeat victims, series) make it larger
    than 1. A place that is busy for longer than a month is not seen by it, so that it
    is rather too small.

    Parameters
    ----------
    counts
        (areas, months) incidents, 0 or more; areas with a missing month are left out.

    Returns
    -------
    Spread
        `INDEPENDENT` if it can't be estimated: with fewer than 10 degrees of freedom.
    """
    table = counts.dropna().to_numpy(np.float64)
    table = table[table.any(axis=1)]
    table = table[:, table.any(axis=0)] if len(table) else table
    free = (table.shape[0] - 1) * (table.shape[1] - 1)
    if free < FEWEST_FREE:
        return INDEPENDENT
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    return Spread(float(((table - expected) ** 2 / expected).sum() / free), free)

"""How much more areas of a group differ than independent incidents would make them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


def within_groups(
    count: pd.Series[Any], denominator: pd.Series[Any], group: pd.Series[Any]
) -> float:
    """Measure how much the rates of areas differ within their groups.

    Pearson's φ = Σ (O - E)² / E / (n - k), E being an area's residents times the
    rate of its group, over n areas in k groups (Wedderburn 1974; McCullagh and
    Nelder 1989, 4.5). About 1 if incidents are independent and the areas of a group
    alike; the variance of a group's count is then taken as φ times that of a
    Poisson count. Groups without incidents say nothing of it and are left out.

    Parameters
    ----------
    count, denominator, group
        (n,) on the same index; nothing missing, denominators above 0.

    Returns
    -------
    float
        φ; missing where there are no more areas than groups.
    """
    observed = count.astype("float64")
    total = observed.groupby(group).transform("sum")
    people = denominator.astype("float64")
    expected = total * people / people.groupby(group).transform("sum")
    use = total > 0
    free = int(use.sum()) - int(group[use].nunique())
    if free < 1:
        return float("nan")
    apart = (observed - expected)[use] ** 2 / expected[use]
    return float(apart.sum() / free)


def stretch(dispersion: float) -> float:
    """Return by how much standard errors are multiplied: √φ, never below 1."""
    return float(np.sqrt(max(1.0, dispersion)))

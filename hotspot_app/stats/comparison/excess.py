"""Areas with more incidents than expected at the rate of the whole, beyond chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import pdtr, pdtrc

from hotspot_app.stats.chance.limits import count_limits
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.classes.classify import CLEAR


def above_whole(
    count: pd.Series[Any], expected: pd.Series[Any], tested: pd.Series[bool]
) -> pd.DataFrame:
    """Compare each area's count with the count expected at the rate of the whole.

    Parameters
    ----------
    count
        (n,) incidents; may be missing.
    expected
        (n,) incidents expected at the rate of the whole, on the same index; missing
        without a denominator.
    tested
        (n,) bool: areas over which the false-discovery rate is controlled. Other areas
        get the same correction.

    Returns
    -------
    pandas.DataFrame
        On the same index: `expected`, `excess` (recorded less expected), `p`
        (two-sided, of a Poisson count, doubled from the smaller tail), `p_adjusted`
        (Benjamini and Hochberg) and `higher`: whether the count's lower 95% limit
        (`count_limits`) is above what is expected and the adjusted p at most 0.05.

    Raises
    ------
    ValueError
        If the indices differ, or a count or an expectation is negative.

    Notes
    -----
    The expected counts are taken as known; the areas are part of the whole, which makes
    the comparison a little cautious.
    """
    if not count.index.equals(expected.index):
        raise ValueError("counts and expected counts are of other areas")
    observed = count.to_numpy(dtype=np.float64, na_value=np.nan)
    usual = expected.to_numpy(dtype=np.float64, na_value=np.nan)
    if (observed < 0).any() or (usual < 0).any():
        raise ValueError("a count or an expected count is negative")
    at_least = np.where(observed > 0, pdtrc(np.fmax(observed - 1, 0), usual), 1.0)
    p = np.minimum(1.0, 2 * np.fmin(at_least, pdtr(observed, usual)))
    known = ~np.isnan(observed) & ~np.isnan(usual)
    frame = pd.DataFrame(
        {
            "expected": usual,
            "excess": observed - usual,
            "p": np.where(known, p, np.nan),
        },
        index=count.index,
    )
    frame["p_adjusted"] = benjamini_hochberg(frame["p"], tested & known)
    lower, _ = count_limits(observed)
    frame["higher"] = frame["p_adjusted"].le(CLEAR).to_numpy() & (lower > usual)
    return frame

"""Many areas tested at once: how many would stand out by chance."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.stats.graphs.links import Floats


def benjamini_hochberg(p: pd.Series[Any], tested: pd.Series[Any]) -> pd.Series[float]:
    """Adjust p-values to control the false-discovery rate.

    Areas with an adjusted p of at most 0.05 are a set of which 5% are expected
    to be there by chance alone (Benjamini and Hochberg 1995). Only tested areas
    count: one that could not have been significant is no test.

    Parameters
    ----------
    p
        (n,) p-values; may be missing.
    tested
        (n,) bool on the same index.

    Returns
    -------
    pandas.Series
        Adjusted p; missing where an area isn't tested or has no p.

    Raises
    ------
    ValueError
        If the indices differ or a tested p is outside 0 to 1.
    """
    if not p.index.equals(tested.index):
        raise ValueError("p and tested are of other areas")
    use = tested.to_numpy(dtype=bool) & p.notna().to_numpy()
    adjusted = np.full(len(p), np.nan)
    adjusted[use] = _step_up(p.to_numpy(dtype=float)[use])
    return pd.Series(adjusted, index=p.index, name="p_adjusted")


def _step_up(p: Floats) -> Floats:
    """Least of n p / rank over all ranks from an area's own up, at most 1."""
    if ((p < 0) | (p > 1)).any():
        raise ValueError("p must be between 0 and 1")
    falling = np.argsort(-p, kind="stable")
    rank = np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[falling] = np.minimum.accumulate(p[falling] * (len(p) / rank))
    return np.minimum(adjusted, 1.0)


def holm(p: npt.ArrayLike) -> Floats:
    """Adjust p-values so that in all of them together one error is unlikely.

    The k-th least times m - k + 1, never less than those before it (Holm 1979): those
    adjusted to at most α hold even one error with a chance of at most α, however the
    tests depend on each other.

    Parameters
    ----------
    p
        (m,) p-values, none missing.

    Returns
    -------
    numpy.ndarray
        (m,) adjusted p, at most 1.

    Raises
    ------
    ValueError
        If a p is outside 0 to 1.
    """
    each = np.asarray(p, dtype=np.float64)
    if not ((each >= 0) & (each <= 1)).all():
        raise ValueError("p must be between 0 and 1")
    rising = np.argsort(each, kind="stable")
    left = np.arange(len(each), 0, -1)
    adjusted = np.empty_like(each)
    adjusted[rising] = np.maximum.accumulate(each[rising] * left)
    return np.minimum(adjusted, 1.0)


def expected_by_chance(tested_count: float, alpha: float) -> float:
    """Return how many of the tested areas would have p <= alpha by chance alone.

    An area of which only one tail can be called counts as half.

    Raises
    ------
    ValueError
        If `alpha` is no share or the count is negative.
    """
    if not 0 <= alpha <= 1 or tested_count < 0:
        raise ValueError("alpha is a share from 0 to 1, the count is 0 or more")
    return tested_count * alpha

"""Limits of counts: what chance alone could make of them."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, ndtri

EXACT_BELOW: Final = 10
"""Counts below it have exact limits, others Byar's: the OHID rule."""

Floats = npt.NDArray[np.float64]


def z_of(level: float) -> float:
    """Return the number of standard errors from an estimate to its limits.

    Raises
    ------
    ValueError
        If `level` is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError("the level must be between 0 and 1")
    return float(ndtri((1 + level) / 2))


def count_limits(count: npt.ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Calculate the limits of a count of independent incidents.

    Exact Poisson limits below 10, Byar's approximation from 10 on (the rule of
    OHID's PHEindicatormethods). Byar: O (1 - 1/(9 O) ∓ z / (3 √O))³, with O + 1
    for O in the upper limit. Exact: χ² quantiles with 2 O and 2 O + 2 degrees of
    freedom, halved (Garwood 1936).

    Parameters
    ----------
    count
        (n,) counts, 0 or more; may be missing.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) lower and (n,) upper limits in incidents; missing where the count is.

    Raises
    ------
    ValueError
        If a count is negative or `level` is not between 0 and 1.

    Examples
    --------
    >>> lower, upper = count_limits([5, 65])
    >>> lower.round(2).tolist(), upper.round(2).tolist()
    ([1.62, 50.16], [11.67, 82.85])
    """
    observed = np.asarray(count, dtype=np.float64)
    if (observed < 0).any():
        raise ValueError("a count is negative")
    z = z_of(level)
    tail = (1 - level) / 2
    big = np.fmax(observed, EXACT_BELOW)  # the other branch is never used below
    more = big + 1
    byar_lower = big * (1 - 1 / (9 * big) - z / (3 * np.sqrt(big))) ** 3
    byar_upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    # the χ² quantile with 2 a degrees of freedom is twice the gamma quantile of a
    exact_lower = np.where(observed == 0, 0.0, gammaincinv(observed, tail))
    exact_upper = gammaincinv(observed + 1, 1 - tail)
    few = ~(observed >= EXACT_BELOW)
    return (
        np.where(few, exact_lower, byar_lower),
        np.where(few, exact_upper, byar_upper),
    )

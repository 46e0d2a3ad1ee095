"""Shares and percentages: their limits, and the difference of two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from hotspot_app.stats.chance.limits import z_of

Floats = npt.NDArray[np.float64]


def wilson(
    count: npt.ArrayLike,
    of: npt.ArrayLike,
    *,
    level: float = 0.95,
    design: npt.ArrayLike = 1.0,
) -> tuple[Floats, Floats]:
    """Calculate the limits of proportions by Wilson's score method.

    Wilson (1927), as in OHID's PHEindicatormethods; with a design effect d the sample
    counts as n / d (Korn and Graubard 1998 in its plain form).

    Parameters
    ----------
    count
        (n,) cases, from 0 to `of`; may be missing.
    of
        (n,) of how many; 0 gives no limits.
    level
        Confidence level, between 0 and 1.
    design
        Design effects of a survey, 1 or more; 1 for a simple random sample or a count
        of everybody.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) lower and (n,) upper limits from 0 to 1, missing where there is no
        proportion.

    Raises
    ------
    ValueError
        If a count is negative or above what it is of, or a design effect is under 1.

    Examples
    --------
    >>> lower, upper = wilson([65], [100])
    >>> lower.round(4).tolist(), upper.round(4).tolist()
    ([0.5525], [0.7364])
    """
    cases, base, effect = _checked(count, of, design)
    with np.errstate(invalid="ignore", divide="ignore"):
        share, size = cases / base, base / effect
    z2 = z_of(level) ** 2
    middle = 2 * size * share + z2
    half = np.sqrt(z2 * (z2 + 4 * size * share * (1 - share)))
    return (middle - half) / (2 * (size + z2)), (middle + half) / (2 * (size + z2))


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two proportions.

    Attributes
    ----------
    value, lower, upper
        (n,) first minus second with its limits, from -1 to 1.
    p
        (n,) two-sided p that both are alike.
    """

    value: Floats
    lower: Floats
    upper: Floats
    p: Floats


def difference(
    first: tuple[npt.ArrayLike, npt.ArrayLike],
    second: tuple[npt.ArrayLike, npt.ArrayLike],
    *,
    level: float = 0.95,
    design: npt.ArrayLike = 1.0,
) -> Difference:
    """Compare two independent proportions.

    Limits by Newcombe (1998), method 10: Wilson's limits of each, put together. p by
    the pooled z test.

    Parameters
    ----------
    first, second
        Cases and of how many, each (n,) as in `wilson`.
    level
        Confidence level, between 0 and 1.
    design
        Design effect of both.

    Returns
    -------
    Difference
        Missing where either has no proportion; p is 1 where all or none of both are
        cases.

    Raises
    ------
    ValueError
        As `wilson`.

    Examples
    --------
    >>> found = difference(([700], [1400]), ([452], [1051]))
    >>> (100 * found.value).round(3).tolist(), found.p.round(4).tolist()
    ([6.993], [0.0006])
    """
    (one, n1, effect), (other, n0, _) = (
        _checked(count, of, design) for count, of in (first, second)
    )
    low1, high1 = wilson(one, n1, level=level, design=effect)
    low0, high0 = wilson(other, n0, level=level, design=effect)
    with np.errstate(invalid="ignore", divide="ignore"):
        p1, p0 = one / n1, other / n0
        pooled = (one + other) / (n1 + n0)
        error = np.sqrt(effect * pooled * (1 - pooled) * (1 / n1 + 1 / n0))
        gap = p1 - p0
        z = np.where(error > 0, gap / error, np.where(np.isnan(gap), np.nan, 0.0))
    return Difference(
        gap,
        gap - np.hypot(p1 - low1, high0 - p0),
        gap + np.hypot(high1 - p1, p0 - low0),
        2 * ndtr(-np.abs(z)),
    )


def _checked(
    count: npt.ArrayLike, of: npt.ArrayLike, design: npt.ArrayLike
) -> tuple[Floats, Floats, Floats]:
    cases, base, effect = np.broadcast_arrays(
        *(np.asarray(each, dtype=np.float64) for each in (count, of, design))
    )
    if (cases < 0).any() or (cases > base).any():
        raise ValueError("a share has more cases than it is of, or fewer than none")
    if (effect < 1).any():
        raise ValueError("a design effect is 1 or more")
    return cases, base, effect

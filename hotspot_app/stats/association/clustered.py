"""Correlation of two figures of areas, both of which cluster on the map."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr

from hotspot_app.progress import SILENT, Progress
from hotspot_app.stats.chance.limits import z_of

FEWEST: Final = 10
"""Areas below which pairs at each distance are too few to tell how they cluster."""

_PAIRS: Final = 2**20
"""Pairs looked at at a time."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correlation:
    """A correlation with what it is worth.

    Attributes
    ----------
    r, lower, upper
        Correlation, -1 to 1, with limits by the effective number of areas; limits are
        missing where that is at most 3, and all where areas are too few or one of the
        figures doesn't vary.
    p
        Two-sided p of no correlation, by the effective number of areas; missing where
        that is at most 2.
    effective
        How many independent areas would tell as much, at most `n`.
    plain_p
        p as if areas were independent: too small where both figures cluster.
    n
        Number of areas.
    """

    r: float
    lower: float
    upper: float
    p: float
    effective: float
    plain_p: float
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Pairs of places by how far apart they are.

    Attributes
    ----------
    x, y
        (n,) coordinates.
    width
        Width of a class of distances.
    classes
        Number of classes, of equal width up to the largest distance.
    """

    x: Floats
    y: Floats
    width: float
    classes: int


def distances(x: npt.ArrayLike, y: npt.ArrayLike) -> Distances:
    """Return places with the classes of distance that pairs of them are put into.

    As many as Sturges' rule gives for the number of pairs.
    """
    east, north = (np.asarray(each, dtype=np.float64) for each in (x, y))
    n = len(east)
    pairs = max(1, n * (n - 1) // 2)
    largest = 0.0
    for some in _blocks(n):
        apart = _apart(east, north, some)
        largest = max(largest, float(apart.max(initial=0.0)))
    classes = int(np.ceil(1 + np.log2(pairs)))
    return Distances(east, north, largest / classes or 1.0, classes)


def correlation(
    first: npt.ArrayLike,
    second: npt.ArrayLike,
    places: Distances,
    *,
    level: float = 0.95,
    progress: Progress = SILENT,
) -> Correlation:
    """Correlate two figures, allowing for how each of them clusters.

    Dutilleul's modified t-test (1993): under independence the variance of r is
    tr(BΣBT) / (tr(BΣ) tr(BT)), B taking the mean away and Σ and T being the covariances
    of the two figures between areas, estimated at each class of distance (Clifford,
    Richardson and Hémon 1989). The effective number of areas is 1 + 1 / that variance,
    and t = r √((M - 2) / (1 - r²)) has M - 2 degrees of freedom. It is never taken as
    more than the number of areas.

    Parameters
    ----------
    first, second
        (n,) figures, nothing missing. Ranks give Spearman's correlation.
    places
        Where the areas are (`distances`), in the same order.
    level
        Confidence level of the limits.

    Raises
    ------
    ValueError
        If lengths differ or a figure is missing or infinite.
    Cancelled
        If the work was cancelled.
    """
    one, other = (np.asarray(each, dtype=np.float64) for each in (first, second))
    n = len(one)
    if not n == len(other) == len(places.x):
        raise ValueError("the two figures and the places are of different areas")
    if not (np.isfinite(one).all() and np.isfinite(other).all()):
        raise ValueError("a figure is missing or infinite")
    if n < FEWEST:
        return Correlation(nan, nan, nan, nan, nan, nan, n)
    away = np.stack([one - one.mean(), other - other.mean()])
    largest = np.maximum(np.abs([one, other]).max(axis=1), np.finfo(float).tiny)
    spread = np.sqrt((away**2).sum(axis=1))
    if (spread <= 1e-12 * largest * sqrt(n)).any():
        return Correlation(nan, nan, nan, nan, nan, nan, n)
    away /= spread[:, np.newaxis]
    r = float(np.clip(away[0] @ away[1], -1.0, 1.0))
    effective = min(float(n), _effective(away, places, progress))
    lower, upper = _limits(r, effective, level)
    return Correlation(
        r, lower, upper, _p_of(r, effective), effective, _p_of(r, float(n)), n
    )


def _effective(away: Floats, places: Distances, progress: Progress) -> float:
    """Return Dutilleul's effective number of areas.

    Σ being Σ c_k A_k, c_k the covariance in class k and A_k 1 for the pairs in it,
    tr(B A_k B A_l) is [k = l] N_k - 2/n Σ_i d_ik d_il + N_k N_l / n², N_k being the
    pairs in class k and d_ik those of area i: n × n matrices are never made.
    """
    number, products = _classed(away, places, progress)
    n = number.shape[0]
    pairs = number.sum(axis=0)
    used = pairs > 0
    number, pairs = number[:, used], pairs[used]
    covariance = products[:, used] / pairs
    mixed = np.diag(pairs) - 2 / n * number.T @ number + np.outer(pairs, pairs) / n**2
    # of tr(B A_k): the diagonal is class 0
    own = np.where(np.arange(len(pairs)) == 0, float(n), 0.0) - pairs / n
    traces = covariance @ own
    shared = float(covariance[0] @ mixed @ covariance[1])
    if shared <= 0 or (traces <= 0).any():
        return float("inf")
    return 1.0 + float(traces[0] * traces[1]) / shared


def _classed(
    away: Floats, places: Distances, progress: Progress
) -> tuple[Floats, Floats]:
    """Count each area's pairs by class of distance, and add up products in each class.

    Returns
    -------
    tuple of numpy.ndarray
        (n, 1 + classes) pairs of each area, and (2, 1 + classes) sums of the products
        of both figures over pairs; class 0 is an area with itself. Both orders of a
        pair count.
    """
    n, many = away.shape[1], 1 + places.classes
    number = np.zeros((n, many))
    products = np.zeros((2, many))
    for some in _blocks(n):
        progress.step(some.start / n, "Comparing areas by distance")
        apart = _apart(places.x, places.y, some)
        label = 1 + np.minimum(apart // places.width, places.classes - 1).astype(int)
        rows = np.arange(some.start, some.stop)
        label[rows - some.start, rows] = 0
        flat = label + many * (rows - some.start)[:, np.newaxis]
        counts = np.bincount(flat.ravel(), minlength=many * len(rows))
        number[some] = counts.reshape(len(rows), many)
        for figure in range(2):
            times = away[figure, some, np.newaxis] * away[figure]
            products[figure] += np.bincount(label.ravel(), times.ravel(), many)
    return number, products


def _blocks(n: int) -> list[slice]:
    step = max(1, _PAIRS // max(n, 1))
    return [slice(at, min(at + step, n)) for at in range(0, n, step)]


def _apart(x: Floats, y: Floats, some: slice) -> Floats:
    found: Floats = np.hypot(x[some, np.newaxis] - x, y[some, np.newaxis] - y)
    return found


def _p_of(r: float, effective: float) -> float:
    """Return the two-sided p of a correlation of so many independent areas."""
    if effective <= 2:
        return nan
    if abs(r) >= 1:
        return 0.0
    t = abs(r) * sqrt((effective - 2) / (1 - r * r))
    return min(1.0, 2 * float(stdtr(effective - 2, -t)))


def _limits(r: float, effective: float, level: float) -> tuple[float, float]:
    """Return limits by Fisher's transformation."""
    if effective <= 3 or isnan(r):
        return nan, nan
    if abs(r) >= 1:
        return r, r
    reach = z_of(level) / sqrt(effective - 3)
    middle = np.arctanh(r)
    return float(np.tanh(middle - reach)), float(np.tanh(middle + reach))

"""Do areas resemble their neighbours? Moran's I, of all areas and of each."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy import sparse

from hotspot_app.progress import SILENT, Progress
from hotspot_app.stats.clustering.draws import shuffles
from hotspot_app.stats.clustering.permutation import attainable_p, permuted, two_sided
from hotspot_app.stats.graphs.links import (
    Floats,
    Graph,
    Ints,
    Links,
    Participants,
    participants,
)

QUADRANTS: Final = ("high-high", "low-low", "high-low", "low-high")
"""An area's value and its neighbours' mean, against the mean of all."""

TIE: Final = 1e-10
"""Global Moran's I nearer than this are ties."""


@dataclass(frozen=True, slots=True)
class GlobalMoran:
    """Moran's I of all areas that take part, with its significance.

    Attributes
    ----------
    statistic
        I; the weights of an area's neighbours add up to one.
    expected
        -1 / (n - 1).
    z_normality, p_normality, z_randomisation, p_randomisation
        Analytic z and two-sided p (Cliff and Ord 1981); missing below four areas.
    p
        Two-sided p, by permutation.
    n, permutations
        Number of areas that take part, and of permutations.
    """

    statistic: float
    expected: float
    z_normality: float
    p_normality: float
    z_randomisation: float
    p_randomisation: float
    p: float
    n: int
    permutations: int

    @property
    def attainable(self) -> float:
        """Smallest p there could be: n areas have only n! arrangements."""
        arrangements = math.factorial(min(self.n, 20))
        return min(1.0, 2 / min(self.permutations + 1, arrangements))


def global_moran(
    values: pd.Series[Any],
    graph: Graph,
    *,
    permutations: int = 9_999,
    seed: int,
    progress: Progress = SILENT,
) -> GlobalMoran:
    """Calculate Moran's I: whether areas resemble their neighbours.

    I = (n / S0) z'Wz / z'z with W row-standardised, so S0 = n. All values are
    permuted among all areas. Areas with a missing value or without neighbours
    take no part.

    Parameters
    ----------
    values
        (n,) a number for each area, index `code`, the areas of `graph`.

    Returns
    -------
    GlobalMoran
        All missing if fewer than three areas take part; I = 0 and p = 1 if all
        values are equal.

    Raises
    ------
    ValueError
        If the areas of `values` and `graph` differ or a value is infinite.
    Cancelled
        If the work was cancelled.
    """
    part = participants(values, graph)
    n = part.n
    if n < 3:
        nan = math.nan
        return GlobalMoran(nan, nan, nan, nan, nan, nan, nan, n, permutations)
    expected = -1.0 / (n - 1)
    if part.constant:
        return GlobalMoran(0.0, expected, 0.0, 1.0, 0.0, 1.0, 1.0, n, permutations)
    away = part.deviations()
    matrix = sparse.csr_array(
        (row_standardised(part), part.links.other, part.links.start), shape=(n, n)
    )
    statistic = float(away @ np.asarray(matrix @ away)) / float(away @ away)
    normality, randomisation = (
        (statistic - expected) / math.sqrt(variance) if variance > 0 else math.nan
        for variance in _variances(matrix, away)
    )
    at_least = at_most = np.zeros(1, dtype=np.int64)
    for some in _permuted(matrix, away, permutations, seed, progress):
        at_least = at_least + np.count_nonzero(some >= statistic - TIE)
        at_most = at_most + np.count_nonzero(some <= statistic + TIE)
    return GlobalMoran(
        statistic,
        expected,
        normality,
        _two_sided_normal(normality),
        randomisation,
        _two_sided_normal(randomisation),
        float(two_sided(at_least, at_most, permutations)[0]),
        n,
        permutations,
    )


def _two_sided_normal(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2.0))


def row_standardised(part: Participants) -> Floats:
    """(m,) weights of neighbours, those of each area adding up to one."""
    links = part.links
    total = np.bincount(links.focal, weights=links.weight, minlength=links.n)
    return np.asarray(links.weight / np.repeat(total, links.degree))


def _variances(matrix: sparse.csr_array, away: Floats) -> tuple[float, float]:
    """Variance of I under normality and randomisation (Cliff and Ord 1981)."""
    n = len(away)
    if n < 4:
        return np.nan, np.nan
    s0 = float(matrix.sum())
    both = matrix + matrix.T
    s1 = float((both**2).sum()) / 2
    s2 = float(((matrix.sum(axis=0) + matrix.sum(axis=1)) ** 2).sum())
    square = 1.0 / (n - 1) ** 2
    normality = (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1)) - square
    kurtosis = n * float((away**4).sum()) / float((away**2).sum()) ** 2
    spread = n * ((n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    peak = kurtosis * ((n**2 - n) * s1 - 2 * n * s2 + 6 * s0**2)
    scale = (n - 1) * (n - 2) * (n - 3) * s0**2
    return normality, (spread - peak) / scale - square


def _permuted(
    matrix: sparse.csr_array,
    away: Floats,
    permutations: int,
    seed: int,
    progress: Progress,
) -> Iterator[Floats]:
    """Go through I of permuted values, some at a time."""
    pairs = sparse.csr_array(sparse.triu(matrix + matrix.T, k=1))
    squares = float(away @ away)
    tables = shuffles(
        len(away), permutations=permutations, seed=seed, progress=progress
    )
    done = 0
    for table in tables:
        shuffled = away[table]
        yield np.einsum("ij,ij->j", shuffled, pairs @ shuffled) / squares
        done += table.shape[1]
        progress.step(done / permutations, "Comparing with chance")


def local_moran(
    values: pd.Series[Any],
    graph: Graph,
    *,
    permutations: int = 99_999,
    seed: int,
    progress: Progress = SILENT,
) -> pd.DataFrame:
    """Calculate local Moran's I: whether each area resembles its neighbours.

    I_i = z_i / m2 × (neighbours' mean - mean), m2 = Σz² / (n - 1) (Anselin
    1995, with the divisor of esda). Permutation holds the area's own value and
    draws its neighbours from all other areas. An area whose value equals the
    mean has I_i = 0 whatever its neighbours are, so p = 1.

    Parameters
    ----------
    values
        (n,) a number for each area, index `code`, the areas of `graph`.

    Returns
    -------
    pandas.DataFrame
        Index of `values`. `statistic`; `lag`, the neighbours' mean in the unit
        of the values; `z`, the statistic standardised by its exact mean and
        variance under conditional permutation; `p`, two-sided; `direction`, 1
        where permutation finds the neighbours high, -1 where low, 0 where
        neither; `quadrant`, one of QUADRANTS; `attainable`, the smallest p the
        area could have. All missing where an area takes no part (missing value,
        no neighbours), or where fewer than three do.

    Raises
    ------
    ValueError
        If the areas of `values` and `graph` differ or a value is infinite.
    Cancelled
        If the work was cancelled.
    """
    part = participants(values, graph)
    n, links = part.n, part.links
    if n < 3:
        return _local_frame(part, values.index, [np.empty(0)] * 6, np.zeros(0, int))
    away = part.deviations()
    weight = row_standardised(part)
    lag_away = Links(links.start, links.other, weight).weighted_sums(away)
    lag = part.values.mean() + lag_away
    p, direction = np.ones(n), np.zeros(n)
    if part.constant:
        statistic, z = np.zeros(n), np.zeros(n)
    else:
        statistic = away / (away @ away / (n - 1)) * lag_away
        z = np.sign(away) * conditional_z(part, away, lag_away, weight)
        moving = away != 0
        found = permuted(
            part.values, links, permutations=permutations, seed=seed, progress=progress
        )
        p[moving], direction[moving] = found.p[moving], found.direction[moving]
    attainable = attainable_p(n, links.degree, permutations)
    quadrant = np.select(
        [(away > 0) & (lag_away > 0), (away <= 0) & (lag_away <= 0), away > 0],
        [0, 1, 2],
        3,
    )
    columns = [statistic, lag, z, p, direction, attainable]
    return _local_frame(part, values.index, columns, quadrant)


def conditional_z(
    part: Participants, away: Floats, lag: Floats, weight: Floats
) -> Floats:
    """Standardise a weighted mean drawn without replacement from the others."""
    others = part.n - 1
    mean = -away / others
    variance = (away @ away - away**2) / others - mean**2
    squares = np.bincount(part.links.focal, weights=weight**2, minlength=part.n)
    factor = (others * squares - 1.0) / (others - 1)
    spread = np.where(factor > 1e-12, variance * factor, 0.0)
    floor = 1e-24 * float(np.abs(away).max()) ** 2
    known = spread > floor
    z = np.zeros(part.n)
    z[known] = (lag - mean)[known] / np.sqrt(spread[known])
    return z


def _local_frame(
    part: Participants, index: pd.Index[Any], columns: list[Floats], quadrant: Ints
) -> pd.DataFrame:
    names = ("statistic", "lag", "z", "p", "direction", "attainable")
    if part.n < 3:
        columns = [np.full(part.n, np.nan)] * 6
    found = {
        name: part.onto(column, index)
        for name, column in zip(names, columns, strict=True)
    }
    kind = np.full(len(index), None, dtype=object)
    if part.n >= 3:
        kind[part.where] = np.asarray(QUADRANTS, dtype=object)[quadrant]
    frame = pd.DataFrame(found, index=index)
    frame.insert(5, "quadrant", pd.Series(kind, index=index, dtype="str"))
    return frame


def neighbours_mean(values: pd.Series[Any], graph: Graph) -> pd.Series[float]:
    """Return the mean of each area's neighbours, weighted as in `graph`.

    Missing where an area takes no part (see `participants`).
    """
    part = participants(values, graph)
    mean = part.links.weighted_sums(part.values) / np.maximum(
        np.bincount(part.links.focal, part.links.weight, part.n), 1e-300
    )
    return pd.Series(part.onto(mean, values.index), index=values.index, name="lag")

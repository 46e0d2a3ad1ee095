"""Permutation of all areas at once, exact and with ties respected.

One table of random rows serves all areas, and two nulls.

*Conditional* (Anselin 1995): the area's own value stays, its neighbours are drawn
from the others. An area with k neighbours takes the first k indices of a row; if it
stands among them itself, the (k + 1)-th takes its place. Given the row, that is a
uniform random ordered sample without replacement from the other areas. So its
permuted sum is the row's prefix sum of length k but for the few rows that have the
area itself in front.

*All values dealt anew*: the area and its neighbours get k + 1 values drawn from all,
its own included: the row's prefix sum of length k + 1 as it is.

Either way one sorted list of prefix sums a distinct k serves all areas with k
neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from hotspot_app.progress import SILENT, Progress
from hotspot_app.stats.clustering.draws import Batch, Permutations, prepare
from hotspot_app.stats.graphs.links import Floats, Ints, Links

FEW: Final = 12
"""Up to so many areas, comparing with every sum beats sorting the sums."""

SCALE: Final = 2.0**40
"""Units the largest real value is rounded to."""


def units(values: npt.NDArray[Any], degree: int) -> tuple[npt.NDArray[Any], int]:
    """Convert values to integers, whose sums are exact in any order.

    Parameters
    ----------
    values
        (n,) finite numbers.
    degree
        Largest number of values that are summed.

    Returns
    -------
    tuple
        (n,) integers, and the difference in units up to which two sums of neighbours
        are tied: 0 if the values are whole numbers, else 1. The largest value is 2**40
        units.

    Raises
    ------
    ValueError
        If a value is missing or infinite.
    """
    if not np.isfinite(values).all():
        raise ValueError("values to permute must be finite")
    largest = float(np.abs(values).max(initial=0))
    whole = largest < 2**52 / (degree + 1) and bool((values == np.rint(values)).all())
    if whole:
        small = largest * (degree + 1) < 2**31 - 1
        return values.astype(np.int32 if small else np.int64), 0
    return np.rint(values / largest * SCALE).astype(np.int64), 1


def tails(
    values: Floats,
    links: Links,
    prepared: Permutations,
    progress: Progress = SILENT,
    *,
    itself: bool = False,
) -> tuple[Ints, Ints]:
    """Count the permuted sums that are at least, and at most, the observed one.

    Parameters
    ----------
    values
        (n,) a finite number for each area.
    links
        Neighbours. If weights are equal within an area, each neighbour counts once; for
        other weights every area is permuted separately, which is slow.
    prepared
        Permutations for the same degrees.
    itself
        Whether an area is in its own sum, and all values are permuted; else its own
        value stays in place and only its neighbours are summed.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) int64 each; ties are in both. An area without neighbours is always tied.

    Raises
    ------
    ValueError
        If lengths differ, a value isn't finite, or weights differ within an area
        that is to be added to its neighbours.
    """
    if not len(values) == links.n == len(prepared.degree):
        raise ValueError("values, neighbours and permutations are of other areas")
    if not np.array_equal(links.degree, prepared.degree):
        raise ValueError("permutations were prepared for other neighbours")
    equal = links.equal
    if itself and not equal:
        raise ValueError("an area has no weight among neighbours of unequal weights")
    at_least = np.zeros(links.n, dtype=np.int64)
    at_most = np.zeros(links.n, dtype=np.int64)
    numbers, slack = units(values, int(prepared.levels[-1]) + itself)
    observed = links.sums(numbers.astype(np.int64)) + itself * numbers
    tied = slack * (links.degree + itself)
    low, high = observed - tied, observed + tied
    done = 0
    for batch in prepared.batches():
        progress.step(done / prepared.permutations, "Comparing with chance")
        part = progress.part(
            done / prepared.permutations,
            (done + batch.rows) / prepared.permutations,
        )
        if equal:
            more, fewer = _count(numbers, low, high, prepared, batch, itself=itself)
        else:
            more, fewer = _count_weighted(values, links, batch, part)
        at_least += more
        at_most += fewer
        done += batch.rows
    progress.step(1.0, "Comparing with chance")
    return at_least, at_most


def _count(
    numbers: npt.NDArray[Any],
    low: Ints,
    high: Ints,
    prepared: Permutations,
    batch: Batch,
    *,
    itself: bool,
) -> tuple[Ints, Ints]:
    at_least = np.where(prepared.degree == 0, batch.rows, 0)
    at_most = at_least.copy()
    sums = np.zeros(batch.rows, dtype=numbers.dtype)
    added, n = 0, len(low)
    for level, degree in enumerate(prepared.levels):
        while added < degree + itself:
            sums += numbers[batch.table[added]]
            added += 1
        areas = np.flatnonzero(prepared.degree == degree)
        at_least[areas], at_most[areas] = _ranks(sums, low[areas], high[areas])
        if itself:
            continue
        mine = slice(batch.start[level], batch.start[level + 1])
        area, wrong = batch.area[mine], sums[batch.column[mine]]
        right = wrong - numbers[area] + numbers[batch.substitute[mine]]
        for count, limit, beyond in (
            (at_least, low, np.greater_equal),
            (at_most, high, np.less_equal),
        ):
            bound = limit.astype(numbers.dtype)[area]
            change = beyond(right, bound).astype(np.float64) - beyond(wrong, bound)
            count += np.bincount(area, change, minlength=n).astype(np.int64)
    return at_least, at_most


def _ranks(sums: npt.NDArray[Any], low: Ints, high: Ints) -> tuple[Ints, Ints]:
    low, high = low.astype(sums.dtype), high.astype(sums.dtype)
    if len(low) <= FEW:
        at_least = [np.count_nonzero(sums >= bound) for bound in low]
        at_most = [np.count_nonzero(sums <= bound) for bound in high]
        return np.asarray(at_least), np.asarray(at_most)
    ordered = np.sort(sums)
    at_least_ = len(sums) - np.searchsorted(ordered, low, side="left")
    return at_least_, np.searchsorted(ordered, high, side="right")


def _count_weighted(
    values: Floats, links: Links, batch: Batch, progress: Progress
) -> tuple[Ints, Ints]:
    """Permute every area by itself, its weights staying in their order."""
    at_least = np.full(links.n, batch.rows, dtype=np.int64)
    at_most = at_least.copy()
    observed = links.weighted_sums(values)
    largest = float(np.abs(values).max(initial=0.0))
    for area in np.flatnonzero(links.degree):
        progress.step(area / links.n, "Comparing with chance")
        mine = slice(links.start[area], links.start[area + 1])
        weight = links.weight[mine]
        front = batch.table[: len(weight)]
        taken = np.where(front == area, batch.table[len(weight)], front)
        sums = weight @ values[taken]
        slack = float(np.abs(weight).sum()) * largest / SCALE
        at_least[area] = np.count_nonzero(sums >= observed[area] - slack)
        at_most[area] = np.count_nonzero(sums <= observed[area] + slack)
    return at_least, at_most


def two_sided(at_least: Ints, at_most: Ints, permutations: int) -> Floats:
    """Return p = min(1, 2 min(#{>=} + 1, #{<=} + 1) / (P + 1)).

    The observed arrangement counts as one of those that chance could have made
    (Davison and Hinkley 1997, 4.2).
    """
    rarer = np.minimum(at_least, at_most) + 1
    return np.minimum(1.0, 2.0 * rarer / (permutations + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Permuted:
    """Significance of each area's sum.

    Attributes
    ----------
    p
        (n,) two-sided p.
    direction
        (n,) 1 if the sum is high compared with chance, -1 if low, 0 if both tails are
        equal.
    """

    p: Floats
    direction: Floats


def permuted(
    values: Floats,
    links: Links,
    *,
    permutations: int,
    seed: int,
    itself: bool = False,
    progress: Progress = SILENT,
) -> Permuted:
    """Return the significance and direction of each area's sum of neighbours.

    Parameters
    ----------
    values
        (n,) a finite number for each area.
    links
        Neighbours; each area has at least one.
    itself
        Whether an area is in its own sum (see `tails`).

    Raises
    ------
    Cancelled
        If the work was cancelled.
    """
    prepared = prepare(
        links.degree,
        permutations=permutations,
        seed=seed,
        progress=progress.part(0.0, 0.5),
    )
    at_least, at_most = tails(
        values, links, prepared, progress.part(0.5, 1.0), itself=itself
    )
    return Permuted(
        two_sided(at_least, at_most, permutations),
        np.sign(at_most - at_least).astype(np.float64),
    )


def attainable_p(
    n: int, degree: Ints, permutations: int, *, itself: bool = False
) -> Floats:
    """Return the smallest two-sided p that each area could have.

    The larger of 2 / (P + 1) and 2 / C(n - 1, k), at most 1: with k neighbours
    there are only so many sets of neighbours to be drawn; C(n, k + 1) where the area
    itself is among those dealt.

    Parameters
    ----------
    n
        Number of areas that take part.
    degree
        Number of neighbours of each area; without neighbours the result is 1.
    """
    drawn = np.asarray(degree, dtype=np.float64) + itself
    among = n - 1 + itself
    chosen = gammaln(among + 1) - gammaln(drawn + 1) - gammaln(among - drawn + 1)
    sets = np.exp(chosen)
    return np.minimum(1.0, np.maximum(2.0 / (permutations + 1), 2.0 / sets))

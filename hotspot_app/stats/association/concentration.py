"""How unequally incidents are shared along a line of residents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.progress import SILENT, Progress

DRAWS: Final = 2_000
FEWEST_AREAS: Final = 10
"""Fewer, drawn anew, don't tell how far an index could be off."""

_CELLS: Final = 2**21
"""Areas drawn at a time."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Concentration:
    """The share of incidents along a line of residents, most deprived first.

    Attributes
    ----------
    curve
        A row an area (tied ones are one row), most deprived first: `place` (its value
        of deprivation), `people` and `incidents` (shares of all up to it, 0 to 1).
    index, lower, upper
        Concentration index with its limits: negative where incidents gather among the
        most deprived; missing if nothing was recorded, the limits also with too few
        areas.
    p
        Two-sided p of no concentration, by the same draws.
    areas
        Number of areas.
    """

    curve: pd.DataFrame
    index: float
    lower: float
    upper: float
    p: float
    areas: int

    def share(self, people: float) -> float:
        """Return the share of incidents among the first `people` (0 to 1) residents.

        Along straight lines between areas; missing if nothing was recorded.
        """
        across = np.append(0.0, self.curve["people"])
        return float(np.interp(people, across, np.append(0.0, self.curve["incidents"])))


def concentration(
    count: pd.Series[Any],
    people: pd.Series[Any],
    deprived: pd.Series[Any],
    *,
    level: float = 0.95,
    seed: int = 0,
    progress: Progress = SILENT,
) -> Concentration:
    """Measure how unequally incidents are shared by deprivation (Kakwani et al. 1997).

    The limits come from areas drawn anew with replacement (bootstrap percentiles,
    Efron 1979), so that they allow for how far areas differ.

    Parameters
    ----------
    count, people
        (n,) incidents and residents on the same index; areas where one is missing, or
        without residents, are left out.
    deprived
        (n,) deprivation, lowest first in the line: ranks, 1 the most deprived.
    level
        Confidence level of the limits.
    seed
        Seed of the draws.

    Raises
    ------
    ValueError
        If the indexes differ or a number is negative.
    Cancelled
        If the work was cancelled.
    """
    if not (count.index.equals(people.index) and count.index.equals(deprived.index)):
        raise ValueError("counts, residents and deprivation are of different areas")
    if (count < 0).any() or (people < 0).any():
        raise ValueError("a count or a number of residents is negative")
    known = count.notna() & people.gt(0).fillna(False) & deprived.notna()
    line = deprived[known].astype("float64").sort_values(kind="stable")
    each, tied = np.unique(line.to_numpy(), return_inverse=True)
    sizes = np.column_stack(
        [frame[line.index].to_numpy(np.float64) for frame in (people, count)]
    )
    starts = np.flatnonzero(np.diff(tied, prepend=-1))
    curve = np.add.reduceat(sizes, starts).cumsum(axis=0) if len(line) else sizes
    with np.errstate(invalid="ignore"):
        shares = curve / curve[-1:]
    frame = pd.DataFrame(
        {"place": each, "people": shares[:, 0], "incidents": shares[:, 1]}
    )
    found = index_of(sizes[:, 1], sizes[:, 0], starts)
    low = high = p = float("nan")
    if len(line) >= FEWEST_AREAS and np.isfinite(found):
        drawn = _drawn(sizes, starts, seed, progress)
        low, high = np.nanquantile(drawn, [(1 - level) / 2, (1 + level) / 2])
        beyond = min((drawn <= 0).sum(), (drawn >= 0).sum()) + 1
        p = min(1.0, 2 * float(beyond) / (DRAWS + 1))
    return Concentration(frame, found, float(low), float(high), p, len(line))


def index_of(count: Floats, people: Floats, starts: npt.ArrayLike = ()) -> float:
    """Return the concentration index 2 Σ q b - 1.

    q being each one's share of incidents and b its place in the line of residents: the
    middle of its own, from 0 to 1. The same as 2/μ Σ a Y b - 1 with rates Y, shares of
    residents a and the mean rate μ.

    Parameters
    ----------
    count, people
        (n,) incidents and residents, most deprived first.
    starts
        Where those begin that are at the same place in the line; each by itself if
        empty.

    Returns
    -------
    float
        -1 to 1; missing without incidents or residents.
    """
    if not len(count):
        return float("nan")
    given = np.asarray(starts, dtype=np.int64)
    begin = given if len(given) else np.arange(len(count))
    return float(_indices(np.stack([people, count])[:, np.newaxis], begin)[0])


def _indices(sizes: Floats, starts: npt.NDArray[np.int64]) -> Floats:
    """Return the index of each draw from (2, draws, n) residents and incidents."""
    people, count = np.add.reduceat(sizes, starts, axis=2)
    line = people.cumsum(axis=1) - people / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        place = line / people.sum(axis=1, keepdims=True)
        found: Floats = 2 * (count * place).sum(axis=1) / count.sum(axis=1) - 1
    return found


def _drawn(
    sizes: Floats, starts: npt.NDArray[np.int64], seed: int, progress: Progress
) -> Floats:
    """Return the index of areas drawn anew, DRAWS times; missing without incidents."""
    random, n = np.random.default_rng(seed), len(sizes)
    step = max(1, _CELLS // n)
    found = []
    for first in range(0, DRAWS, step):
        progress.step(first / DRAWS, "Drawing areas anew")
        rows = min(step, DRAWS - first)
        times = random.multinomial(n, np.full(n, 1 / n), size=rows)
        found.append(_indices(sizes.T[:, np.newaxis] * times, starts))
    return np.concatenate(found)

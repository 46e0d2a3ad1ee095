"""Ranks of rates, with intervals that hold for all areas at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.stats.chance.multiple import holm
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread
from hotspot_app.stats.comparison.effective import Floats, p_of_ratio

MOST: Final = 500
"""Areas of which every pair is tested; 125,000 pairs, under a second."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Every pair of areas, tested for a difference of their rates.

    Attributes
    ----------
    higher, lower
        (m,) positions of the area with the higher rate and of the other; of equal
        rates either way.
    p
        (m,) two-sided p, exact given the pair's total (`p_of_ratio`).
    p_adjusted
        (m,) the same corrected for all pairs (`multiple.holm`).
    """

    higher: Ints
    lower: Ints
    p: Floats
    p_adjusted: Floats

    def told(self, level: float) -> npt.NDArray[np.bool_]:
        """Say which pairs differ, all of them together at a level."""
        return self.p_adjusted <= 1 - level


def all_pairs(
    count: pd.Series[Any], denominator: pd.Series[Any], spread: Spread = INDEPENDENT
) -> Pairs:
    """Test every pair of areas for a difference of their rates.

    Parameters
    ----------
    count, denominator
        (n,) incidents and residents on the same index; nothing missing, residents
        above 0.
    spread
        Overdispersion of all counts.

    Raises
    ------
    ValueError
        If there are more than `MOST` areas.
    """
    many, people = count.to_numpy(np.float64), denominator.to_numpy(np.float64)
    if len(many) > MOST:
        raise ValueError(f"there are more than {MOST} areas")
    one, other = np.triu_indices(len(many), 1)
    ahead = many[one] / people[one] >= many[other] / people[other]
    first, second = np.where(ahead, one, other), np.where(ahead, other, one)
    p = p_of_ratio((many[first], many[second]), (people[first], people[second]), spread)
    return Pairs(first, second, p, holm(p))


def ranks(
    count: pd.Series[Any], denominator: pd.Series[Any], pairs: Pairs | None
) -> pd.DataFrame:
    """Rank areas by their rates, 1 being the highest.

    An area's interval leaves out the ranks that it can't have because of the areas
    told to be higher or lower than it. Since the pairs are tested together (Holm), the
    intervals hold the true ranks of all areas at once with 95%, for areas of equal
    rates all ranks that they share (Mogstad, Romano, Shaikh and Wilhelm 2024, with
    exact tests given the totals in place of the bootstrap, so that few incidents or
    none are no trouble).

    Parameters
    ----------
    count, denominator
        (n,) as for `all_pairs`.
    pairs
        Their pairs; None if there are too many.

    Returns
    -------
    pandas.DataFrame
        On the same index: `rank` (of equal rates the first they share), `tied` (areas
        with that rate), `rank_lower`, `rank_upper`, missing without pairs.
    """
    rate = count.astype("float64") / denominator
    n = len(rate)
    found = pd.DataFrame(
        {
            "rank": rate.rank(method="min", ascending=False),
            "tied": rate.groupby(rate).transform("size").astype("float64"),
            "rank_lower": np.nan,
            "rank_upper": np.nan,
        },
        index=rate.index,
    )
    if pairs is not None:
        told = pairs.told(0.95)
        above = np.bincount(pairs.lower[told], minlength=n)
        below = np.bincount(pairs.higher[told], minlength=n)
        found["rank_lower"] = 1.0 + above
        found["rank_upper"] = float(n) - below
    return found

"""Are high values gathered here? Getis and Ord's Gi and Gi*."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from hotspot_app.progress import SILENT, Progress
from hotspot_app.stats.clustering.permutation import attainable_p, permuted
from hotspot_app.stats.graphs.links import (
    Floats,
    Graph,
    Links,
    Participants,
    participants,
)


def getis_ord(
    values: pd.Series[Any],
    graph: Graph,
    *,
    star: bool,
    permutations: int = 99_999,
    seed: int,
    progress: Progress = SILENT,
) -> pd.DataFrame:
    """Calculate Gi or Gi*: whether high or low values surround each area.

    Neighbours count once each, whatever their weight. Gi* (`star`) adds the
    area itself: z = (Σx - x̄W) / (S √((nW - W²) / (n - 1))), W being how many
    are added (Ord and Getis 1995). Gi leaves the area out of sum, mean and
    spread. Values may be negative.

    The two have nulls of their own. For Gi* all values are dealt anew: the sum of an
    area and its k neighbours is compared with sums of k + 1 values drawn from all,
    the area's own among them, so that what the area itself adds counts. For Gi the
    area's own value stays and its neighbours are drawn from the others (conditional
    permutation); its p is that of local Moran, but for an area whose value is the
    mean.

    Parameters
    ----------
    values
        (n,) a number for each area, index `code`, the areas of `graph`.
    star
        Whether an area is among its own neighbours (Gi*).

    Returns
    -------
    pandas.DataFrame
        Index of `values`. `statistic`, the local sum; `z`, analytic; `p`,
        two-sided by permutation; `direction`, 1 where that finds the sum high, -1
        where low, 0 where neither; `p_analytic`, two-sided from z by the
        normal distribution; `attainable`, the smallest `p` the area could have. All
        missing where an area takes no part (missing value, no neighbours), or
        where fewer than three do.

    Raises
    ------
    ValueError
        If the areas of `values` and `graph` differ or a value is infinite.
    Cancelled
        If the work was cancelled.
    """
    part = participants(values, graph)
    n = part.n
    links = Links(part.links.start, part.links.other, np.ones(len(part.links.other)))
    names = ("statistic", "z", "p", "direction", "p_analytic", "attainable")
    if n < 3:
        columns = [np.full(n, np.nan)] * len(names)
    else:
        total = links.sums(part.values) + (part.values if star else 0.0)
        z, p, direction = np.zeros(n), np.ones(n), np.zeros(n)
        if not part.constant:
            z = _star_z(part, links) if star else _z(part, links)
            found = permuted(
                part.values,
                links,
                permutations=permutations,
                seed=seed,
                itself=star,
                progress=progress,
            )
            p, direction = found.p, found.direction
        attainable = attainable_p(n, links.degree, permutations, itself=star)
        columns = [total, z, p, direction, 2 * ndtr(-np.abs(z)), attainable]
    named = zip(names, columns, strict=True)
    return pd.DataFrame({k: part.onto(v, values.index) for k, v in named})


def _star_z(part: Participants, links: Links) -> Floats:
    n, away = part.n, part.deviations()
    added = links.degree + 1.0
    variance = np.full(n, away @ away / n)
    spread = variance * (n * added - added**2) / (n - 1)
    return _standardised(links.sums(away) + away, spread, away)


def _z(part: Participants, links: Links) -> Floats:
    others, away = part.n - 1, part.deviations()
    mean = -away / others
    variance = (away @ away - away**2) / others - mean**2
    k = links.degree.astype(np.float64)
    spread = variance * (others * k - k**2) / (others - 1)
    return _standardised(links.sums(away) - k * mean, spread, away)


def _standardised(excess: Floats, spread: Floats, away: Floats) -> Floats:
    """Divide by the standard deviation; 0 where nothing could have differed."""
    known = spread > 1e-24 * float(np.abs(away).max()) ** 2
    z = np.zeros(len(excess))
    z[known] = excess[known] / np.sqrt(spread[known])
    return z

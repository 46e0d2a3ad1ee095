"""One figure of an area beside another of the areas around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from hotspot_app.progress import SILENT, Progress
from hotspot_app.stats.clustering.moran import (
    QUADRANTS,
    conditional_z,
    row_standardised,
)
from hotspot_app.stats.clustering.permutation import attainable_p, permuted
from hotspot_app.stats.graphs.links import Graph, Links, centred, participants

COLUMNS = ("statistic", "lag", "z", "p", "direction", "attainable")


@dataclass(frozen=True, slots=True)
class Together:
    """How two figures go together over all areas, with their neighbours.

    Attributes
    ----------
    moran
        Bivariate Moran's I: own figure with the neighbours' mean of the other.
    lee
        Lee's L: neighbours' mean of the one with neighbours' mean of the other.
    r
        Pearson's correlation, area by area.
    n
        Number of areas.
    """

    moran: float
    lee: float
    r: float
    n: int


def bivariate_moran(
    own: pd.Series[Any],
    around: pd.Series[Any],
    graph: Graph,
    *,
    permutations: int = 99_999,
    seed: int,
    progress: Progress = SILENT,
) -> pd.DataFrame:
    """Calculate bivariate local Moran's I of each area (Anselin 1995; esda's scale).

    I_i = z_x,i Σ w_ij z_y,j, (n - 1) / n times, the weights of an area's neighbours
    adding up to one. Permutation holds the area's own figures and draws its neighbours
    from all other areas: p says how unusual the other figure around it is, and nothing
    of whether the two go together.

    Parameters
    ----------
    own, around
        (n,) a number for each area, index `code`, the areas of `graph`.

    Returns
    -------
    pandas.DataFrame
        Index of `own`, columns as of `moran.local_moran`. All missing where an area
        takes no part, or where fewer than three do.

    Raises
    ------
    ValueError
        If the areas of the figures and `graph` differ or a value is infinite.
    Cancelled
        If the work was cancelled.
    """
    if not own.index.equals(around.index):
        raise ValueError("the two figures are of different areas")
    part = participants(around.where(own.notna()), graph)
    n, links = part.n, part.links
    found = pd.DataFrame(np.nan, index=own.index, columns=list(COLUMNS))
    found.insert(5, "quadrant", pd.Series(None, index=own.index, dtype="str"))
    if n < 3:
        return found
    mine = centred(own.to_numpy(np.float64, na_value=np.nan)[part.where])
    other = part.deviations()
    weight = row_standardised(part)
    lag = Links(links.start, links.other, weight).weighted_sums(other)
    p, direction = np.ones(n), np.zeros(n)
    statistic, z = np.zeros(n), np.zeros(n)
    if not part.constant and mine.any():
        scale = np.sqrt((mine @ mine / n) * (other @ other / n))
        statistic = (n - 1) / n * mine * lag / scale
        z = np.sign(mine) * conditional_z(part, other, lag, weight)
        moving = mine != 0
        drawn = permuted(
            part.values, links, permutations=permutations, seed=seed, progress=progress
        )
        p[moving], direction[moving] = drawn.p[moving], drawn.direction[moving]
    quadrant = np.select(
        [(mine > 0) & (lag > 0), (mine <= 0) & (lag <= 0), mine > 0], [0, 1, 2], 3
    )
    attainable = attainable_p(n, links.degree, permutations)
    columns = (statistic, part.values.mean() + lag, z, p, direction, attainable)
    for name, each in zip(COLUMNS, columns, strict=True):
        found[name] = part.onto(each, own.index)
    kind = np.full(len(own), None, dtype=object)
    kind[part.where] = np.asarray(QUADRANTS, dtype=object)[quadrant]
    found["quadrant"] = pd.Series(kind, index=own.index, dtype="str")
    return found


def together(own: pd.Series[Any], around: pd.Series[Any], graph: Graph) -> Together:
    """Calculate bivariate Moran's I and Lee's L of all areas (Lee 2001, eq. 18).

    L = Σ (Σ w z_x)(Σ w z_y) / Σ (Σ w)², the weights of an area's neighbours, itself
    not among them, adding up to one.

    Parameters
    ----------
    own, around
        (n,) a number for each area, index `code`, the areas of `graph`.

    Returns
    -------
    Together
        Missing where fewer than three areas take part or a figure doesn't vary.
    """
    part = participants(around.where(own.notna()), graph)
    if part.n < 3:
        return Together(np.nan, np.nan, np.nan, part.n)
    mine = centred(own.to_numpy(np.float64, na_value=np.nan)[part.where])
    other = part.deviations()
    size = float(np.sqrt((mine @ mine) * (other @ other)))
    if not size:
        return Together(np.nan, np.nan, np.nan, part.n)
    links = Links(part.links.start, part.links.other, row_standardised(part))
    lag_own, lag = links.weighted_sums(mine), links.weighted_sums(other)
    return Together(
        float(mine @ lag) / size,
        float(lag_own @ lag) / size,
        float(mine @ other) / size,
        part.n,
    )

"""The areas that a spatial statistic can use, and their neighbours by position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Neighbours of areas by code.

    What is read of it is read the same of libpysal's `Graph`, which may stand in its
    place; importing that takes a second and 70 MB.

    Attributes
    ----------
    adjacency
        (m,) weights, one a pair, index of two levels, `focal` and `neighbor`; an area
        without neighbours is paired with itself, with weight 0.
    """

    adjacency: pd.Series[float]

    @property
    def codes(self) -> pd.Index[Any]:
        """Every area, in their order."""
        return self.adjacency.index.unique("focal")

    def neighbours(self, code: str) -> frozenset[str]:
        """Return the codes next to one; none if it isn't in the graph."""
        if code not in self.codes:
            return frozenset()
        near = self.adjacency.xs(code, level="focal")
        return frozenset(map(str, near.index[near.to_numpy() > 0]))


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Neighbours of n areas by position, sorted within each area.

    Attributes
    ----------
    start
        (n + 1,) position in `other` of each area's first neighbour.
    other
        (m,) position of each neighbour.
    weight
        (m,) weight of each neighbour, above zero.
    """

    start: Ints
    other: Ints
    weight: Floats

    @property
    def n(self) -> int:
        """Number of areas."""
        return len(self.start) - 1

    @property
    def degree(self) -> Ints:
        """(n,) how many neighbours each area has."""
        return np.diff(self.start)

    @property
    def focal(self) -> Ints:
        """(m,) whose neighbour each entry is."""
        return np.repeat(np.arange(self.n), self.degree)

    @property
    def equal(self) -> bool:
        """Whether the weights are equal within each area."""
        first = self.weight[self.start[:-1][self.degree > 0]]
        return bool(
            (self.weight == np.repeat(first, self.degree[self.degree > 0])).all()
        )

    def sums(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """(n,) sum of `values` over each area's neighbours, each counting once."""
        total = np.concatenate([np.zeros(1, values.dtype), values[self.other].cumsum()])
        if values.dtype.kind in "iu":
            return np.asarray(total[self.start[1:]] - total[self.start[:-1]])
        return np.bincount(self.focal, weights=values[self.other], minlength=self.n)

    def weighted_sums(self, values: Floats) -> Floats:
        """(n,) sum of weight × value over each area's neighbours."""
        share = self.weight * values[self.other]
        total = np.bincount(self.focal, weights=share, minlength=self.n)
        return np.asarray(total, dtype=np.float64)

    def among(self, keep: npt.NDArray[np.bool_]) -> Links:
        """Return the links among the areas where `keep` is true."""
        place = np.cumsum(keep) - 1
        focal = self.focal
        inside = keep[focal] & keep[self.other]
        return _links(
            place[focal[inside]],
            place[self.other[inside]],
            self.weight[inside],
            int(keep.sum()),
        )


def _links(focal: Ints, other: Ints, weight: Floats, n: int) -> Links:
    order = np.argsort(focal * max(n, 1) + other, kind="stable")
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(focal, minlength=n), out=start[1:])
    return Links(start, other[order], weight[order])


def graph_links(graph: Graph, codes: pd.Index[Any]) -> Links:
    """Return a graph's neighbours by position in `codes`.

    Weights on an area itself and weights of zero are no neighbours.

    Raises
    ------
    ValueError
        If the graph's areas are not those of `codes`, or a weight is negative.
    """
    pairs = graph.adjacency.index
    assert isinstance(pairs, pd.MultiIndex)
    focal, other = (
        codes.get_indexer(level).astype(np.int64)[place]
        for level, place in zip(pairs.levels, pairs.codes, strict=True)
    )
    strange = (focal < 0).any() or (other < 0).any()
    if strange or len(np.unique(focal)) != len(codes):
        raise ValueError("the neighbours are not those of these areas")
    weights = graph.adjacency.to_numpy(dtype=np.float64)
    real = (focal != other) & (weights != 0)
    weight = weights[real]
    if not (weight > 0).all():
        raise ValueError("weights of neighbours must be above zero")
    return _links(focal[real], other[real], weight, len(codes))


@dataclass(frozen=True, slots=True, eq=False)
class Participants:
    """The areas that a spatial statistic can use, in the order of their codes.

    Attributes
    ----------
    where
        (n,) position of each area in the values given.
    values
        (n,) values of the areas.
    links
        Neighbours among these areas; each has at least one.
    """

    where: Ints
    values: Floats
    links: Links

    @property
    def n(self) -> int:
        """Number of areas."""
        return len(self.where)

    @property
    def constant(self) -> bool:
        """Whether all values are equal, so that nothing can be said."""
        return bool(self.n == 0 or (self.values == self.values[0]).all())

    def deviations(self) -> Floats:
        """(n,) values less their mean, exactly zero where they equal it."""
        return centred(self.values)

    def onto(self, found: npt.NDArray[Any], index: pd.Index[Any]) -> pd.Series[float]:
        """Return `found` on `index`; areas that take no part are missing."""
        whole = np.full(len(index), np.nan)
        whole[self.where] = found
        return pd.Series(whole, index=index)


def centred(values: Floats) -> Floats:
    """(n,) values less their mean, exactly zero where they equal it."""
    away: Floats = values - values.mean()
    away[np.abs(away) <= 1e-12 * np.abs(values).max(initial=0.0)] = 0.0
    return away


def participants(values: pd.Series[Any], graph: Graph) -> Participants:
    """Return areas with a value and neighbours.

    Leaving out an area can leave others without neighbours: they go too, until
    every area left has one. Areas are put in the order of their codes, so that
    the order they come in changes nothing.

    Parameters
    ----------
    values
        (n,) a number for each area, index `code`, the areas of `graph`.

    Raises
    ------
    ValueError
        If a code is repeated, a value is infinite or the areas differ.
    """
    if not values.index.is_unique:
        raise ValueError("area codes are repeated")
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    if np.isinf(numbers).any():
        raise ValueError("values must be finite or missing")
    order = np.asarray(values.index.argsort(), dtype=np.int64)
    numbers = numbers[order]
    links = graph_links(graph, values.index[order])
    where = order
    keep = ~np.isnan(numbers) & (links.degree > 0)
    while not keep.all():
        numbers, where, links = numbers[keep], where[keep], links.among(keep)
        keep = links.degree > 0
    return Participants(where, numbers, links)

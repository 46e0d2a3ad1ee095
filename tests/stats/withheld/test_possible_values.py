"""What withheld figures may be, against trying everything."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from hotspot_app.stats.withheld.possible_values import Figures, possible_values


def table(counts: np.ndarray) -> Figures:
    """A table's cells, rows, columns and total as figures; totals are dear."""
    r, c = counts.shape
    cells = np.eye(r * c, dtype=np.int64)
    rows = np.repeat(np.eye(r, dtype=np.int64), c, axis=1)
    columns = np.tile(np.eye(c, dtype=np.int64), r)
    sums = sparse.csr_array(
        np.concatenate([cells, rows, columns, np.ones((1, r * c), dtype=np.int64)])
    )
    many = sums.shape[0]
    kept = np.arange(many) >= r * c
    none = sparse.csr_array((0, r * c), dtype=np.int64)
    no = np.zeros(many, dtype=bool)
    values = sums @ counts.ravel()
    costs = (1 + np.log2(1 + values)) * np.where(kept, 50.0, 1.0)
    return Figures(counts.ravel(), sums, none, none, no, no, costs, kept)


def tried(figures: Figures, withheld: np.ndarray, most: int) -> list[set[int]]:
    """Every whole table up to a count that has what is published."""
    values, n = figures.values, len(figures.parts)
    sums = np.indices((most + 1,) * n).reshape(n, -1).T @ figures.sums.T.toarray()
    small = withheld & (values <= 4)
    fits = (sums == values)[:, ~withheld].all(axis=1)
    fits &= ((sums >= 1) & (sums <= 4))[:, small].all(axis=1)
    fits &= (sums >= 5)[:, withheld & ~small].all(axis=1)
    return [set(map(int, each)) for each in sums[fits][:, withheld].T]


@pytest.mark.parametrize(
    ("counts", "withheld"),
    [
        ([[1, 1], [5, 7]], [0, 1]),  # two that sum to two
        ([[4, 4], [5, 7]], [0, 1]),
        ([[3, 2], [2, 6]], [0, 1, 2, 3]),
        ([[3, 0], [2, 6]], [0, 2, 3]),
        ([[3, 9], [2, 6]], [0, 1, 2, 3, 4]),
    ],
)
def test_as_many_are_found_as_there_are(counts, withheld):
    figures = table(np.array(counts))
    mask = np.isin(np.arange(len(figures.known)), withheld)
    every = tried(figures, mask, 15)
    found = possible_values(figures, mask)
    for there, told in zip(every, found, strict=True):
        assert told <= there
        assert len(told) >= min(len(there), 3)


def test_a_hidden_difference_is_looked_at_too():
    no = np.zeros(2, dtype=bool)
    rows = sparse.csr_array(np.array([[1, 0], [1, 1]]))  # January; January and February
    none = sparse.csr_array((0, 2), dtype=np.int64)
    february = sparse.csr_array(np.array([[0, 1]]))
    figures = Figures(np.array([9, 2]), rows, none, february, no, no, np.ones(2), no)
    assert possible_values(figures, no) == [{2}]
    withheld, left = possible_values(figures, np.array([False, True]))
    assert len(withheld) >= 3
    assert len(left) >= 3

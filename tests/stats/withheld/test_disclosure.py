"""Which figures are withheld."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from hotspot_app.stats.withheld.disclosure import protect
from hotspot_app.stats.withheld.possible_values import possible_values
from tests.stats.withheld.test_possible_values import table

WARDS = np.array([[12, 3, 25], [40, 18, 7], [9, 2, 31], [22, 11, 15]])
"""A worked example: rows a to d, columns A to C; (a, B) and (c, B) are small."""


def test_the_worked_example_withholds_a_and_c_of_columns_a_and_b():
    found = protect(table(WARDS))
    assert np.argwhere(found.withheld[:12].reshape(4, 3)).tolist() == [
        [0, 0],
        [0, 1],
        [2, 0],
        [2, 1],
    ]
    assert not found.withheld[12:].any()
    assert np.flatnonzero(found.primary).tolist() == [1, 7]


def test_nothing_is_withheld_where_nothing_is_small():
    figures = table(np.array([[12, 0, 25], [40, 18, 7]]))
    assert not protect(figures).withheld.any()
    assert not protect(figures, seconds=0).withheld.any()


def towns(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.poisson(rng.gamma(1, 9, (6, 1)) * rng.gamma(2, 1, (1, 3)))


@pytest.mark.parametrize("seed", range(8))
def test_enough_stays_possible_or_it_is_said(seed):
    figures = table(towns(seed))
    found = protect(figures)
    cells = np.flatnonzero(found.withheld)
    told = possible_values(figures, found.withheld)
    few = {int(cell) for cell, each in zip(cells, told, strict=True) if len(each) < 3}
    assert few == set(found.unsafe)
    assert not found.hurried


@pytest.mark.parametrize("seed", range(4))
def test_without_time_more_is_withheld_never_less(seed):
    figures = table(towns(seed))
    found, hurried = protect(figures), protect(figures, seconds=0)
    assert hurried.withheld.sum() >= found.withheld.sum()
    assert (hurried.withheld >= found.primary).all()
    told = possible_values(figures, hurried.withheld)
    assert all(len(each) >= 3 for each in told) or hurried.unsafe


def test_the_same_figures_give_the_same():
    figures = table(towns(3))
    assert (protect(figures).withheld == protect(figures).withheld).all()


def half_year(first: int, then: int) -> object:
    """Two areas' half years, which are out, and what they have a month later."""
    parts = np.array([first, 3, 40, 20], dtype=np.int64)  # each area: before, more
    rows = np.array([[1, 0, 0, 0], [0, 0, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1]])
    whole = np.array([[1, 0, 1, 0], [1, 1, 1, 1]])
    sums = sparse.csr_array(np.concatenate([rows, whole]))
    figures = table(np.array([[1]]))
    known = np.array([True, True, False, False, True, False])
    no = np.zeros(6, dtype=bool)
    return replace(
        figures,
        parts=parts,
        sums=sums,
        links=sparse.csr_array((0, 4), dtype=np.int64),
        hidden=sparse.csr_array(np.array([[0, 1, 0, 0]])),
        known=known,
        withheld=no,
        costs=np.array([9.0, 9, 3, 5, 99, 99]),
        kept=np.array([False] * 4 + [True] * 2),
    )


def test_a_small_month_does_not_follow_from_two_half_years():
    found = protect(half_year(30, 33))
    assert found.withheld[[2, 3]].all()  # neither area's longer period is out
    assert not found.withheld[[0, 1, 4, 5]].any()
    assert not found.follow


def test_what_followed_before_is_said_and_costs_nothing_more():
    figures = half_year(30, 33)
    figures = replace(figures, known=np.array([True, True, True, True, True, True]))
    found = protect(figures)
    assert found.follow == (6,)  # the hidden sum, after six figures
    assert not found.withheld.any()

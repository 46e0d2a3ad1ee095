"""How much counts vary from month to month."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

from hotspot_app.stats.chance.overdispersion import INDEPENDENT
from hotspot_app.stats.comparison.over_months import spread_over_months


def test_it_is_the_chi_square_of_the_table_over_its_freedom() -> None:
    table = np.random.default_rng(3).poisson(9, (8, 6)) + 3 * np.arange(6)
    found = spread_over_months(pd.DataFrame(table))
    known = chi2_contingency(table)
    assert found.free == known.dof == 35
    assert found.dispersion == pytest.approx(known.statistic / known.dof)


def test_a_season_that_all_share_is_no_variation() -> None:
    season, size = np.array([10, 20, 60, 30]), np.array([1, 2, 5, 8, 3])
    assert spread_over_months(pd.DataFrame(np.outer(size, season))).dispersion == 0


def test_incidents_in_pairs_vary_twice_as_much() -> None:
    pairs = 2 * np.random.default_rng(4).poisson(6, (150, 6))
    assert spread_over_months(pd.DataFrame(pairs)).dispersion == pytest.approx(
        2, abs=0.2
    )


@pytest.mark.parametrize(
    "table",
    [
        np.zeros((20, 6)),
        np.ones((20, 1)),
        np.ones((1, 12)),
        np.full((20, 6), np.nan),
        np.empty((0, 0)),
        np.pad(np.ones((20, 1)), ((0, 0), (0, 5))),
        np.ones((3, 5)),
    ],
    ids=["none", "month", "area", "missing", "empty", "rest empty", "too little"],
)
def test_too_little_says_nothing(table: np.ndarray) -> None:
    assert spread_over_months(pd.DataFrame(table)) == INDEPENDENT


def test_areas_with_a_missing_month_are_left_out() -> None:
    table = pd.DataFrame(np.random.default_rng(3).poisson(9, (8, 6))).astype(float)
    gap = table.copy()
    gap.loc[8] = [np.nan, 500, 0, 0, 0, 0]
    assert spread_over_months(gap) == spread_over_months(table)

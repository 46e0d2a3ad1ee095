"""Dispersion within groups: by hand, its laws, and what it makes of limits."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from hotspot_app.stats.deprivation import gradient
from hotspot_app.stats.overdispersion import stretch, within_groups
from hotspot_app.stats.rate_ratio import rate_ratio


def test_by_hand() -> None:
    """Group 1: rate 0.2, expected 20 and 40; group 2: 0.1, expected 10 and 10.

    (6²/20 + 6²/40 + 4²/10 + 4²/10) / (4 - 2) = (1.8 + 0.9 + 3.2) / 2.
    """
    found = within_groups(
        pd.Series([26, 34, 14, 6]),
        pd.Series([100.0, 200.0, 100.0, 100.0]),
        pd.Series([1, 1, 2, 2]),
    )
    assert found == pytest.approx(2.95)


def test_of_independent_incidents_it_is_one_and_of_doubled_ones_two() -> None:
    random = np.random.default_rng(4)
    people = pd.Series(random.uniform(500, 3000, 5000))
    group = pd.Series(np.arange(5000) % 5 + 1)
    count = pd.Series(random.poisson(people * 0.01 * group))
    assert within_groups(count, people, group) == pytest.approx(1, abs=0.06)
    assert within_groups(2 * count, people, group) == pytest.approx(2, abs=0.12)


def test_it_is_missing_where_nothing_is_left_to_tell_it_from() -> None:
    ones = pd.Series([5, 6, 7])
    assert math.isnan(within_groups(ones, ones, pd.Series([1, 2, 3])))
    assert math.isnan(within_groups(ones * 0, ones, pd.Series([1, 1, 1])))
    assert stretch(float("nan")) == stretch(0.4) == 1
    assert stretch(9.0) == 3


def test_standard_error_of_a_ratio_grows_by_its_root() -> None:
    plain, wide = (
        rate_ratio((9300, 3480), (50_000, 58_000), dispersion=phi) for phi in (1, 25)
    )
    assert wide.ratio == plain.ratio
    assert math.log(wide.upper / wide.ratio) == pytest.approx(
        5 * 1.959964 * math.sqrt(1 / 9300 + 1 / 3480)
    )
    assert wide.lower * wide.upper == pytest.approx(wide.ratio**2)
    assert rate_ratio((9300, 3480), (50_000, 58_000), dispersion=0.2) == plain


def town(areas: int, seed: int) -> tuple[pd.Series[int], pd.Series[float]]:
    """Areas whose risk differs as that of a real city's does, whatever their group."""
    random = np.random.default_rng(seed)
    people = pd.Series(random.integers(1000, 3000, areas).astype(float))
    rate = 0.06 * np.exp(0.8 * random.normal(size=areas))
    return pd.Series(random.poisson(rate * people)), people


def test_all_limits_of_a_gradient_are_wider_by_its_root() -> None:
    count, people = town(150, 3)
    group = pd.Series(np.arange(150) // 30 + 1)
    found = gradient(count, people, group, seed=2)
    wider = stretch(found.dispersion)
    assert wider > 5
    ratio, linear, log = found.poisson
    for ours, theirs in ((found.ratio, ratio),):
        reach = math.log(theirs.upper / theirs.ratio)
        assert math.log(ours.upper / ours.ratio) == pytest.approx(wider * reach)
    for ours, theirs in ((found.linear, linear), (found.log, log)):
        assert (ours.sii, ours.start, ours.end) == (
            theirs.sii,
            theirs.start,
            theirs.end,
        )
    assert found.linear.sii_upper - found.linear.sii_lower == pytest.approx(
        wider * (linear.sii_upper - linear.sii_lower)
    )
    assert math.log(found.log.rii_upper / found.log.rii_lower) == pytest.approx(
        wider * math.log(log.rii_upper / log.rii_lower)
    )
    table = found.table
    for end in ("lower", "upper"):
        poisson = np.log(table[f"rate_{end}_poisson"] / table["rate"])
        ours = np.log(table[f"rate_{end}"] / table["rate"])
        assert ours.to_numpy() == pytest.approx((wider * poisson).to_numpy())


def shares_beyond_one(
    count: pd.Series[int], people: pd.Series[float], group: pd.Series[int], deals: int
) -> tuple[float, float]:
    """Share of shuffled gradients whose ratio is said to differ from 1, either way."""
    random = np.random.default_rng(11)
    wide = narrow = 0
    for _ in range(deals):
        dealt = pd.Series(random.permutation(group.to_numpy()), index=group.index)
        total, residents = count.groupby(dealt).sum(), people.groupby(dealt).sum()
        for dispersion in (within_groups(count, people, dealt), 1.0):
            found = rate_ratio(
                (total[1], total[5]),
                (residents[1], residents[5]),
                dispersion=dispersion,
            )
            beyond = found.lower > 1 or found.upper < 1
            if dispersion == 1.0:
                narrow += beyond
            else:
                wide += beyond
    return wide / deals, narrow / deals


@pytest.mark.slow
def test_deprivation_dealt_at_random_seldom_makes_a_gradient() -> None:
    """5% expected of 500 deals; 2 to 10% allowed, which covers binomial chance.

    In 99 of 100 runs of an interval that keeps its word 13 to 38 of 500 (2.6 to
    7.6%) exclude 1; the rest is for the few areas with much of the crime. Without
    the dispersion most deals would make a gradient.
    """
    assert binom.ppf([0.005, 0.995], 500, 0.05).tolist() == [13, 38]
    group = pd.Series(np.arange(152) * 5 // 152 + 1)
    for seed in (1, 2):
        wide, narrow = shares_beyond_one(*town(152, seed), group, 500)
        assert 0.02 <= wide <= 0.10
        assert narrow > 0.5

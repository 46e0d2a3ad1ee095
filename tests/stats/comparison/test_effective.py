"""Limits and p of counts whose incidents aren't independent."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, chi2, norm, poisson, t

from hotspot_app.stats.chance.limits import count_limits
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread
from hotspot_app.stats.chance.rate_ratio import rate_ratio
from hotspot_app.stats.comparison.effective import (
    limits_allowing,
    p_against_fixed,
    p_of_ratio,
    ratio_of,
)


def one(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array([value], dtype=float) for value in values)


@given(st.integers(0, 400), st.floats(0.2, 400), st.sampled_from([0.95, 0.998]))
def test_p_against_a_fixed_rate_is_that_of_the_limits(
    count: int, expected: float, level: float
) -> None:
    p = p_against_fixed([count], [expected])[0]
    lower, upper = (each[0] for each in count_limits([count], level=level))
    if min(abs(lower - expected), abs(upper - expected)) > 1e-9 * expected:
        assert (p < 1 - level) == (not lower <= expected <= upper)


def test_p_of_few_is_the_poisson_tail_doubled() -> None:
    assert p_against_fixed([7], [2.0])[0] == pytest.approx(2 * poisson.sf(6, 2))
    assert p_against_fixed([0], [5.0])[0] == pytest.approx(2 * np.exp(-5))
    assert p_against_fixed([0], [0.0])[0] == 1
    assert np.isnan(p_against_fixed([np.nan, 3], [2.0, np.nan])).all()


def test_p_of_a_ratio_is_binomial_given_the_total() -> None:
    for counts, people in (((40, 22), (900, 1100)), ((0, 9), (500, 500))):
        expected = binomtest(counts[0], sum(counts), people[0] / sum(people))
        p = p_of_ratio(one(*counts), one(*people))[0]
        tails = [
            binomtest(counts[0], sum(counts), people[0] / sum(people), side).pvalue
            for side in ("less", "greater")
        ]
        assert p == pytest.approx(2 * min(tails))
        assert p == pytest.approx(expected.pvalue, rel=0.3)


def test_worked_ratio_with_exact_limits() -> None:
    """methods.md 2.5: Bevois and Bassett, exact."""
    ratio, lower, upper = ratio_of(one(3499, 702), one(20_739, 12_830))
    assert ratio[0] == pytest.approx(3.0835, abs=5e-5)
    assert (lower[0], upper[0]) == pytest.approx((2.8426, 3.3486), abs=6e-5)


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.1, 10))
def test_ratios_of_many_are_those_of_each(first: int, second: int, scale: float):
    alone = rate_ratio((first, second), (1000, 1000 * scale), exact=True)
    ratio, lower, upper = ratio_of(one(first, second), one(1000, 1000 * scale))
    assert lower[0] == pytest.approx(alone.lower)
    if second:
        assert (ratio[0], upper[0]) == pytest.approx((alone.ratio, alone.upper))
    else:
        assert np.isnan([ratio[0], upper[0]]).all()


def test_overdispersion_is_a_count_divided_by_it() -> None:
    """Twice the variance of a Poisson count of 400 is that of 200 twos."""
    many = Spread(2.0, 1e9)
    lower, upper = limits_allowing([400], many)
    half = count_limits([200])
    assert (lower[0], upper[0]) == pytest.approx((2 * half[0][0], 2 * half[1][0]))
    p = p_of_ratio(one(400, 300), one(1, 1), many)[0]
    assert p == pytest.approx(p_of_ratio(one(200, 150), one(1, 1))[0], rel=1e-6)


def test_few_figures_widen_as_student_does() -> None:
    few = Spread(2.0, 12)
    p = p_of_ratio(one(4000, 3000), one(1, 1), few)[0]
    z = (4000 - 3000) / np.sqrt(7000) / np.sqrt(2)
    assert p == pytest.approx(2 * t.sf(z, 12), rel=0.03)
    assert p > 2 * norm.sf(z)


@pytest.mark.parametrize("spread", [Spread(0.4, 500), INDEPENDENT])
def test_no_limit_is_narrower_than_of_independent_incidents(spread: Any) -> None:
    plain = np.array(count_limits([5, 50]))
    assert np.array(limits_allowing([5, 50], spread)) == pytest.approx(plain)
    p = p_against_fixed([5, 50], [9.0, 30.0], spread)
    assert p == pytest.approx(p_against_fixed([5, 50], [9.0, 30.0]))


def test_limits_of_none_are_garwoods() -> None:
    lower, upper = limits_allowing([0])
    assert (lower[0], upper[0]) == pytest.approx((0, chi2.ppf(0.975, 2) / 2))

"""Funnels: worked answers, brute force from the formulas, and what limits must obey."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, norm, poisson

from hotspot_app.stats.comparison.funnel import (
    dispersion_of,
    fixed_limits,
    ohid_limits,
    outside_by_chance,
    p_of_funnel,
    widened,
)

LEVELS = (0.95, 0.998)
ROOTS = (0.95, 1.959964), (0.998, 3.090232)


@pytest.fixture
def wards(oracles: dict[str, Any]):
    known = oracles["fx_ward"]
    return np.array(known["crimes"], float), np.array(known["pop"], float)


@pytest.mark.parametrize(
    ("people", "inner", "outer"),
    [
        (1_500, (92.00, 125.33), (83.33, 136.00)),
        (5_000, (99.40, 117.80), (94.40, 123.20)),
        (16_000, (103.44, 113.62), (100.56, 116.62)),
        (50_000, (105.62, 111.40), (103.98, 113.08)),
    ],
)
def test_fixed_limits_at_four_populations(people, inner, outer) -> None:
    """methods.md 2.7 (a): the rate of the whole is 0.1085."""
    for level, ends in zip(LEVELS, (inner, outer), strict=True):
        found = fixed_limits(np.array([0.1085 * people]), level=level)
        rates = [1000 * end[0] / people for end in found]
        assert rates == pytest.approx(ends, abs=0.005)


def test_fixed_limits_are_the_quantiles_of_scipy() -> None:
    expected = np.concatenate([np.geomspace(1e-6, 1e6, 400), np.arange(1.0, 60)])
    for level in LEVELS:
        lower, upper = fixed_limits(expected, level=level)
        assert (lower == poisson.ppf((1 - level) / 2, expected)).all()
        assert (upper == poisson.ppf((1 + level) / 2, expected)).all()


def test_limits_of_more_incidents_than_there_will_ever_be() -> None:
    for limits in (fixed_limits, ohid_limits):
        lower, upper = limits(np.array([1e12]), level=0.95)
        assert lower[0] == pytest.approx(1e12 - 1.959964e6, abs=1e4)
        assert upper[0] == pytest.approx(1e12 + 1.959964e6, abs=1e4)


def test_ohid_limits_of_a_published_file() -> None:
    """One event at 116.1720835 per 100,000: testdata_funnel_rate_outputs.csv."""
    theta = 116.1720835
    for level, low, high in ((0.95, 20.85059, 4588.552), (0.998, 12.581705, None)):
        tail = (1 - level) / 2
        below, above = chi2.ppf(1 - tail, 4) / 2, chi2.ppf(tail, 2) / 2
        lower, upper = ohid_limits(np.array([below, above]), level=level)
        assert lower[0] == pytest.approx(1)
        assert upper[1] == pytest.approx(1)
        assert theta * lower[0] / below == pytest.approx(low, rel=1e-5)
        assert high is None or theta * upper[1] / above == pytest.approx(high, rel=1e-5)


def test_ohid_limits_touch_what_is_expected() -> None:
    expected = np.array([0.01, 0.5, 3.0, 7.0, 40.0, 5e4])
    for level in LEVELS:
        tail = (1 - level) / 2
        lower, upper = ohid_limits(expected, level=level)
        np.testing.assert_allclose(chi2.ppf(tail, 2 * upper) / 2, expected)
        some = lower > 0
        touched = chi2.ppf(1 - tail, 2 * lower[some] + 2) / 2
        np.testing.assert_allclose(touched, expected[some])
        assert (np.exp(-expected[~some]) > tail).all()  # none at all isn't too few


@pytest.mark.parametrize(
    ("observed", "expected", "levels"),
    [(151, 106.443, 2), (159, 232.933, -2), (8, 6.240, 0), (191, 184.096, 0)],
)
def test_published_examples_are_outside_or_not(observed, expected, levels) -> None:
    """methods.md 2.7 (b): OHID's own labels."""
    for limits in (fixed_limits, ohid_limits):
        out = 0
        for level in LEVELS:
            lower, upper = limits(np.array([expected]), level=level)
            out += int(observed > upper[0]) - int(observed < lower[0])
        assert out == levels
    p = p_of_funnel(*(np.array([float(n)]) for n in (observed, expected, 1)))[0]
    assert (p < 0.002) == (abs(levels) == 2)


def test_dispersion_of_wards(wards, oracles) -> None:
    """methods.md 2.7 (c)."""
    observed, people = wards
    found = dispersion_of(observed, people, observed.sum() / people.sum())
    assert found.raw == pytest.approx(oracles["fx_ward"]["phi_raw"])
    assert found.drawn_in == pytest.approx(oracles["fx_ward"]["phi_winsor10"])
    assert found.tau2 == pytest.approx(oracles["fx_ward"]["tau2"])
    assert found.far


def test_multiplicative_limits_are_those_of_the_adjusted_z(wards, oracles) -> None:
    """Outside 95% are Bevois +2.33, Bargate +2.01, Bassett -2.15, Sholing -2.00."""
    observed, people = wards
    theta = observed.sum() / people.sum()
    expected = theta * people
    spread = dispersion_of(observed, people, theta)
    factor = spread.inflation(people, "multiplicative")
    z = 2 * np.sqrt(people) * (np.sqrt(observed / people) - np.sqrt(theta))
    z /= np.sqrt(spread.drawn_in)
    named = dict(zip(oracles["fx_ward"]["name"], z, strict=True))
    four = {"Bevois": 2.33, "Bargate": 2.01, "Bassett": -2.15, "Sholing": -2.00}
    assert {name: named[name] for name in four} == pytest.approx(four, abs=0.005)
    for level, many in ((0.95, 4), (0.998, 0)):
        chance = fixed_limits(expected, level=level)
        lower, upper = widened(chance, expected, factor, level=level)
        assert ((observed > upper) | (observed < lower)).sum() == many
        half = norm.ppf((1 + level) / 2) * np.sqrt(spread.drawn_in)
        by_hand = (np.sqrt(theta) + half / (2 * np.sqrt(people))) ** 2
        np.testing.assert_allclose(upper / people, by_hand)
    p = p_of_funnel(observed, expected, factor)
    np.testing.assert_allclose(p, 2 * norm.sf(np.abs(z)), rtol=1e-9)


def test_additive_limits_by_hand(wards) -> None:
    observed, people = wards
    theta = observed.sum() / people.sum()
    spread = dispersion_of(observed, people, theta)
    factor = spread.inflation(people, "additive")
    for level, z in ROOTS:
        chance = fixed_limits(theta * people, level=level)
        lower, upper = widened(chance, theta * people, factor, level=level)
        half = z * np.sqrt(1 / (4 * people) + 0.0016450483692984446)
        np.testing.assert_allclose(
            lower / people, (np.sqrt(theta) - half) ** 2, rtol=1e-5
        )
        np.testing.assert_allclose(
            upper / people, (np.sqrt(theta) + half) ** 2, rtol=1e-5
        )


def test_one_area_equal_rates_and_no_incidents_tell_nothing() -> None:
    one = dispersion_of(np.array([5.0]), np.array([100.0]), 0.05)
    assert np.isnan([one.raw, one.drawn_in, one.tau2]).all()
    assert not one.far
    people = np.array([100.0, 200.0, 400.0])
    for rate in (0.05, 0.0):
        none = dispersion_of(rate * people, people, rate)
        assert (none.raw, none.drawn_in, none.tau2) == pytest.approx((0, 0, 0))
    for allow in ("none", "multiplicative", "additive"):
        for spread in (one, none):
            assert (spread.inflation(people, allow) == 1).all()
    for limits in (fixed_limits, ohid_limits):
        lower, upper = limits(np.array([0.0, np.nan]), level=0.95)
        assert (lower[0], upper[0]) == (0, 0)
        assert np.isnan([lower[1], upper[1]]).all()
    missing = p_of_funnel(np.array([np.nan, 0]), np.array([2.0, 0]), np.ones(2))
    assert np.isnan(missing[0])
    assert missing[1] == 1


@given(
    st.lists(st.integers(0, 400), min_size=2, max_size=12),
    st.floats(1e-3, 300),
    st.floats(1, 60),
)
def test_p_and_both_limits_call_the_same_outside(counts, expected, phi) -> None:
    """And allowing for overdispersion never calls more."""
    observed = np.array(counts, float)
    size = np.full(len(observed), expected)
    for factor in (np.ones(len(observed)), np.full(len(observed), phi)):
        p = p_of_funnel(observed, size, factor)
        for level in LEVELS:
            called = []
            for limits in (fixed_limits, ohid_limits):
                chance = limits(size, level=level)
                lower, upper = widened(chance, size, factor, level=level)
                assert (lower <= chance[0]).all()
                assert (upper >= chance[1]).all()
                called.append((observed > upper) | (observed < lower))
            assert (called[0] == called[1]).all()
            assert (called[0] == (p < 1 - level)).all()


def test_by_chance_alone_few_are_outside_and_phi_is_small() -> None:
    """Of 2,000 towns of 40 areas with one rate: at most 5% and 0.2% are outside."""
    random = np.random.default_rng(8)
    people = random.uniform(1_000, 3_000, 40)
    expected = 0.02 * people
    counts = random.poisson(expected, (2_000, 40)).astype(float)
    for level in LEVELS:
        lower, upper = fixed_limits(expected, level=level)
        outside = ((counts > upper) | (counts < lower)).mean()
        assert 0.4 * (1 - level) < outside <= 1.05 * (1 - level)
        told = outside_by_chance(np.append(expected, [0, np.nan]), level=level)
        assert 40 * outside == pytest.approx(told, rel=0.1)
    spread = [dispersion_of(row, people, row.sum() / people.sum()) for row in counts]
    assert np.mean([each.raw for each in spread]) == pytest.approx(1, abs=0.05)
    assert np.mean([each.far for each in spread]) < 0.001


def test_additive_spread_is_found_again_and_allowed_for() -> None:
    """Rates whose roots vary by τ² = 0.0004: about 5% are beyond the 95% limits."""
    random = np.random.default_rng(9)
    people = random.uniform(1_000, 20_000, 60)
    roots = 0.25 + 0.02 * random.standard_normal((400, 60))
    counts = random.poisson(people * roots**2).astype(float)
    tau2, outside = [], []
    for row in counts:
        theta = row.sum() / people.sum()
        spread = dispersion_of(row, people, theta)
        tau2.append(spread.tau2)
        p = p_of_funnel(row, theta * people, spread.inflation(people, "additive"))
        outside.append((p < 0.05).mean())
    assert 0.0002 < np.mean(tau2) < 0.0004  # drawing in the tails makes it smaller
    assert 0.05 < np.mean(outside) < 0.15

"""Treated places against others: worked answers, and how often it is wrong."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.stats.comparison.evaluation import (
    displacement_difference,
    moved_alike,
    relative_effect,
)

COUNTS = st.tuples(st.integers(0, 300), st.integers(0, 300))


def test_the_published_case() -> None:
    """Wheeler and Ratcliffe's: treated 20 to 10, control 20 to 20."""
    found = displacement_difference((20, 10), (20, 20))
    assert found.value == -10
    assert found.error == pytest.approx(8.3666, abs=1e-4)
    assert found.z == pytest.approx(-1.195229, abs=1e-6)
    assert found.p == pytest.approx(0.2320, abs=1e-4)
    assert (found.lower, found.upper) == pytest.approx((-26.398, 6.398), abs=1e-3)


def test_periods_of_other_lengths_are_weighted() -> None:
    """Two years before, one after: half of the first counts, a quarter of its noise."""
    found = displacement_difference((40, 10), (40, 20), weights=(2, 1))
    assert found.value == -10
    assert found.error == pytest.approx(np.sqrt(40 / 4 + 10 + 40 / 4 + 20))


@given(COUNTS, COUNTS)
def test_swapping_the_places_turns_the_sign(
    treated: tuple[int, int], compared: tuple[int, int]
) -> None:
    there = displacement_difference(treated, compared)
    back = displacement_difference(compared, treated)
    assert there.value == -back.value
    assert there.p == pytest.approx(back.p)
    assert there.lower <= there.value <= there.upper


def test_what_cant_be_counts_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        displacement_difference((-1, 2), (1, 2))
    with pytest.raises(ValueError, match="above 0"):
        displacement_difference((1, 2), (1, 2), weights=(0, 1))


def test_nothing_anywhere_is_no_change() -> None:
    found = displacement_difference((0, 0), (0, 0))
    assert (found.value, found.p) == (0, 1)


def test_the_ratio_of_ratios_by_hand() -> None:
    found = relative_effect((100, 50), (200, 180))
    assert found.ratio == pytest.approx((50 / 100) / (180 / 200))
    half = 1.959964 * np.sqrt(1 / 100 + 1 / 50 + 1 / 200 + 1 / 180)
    assert np.log(found.upper / found.ratio) == pytest.approx(half)
    assert np.log(found.ratio / found.lower) == pytest.approx(half)
    assert np.isnan(relative_effect((0, 50), (200, 180)).ratio)


def test_the_trend_of_a_share_by_the_formula() -> None:
    """Cochran-Armitage written out for six months of shares that vary little."""
    one = np.array([50, 49, 51, 50, 48, 52.0])
    other = np.full(6, 100.0)
    month = np.arange(6)
    total = one + other
    share = one.sum() / total.sum()
    top = (month * (one - total * share)).sum()
    below = (
        share
        * (1 - share)
        * ((total * month**2).sum() - (total * month).sum() ** 2 / total.sum())
    )
    z = top / np.sqrt(below)
    from_tables = 2 * (1 - 0.5 * (1 + np.tanh(0.7988 * abs(z) * (1 + 0.04417 * z**2))))
    found = moved_alike(one, other)
    assert found.spread == 1
    assert found.trend_p == pytest.approx(from_tables, abs=2e-3)


def test_few_months_say_nothing() -> None:
    found = moved_alike([5, 0, 4, np.nan, 0, 3], [9, 0, 8, 2, 0, 4])
    assert not found.known
    assert found.months == 3
    assert np.isnan(found.trend_p)


def test_a_drift_apart_is_found() -> None:
    found = moved_alike(np.arange(20, 80, 5), np.full(12, 60))
    assert found.trend_p < 0.001


@pytest.mark.slow
@pytest.mark.parametrize("spread", [0.0, 0.3])
def test_places_that_moved_alike_are_seldom_told_apart(spread: float) -> None:
    random = np.random.default_rng(7)
    wrong = 0
    for _ in range(1500):
        season = 40 * np.exp(random.normal(0, 0.2, 12))
        own = np.exp(random.normal(0, spread, (2, 12)))
        one, other = random.poisson(season * own * [[1], [3]])
        wrong += moved_alike(one, other).trend_p <= 0.05
    assert 0.03 <= wrong / 1500 <= 0.085


@pytest.mark.slow
def test_limits_hold_what_is_so() -> None:
    """A fall of a fifth in the treated place and none elsewhere, 4,000 times."""
    random = np.random.default_rng(3)
    held = both = 0
    for _ in range(4000):
        treated = tuple(random.poisson([80, 64]))
        compared = tuple(random.poisson([120, 120]))
        found = displacement_difference(treated, compared)
        held += found.lower <= -16 <= found.upper
        ratio = relative_effect(treated, compared)
        both += ratio.lower <= 0.8 <= ratio.upper
    assert 0.935 <= held / 4000 <= 0.965
    assert 0.935 <= both / 4000 <= 0.965

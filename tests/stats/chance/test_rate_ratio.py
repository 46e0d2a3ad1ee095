from __future__ import annotations

from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binom

from hotspot_app.stats.chance.rate_ratio import rate_ratio

# deprivation quintiles 1 and 5; Bevois and Bassett; Bargate and the rest of the city
CASES = [
    ((9300, 3480), (50_000, 58_000), 3.1, (2.9816, 3.2231), None),
    ((9300, 3000), (50_000, 50_000), 3.1, (2.9750, 3.2302), (2.9747, 3.2313)),
    ((3499, 702), (20_739, 12_830), 3.0835, (2.8434, 3.3439), (2.8426, 3.3486)),
    (
        (3240, 28_239 - 3240),
        (20_176, 260_267 - 20_176),
        1.5423,
        (1.4869, 1.5998),
        (1.4864, 1.5998),
    ),
]


@pytest.mark.parametrize(("counts", "people", "ratio", "limits", "exact"), CASES)
def test_worked_ratios(
    counts: tuple[float, float],
    people: tuple[float, float],
    ratio: float,
    limits: tuple[float, float],
    exact: tuple[float, float] | None,
) -> None:
    found = rate_ratio(counts, people)
    assert found.ratio == pytest.approx(ratio, abs=5e-5)
    assert (found.lower, found.upper) == pytest.approx(limits, abs=6e-5)
    if exact:
        found = rate_ratio(counts, people, exact=True)
        assert (found.lower, found.upper) == pytest.approx(exact, abs=6e-5)


def test_p_of_changes_between_years(oracles: dict[str, Any]) -> None:
    for change in oracles["change"]:
        counts = (change["n1"], change["n0"])
        found = rate_ratio(counts, (1, 1))
        assert 100 * (found.ratio - 1) == pytest.approx(change["pct"], abs=1e-5)
        assert found.p == pytest.approx(change["p_log"], abs=1e-5)
        exact = rate_ratio(counts, (1, 1), exact=True)
        assert exact.p == pytest.approx(change["p_exact"], abs=1e-5)


def test_limits_of_changes_between_years() -> None:
    for new, old, low, high in [
        (28_239, 31_872, -12.8, -10.0),
        (73, 55, -6.5, 88.3),
        (30, 44, -57.1, 8.4),
        (4804, 4682, -1.4, 6.8),
    ]:
        found = rate_ratio((new, old), (1, 1))
        limits = (100 * (found.lower - 1), 100 * (found.upper - 1))
        assert limits == pytest.approx((low, high), abs=0.051)


@given(st.integers(0, 9), st.integers(0, 12), st.floats(0.1, 10))
@settings(deadline=None)
def test_few_incidents_are_exact_by_hand(one: int, other: int, times: float) -> None:
    found = rate_ratio((one, other), (100 * times, 100))
    total, share = one + other, times / (1 + times)
    chance = [
        comb(total, i) * share**i * (1 - share) ** (total - i) for i in range(total + 1)
    ]
    doubled = 2 * min(sum(chance[: one + 1]), sum(chance[one:]))
    assert found.p == pytest.approx(min(1, doubled))


def test_exact_limits_touch_the_doubled_p() -> None:
    found = rate_ratio((7, 3), (100, 100))
    for edge in (found.lower, found.upper):
        # with the one side `edge` times as large, its rate would be the same
        assert rate_ratio((7, 3), (100 * edge, 100)).p == pytest.approx(0.05)


@given(st.integers(1, 400), st.integers(1, 400), st.floats(0.02, 50))
@settings(deadline=None)
def test_exact_limits_and_p_are_those_of_scipys_distributions(
    one: int, other: int, times: float
) -> None:
    found = rate_ratio((one, other), (times, 1.0), exact=True)
    low = beta.ppf(0.025, one, other + 1)
    high = beta.ppf(0.975, one + 1, other)
    assert found.lower == pytest.approx(low / (1 - low) / times, rel=1e-12)
    assert found.upper == pytest.approx(high / (1 - high) / times, rel=1e-12)
    share = times / (times + 1)
    tails = (
        binom.cdf(one, one + other, share),
        binom.sf(one - 1, one + other, share),
    )
    assert found.p == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-9)


def test_none_on_a_side() -> None:
    found = rate_ratio((4, 0), (100, 100))
    assert (found.ratio, found.upper) == (np.inf, np.inf)
    assert found.lower > 0
    found = rate_ratio((0, 30), (100, 100), exact=False)
    assert (found.ratio, found.lower) == (0, 0)
    found = rate_ratio((0, 0), (100, 100))
    assert np.isnan(found.ratio)
    assert (found.lower, found.upper, found.p) == (0, np.inf, 1)


@given(
    st.tuples(st.integers(1, 5000), st.integers(1, 5000)),
    st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)),
)
@settings(deadline=None)
def test_turned_round_it_is_the_inverse(
    counts: tuple[int, int], people: tuple[int, int]
) -> None:
    found = rate_ratio(counts, people)
    turned = rate_ratio(counts[::-1], people[::-1])
    assert turned.ratio == pytest.approx(1 / found.ratio)
    assert (turned.lower, turned.upper) == (
        pytest.approx(1 / found.upper),
        pytest.approx(1 / found.lower),
    )
    assert turned.p == pytest.approx(found.p)
    assert found.lower < found.ratio < found.upper


def test_refuses_what_has_no_rate() -> None:
    for counts, people in [((1, 1), (0, 1)), ((-1, 1), (1, 1)), ((1, np.nan), (1, 1))]:
        with pytest.raises(ValueError, match="denominators above 0"):
            rate_ratio(counts, people)

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from hotspot_app.stats.chance.limits import count_limits, z_of

# OHID, PHEindicatormethods, tests/testthat/testdata_Rate.xlsx and
# testdata_Byars_Wilson.xlsx (1, 5, 20, 65, 1045); the others by hand.
COUNT_LIMITS = [
    (0, 0, 3.688879, 0, 6.907755),
    (1, 0.025317808, 5.571643391, 0.001000500, 9.233413476),
    (5, 1.623486390, 11.668332079, 0.739371732, 16.454745204),
    (9, 4.115373097, 17.084803451, 2.452424404, 22.657373309),
    (10, 4.787449914, 18.391458606, 2.916318375, 24.193724928),
    (20, 12.211428835, 30.889880369, 8.922802365, 38.085035625),
    (65, 50.163187710, 82.849138546, 42.880261471, 94.000290844),
    (1045, 982.593201807, 1110.331212986, 947.940703561, 1148.806160988),
    (3240, 3129.386767297, 3353.524689256, 3066.943503564, 3419.783133203),
]


@pytest.mark.parametrize("case", COUNT_LIMITS, ids=lambda case: str(case[0]))
def test_published_limits_of_counts(case: tuple[float, ...]) -> None:
    count, lower, upper, far_lower, far_upper = case
    assert count_limits([count]) == (
        pytest.approx([lower], rel=1e-6, abs=1e-6),
        pytest.approx([upper], rel=1e-6),
    )
    assert count_limits([count], level=0.998) == (
        pytest.approx([far_lower], rel=1e-6, abs=1e-6),
        pytest.approx([far_upper], rel=1e-6),
    )


def test_oracles_of_counts(oracles: dict[str, Any]) -> None:
    for count, level, lower, upper in oracles["byar_exact"]:
        low, high = count_limits(count, level=level)
        assert (low, high) == (pytest.approx(lower), pytest.approx(upper))


def test_exact_limits_are_where_a_tail_holds_a_fortieth() -> None:
    count = np.arange(1, 10)
    lower, upper = count_limits(count)
    assert poisson.sf(count - 1, lower) == pytest.approx(0.025)
    assert poisson.cdf(count, upper) == pytest.approx(0.025)


def test_missing_count_has_missing_limits() -> None:
    lower, upper = count_limits([np.nan, 3, 30])
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, False, False]


@given(st.integers(0, 100_000), st.sampled_from([0.8, 0.9, 0.95, 0.998]))
@settings(deadline=None)
def test_limits_bracket_the_count_and_grow_with_it(count: int, level: float) -> None:
    lower, upper = count_limits([count, count + 1], level=level)
    assert 0 <= lower[0] <= count < upper[0]
    assert lower[0] < lower[1]
    assert upper[0] < upper[1]
    wide_lower, wide_upper = count_limits(count, level=(1 + level) / 2)
    assert wide_lower <= lower[0]
    assert wide_upper > upper[0]


def test_refusals() -> None:
    with pytest.raises(ValueError, match="negative"):
        count_limits([-1])
    for level in (0, 1, 95):
        with pytest.raises(ValueError, match="level"):
            z_of(level)
    assert z_of(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert z_of(0.998) == pytest.approx(3.090232, abs=1e-6)

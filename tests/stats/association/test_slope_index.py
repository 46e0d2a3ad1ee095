from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.stats.association.slope_index import fit_slope, places, slopes
from hotspot_app.stats.chance.rates import crude_rate


def table_of(counts: list[float], people: list[float]) -> pd.DataFrame:
    frame = pd.DataFrame({"count": counts, "population": people}, dtype=float)
    return frame.join(crude_rate(frame["count"], frame["population"]))


def fixture(oracles: dict[str, Any]) -> pd.DataFrame:
    known = oracles["fx_dep"]
    counts = [
        rate * people / 1000
        for rate, people in zip(known["rate"], known["pop"], strict=True)
    ]
    return table_of(counts, known["pop"])


def test_published_slope(oracles: dict[str, Any]) -> None:
    # OHID, PHEindicatormethods, tests/testthat/testdata_SII.xlsx, area 1
    known = oracles["sii_ohid_area1"]
    start, slope = fit_slope(known["value"], known["pop"])
    assert start == pytest.approx(known["intercept"])
    assert slope == pytest.approx(known["sii"])
    assert (start + slope) / start == pytest.approx(known["rii"])


def test_places_by_hand() -> None:
    share, middle = places([50_000, 52_000, 51_000, 49_000, 58_000])
    assert share.round(6).tolist() == [0.192308, 0.2, 0.196154, 0.188462, 0.223077]
    assert middle.round(6).tolist() == [
        0.096154,
        0.292308,
        0.490385,
        0.682692,
        0.888462,
    ]


def test_slopes_of_the_fixture(oracles: dict[str, Any]) -> None:
    known = oracles["fx_dep"]
    linear, log = slopes(fixture(oracles))
    assert linear is not None
    assert log is not None
    assert linear.start == pytest.approx(known["y0"])
    assert linear.sii == pytest.approx(known["sii"])
    assert linear.rii == pytest.approx(known["rii"])
    assert 1 / linear.rii == pytest.approx(5.213509, abs=1e-6)
    assert (log.start, log.end) == pytest.approx((205.684343, 51.592218))
    assert log.sii == pytest.approx(known["log_sii"])
    assert log.rii == pytest.approx(known["log_rii"])
    assert 1 / log.rii == pytest.approx(3.986732, abs=1e-6)


def test_fit_is_least_squares_with_weights() -> None:
    rng = np.random.default_rng(2)
    people, value = rng.uniform(100, 900, 8), rng.uniform(10, 90, 8)
    share = people / people.sum()
    middle = np.cumsum(share) - share / 2
    slope, start = np.polyfit(middle, value, 1, w=np.sqrt(share))
    assert fit_slope(value, people) == (pytest.approx(start), pytest.approx(slope))


def test_limits_are_those_of_a_normal(oracles: dict[str, Any]) -> None:
    table = fixture(oracles)
    linear, log = slopes(table, seed=5)
    assert linear is not None
    assert log is not None
    # the slope is a weighted sum of rates, so its standard error is known
    se = ((table["rate_upper"] - table["rate_lower"]) / (2 * 1.959964)).to_numpy()
    share, middle = places(table["population"])
    lever = share * (middle - 0.5) / np.sum(share * (middle - 0.5) ** 2)
    reach = 1.959964 * np.sqrt(np.sum((lever * se) ** 2))
    assert linear.sii_lower == pytest.approx(linear.sii - reach, abs=0.03 * reach)
    assert linear.sii_upper == pytest.approx(linear.sii + reach, abs=0.03 * reach)
    se = np.log(table["rate_upper"] / table["rate_lower"]).to_numpy() / (2 * 1.959964)
    reach = 1.959964 * np.sqrt(np.sum((lever * se) ** 2))
    assert np.log(log.rii_upper / log.rii) == pytest.approx(reach, rel=0.03)
    assert np.log(log.rii / log.rii_lower) == pytest.approx(reach, rel=0.03)


def test_same_seed_same_limits(oracles: dict[str, Any]) -> None:
    table = fixture(oracles)
    assert slopes(table, seed=1) == slopes(table, seed=1)
    assert slopes(table, seed=1) != slopes(table, seed=2)


@given(
    st.lists(
        st.tuples(st.integers(20, 3000), st.integers(5000, 90_000)),
        min_size=5,
        max_size=10,
    ),
    st.integers(2, 20),
)
@settings(deadline=None, max_examples=4)
def test_laws_of_slopes(rows: list[tuple[int, int]], times: int) -> None:
    counts, people = (list(column) for column in zip(*rows, strict=True))
    linear, log = slopes(table_of(counts, people))
    turned = slopes(table_of(counts[::-1], people[::-1]))
    assert linear is not None
    assert log is not None
    assert turned[0] is not None
    assert turned[1] is not None
    # from the other end, the slope changes its sign and the ratio is the inverse
    assert turned[0].sii == pytest.approx(-linear.sii)
    assert turned[1].rii == pytest.approx(1 / log.rii)
    for found in (linear, log):
        assert found.sii_lower < found.sii < found.sii_upper
    assert log.rii_lower < log.rii < log.rii_upper
    # residents in other units change rates, not ratios
    start, slope = fit_slope(counts, [times * n for n in people])
    assert (start, slope) == pytest.approx(fit_slope(counts, people))


def test_equal_rates_have_no_slope() -> None:
    linear, log = slopes(table_of([10, 20, 30, 40, 50], [100, 200, 300, 400, 500]))
    assert linear is not None
    assert log is not None
    assert linear.sii == pytest.approx(0, abs=1e-9)
    assert log.rii == pytest.approx(1)


def test_no_relative_limits_where_draws_go_below_zero() -> None:
    """The line ends just above 0, so that near half of the draws end below it."""
    people = [100.0] * 5
    linear, _ = slopes(table_of([100, 72, 55, 32, 12], people))
    assert linear is not None
    assert linear.end > 0
    assert linear.rii > 0
    assert np.isnan([linear.rii_lower, linear.rii_upper]).all()
    steep, _ = slopes(table_of([500, 100, 20, 5, 1], people))
    assert steep is not None
    assert steep.end < 0
    assert np.isnan([steep.rii, steep.rii_lower, steep.rii_upper]).all()
    assert steep.sii_lower < steep.sii < steep.sii_upper


def test_too_few_groups_or_none_recorded_in_one() -> None:
    assert slopes(table_of([5, 6, 7, 8, 0], [10, 10, 10, 10, 0])) == (None, None)
    linear, log = slopes(table_of([5, 6, 7, 8, 0], [10, 10, 10, 10, 10]))
    assert linear is not None
    assert log is None


def test_no_inverse_where_the_line_goes_below_zero() -> None:
    linear, _ = slopes(table_of([500, 100, 20, 5, 1], [100] * 5))
    assert linear is not None
    assert linear.end < 0
    assert np.isnan(linear.rii)

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from esda.smoothing import Empirical_Bayes, assuncao_rate
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from hotspot_app.stats.chance.limits import count_limits
from hotspot_app.stats.chance.rates import (
    against_benchmark,
    against_city,
    crude_rate,
    differ_by_chance,
    dispersion,
    eb_standardised,
    empirical_bayes,
    overall_rate,
)


def series(values: list[Any], dtype: str = "float64") -> pd.Series[Any]:
    codes = pd.Index([f"A{i}" for i in range(len(values))], name="code")
    return pd.Series(values, index=codes, dtype=dtype)


def wards(oracles: dict[str, Any]) -> pd.DataFrame:
    known = oracles["fx_ward"]
    return pd.DataFrame(
        {name: known[name] for name in ("pop", "crimes", "rate1dp", "class95")},
        index=pd.Index(known["name"], name="code"),
    )


counts_and_people = st.lists(
    st.tuples(st.integers(0, 500), st.integers(1, 20_000)), min_size=2, max_size=12
)


# --- crude rates


def test_published_rates() -> None:
    # OHID, PHEindicatormethods, tests/testthat/testdata_Rate.xlsx
    count, people = series([9856, 222]), series([12345, 3215])
    found = crude_rate(count, people, per=100)
    assert found.loc["A0"].tolist() == pytest.approx(
        [79.8379911, 78.2694906, 81.4300165]
    )
    assert found.loc["A1"].tolist() == pytest.approx([6.9051322, 6.0265749, 7.8757294])
    found = crude_rate(series([444]), series([6430]), per=100_000)
    assert found.loc["A0"].tolist() == pytest.approx(
        [6905.132193, 6277.688114, 7578.304459]
    )


def test_rate_of_the_city() -> None:
    found = crude_rate(series([28_239]), series([252_872])).loc["A0"]
    assert found.round(2).tolist() == [111.67, 110.37, 112.98]


def test_rates_of_wards(oracles: dict[str, Any]) -> None:
    ward = wards(oracles)
    found = crude_rate(ward["crimes"], ward["pop"])
    assert found["rate"].round(1).tolist() == ward["rate1dp"].tolist()
    assert found.loc["Bassett"].round(2).tolist()[1:] == [50.74, 58.92]
    assert found.loc["Millbrook"].round(2).tolist()[1:] == [106.18, 116.34]
    assert found.loc["Bevois"].round(2).tolist()[1:] == [163.17, 174.40]


def test_no_denominator_no_rate() -> None:
    found = crude_rate(series([3, 3, 0, np.nan]), series([0, np.nan, 10, 10]))
    assert found.isna().all(axis=1).tolist() == [True, True, False, True]
    assert found.loc["A2", ["rate", "rate_lower"]].tolist() == [0, 0]
    assert found.loc["A2", "rate_upper"] == pytest.approx(368.8879454)


def test_rates_above_a_thousand_stay() -> None:
    assert crude_rate(series([50]), series([20])).loc["A0", "rate"] == 2500


def test_nullable_numbers_are_taken() -> None:
    people = series([10, pd.NA], "Int64")
    assert crude_rate(series([1, 1], "int64"), people)["rate"].notna().tolist() == [
        True,
        False,
    ]


@given(counts_and_people, st.integers(2, 50))
@settings(deadline=None)
def test_limits_bracket_and_scale(rows: list[tuple[int, int]], times: int) -> None:
    count, people = (series(list(column)) for column in zip(*rows, strict=True))
    found = crude_rate(count, people)
    assert (found["rate_lower"] <= found["rate"]).all()
    assert (found["rate"] < found["rate_upper"]).all()
    # as many residents again: the rate falls as much; per as many: it rises
    again = crude_rate(count, people * times, per=1000 * times)
    pd.testing.assert_frame_equal(again, found)


@given(counts_and_people, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=25)
def test_order_changes_nothing_by_code(rows: list[tuple[int, int]], turn: Any) -> None:
    count, people = (series(list(column)) for column in zip(*rows, strict=True))
    codes = list(count.index)
    turn.shuffle(codes)
    for function in (crude_rate, empirical_bayes, eb_standardised, against_city):
        found = function(count[codes], people[codes]).loc[count.index]
        expected = function(count, people)
        if isinstance(found, pd.DataFrame) or found.dtype == "float64":
            assert np.allclose(found, expected, equal_nan=True)
        else:
            assert found.equals(expected)
    assert dispersion(count[codes], people[codes]) == pytest.approx(
        dispersion(count, people)
    )


# --- against the city


def test_wards_against_the_city(oracles: dict[str, Any]) -> None:
    ward = wards(oracles)
    city = overall_rate(ward["crimes"], ward["pop"])
    assert round(city, 1) == oracles["fx_ward"]["city_rate"]
    found = against_city(ward["crimes"], ward["pop"])
    assert found.tolist() == ward["class95"].tolist()


def test_ring_does_not_move_the_city(oracles: dict[str, Any]) -> None:
    ward = wards(oracles)
    ring = pd.DataFrame({"pop": [9000], "crimes": [90_000]}, index=["Elsewhere"])
    both = pd.concat([ward, ring])
    inside = pd.Series([True] * len(ward) + [False], index=both.index)
    found = against_city(both["crimes"], both["pop"], reference=inside)
    assert found.tolist() == [*ward["class95"], "higher"]
    assert overall_rate(both["crimes"], both["pop"], reference=inside) == pytest.approx(
        overall_rate(ward["crimes"], ward["pop"])
    )


def test_limits_that_touch_are_similar() -> None:
    lower, upper = series([1, 2, 2.1, 1, np.nan, 1]), series([1.9, 3, 3, 2, 3, np.nan])
    assert against_benchmark(lower, upper, 2.0).tolist() == [
        "lower",
        "similar",
        "higher",
        "similar",
        "no data",
        "no data",
    ]
    assert set(against_benchmark(lower, upper, np.nan)) == {"no data"}


def test_area_without_denominator_is_out_of_the_overall_rate() -> None:
    count, people = series([10, 500, 7]), series([1000, np.nan, 0])
    assert overall_rate(count, people) == 10
    assert against_city(count, people).tolist() == ["similar", "no data", "no data"]
    assert np.isnan(overall_rate(count, people * np.nan))


# --- smoothed rates


def test_smoothed_rates_by_hand(oracles: dict[str, Any]) -> None:
    known = oracles["eb_marshall"]
    count, people = series(known["O"]), series(known["n"])
    found = empirical_bayes(count, people)
    assert found.round(4).tolist() == known["eb_per_1000"]
    z = eb_standardised(count, people)
    assert z.tolist() == pytest.approx(known["eb_moran_z"], abs=5e-7)


@given(counts_and_people)
@settings(deadline=None)
def test_smoothed_rates_agree_with_esda(rows: list[tuple[int, int]]) -> None:
    count, people = (series(list(column)) for column in zip(*rows, strict=True))
    rate, share = count / people, people / people.sum()
    overall = (share * rate).sum()
    beyond_chance = (share * (rate - overall) ** 2).sum() - overall / people.mean()
    assume(beyond_chance > 1e-12)  # esda gives negative weights below 0
    theirs = Empirical_Bayes(count.to_numpy(), people.to_numpy()).r.ravel() * 1000
    assert np.allclose(empirical_bayes(count, people), theirs)
    theirs = assuncao_rate(count.to_numpy(), people.to_numpy())
    assert np.allclose(eb_standardised(count, people), theirs, rtol=1e-6, atol=1e-9)


@given(counts_and_people)
@settings(deadline=None)
def test_smoothed_rate_lies_between_own_and_overall(
    rows: list[tuple[int, int]],
) -> None:
    count, people = (series(list(column)) for column in zip(*rows, strict=True))
    own, overall = crude_rate(count, people)["rate"], overall_rate(count, people)
    smoothed = empirical_bayes(count, people)
    slack = 1e-9 * (1 + own.abs().max())
    assert (smoothed >= np.minimum(own, overall) - slack).all()
    assert (smoothed <= np.maximum(own, overall) + slack).all()


def test_smoothing_leaves_out_what_has_no_denominator() -> None:
    count, people = (
        series([0, 2, 8, 30, 60, 99]),
        series([300, 900, 1600, 2500, 4000, 0]),
    )
    for function in (empirical_bayes, eb_standardised):
        found = function(count, people)
        assert np.isnan(found["A5"])
        assert np.allclose(found[:5], function(count[:5], people[:5]))


def test_reference_decides_what_is_usual() -> None:
    count = series([0, 2, 8, 30, 60, 400])
    people = series([300, 900, 1600, 2500, 4000, 500])
    inside = pd.Series([True] * 5 + [False], index=count.index)
    for function in (empirical_bayes, eb_standardised):
        found = function(count, people, reference=inside)
        assert np.allclose(found[:5], function(count[:5], people[:5]))
        assert found["A5"] > found[:5].max()


def test_nothing_recorded_is_no_warning() -> None:
    count, people = series([0, 0, 0]), series([10, 20, 0])
    assert empirical_bayes(count, people).tolist()[:2] == [0, 0]
    assert eb_standardised(count, people).tolist()[:2] == [0, 0]
    nobody = series([0, 0, 0])
    assert empirical_bayes(count, nobody).isna().all()
    assert eb_standardised(count, nobody).isna().all()
    assert np.isnan(dispersion(count, nobody))
    assert dispersion(count, people) == 0


# --- what chance alone gives


def test_how_many_differ_by_chance_is_what_simulated_cities_show() -> None:
    """152 areas of one rate: under 3 of 152 where there are few incidents, about 7."""
    random = np.random.default_rng(2)
    people = pd.Series(random.lognormal(7.4, 0.2, 152))
    for total, least, most in ((100, 1.4, 2.2), (1000, 4.0, 5.2), (16_000, 6.2, 7.2)):
        rate = 1000 * total / people.sum()
        found = differ_by_chance(people, rate)
        seen = [
            against_city(pd.Series(random.poisson(people * rate / 1000)), people)
            .isin(["higher", "lower"])
            .sum()
            for _ in range(100)
        ]
        assert least < found < most
        assert np.mean(seen) == pytest.approx(found, abs=0.8)


def test_how_many_differ_by_chance_by_hand() -> None:
    """Limits of 0 and of 11 and more exclude 5, those of 1 to 10 don't."""
    one = pd.Series([1000.0, np.nan, 0.0])
    lower, upper = count_limits(np.arange(20))
    out = (lower > 5) | (upper < 5)
    assert np.flatnonzero(out).tolist() == [0, *range(11, 20)]
    chance = poisson.pmf(0, 5) + poisson.sf(10, 5)
    assert differ_by_chance(one, 5.0) == pytest.approx(chance)
    assert np.isnan(differ_by_chance(one * np.nan, 5.0))


# --- dispersion


def test_dispersion_of_wards(oracles: dict[str, Any]) -> None:
    ward, known = wards(oracles), oracles["fx_ward"]
    assert dispersion(ward["crimes"], ward["pop"]) == pytest.approx(
        known["phi_winsor10"], rel=1e-3
    )
    assert dispersion(ward["crimes"], ward["pop"], winsorise=0) == pytest.approx(
        known["phi_raw"], rel=1e-3
    )


def test_dispersion_is_about_one_by_chance() -> None:
    rng = np.random.default_rng(8)
    people = pd.Series(rng.integers(800, 3000, 4000).astype(float))
    count = pd.Series(rng.poisson(0.02 * people))
    assert dispersion(count, people, winsorise=0) == pytest.approx(1, abs=0.1)


# --- refusals


def test_refusals() -> None:
    one, other = series([1, 2]), pd.Series([1, 2], index=["X", "Y"])
    with pytest.raises(ValueError, match="different areas"):
        crude_rate(one, other)
    with pytest.raises(ValueError, match="different areas"):
        against_benchmark(one, other, 1)
    with pytest.raises(ValueError, match="areas of reference"):
        overall_rate(one, one, reference=other.astype(bool))
    with pytest.raises(ValueError, match="negative"):
        crude_rate(-one, one)
    with pytest.raises(ValueError, match="drawn in"):
        dispersion(one, one, winsorise=0.5)
    with pytest.raises(ValueError, match="level"):
        crude_rate(one, one, level=95)


def test_inputs_are_left_as_they_were() -> None:
    count, people = series([1, 2]), series([0, 5])
    before = count.copy(), people.copy()
    for function in (crude_rate, empirical_bayes, eb_standardised, against_city):
        function(count, people)
    assert count.equals(before[0])
    assert people.equals(before[1])

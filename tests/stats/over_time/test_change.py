from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from hotspot_app.stats.chance.rate_ratio import rate_ratio
from hotspot_app.stats.over_time.change import (
    changes,
    contributions,
    of_small_numbers,
    sign_test,
    smallest_change,
    smallest_p,
    turns,
)

KNOWN = Path(__file__).parents[2] / "known" / "oracles.json"
COUNT = st.one_of(st.integers(0, 12), st.integers(0, 5_000))


def compared(now: list[float], before: list[float], days=(181, 181)) -> pd.DataFrame:
    codes = [f"A{n}" for n in range(len(now))]
    return changes(pd.Series(now, index=codes), pd.Series(before, index=codes), days)


def test_series_of_the_published_year_come_out_as_worked_out_elsewhere() -> None:
    series = json.loads(KNOWN.read_text(encoding="utf-8"))["change"]
    found = compared([s["n1"] for s in series], [s["n0"] for s in series])
    for each, row in zip(series, found.itertuples(), strict=True):
        assert 100 * (row.ratio - 1) == pytest.approx(each["pct"], abs=1e-4)
        assert row.p == pytest.approx(each["p_log"], abs=1e-5)
        exact = rate_ratio((each["n1"], each["n0"]), (1, 1), exact=True).p
        assert exact == pytest.approx(each["p_exact"], abs=1e-5)


def test_small_counts_are_exact_and_their_classes_follow_p() -> None:
    found = compared([19, 4, 6, 0, np.nan, 3], [6, 10, 30, 9, 5, 1])
    exact = [binomtest(19, 25).pvalue, binomtest(4, 14).pvalue]
    assert found["p"].iloc[:2].tolist() == pytest.approx(exact)
    assert found["p"].iloc[0] == pytest.approx(0.0146, abs=1e-4)
    assert found["class"].tolist() == [
        "rose",
        "about the same",
        "fell",
        "fell",
        "no data",
        "too few to say",
    ]
    assert found["confidence"].iloc[0] == "clear"
    assert found["confidence"].iloc[5] == "too few to say"
    assert found["difference"].tolist()[:4] == [13, -6, -24, -9]


def test_a_place_that_rose_alone_among_many_is_no_clear_finding() -> None:
    """6 to 19, p 0.015, is not called a rise once 152 areas are tested."""
    quiet = [20.0] * 151
    found = compared([19, *quiet], [6, *quiet])
    assert found["confidence"].iloc[0] == "could be chance"
    assert found["p_adjusted"].iloc[0] > 0.05


def test_a_leap_day_is_no_change() -> None:
    found = compared([2_900], [2_800], (29, 28))
    assert found["ratio"].iloc[0] == pytest.approx(1.0)
    assert found["difference"].iloc[0] == pytest.approx(0.0)
    assert found["class"].iloc[0] == "about the same"


@given(st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=20))
def test_rise_and_fall_change_places_with_the_periods(pairs) -> None:
    now, before = map(list, zip(*pairs, strict=True))
    one, other = compared(now, before), compared(before, now)
    assert one["p"].tolist() == pytest.approx(other["p"].tolist())
    turned = {"rose": "fell", "fell": "rose"}
    assert [turned.get(c, c) for c in one["class"]] == other["class"].tolist()
    assert (one["difference"] == -other["difference"]).all()


@given(st.lists(st.tuples(COUNT, COUNT), min_size=2, max_size=20), st.randoms())
def test_the_order_of_areas_changes_nothing(pairs, chance) -> None:
    now, before = map(list, zip(*pairs, strict=True))
    found = compared(now, before)
    order = list(range(len(pairs)))
    chance.shuffle(order)
    shuffled = changes(
        pd.Series(now, index=found.index).iloc[order],
        pd.Series(before, index=found.index).iloc[order],
        (181, 181),
    )
    pd.testing.assert_frame_equal(shuffled.loc[found.index], found)


def test_of_no_change_at_most_the_stated_share_is_called_one() -> None:
    draw = np.random.default_rng(11)
    for mean in (2, 8, 40, 400):
        now, before = draw.poisson(mean, (2, 4_000)).astype(float)
        found = compared(now.tolist(), before.tolist())
        called = found["class"].isin(["rose", "fell"]).mean()
        assert called < 0.058
        assert (found["confidence"] == "clear").sum() <= 2


@pytest.mark.slow
@pytest.mark.parametrize("many", [152, 14], ids=["areas", "types"])
def test_of_equal_rates_no_more_is_called_a_change_than_stated(many: int) -> None:
    """200 pairs of periods in which every area, or type, keeps its rate.

    Rates are as uneven as those of a city: a median of 20 a month, one in twenty
    above 100. The periods are of one to twelve months, so that a pair may be of unequal
    length.
    """
    draw = np.random.default_rng(2_025)
    months = pd.period_range("2020-01", "2025-12", freq="M")
    called, expected, pairs_with_any = [], [], 0
    for _ in range(200):
        days = [
            float(sum(months[start : start + long].days_in_month))
            for start, long in zip(
                draw.integers(0, 60, 2), draw.integers(1, 13, 2), strict=True
            )
        ]
        a_day = draw.lognormal(np.log(20 / 30), 1.0, many)
        now, before = (draw.poisson(a_day * length).astype(float) for length in days)
        found = compared(now.tolist(), before.tolist(), tuple(days))
        called.extend(found["class"].isin(["rose", "fell"]))
        expected.extend(a_day * min(days))
        pairs_with_any += bool((found["p_adjusted"] <= 0.05).any())
    told, enough = np.array(called), np.array(expected) >= 30
    assert told.mean() <= 0.07
    assert enough.sum() > 1_000
    assert 0.03 <= told[enough].mean() <= 0.07
    assert pairs_with_any <= 0.08 * 200


def test_smallest_p_is_that_of_all_incidents_in_one_period() -> None:
    for days in ((1, 1), (31, 28), (181, 365)):
        for total in range(1, 12):
            worst = min(rate_ratio((total, 0), days).p, rate_ratio((0, total), days).p)
            assert smallest_p([total], days)[0] == pytest.approx(worst)


@pytest.mark.parametrize(
    ("before", "fewer", "more"),
    [(10, 2, 22), (20, 8, 35), (50, 32, 72), (100, 74, 130), (1_000, 914, 1_090)],
)
def test_the_smallest_change_that_could_be_told(
    before: int, fewer: int, more: int
) -> None:
    """As |d| > 1.96 √(O₁ + O₀) gives it; a step more where a count is below 10."""
    assert smallest_change(before) == (fewer, more)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 3_000), st.sampled_from([(1, 1), (28, 31), (365, 181)]))
def test_beyond_the_smallest_change_is_told_and_within_is_not(before, days) -> None:
    fewer, more = smallest_change(before, days)

    def p(count: int) -> float:
        return rate_ratio((count, before), days).p

    assert p(more) <= 0.05 < p(more - 1)
    if fewer is not None:
        assert p(fewer) <= 0.05 < p(fewer + 1)
    elif before * days[0] >= days[1]:
        assert p(0) > 0.05


@pytest.mark.parametrize(
    ("rose", "fell", "p"),
    [(5, 11, 0.210), (4, 12, 0.077), (3, 13, 0.021), (9, 7, 0.804)],
)
def test_sign_test_of_worked_cases(rose: int, fell: int, p: float) -> None:
    assert sign_test(rose, fell) == pytest.approx(p, abs=5e-4)
    assert sign_test(fell, rose) == sign_test(rose, fell)
    assert sign_test(rose, fell) == pytest.approx(binomtest(rose, rose + fell).pvalue)


def test_no_area_at_all_says_nothing() -> None:
    assert sign_test(0, 0) == 1.0
    with pytest.raises(ValueError, match="0 or more"):
        sign_test(-1, 3)


def test_what_each_gave_to_the_change_adds_up() -> None:
    found = contributions(pd.Series([30.0, -10.0, np.nan, 0.0], index=list("abcd")))
    assert found.tolist()[:2] == [1.5, -0.5]
    assert found.sum() == pytest.approx(1.0)
    assert contributions(pd.Series([5.0, -5.0])).isna().all()
    fell = contributions(pd.Series([-5.0, 0.0]))
    assert np.signbit(fell).tolist() == [False, False]
    assert contributions(pd.Series([np.nan])).isna().all()


def test_no_share_is_given_of_a_change_that_nearly_cancels_out() -> None:
    """50 up and 49 down are one more in all, of which each would be 5,000%."""
    assert contributions(pd.Series([50.0, -49.0])).isna().all()
    assert contributions(pd.Series([50.0, -30.0])).tolist() == [2.5, -1.5]


def test_what_may_be_said_of_a_change() -> None:
    found = compared(
        [73, 4_804, 4_690, 28_239, 60, 22, 3, np.nan, 7, 985],
        [55, 4_682, 4_500, 31_872, 20, 22, 0, 4, 1, 900],
    )
    assert turns(found).tolist() == [
        "could be chance",  # + 33%, p 0.11
        "about the same",  # + 2.6%, -1.4 to 6.8
        "could be chance",  # p below 0.05, which ten tests do not bear out
        "fell",
        "rose",
        "about the same",
        "too few to say",
        "no data",
        "could be chance",
        "could be chance",
    ]
    told = found["confidence"].isin(["clear", "likely"])
    assert turns(found).isin(["rose", "fell"]).tolist() == told.tolist()


def test_small_numbers_are_those_of_the_fuller_period() -> None:
    now, before = pd.Series([249, 10, 250.0, np.nan]), pd.Series([0, 250, 3, np.nan])
    assert of_small_numbers(now, before).tolist() == [True, False, False, False]
    assert of_small_numbers(now, before, below=20).tolist() == [False] * 4


def test_each_family_is_corrected_by_itself() -> None:
    now, before = pd.Series([60.0, 30, 40, 33]), pd.Series([30.0, 22, 20, 30])
    whole = changes(now, before, (1, 1), pd.Series([0, 0, 1, 1]))
    for mine in ([0, 1], [2, 3]):
        apart = changes(now.iloc[mine], before.iloc[mine], (1, 1))
        pd.testing.assert_frame_equal(whole.iloc[mine], apart)


def test_what_can_not_be_compared_is_refused() -> None:
    one = pd.Series([1.0], index=["A"])
    with pytest.raises(ValueError, match="other areas"):
        changes(one, pd.Series([1.0], index=["B"]), (1, 1))
    with pytest.raises(ValueError, match="0 or more"):
        changes(one, -one, (1, 1))

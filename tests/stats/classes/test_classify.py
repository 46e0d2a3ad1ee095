"""Kinds, confidence, and what can't be said."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.stats.classes.classify import (
    SILENT_CLASSES,
    agreeing,
    band,
    can_speak,
    cluster_class,
    confidence,
    footing,
    months_needed,
    silence,
    temperature,
)
from hotspot_app.stats.classes.confidence import CONFIDENCE
from hotspot_app.stats.clustering.permutation import attainable_p

CODES = list("abcdefg")


def series(values: list[object]) -> pd.Series:
    return pd.Series(values, index=CODES[: len(values)])


def test_steps_of_confidence() -> None:
    p = series([0.0001, 0.01, 0.011, 0.05, 0.051, 0.0001, np.nan])
    adjusted = series([0.05, 0.051, 0.2, 0.2, 0.3, 0.01, np.nan])
    speaks = series([True, True, True, True, True, False, True])
    assert confidence(p, adjusted, speaks).tolist() == [
        "clear",
        "likely",
        "could be chance",
        "could be chance",
        "not different",
        "too few to say",
        "too few to say",
    ]


def test_untested_areas_are_never_clear() -> None:
    found = confidence(series([0.001]), series([np.nan]), series([True]))
    assert found.tolist() == ["likely"]


def test_classes_where_p_is_small_and_reasons_where_not() -> None:
    kind = series(["high-high", "low-low", "high-low", None, "low-high", "low-low"])
    p = series([0.05, 0.051, 0.001, np.nan, np.nan, 0.0001])
    state = series(["", "", "", "no data", "no neighbours", "too few to say"])
    found = cluster_class(kind, p, state)
    assert found.tolist() == [
        "high-high",
        "not significant",
        "high-low",
        "no data",
        "no neighbours",
        "too few to say",
    ]
    assert found.index.tolist() == CODES[:6]


def test_the_first_reason_for_silence_is_told() -> None:
    found = silence(
        series([True, False, True, True, False]),
        series([True, False, False, True, True]),
        series([True, False, False, False, True]),
    )
    assert found.tolist() == [
        "",
        "no data",
        "no neighbours",
        "too few to say",
        "no data",
    ]


def test_bands_by_kind_and_adjusted_p() -> None:
    kind = series(["hot"] * 4 + ["cold"] * 2 + [None])
    p = series([0.01, 0.05, 0.1, 0.11, 0.011, np.nan, 0.001])
    assert band(kind, p).tolist() == [
        "hot 99%",
        "hot 95%",
        "hot 90%",
        "not significant",
        "cold 95%",
        "not significant",
        "not significant",
    ]


def test_a_kind_that_the_test_contradicts_is_left_out() -> None:
    kind = series(["hot", "cold", "high-low", "low-high", "low-low", "hot", None])
    found = agreeing(kind, series([-1, 1, 1, -1, -1, 0, 1]))
    assert found.isna().tolist() == [True, True, True, True, False, False, True]
    again = agreeing(kind, series([1, -1, -1, 1, np.nan, 1, -1]))
    assert again.tolist()[:6] == kind.tolist()[:6]


def test_hot_and_cold() -> None:
    found = temperature(series([1.5, -0.1, 0.0, np.nan]))
    assert found.tolist()[:2] == ["hot", "cold"]
    assert found.isna().tolist() == [False, False, True, True]
    at_zero = cluster_class(found, series([0.01] * 4), series([""] * 4))
    assert at_zero.tolist() == ["hot", "cold", "not significant", "not significant"]


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1) | st.just(math.nan),
            st.floats(0, 1) | st.just(math.nan),
            st.booleans(),
            st.sampled_from(["hot", "cold", None]),
            st.sampled_from(["", *SILENT_CLASSES]),
        ),
        min_size=1,
        max_size=7,
    )
)
def test_every_area_gets_one_known_word(rows: list[tuple]) -> None:
    p, adjusted, speaks, kind, state = (
        series(list(column)) for column in zip(*rows, strict=True)
    )
    sure = confidence(p, adjusted, speaks)
    named = cluster_class(kind.astype("str"), p, state)
    assert set(sure) <= set(CONFIDENCE)
    assert set(named) <= {"hot", "cold", "not significant", *SILENT_CLASSES}
    bands = {f"{word} {share}%" for word in ("hot", "cold") for share in (90, 95, 99)}
    assert set(band(kind.astype("str"), adjusted)) <= {*bands, "not significant"}
    assert sure.index.equals(p.index)
    assert named.index.equals(p.index)


def test_footing() -> None:
    enough = footing(pd.Series([6] * 30))
    assert (enough.areas, enough.total, enough.mean) == (30, 180, 6)
    assert enough.local_tests
    assert enough.cold_claims
    wards = footing(pd.Series([500] * 17))
    assert wards.too_few_areas
    assert not wards.local_tests
    sparse = footing(pd.Series([1] * 99 + [0]))
    assert sparse.too_sparse
    assert not sparse.local_tests
    just = footing(pd.Series([1.0] * 100 + [np.nan]))
    assert just.areas == 100
    assert just.local_tests
    assert not just.cold_claims
    nothing = footing(pd.Series([np.nan]))
    assert nothing.too_sparse
    assert not nothing.local_tests


def test_of_17_wards_those_with_few_or_most_others_as_neighbours_cannot_speak() -> None:
    degree = np.array([2, 3, 4, 5, 6, 7, 8])
    p = pd.Series(attainable_p(17, degree, 99_999))
    p = pd.concat([p, pd.Series([0.01] * 10 + [np.nan])], ignore_index=True)
    # 0.05 / 17 = 0.0029: 2 / C(16, 3) = 0.0036, 2 / C(16, 4) = 0.0011
    assert can_speak(p).tolist()[:7] == [False, False, True, True, True, True, True]
    assert not can_speak(p).iloc[7:].any()


def test_all_areas_of_a_city_can_speak() -> None:
    p = pd.Series(attainable_p(152, np.full(152, 3), 99_999))
    assert can_speak(p).all()
    # but 999 permutations never reach far enough
    assert not can_speak(pd.Series(attainable_p(152, np.full(152, 3), 999))).any()


def test_months_needed() -> None:
    assert months_needed(76, 152, 3) == 6
    assert months_needed(75, 152, 3) == 7
    assert months_needed(152, 152, 3) == 3
    assert months_needed(0, 152, 3) is None


def test_permutations_alone_do_not_silence_thousands_of_areas() -> None:
    floor = 2 / 100_000
    attainable = pd.Series(floor, index=range(7_000))
    assert not can_speak(attainable).any()
    assert can_speak(attainable, floor=floor).all()
    few = attainable.where(attainable.index > 0, 0.01)
    assert can_speak(few, floor=floor).sum() == 6_999

"""Months that hold far too little."""

from __future__ import annotations

import pandas as pd

from hotspot_app.stats.completeness import LowMonth, low_months

MONTHS = list(pd.period_range("2025-01", "2025-05", freq="M"))


def table(counts: dict[str, list[int]]) -> pd.DataFrame:
    rows = [
        (kind, month)
        for kind, numbers in counts.items()
        for month, number in zip(MONTHS, numbers, strict=True)
        for _ in range(number)
    ]
    frame = pd.DataFrame(rows, columns=["type", "month"])
    return frame.assign(
        type=frame["type"].astype("category"),
        month=pd.PeriodIndex(frame["month"], freq="M"),
        source=pd.Categorical(["Force"] * len(frame)),
    )


def test_a_month_under_half_is_named_once() -> None:
    frame = table({"Theft": [40, 42, 10, 40, 41], "Drugs": [30, 30, 8, 30, 30]})
    assert low_months(frame, {"Force": MONTHS}) == [
        LowMonth("Force", "", MONTHS[2], 18, 70.5)
    ]


def test_a_type_that_is_low_where_the_month_is_not() -> None:
    frame = table({"Theft": [90, 92, 91, 90, 91], "Drugs": [30, 30, 0, 30, 14]})
    found = low_months(frame, {"Force": MONTHS})
    assert [(low.type, low.month, low.rows) for low in found] == [
        ("Drugs", MONTHS[2], 0),
        ("Drugs", MONTHS[4], 14),
    ]


def test_exactly_half_small_bases_and_few_months_are_left_in_peace() -> None:
    frame = table({"Theft": [40, 40, 20, 40, 40]})
    assert low_months(frame, {"Force": MONTHS}) == []
    assert low_months(table({"Theft": [19, 19, 1, 19, 19]}), {"Force": MONTHS}) == []
    assert low_months(frame, {"Force": MONTHS[1:3]}) == []


def test_of_two_months_the_far_smaller_is_low_as_a_whole() -> None:
    frame = table({"Theft": [0, 400, 100, 0, 0], "Drugs": [0, 60, 20, 0, 0]})
    assert low_months(frame, {"Force": MONTHS[1:3]}) == [
        LowMonth("Force", "", MONTHS[2], 120, 460.0)
    ]


def test_a_month_that_is_not_held_is_missing_not_low() -> None:
    frame = table({"Theft": [40, 40, 0, 40, 40]})
    held = [month for month in MONTHS if month != MONTHS[2]]
    assert low_months(frame, {"Force": held}) == []
    assert [low.rows for low in low_months(frame, {"Force": MONTHS})] == [0]


def test_no_incidents() -> None:
    assert low_months(table({"Theft": [0] * 5}), {}) == []

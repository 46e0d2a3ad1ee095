"""Months far from what is usual: known ones, and few false alarms."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hotspot_app.stats.over_time.unusual_months import (
    UnusualMonth,
    _judged,
    monthly_rows,
    unusual_months,
)

YEAR = list(pd.period_range("2025-01", "2025-12", freq="M"))
MONTHS = YEAR[:5]


def table(counts: dict[str, list[int]]) -> pd.DataFrame:
    """Monthly rows of one source from the first month on."""
    rows = [
        ("Force", kind, month.ordinal, number)
        for kind, numbers in counts.items()
        for month, number in zip(YEAR, numbers, strict=False)
    ]
    return pd.DataFrame(rows, columns=["source", "type", "month", "rows"])


def found(counts: dict[str, list[int]]) -> list[tuple[str, str, int, int, int]]:
    held = YEAR[: max(map(len, counts.values()))]
    return [
        (one.type, one.month.strftime("%b"), one.rows, one.least, one.most)
        for one in unusual_months(table(counts), {"Force": held})
    ]


# --- a year or half of one


def test_a_type_far_above_and_one_far_below_are_told() -> None:
    assert found(
        {
            "Violence": [1_061, 936, 1_109, 1_187, 1_015, 2_562],
            "Burglary": [471, 494, 408, 476, 492, 87],
            "Drugs": [60, 55, 71, 66, 58, 63],
        }
    ) == [
        ("", "Jun", 2_712, 1_485, 1_729),
        ("Burglary", "Jun", 87, 408, 494),
        ("Violence", "Jun", 2_562, 936, 1_187),
    ]


def test_a_type_is_told_when_it_is_the_only_one() -> None:
    assert found({"Violence": [1_061, 936, 1_109, 1_187, 1_015, 2_562]}) == [
        ("", "Jun", 2_562, 936, 1_187)
    ]


def test_a_month_that_is_low_throughout_is_named_once() -> None:
    counts = {kind: [400, 410, 390, 405, 100, 395, 402] for kind in ("Theft", "Drugs")}
    assert [(kind, month) for kind, month, *_ in found(counts)] == [("", "May")]


def test_none_of_a_type_is_told_however_the_others_vary() -> None:
    counts = {"Shoplifting": [260, 0, 120, 190, 90, 150], "Theft": [900] * 6}
    assert ("Shoplifting", "Feb", 0, 90, 260) in found(counts)


def test_a_season_is_no_alarm_where_a_year_is_held() -> None:
    wave = [round(500 + 300 * np.cos((m - 6) * np.pi / 6)) for m in range(12)]
    assert found({"Nuisance": wave}) == []
    flat = [*wave[:6], wave[6] // 3, *wave[7:]]
    assert [month for _, month, *_ in found({"Nuisance": flat})] == ["Jul"]


def test_counts_that_always_vary_are_left_in_peace() -> None:
    assert found({"Robbery": [30, 80, 45, 20, 95, 60, 25, 88]}) == []


def test_two_months_in_eight_are_told_and_half_of_them_are_the_usual() -> None:
    assert [
        month for _, month, *_ in found({"A": [99, 101, 100, 98, 300, 310, 100, 99]})
    ] == ["May", "Jun"]
    assert found({"A": [100, 100, 100, 300, 300, 300]}) == []


@pytest.mark.slow
@pytest.mark.parametrize("variation", [0.0, 0.08, 0.2, 0.4])
@pytest.mark.parametrize("season", [0.0, 0.2])
def test_at_most_one_false_alarm_in_200_ordinary_months(
    variation: float, season: float
) -> None:
    """Poisson and gamma-mixed counts, of 20 to 5,000 a month, 6 to 24 months held."""
    random = np.random.default_rng(3)
    held = list(pd.period_range("2024-01", periods=24, freq="M"))
    for months in (6, 9, 12, 24):
        alarms, judged = 0, 0
        wave = 1 + season * np.cos(np.arange(months) * np.pi / 6)
        for size in (20, 60, 500, 5_000):
            mean = np.tile(size * wave, (40, 1))
            if variation:
                mean *= random.gamma(variation**-2, variation**2, mean.shape)
            for rows in random.poisson(mean):
                alarms += len(_judged(rows, held[:months]))
            judged += mean.size
        assert alarms <= judged / 200 + 2.6 * np.sqrt(judged / 200), (months, alarms)


@pytest.mark.realdata
@pytest.mark.slow
def test_a_year_of_every_force(real: Path) -> None:
    """August of Hampshire is told, and at most one in 200 months of the others."""
    counts = pd.read_parquet(
        real / "crime" / "ew_2025_lsoa_month_type_counts.parquet"
    ).rename(columns={"force": "source", "crime_type": "type", "n": "rows"})
    monthly = counts.groupby(["source", "type", "month"], as_index=False)["rows"].sum()
    monthly["month"] = pd.PeriodIndex(monthly["month"], freq="M").asi8
    holds = monthly.groupby("source")["month"].unique()
    held = {
        source: [pd.Period(ordinal=m, freq="M") for m in sorted(months)]
        for source, months in holds.items()
    }
    told = unusual_months(monthly, held)
    august = {one.type: one for one in told if one.source == "hampshire"}
    assert {one.month for one in august.values()} == {YEAR[7]}
    burglary, violence = august["Burglary"], august["Violence and sexual offences"]
    assert (burglary.rows, burglary.least, burglary.most) == (87, 408, 534)
    assert (violence.rows, violence.least, violence.most) == (11_639, 5_188, 6_357)
    others = [one for one in told if one.source != "hampshire"]
    judged = sum(len(m) for s, m in held.items() if s != "hampshire") * 15
    assert len(others) <= judged / 200


# --- fewer than six months


def test_a_month_under_half_is_named_once() -> None:
    frame = table({"Theft": [40, 42, 10, 40, 41], "Drugs": [30, 30, 8, 30, 30]})
    assert unusual_months(frame, {"Force": MONTHS}) == [
        UnusualMonth("Force", "", MONTHS[2], 18, 70, 72, 18.5 / 70.5)
    ]


def test_a_type_that_is_low_where_the_month_is_not() -> None:
    assert found({"Theft": [90, 92, 91, 90, 91], "Drugs": [30, 30, 0, 30, 14]}) == [
        ("Drugs", "Mar", 0, 30, 30),
        ("Drugs", "May", 14, 30, 30),
    ]


def test_exactly_half_small_bases_and_few_months_are_left_in_peace() -> None:
    frame = table({"Theft": [40, 40, 20, 40, 40]})
    assert unusual_months(frame, {"Force": MONTHS}) == []
    assert unusual_months(frame, {"Force": MONTHS[1:3]}) == []
    small = table({"Theft": [19, 19, 1, 19, 19]})
    assert unusual_months(small, {"Force": MONTHS}) == []


def test_of_two_months_the_far_smaller_is_low_as_a_whole() -> None:
    frame = table({"Theft": [0, 400, 100, 0, 0], "Drugs": [0, 60, 20, 0, 0]})
    assert unusual_months(frame, {"Force": MONTHS[1:3]}) == [
        UnusualMonth("Force", "", MONTHS[2], 120, 460, 460, 120.5 / 460)
    ]


def test_a_month_that_is_not_held_is_missing_not_low() -> None:
    frame = table({"Theft": [40, 40, 0, 40, 40]})
    held = [month for month in MONTHS if month != MONTHS[2]]
    assert unusual_months(frame, {"Force": held}) == []
    every = unusual_months(frame, {"Force": MONTHS})
    assert [low.rows for low in every] == [0]


def test_rows_are_counted_by_source_type_and_month() -> None:
    incidents = pd.DataFrame(
        {
            "source": pd.Categorical(["A", "A", "B", "A"]),
            "type": pd.Categorical(["x", "x", "x", "y"]),
            "month": pd.PeriodIndex(
                ["2025-01", "2025-01", "2025-02", "2025-01"], freq="M"
            ),
        }
    )
    counted = monthly_rows(incidents).sort_values(["source", "type"])
    assert counted["rows"].tolist() == [2, 1, 1]
    assert counted["month"].tolist() == [
        YEAR[0].ordinal,
        YEAR[0].ordinal,
        YEAR[1].ordinal,
    ]
    assert unusual_months(monthly_rows(incidents[:0]), {}) == []
    many = np.array([5, 7, 3, 2])
    ready = monthly_rows(incidents, many).sort_values(["source", "type"])
    assert ready["rows"].tolist() == [12, 2, 3]

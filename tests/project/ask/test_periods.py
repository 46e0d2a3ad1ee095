"""Named periods, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.errors import WordsError
from hotspot_app.method import Span
from hotspot_app.project.ask.periods import (
    AGAINST,
    PERIODS,
    named_comparison,
    named_period,
)
from hotspot_app.project.ask.question import Asked, Offered, settle


def span(first: str, last: str) -> Span:
    return Span(pd.Period(first, freq="M"), pd.Period(last, freq="M"))


HELD = pd.period_range("2024-01", "2025-06", freq="M")


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("last-3", span("2025-04", "2025-06")),
        ("last-6", span("2025-01", "2025-06")),
        ("last-12", span("2024-07", "2025-06")),
        ("financial-year", span("2025-04", "2025-06")),
    ],
)
def test_periods_end_with_the_newest_month(name: str, months: Span) -> None:
    assert named_period(name, HELD) == months


def test_the_financial_year_begins_in_april() -> None:
    for newest, begins in (
        ("2025-03", "2024-04"),
        ("2025-04", "2025-04"),
        ("2026-01", "2025-04"),
    ):
        held = [pd.Period(newest, freq="M")]
        assert named_period("financial-year", held) == span(begins, newest)


def test_comparisons() -> None:
    half = span("2025-01", "2025-06")
    assert named_comparison("before", half) == span("2024-07", "2024-12")
    assert named_comparison("year", half) == span("2024-01", "2024-06")
    long = span("2024-01", "2025-06")
    assert named_comparison("year", long) == span("2022-01", "2023-06")


@given(
    start=st.integers(600, 700),
    months=st.integers(1, 40),
    name=st.sampled_from(list(AGAINST)),
)
def test_a_comparison_is_as_long_and_does_not_overlap(
    start: int, months: int, name: str
) -> None:
    period = Span(
        pd.Period(ordinal=start, freq="M"),
        pd.Period(ordinal=start + months - 1, freq="M"),
    )
    found = named_comparison(name, period)
    assert found.months == period.months
    assert found.last < period.first
    if name == "year":
        assert found.first.month == period.first.month


def test_a_question_is_settled_by_name() -> None:
    offered = Offered(
        types=("Burglary",),
        months=tuple(HELD),
        sources=("Police",),
        denominators={},
        place="Wrenmouth",
        level="lsoa",
    )
    asked = Asked(when="last-3", against="year", method="count_map")
    question, notes = settle(asked, offered)
    assert question.period == span("2025-04", "2025-06")
    assert question.comparison == span("2024-04", "2024-06")
    assert not any("No period" in note.text for note in notes)
    with pytest.raises(WordsError, match="either named or given"):
        settle(replace(asked, first="2025-01"), offered)
    with pytest.raises(WordsError, match="either named or given"):
        settle(replace(asked, compare_first="2025-01"), offered)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(WordsError, match="no period"):
        named_period("last-5", HELD)
    with pytest.raises(WordsError, match="no comparison"):
        named_comparison("after", span("2025-01", "2025-06"))
    assert set(PERIODS) >= {"last-3", "last-12"}

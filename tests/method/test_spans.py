"""Periods of months and of days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.method import Days, Span
from hotspot_app.method.spans import alike, days_of, length, parts, spanning
from hotspot_app.project.ask.when import moment

DAY = st.dates(dt.date(2019, 1, 1), dt.date(2028, 12, 31))


def between(first: str, last: str) -> Span | Days:
    return spanning(moment(first), moment(last))


@pytest.mark.parametrize(
    ("first", "last", "said", "days"),
    [
        ("2025-03-10", "2025-04-23", "10 March to 23 April 2025", 45),
        ("2025-03-10", "2025-03-10", "10 March 2025", 1),
        ("2025-03-03", "2025-03-17", "3 to 17 March 2025", 15),
        ("2024-12-20", "2025-01-03", "20 December 2024 to 3 January 2025", 15),
        ("2024-02-01", "2024-02-29", "February 2024", 29),
        ("2024-02-01", "2024-02-28", "1 to 28 February 2024", 28),
        ("2025-03-10", "2025-04", "10 March to 30 April 2025", 52),
        ("2025-03", "2025-04-30", "March to April 2025", 61),
    ],
)
def test_they_are_written_as_people_do(
    first: str, last: str, said: str, days: int
) -> None:
    when = between(first, last)
    assert str(when) == said
    assert days_of([when]) == days


@given(DAY, DAY)
def test_a_period_of_days_has_the_days_of_the_calendar(a: dt.date, b: dt.date) -> None:
    first, last = sorted((a, b))
    when = between(first.isoformat(), last.isoformat())
    assert days_of([when]) == (last - first).days + 1
    whole = isinstance(when, Span)
    after = last + dt.timedelta(days=1)
    assert whole == (first.day == 1 and after.day == 1)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    assert when.whole.months == months
    assert length([when]) == (months if whole else (last - first).days + 1)


def test_what_is_held_of_days_is_what_lies_in_the_months_held() -> None:
    held = [pd.Period("2025-03", "M"), pd.Period("2025-05", "M")]
    found = parts(between("2025-03-20", "2025-05-10"), held)
    assert [str(each) for each in found] == ["20 to 31 March 2025", "1 to 10 May 2025"]
    assert length(found) == 22
    assert parts(between("2025-04-02", "2025-04-09"), held) == ()
    months = parts(between("2025-03", "2025-05"), held)
    assert [str(each) for each in months] == ["March 2025", "May 2025"]


MONTHS = pd.period_range("2023-01", "2026-12", freq="M")


@given(
    st.sampled_from(["M", "D"]),
    st.integers(1, 40),
    st.integers(0, 300),
    st.integers(0, 300),
    st.sets(st.sampled_from(list(MONTHS))),
)
def test_what_is_alike_is_equally_long_and_held(
    unit: str, long: int, one: int, other: int, held: set[pd.Period]
) -> None:
    start = pd.Period("2024-01", unit)
    kind = Span if unit == "M" else Days
    when, before = (
        kind(start + at % 12, start + at % 12 + long - 1) for at in (one, other)
    )
    now, then = alike(when, before, held)
    assert length(now) == length(then)
    for whole, runs in ((when, now), (before, then)):
        for run in runs:
            assert whole.first <= run.first <= run.last <= whole.last
            months = pd.period_range(run.whole.first, run.whole.last, freq="M")
            assert set(months) <= held
    for a, b in zip(now, then, strict=True):
        assert a.first - when.first == b.first - before.first
        assert a.length == b.length
    if set(MONTHS) <= held:
        assert (now, then) == ((when,), (before,))


def test_periods_of_different_length_stay_as_they_are_held() -> None:
    one, other = between("2025-01", "2025-06"), between("2024-01", "2024-04")
    held = [*pd.period_range("2024-01", "2024-03", freq="M"), pd.Period("2025-02")]
    assert alike(one, other, held) == (parts(one, held), parts(other, held))

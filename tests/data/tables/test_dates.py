"""Dates as people write them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.tables.dates import (
    NO_MONTH,
    day_orders,
    read_dates,
    read_months,
    read_times,
)

TODAY = dt.date(2026, 6, 30)


def one(text: str, today: dt.date = TODAY) -> str:
    (read,) = read_dates(pd.Series([text], dtype="str"), today=today)
    return str(read)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2025-04-03", "2025-04-03T00:00:00"),
        ("2025-04-03 10:20", "2025-04-03T10:20:00"),
        ("2025-04-03T10:20:30.5", "2025-04-03T10:20:30"),
        ("2025-07-03T10:20:00Z", "2025-07-03T11:20:00"),  # British Summer Time
        ("2025-01-03T10:20:00+00:00", "2025-01-03T10:20:00"),
        ("03/04/2025", "2025-04-03T00:00:00"),
        ("3/4/2025 9:05", "2025-04-03T09:05:00"),
        ("03/04/2025 23:59:59", "2025-04-03T23:59:59"),
        ("03/04/2025 11:05 PM", "2025-04-03T23:05:00"),
        ("03-04-2025", "2025-04-03T00:00:00"),
        ("03.04.2025", "2025-04-03T00:00:00"),
        ("03/04/25", "2025-04-03T00:00:00"),
        ("3 Apr 2025", "2025-04-03T00:00:00"),
        ("03-Apr-25", "2025-04-03T00:00:00"),
        ("3 April 2025", "2025-04-03T00:00:00"),
        ("20250403", "2025-04-03T00:00:00"),
        # Excel: 1 January 2025 is 45658
        ("45658", "2025-01-01T00:00:00"),
        ("45658.75", "2025-01-01T18:00:00"),
        ("5th January 2025", "2025-01-05T00:00:00"),
        ("1st Sept 2025", "2025-09-01T00:00:00"),
        ("Sunday, 05 January 2025", "2025-01-05T00:00:00"),
        ("Sun 5 Jan 2025 10:15", "2025-01-05T10:15:00"),
        ("05/01/2025, 10:15", "2025-01-05T10:15:00"),
        ("05/01/2025 1015", "2025-01-05T10:15:00"),
        ("05/01/2025 10.15", "2025-01-05T10:15:00"),
        ("05/01/2025 10.15.30", "2025-01-05T10:15:30"),
        ("05/01/2025 10:15pm", "2025-01-05T22:15:00"),
        ("Jan 05 2025", "2025-01-05T00:00:00"),
        ("January 5, 2025", "2025-01-05T00:00:00"),
        ("05/01/2025 00:00:00.000", "2025-01-05T00:00:00"),
        ("2025/01/05 00:00:00+00", "2025-01-05T00:00:00"),
        ("2025/07/05 00:00:00+00", "2025-07-05T01:00:00"),
        ("2025/01/05 10:15", "2025-01-05T10:15:00"),
        ("30/06/2026 23:59", "2026-06-30T23:59:00"),
        ("01/07/2026", "NaT"),  # tomorrow
        ("04/25/2025", "NaT"),
        ("31/02/2025", "NaT"),
        ("01/01/1900", "NaT"),
        ("2025", "NaT"),
        ("", "NaT"),
        ("not known", "NaT"),
    ],
)
def test_dates(text: str, read: str) -> None:
    assert one(text) == read


@given(st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31)))
def test_british_and_iso_dates_agree(day: dt.date) -> None:
    written = {one(day.strftime(form), day) for form in ("%d/%m/%Y", "%d %B %Y")}
    assert written == {one(day.isoformat(), day)} == {f"{day}T00:00:00"}


@pytest.mark.parametrize(
    "text",
    [
        "2025-01",
        "2025-1",
        "202501",
        "01/2025",
        "Jan 2025",
        "January 2025",
        "Jan-25",
        "1 2025",
        "2025-01-31",
    ],
)
def test_months(text: str) -> None:
    (read,) = read_months(pd.Series([text], dtype="str"))
    assert read == pd.Period("2025-01", "M").ordinal


def test_months_that_cannot_be_read() -> None:
    read = read_months(pd.Series(["2025-13", "", "x", "13/2025"], dtype="str"))
    assert (read == NO_MONTH).all()


def test_a_month_to_come_is_none() -> None:
    texts = pd.Series(["2026-06", "2026-07", "Sept 2025"], dtype="str")
    read = read_months(texts, today=TODAY)
    assert (read == NO_MONTH).tolist() == [False, True, False]


def test_times() -> None:
    texts = ["23:15", "2315", "9:05", "11:15 pm", "12:01am", "07:08:09", "0.5", "25:00"]
    read = read_times(pd.Series([*texts, "", "0"], dtype="str"))
    hours = np.array([23.25, 23.25, 9 + 5 / 60, 23.25, 1 / 60])
    assert np.allclose(read[:5], hours * 3600)
    assert read[5] == 7 * 3600 + 8 * 60 + 9
    assert read[6] == 43_200
    assert np.isnan(read[7:9]).all()
    assert read[9] == 0


def test_dates_that_can_be_read_in_one_order_only() -> None:
    texts = ["04/25/2025", "25/04/2025", "04/05/2025", "2025-04-25", "31.12.24 10:15"]
    american, british = day_orders(pd.Series(texts))
    assert american.tolist() == [True, False, False, False, False]
    assert british.tolist() == [False, True, False, False, True]

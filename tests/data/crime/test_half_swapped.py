"""Dates turned round in part, and those that are only written in several ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from hotspot_app.data.crime.half_swapped import DateForms
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.errors import InputError

DAYS = [dt.date(2025, 1, 1) + dt.timedelta(n) for n in range(150)]


def bare(one: int, other: int) -> str:
    return f"{one}/{other}/2025"


def zeros(one: int, other: int) -> str:
    return f"{one:02}/{other:02}/2025"


def opened(
    late: Callable[[dt.date], str], either: Callable[[dt.date], str]
) -> list[str]:
    return [late(day) if day.day > 12 else either(day) for day in DAYS]


HALF = {
    "american, opened in Britain": opened(
        lambda d: bare(d.month, d.day), lambda d: zeros(d.month, d.day)
    ),
    "british, opened in America": opened(
        lambda d: zeros(d.day, d.month), lambda d: bare(d.day, d.month)
    ),
    "cells and texts of a workbook": opened(
        lambda d: zeros(d.day, d.month),
        lambda d: f"2025-{d.day:02}-{d.month:02} 00:00:00",
    ),
    "with times": opened(
        lambda d: f"{zeros(d.day, d.month)} 14:30:00",
        lambda d: f"{zeros(d.month, d.day)} 14:30",
    ),
}
WHOLE = {
    "british": [zeros(d.day, d.month) for d in DAYS],
    "without zeros": [bare(d.day, d.month) for d in DAYS],
    "year first": [d.isoformat() for d in DAYS],
    "american": [bare(d.month, d.day) for d in DAYS],
    "one month": [zeros(d, 11) for d in range(1, 31)],
    "two systems": [
        d.isoformat() if d.month < 3 else zeros(d.day, d.month) for d in DAYS
    ],
    "few": HALF["american, opened in Britain"][5:20],
    "words": ["12 Feb 2025", "21 Feb 2025"] * 40,
}


@pytest.mark.parametrize("name", HALF)
def test_half_swapped(name: str) -> None:
    forms = DateForms()
    forms.see(HALF[name][:70])
    forms.see(HALF[name][70:])
    assert forms.are_half_swapped()


@pytest.mark.parametrize("name", WHOLE)
def test_whole(name: str) -> None:
    forms = DateForms()
    forms.see(WHOLE[name])
    assert not forms.are_half_swapped()


def test_a_file_is_refused_with_what_helps(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [f"{day},Theft,442000,112000" for day in HALF["british, opened in America"]]
    text = "\n".join(["Date Recorded,Offence,Easting,Northing", *rows])
    path.write_text(f"{text}\n", encoding="utf-8")
    said = "by the program they were opened in: 90 .* as '13/01/2025', .* as '2/1/2025'"
    with pytest.raises(InputError, match=said) as error:
        read_incidents([path], extent=None)
    assert "Export them again" in error.value.hint

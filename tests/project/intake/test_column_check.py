"""Columns tried on first rows, worked by hand."""

from __future__ import annotations

import pytest

from hotspot_app.data.kinds.headers import Head
from hotspot_app.project.intake.column_check import (
    check,
    difference,
    guesses,
    lacking,
    suggestions,
)

HEADER = ("Our Ref", "Logged", "What", "X pos", "Y pos", "Notes", "Post Code")
ROW = ("H1", "01/06/2025", "Noise", "441000", "112000", "•••", "SO14 7LP")


def head(*dates: str) -> Head:
    rows = tuple((ROW[0], date, *ROW[2:]) for date in dates)
    lines = tuple(range(2, 2 + len(rows)))
    return Head(HEADER, rows, lines, frozenset({5}), whole=True)


def test_dates_that_cannot_be_read_are_counted_and_the_first_is_named():
    rows = ["01/06/2025"] * 15 + ["31/02/2025"] + ["02/06/2025"] * 3 + ["soon", ""]
    found = check(head(*rows), "recorded", "Logged")
    assert not found.good
    assert found.said == (
        '18 of 20 read; the first that can\'t be: "31/02/2025" in line 17'
    )


def test_all_read():
    found = check(head("01/06/2025", "2025-06-02"), "recorded", "Logged")
    assert found.good
    assert found.said == "All 2 read"


@pytest.mark.parametrize(
    ("ours", "theirs", "good"),
    [
        ("easting", "X pos", True),
        ("northing", "Y pos", True),
        ("longitude", "X pos", False),
        ("postcode", "Post Code", True),
        ("postcode", "What", False),
        ("month", "Logged", True),
        ("type", "What", True),
    ],
)
def test_each_kind_of_column(ours, theirs, good):
    assert check(head("01/06/2025"), ours, theirs).good == good


def test_a_masked_column_is_not_tried():
    found = check(head("01/06/2025"), "place", "Notes")
    assert not found.good
    assert "would be kept" in found.said


def test_suggestions_read_the_values():
    found = suggestions(head("01/06/2025", "02/06/2025"))
    assert found["recorded"] == "Logged"
    assert guesses(head("01/06/2025"))["postcode"] == "Post Code"


def test_only_what_differs_from_our_own_guess_is_a_mapping():
    now = head("01/06/2025")
    chosen = {**guesses(now), "recorded": "Logged", "postcode": ""}
    assert difference(now, chosen) == {"postcode": "", "recorded": "Logged"}
    assert difference(now, guesses(now)) == {}


def test_what_is_lacking_in_words():
    assert "date or month" in lacking({})
    assert "where it was" in lacking({"recorded": "Logged", "type": "What"})
    enough = {"recorded": "Logged", "type": "What", "postcode": "Post Code"}
    assert lacking(enough) == ""
    assert "chosen twice" in lacking({**enough, "place": "What"})

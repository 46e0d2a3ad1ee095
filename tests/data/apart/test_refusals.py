"""What the reader raised is raised here as it was, and as nothing else."""

from __future__ import annotations

import pytest

from hotspot_app.data.apart import refusals
from hotspot_app.errors import InputError, WordsError
from hotspot_app.faults import FaultElsewhere
from hotspot_app.remedies import Give

TOLD = {
    "class": "WordsError",
    "what": "no such column",
    "where": "crime.csv",
    "hint": "Choose another.",
    "remedies": [
        ("Give", {"kinds": ("lookup",), "title": ""}),
        ("NoRemedyOfOurs", {"kinds": ("lookup",)}),
    ],
}


def test_a_refusal_keeps_its_kind_its_words_and_the_remedies_that_are_known():
    error = refusals.raised("refused", TOLD, "crime.csv")
    assert isinstance(error, WordsError)
    assert error.what == "no such column"
    assert error.where == "crime.csv"
    assert error.hint == "Choose another."
    assert error.remedies == (Give(("lookup",)),)


@pytest.mark.parametrize("name", ["NoErrorOfOurs", "annotations", "Cancelled"])
def test_a_kind_that_is_no_refusal_is_an_input_error(name):
    error = refusals.raised("refused", TOLD | {"class": name}, "crime.csv")
    assert type(error) is InputError


def test_too_little_memory_is_told_of_the_file_that_was_asked_for():
    error = refusals.raised("full", None, "areas.zip")
    assert isinstance(error, InputError)
    assert error.where == "areas.zip"
    assert "GB of memory" in error.what


def test_anything_else_is_a_fault_that_says_where():
    error = refusals.raised("fault", ["map_file.py:12 in read", "KeyError"], "a.shp")
    assert isinstance(error, FaultElsewhere)
    assert error.lines == ("map_file.py:12 in read", "KeyError")

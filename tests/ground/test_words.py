"""Numbers, lists and places as people write them."""

from __future__ import annotations

import pytest

from hotspot_app.words import (
    capital,
    counted,
    dated,
    listed,
    number,
    p_value,
    place_name,
    share,
    spelt,
)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 8, "12.5%"),
        (30, 60, "50%"),
        (1, 5000, "under 0.1%"),
        (0, 9, "0%"),
        (1, 0, "none"),
    ],
)
def test_shares(part: float, whole: float, said: str) -> None:
    assert share(part, whole) == said


def test_numbers_and_counts() -> None:
    assert number(28239) == "28,239"
    assert number(108.46, 1) == "108.5"
    assert number(float("nan")) == "not known"
    assert counted(1, "area") == "1 area"
    assert counted(2, "area has", "areas have") == "2 areas have"
    assert spelt(5, "area") == "five areas"
    assert spelt(12, "area") == "12 areas"


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"


def test_p_values_and_sentences() -> None:
    assert p_value(0.00002) == "under 0.0001"
    assert p_value(0.05) == "0.05"
    assert capital("all crime in Eastleigh") == "All crime in Eastleigh"


def test_places_are_called_by_street_and_ward() -> None:
    ogle_road = place_name("Town 001A", "Bargate", "Ogle Road")
    assert ogle_road == "the Ogle Road area (Bargate)"
    assert place_name("Town 001A", "Bargate") == "Town 001A in Bargate"
    assert place_name("Bargate", "", "") == "Bargate"


def test_a_figure_is_written_with_its_year() -> None:
    assert dated("usual residents, Census 2021") == "usual residents (Census 2021)"
    assert dated("residents") == "residents"

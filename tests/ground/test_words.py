"""Numbers, lists and places as people write them."""

from __future__ import annotations

import pytest

from hotspot_app.words import (
    a_rate,
    a_ratio,
    capital,
    counted,
    dated,
    either,
    inside,
    joint,
    listed,
    number,
    ordinal,
    p_value,
    place_name,
    plural,
    share,
    share_of,
    singular,
    spelt,
    with_ways,
)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (1, 8, "12.5%"),
        (30, 60, "50.0%"),
        (1, 5000, "under 0.1%"),
        (0, 9, "0.0%"),
        (1, 0, "none"),
    ],
)
def test_shares(part: float, whole: float, said: str) -> None:
    assert share(part, whole) == said


def test_shares_of_few_are_said_as_counts() -> None:
    assert share_of(3, 29, "all") == "3 of 29"
    assert share_of(3, 30, "all") == "10.0% of all"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("area", "areas"),
        ("beat", "beats"),
        ("locality", "localities"),
        ("day", "days"),
        ("PAG patch", "PAG patches"),
        ("parish", "parishes"),
        ("bus", "buses"),
        ("LSOA", "LSOAs"),
    ],
)
def test_one_and_many(one: str, many: str) -> None:
    assert plural(one) == many
    assert counted(1, one) == f"1 {one}"
    assert counted(3, one) == f"3 {many}"
    assert spelt(2, one) == f"two {many}"
    if one != "bus":
        assert singular(many) == one
    assert singular(one) == one


def test_numbers_and_counts() -> None:
    assert number(28239) == "28,239"
    assert number(108.46, 1) == "108.5"
    assert number(float("nan")) == "not known"
    assert counted(1, "area") == "1 area"
    assert counted(2, "area has", "areas have") == "2 areas have"
    assert spelt(5, "area") == "five areas"
    assert spelt(12, "area") == "12 areas"


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0.0, "0.0"),
        (0.0458, "0.046"),
        (0.141, "0.14"),
        (0.994, "0.99"),
        (0.996, "1.0"),
        (60.41, "60.4"),
        (2172.5, "2,172.5"),
        (float("nan"), "not known"),
    ],
)
def test_rates_under_one_have_two_figures(rate: float, said: str) -> None:
    assert a_rate(rate) == said


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"


def test_p_values_and_sentences() -> None:
    assert p_value(0.00002) == "under 0.0001"
    assert p_value(0.05) == "0.05"
    assert inside("Clusters (local Moran)") == "clusters (local Moran)"
    assert capital("all crime in Eastleigh") == "All crime in Eastleigh"


def test_places_are_called_by_street_and_ward() -> None:
    ogle_road = place_name("Town 001A", "Bargate", "Ogle Road")
    assert ogle_road == "the Ogle Road area (Bargate)"
    assert place_name("Town 001A", "Bargate") == "Town 001A (Bargate)"
    assert place_name("Market Cross", "Old Quays") == "Market Cross (Old Quays)"
    assert place_name("Bargate", "", "") == "Bargate"


def test_a_figure_is_written_with_its_year() -> None:
    assert dated("usual residents, Census 2021") == "usual residents (Census 2021)"
    assert dated("residents") == "residents"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (3.14159, "3.1"),
        (12.04, "12.0"),
        (1.94, "1.94"),
        (1.037, "1.04"),
        (1.004, "1.004"),
        (0.998, "0.998"),
        (0.31, "0.31"),
        (1.0, "1.00"),
    ],
)
def test_a_ratio_is_not_written_as_one_unless_it_is(value: float, said: str) -> None:
    assert a_ratio(value) == said


def test_limits_of_a_ratio_are_written_alike() -> None:
    assert a_ratio(0.9438, 3.0297) == "0.94 to 3.03"
    assert a_ratio(2.98, 3.22) == "3.0 to 3.2"
    assert a_ratio(1.0004, 1.3) == "1.0004 to 1.3000"


def test_ties_for_the_first_place_are_joint() -> None:
    names = ["Ash", "Birch", "Cedar", "Elm", "Fir"]
    assert joint(names, 1) == "Ash"
    assert joint(names, 2) == "Ash and Birch (joint)"
    assert joint(names, 5) == "Ash, Birch, Cedar and 2 more (joint)"


@pytest.mark.parametrize(
    ("items", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_choices(items: list[str], said: str) -> None:
    assert either(items) == said


@pytest.mark.parametrize(
    ("said", "ways", "all_of_it"),
    [
        ("no rate", [], "no rate"),
        ("no rate", ["give residents"], "no rate. Give residents."),
        ("A rate helps.", ["ask", "give"], "A rate helps. Ask, or give."),
    ],
)
def test_what_would_help_is_a_sentence_of_its_own(
    said: str, ways: list[str], all_of_it: str
) -> None:
    assert with_ways(said, ways) == all_of_it


def test_places_in_an_order() -> None:
    said = [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111, 1012)]
    assert said == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "22nd",
        "103rd",
        "111th",
        "1,012th",
    ]

from __future__ import annotations

import pandas as pd
import pytest

from hotspot_app.ui.kit.copying import tab_separated
from hotspot_app.ui.places.place_words import (
    first_lines,
    said_classes,
    second_lines,
    sure_words,
)


def frame(**columns: list[object]) -> pd.DataFrame:
    (first, *_) = columns.values()
    return pd.DataFrame(columns, index=[f"E{i}" for i in range(len(first))])


def test_a_place_is_called_by_its_name_or_its_area_or_its_code() -> None:
    table = frame(
        place=["Above Bar", None, ""],
        name=["City 001A", "City 001B", ""],
    )
    assert list(first_lines(table)) == ["Above Bar", "City 001B", "E2"]


def test_the_second_line_has_ward_and_area_without_what_all_begin_with() -> None:
    table = frame(
        place=["Above Bar", "London Road", ""],
        ward=["Bargate", "", "Bevois"],
        name=["Southampton 023E", "Southampton 022A", "Southampton 021B"],
    )
    assert list(second_lines(table)) == ["Bargate · 023E", "022A", "Bevois"]


def test_a_ward_is_not_named_twice() -> None:
    table = frame(place=["", "High Road"], ward=["Bevois", "Swaythling"])
    table["name"] = table["ward"]
    assert list(second_lines(table)) == ["", "Swaythling"]


def test_only_classes_the_map_shows_are_said() -> None:
    table = frame(
        **{"class": ["high-high", "high-high", "not significant", "no neighbours"]},
        confidence=["clear", "could be chance", "not different", "too few to say"],
    )
    assert list(said_classes(table)) == ["High among high", "", "", "No neighbours"]
    assert list(sure_words(table)) == [
        "clear",
        "could be chance",
        "",
        "too few to say",
    ]


def test_rates_are_higher_or_lower_than_the_city_or_nothing_is_said() -> None:
    table = frame(against_city=["higher", "similar", "lower", "no data"])
    assert list(sure_words(table)) == ["higher", "", "lower", ""]


def test_areas_of_which_a_test_cannot_speak_stand_to_the_city_as_on_the_map() -> None:
    table = frame(
        **{"class": ["too few to say", "too few to say"]},
        confidence=["too few to say", "too few to say"],
        against_city=["higher", "similar"],
    )
    assert list(sure_words(table)) == ["higher", ""]
    assert list(said_classes(table)) == ["", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\n@"])
def test_no_text_becomes_a_formula(start: str) -> None:
    text = tab_separated(("a",), [(f"{start}cmd()",)])
    assert text.splitlines()[1].startswith("'")


def test_numbers_stay_numbers_and_cells_stay_cells() -> None:
    rows = [(-5, -1234.5, float("nan"), None, "a\tb\nc")]
    text = tab_separated(("w", "x", "y", "z", "t"), rows)
    assert text == "w\tx\ty\tz\tt\n-5\t-1234.5\t\t\ta b c\n"

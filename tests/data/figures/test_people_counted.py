"""Figures of one sex or age are told from those of everybody."""

from __future__ import annotations

import pytest

from hotspot_app.data.figures.people_counted import about_people, part_of


@pytest.mark.parametrize(
    ("texts", "part"),
    [
        (["All Ages", "Mid-2020 Females"], "females"),
        (["All Ages", "Mid-2020 Males"], "males"),
        (["All Ages", "Mid-2020 Persons", "females.xlsx"], ""),
        (["All persons", "Males"], ""),
        (["Total", "Sheet1", "males and females.csv"], ""),
        (["2021", "Age: Aged 16 to 64"], "aged 16 to 64"),
        (["2021", "Sex : Female"], "females"),
        (["residents", "Isle of Man 2021.csv"], ""),
        (["mid2020", "Sheet1", "manchester.csv"], ""),
        (["All Ages", "Aged 16 to 64"], ""),
        (["residents", "mid 2020"], ""),
    ],
)
def test_which_part_of_the_people(texts: list[str], part: str) -> None:
    assert part_of(texts) == part


def test_a_name_of_a_file_tells_a_sex_and_no_age() -> None:
    assert part_of(["All Ages"], "sape_females_2020.csv") == "females"
    assert part_of(["2021"], "figures 18 to 24.csv") == ""


def test_only_lines_on_sex_and_age_are_taken_of_a_blurb() -> None:
    above = ["TS008 - Sex of females and males", "Sex : Female", "Date : 2021"]
    assert about_people(above) == ["Sex : Female"]

"""Columns about people are found by name and by value, and those we need pass."""

from __future__ import annotations

import pytest

from hotspot_app.data.kinds.personal import personal_columns

ROWS = [("x",)]


@pytest.mark.parametrize(
    "name",
    [
        "Victim Name",
        "Forename",
        "SURNAME",
        "SuspectName",
        "DOB",
        "Date of Birth",
        "Telephone",
        "mobile_no",
        "E-mail",
        "NHS Number",
        "Address 1",
        "House No",
        "MO Text",
        "Narrative",
        "Officer Notes",
        "Ethnicity",
        "OIC",
        "Home Address",
        "Name",
    ],
)
def test_names_that_look_personal(name):
    assert personal_columns([name], ROWS) == {0}


@pytest.mark.parametrize(
    "name",
    [
        "Crime Number",
        "Offence Description",
        "Recorded Date",
        "Easting",
        "Street Name",
        "Ward Name",
        "LSOA name",
        "Post Code",
        "Domestic",
        "Victim URN",
        "Priority",
        "Location",
    ],
)
def test_columns_that_are_needed_or_harmless(name):
    assert personal_columns([name], ROWS) == frozenset()


@pytest.mark.parametrize(
    "values",
    [
        ["jane@example.org", "", "sam@example.com"],
        ["07700 900123", "07700900456", "02380 960 123"],
        [
            "943 476 5919",
            "9434765919",
            "943-476-5919",
        ],  # NHS test number, digit checked
        [
            "She said that the noise began at ten and did not stop until half past two",
            "He was told by the neighbour that the car had been there for three weeks",
            "They came home and saw that the back door of the house had been forced",
        ],
    ],
)
def test_values_that_look_personal_whatever_the_column_is_called(values):
    assert personal_columns(["Column7"], [(value,) for value in values]) == {0}


def test_numbers_that_are_no_nhs_numbers():
    rows = [(f"{number}",) for number in range(4400000001, 4400000040)]
    assert not personal_columns(["Ref"], rows)


def test_a_force_recorded_it_in_police_uk_files_and_a_person_in_others():
    street = ["Reported by", "Falls within"]
    assert not personal_columns(street, [("Hampshire Constabulary",) * 2] * 20)
    assert personal_columns(["Reported by"], [("Jane Example",)]) == {0}


def test_sources_are_few_and_people_are_many():
    assert not personal_columns(["Source"], [("Housing",)] * 20)
    people = [(f"Jane Example {i}",) for i in range(20)]
    assert personal_columns(["Source"], people) == {0}

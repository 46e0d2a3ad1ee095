"""Streets out of addresses."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.crime.streets import LONGEST, street_of, streets_of


@pytest.mark.parametrize(
    ("place", "street"),
    [
        ("Flat 3, 12 High Street, SO14 1AA", "High Street"),
        ("1 Elm Road", "Elm Road"),
        ("12a-14 Elm Road, Southampton SO17 2BJ", "Elm Road"),
        ("Outside 12 High Street", "Outside High Street"),
        ("The Gables, Elm Road", "Elm Road"),
        ("2nd floor flat, 7 Lime Avenue", "Lime Avenue"),
        ("Flat B 7 Lime Avenue so14 1aa", "Lime Avenue"),
        ("Unit 4 Solent Business Park", "Solent Business Park"),
        ("On or near High Street", "On or near High Street"),
        ("On or near Parking Area", "On or near Parking Area"),
        ("Street 14", "Street 14"),
        ("2nd Avenue", "2nd Avenue"),
        ("A27", "A27"),
        ("M27 Junction 5", "M27 Junction 5"),
        ("St Mary's Church", "St Mary's Church"),
        ("High\nStreet", "High Street"),
        ("SO14 1AA", ""),
        ("12", ""),
        ("Caller says that she saw " + "x" * LONGEST, ""),
    ],
)
def test_only_the_street_is_kept(place: str, street: str) -> None:
    assert street_of(place) == street
    assert street_of(street) == street


def test_a_column_keeps_its_order_and_its_gaps() -> None:
    places = pd.Series(
        ["1 Elm Road", None, "SO14 1AA", "2 Elm Road", "High Street"], dtype="category"
    )
    found, lost = streets_of(places)
    assert found.astype(object).where(found.notna(), None).tolist() == [
        "Elm Road", None, None, "Elm Road", "High Street",
    ]  # fmt: skip
    assert list(found.cat.categories) == ["Elm Road", "High Street"]
    assert lost == 1
    assert streets_of(places[:0])[0].empty


LABELLED = Path(__file__).with_name("street_texts.csv")
"""Texts as place columns hold them, and the street in them, "" if it is none."""


def test_the_rule_is_measured_on_labelled_texts() -> None:
    with LABELLED.open(encoding="utf-8", newline="") as stream:
        texts = [(row["text"], row["street"]) for row in csv.DictReader(stream)]
    streets = [(text, street) for text, street in texts if street]
    others = [text for text, street in texts if not street]
    assert (len(streets), len(others)) == (125, 94)
    lost = [text for text, street in streets if street_of(text) != street]
    through = [text for text in others if street_of(text)]
    # a street with the title of a person in its name
    assert lost == ["Mr Pickwick's Walk", "Miss Lane"]
    # names of persons, houses and firms
    assert through == [
        "Jane Example",
        "John Smith",
        "Smith, John",
        "The Gables",
        "Example & Sons Ltd",
    ]


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_a_street_has_so_many_letters_at_most(length: int) -> None:
    name = f"On or near {'Long' + 'g' * (length - 11)} Street"
    assert bool(street_of(name)) == (length <= LONGEST)


@pytest.mark.realdata
def test_every_street_of_police_uk_is_kept_as_it_is(real: Path) -> None:
    told: set[str] = set()
    for file in (real / "crime").glob("*-street.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            told.update(row["Location"] for row in csv.DictReader(stream))
    assert len(told) > 10_000
    changed = {text for text in told if street_of(text) != " ".join(text.split())}
    assert changed == set()


def test_what_is_longer_than_any_address_is_not_looked_through() -> None:
    assert street_of("12 High Street" + " " * 500) == "High Street"
    assert street_of("12 High" + " " * 90_000 + "Street") == ""  # else for minutes

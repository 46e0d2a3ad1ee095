"""Streets out of addresses."""

from __future__ import annotations

import pandas as pd
import pytest

from hotspot_app.data.streets import LONGEST, street_of, streets_of


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
    found = streets_of(places)
    assert found.astype(object).where(found.notna(), None).tolist() == [
        "Elm Road", None, None, "Elm Road", "High Street",
    ]  # fmt: skip
    assert list(found.cat.categories) == ["Elm Road", "High Street"]
    assert streets_of(places[:0]).empty

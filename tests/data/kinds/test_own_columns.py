"""Headers of tables of the analyst's own."""

from __future__ import annotations

import pytest

from hotspot_app.data.kinds.own_columns import own_columns, own_table
from hotspot_app.own_tables import OWN_TABLES


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("Local authority name,Crimes,Population", "places"),
        ("Place,Offence,Count,People", "places"),
        ("Age band,Victims,Residents", "ages"),
        ("Area,Age,Count,Population,Frequency", "ages"),
        ("Question,Response,N,Base,Wave", ""),
        ("Question,Response,Count,N,Wave", "survey"),
        ("LSOA code,Residents", ""),
        ("area,type,month,count", ""),
    ],
)
def test_a_table_is_told_by_its_header(header: str, kept: str) -> None:
    found = own_table(header.split(","))
    assert (found.id if found else "") == kept


def test_each_column_has_one_place() -> None:
    found = own_columns(
        ["Place", "Area name", "Number", "People"], OWN_TABLES["places"]
    )
    assert found == {"place": 0, "count": 2, "people": 3}


def test_no_heading_means_two_columns_of_a_table() -> None:
    for table in OWN_TABLES.values():
        known = [each for column in table.columns for each in column.known]
        assert len(known) == len(set(known)), table.id

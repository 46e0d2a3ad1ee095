"""What a table is, and whether it is enough for that."""

from __future__ import annotations

import pytest

from hotspot_app.data.kinds.enough import lacking
from hotspot_app.data.kinds.headers import Head
from hotspot_app.data.kinds.table_kind import Judged, judge, unknown_words
from hotspot_app.remedies import GiveAs

ROW = ("1", "01/02/2025", "Drugs", "441972", "112414")


def head(*names: str, uncalculated: bool = False, row: tuple[str, ...] = ROW) -> Head:
    cells = ((*row, *[""] * len(names))[: len(names)],)
    return Head(names, cells, (2,), frozenset(), True, uncalculated)


EXTRACT = ("Crime No", "Recorded Date", "Offence", "Easting", "Northing")


def test_incidents_need_a_date_and_a_place() -> None:
    assert lacking({"recorded", "easting", "northing"}) is None
    assert lacking({"month", "area"}) is None
    found = lacking({"area"})
    assert found is not None
    assert found.what == "the date or month"
    found = lacking({"from", "easting"})
    assert found is not None
    assert found.what.startswith("the place")


def test_a_file_that_was_named_needs_no_type() -> None:
    untyped = head("Crime No", "Recorded Date", "Details", "Easting", "Northing")
    assert judge(untyped).kind == "crime"
    found = judge(untyped, asked=False)
    assert found.kind is None
    assert "the type of incident" in found.what


def test_what_the_analyst_said_of_columns_counts() -> None:
    odd = head("Ref", "Logged", "What", "X pos", "Y pos")
    assert judge(odd).kind is None
    said = {"recorded": "Logged", "easting": "X pos", "northing": "Y pos"}
    assert judge(odd, said).kind == "crime"


def test_an_extract_with_postcodes_and_points_is_no_list_of_postcodes() -> None:
    found = judge(head("Offence", "Postcode", "Easting", "Northing"))
    assert found.kind is None
    assert "the date or month" in found.what


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Type", "Object of search", "Legislation", "Outcome"), "stop-and-search"),
        (("Crime ID", "Month", "Falls within", "Outcome type"), "outcomes file"),
    ],
)
def test_other_files_of_police_uk_are_named(names: tuple[str, ...], said: str) -> None:
    found = judge(head(*names))
    assert found.kind is None
    assert said in found.what


def test_figures_given_as_crime_are_to_be_given_as_such() -> None:
    found = judge(head("LSOA21CD", "residents", row=("E01017136", "1500")))
    assert found == Judged(
        "figures",
        "figures by area (residents), not rows of incidents",
        holds=("residents",),
        remedies=(GiveAs(("residents",)),),
    )


def test_a_column_of_formulas_without_results_is_told() -> None:
    row = ("1", "", "Drugs", "4", "1")
    found = judge(head(*EXTRACT, uncalculated=True, row=row))
    assert found.kind is None
    assert found.what == (
        "the column 'Recorded Date' is empty: its formulas were never calculated"
    )
    assert judge(head(*EXTRACT, row=row)).kind == "crime"


def test_what_is_unknown_is_described_with_what_it_lacks() -> None:
    table = head("Our ref", "Logged", "What")
    said = unknown_words(judge(table), table)
    assert said.startswith("a table of 3 columns (Our ref, Logged and What)")
    assert "no column is recognised as the date or month" in said

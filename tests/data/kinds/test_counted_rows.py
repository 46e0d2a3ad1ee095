"""Rows that are counted already are told from rows of incidents."""

from __future__ import annotations

import itertools

import pytest

from hotspot_app.data.kinds.columns import recognise
from hotspot_app.data.kinds.count_columns import reads_as_how_many
from hotspot_app.data.kinds.counted_rows import Counted, counted_rows, counted_words
from hotspot_app.data.kinds.headers import Head
from hotspot_app.remedies import Give, GiveAs


@pytest.mark.parametrize(
    "name",
    [
        *("Count", "Volume", "Total", "Count of Crime Number", "Offences", "N", "#"),
        *("Recorded Crimes", "No. of Crimes", "NumberOfCrimes", "num_crimes", "Freq"),
        *("COUNT(*)", "count(crime_ref)", "Sum of Offences", "Crimes 2025", "Tally"),
        *("CountOfURN", "DistinctCount", "offencecount", "Number recorded", "How many"),
    ],
)
def test_names_that_say_how_many(name: str) -> None:
    assert reads_as_how_many(name)


@pytest.mark.parametrize(
    "name",
    [
        *("Crime Number", "Number", "No", "Number of Victims", "Victim Count"),
        *(
            "Total Value",
            "House Number",
            "Beat No",
            "Case",
            "Record No",
            "Offence Code",
        ),
        *(
            "Count of vehicles",
            "Recorded by",
            "Report number",
            "Date recorded",
            "Event",
        ),
    ],
)
def test_names_that_say_something_else(name: str) -> None:
    assert not reads_as_how_many(name)


def head(header: str, *rows: str) -> Head:
    names = tuple(header.split(","))
    cells = tuple(tuple(row.split(",")) for row in rows)
    lines = tuple(range(2, len(rows) + 2))
    return Head(names, cells, lines, frozenset(), whole=True)


def told(table: Head) -> Counted | None:
    return counted_rows(table, recognise(table.header))


def test_a_column_that_says_how_many_makes_them_counts() -> None:
    found = told(
        head(
            "LSOA code,Month,Offence,Volume",
            "E01017136,2025-01,Drugs,1",
            "E01017137,2025-01,Drugs,3",
        )
    )
    assert found == Counted("Volume", "3", 3, readable=True, told=True)


def test_counts_at_points_are_told_and_cannot_be_read() -> None:
    found = told(
        head("Easting,Northing,Month,Offence,Count", "437250,114250,2025-01,Drugs,2")
    )
    assert found is not None
    assert not found.readable
    assert counted_words(found)[2] == Give(("crime", "counts"))


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("Crime No,Date,Offence,LSOA code,Total", ["A1,1/2/2025,Drugs,E01017136,2"]),
        ("Date,Offence,LSOA code,Count", ["1/2/2025,Drugs,E01017136,1"] * 3),
        ("Date,Offence,LSOA code,Victims", ["1/2/2025,Drugs,E01017136,2"]),
        ("Date,Offence,LSOA code,Number", ["1/2/2025,Drugs,E01017136,12"] * 2),
        ("Date,Offence,LSOA code,Offences", ["1/2/2025,Drugs,E01017136,theft"]),
        ("Date,Offence,Easting,Northing,House No", ["1/2/2025,Drugs,4,1,12"]),
    ],
    ids=["own numbers", "all ones", "of victims", "twice", "texts", "a house"],
)
def test_rows_of_incidents_are_not_counts(header: str, rows: list[str]) -> None:
    assert told(head(header, *rows)) is None


def every_cell(name: str) -> Head:
    """Make a row an area, month and type, as counts have them."""
    cells = itertools.product(range(10), range(1, 7), ("Drugs", "Theft"))
    rows = [
        f"E0101{area:04d},2025-0{month},{kind},{(area * month) % 5}"
        for area, month, kind in cells
    ]
    return head(f"LSOA code,Month,Offence,{name}", *rows)


def test_rows_that_never_repeat_tell_whatever_the_column_is_called() -> None:
    found = told(every_cell("Qx"))
    assert found is not None
    assert not found.told
    assert found.column == "Qx"
    _, _, remedy = counted_words(found)
    assert remedy == GiveAs(("counts",), count="Qx")


def test_a_few_rows_that_do_not_repeat_tell_nothing() -> None:
    whole = every_cell("Victim age")
    few = Head(whole.header, whole.rows[::17], whole.lines[::17], frozenset(), True)
    assert told(few) is None


def test_years_and_numbers_of_rows_count_nothing() -> None:
    whole = every_cell("Qx")
    rows = tuple((*row[:3], str(2000 + i)) for i, row in enumerate(whole.rows))
    assert told(Head(whole.header, rows, whole.lines, frozenset(), True)) is None


def test_small_counts_kept_back_are_counts_all_the_same() -> None:
    found = told(
        head(
            "LSOA code,Month,Offence,Crimes",
            "E01017136,2025-01,Drugs,<5",
            "E01017136,2025-02,Drugs,7",
        )
    )
    assert found is not None


def test_months_as_columns_are_counts() -> None:
    found = told(head("LSOA code,Offence,202501,202502", "E01017136,Drugs,1,1"))
    assert found is not None
    assert found.readable
    assert counted_words(found) == (
        "ready counts, not rows of incidents: its columns are months",
        "",
        GiveAs(("counts",)),
    )

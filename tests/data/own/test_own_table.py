"""Tables of the analyst's own, checked against what they are declared to be."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.own.own_table import read_own_table
from hotspot_app.errors import InputError
from hotspot_app.own_tables import OWN_TABLES

PLACES = OWN_TABLES["places"]


def file(folder: Path, text: str) -> Path:
    path = folder / "msg.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_known_by_the_names_people_give_them(tmp_path: Path) -> None:
    text = (
        "Most similar group 2025\nCSP,Recorded crimes,Population,Note\n"
        'Luton,"21,004","225,300",x\nEngland,"4,900,000",57690300,\n'
    )
    found = read_own_table(file(tmp_path, text), PLACES)
    assert found.frame.to_dict("list") == {
        "place": ["Luton", "England"],
        "count": [21_004.0, 4_900_000.0],
        "people": [225_300.0, 57_690_300.0],
    }
    assert found.source.name == "msg.csv"


def test_the_sheet_that_has_the_columns_is_read(tmp_path: Path) -> None:
    path = tmp_path / "msg.xlsx"
    with pd.ExcelWriter(path) as book:
        notes = pd.DataFrame({"About": ["x", "y"], "This": ["z", "w"]})
        notes.to_excel(book, sheet_name="Notes", index=False)
        data = pd.DataFrame({"Place": ["A", "B"], "Count": [1, 2], "People": [9, 8]})
        data.to_excel(book, sheet_name="Data", index=False)
    assert list(read_own_table(path, PLACES).frame["count"]) == [1.0, 2.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("place,number\nA,1\n", "no column called people: it has place and number"),
        ("name,x\nA,1\n", "no columns called count and people"),
        ("place,count,people\nA,1,10\nB,,10\n", "1 cell of count.*line 3 is empty"),
        ("place,count,people\nA,1,10\nB,-2,10\n", "'-2'.*line 3 is negative"),
        ("place,count,people\nA,1.5,10\n", "line 2 isn't a whole number"),
        ("place,count,people\nA,1,0\n", "1 cell of people .*line 2 is 0"),
        ("place,count,people\nA,many,10\n", "first 'many'.*line 2 isn't a number"),
        (
            "place,count,people\nA,1,10\nB,1,10\na,2,10\n",
            r"1 row is there more than once; the first is line 4 \(a\)",
        ),
        ("place,count,people\n", "no table with a header and rows"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read_own_table(file(tmp_path, text), PLACES)


def test_places_by_type_may_be_there_once_a_type(tmp_path: Path) -> None:
    text = "place,type,count,people\nA,Burglary,1,10\nA,Robbery,2,10\n"
    assert len(read_own_table(file(tmp_path, text), PLACES).frame) == 2


def test_rows_with_nothing_in_them_are_left_out_and_told(tmp_path: Path) -> None:
    text = "place,note,count,people\nA,,1,10\n,see below,,\nB,,2,10\n"
    found = read_own_table(file(tmp_path, text), PLACES)
    assert list(found.frame["place"]) == ["A", "B"]
    assert [note.text for note in found.notes] == [
        "msg.csv: 1 row with nothing in it left out."
    ]

"""Texts that stand for nothing, and those that only look so."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.tables.blanks import blanks_among, emptied_cells, is_blank

NOTHING = """NULL null (null) <NULL> [None] None nil NaN nan <NA> #N/A N/A n.a. n/k NaT
- -- – — ? ... _ / #REF! #DIV/0! #VALUE! #NAME? Unknown UNK TBC (blank) missing"""
PHRASES = ["Not recorded", "not known.", "NOT STATED", "No data", "Not yet recorded"]
SOMETHING = "Nunn Null1 N1 NE None-such 0 00 #### ** * X Nottingham Nan's 1 a #1 £ %"
LONGER = ["None of these", "Null Street", "Nil by mouth", "No entry road"]


@pytest.mark.parametrize("text", [*NOTHING.split(), *PHRASES, "", "  ", " N / A "])
def test_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", [*SOMETHING.split(), *LONGER, "- " * 40 + "a"])
def test_something(text: str) -> None:
    assert not is_blank(text)


def test_na_is_a_code_among_codes_of_two_letters() -> None:
    assert blanks_among(["NA", "NB", "NC", "SA", "-"]) == [False] * 4 + [True]
    assert blanks_among(["NA", "Burglary", "Theft", "Robbery"]) == [True] + [False] * 3


@pytest.mark.parametrize("blank", [*NOTHING.split(), *PHRASES, " N/A ", "\n-", "-\n"])
def test_a_blank_is_found_wherever_it_stands_in_a_column(blank: str) -> None:
    for cells in ([blank, "1", "2"], ["1", "", blank, "x"], ["-1.5", "12", blank]):
        emptied = emptied_cells(pd.DataFrame({"a": cells, "b": "7"}, dtype="object"))
        wanted = ["" if text == blank else text for text in cells]
        assert emptied["a"].tolist() == wanted
        assert emptied["b"].tolist() == ["7"] * len(cells)


def test_numbers_of_a_column_count_where_na_may_be_a_code() -> None:
    numbers = [str(each) for each in range(10)]
    frame = pd.DataFrame({"a": ["NA", "NB", "NC", "ND", *numbers]}, dtype="object")
    assert emptied_cells(frame)["a"].tolist() == ["", "NB", "NC", "ND", *numbers]


def test_texts_that_only_begin_like_blanks_stay() -> None:
    cells = [*SOMETHING.split(), *LONGER, "", "2\nnull", "x\n-\ny"]
    frame = pd.DataFrame({"a": cells}, dtype="object")
    assert emptied_cells(frame)["a"].tolist() == cells


def test_an_unknown_type_is_a_type_and_a_null_is_none(tmp_path: Path) -> None:
    path = tmp_path / "crimes.csv"
    rows = "".join(
        f"{number},01/02/2025,{kind},442000,112000\n"
        for number, kind in enumerate(("Unknown", "Not recorded", "NULL", "Theft"), 1)
    )
    header = "Crime No,Date Recorded,Offence Type,Easting,Northing\n"
    path.write_text(header + rows, encoding="utf-8")
    reading = read_incidents([path], extent=None)
    assert list(reading.incidents["type"]) == ["Unknown", "Not recorded", "Theft"]
    assert list(reading.rejected["reason"]) == ["no_type"]


@pytest.mark.parametrize("word", ["NULL", "N/A", "None", "-", "#N/A"])
def test_it_is_empty_in_every_column_of_rows(tmp_path: Path, word: str) -> None:
    path = tmp_path / "crimes.csv"
    path.write_text(
        "Crime No,Date Recorded,Committed From,Offence Type,Easting,Northing,"
        "LSOA code,Location,Victim URN,Domestic\n"
        f"{word},01/02/2025,{word},Theft,442000,112000,{word},{word},{word},{word}\n"
        f"{word},01/02/2025,{word},Theft,442000,112000,{word},{word},{word},{word}\n"
        f"3,01/02/2025,,Theft,{word},{word},E01017136,None of these,7,Y\n"
        f"4,{word},,Theft,442000,112000,,,,\n"
        f"5,01/02/2025,,{word},442000,112000,,,,\n",
        encoding="utf-8",
    )
    reading = read_incidents([path], extent=None)
    found = reading.incidents
    assert found["row"].tolist() == [2, 3, 4]  # without a number none is a copy
    assert found["area"].dropna().tolist() == ["E01017136"]
    assert found["victim"].dropna().tolist() == ["7"]
    assert found["flag_domestic"].tolist() == [False, False, True]
    assert found["easting"].isna().tolist() == [False, False, True]
    reasons = reading.rejected.set_index("row")["reason"].to_dict()
    assert reasons == {5: "unreadable_date", 6: "no_type"}


@pytest.mark.parametrize("word", ["NULL", "N/A", "-"])
def test_a_figure_that_is_none_is_missing(tmp_path: Path, word: str) -> None:
    rows = "".join(f"E0101713{n},{word if n == 4 else 1500}\n" for n in range(9))
    path = tmp_path / "residents.csv"
    path.write_text(f"LSOA21CD,Residents\n{rows}", encoding="utf-8")
    told = read_denominator(path, "residents")
    assert told.values.isna().sum() == 1
    assert any("1 area has no figure" in note.text for note in told.notes)

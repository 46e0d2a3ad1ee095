"""A workbook as a reader of it sees it."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

from hotspot_app.brief.columns import by_name
from hotspot_app.brief.results import area_table
from hotspot_app.brief.spreadsheet import LONGEST
from hotspot_app.brief.workbook import write_workbook
from hotspot_app.errors import InputError
from hotspot_app.method import Explanation, Note
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import run
from hotspot_app.project.steps.stages import Stages

RATE = "Rate per 1,000 residents (2021) over 1 month"


@pytest.fixture
def book(compared: Answer, tmp_path: Path) -> Any:
    write_workbook(compared, tmp_path / "answer.xlsx")
    return openpyxl.load_workbook(tmp_path / "answer.xlsx")


def cells(sheet: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def column(sheet: Any, heading: str) -> list[Any]:
    header, *rows = cells(sheet)
    return [row[header.index(heading)] for row in rows]


def test_the_sheets_are_those_an_analyst_looks_for(book: Any) -> None:
    assert book.sheetnames == ["Areas", "By type", "Months", "Notes", "Files"]


def test_types_stand_side_by_side_under_both_periods(
    book: Any, compared: Answer, ask: Any, tmp_path: Path
) -> None:
    """One of four months isn't held, so that April is compared with February."""
    sheet = book["By type"]
    assert column(sheet, "Type") == ["All crime", "Burglary"]
    assert column(sheet, "Before: February 2025") == [222, 222]
    assert column(sheet, "Now: April 2025") == [222, 222]
    assert column(sheet, "Small numbers") == ["small numbers"] * 2
    assert all(type(each) in (int, float) for each in column(sheet, "Change (%)"))
    write_workbook(ask("rate_map"), tmp_path / "alone.xlsx")
    alone = openpyxl.load_workbook(tmp_path / "alone.xlsx")
    assert "By type" not in alone.sheetnames


def test_every_value_of_the_areas_is_there(book: Any, compared: Answer) -> None:
    table = area_table(compared)
    table = table[by_name(table)]
    header, *rows = cells(book["Areas"])
    assert len(rows) == len(table) == 36
    assert len(header) == len(set(header)) == len(table.columns)
    for place, name in enumerate(table.columns):
        read = pd.Series([row[place] for row in rows], dtype=object)
        if pd.api.types.is_numeric_dtype(table[name]):
            numbers = read.astype("float64").to_numpy()
            wanted = table[name].astype("float64").to_numpy()
            # spreadsheets hold 15 digits
            np.testing.assert_allclose(numbers, wanted, rtol=1e-14, atol=0)
        else:
            assert list(read.fillna("")) == list(table[name])


def test_a_place_is_named_before_its_code_and_stays_in_sight(book: Any) -> None:
    header = cells(book["Areas"])[0]
    assert header[:4] == ("Ward", "Area", "Code", "Recorded")
    assert book["Areas"].freeze_panes == "C2"


def test_headings_are_words_with_units(book: Any) -> None:
    header = cells(book["Areas"])[0]
    assert {RATE, "Before (February 2025)", "Change"} <= {*header}


def test_codes_stay_text_with_their_zeros(book: Any) -> None:
    assert column(book["Areas"], "Code")[:2] == ["0001", "0002"]


def test_no_text_is_run_as_a_formula(compared: Answer, tmp_path: Path) -> None:
    """Neither now nor after its cell is edited, which the quote prefix prevents."""
    path = tmp_path / "answer.xlsx"
    write_workbook(compared, path)
    areas = openpyxl.load_workbook(path)["Areas"]
    name = areas.cell(2, cells(areas)[0].index("Area") + 1)
    assert name.value == "=1+0"
    assert name.quotePrefix
    kinds = {cell.data_type for row in areas.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    with zipfile.ZipFile(path) as parts:
        sheets = [part for part in parts.namelist() if "/sheet" in part]
        assert len(sheets) == 5
        assert not [part for part in sheets if b"<f>" in parts.read(part)]
        assert not [part for part in sheets if b"hyperlink" in parts.read(part)]


def test_an_area_without_residents_has_an_empty_rate(book: Any) -> None:
    assert column(book["Areas"], RATE)[0] is None
    assert column(book["Areas"], "Denominator")[0] == 0


def test_rates_have_one_decimal_place_and_counts_none(book: Any) -> None:
    areas = book["Areas"]
    shown = {
        heading.value: areas.cell(3, heading.column).number_format
        for heading in areas[1]
    }
    assert shown[RATE] == "#,##0.0"
    assert shown[RATE.replace("Rate", "Lower limit")] == "#,##0.0"
    assert shown["Recorded"] == "#,##0"
    assert shown["p of change"] == "#,##0.0000"


def test_the_heading_stays_in_sight_and_filters(book: Any) -> None:
    areas = book["Areas"]
    assert areas.freeze_panes == "C2"
    assert areas.auto_filter.ref == areas.dimensions
    assert areas.print_title_rows == "$1:$1"
    assert areas.page_setup.paperSize == 9
    widths = [areas.column_dimensions[letter].width for letter in "ABC"]
    assert all(8 <= width <= 45 for width in widths)


def test_months_are_dates_and_a_missing_one_is_a_gap(book: Any) -> None:
    assert cells(book["Months"]) == [
        ("Month", "Recorded", "Period"),
        (datetime(2025, 1, 1), 222, "compared with"),
        (datetime(2025, 2, 1), 222, "compared with"),
        (datetime(2025, 3, 1), None, "asked about, no file holds it"),
        (datetime(2025, 4, 1), 222, "asked about"),
    ]
    assert book["Months"]["A2"].number_format == "mmm yyyy"


def test_the_notes_say_all_there_is_to_say(book: Any, compared: Answer) -> None:
    said = [row[0] for row in cells(book["Notes"]) if row[0]]
    assert said[0] == compared.explanation.headline
    assert set(compared.explanation.sentences) <= {*said}
    assert {note.text for note in compared.notes} <= {*said}
    assert set(compared.attributions()) <= {*said}
    places = [said.index(w) for w in ("Cautions", "How it was made", "Sources")]
    assert places == sorted(places)


def test_files_are_told_with_their_bytes_and_rows(book: Any, town_files: Files) -> None:
    files = dict(
        zip(column(book["Files"], "File"), cells(book["Files"])[1:], strict=True)
    )
    assert list(files) == [
        "areas.geojson",
        "wards.geojson",
        "police.csv",
        "residents.csv",
    ]
    content = town_files.crime[0].read_bytes()
    sha = hashlib.sha256(content).hexdigest()
    assert files["police.csv"] == ("police.csv", 666, 666, len(content), sha)
    assert files["areas.geojson"][1:3] == (None, None)


def test_files_of_one_name_are_not_taken_for_each_other(
    town_files: Files, tmp_path: Path
) -> None:
    """Boundaries called as the incidents are have no rows."""
    (tmp_path / "residents.csv").write_bytes(town_files.crime[0].read_bytes())
    files = replace(town_files, crime=(tmp_path / "residents.csv",))
    write_workbook(run(files, Asked(method="count_map")), tmp_path / "answer.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx")["Files"]
    rows = [row[:2] for row in cells(sheet)[1:]]
    assert rows[2:] == [("residents.csv", 666), ("residents.csv", None)]


def test_the_same_answer_is_the_same_bytes(compared: Answer, tmp_path: Path) -> None:
    for name in "ab":
        write_workbook(compared, tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_each_table_of_a_method_has_a_sheet(
    practice_stages: Stages, tmp_path: Path
) -> None:
    asked = Asked(method="deprivation_gradient")
    answer = practice_stages.answer(practice_files(), asked)
    write_workbook(answer, tmp_path / "answer.xlsx")
    book = openpyxl.load_workbook(tmp_path / "answer.xlsx")
    assert book.sheetnames[:2] == ["Areas", "Gradient"]
    table = answer.outcome.tables["gradient"]
    assert column(book["Gradient"], "Recorded") == list(table["count"])
    assert column(book["Gradient"], "Group") == list(table["group"])


def test_tables_of_any_name_get_a_sheet_each(compared: Answer, tmp_path: Path) -> None:
    tables = {"a/b:[c]?": pd.DataFrame({"x": [1]}), "Months": pd.DataFrame({"x": []})}
    outcome = replace(compared.outcome, tables=tables)
    write_workbook(replace(compared, outcome=outcome), tmp_path / "answer.xlsx")
    book = openpyxl.load_workbook(tmp_path / "answer.xlsx")
    assert book.sheetnames == [
        "Areas",
        "A b  c",
        "Months",
        "By type",
        "Months 2",
        "Notes",
        "Files",
    ]


def test_hostile_words_are_only_words(compared: Answer, tmp_path: Path) -> None:
    """Longer than a cell, not text, not XML, and what others run."""
    words = (
        "x" * 40_000,
        "\ud800\x00\x1b<b>&",
        "=cmd|' /C calc'!A0",
        "http://a.b",
        "{=1}",
    )
    odd = replace(
        compared,
        explanation=Explanation("=" + "h" * 300, words, ""),
        notes=(Note("+1"), Note("@x", caution=True)),
    )
    write_workbook(odd, tmp_path / "answer.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "answer.xlsx")["Notes"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    said = [row[0] for row in cells(sheet)]
    assert len(said[1]) == LONGEST
    assert said[3:6] == list(words[2:])
    assert {"+1", "@x"} <= {*said}


def test_a_folder_that_can_not_be_written_is_told(
    compared: Answer, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="can't write here"):
        write_workbook(compared, tmp_path / "out" / "answer.xlsx")

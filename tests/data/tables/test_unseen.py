"""What Excel hides is read, and said."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.indicators import read_denominator

HEAD = ["Crime Number", "Recorded Date", "Offence Type", "Easting", "Northing"]


def extract(days: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    for number, day in enumerate(days):
        place = (442_000 + number, 112_000)
        book.active.append([f"4425{number:05}", day, "Burglary", *place])
    return book


def notes_of(book: openpyxl.Workbook, folder: Path) -> tuple[pd.DataFrame, str]:
    path = folder / "crimes.xlsx"
    book.save(path)
    reading = read_incidents([path], extent=None)
    return reading.incidents, "\n".join(n.text for n in reading.notes if n.caution)


def test_hidden_rows_and_columns_in_use_are_read_and_said(tmp_path: Path) -> None:
    book = extract([dt.date(2025, 3, 4)] * 9)
    sheet = book.active
    incidents, said = notes_of(book, tmp_path)
    assert len(incidents) == 9
    assert "hides" not in said
    sheet.row_dimensions[1].hidden = True  # the header is no row
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[7].hidden = True
    sheet.row_dimensions[90].hidden = True  # nothing stands there
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["H"].hidden = True
    incidents, said = notes_of(book, tmp_path)
    assert len(incidents) == 9
    assert "crimes.xlsx: 2 rows that Excel hides, by a filter or by hand, are" in said
    assert "the column 'Offence Type', which Excel hides, is read" in said
    assert said.count("hides") == 2


def test_a_hidden_sheet_is_said_only_where_it_is_read(tmp_path: Path) -> None:
    book = extract([dt.date(2025, 3, 4)] * 9)
    book.active.sheet_state = "hidden"
    book.create_sheet("Cover")
    _, said = notes_of(book, tmp_path)
    assert "the sheet Sheet, which Excel hides, is read" in said


def test_hidden_rows_of_ready_counts_and_residents_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Ward code", "Offence", "Month", "Count"])
    for number in range(4):
        book.active.append([f"E0501549{number}", "Theft", "2025-01", 3])
    book.active.row_dimensions[2].hidden = True
    path = tmp_path / "counts.xlsx"
    book.save(path)
    _, facts = read_counts(path)
    assert [note.text[:32] for note in facts.notes] == [
        "counts.xlsx: 1 row that Excel hi"
    ]
    book = openpyxl.Workbook()
    book.active.append(["LSOA21CD", "Residents"])
    for number in range(9):
        book.active.append([f"E0101713{number}", 1_500])
    book.active.row_dimensions[5].hidden = True
    path = tmp_path / "residents.xlsx"
    book.save(path)
    told = read_denominator(path, "residents").notes
    assert any("1 row that Excel hides" in note.text for note in told)


@pytest.mark.parametrize("general", [True, False])
def test_days_counted_from_1904_are_those_that_excel_shows(
    tmp_path: Path, general: bool
) -> None:
    days = [dt.datetime(2025, 1, 31), dt.datetime(2025, 6, 1, 23, 15)]
    book = extract([])
    book.epoch = CALENDAR_MAC_1904
    for number, day in enumerate(days):
        told = to_excel(day, CALENDAR_MAC_1904) if general else day
        book.active.append([f"44{number}", told, "Burglary", 44_238, 112_000])
    incidents, _ = notes_of(book, tmp_path)
    assert incidents["when"].tolist() == days
    assert incidents["easting"].tolist() == [44_238, 44_238]  # no date

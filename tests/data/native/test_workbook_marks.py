"""What a workbook says of its cells: from when it counts days, and what is hidden."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from hotspot_app.data.native.workbook_marks import Hidden, Marks, marks_of
from tests.fuzzing.packed import ods, unzipped, xls, xlsx, zipped
from tests.fuzzing.tables import TABLES

EMPTY = b"<sheetData></sheetData>"


def with_part(book: bytes, name: str, old: bytes, new: bytes) -> bytes:
    parts = unzipped(book)
    assert any(old in part for each, part in parts if each == name)
    return zipped(
        (each, part.replace(old, new) if each == name else part) for each, part in parts
    )


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_rows_and_columns_hidden_in_one_sheet_are_not_hidden_in_another() -> None:
    book = openpyxl.Workbook()
    first, second = book.active, book.create_sheet("Männer & Co")
    for row in range(6):
        first.append([row, "a", "b", "c"])
        second.append([row, "a", "b", "c"])
    second.row_dimensions[2].hidden = second.row_dimensions[5].hidden = True
    second.column_dimensions.group("B", "C", hidden=True)
    told = marks_of(saved(book))
    assert told == Marks(
        False, {"Sheet": Hidden(), "Männer & Co": Hidden({2, 5}, {1, 2})}
    )


@pytest.mark.parametrize("value", ["1", "true"])
def test_days_counted_from_1904(value: str) -> None:
    book = openpyxl.Workbook()
    assert not marks_of(saved(book)).since_1904
    book.epoch = CALENDAR_MAC_1904
    made = saved(book)
    assert marks_of(made).since_1904
    said = f'date1904="{value}"'.encode()
    made = with_part(made, "xl/workbook.xml", b'date1904="1"', said)
    assert marks_of(made).since_1904


def test_rows_without_numbers_follow_one_another() -> None:
    book = openpyxl.Workbook()
    sheet = b"<sheetData><row/><row hidden='true'/><x:row r='9' hidden=\"1\"/>"
    sheet += b'<row hidden="0"/><row hidden="1"></row></sheetData>'
    part = "xl/worksheets/sheet1.xml"
    made = with_part(saved(book), part, EMPTY, sheet)
    assert marks_of(made).hidden["Sheet"].rows == {2, 9, 11}


def test_many_overlapping_columns_cost_little() -> None:
    book = openpyxl.Workbook()
    one = b'<col min="%d" max="16384" hidden="1"/>'
    columns = b"".join(one % (1 + at % 16_000) for at in range(50_000))
    part = "xl/worksheets/sheet1.xml"
    made = with_part(saved(book), part, EMPTY, columns + EMPTY)
    assert len(marks_of(made).hidden["Sheet"].columns) == 16_384


def test_an_opendocument_sheet_says_it_in_other_words() -> None:
    made = ods(TABLES["extract"])
    assert not marks_of(made).hidden["Data"].rows
    plain = b'<table:table-row table:number-rows-repeated="1">'
    hidden = b'<table:table-row table:visibility="filter" '
    hidden += b'table:number-rows-repeated="2">'
    head, *rows = dict(unzipped(made))["content.xml"].split(plain)
    content = head + plain + rows[0] + hidden + plain.join(rows[1:])
    start = b'<table:null-date table:date-value="1904-01-01"/><table:table '
    content = content.replace(b"<table:table ", start, 1)
    told = marks_of(zipped([("content.xml", content)]))
    assert told.since_1904
    assert told.hidden["Data"].rows == {2, 3}


def test_a_workbook_of_excel_97_says_it_in_records() -> None:
    made = xls(TABLES["extract"])
    assert marks_of(made) == Marks(False, {"Data": Hidden()})
    extent = made.index(b"\x00\x02\x0e\x00")
    row = struct.pack("<HHHHHHHHI", 0x0208, 16, 4, 0, 9, 255, 0, 0, 0x20)
    column = struct.pack("<HHHHHHHH", 0x007D, 12, 2, 3, 2_304, 15, 1, 0)
    since = struct.pack("<HHH", 0x0022, 2, 1)
    # in the sheet, before its cells; the records push out blank bytes at the end
    longer = made[:extent] + row + column + since + made[extent:]
    told = marks_of(longer[: len(made)])
    assert told.hidden["Data"] == Hidden({5}, {2, 3})
    assert not told.since_1904  # said in a sheet, it says nothing


def test_what_says_nothing_has_no_marks() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "a")
    assert marks_of(made.getvalue()) == Marks()
    assert marks_of(xlsx(TABLES["extract"])) == Marks(False, {"Data": Hidden()})

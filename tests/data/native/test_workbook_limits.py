"""Workbooks that ask for more than any holds, and those that people have."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hotspot_app.data.native import workbook_limits
from hotspot_app.data.native.workbook_limits import check_workbook
from hotspot_app.errors import InputError
from hotspot_app.progress import Progress

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def book(sheet: str, **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", SHEET.format(sheet))
        for name, text in parts.items():
            archive.writestr(f"xl/{name}.xml", text)
    return made.getvalue()


def cell(place: str, text: str = "1") -> str:
    return f'<c r="{place}"><v>{text}</v></c>'


def test_an_ordinary_workbook_passes():
    made = openpyxl.Workbook()
    for number in range(300):
        made.active.append([number, "Burglary", "Above Bar Street", None, 1.5])
    made.create_sheet("Notes").append(["x" * 30_000])
    held = io.BytesIO()
    made.save(held)
    check_workbook(held.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (cell("A1") + cell("XFD1048576"), "16,384 columns"),
        (cell("A1") + cell("ZZ300000"), "300,000 rows and 702 columns"),
        ("<c r='A1'/><c  r = 'ZZ300000' />", "300,000 rows and 702 columns"),
        (cell("ZZZZZZZZZZZ99999999999999999999"), "a place that no sheet has"),
        (cell("A99999999999999999999"), "rows"),
        ("<row/>" * 1_048_575 + "<row>" + "<c/>" * 1_000 + "</row>", "1,000 columns"),
        ("<row>" + "<c/>" * 3_000 + "</row>", "3,000 columns"),
        ("<x:row>" + "<x:c/>" * 3_000 + "</x:row>", "3,000 columns"),
        ("<c/>" * 3_000 + "<t>" + ' r="A1"' * 4_000 + "</t>", "3,000 columns"),
        (f"<row>{cell('A1')}</row>" * 150_000 + "<c r='ZZ300000'/>", "702 columns"),
        (f"<c{' ' * 9_000}r='ZZ300000'/>", "702 columns"),
        (cell("$A$1") + cell("$ZZ$300000"), "702 columns"),
        (f"<c r='A1'><is><t>{'x' * 140_000}</t></is></c>", "over 32,767 letters"),
    ],
)
def test_what_reaches_too_far_is_refused(sheet, said):
    with pytest.raises(InputError, match=said):
        check_workbook(book(f'<row r="1">{sheet}</row>'), "a.xlsx")


@pytest.mark.parametrize("before", [0, 1, 65_534, 70_000, 4_194_000])
def test_a_long_text_is_seen_wherever_it_stands(before):
    text = f"{'<row/>' * (before // 6)}<c><is><t>{'x' * 300_000}</t></is></c>"
    with pytest.raises(InputError, match="over 32,767 letters"):
        check_workbook(book(f"<row>{text}</row>"), "a.xlsx")


@pytest.mark.slow
def test_the_fullest_sheet_of_excel_passes():
    content = book('<row r="9"><c/></row>' * 1_048_576)
    check_workbook(content, "a.xlsx")
    with pytest.raises(InputError, match="1,048,577 rows"):
        check_workbook(book('<row r="9"><c/></row>' * 1_048_577), "a.xlsx")


def test_to_look_through_a_large_sheet_is_progress():
    steps = []
    progress = Progress(lambda *told: steps.append(told))
    content = book("<row><c/></row>" * 700_000)
    check_workbook(content, "a.xlsx", progress)
    assert len(steps) >= 3


def test_a_workbook_is_looked_through_once(monkeypatch):
    content = book(cell("A1", "once only"))
    check_workbook(content, "a.xlsx")
    monkeypatch.setattr(workbook_limits, "_check_members", None)
    check_workbook(content, "a.xlsx")


def test_a_long_shared_text_is_refused_however_often_it_is_used():
    strings = f"<sst><si><t>{'x' * 4_000_000}</t></si></sst>"
    with pytest.raises(InputError, match="over 32,767 letters"):
        check_workbook(book(cell("A1"), sharedStrings=strings), "a.xlsx")


def test_sheets_share_one_limit(monkeypatch):
    monkeypatch.setattr(workbook_limits, "CELLS", 250)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in (1, 2, 3):
            archive.writestr(f"xl/worksheets/{number}.xml", SHEET.format(cell("J10")))
    with pytest.raises(InputError, match="10 rows and 10 columns"):
        check_workbook(made.getvalue(), "a.xlsx")


def test_too_many_sheets_are_refused():
    sheets = "".join(f'<sheet name="S{n}" r:id="r1"/>' for n in range(401))
    with pytest.raises(InputError, match="over 400 sheets"):
        check_workbook(book(cell("A1"), workbook=sheets), "a.xlsx")


def test_a_binary_workbook_is_named():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01")
    with pytest.raises(InputError, match="binary workbook"):
        check_workbook(made.getvalue(), "a.xlsx")


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"0" * 100])
def test_a_damaged_zip_is_refused(content):
    with pytest.raises(InputError, match="is damaged"):
        check_workbook(content, "a.xlsx")


def attacks() -> Path:
    return Path(__file__).resolve().parents[4] / "shared" / "cases" / "attack"


@pytest.mark.realdata
@pytest.mark.parametrize(
    "name",
    [
        "far_cell_XFD1048576",
        "far_cell_ZZ300000",
        "far_space",
        "ref_big",
        "shared_string_bomb",
        "slow_wide",
    ],
)
def test_the_workbooks_that_attack_are_refused_or_read_at_once(name):
    try:
        check_workbook((attacks() / "xlsx" / f"{name}.xlsx").read_bytes(), name)
    except InputError as error:
        assert error.hint
    else:
        assert name == "slow_wide"


def test_long_texts_beside_one_another_are_looked_through_once():
    many = "".join(cell(f"A{row}", "x" * 130_000) for row in range(1, 200))
    check_workbook(book(many), "a.xlsx")  # each letter tried: half an hour

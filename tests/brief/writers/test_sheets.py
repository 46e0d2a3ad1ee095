"""A brief's workbook as a reader of it sees it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hotspot_app.brief.content import WITHHELD, Document, Table
from hotspot_app.brief.content.cells import is_missing
from hotspot_app.brief.writers.sheets import write_sheets
from hotspot_app.errors import Cancelled, InputError
from hotspot_app.progress import Progress
from tests.brief.content.sample import document, one_page, table
from tests.brief.writers.awkward import HOSTILE, hostile, types

MARKED = "OFFICIAL-SENSITIVE · Not to be shared beyond named recipients."


def read(made: Document, folder: Path) -> Any:
    write_sheets(made, folder / "brief.xlsx")
    return openpyxl.load_workbook(folder / "brief.xlsx")


def cells(sheet: Any) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def lines(sheet: Any) -> list[str]:
    return [row[0] for row in cells(sheet) if row[0]]


def holding(made: Document, one: Table) -> Document:
    section = replace(made.sections[1], blocks=(one,))
    return replace(made, sections=(section,))


def test_a_summary_comes_first_then_a_sheet_a_table_then_notes(tmp_path: Path) -> None:
    book = read(document(), tmp_path)
    assert book.sheetnames == [
        "Summary",
        "Places that stand out",
        "Places that stand out 2",
        "Notes",
    ]


def test_the_summary_says_all_that_is_said(tmp_path: Path) -> None:
    made = document()
    said = lines(read(made, tmp_path)["Summary"])
    assert said[:3] == [made.title, made.subtitle, MARKED]
    assert "Author: A. Analyst" in said
    assert "Two hotspots hold a quarter of burglary" in said
    assert "2. York Walk # $x$ *bold* \\(1\\): who leads?" in said
    for section in made.sections:
        for sentence in section.sentences():
            assert any(sentence.text in each for each in said)


@pytest.mark.parametrize("rows", [0, 1, 5, 300])
def test_numbers_are_numbers_and_what_is_withheld_is_c(
    rows: int, tmp_path: Path
) -> None:
    one = table(rows)
    book = read(holding(document(), one), tmp_path)
    heading, *shown = cells(book["Places that stand out"])
    assert list(heading) == [each.title for each in one.columns]
    assert len(shown) == rows
    for read_back, row in zip(shown, one.rows, strict=True):
        for value, cell in zip(read_back, row, strict=True):
            if cell is WITHHELD:
                assert value == "c"
            elif is_missing(cell):
                assert value is None
            else:
                # spreadsheets hold 15 digits
                same = pytest.approx(cell, rel=1e-14) if type(cell) is float else cell
                assert value == same
                assert isinstance(value, str) is isinstance(cell, str)


def test_numbers_look_as_pages_write_them(tmp_path: Path) -> None:
    sheet = read(document(), tmp_path)["Places that stand out"]
    formats = [sheet.cell(2, at).number_format for at in range(3, 8)]
    assert formats == ["#,##0", "#,##0", "+#,##0;-#,##0;0", "#,##0.0", "#,##0.0000"]


def test_a_table_is_written_with_all_its_columns_and_rows(tmp_path: Path) -> None:
    short = replace(table(2), full=types())
    sheet = read(holding(document(), short), tmp_path)["Places that stand out"]
    assert len(cells(sheet)) == 15
    assert cells(sheet)[0][12] == "Anti-social behaviour 11"


def test_the_heading_stays_in_sight_and_filters(tmp_path: Path) -> None:
    book = read(document(), tmp_path)
    sheet = book["Places that stand out"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"


@pytest.mark.parametrize("made", [document, one_page, hostile])
def test_every_sheet_is_marked_on_paper_and_fits_its_width(
    made: Any, tmp_path: Path
) -> None:
    brief = made()
    for sheet in read(brief, tmp_path).worksheets:
        for ends in (sheet.oddHeader, sheet.oddFooter):
            assert ends.center.text.replace("&&", "&").startswith("OFFICIAL-SENSITIVE")
            assert ends.left.text is None
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0


def test_a_marking_is_no_code_of_the_page(tmp_path: Path) -> None:
    made = replace(document(), marking="OFFICIAL & MORE", handling="&D&[Tab] " * 60)
    with zipfile.ZipFile(write(made, tmp_path)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    head = page.split("<oddHeader>")[1].split("</oddHeader>")[0]
    head = head.replace("&amp;", "&")
    assert head.startswith("&COFFICIAL && MORE · &&D&&[TAB]".replace("TAB", "Tab"))
    assert len(head) <= 255
    assert head.removeprefix("&C").count("&") % 2 == 0


def write(made: Document, folder: Path) -> Path:
    write_sheets(made, folder / "brief.xlsx")
    return folder / "brief.xlsx"


def test_the_notes_name_tables_methods_and_sources(tmp_path: Path) -> None:
    made = document()
    said = lines(read(made, tmp_path)["Notes"])
    assert said[1] == "Tables"
    assert said[2] == (
        "Places that stand out: Places that stand out. "
        "No small count can be worked out. c Withheld."
    )
    assert any("Method: local Moran's I." in each for each in said)
    assert "Say first what the meeting decided last month." in said
    assert {*made.sources} < {*said}
    empty = read(holding(made, table(0)), tmp_path)["Notes"]
    assert lines(empty)[2].endswith("This table has no rows.")


def test_no_text_is_run(tmp_path: Path) -> None:
    path = write(hostile(), tmp_path)
    book = openpyxl.load_workbook(path)
    kinds = {
        cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row
    }
    assert kinds <= {"s", "n"}
    said = {*lines(book["Summary"])}
    assert set(HOSTILE[:4]) <= said
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            content = parts.read(name)
            assert b"<f>" not in content
            assert b"hyperlink" not in content


def test_properties_tell_title_author_and_marking(tmp_path: Path) -> None:
    book = read(document(), tmp_path)
    told = book.properties
    assert told.title == "Burglary in Southampton: two hotspots stand out"
    assert (told.creator, told.keywords) == ("A. Analyst", MARKED)
    assert told.category == "OFFICIAL-SENSITIVE"
    own = {each.name: each.value for each in book.custom_doc_props.props}
    assert own == {"Language": "en-GB", "Marking": MARKED}


def test_the_same_brief_is_the_same_bytes(tmp_path: Path) -> None:
    for name, made in (("a", document), ("b", document)):
        write_sheets(made(), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_cancelling_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_sheets(
            document(), tmp_path / "brief.xlsx", Progress(cancelled=lambda: True)
        )
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="can't write here"):
        write_sheets(document(), tmp_path / "out" / "brief.xlsx")

"""What somebody can read out of the files of products, by whatever program.

Texts and tables of every kind of file, those that pages don't show too: notes, alt
texts, metadata, hidden sheets, a chart's own workbook, tables of a GeoPackage.
"""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pikepdf
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image
from pptx import Presentation

from tests.brief.writers.pdf_reading import bookmarks, tags, words

CODE = re.compile(r"\bE0[15]\d{6}\b")


@dataclass(frozen=True)
class Sheet:
    """A table: where it stands, its heading and its rows."""

    where: str
    heads: list[str]
    rows: list[list[object]]


def sheets(path: Path) -> list[Sheet]:
    """Read every table of a file that is more than words on a page."""
    match path.suffix:
        case ".xlsx":
            return list(_workbook(path.read_bytes(), path.name))
        case ".pptx":
            return list(_in_slides(path))
        case ".gpkg":
            return list(_layers(path))
    return []


def texts(path: Path) -> list[str]:
    """Read every text of a file; a row of a table is one, its cells in order."""
    read = {
        ".xlsx": _of_workbook,
        ".pptx": _of_slides,
        ".gpkg": _of_layers,
        ".pdf": _of_pages,
        ".svg": _of_drawing,
        ".png": _of_picture,
    }[path.suffix]
    found = (" ".join(each.replace("\u200b", "").split()) for each in read(path))
    return [each for each in found if each]


# --- workbooks ----------------------------------------------------------------------


def _workbook(content: bytes, where: str) -> Iterator[Sheet]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        if rows:
            heads = [str(each or "") for each in rows[0]]
            yield Sheet(f"{where}: {sheet.title}", heads, rows[1:])


def _of_workbook(path: Path) -> Iterator[str]:
    book = openpyxl.load_workbook(path)
    about = book.properties
    yield from (str(value) for _, value in about if value is not None)
    yield from map(str, book.defined_names.values())
    for sheet in book.worksheets:
        yield from (cell.comment.text for cell in _cells(sheet) if cell.comment)
        if sheet in (book.worksheets[0], book.worksheets[-1]):
            yield from (str(cell.value) for cell in _cells(sheet) if cell.value)
    yield from _of_parts(path, lambda name: "drawing" in name or "docProps" in name)


def _cells(sheet: Worksheet) -> Iterator[openpyxl.cell.Cell]:
    for row in sheet.iter_rows():
        yield from row


# --- slides -------------------------------------------------------------------------


def _in_slides(path: Path) -> Iterator[Sheet]:
    for number, slide in enumerate(Presentation(str(path)).slides, 1):
        for shape in slide.shapes:
            if shape.has_table:
                heads, *rows = [[c.text for c in row.cells] for row in shape.table.rows]
                yield Sheet(f"{path.name}: {number}", heads, rows)
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith(".xlsx"):
                yield from _workbook(parts.read(name), f"{path.name}: {name}")


def _of_slides(path: Path) -> Iterator[str]:
    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_table:
                for row in shape.table.rows:
                    yield " ".join(cell.text for cell in row.cells)
            elif shape.has_text_frame:
                yield from (each.text for each in shape.text_frame.paragraphs)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text
    yield from _of_parts(path, lambda name: "slides/" in name or "docProps" in name)


def _of_parts(path: Path, wanted) -> Iterator[str]:
    """Attributes of what is drawn, and what properties say."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith(".xml") and wanted(name):
                for each in ElementTree.fromstring(parts.read(name)).iter():
                    yield from (each.get(key, "") for key in ("descr", "title", "name"))
                    if "docProps" in name:
                        yield each.text or ""


# --- layers -------------------------------------------------------------------------


def _layers(path: Path) -> Iterator[Sheet]:
    with sqlite3.connect(path) as base:
        named = base.execute("select name from sqlite_master where type = 'table'")
        for (name,) in named.fetchall():
            if name.startswith(("rtree_", "gpkg_", "sqlite_")):
                continue
            found = base.execute(f'select * from "{name}"')
            heads = [each[0] for each in found.description]
            rows = [
                [None if isinstance(cell, bytes) else cell for cell in row]
                for row in found.fetchall()
            ]
            yield Sheet(f"{path.name}: {name}", heads, rows)


def _of_layers(path: Path) -> Iterator[str]:
    with sqlite3.connect(path) as base:
        for name in ("gpkg_contents", "gpkg_metadata"):
            for row in base.execute(f'select * from "{name}"').fetchall():
                yield " ".join(str(cell) for cell in row if isinstance(cell, str))


# --- pages and pictures ---------------------------------------------------------------


def _of_pages(path: Path) -> Iterator[str]:
    with pikepdf.open(path) as pdf:
        yield from (words(page) for page in pdf.pages)
        yield from (str(each.get("/Alt", "")) for each in tags(pdf, "Figure", "Table"))
        yield from (title for _, title in bookmarks(pdf))
        yield from map(str, pdf.docinfo.values())
        with pdf.open_metadata() as about:
            yield from (str(value) for value in about.values())


def _of_drawing(path: Path) -> Iterator[str]:
    for each in ElementTree.parse(path).getroot().iter():
        if each.text and not each.tag.endswith("style"):
            yield each.text


def _of_picture(path: Path) -> Iterator[str]:
    with Image.open(path) as picture:
        yield from (each for each in picture.info.values() if isinstance(each, str))

"""A workbook's settings that concern its cells: first day, hidden rows and columns.

From which day it counts dates, and which rows and columns are hidden: by a filter, a
group that is folded away, or by hand. Who looks at it in Excel doesn't see those.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from posixpath import join, normpath
from typing import Final

from hotspot_app.data.native.excel_97 import MARK, marks_of_excel_97

_AT_ONCE: Final = 1 << 22
_TRUE: Final = rb"""\s*=\s*["'](?:1|true|on)["']"""
_ATTRIBUTE: Final = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_SINCE_1904: Final = re.compile(rb"<(?:\w+:)?workbookPr\s[^<>]*\bdate1904" + _TRUE)
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s([^<>]*)>")
_HIDDEN: Final = re.compile(rb"\bhidden" + _TRUE)

_OPEN: Final = re.compile(
    rb"<table:(null-date|table|table-column|table-row)(?=[\s/>])([^<>]*)>"
)
"""Elements of an ODS; a table within a cell isn't distinguished from its sheet."""

_MOST_COLUMNS: Final = 16_384
_MOST_ROWS: Final = 1_048_576


@dataclass(slots=True)
class Hidden:
    """Hidden rows and columns of a sheet.

    Attributes
    ----------
    rows
        Numbers of rows, from 1.
    columns
        Positions of columns, from 0.
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Marks:
    """A workbook's settings that concern its cells.

    Attributes
    ----------
    since_1904
        True if day 0 is 1 January 1904, as Excel for Macintosh counted.
    hidden
        Hidden rows and columns, by sheet name.
    """

    since_1904: bool = False
    hidden: dict[str, Hidden] = field(default_factory=dict)


def marks_of(content: bytes) -> Marks:
    """Look through a workbook that was checked (`workbook_limits`)."""
    if content.startswith(MARK):
        since, told = marks_of_excel_97(content)
        return Marks(since, {name: Hidden(*each) for name, each in told.items()})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return _of_xlsx(archive, names)
        if "content.xml" in names:
            return _of_ods(archive)
    return Marks()


# --- XLSX ---------------------------------------------------------------------------


def _of_xlsx(archive: zipfile.ZipFile, names: set[str]) -> Marks:
    book = archive.read("xl/workbook.xml")
    related = "xl/_rels/workbook.xml.rels"
    relations = archive.read(related) if related in names else b""
    parts = {
        told.get("Id", ""): normpath(join("/xl", told.get("Target", "")))[1:]
        for told in map(_attributes, _RELATION.findall(relations))
    }
    found = Marks(_SINCE_1904.search(book) is not None)
    for told in map(_attributes, _SHEET.findall(book)):
        by = next((value for name, value in told.items() if name.endswith(":id")), "")
        part = parts.get(by, "")
        if part in names and "name" in told:
            found.hidden[told["name"]] = _hidden_of_xlsx(archive, part)
    return found


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("utf-8", "replace"): unescape(
            (one or other).decode("utf-8", "replace")
        )
        for name, one, other in _ATTRIBUTE.findall(tag)
    }


def _hidden_of_xlsx(archive: zipfile.ZipFile, part: str) -> Hidden:
    hidden, last = Hidden(), 0
    spans: set[tuple[int, int]] = set()
    for block in _blocks(archive, part):
        if b"hidden" in block:
            spans.update(_hidden_columns(block))
        if last == 0 or b"hidden" in block or not _all_numbered(block):
            last = _see_rows(block, hidden, last)
    end = 0
    for first, after in sorted(spans):
        hidden.columns.update(range(max(first, end), after))
        end = max(end, after)
    return hidden


def _hidden_columns(block: bytes) -> Iterator[tuple[int, int]]:
    """Give runs of columns: the first, and the one after the last."""
    for tag in _COLUMN.findall(block):
        if _HIDDEN.search(tag):
            told = _attributes(tag)
            first, last = _number(told.get("min", "")), _number(told.get("max", ""))
            yield max(first - 1, 0), min(last, _MOST_COLUMNS)


def _all_numbered(block: bytes) -> bool:
    """Say whether rows give their numbers, as Excel writes them: by the first."""
    first = _ROW.search(block)
    return first is None or b" r=" in first[1]


def _see_rows(block: bytes, hidden: Hidden, last: int) -> int:
    """Take in a block of a sheet; return the number of its last row."""
    for tag in _ROW.findall(block):
        last += 1
        if b" r=" in tag:
            last = _number(_attributes(tag).get("r", "")) or last
        if _HIDDEN.search(tag):
            hidden.rows.add(last)
    return last


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Give a part in blocks, each to the end of a tag."""
    left = b""
    with archive.open(part) as stream:
        while block := stream.read(_AT_ONCE):
            left += block
            end = left.rfind(b">") + 1
            yield left[:end]
            left = left[end:]


# --- ODS ----------------------------------------------------------------------------


def _of_ods(archive: zipfile.ZipFile) -> Marks:
    found, here, row, column = Marks(), Hidden(), 0, 0
    for block in _blocks(archive, "content.xml"):
        for kind, tag in _OPEN.findall(block):
            told = _attributes(tag)
            seen = told.get("table:visibility", "visible") == "visible"
            if kind == b"null-date":
                found.since_1904 = told.get("table:date-value", "")[:4] == "1904"
            elif kind == b"table":
                here, row, column = Hidden(), 0, 0
                found.hidden[told.get("table:name", "")] = here
            elif kind == b"table-row":
                repeated = _number(told.get("table:number-rows-repeated", "1"))
                if not seen:
                    here.rows.update(
                        range(row + 1, min(row + repeated, _MOST_ROWS) + 1)
                    )
                row += repeated
            else:
                repeated = _number(told.get("table:number-columns-repeated", "1"))
                if not seen:
                    end = min(column + repeated, _MOST_COLUMNS)
                    here.columns.update(range(column, end))
                column += repeated
    return found

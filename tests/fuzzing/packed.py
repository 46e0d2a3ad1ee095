"""Zips, workbooks and old workbooks, written with nothing but what they need."""

from __future__ import annotations

import csv
import io
import struct
import warnings
import zipfile
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

from tests.fuzzing.tables import delimiter

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def zipped(
    members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Pack members in their order, two of one name too; the same at any time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            info = zipfile.ZipInfo(name or "x", (2025, 1, 1, 0, 0, 0))
            info.filename, info.compress_type = name, method
            archive.writestr(info, content)
    return made.getvalue()


def unzipped(content: bytes) -> list[tuple[str, bytes]]:
    """Return what a zip of ours holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a table that was written as text."""
    return list(csv.reader(io.StringIO(text), delimiter=delimiter(text)))


# --- workbooks ----------------------------------------------------------------------


def xlsx(text: str) -> bytes:
    """Write a table as a workbook: texts among the shared strings, and numbers."""
    shared: dict[str, int] = {}
    lines = []
    for number, row in enumerate(cells_of(text), 1):
        cells = "".join(
            _cell(f"{_letters(at)}{number}", value, shared)
            for at, value in enumerate(row)
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    strings = "".join(f"<si><t>{escape(value)}</t></si>" for value in shared)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Data" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships "
        f'xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" '
        'Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" '
        'Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
        '<numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>'
        '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="165"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" count="{len(shared)}" '
        f'uniqueCount="{len(shared)}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">'
        f'<dimension ref="A1:F{len(lines)}"/>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    return zipped((name, (_XML + part).encode()) for name, part in parts.items())


def _cell(at: str, value: str, shared: dict[str, int]) -> str:
    if value.replace(".", "", 1).isdigit() and len(value) < 10:
        styled = ' s="1"' if value.startswith("4") else ""
        return f'<c r="{at}"{styled}><v>{value}</v></c>'
    number = shared.setdefault(value, len(shared))
    return f'<c r="{at}" t="s"><v>{number}</v></c>'


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else f"{chr(64 + at // 26)}{chr(65 + at % 26)}"


def ods(text: str) -> bytes:
    """Write a table as an OpenDocument spreadsheet."""
    lines = "".join(
        '<table:table-row table:number-rows-repeated="1">'
        + "".join(
            '<table:table-cell office:value-type="string" '
            'table:number-columns-repeated="1">'
            f"<text:p>{escape(value)}</text:p></table:table-cell>"
            for value in row
        )
        + "</table:table-row>"
        for row in cells_of(text)
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    sheet = (
        f"{_XML}<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Data">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'{_XML}<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:'
        f'1.0"><m:file-entry m:full-path="/" m:media-type="{kind.decode()}"/>'
        "</m:manifest>"
    )
    return zipped(
        [
            ("mimetype", kind),
            ("content.xml", sheet.encode()),
            ("META-INF/manifest.xml", manifest.encode()),
        ]
    )


# --- Excel 97 -----------------------------------------------------------------------

_SECTOR: Final = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xls(text: str) -> bytes:
    """Write a table as Excel 97 did: records in a file that is a small disk."""
    book = _book(cells_of(text))
    book += bytes(-len(book) % _SECTOR)
    book = book.ljust(4_096, b"\0")  # below that it would lie in another stream
    many = len(book) // _SECTOR
    chain = [_TABLE, _END, *range(3, 2 + many), _END]
    chain += [_FREE] * (_SECTOR // 4 - len(chain))
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4_096, _END, 0, _END, 0),
    ) + struct.pack("<109I", 0, *[_FREE] * 108)
    folder = _entry("Root Entry", 5, _FREE, 1, _END, 0)
    folder += _entry("Workbook", 2, _FREE, _FREE, 2, len(book))
    folder = folder.ljust(_SECTOR, b"\0")
    return head + struct.pack(f"<{_SECTOR // 4}I", *chain) + folder + book


def _entry(
    name: str, kind: int, beside: int, child: int, start: int, size: int
) -> bytes:
    told = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIII",
        *(told, len(told) + 2, kind, 1, beside, beside, child, 0, start, size, 0),
    )


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _book(rows: list[list[str]]) -> bytes:
    begin, end = 0x0809, _record(0x000A, b"")
    version = struct.pack("<HHII", 0x0DBB, 0x07CC, 0x41, 6)
    head = _record(begin, struct.pack("<HH", 0x0600, 5) + version)
    named = struct.pack("<BB", 4, 0) + b"Data"
    at = len(head) + 4 + 6 + len(named) + len(end)
    head += _record(0x0085, struct.pack("<IH", at, 0) + named) + end
    sheet = _record(begin, struct.pack("<HH", 0x0600, 0x10) + version)
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    sheet += _record(0x0200, size)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if value.isdigit() and len(value) < 10:
                sheet += _record(0x0203, place + struct.pack("<d", float(value)))
            else:
                told = value.encode("latin-1", "replace")[:250]
                written = struct.pack("<HB", len(told), 0) + told
                sheet += _record(0x0204, place + written)
    return head + sheet + end

"""What a workbook may hold, read from its zip before anything lays its cells out.

Readers of workbooks lay out a rectangle from a sheet's first filled cell to its last,
and write each text anew into every cell that names it. A file of 2 kB can so ask for
more memory than there is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from hotspot_app.data.native.excel_97 import MARK, check_excel_97
from hotspot_app.data.unpacking import DAMAGE, check_zip, is_folder
from hotspot_app.errors import InputError

CELLS: Final = 30_000_000
"""Of all sheets, empty ones between filled ones too."""

COLUMNS: Final = 2_000
SHEETS: Final = 400
LETTERS: Final = 32_767
"""Of a cell: Excel's own limit."""

UNPACKED: Final = 1_500_000_000
"""Bytes."""

_AT_ONCE: Final = 1 << 22
_OVERLAP: Final = 200
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]+)\$?(\d+)["']""")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_LAST_ROW: Final = 1_048_576
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s")
_LONG: Final = re.compile(rb"(?:\A|<)[^<]{%d}" % (4 * LETTERS))
"""Sought from where a text begins only, or each of its letters would be tried."""

_TEXT: Final = re.compile(rb"<(?:\w+:)?(?:t|v|p)[\s/>]")
_SMARTER: Final = "Export the part of it that you need, or save it as CSV."


def check_workbook(content: bytes, where: str) -> None:
    """Refuse a workbook that would take more than any that people work with.

    Raises
    ------
    InputError
        If it is damaged, of another kind, or beyond the limits.
    """
    if content.startswith(MARK):
        check_excel_97(content, where)
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_zip(archive, where)
            _check_members(archive, where)
    except (*DAMAGE, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise broken(where) from error


def broken(where: str) -> InputError:
    """Say that a workbook is damaged."""
    return InputError(
        "is damaged, or no workbook that can be read",
        where=where,
        hint="Open it in Excel and save it again as XLSX or CSV.",
    )


def _check_members(archive: zipfile.ZipFile, where: str) -> None:
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > UNPACKED:
        raise InputError("unpacks to more than any workbook needs", where=where)
    if any(info.filename.lower() == "xl/workbook.bin" for info in infos):
        raise InputError(
            "is a binary workbook (XLSB), which isn't read",
            where=where,
            hint="Save it as XLSX or CSV.",
        )
    left = CELLS
    for info in infos:
        if not is_folder(info):
            left -= _check_part(archive, info, left, where)


def _check_part(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, where: str
) -> int:
    """Look through one part; return how many cells it would take."""
    sheet = _Extent()
    for block in _blocks(archive, info):
        if _TEXT.search(block) and _LONG.search(block):
            raise InputError(
                f"has a cell of over {LETTERS:,} letters, more than Excel writes",
                where=where,
                hint="Remove that cell.",
            )
        if len(_SHEET.findall(block)) > SHEETS:
            raise InputError(f"has over {SHEETS:,} sheets", where=where, hint=_SMARTER)
        sheet.see(block)
    if sheet.columns > COLUMNS:
        raise InputError(
            f"has a sheet of {sheet.columns:,} columns, of which {COLUMNS:,} are read "
            "at most",
            where=where,
            hint="Delete what stands far to the right, or save it as CSV.",
        )
    if sheet.rows > _LAST_ROW or sheet.cells > left:
        raise InputError(
            f"has a sheet that reaches over {sheet.rows:,} rows and {sheet.columns:,} "
            f"columns; {CELLS:,} cells are read at most",
            where=where,
            hint="Delete what stands far from the table, or save it as CSV.",
        )
    return sheet.cells


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Give a part in blocks, each with the end of the one before."""
    before = b""
    with archive.open(info) as stream:
        while block := stream.read(_AT_ONCE):
            yield before + block
            before = block[-_OVERLAP:]


class _Extent:
    """How far a sheet reaches: at least as far as its cells say they are."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._rows_met = self._cells_met = 0

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def see(self, block: bytes) -> None:
        """Take in a block of a sheet's text."""
        cells = len(_CELL.findall(block))
        if not cells:
            self._rows_met += len(_ROW.findall(block))
            self.rows = max(self.rows, self._rows_met)
            return
        self._rows_met += len(_ROW.findall(block))
        named = _REFERENCE.findall(block)
        for letters in {letters for letters, _ in named}:
            self.columns = max(self.columns, _number(letters))
        self.rows = max(self.rows, self._rows_met, *(int(n[:12]) for _, n in named))
        if len(named) < cells:  # cells without a place follow one another
            self.columns = max(self.columns, _most_in_a_row(block))


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA 27."""
    number = 0
    for letter in letters.upper()[:8]:
        number = 26 * number + letter - 64
    return number


def _most_in_a_row(block: bytes) -> int:
    return max(len(_CELL.findall(row)) for row in _ROW.split(block))

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

import numpy as np
import numpy.typing as npt

from hotspot_app.data.unpacking import DAMAGE, check_zip
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
_MARGIN: Final = 32
_LAST_ROW: Final = 1_048_576
_SMARTER: Final = "Export the part of it that you need, or save it as CSV."

_SPACE: Final = np.frombuffer(b" \t\r\n", dtype=np.uint8)
_QUOTES: Final = np.frombuffer(b"\"'", dtype=np.uint8)
_ENDS: Final = np.frombuffer(b" \t\r\n/>", dtype=np.uint8)
_TEXTS: Final = (b"<t>", b"<t ", b"<v>", b"<v ", b":p>", b":p ", b":t>", b":t ")

# what XML allows and hardly any program writes: prefixes, and blanks around "="
_PREFIXED: Final = (b":c", b":row")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]+)\$?(\d+)["']""")

Bytes = npt.NDArray[np.uint8]


def check_workbook(content: bytes, where: str) -> None:
    """Refuse a workbook that would take more than any that people work with.

    Raises
    ------
    InputError
        If it is damaged, of another kind, or beyond the limits.
    """
    if not content.startswith(b"PK"):
        return  # XLS has 256 columns and 65,536 rows at most
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
        if not info.is_dir():
            left -= _check_part(archive, info, left, where)


def _check_part(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, where: str
) -> int:
    """Look through one part; return how many cells it would take."""
    sheet = _Extent()
    for block in _blocks(archive, info):
        text = np.frombuffer(block + bytes(_MARGIN), dtype=np.uint8)
        tags = np.flatnonzero(text == ord("<"))
        longest = int(np.diff(tags, prepend=0, append=len(block)).max())
        if longest > 4 * LETTERS and any(mark in block for mark in _TEXTS):
            raise InputError(
                f"has a cell of over {LETTERS:,} letters, more than Excel writes",
                where=where,
                hint="Remove that cell.",
            )
        if _count(text, tags, b"sheet") > SHEETS:
            raise InputError(f"has over {SHEETS:,} sheets", where=where, hint=_SMARTER)
        sheet.see(block, text, tags)
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


def _count(text: Bytes, tags: npt.NDArray[np.intp], name: bytes) -> int:
    """Count tags of a name."""
    found = tags
    for place, letter in enumerate(name, 1):
        found = found[text[found + place] == letter]
    return int(np.isin(text[found + len(name) + 1], _ENDS).sum())


class _Extent:
    """How far a sheet reaches: at least as far as its cells say they are."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._rows_met = 0

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def see(self, block: bytes, text: Bytes, tags: npt.NDArray[np.intp]) -> None:
        """Take in a block of a sheet's text, as bytes and as numbers."""
        equals = np.flatnonzero(text == ord("="))
        before, after = text[equals - 1], text[equals + 1]
        spaced = np.isin(before, _SPACE).any() or np.isin(after, _SPACE).any()
        if spaced or any(mark in block for mark in _PREFIXED):
            rows, cells = len(_ROW.findall(block)), len(_CELL.findall(block))
            named = _REFERENCE.findall(block)
            references = len(named)
            columns = max((_number(letters) for letters, _ in named), default=0)
            last = max((int(row[:12]) for _, row in named), default=0)
        else:
            rows, cells = _count(text, tags, b"row"), _count(text, tags, b"c")
            is_place = (before == ord("r")) & np.isin(after, _QUOTES)
            is_place &= np.isin(text[equals - 2], _SPACE)
            references, columns, last = _references(text, equals[is_place] + 2)
        self._rows_met += rows
        self.rows = max(self.rows, self._rows_met if cells or rows else 0, last)
        self.columns = max(self.columns, columns)
        if references < cells:  # cells without a place follow one another
            in_a_row = max(len(_CELL.findall(row)) for row in _ROW.split(block))
            self.columns = max(self.columns, in_a_row)


def _references(text: Bytes, at: npt.NDArray[np.intp]) -> tuple[int, int, int]:
    """Return how many places of cells begin there, and their last column and row."""
    column = np.zeros(len(at), dtype=np.int64)
    row = np.zeros(len(at), dtype=np.int64)
    at = at + (text[at] == ord("$"))
    for _ in range(9):
        sign = text[at].astype(np.int64) & 0xDF  # capitals
        is_letter = (sign >= ord("A")) & (sign <= ord("Z"))
        column = np.where(is_letter, 26 * column + sign - 64, column)
        at = at + is_letter
    at = at + (text[at] == ord("$"))
    for _ in range(12):
        sign = text[at].astype(np.int64)
        is_figure = (sign >= ord("0")) & (sign <= ord("9"))
        row = np.where(is_figure, 10 * row + sign - 48, row)
        at = at + is_figure
    placed = column > 0
    if not placed.any():
        return 0, 0, 0
    return int(placed.sum()), int(column[placed].max()), int(row[placed].max())


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA 27."""
    number = 0
    for letter in letters.upper()[:8]:
        number = 26 * number + letter - 64
    return number

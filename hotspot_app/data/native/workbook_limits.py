"""Limits of a workbook, checked in its zip before any cell is laid out.

Readers of workbooks lay out a rectangle from a sheet's first filled cell to its last,
and write each text anew into every cell that names it. A file of 2 kB can so ask for
more memory than there is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from hotspot_app.data.base.unpacking import DAMAGE, check_zip, is_folder
from hotspot_app.data.native.excel_97 import MARK, check_excel_97
from hotspot_app.errors import InputError
from hotspot_app.progress import SILENT, Progress

CELLS: Final = 30_000_000
"""Most cells of all sheets; empty ones between filled ones count too."""

COLUMNS: Final = 2_000
SHEETS: Final = 400
LETTERS: Final = 32_767
"""Most letters of a cell: Excel's own limit."""

UNPACKED: Final = 1_500_000_000
"""Bytes."""

_AT_ONCE: Final = 1 << 22
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s/>]")
_ROW_OR_CELL: Final = re.compile(rb"<(?:\w+:)?(c|row)[\s/>]")
_REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]+)\$?(\d+)["']""")
_PLAIN: Final = re.compile(rb'<c r="([A-Z]{1,4})(\d{1,10})"')
"""Cells as Excel writes them: looked for first, since it is far quicker."""

_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s/>]")
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s")
_LONGEST: Final = 4 * LETTERS
_LONG: Final = re.compile(rb"(?:\A|<)[^<]{%d}" % _LONGEST)
"""Sought from where a text begins only, or each of its letters would be tried."""

_TEXT: Final = re.compile(rb"<(?:\w+:)?(?:t|v|p)[\s/>]")
_SMARTER: Final = "Export the part of it that you need, or save it as CSV."

_NO_RESULT: Final = re.compile(
    rb"<(?:\w+:)?f[\s/>][^<]*(?:</(?:\w+:)?f>)?\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula without a result, to the end of its cell."""

_within: Final[dict[bytes, bool]] = {}
"""SHA-256 of workbooks that were looked through, and whether any has a formula without
a result: each is asked for several times."""


def check_workbook(content: bytes, where: str, progress: Progress = SILENT) -> None:
    """Refuse a workbook that would take more memory or time than any in real use.

    Raises
    ------
    InputError
        If the file is damaged, of another kind, or beyond the limits.
    """
    digest = sha256(content).digest()
    if digest in _within:
        return
    if content.startswith(MARK):
        check_excel_97(content, where)
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_zip(archive, where)
            bare = _check_members(archive, where, progress)
    except (*DAMAGE, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise broken(where) from error
    _within[digest] = bare


def uncalculated(digest: bytes) -> bool:
    """Say whether a workbook that was looked through has formulas without a result."""
    return _within.get(digest, False)


def broken(where: str) -> InputError:
    """Say that a workbook is damaged."""
    return InputError(
        "is damaged, or no workbook that can be read",
        where=where,
        hint="Open it in Excel and save it again as XLSX or CSV.",
    )


def _check_members(archive: zipfile.ZipFile, where: str, progress: Progress) -> bool:
    """Look through the parts; say whether a formula has no result."""
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > UNPACKED:
        raise InputError("unpacks to more than any workbook needs", where=where)
    if any(info.filename.lower() == "xl/workbook.bin" for info in infos):
        raise InputError(
            "is a binary workbook (XLSB), which isn't read",
            where=where,
            hint="Save it as XLSX or CSV.",
        )
    left, bare = CELLS, False
    for info in infos:
        if not is_folder(info):
            blocks = _blocks(archive, info, progress)
            sheet = _check_part(blocks, left, where)
            left -= sheet.cells
            bare = bare or sheet.bare
    return bare


def _check_part(blocks: Iterator[bytes], left: int, where: str) -> _Extent:
    """Look through one part; return how far it reaches."""
    sheet, is_text = _Extent(), False
    for block in blocks:
        is_text = is_text or _TEXT.search(block) is not None
        if is_text and _is_long(block):
            raise InputError(
                f"has a cell of over {LETTERS:,} letters, more than Excel writes",
                where=where,
                hint="Remove that cell.",
            )
        if block.count(b"sheet") > SHEETS and len(_SHEET.findall(block)) > SHEETS:
            raise InputError(f"has over {SHEETS:,} sheets", where=where, hint=_SMARTER)
        sheet.see(block)
    if sheet.columns > _LAST_COLUMN:
        raise InputError(
            "has a cell in a place that no sheet has", where=where, hint=_SMARTER
        )
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
    return sheet


def _blocks(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, progress: Progress
) -> Iterator[bytes]:
    """Give a part in blocks, each to the end of a tag if there is one in it."""
    left = b""
    with archive.open(info) as stream:
        while block := stream.read(_AT_ONCE):
            progress.step(0.0, "looking through the workbook")
            left += block
            end = left.rfind(b">") + 1
            if not end and len(left) > _AT_ONCE:
                end = len(left)
            yield left[:end]
            left = left[end:]
    yield left


def _is_long(block: bytes) -> bool:
    """Say whether there is a longer text than a cell may have."""
    half = _LONGEST // 2  # whatever is as long covers one such stretch wholly
    starts = range(0, len(block) - half + 1, half)
    if all(block.find(b"<", at, at + half) >= 0 for at in starts):
        return False
    return _LONG.search(block) is not None


class _Extent:
    """The size of a sheet: at least as far as its cells state their places.

    `bare` says whether a formula in it has no result.
    """

    def __init__(self) -> None:
        self.bare = False
        self.rows = self.columns = 0
        self._rows_met = 0

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def see(self, block: bytes) -> None:
        """Take in a block of a sheet's text."""
        if not self.bare and (b"<f" in block or b":f" in block):
            self.bare = _NO_RESULT.search(block) is not None
        met = _ROW_OR_CELL.findall(block)
        cells = met.count(b"c")
        self._rows_met += len(met) - cells
        self.rows = max(self.rows, self._rows_met)
        if not cells:
            return
        named = _PLAIN.findall(block)
        if len(named) < cells:
            named = _REFERENCE.findall(block)  # cells without one follow one another
            self.columns = max(self.columns, _most_in_a_row(block))
        for letters in {letters for letters, _ in named}:
            self.columns = max(self.columns, _number(letters))
        for digits in {digits for _, digits in named}:
            self.rows = max(self.rows, int(digits[:12]))


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, AA 27."""
    number = 0
    for letter in letters.upper()[:8]:
        number = 26 * number + letter - 64
    return number


def _most_in_a_row(block: bytes) -> int:
    return max(len(_CELL.findall(row)) for row in _ROW.split(block))

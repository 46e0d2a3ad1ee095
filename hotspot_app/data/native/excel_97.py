"""The cells of a workbook of Excel 97, looked through before they are laid out.

Such a file is a small disk: sectors, chained by a table of them, make up streams, of
which one holds the workbook. A damaged one can chain sectors in a ring, or have a cell
so far away that a reader asks for more memory than there is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from hotspot_app.errors import InputError

MARK: Final = b"\xd0\xcf\x11\xe0"
ROWS, COLUMNS = 65_536, 256

_LAST_SECTOR: Final = 0xFFFFFFFA
_STREAMS: Final = ("workbook", "book")
_STREAM, _ROOT = 2, 5
"""Kinds of entries; the root holds all small streams."""

_END, _SHEET, _EXTENT = 0x000A, 0x0085, 0x0200
_DAY_0, _ROW, _COLUMN = 0x0022, 0x0208, 0x007D
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
_CELLS: Final = _FORMULAS | {0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}


class _DamagedError(ValueError):
    """It isn't as Excel writes it."""


def check_excel_97(content: bytes, where: str) -> None:
    """Refuse a workbook that is damaged, or has cells where Excel 97 has none.

    Raises
    ------
    InputError
        If the workbook is refused.
    """
    try:
        book = _workbook(content)
        for start in _sheets(book):
            _check_sheet(book, start)
    except (_DamagedError, struct.error, IndexError) as error:
        raise InputError(
            "is damaged, or no workbook that can be read",
            where=where,
            hint="Open it in Excel and save it again as XLSX or CSV.",
        ) from error


def marks_of_excel_97(
    content: bytes,
) -> tuple[bool, dict[str, tuple[set[int], set[int]]]]:
    """Return whether days count from 1904, and what is hidden in each sheet.

    Returns
    -------
    tuple
        The answer, and for each sheet's name its hidden row numbers, from 1, and column
        positions.
    """
    book = _workbook(content)
    since = any(
        kind == _DAY_0 and length > 1 and book[at : at + 2] == b"\x01\x00"
        for kind, at, length in _records(book, 0)
    )
    hidden: dict[str, tuple[set[int], set[int]]] = {}
    for kind, at, length in _records(book, 0):
        if kind == _SHEET and length > 8:
            start = struct.unpack_from("<I", book, at)[0]
            hidden[_sheet_name(book[at + 6 : at + length])] = _hidden(book, start)
    return since, hidden


def _sheet_name(told: bytes) -> str:
    """Read a name: how many letters, whether they take two bytes, and they."""
    many, wide = told[0], told[1] & 1
    if wide:
        return told[2 : 2 + 2 * many].decode("utf-16-le", "replace")
    return told[2 : 2 + many].decode("latin-1")


def _hidden(book: bytes, start: int) -> tuple[set[int], set[int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, at, length in _records(book, start):
        if kind == _ROW and length >= 14 and book[at + 12] & _ROW_HIDDEN:
            rows.add(struct.unpack_from("<H", book, at)[0] + 1)
        elif kind == _COLUMN and length >= 10 and book[at + 8] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", book, at)
            columns.update(range(first, min(last + 1, COLUMNS)))
    return rows, columns


# --- the records --------------------------------------------------------------------


def _records(book: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Give each record's kind, place and length up to the end of its part."""
    at, last = start, len(book) - 4
    read = struct.Struct("<HH").unpack_from
    while at <= last:
        kind, length = read(book, at)
        if kind == _END:
            return
        yield kind, at + 4, length
        at += 4 + length


def _sheets(book: bytes) -> list[int]:
    return [
        struct.unpack_from("<I", book, at)[0]
        for kind, at, _ in _records(book, 0)
        if kind == _SHEET
    ]


def _check_sheet(book: bytes, start: int) -> None:
    rows: dict[bool, tuple[int, int]] = {}
    read = struct.Struct("<HH").unpack_from
    for kind, at, length in _records(book, start):
        if kind in _CELLS and length >= 4:
            row, column = read(book, at)
            if column >= COLUMNS:
                raise _DamagedError("a cell beyond the last column")
            computed = kind in _FORMULAS
            rows[computed] = rows.get(computed, (row, row))[0], row
        elif kind == _EXTENT:
            _check_extent(book[at : at + length])
    if any(last < first for first, last in rows.values()):
        raise _DamagedError("rows that run backwards")


def _check_extent(told: bytes) -> None:
    """Check what a sheet says of itself, for which room is made."""
    form = "<IIHH" if len(told) >= 14 else "<HHHH"
    top, below, left, beside = struct.unpack_from(form, told)
    if not (top <= max(below, 1) and left <= max(beside, 1)):
        raise _DamagedError("a sheet that ends before it begins")
    if below > ROWS or beside > COLUMNS:
        raise _DamagedError("a sheet beyond the last row or column")


# --- the sectors --------------------------------------------------------------------


def _workbook(content: bytes) -> bytes:
    """Return the stream that holds the workbook."""
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        raise _DamagedError("sectors of another size")
    size = 1 << shift
    table = _table(content, size)
    folder_at, _, limit, small_at = struct.unpack_from("<IIII", content, 48)
    folder = _joined(content, _chain(folder_at, table), size, size)
    entries = [folder[i : i + 128] for i in range(0, len(folder) - 127, 128)]
    held = _joined(content, _chain(_root(entries), table), size, size)
    chained = _joined(content, _chain(small_at, table), size, size)
    small = struct.unpack(f"<{len(chained) // 4}I", chained[: len(chained) & ~3])
    for entry in sorted(entries, key=lambda each: _name(each) != _STREAMS[0]):
        if _name(entry) in _STREAMS and entry[66] == _STREAM:
            start, length = struct.unpack_from("<II", entry, 116)
            if length >= limit:
                whole = _joined(content, _chain(start, table), size, size)
            else:
                whole = _joined(held, _chain(start, small), 64, 0)
            return whole[:length]
    raise _DamagedError("no workbook in it")


def _root(entries: Sequence[bytes]) -> int:
    found = (entry for entry in entries if entry[66] == _ROOT)
    return int(struct.unpack_from("<I", next(found, b"\xff" * 128), 116)[0])


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()


def _table(content: bytes, size: int) -> Sequence[int]:
    """Return which sector follows each."""
    held = list(struct.unpack_from("<109I", content, 76))
    more = struct.unpack_from("<I", content, 68)[0]
    met: set[int] = set()
    while more < _LAST_SECTOR:
        if more in met:
            raise _DamagedError("sectors in a ring")
        met.add(more)
        *further, more = struct.unpack_from(
            f"<{size // 4}I", content, (more + 1) * size
        )
        held += further
    blocks = [
        content[(sector + 1) * size : (sector + 2) * size]
        for sector in held
        if sector < _LAST_SECTOR
    ]
    whole = b"".join(blocks)
    if len(whole) > len(content):
        raise _DamagedError("a table larger than the file")
    return struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) & ~3])


def _chain(start: int, table: Sequence[int]) -> Iterator[int]:
    """Give the sectors of a stream in their order."""
    met = 0
    while start < _LAST_SECTOR:
        if start >= len(table) or met > len(table):
            raise _DamagedError("sectors that aren't there, or are in a ring")
        yield start
        met += 1
        start = table[start]


def _joined(content: bytes, sectors: Iterator[int], size: int, head: int) -> bytes:
    parts = (content[head + at * size : head + (at + 1) * size] for at in sectors)
    return b"".join(parts)

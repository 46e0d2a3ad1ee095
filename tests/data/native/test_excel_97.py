"""Workbooks of Excel 97: whole ones pass, and those that reach too far don't."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from hotspot_app.data.native.excel_97 import check_excel_97
from hotspot_app.data.tables.workbook import rows_of
from hotspot_app.errors import InputError
from tests.fuzzing.packed import xls
from tests.fuzzing.tables import TABLES

BOOK = xls(TABLES["extract"])
SECTORS, FOLDER, STREAM = 512, 1_024, 1_536
"""Where the table of sectors, the names of streams and the workbook's own begin."""

EXTENT, LABEL = b"\x00\x02\x0e\x00", b"\x04\x02"


def spoilt(at: int, kind: str, *values: int) -> bytes:
    made = bytearray(BOOK)
    struct.pack_into(kind, made, at, *values)
    return bytes(made)


def small() -> bytes:
    """The workbook among the small streams, of 64 bytes, where short ones lie."""
    chain = [*range(1, 64), 0xFFFFFFFE] + [0xFFFFFFFF] * 64
    made = bytearray(BOOK + struct.pack("<128I", *chain))
    number = len(BOOK) // 512 - 1
    struct.pack_into("<IIIII", made, 56, 8_192, number, 1, 0xFFFFFFFE, 0)
    struct.pack_into("<I", made, SECTORS + 4 * number, 0xFFFFFFFE)
    struct.pack_into("<II", made, FOLDER + 116, 2, 4_096)
    struct.pack_into("<II", made, FOLDER + 128 + 116, 0, 4_096)
    return bytes(made)


@pytest.mark.parametrize("made", [lambda: BOOK, small, lambda: BOOK[:-100]])
def test_whole_ones_pass_also_without_their_last_blank_bytes(
    made: Callable[[], bytes],
) -> None:
    check_excel_97(made(), "a.xls")


def test_one_is_read_as_the_table_it_was_made_of() -> None:
    assert [rows.sheet for rows in rows_of(BOOK, "a.xls")] == ["Data"]
    (block,) = rows_of(BOOK, "a.xls", sheets=[("Data", 0)])
    texts = block.texts()
    assert texts[0][:3] == ["Crime Number", "Offence Type", "Date Recorded"]
    assert texts[1][:2] == ["4420", "Burglary"]
    assert len(texts) == 13


FIRST = BOOK.index(LABEL, BOOK.index(EXTENT))
"""Where a cell is."""


@pytest.mark.parametrize(
    "made",
    [
        spoilt(FIRST + 6, "<H", 256),
        spoilt(FIRST + 6, "<H", 65_535),
        spoilt(FIRST + 4, "<H", 65_535),
        spoilt(BOOK.index(EXTENT) + 4, "<II", 5, 2),
        spoilt(BOOK.index(EXTENT) + 8, "<I", 0xFFFFFFFF),
        spoilt(BOOK.index(EXTENT) + 14, "<H", 0xFFFF),
        spoilt(SECTORS + 4 * 3, "<I", 2),
        spoilt(SECTORS + 4 * 3, "<I", 300),
        spoilt(SECTORS + 4 * 1, "<I", 1),
        spoilt(60, "<II", 2, 1)[:SECTORS] + spoilt(SECTORS + 12, "<I", 2)[SECTORS:],
        spoilt(68, "<I", 0)[:SECTORS] + spoilt(SECTORS + 508, "<I", 0)[SECTORS:],
        spoilt(30, "<H", 60),
        spoilt(FOLDER + 128, "<H", 0),
        BOOK[:600],
        BOOK[:40],
    ],
)
def test_what_reaches_too_far_or_goes_in_a_ring_is_refused(made: bytes) -> None:
    with pytest.raises(InputError, match="is damaged"):
        check_excel_97(made, "a.xls")

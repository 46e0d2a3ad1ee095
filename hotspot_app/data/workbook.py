"""Rows of Excel workbooks, as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

import python_calamine

from hotspot_app.data.containers import Member, NotATable, check_zip
from hotspot_app.errors import InputError

ROWS: Final = 50_000
"""Rows given at a time."""

MOST: Final = 2_000_000_000
"""Bytes that a workbook may unpack to."""


class _Meter(Protocol):
    size: int
    sha256: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Header:
    """The most likely header of a workbook."""

    sheet: str
    row: int
    header: tuple[str, ...]


def header(
    member: Member, score: Callable[[Sequence[str]], int], within: int
) -> Header:
    """Find the sheet and row with the most columns that `score` knows.

    Raises
    ------
    InputError
        If it is no workbook, is locked, damaged, or has no filled sheet.
    """
    book = _open(_bytes(member), member.where)
    best, most = Header("", 1, ()), (-1, 0)
    for name in book.sheet_names:
        for number, row in enumerate(_cells(book, name), 1):
            if number > within:
                break
            texts = tuple(_text(cell).strip() for cell in row)
            rank = (score(texts), sum(map(bool, texts)))
            if rank[1] and rank > most:
                best, most = Header(name, number, texts), rank
    if not best.header:
        raise NotATable("has no filled sheet", where=member.where)
    return best


def rows(
    member: Member, sheet: str, header_row: int, meter: _Meter
) -> Iterator[tuple[int, list[list[str]]]]:
    """Give the sheet's row number of the first row, and rows as text."""
    content = _bytes(member)
    meter.size, meter.sha256 = len(content), sha256(content).hexdigest()
    meter.encoding = "Excel"
    book = _open(content, member.where)
    kept: list[list[str]] = []
    first = header_row + 1
    for number, row in enumerate(_cells(book, sheet), 1):
        if number <= header_row:
            continue
        kept.append([_text(cell).strip() for cell in row])
        if len(kept) == ROWS:
            yield first, kept
            first, kept = number + 1, []
    if kept:
        yield first, kept


def _bytes(member: Member) -> bytes:
    with member.stream() as stream:
        return stream.read()


def _open(content: bytes, where: str) -> python_calamine.CalamineWorkbook:
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                check_zip(archive, where)
                unpacked = sum(info.file_size for info in archive.infolist())
        except zipfile.BadZipFile as error:
            raise _broken(where) from error
        if unpacked > MOST:
            raise InputError("unpacks to more than any workbook needs", where=where)
    try:
        return python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError as error:
        raise InputError(
            "is locked with a password",
            where=where,
            hint="Save a copy without a password.",
        ) from error
    except python_calamine.CalamineError as error:
        raise _broken(where) from error


def _broken(where: str) -> InputError:
    return InputError(
        "is damaged, or no workbook that can be read",
        where=where,
        hint="Open it in Excel and save it again as XLSX or CSV.",
    )


def _cells(
    book: python_calamine.CalamineWorkbook, name: str
) -> Iterator[Sequence[object]]:
    """Give the sheet's rows from its first row, empty ones too."""
    sheet = book.get_sheet_by_name(name)
    if sheet.start is not None:
        yield from sheet.iter_rows()


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        return _clock(cell)
    return "" if cell is None else str(cell)


def _clock(span: dt.timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"

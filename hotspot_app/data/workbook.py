"""Rows of Excel workbooks, as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from hotspot_app.data.layout import Layout
from hotspot_app.data.member import Member, NotATable
from hotspot_app.data.ons import plain
from hotspot_app.data.unpacking import check_zip
from hotspot_app.errors import InputError

ROWS: Final = 50_000
"""Rows given at a time."""

MOST: Final = 2_000_000_000
"""Bytes that a workbook may unpack to."""


class _Meter(Protocol):
    size: int
    sha256: str
    encoding: str


Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A filled sheet with its most likely header."""

    name: str
    row: int
    header: tuple[str, ...]
    rank: tuple[int, int]
    rows: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(map(plain, self.header))


def layout(member: Member, score: Score, within: int, *, alike: bool) -> Layout:
    """Find the header with the most columns that `score` knows.

    Of sheets whose headers are as good, that with the most rows is taken. Hidden
    sheets only where no other is filled.

    Parameters
    ----------
    within
        Rows among which the header is looked for.
    alike
        True to take all sheets that have the same header, in their order.

    Raises
    ------
    InputError
        If it is no workbook, is locked, damaged, or has no filled sheet.
    """
    with _readable(member.where):
        book = _open(_bytes(member), member.where)
        seen, hidden = _sheets(book, score, within)
    sheets = seen or hidden
    if not sheets:
        raise NotATable("has no filled sheet", where=member.where)
    best = max(sheets, key=lambda sheet: (sheet.rank[0], sheet.rows, sheet.rank[1]))
    taken = [s for s in sheets if s is best or (alike and s.names == best.names)]
    unread = [s.name for s in seen if s not in taken]
    unread += [f"{s.name} (hidden)" for s in hidden if s not in taken]
    places = tuple((sheet.name, sheet.row) for sheet in taken)
    return Layout(best.header, best.row, "", places, tuple(unread))


def _sheets(
    book: CalamineWorkbook, score: Score, within: int
) -> tuple[list[_Sheet], list[_Sheet]]:
    """Return the filled sheets, and those of them that are hidden apart."""
    seen: list[_Sheet] = []
    hidden: list[_Sheet] = []
    for known in book.sheets_metadata:
        if known.typ != SheetTypeEnum.WorkSheet:
            continue
        best = _Sheet(known.name, 1, (), (-1, 0), 0)
        rows = book.get_sheet_by_name(known.name).total_height
        for number, row in enumerate(_cells(book, known.name), 1):
            if number > within:
                break
            texts = tuple(_text(cell).strip() for cell in row)
            rank = (score(texts), sum(map(bool, texts)))
            if rank[1] and rank > best.rank:
                best = _Sheet(known.name, number, texts, rank, rows)
        if best.header:
            shown = known.visible == SheetVisibleEnum.Visible
            (seen if shown else hidden).append(best)
    return seen, hidden


def rows(
    member: Member, layout: Layout, meter: _Meter
) -> Iterator[tuple[int, list[list[str]]]]:
    """Give the number of the first row, and rows as text.

    Rows of the first sheet have its own numbers; those of the next go on from there.
    """
    content = _bytes(member)
    meter.size, meter.sha256 = len(content), sha256(content).hexdigest()
    meter.encoding = "Excel"
    before = 0
    with _readable(member.where):
        book = _open(content, member.where)
        for name, header_row in layout.sheets:
            kept: list[list[str]] = []
            number = header_row
            for number, row in enumerate(_cells(book, name), 1):
                if number <= header_row:
                    continue
                kept.append([_text(cell).strip() for cell in row])
                if len(kept) == ROWS:
                    yield before + number - ROWS + 1, kept
                    kept = []
            if kept:
                yield before + number - len(kept) + 1, kept
            before += number


@contextmanager
def _readable(where: str) -> Iterator[None]:
    """Say in words that a workbook turned out to be damaged."""
    try:
        yield
    except CalamineError as error:
        raise _broken(where) from error


def _bytes(member: Member) -> bytes:
    with member.stream() as stream:
        return stream.read()


def _open(content: bytes, where: str) -> CalamineWorkbook:
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
        return load_workbook(io.BytesIO(content))
    except PasswordError as error:
        raise InputError(
            "is locked with a password",
            where=where,
            hint="Save a copy without a password.",
        ) from error


def _broken(where: str) -> InputError:
    return InputError(
        "is damaged, or no workbook that can be read",
        where=where,
        hint="Open it in Excel and save it again as XLSX or CSV.",
    )


def _cells(book: CalamineWorkbook, name: str) -> Iterator[Sequence[object]]:
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

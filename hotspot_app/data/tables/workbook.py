"""Rows of Excel workbooks, as text that the reader gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.apart import reader
from hotspot_app.data.base.member import Member, NotATable
from hotspot_app.data.base.ons import plain
from hotspot_app.data.tables.layout import Layout
from hotspot_app.errors import InputError

STARTS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of workbooks: XLSX and ODS, XLS."""

MOST: Final = 300_000_000
"""Bytes; Excel's fullest sheet of twelve columns has a fifth of it."""


class _Meter(Protocol):
    size: int
    sha256: str
    encoding: str
    hidden: int


Score = Callable[[Sequence[str]], int]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A filled sheet with its most likely header."""

    name: str
    row: int
    header: tuple[str, ...]
    rank: tuple[int, int]
    rows: int
    seen: bool = True
    hidden_columns: frozenset[int] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(map(plain, self.header))


@dataclass(frozen=True, slots=True, eq=False)
class SheetRows:
    """Filled rows of a sheet.

    Attributes
    ----------
    sheet
        Its name.
    seen
        True if Excel shows it.
    before
        How many rows the sheets before it have.
    lines
        (n,) the row of each in its own sheet.
    hidden
        How many of them Excel doesn't show.
    columns
        (n,) text of each column, missing where a cell is empty.
    uncalculated
        True if the workbook has formulas without a result, which are empty here.
    """

    sheet: str
    seen: bool
    before: int
    lines: npt.NDArray[np.int64]
    hidden: int
    columns: tuple[pd.Categorical, ...]
    uncalculated: bool = False

    def texts(self) -> list[list[str]]:
        """Return the rows one by one, "" where a cell is empty."""
        columns = [
            np.append(np.asarray(each.categories, dtype=object), "")[each.codes]
            for each in self.columns
        ]
        return [list(row) for row in zip(*columns, strict=True)]


def layout(member: Member, score: Score, within: int, *, alike: bool) -> Layout:
    """Find the header: the row with the most names that `score` knows.

    Of sheets whose headers are as good, that with the most rows is taken. Hidden
    sheets only where no other is filled.

    Parameters
    ----------
    within
        Number of rows among which the header is sought.
    alike
        True to take all sheets with the same header, in their order.

    Raises
    ------
    InputError
        If the file is no workbook, is locked, damaged or too large, or has no sheet
        with cells.
    """
    content = _bytes(member)
    asked = {"content": content, "where": member.where, "within": within}
    found: list[_Sheet] = []
    since_1904 = False
    patience = _patience(content)
    for told in reader().each("sheets", asked, where=member.where, patience=patience):
        since_1904 = told["since 1904"]
        best = _Sheet(told["name"], 1, (), (-1, 0), 0)
        for number, texts in enumerate(told["head"], 1):
            rank = (score(texts), sum(map(bool, texts)))
            if rank[1] and rank > best.rank:
                unseen = frozenset(told["hidden columns"])
                name, many, seen = told["name"], told["rows"], told["seen"]
                best = _Sheet(name, number, texts, rank, many, seen, unseen)
        if best.header:
            found.append(best)
    sheets = [sheet for sheet in found if sheet.seen] or found
    if not sheets:
        raise NotATable("has no filled sheet", where=member.where)
    best = max(sheets, key=lambda sheet: (sheet.rank[0], sheet.rows, sheet.rank[1]))
    taken = [s for s in sheets if s is best or (alike and s.names == best.names)]
    unread = [s.name for s in found if s.seen and s not in taken]
    unread += [f"{s.name} (hidden)" for s in found if not s.seen and s not in taken]
    return Layout(
        best.header,
        best.row,
        "",
        sheets=tuple((sheet.name, sheet.row) for sheet in taken),
        unread=tuple(unread),
        since_1904=since_1904,
        hidden_sheets=tuple(sheet.name for sheet in taken if not sheet.seen),
        hidden_columns=frozenset().union(*(sheet.hidden_columns for sheet in taken)),
    )


def rows(
    member: Member,
    layout: Layout,
    columns: Sequence[int],
    meter: _Meter,
    *,
    most: int | None = None,
) -> Iterator[SheetRows]:
    """Yield the rows with cells below the header.

    Parameters
    ----------
    columns
        Positions of the columns to read, in their order.
    most
        Largest number of rows; None for all.
    """
    content = _bytes(member)
    meter.size, meter.sha256 = len(content), sha256(content).hexdigest()
    meter.encoding = "Excel"
    for some in rows_of(
        content, member.where, sheets=layout.sheets, columns=columns, most=most
    ):
        meter.hidden += some.hidden
        yield some


def rows_of(
    content: bytes,
    where: str,
    *,
    sheets: Sequence[tuple[str, int]] | None = None,
    columns: Sequence[int] | None = None,
    most: int | None = None,
) -> Iterator[SheetRows]:
    """Give filled rows of sheets, each after a row; by default all of all sheets."""
    asked = {
        "content": content,
        "where": where,
        "sheets": sheets,
        "columns": columns,
        "most": most,
    }
    for told in reader().each("rows", asked, where=where, patience=_patience(content)):
        yield SheetRows(
            told["sheet"],
            told["seen"],
            told["before"],
            told["lines"],
            told["hidden"],
            tuple(
                pd.Categorical.from_codes(
                    codes, categories=pd.Index(texts, dtype="str")
                )
                for codes, texts in told["columns"]
            ),
            told["uncalculated"],
        )


def _patience(content: bytes) -> float:
    """Return how much longer than usual a sheet may take, which is laid out in one go.

    Ten times what a million bytes take on a quiet machine.
    """
    return 2.0 * len(content) / 1e6


def _bytes(member: Member) -> bytes:
    with member.stream() as stream:
        # as much is set aside as is asked for, so no more is asked than there is
        content = stream.read(min(member.size, MOST) + 1)
        if member.size < len(content) <= MOST:  # a gz, or it has grown meanwhile
            content += stream.read(MOST + 1 - len(content))
    if len(content) > MOST:
        raise InputError(
            f"has more than {MOST / 1e6:,.0f} MB, more than any workbook needs",
            where=member.where,
            hint="Save it as CSV.",
        )
    return content

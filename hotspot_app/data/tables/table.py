"""A table as it lies in a file: where its header is, and its rows block by block."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import IO, Final

import numpy as np
import pandas as pd

from hotspot_app.data.base.member import Member, NotATable
from hotspot_app.data.tables import json_rows, workbook
from hotspot_app.data.tables.blanks import emptied
from hotspot_app.data.tables.layout import DELIMITERS, Block, Columns, Layout, Meter
from hotspot_app.data.tables.text_cells import LONGEST, check_columns, rows_of
from hotspot_app.data.tables.text_lines import Lines
from hotspot_app.data.tables.text_rows import Text, parse

Score = Callable[[Sequence[str]], int]

_START: Final = 512
_SNIFF: Final = 1 << 16

_FIRST: Final = 50_000
"""Rows of a sheet that stand for it."""

HEADER_WITHIN: Final = 30
"""Lines among which the header is looked for."""

_NOT_TABLES: Final = {
    b"%PDF": "a PDF",
    b"{": "JSON",
    b"PAR1": "Parquet",
    b"SQLite": "a database",
    b"<": "a web page or XML, whatever its name says",
}


def read_layout(member: Member, score: Score, *, alike: bool = False) -> Layout:
    """Find the header: the line with the most names that `score` knows.

    Parameters
    ----------
    score
        Returns how many of some column names are known.
    alike
        True to read all sheets of a workbook that have the same header.

    Raises
    ------
    InputError
        If the file is empty, or is no table.
    """
    with member.stream() as stream:
        start = stream.read(_START)
    if not start:
        raise NotATable("is empty", where=member.where, hint="Export it again.")
    if start.startswith(workbook.STARTS):
        return workbook.layout(member, score, HEADER_WITHIN, alike=alike)
    if json_rows.is_records(start):
        text, _ = _records(member)
        layout = _text_layout(text[:_SNIFF], score, member.where)
        return replace(layout, records=True)
    for mark, what in _NOT_TABLES.items():
        if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(mark):
            raise NotATable(
                f"is {what}: not a table that can be read",
                where=member.where,
                hint="Export it again as CSV or XLSX.",
            )
    with member.stream() as stream:
        _, block = next(Lines(stream, member.where, _SNIFF).blocks(), (1, b""))
    return _text_layout(block, score, member.where)


def _text_layout(block: bytes, score: Score, where: str) -> Layout:
    start = block.decode("utf-8", "replace").split("\n")[:HEADER_WITHIN]
    best = Layout(tuple(start[0].split(",")), 1, ",")
    most = (0, 0)
    for delimiter in DELIMITERS:
        for number, text in enumerate(start, 1):
            if delimiter not in text and delimiter != ",":
                continue  # a single name: no table is parted by it
            names = _cells(text, delimiter)
            rank = (score(names), len(names))
            if rank[0] and rank > most:
                most = rank
                header = tuple(name.strip().lstrip("\ufeff") for name in names)
                best = Layout(header, number, delimiter)
    for number, text in enumerate(start[: best.line], 1):
        if len(text) > LONGEST:
            list(rows_of(text, best.delimiter, where, number))
    check_columns(best.header, where, best.line)
    return best


def _cells(line: str, delimiter: str) -> list[str]:
    """Part a line that may be anything; what can't be parted is no header."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def read_blocks(
    member: Member, layout: Layout, columns: Columns, meter: Meter
) -> Iterator[Block]:
    """Read a table's rows in blocks, keeping only the columns wanted.

    Parameters
    ----------
    meter
        Filled in at the end of the file.

    Raises
    ------
    InputError
        If the file is damaged, or a quotation mark is never closed.
    """
    if layout.delimiter:
        blocks = _text_blocks(member, layout, columns, meter)
    else:
        blocks = _sheet_blocks(member, layout, columns, meter)
    for block in blocks:
        yield _numbered(_emptied(block), columns)


def _numbered(block: Block, columns: Columns) -> Block:
    """Give numbers of words where a reader gave texts."""
    made = {
        name: words.codes(block.frame[name])
        for name, words in columns.names.items()
        if name in block.frame and block.frame[name].dtype == "category"
    }
    return replace(block, frame=block.frame.assign(**made)) if made else block


def _emptied(block: Block) -> Block:
    """Empty the cells whose text stands for nothing; keys are judged as keys."""
    texts = [
        name
        for name, dtype in block.frame.dtypes.items()
        if isinstance(dtype, pd.CategoricalDtype)
    ]
    made = {
        str(name): emptied(block.frame[name], unknown=name != "type") for name in texts
    }
    return replace(block, frame=block.frame.assign(**made))


def first_block(member: Member, layout: Layout, columns: Columns) -> Block | None:
    """Return some rows from the beginning of a table, None if it has none.

    Raises
    ------
    InputError
        As `read_blocks`.
    """
    if layout.delimiter:
        return next(read_blocks(member, layout, columns, Meter()), None)
    # to the end: what reads workbooks is ended if what it gives isn't taken
    found = list(_sheet_blocks(member, layout, columns, Meter(), most=_FIRST))
    return _numbered(_emptied(found[0]), columns) if found else None


def _sheet_blocks(
    member: Member,
    layout: Layout,
    columns: Columns,
    meter: Meter,
    *,
    most: int | None = None,
) -> Iterator[Block]:
    wanted = list(columns.at.values())
    for rows in workbook.rows(member, layout, wanted, meter, most=most):
        frame = pd.DataFrame(
            dict(zip(columns.at, rows.columns, strict=True)),
            index=pd.RangeIndex(len(rows.lines)),
        )
        if layout.since_1904:
            frame = _dated(frame, columns.kinds)
        lines = rows.before + rows.lines  # sheets go on from one another
        yield Block(_with_keys(frame, columns.kinds), lines, np.empty(0, np.int64))


_DAYS_APART: Final = 1_462
"""Days from 30 December 1899, Excel's day 0, to 1 January 1904, that of Macintosh."""


def _dated(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Count days that stand as plain numbers from 1899, as `dates` reads them."""
    for name, kind in kinds.items():
        if kind == "date" and name in frame:
            texts = pd.Series(frame[name].cat.categories, dtype="str")
            days = texts.str.fullmatch(r"\d{5}(\.\d+)?").to_numpy(dtype=bool)
            moved = (texts[days].astype("float64") + _DAYS_APART).map("{:.11g}".format)
            texts[days] = moved
            named = frame[name].cat.rename_categories(texts.to_list())
            frame = frame.assign(**{name: named})
    return frame


def _with_keys(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Give key columns as bytes, as the text reader does."""
    for name, kind in kinds.items():
        if kind == "key" and name in frame:
            text = frame[name].astype(object).fillna("")
            keys = [str(value).encode("utf-8")[:64] for value in text]
            frame = frame.assign(**{name: np.array(keys, dtype="S64")})
    return frame


# --- text -----------------------------------------------------------------------


def _text_blocks(
    member: Member, layout: Layout, columns: Columns, meter: Meter
) -> Iterator[Block]:
    with text_of(member, layout) as (stream, source):
        lines = Lines(stream, member.where)
        for first, block in lines.blocks():
            header = layout.line - first + 1
            if header > 0:
                block = _after(block, header)
                first += header
            if block:
                text = Text(block, first, lines.unended, member.where)
                yield parse(text, layout, columns)
        meter.size, meter.sha256 = source or (lines.size, lines.sha256)
        meter.encoding = lines.encoding


@contextmanager
def text_of(
    member: Member, layout: Layout
) -> Iterator[tuple[IO[bytes], tuple[int, str] | None]]:
    """Give a table's text; if it isn't the file's own, with that one's size and sum."""
    if layout.records:
        text, source = _records(member)
        yield io.BytesIO(text), source
        return
    with member.stream() as stream:
        yield stream, None


def _records(member: Member) -> tuple[bytes, tuple[int, str]]:
    with member.stream() as stream:
        content = stream.read(min(member.size, json_rows.MOST) + 1)
    text = json_rows.as_text(content, member.where)
    return text, (len(content), sha256(content).hexdigest())


def _after(block: bytes, lines: int) -> bytes:
    cut = 0
    for _ in range(lines):
        cut = block.find(b"\n", cut) + 1
        if not cut:
            return b""
    return block[cut:]


# --- single rows again ------------------------------------------------------------


def fetch_rows(
    member: Member, layout: Layout, columns: Columns, lines: Collection[int]
) -> dict[int, tuple[str, ...]]:
    """Read a few rows again as text.

    Returns
    -------
    dict
        Fields in the order of `columns`, by line.
    """
    sought = np.fromiter(lines, dtype=np.int64, count=len(lines))
    found: dict[int, tuple[str, ...]] = {}
    for block in read_blocks(member, layout, columns, Meter()):
        here = np.isin(block.lines, sought)
        if here.any():
            part = block.frame.loc[here].astype(object).fillna("")
            for line, *row in zip(
                block.lines[here], *(part[c] for c in part), strict=True
            ):
                found[int(line)] = tuple(map(str, row))
    return found

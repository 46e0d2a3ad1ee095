"""Rows out of whole lines of text, those that are broken set apart."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.tables.decimals import Written, decimals
from hotspot_app.data.tables.fields import (
    Fields,
    Words64,
    category_of,
    joined,
    keys_of,
    numbers_of,
)
from hotspot_app.data.tables.layout import Block, Columns, Ints, Layout
from hotspot_app.data.tables.text_cells import has_long_line, rows_of, unclosed
from hotspot_app.data.tables.vocabulary import Vocabulary

_END, _QUOTE = ord("\n"), ord('"')

_PIECE: Final = 1 << 21
"""Bytes whose fields are found at once: they stay in the processor's cache."""

_KEY: Final = 64
"""Bytes of a key that are kept."""


@dataclass(frozen=True, slots=True)
class Text:
    """Whole lines of a file, the number of the first, and whether the last is cut."""

    block: bytes
    first: int
    unended: bool
    where: str


def parse(text: Text, layout: Layout, columns: Columns) -> Block:
    """Parse by where the fields lie; what is quoted or odd, by the C reader.

    Any row that the C reader would misread is set apart before.
    """
    if has_long_line(text.block):
        return _by_line(text, layout, columns)
    frame = _from_fields(text.block, layout, columns)
    if frame is not None:
        lines = np.arange(text.first, text.first + len(frame), dtype=np.int64)
        return Block(frame, lines, np.empty(0, np.int64))
    starts = _row_starts(text.block, layout)
    if starts is not None:
        try:
            frame = _c_reader(text.block, layout, columns)
        except pd.errors.ParserError:
            frame = None
        if frame is not None and len(frame) == len(starts):
            _refuse_swallowed(text, starts, layout, columns)
            return Block(frame, starts + text.first, np.empty(0, np.int64))
    return _by_line(text, layout, columns)


def _by_line(text: Text, layout: Layout, columns: Columns) -> Block:
    clean, lines, broken = _set_apart(text, layout, columns)
    return Block(_c_reader(clean, layout, columns), lines, broken)


def _from_fields(block: bytes, layout: Layout, columns: Columns) -> pd.DataFrame | None:
    """Make the frame that the C reader would; None if only that can."""
    found: dict[str, list[Any]] = {name: [] for name in columns.at}
    for piece in _pieces(block):
        fields = Fields.of(piece, layout.delimiter, len(layout.header))
        if fields is None:
            return None
        for name, taken in found.items():
            taken.append(_taken(fields, columns, name))
            if taken[-1] is None:
                return None
    made: dict[str, Any] = {}
    for name, taken in found.items():
        kind = columns.kinds.get(name)
        if kind == "key":
            made[name] = keys_of(joined(taken))
        elif kind == "number":
            made[name] = decimals(Written.joined(taken))
        elif name in columns.names:
            made[name] = numbers_of(joined(taken), columns.names[name])
        else:
            made[name] = category_of(joined(taken))
        if made[name] is None:
            return None
    return pd.DataFrame(made, copy=False)


def _taken(fields: Fields, columns: Columns, name: str) -> Written | Words64 | None:
    """Take a column's numbers or texts; None if one is too long."""
    i, kind = columns.at[name], columns.kinds.get(name)
    if kind == "number":
        return Written.of(fields.padded, fields.start[i], fields.end[i])
    return fields.words(i, _KEY) if kind == "key" else fields.whole(i)


def _pieces(block: bytes) -> Iterator[memoryview]:
    """Cut whole lines into pieces that stay in the processor's cache.

    A line end within quotation marks may be cut at: both pieces then have a mark
    without its other, and are left to the C reader.
    """
    start = 0
    while start < len(block):
        end = block.rfind(b"\n", start, start + _PIECE) + 1
        end = end or block.find(b"\n", start) + 1 or len(block)
        yield memoryview(block)[start:end]
        start = end


def _row_starts(block: bytes, layout: Layout) -> Ints | None:
    """Return each row's line within the block if every row has all its fields.

    All bytes but delimiters, line ends and quotation marks are taken out; what
    stands between quotation marks parts nothing; the rest must repeat.
    """
    mark = layout.delimiter.encode()
    others = bytes(range(256)).translate(None, mark + b'\n"')
    signs = np.frombuffer(block.translate(None, others), dtype=np.uint8)
    quote = signs == _QUOTE
    within = np.zeros(len(signs), dtype=bool)
    if quote.any():
        within = np.bitwise_xor.accumulate(quote)
    outer = signs[~within & ~quote]
    rows, more = divmod(len(outer), len(layout.header))
    each = outer[: len(outer) - more].reshape(rows, len(layout.header))
    even = (each[:, :-1] == mark[0]).all() and (each[:, -1] == _END).all()
    if more or not even or not rows:
        return None
    goes_on = within[signs == _END][:-1]
    return np.append(0, np.flatnonzero(~goes_on) + 1).astype(np.int64)


def _c_reader(block: bytes, layout: Layout, columns: Columns) -> pd.DataFrame:
    kinds, at = columns.kinds, columns.at
    of_kind = {"number": "float64", "key": "S64"}
    dtypes = {i: of_kind.get(kinds.get(n, ""), "str") for n, i in at.items()}
    dtypes |= {at[name]: "S64" for name in columns.names}
    try:
        raw = _read_csv(block, layout, dtypes)
    except ValueError as error:
        if isinstance(error, pd.errors.ParserError):
            raise
        # a number that is none: read as text, judged row by row later
        dtypes = {i: "str" if d == "float64" else d for i, d in dtypes.items()}
        raw = _read_csv(block, layout, dtypes)
    for name, words in columns.names.items():
        i = at[name]
        known = _numbers(raw[i].to_numpy(), words)
        raw[i] = _read_csv(block, layout, {i: "str"})[i] if known is None else known
    return pd.DataFrame({name: raw[i] for name, i in at.items()}, copy=False)


def _numbers(
    texts: npt.NDArray[Any], words: Vocabulary
) -> npt.NDArray[np.int32] | None:
    """Give texts of up to 64 bytes numbers; None if one may be cut off."""
    keys = np.ascontiguousarray(texts, dtype="S64").view(np.uint64).reshape(-1, 8)
    if (keys.view(np.uint8)[:, -1] > 0).any():
        return None
    return numbers_of(keys, words)


def _read_csv(block: bytes, layout: Layout, dtypes: dict[int, Any]) -> pd.DataFrame:
    """Read columns of these kinds, texts as categories.

    The C reader itself makes numbers of categories that are all figures: "0100" and
    "100" would be one beat.
    """
    if not block:
        return pd.DataFrame({i: pd.Categorical([]) for i in dtypes})
    read: pd.DataFrame = pd.read_csv(
        io.BytesIO(block),
        sep=layout.delimiter,
        header=None,
        names=list(range(len(layout.header))),
        index_col=False,
        usecols=sorted(dtypes),
        dtype=dtypes,
        keep_default_na=False,
        na_values=[""],
        low_memory=False,
        skip_blank_lines=False,
    )
    return read.astype({i: "category" for i, d in dtypes.items() if d == "str"})


def _set_apart(
    text: Text, layout: Layout, columns: Columns
) -> tuple[bytes, Ints, Ints]:
    """Write rows anew as the C reader likes them, and name those that are broken.

    A row may lack empty fields at its end (Excel leaves them out) but none that
    is wanted, and may have empty ones too many if all rows have: in one row alone
    they tell of a delimiter within a field.
    """
    fields = len(layout.header)
    rows = list(_records(text, layout, columns))
    most = max(fields, min((len(row) for _, row, _ in rows), default=0))
    clean = io.StringIO()
    writer = csv.writer(clean, delimiter=layout.delimiter, lineterminator="\n")
    lines: list[int] = []
    broken: list[int] = []
    for line, row, last in rows:
        cut_off = text.unended and last and len(row) < fields
        narrow = len(row) < columns.needed
        if narrow or cut_off or len(row) > most or any(row[fields:]):
            broken.append(line)
            continue
        writer.writerow((row + [""] * fields)[:fields])
        lines.append(line)
    return (
        clean.getvalue().encode("utf-8"),
        np.array(lines, dtype=np.int64),
        np.array(broken, dtype=np.int64),
    )


def _records(
    text: Text, layout: Layout, columns: Columns
) -> Iterator[tuple[int, list[str], bool]]:
    """Give the line, the fields, and whether it is the last, of each filled row."""
    content = text.block.decode("utf-8")
    each = content.split("\n")[:-1]
    for line, after, row in rows_of(content, layout.delimiter, text.where, text.first):
        own = each[line - text.first : after - text.first]
        last = after - text.first == len(each)
        ended = not last or len(own) == 1 or _closed(row)
        if not ended or _swallowed(own, layout, columns):
            raise unclosed(text.where, line)
        if any(row):
            yield line, row, last


def _closed(row: Sequence[str]) -> bool:
    """Say whether a last row of many lines ended by a mark, not by the file's end."""
    return not row[-1].endswith("\n")


def _refuse_swallowed(
    text: Text, starts: Ints, layout: Layout, columns: Columns
) -> None:
    ends = np.append(starts[1:], text.block.count(b"\n"))
    many = np.flatnonzero(ends - starts > 1)
    if not len(many):
        return
    each = text.block.decode("utf-8").split("\n")
    for start, end in zip(starts[many], ends[many], strict=True):
        if _swallowed(each[start:end], layout, columns):
            raise unclosed(text.where, text.first + int(start))


def _swallowed(lines: Sequence[str], layout: Layout, columns: Columns) -> bool:
    """Say whether most lines of one row are rows themselves, marks left aside.

    Two quotation marks that are opened and not closed take all between them for
    one field.
    """
    if len(lines) == 1:
        return False
    numbers = [
        i for name, i in columns.at.items() if columns.kinds.get(name) == "number"
    ]
    dates = [columns.at[name] for name in _DATED if name in columns.at]
    alike = 0
    for line in lines:
        if line.count(layout.delimiter) == len(layout.header) - 1:
            parts = [part.strip(' "') for part in line.split(layout.delimiter)]
            sure = all(_NUMBER.fullmatch(parts[i]) for i in numbers if parts[i])
            sure &= all(_DIGIT.search(parts[i]) is not None for i in dates if parts[i])
            alike += sure and any(parts[i] for i in (*numbers, *dates))
    return 2 * alike > len(lines)


_DATED: Final = ("month", "recorded", "from")
_NUMBER: Final = re.compile(r"[-+]?[\d.,]+")
_DIGIT: Final = re.compile(r"\d")

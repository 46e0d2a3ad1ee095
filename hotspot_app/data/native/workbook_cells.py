"""Cells of workbooks as text, read by calamine. In the reader only."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice, zip_longest
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from hotspot_app.data.native.workbook_limits import (
    broken,
    check_workbook,
    uncalculated,
)
from hotspot_app.data.native.workbook_marks import Hidden, Marks, marks_of
from hotspot_app.errors import InputError
from hotspot_app.progress import Progress

_KEPT: Final[dict[tuple[bytes, str], CalamineSheet]] = {}
"""A cache of one sheet, the longest laid out: mostly the next that is wanted."""

_MARKED: Final[dict[bytes, Marks]] = {}
"""The marks of the workbook read last."""

ROWS: Final = 50_000
"""Rows given at a time."""


def sheets(asked: Mapping[str, Any], progress: Progress) -> Iterator[dict[str, Any]]:
    """Return each sheet's name, number of rows, first rows, and what is hidden.

    Parameters
    ----------
    asked
        `content`, `where` and `within`, the number of rows to return.
    """
    digest = sha256(asked["content"]).digest()
    with _opened(asked, progress) as book:
        marks = _marks(asked["content"], digest)
        for known in _once_each(book):
            sheet = _sheet(book, digest, known.name)
            hidden = marks.hidden.get(known.name, Hidden())
            first = islice(_rows(sheet), asked["within"])
            yield {
                "name": known.name,
                "seen": _is_seen(known),
                "hidden columns": sorted(hidden.columns),
                "since 1904": marks.since_1904,
                "rows": sheet.total_height,
                "head": [[_text(cell).strip() for cell in row] for row in first],
            }
            progress.step(0.0, f"reading {asked['where']}")


def rows(asked: Mapping[str, Any], progress: Progress) -> Iterator[dict[str, Any]]:
    """Yield rows in blocks: the different texts of each column, and their codes by row.

    Parameters
    ----------
    asked
        `content`, `where`; `sheets`, pairs of a name and the row after which to begin,
        or None for all from their beginning; `columns`, their positions, or None for
        all; `most`, how many filled rows to give at most, or None.
    """
    before = 0
    left = asked["most"]
    digest = sha256(asked["content"]).digest()
    with _opened(asked, progress) as book:
        marks = _marks(asked["content"], digest)
        known = {each.name: each for each in _once_each(book)}
        sheets = asked["sheets"] or [(name, 0) for name in known]
        for name, after in sheets:
            sheet = _sheet(book, digest, name)
            hidden = marks.hidden.get(name, Hidden()).rows
            total = max(sheet.total_height, 1)
            number = after
            numbered = enumerate(_rows(sheet), 1)
            for some in _blocks(islice(numbered, after, None)):
                number = some[-1][0]
                kept = _filled(some, asked["columns"])[:left]
                if left is not None:
                    left -= len(kept)
                if kept:
                    unseen = sum(number in hidden for number, _ in kept)
                    told = {"sheet": name, "seen": _is_seen(known[name])}
                    told |= {"before": before, "hidden": unseen}
                    told["uncalculated"] = uncalculated(digest)
                    yield told | _block(kept)
                if left == 0:
                    return
                progress.step(min(number / total, 1.0), f"reading {asked['where']}")
            before += number
    _KEPT.clear()


def _blocks(
    numbered: Iterator[tuple[int, Sequence[object]]],
) -> Iterator[list[tuple[int, Sequence[object]]]]:
    while some := list(islice(numbered, ROWS)):
        yield some


def _filled(
    some: list[tuple[int, Sequence[object]]], columns: Sequence[int] | None
) -> list[tuple[int, list[str]]]:
    """Return the wanted cells of rows in which any cell is filled."""
    kept = []
    for number, row in some:
        wanted = range(len(row)) if columns is None else columns
        texts = [_text(row[at]).strip() if at < len(row) else "" for at in wanted]
        if any(texts) or any(_text(cell).strip() for cell in row):
            kept.append((number, texts))
    return kept


def _block(kept: list[tuple[int, list[str]]]) -> dict[str, Any]:
    columns = zip_longest(*(row for _, row in kept), fillvalue="")
    return {
        "lines": np.array([number for number, _ in kept], dtype=np.int64),
        "columns": [_column(texts) for texts in columns],
    }


def _column(
    texts: Sequence[str],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.object_]]:
    """Return which text each row has (-1 where empty), and the texts."""
    codes, different = pd.factorize(np.array(texts, dtype=object))
    empty = np.flatnonzero(different == "")
    if len(empty):
        gone = int(empty[0])
        different = np.delete(different, gone)
        codes = np.where(codes == gone, -1, codes - (codes > gone))
    return codes.astype(np.int32), different


@contextmanager
def _opened(asked: Mapping[str, Any], progress: Progress) -> Iterator[CalamineWorkbook]:
    where = asked["where"]
    check_workbook(asked["content"], where, progress)
    progress.step(0.0, f"reading {where}")
    try:
        yield load_workbook(io.BytesIO(asked["content"]))
    except PasswordError as error:
        raise InputError(
            "is locked with a password",
            where=where,
            hint="Save a copy without a password.",
        ) from error
    except CalamineError as error:
        raise broken(where) from error
    except BaseException as error:
        # what calamine didn't foresee in a damaged file; the class has no place
        # that it can be imported from
        if type(error).__name__ != "PanicException":
            raise
        raise broken(where) from error


def _marks(content: bytes, digest: bytes) -> Marks:
    if digest not in _MARKED:
        _MARKED.clear()
        _MARKED[digest] = marks_of(content)
    return _MARKED[digest]


def _sheet(book: CalamineWorkbook, digest: bytes, name: str) -> CalamineSheet:
    key = (digest, name)
    if key in _KEPT:
        return _KEPT[key]
    made = book.get_sheet_by_name(name)
    if all(
        at != key[0] or made.total_height >= kept.total_height
        for (at, _), kept in _KEPT.items()
    ):
        _KEPT.clear()
        _KEPT[key] = made
    return made


def _once_each(book: CalamineWorkbook) -> Iterator[Any]:
    """Give the sheets of cells; a second one of a name can't be read."""
    met: set[str] = set()
    for known in book.sheets_metadata:
        if known.typ == SheetTypeEnum.WorkSheet and known.name not in met:
            met.add(known.name)
            yield known


def _is_seen(known: Any) -> bool:
    return bool(known.visible == SheetVisibleEnum.Visible)


def _rows(sheet: Any) -> Iterator[Sequence[object]]:
    """Give the sheet's rows from its first row, empty ones too."""
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

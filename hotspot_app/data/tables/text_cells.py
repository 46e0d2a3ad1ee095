"""Cells of text, parted by Python's reader: as many and as long as tables have them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from hotspot_app.errors import InputError

LONGEST: Final = 100_000
"""Letters in a cell; Excel's own limit is 32,767."""

MOST_COLUMNS: Final = 16_384
"""Most columns of a row, the same as Excel's."""

_AGAIN: Final = "Export it again as CSV or XLSX, without that column if you can."


def rows_of(
    content: str, delimiter: str, where: str, first: int = 1
) -> Iterator[tuple[int, int, list[str]]]:
    """Yield for each row its first line, the line after its last, and its cells.

    Parameters
    ----------
    first
        Line of the file at which the content begins.

    Raises
    ------
    InputError
        If a quotation mark is never closed, or a cell is too long.
    """
    reader = csv.reader(io.StringIO(content, newline="\n"), delimiter=delimiter)
    begun = first
    try:
        for row in reader:
            after = first + reader.line_num
            if max(map(len, row), default=0) > LONGEST:
                raise _too_long(row, where, begun)
            yield begun, after, row
            begun = after
    except csv.Error as error:
        each = content.split("\n", begun - first + 1)
        line = each[begun - first] if begun - first < len(each) else ""
        raise _too_long(line.split(delimiter), where, begun) from error


def has_long_line(block: bytes) -> bool:
    """Say whether a line has more bytes than a cell may have letters."""
    at = 0
    while len(block) - at > LONGEST:
        end = block.rfind(b"\n", at, at + LONGEST + 1)
        if end < 0:
            return True
        at = end + 1
    return False


def check_columns(header: Sequence[str], where: str, line: int) -> None:
    """Refuse a row with more columns than any table has.

    Raises
    ------
    InputError
        If there are too many.
    """
    if len(header) > MOST_COLUMNS:
        raise InputError(
            f"has {len(header):,} columns, and at most {MOST_COLUMNS:,} can be read",
            where=f"{where}, line {line:,}",
            hint="Export it again with the columns that are needed.",
        )


def unclosed(where: str, line: int) -> InputError:
    """Say that a quotation mark is opened and never closed."""
    return InputError(
        "a quotation mark is opened and never closed",
        where=f"{where}, line {line:,}",
        hint="Remove or close it in that line, or export the file again.",
    )


def _too_long(cells: Sequence[str], where: str, line: int) -> InputError:
    """Say which cell is too long; if none is, it goes on over lines unclosed."""
    column = next((i for i, cell in enumerate(cells, 1) if len(cell) > LONGEST), 0)
    if not column:
        return unclosed(where, line)
    return InputError(
        f"column {column:,} has a cell of over {LONGEST:,} letters",
        where=f"{where}, line {line:,}",
        hint=_AGAIN,
    )

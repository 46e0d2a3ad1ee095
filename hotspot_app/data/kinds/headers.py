"""The head of a table: its columns and first rows, however large the file is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.member import Member
from hotspot_app.data.kinds.enough import rank
from hotspot_app.data.kinds.personal import MASK, personal_columns
from hotspot_app.data.tables import workbook
from hotspot_app.data.tables.layout import Layout, Meter
from hotspot_app.data.tables.table import read_layout, text_of
from hotspot_app.data.tables.text_cells import rows_of
from hotspot_app.data.tables.text_lines import Lines
from hotspot_app.errors import InputError

READ: Final = 1 << 18
"""Bytes of a text file that are looked at."""

ROWS: Final = 2_000
"""Rows of the head that are kept at most."""

CELLS: Final = 500_000
"""Cells of the head that are kept at most."""


@dataclass(frozen=True, slots=True)
class Head:
    """The columns and first rows of a table.

    Attributes
    ----------
    header
        The file's column names.
    rows
        Texts of the first rows, each as long as the header. Cells of personal columns
        are masked and never kept.
    lines
        Line of each row in the file.
    personal
        Positions of columns that look personal.
    whole
        True if the table has no further rows.
    uncalculated
        True for a workbook with formulas without a result, whose cells are empty here.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    personal: frozenset[int]
    whole: bool
    uncalculated: bool = False


def read_head(path: Path) -> Head:
    """Read the first rows of a table, or of the first table in a folder or zip.

    Raises
    ------
    InputError
        If there is no table, or the table can't be read.
    """
    with look_into([path]) as found:
        if not found.members:
            raise InputError(
                "holds no table",
                where=path.name,
                hint="Give CSV or XLSX files.",
            )
        return head_of(found.members[0])


def head_of(
    member: Member, most: int = ROWS, mapping: Mapping[str, str] | None = None
) -> Head:
    """Read the header and the first `most` rows of one file.

    Parameters
    ----------
    mapping
        As `columns.recognise`: column names chosen by the analyst.

    Raises
    ------
    InputError
        If the file is no table, empty, damaged or locked.
    """
    layout = read_layout(member, lambda names: rank(names, mapping), alike=True)
    return head_below(member, layout, most)


def head_below(member: Member, layout: Layout, most: int = ROWS) -> Head:
    """Read the first rows of a table whose header is known.

    Raises
    ------
    InputError
        If the file is damaged.
    """
    width = len(layout.header)
    most = max(1, min(most, CELLS // max(width, 1)))
    bare = False
    if layout.delimiter:
        lines, rows, whole = _text_rows(member, layout, most)
    else:
        lines, rows, whole, bare = _sheet_rows(member, layout, most)
    even = [tuple((row + [""] * width)[:width]) for row in rows]
    personal = personal_columns(layout.header, even)
    masked = tuple(
        tuple(MASK if at in personal else cell for at, cell in enumerate(row))
        for row in even
    )
    return Head(layout.header, masked, tuple(lines), personal, whole, bare)


def _text_rows(
    member: Member, layout: Layout, most: int
) -> tuple[list[int], list[list[str]], bool]:
    with text_of(member, layout) as (stream, _):
        blocks = Lines(stream, member.where, READ).blocks()
        _, block = next(blocks, (1, b""))
        whole = next(blocks, None) is None
    text = block.decode("utf-8", "replace").split("\n", layout.line)
    below = text[layout.line] if len(text) > layout.line else ""
    rows: list[list[str]] = []
    lines: list[int] = []
    first = layout.line + 1
    for line, _, row in rows_of(below, layout.delimiter, member.where, first):
        if len(rows) == most:
            return lines, rows, False
        if any(row):
            rows.append([cell.strip() for cell in row])
            lines.append(line)
    return lines, rows, whole


def _sheet_rows(
    member: Member, layout: Layout, most: int
) -> tuple[list[int], list[list[str]], bool, bool]:
    columns = list(range(len(layout.header)))
    lines: list[int] = []
    rows: list[list[str]] = []
    bare = False
    for some in workbook.rows(member, layout, columns, Meter(), most=most + 1):
        lines += (some.before + some.lines).tolist()
        rows += some.texts()
        bare = bare or some.uncalculated
    return lines[:most], rows[:most], len(rows) <= most, bare

"""Tables of figures by area code, as publishers put them in CSV and XLSX files."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pandas as pd

from hotspot_app.data.base.ons import is_code, tidy
from hotspot_app.data.base.source_file import SourceFile, read_whole
from hotspot_app.data.tables import workbook
from hotspot_app.data.tables.blanks import emptied_cells
from hotspot_app.data.tables.columns_twice import check_once
from hotspot_app.data.tables.text_lines import END, refuse_endless, without_stray
from hotspot_app.data.tables.unseen import on_unseen
from hotspot_app.errors import InputError
from hotspot_app.method import Note

_HEADER_WITHIN: Final = 20
_HEAD: Final = 200
_QUOTED: Final = r'"(?<![^{0}\n]")([^"\r\n]*)"(?![^{0}\r\n])'
"""A cell that is all in quotation marks and has none within."""
_AGAIN: Final = "Export it again as CSV or XLSX."


@dataclass(frozen=True, eq=False)
class Table:
    """A table as text.

    Attributes
    ----------
    frame
        Columns as in the header, all text, stripped, "" for empty cells; index the line
        (or row of the sheet), from 1.
    sheet
        Name of the sheet, or "".
    twice
        Names of columns that are there twice with different cells; the first of each is
        in `frame`.
    hidden
        Number of the sheet's rows that Excel hides.
    seen
        False for a sheet that Excel hides.
    above
        Lines above the header, which mostly describe the figures.
    uncalculated
        True if the workbook has formulas without a result.
    """

    frame: pd.DataFrame
    sheet: str
    twice: frozenset[str] = frozenset()
    hidden: int = 0
    seen: bool = True

    def unseen(self, where: str) -> list[Note]:
        """Tell what of it Excel doesn't show."""
        sheets = [] if self.seen else [self.sheet]
        return on_unseen(where, self.hidden, sheets=sheets)

    above: tuple[str, ...] = ()
    uncalculated: bool = False

    def column(self, name: str, where: str) -> pd.Series[str]:
        """Return a column of the table.

        Raises
        ------
        InputError
            If the column is there twice with different cells.
        """
        place = f"{where}, sheet {self.sheet}" if self.sheet else where
        check_once(name, self.twice, place)
        return self.frame[name]


def read_tables(path: Path) -> tuple[tuple[Table, ...], SourceFile]:
    """Read every table of a CSV file or a workbook.

    The header is the first line with as many filled cells as most of the lines
    after it, so titles above it are passed over.

    Raises
    ------
    InputError
        If the file isn't a table, or is empty, damaged or locked.
    """
    refuse_endless(path)
    content, source = read_whole(path, workbook.MOST)
    if not content.strip():
        raise InputError("the file is empty", where=path.name, hint=_AGAIN)
    if content.startswith(workbook.STARTS):
        found = _sheets(content, path.name)
    else:
        found = [_text_table(_text(content, path.name), path.name)]
    tables = tuple(table for table in found if table is not None)
    if not tables:
        raise InputError(
            "there is no table with a header and rows in it",
            where=path.name,
            hint=_AGAIN,
        )
    return tables, source


NumberedRows = list[tuple[int, list[str]]]


def _text(content: bytes, where: str) -> str:
    """Decode a text file; refuse what isn't one."""
    if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"{", b"%PDF")):
        raise InputError(
            "this is a web page or a document, not a table",
            where=where,
            hint="Download the file itself, not the page that shows it.",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace").rstrip(END.decode())
    content = without_stray(content.rstrip(END + b"\r\n"))
    if b"\x00" in content:
        raise InputError("this isn't a text file", where=where, hint=_AGAIN)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _text_table(text: str, where: str) -> Table | None:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    if (quick := _quick(text, delimiter)) is not None:
        return Table(emptied_cells(quick), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(reader.line_num, [c.strip() for c in row]) for row in reader]
        return _framed(rows, "")
    except csv.Error as error:
        raise InputError(
            f"line {reader.line_num} can't be read ({error})",
            where=where,
            hint="A quotation mark may not be closed. " + _AGAIN,
        ) from error


def _quick(text: str, delimiter: str) -> pd.DataFrame | None:
    """Read an even table by pandas' C reader; None if it isn't even."""
    names = text.split("\n", 1)[0].rstrip("\r").split(delimiter)
    names = [name.strip() for name in names]
    if not all(names) or len(set(names)) < len(names) or '"' in "".join(names):
        return None
    if not _is_even(text, delimiter, len(names)):
        return None
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=delimiter,
            dtype="object",
            keep_default_na=False,
            skip_blank_lines=False,
            skipinitialspace=True,
            index_col=False,
            quoting=csv.QUOTE_MINIMAL if '"' in text else csv.QUOTE_NONE,
        )
    except pd.errors.ParserError:
        return None
    frame.columns = pd.Index(names, dtype="object")
    frame.index = pd.RangeIndex(2, len(frame) + 2)
    return frame


def _is_even(text: str, delimiter: str, width: int) -> bool:
    """Say whether every line is a row, and there are cells for `width` columns.

    A row with a cell too many is the parser's to find, unless it is the first.
    Quotation marks have to stand around whole cells; none ends in a space.
    """
    quoted = re.compile(_QUOTED.format(delimiter)) if '"' in text else None
    inside = quoted.findall(text) if quoted else []
    if text.count('"') != 2 * len(inside):
        return False
    padded = any(f" {end}" in text for end in (delimiter, "\r", "\n"))
    padded |= text.endswith(" ") or (delimiter != "\t" and "\t" in text)
    if padded or any(cell != cell.strip() for cell in inside):
        return False
    _, *below = text.split("\n", 2)
    first = below[0] if below else ""
    first = quoted.sub("", first) if quoted else first
    rows = text.rstrip("\r\n").count("\n") + 1
    between = text.count(delimiter) - sum(cell.count(delimiter) for cell in inside)
    across = width - 1
    return rows > 1 and first.count(delimiter) == across and between == rows * across


def _sheets(content: bytes, where: str) -> list[Table | None]:
    found: dict[str, NumberedRows] = {}
    hidden: Counter[str] = Counter()
    unseen = set()
    uncalculated = False
    for some in workbook.rows_of(content, where):
        rows = zip(some.lines.tolist(), some.texts(), strict=True)
        found.setdefault(some.sheet, []).extend(rows)
        hidden[some.sheet] += some.hidden
        uncalculated = uncalculated or some.uncalculated
        if not some.seen:
            unseen.add(some.sheet)
    tables = {name: _framed(rows, name) for name, rows in found.items()}
    return [
        table
        and replace(
            table,
            hidden=hidden[name],
            seen=name not in unseen,
            uncalculated=uncalculated,
        )
        for name, table in tables.items()
    ]


def _framed(rows: NumberedRows, sheet: str) -> Table | None:
    """Find the header and lay the rows below it out under its names."""
    filled = [(line, row) for line, row in rows if any(row)]
    start = _header([row for _, row in filled[:_HEAD]])
    if start is None:
        return None
    names = filled[start][1]
    columns = [i for i, name in enumerate(names) if name]
    below = filled[start + 1 :]
    if not below:
        return None
    wide = max(columns) + 1
    cells = [(row + [""] * wide)[:wide] for _, row in below]
    frame = pd.DataFrame(cells, index=[line for line, _ in below], dtype="object")
    frame = emptied_cells(frame[columns])
    frame.columns = pd.Index([names[i] for i in columns], dtype="object")
    again = frame.columns.duplicated()
    kept = frame.loc[:, ~again]
    twice = frozenset(
        str(name)
        for name, cells in frame.loc[:, again].items()
        if not cells.equals(kept[name])
    )
    above = tuple(" ".join(filter(None, row)) for _, row in filled[:start])
    return Table(kept, sheet, twice, above=above)


def _header(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the header among a table's filled rows; None if there is no table.

    Where rows have areas' codes, it is the last above them that names their column.
    Else it is the first with about as many filled cells as any near it.
    """
    widths = [sum(map(bool, row)) for row in rows]
    codes = [_coded_cell(row) for row in rows]
    for i, at in enumerate(codes):
        again = i + 1 == len(rows) or codes[i + 1] is not None
        if at is None or not again or widths[i] < 2:
            continue
        above = [
            j
            for j in range(i)
            if len(rows[j]) > at and rows[j][at] and widths[j] > widths[i] // 2
        ]
        if above:
            return above[-1]
        break
    usual = max(widths[:_HEADER_WITHIN], default=0)
    if usual < 2:
        return None
    return next(i for i, width in enumerate(widths) if width > usual // 2)


def _coded_cell(row: Sequence[str]) -> int | None:
    """Return where in a row an area's code stands."""
    codes = (i for i, cell in enumerate(row) if is_code(tidy(cell.split(":", 1)[0])))
    return next(codes, None)

"""An answer as a spreadsheet: areas, tables, types, months, notes and files."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range

from hotspot_app.brief.columns import (
    are_whole,
    area_columns,
    by_name,
    headings,
    table_columns,
)
from hotspot_app.brief.hotspots import hotspot_columns, hotspots_table
from hotspot_app.brief.page_words import facts
from hotspot_app.brief.results import area_table, note_sections
from hotspot_app.method import Column
from hotspot_app.paths import written
from hotspot_app.project.answer.opinion import with_second_opinion
from hotspot_app.project.steps.pipeline import Answer
from hotspot_app.schema import REASONS
from hotspot_app.words import capital, printable

LONGEST: Final = 32_767
"""Letters in a cell, the most that spreadsheets hold."""

_NO_DATE: Final = datetime(1980, 1, 1)
"""When it was made isn't told, so that the same answer is the same bytes."""

_A4: Final = 9
_NARROWEST, _WIDEST, _PAGE = 8, 44, 110
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MONTH: Final = Column("month", "text", "Month")
_FILE_COLUMNS: Final = {
    each.name: each
    for each in (
        Column("file", "text", "File"),
        Column("read", "int", "Rows read"),
        Column("mapped", "int", "On the map"),
        *(Column(name, "int", capital(words)) for name, words in REASONS.items()),
        Column("size", "int", "Size", "bytes"),
        Column("sha256", "text", "SHA-256"),
    )
}


def write_workbook(answer: Answer, path: Path) -> None:
    """Write an answer as a workbook (.xlsx), whole or not at all.

    Numbers are numbers, codes are text, and no text is ever run as a formula.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    """
    with written(path) as scratch:
        scratch.write_bytes(_workbook(with_second_opinion(answer)))


def _workbook(answer: Answer) -> bytes:
    stream = io.BytesIO()
    with _Book(stream, answer.explanation.headline) as book:
        areas = area_table(answer)
        areas = areas[by_name(areas)]
        book.table("Areas", areas, area_columns(answer), kept=2)
        for name, table in answer.outcome.tables.items():
            book.table(capital(name), table, table_columns(answer, name))
        if answer.listing.standing:
            book.table(
                "Hotspots", hotspots_table(answer), hotspot_columns(answer), kept=3
            )
        if answer.by_type is not None:
            types = answer.by_type
            book.table("By type", types.table, types.columns, kept=2)
        book.table("Months", months_table(answer), MONTH_COLUMNS)
        book.text("Notes", answer.explanation.headline, _paragraphs(answer))
        book.table("Files", files_table(answer), _FILE_COLUMNS)
    return stream.getvalue()


def _paragraphs(answer: Answer) -> dict[str, Sequence[str]]:
    return {
        "": answer.explanation.sentences,
        "What is asked": facts(answer),
        **note_sections(answer),
    }


MONTH_COLUMNS: Final = {
    each.name: each
    for each in (
        _MONTH,
        Column("count", "int", "Recorded"),
        Column("period", "text", "Period"),
    )
}


def months_table(answer: Answer) -> pd.DataFrame:
    """Return what was recorded in the shown areas, a row a month the files span.

    Returns
    -------
    pandas.DataFrame
        `month` (first day), `count` (missing where no file holds the month) and
        `period`: whether it is asked about, compared with, or missing.
    """
    question = answer.question
    shown = answer.areas.index[answer.shown.to_numpy(dtype=bool)]
    cube = answer.tally.cube.among(shown)
    count = cube.by_month(question.types)
    spans = {"asked about": question.period, "compared with": question.comparison}
    said = []
    for month, held in zip(cube.months, cube.present, strict=True):
        within = [
            words
            for words, span in spans.items()
            if span and span.whole.first <= month <= span.whole.last
        ]
        said.append(", ".join([*within, *(() if held else ("no file holds it",))]))
    return pd.DataFrame(
        {
            "month": cube.months.to_timestamp(),
            "count": count.to_numpy(),
            "period": said,
        }
    )


def files_table(answer: Answer) -> pd.DataFrame:
    """Return a row a file: its bytes, rows read, and what became of them."""
    account = answer.tally.reconciliation.by_file
    reasons = [name for name in REASONS if name in account and account[name].any()]
    material = answer.material
    counted = (
        {each.file for each in material.reading.files} if material.reading else set()
    )
    if material.counts is not None:
        counted.add(material.counts[1].file)
    names = ["read", "mapped", *reasons]
    rows = [
        {
            "file": each.name,
            **(account.loc[each.name, names].to_dict() if each in counted else {}),
            "size": each.size,
            "sha256": each.sha256,
        }
        for each in material.sources()
    ]
    return pd.DataFrame(rows, columns=["file", *names, "size", "sha256"])


class _Book:
    """A workbook being written."""

    def __init__(self, stream: io.BytesIO, title: str) -> None:
        self._book = xlsxwriter.Workbook(stream, _OPTIONS)
        self._book.set_properties({"title": _cell(title)[:255], "created": _NO_DATE})
        self._formats: dict[str, Any] = {}
        self._names: set[str] = set()

    def __enter__(self) -> _Book:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self._book.close()

    def table(
        self,
        name: str,
        table: pd.DataFrame,
        columns: Mapping[str, Column],
        *,
        kept: int = 0,
    ) -> None:
        """Write a sheet with a heading that stays in sight and can be filtered.

        Parameters
        ----------
        kept
            Columns that stay in sight too.
        """
        sheet = self._sheet(name, landscape=True)
        head = self._format(bold=True, text_wrap=True, valign="top", bottom=1)
        called = headings(map(str, table.columns), columns)
        for place, (heading, column) in enumerate(
            zip(called, table.columns, strict=True)
        ):
            values = table[column]
            known = columns.get(str(column), Column(str(column), "text", heading))
            sheet.write_string(0, place, _cell(heading), head)
            sheet.set_column(place, place, _width(heading, values))
            self._values(sheet, place, values, known)
        sheet.freeze_panes(1, kept)
        if len(table) and len(called):
            sheet.autofilter(0, 0, len(table), len(called) - 1)
            whole = xl_range(0, 0, len(table), len(called) - 1)
            sheet.ignore_errors({"number_stored_as_text": whole})
        sheet.repeat_rows(0)

    def text(
        self, name: str, title: str, sections: Mapping[str, Sequence[str]]
    ) -> None:
        """Write a sheet of paragraphs under headings."""
        sheet = self._sheet(name, landscape=False)
        plain = self._format(text_wrap=True, valign="top", quote_prefix=True)
        sheet.set_column(0, 0, _PAGE)
        lines = [(title, self._format(bold=True, font_size=14, text_wrap=True))]
        for heading, paragraphs in sections.items():
            if heading:
                lines += [("", plain), (heading, self._format(bold=True))]
            lines += [(each, plain) for each in paragraphs]
        for row, (line, look) in enumerate(lines):
            sheet.write_string(row, 0, _cell(line), look)

    def _values(
        self, sheet: Any, place: int, values: pd.Series[Any], column: Column
    ) -> None:
        if pd.api.types.is_datetime64_any_dtype(values):
            look = self._format(num_format="mmm yyyy", align="left")
            for row, value in enumerate(values, start=1):
                sheet.write_datetime(row, place, value.to_pydatetime(), look)
        elif _is_number(values):
            look = self._format(num_format=_number_format(values, column))
            for row, value in enumerate(values.astype("float64"), start=1):
                if math.isfinite(value):
                    sheet.write_number(row, place, value, look)
        else:
            look = self._format(quote_prefix=True)
            for row, value in enumerate(values, start=1):
                if isinstance(value, str) and value:
                    sheet.write_string(row, place, _cell(value), look)
                elif isinstance(value, bool):
                    sheet.write_string(row, place, "yes" if value else "no")

    def _sheet(self, name: str, *, landscape: bool) -> Any:
        sheet = self._book.add_worksheet(self._free(name))
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        if landscape:
            sheet.set_landscape()
        return sheet

    def _free(self, name: str) -> str:
        """Return a name that a sheet may have and none has."""
        plain = "".join(" " if each in "[]:*?/\\'" else each for each in _cell(name))
        base, number = plain.strip()[:28] or "Table", 2
        free = base
        while free.casefold() in self._names:
            free, number = f"{base} {number}", number + 1
        self._names.add(free.casefold())
        return free

    def _format(self, **look: Any) -> Any:
        key = repr(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _cell(text: str) -> str:
    """Return text as a cell can hold it."""
    plain = printable(text)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _is_number(values: pd.Series[Any]) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(
        values
    )


def _number_format(values: pd.Series[Any], column: Column) -> str:
    if column.name.startswith("rate"):
        return "#,##0.0"
    if are_whole(values, column):
        return "#,##0"
    if column.name.startswith("p_") or column.name in {"p", "change_p"}:
        return "0.0000"
    return "#,##0.00"


def _width(heading: str, values: pd.Series[Any]) -> int:
    """Return letters that fit the heading in three or four lines, and the values."""
    words = max((len(word) for word in heading.split()), default=0)
    least = max(words, math.ceil(len(heading) / 3)) + 3
    longest = 10 if _is_number(values) else int(values.astype(str).str.len().max() or 0)
    return min(max(_NARROWEST, least, longest + 1), _WIDEST)

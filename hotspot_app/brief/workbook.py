"""An answer as a spreadsheet: areas, tables, types, months, notes and files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd

from hotspot_app.brief.cell_kinds import cell_kind
from hotspot_app.brief.columns import (
    area_columns,
    by_name,
    headings,
    table_columns,
)
from hotspot_app.brief.content import number_format
from hotspot_app.brief.hotspots import hotspot_columns, hotspots_table
from hotspot_app.brief.page_words import facts
from hotspot_app.brief.results import area_table, note_sections
from hotspot_app.brief.spreadsheet import Book, SheetColumn
from hotspot_app.method import Column
from hotspot_app.paths import written
from hotspot_app.project.answer.opinion import with_second_opinion
from hotspot_app.project.steps.answer import Answer
from hotspot_app.schema import REASONS
from hotspot_app.words import capital

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


def write_workbook(answer: Answer, path: Path, marking: str = "") -> None:
    """Write an answer as a workbook (.xlsx), whole or not at all.

    Numbers are numbers, codes are text, and no text is ever run as a formula.

    Parameters
    ----------
    marking
        Who may see it: on every printed page, in the notes and in the file's keywords;
        "" to say nothing.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    """
    with written(path) as scratch:
        scratch.write_bytes(_workbook(with_second_opinion(answer), marking))


def _workbook(answer: Answer, marking: str) -> bytes:
    stream = io.BytesIO()
    told = {"keywords": marking} if marking else {}
    headline = answer.explanation.headline
    with Book(stream, headline, told=told, printed=marking) as book:
        areas = area_table(answer)
        areas = areas[by_name(areas)]
        book.table("Areas", _columns(areas, area_columns(answer)), kept=2)
        for name, table in answer.outcome.tables.items():
            book.table(capital(name), _columns(table, table_columns(answer, name)))
        if answer.listing.standing:
            hotspots = _columns(hotspots_table(answer), hotspot_columns(answer))
            book.table("Hotspots", hotspots, kept=3)
        if answer.by_type is not None:
            types = answer.by_type
            book.table("By type", _columns(types.table, types.columns), kept=2)
        book.table("Months", _columns(months_table(answer), MONTH_COLUMNS))
        book.text("Notes", headline, _paragraphs(answer, marking).items())
        book.table("Files", _columns(files_table(answer), _FILE_COLUMNS))
    return stream.getvalue()


def _paragraphs(answer: Answer, marking: str) -> dict[str, Sequence[str]]:
    return {
        **({"Marking": (marking,)} if marking else {}),
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
    """Return the incidents of the shown areas by month, for all months the files span.

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


def _columns(table: pd.DataFrame, columns: Mapping[str, Column]) -> list[SheetColumn]:
    """Return a table's columns as a sheet holds them, those unknown as they are."""
    called = headings(map(str, table.columns), columns)
    made = []
    for heading, name in zip(called, table.columns, strict=True):
        known = columns.get(str(name), Column(str(name), "text", heading))
        made.append(_column(heading, table[name], known))
    return made


def _column(heading: str, values: pd.Series[Any], column: Column) -> SheetColumn:
    if pd.api.types.is_datetime64_any_dtype(values):
        dates = [each.to_pydatetime() for each in values]
        return SheetColumn(heading, dates, "mmm yyyy")
    if _is_number(values):
        numbers = values.astype("float64").tolist()
        return SheetColumn(heading, numbers, number_format(cell_kind(values, column)))
    return SheetColumn(heading, values.tolist())


def _is_number(values: pd.Series[Any]) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(
        values
    )

"""A brief as a workbook (.xlsx): what it finds, a sheet a table, notes and sources."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from hotspot_app.brief.content import (
    Cell,
    Document,
    Section,
    Starred,
    Table,
    Words,
    number_format,
)
from hotspot_app.brief.spreadsheet import Book, SheetColumn
from hotspot_app.brief.writers.marking import author, marked
from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.paths import written
from hotspot_app.progress import SILENT, Progress

_NO_ROWS: Final = "This table has no rows."


def write_sheets(document: Document, path: Path, progress: Progress = SILENT) -> None:
    """Write a brief as a workbook, whole or not at all; the same brief, the same bytes.

    Numbers are numbers, what is withheld is "c", and no text is run as a formula.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    Cancelled
        If the analyst stopped it; nothing is written then.
    """
    with written(path) as scratch:
        scratch.write_bytes(_workbook(document, progress))


def _workbook(document: Document, progress: Progress) -> bytes:
    stream = io.BytesIO()
    marking = marked(document)
    properties = {
        "subject": document.subtitle,
        "keywords": marking,
        "category": document.marking.upper(),
        "author": author(document),
    }
    with Book(stream, document.title, told=properties, printed=marking) as book:
        book.property("Language", LANGUAGE)
        book.property("Marking", marking)
        book.text("Summary", document.title, _summary(document))
        tables = [each for section in document.sections for each in section.tables()]
        told = []
        for number, table in enumerate(tables):
            progress.step(number / len(tables), f"writing the table {table.title}")
            whole = table.full or table
            name = book.table(table.title, _columns(whole), kept=int(whole.headed))
            told.append(f"{name}: {_of_table(table, whole)}")
        book.text("Notes", "Notes", _notes(document, told))
        progress.step(1.0)
    return stream.getvalue()


def _summary(document: Document) -> list[tuple[str, Sequence[str]]]:
    """Return the first sheet: what it is, and all that is said in words."""
    about = [f"{name}: {text}" for name, text in document.about]
    made: list[tuple[str, Sequence[str]]] = [
        ("", [each for each in (document.subtitle, marked(document)) if each]),
        ("About", about),
    ]
    for section in document.sections:
        made.append((section.title, list(_said(section))))
    return [(heading, said) for heading, said in made if said]


def _said(section: Section) -> Iterator[str]:
    if section.finding is not None and section.finding.text.strip():
        yield section.finding.text
    for block in section.blocks:
        if not isinstance(block, Words):
            continue
        if block.heading:
            yield block.heading
        for number, sentence in enumerate(block.sentences, 1):
            sign = f"{number}. " if block.voice == "numbered" else ""
            yield f"{sign}{sentence.text}"


def _of_table(table: Table, whole: Table) -> str:
    rows = "" if whole.rows else _NO_ROWS
    note = whole.footed or table.footed
    title = f"{table.title.rstrip('.')}."
    return " ".join(each for each in (title, note, rows) if each)


def _notes(
    document: Document, of_tables: Sequence[str]
) -> list[tuple[str, Sequence[str]]]:
    """Return the last sheet: each table's note, the figures' methods, the sources."""
    figures = [
        f"{picture.title.rstrip('.')}. {picture.caption}"
        for section in document.sections
        for picture in section.pictures()
        if picture.caption
    ]
    notes = [note for section in document.sections for note in section.notes]
    made: list[tuple[str, Sequence[str]]] = [
        ("Tables", of_tables),
        ("Maps and charts", figures),
        ("Notes for whoever presents it", notes),
        ("Sources", document.sources),
        ("Marking", [marked(document)]),
    ]
    return [(heading, said) for heading, said in made if said]


def _columns(table: Table) -> list[SheetColumn]:
    return [
        SheetColumn(
            column.title,
            [_value(row[at]) for row in table.rows],
            number_format(column.kind),
        )
        for at, column in enumerate(table.columns)
    ]


def _value(cell: Cell) -> str | int | float | Starred | None:
    if cell is None or isinstance(cell, (str, int, float, Starred)):
        return cell
    return str(cell)

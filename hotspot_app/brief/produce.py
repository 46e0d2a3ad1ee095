"""A product written in every format asked for, under its marking."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from hotspot_app.brief.content import Document
from hotspot_app.brief.layers import write_layers
from hotspot_app.brief.products.answers import Answers
from hotspot_app.draw.page.export import page_bytes
from hotspot_app.paths import written
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.marking import in_file_name
from hotspot_app.project.steps.answer import Answer

Write = Callable[[Document, Path, Progress], None]

_WRITERS: Final = {
    "pptx": ("slides", "write_slides"),
    "pdf": ("pdf", "write_pdf"),
    "xlsx": ("sheets", "write_sheets"),
}
"""Module and function that write a format."""

DOCUMENTS: Final = tuple(_WRITERS)
"""Formats that hold a whole document."""

PICTURES: Final = ("png", "svg")
LAYERS: Final = "gpkg"
FORMATS: Final = (*DOCUMENTS, LAYERS, *PICTURES)

_NO_NAME: Final = re.compile(r"[^a-z0-9]+")


def produce(
    document: Document,
    answers: Answers,
    out: Path,
    formats: Sequence[str],
    progress: Progress = SILENT,
) -> tuple[Path, ...]:
    """Write a product's files, each whole or not at all.

    Parameters
    ----------
    out
        Folder; made if it isn't there.
    formats
        Some of `FORMATS`.

    Returns
    -------
    tuple of Path
        The files, in the order of the formats.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    Cancelled
        If the analyst stopped it; files that were finished stay.
    """
    stem, files = stem_of(document, answers.main), []
    for number, kind in enumerate(formats):
        part = progress.part(number / len(formats), (number + 1) / len(formats))
        part.step(0.0, f"Writing {kind.upper()}")
        if kind in DOCUMENTS:
            path = out / f"{stem}.{kind}"
            _writer(kind)(document, path, part)
            files.append(path)
        elif kind == LAYERS:
            files += _layers(document, answers, out, stem)
        else:
            files += _pictures(document, out, stem, kind, part)
    return tuple(files)


def _writer(kind: str) -> Write:
    """Load what writes a format, which takes a moment, only when it is asked for."""
    module, name = _WRITERS[kind]
    write: Write = getattr(import_module(f"hotspot_app.brief.writers.{module}"), name)
    return write


def stem_of(document: Document, answer: Answer) -> str:
    """Name a product's files: what, where, when and who may see them."""
    question = answer.question
    when = f"{question.period.first} to {question.period.last}"
    parts = (document.product, question.where, when)
    named = "-".join(_NO_NAME.sub("-", part.lower()).strip("-")[:60] for part in parts)
    return f"{named}{in_file_name(document.marking)}"


def _layers(document: Document, answers: Answers, out: Path, stem: str) -> list[Path]:
    """Write areas, and wards if they are compared, for geographic systems."""
    files = []
    told = {"": answers.main, "-wards": answers.wards}
    for name, answer in told.items():
        if answer is not None and answer.style is not None:
            path = out / f"{stem}{name}.{LAYERS}"
            write_layers(answer, path, document.marking)
            files.append(path)
    return files


def _pictures(
    document: Document, out: Path, stem: str, kind: str, progress: Progress
) -> list[Path]:
    """Write every map and chart on a page of its own."""
    pictures = [each for section in document.sections for each in section.pictures()]
    files = []
    for number, picture in enumerate(pictures):
        progress.step(number / len(pictures), f"Drawing: {picture.title}")
        path = out / f"{stem}-{_NO_NAME.sub('-', picture.id.lower())}.{kind}"
        sheet = picture.alone(document.marking)
        with written(path) as scratch:
            scratch.write_bytes(page_bytes(sheet, kind))
        files.append(path)
    return files

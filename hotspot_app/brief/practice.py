"""Briefs of the practice town, for a first look and for the self-test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hotspot_app.brief.content import Document
from hotspot_app.brief.produce import FORMATS, produce
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.build import Issue, build
from hotspot_app.brief.products.listed import product
from hotspot_app.brief.products.parts import PARTS
from hotspot_app.methods import FIRST, all_methods
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages


def practice_documents(
    products: Sequence[str], progress: Progress = SILENT
) -> list[Document]:
    """Make briefs of the practice town.

    Raises
    ------
    Cancelled
        If the analyst stopped it.
    """
    answers = _answers()
    return [
        _document(answers, name, progress.part(n / len(products), 1.0))
        for n, name in enumerate(products)
    ]


def practice_briefs(
    out: Path,
    products: Sequence[str],
    formats: Sequence[str],
    progress: Progress = SILENT,
) -> dict[str, tuple[Path, ...]]:
    """Write briefs of the practice town; return the files of each by its title.

    Raises
    ------
    InputError
        If the folder can't be written.
    Cancelled
        If the analyst stopped it.
    """
    answers, made = _answers(), {}
    for number, name in enumerate(products):
        part = progress.part(number / len(products), (number + 1) / len(products))
        document = _document(answers, name, part.part(0.0, 0.5))
        files = produce(document, answers, out, formats, part.part(0.5, 1.0))
        made[document.title] = files
    return made


def one_in_every_format(out: Path) -> tuple[Path, ...]:
    """Write a tasking sheet of the practice town in every format.

    Raises
    ------
    InputError
        If the folder can't be written.
    """
    (files,) = practice_briefs(out, ("tasking",), FORMATS).values()
    return files


def _answers() -> Answers:
    files, stages = practice_files(), Stages()
    asked = Asked(method=FIRST, when="last-6", against="year")
    return Answers(asked, lambda asked: stages.answer(files, asked))


def _document(answers: Answers, name: str, progress: Progress) -> Document:
    wanted = product(name, PARTS.keys(), [each.id for each in all_methods()])
    issue = Issue("OFFICIAL", about=(("Note", "The town is invented"),))
    return build(wanted, answers, issue, progress=progress)

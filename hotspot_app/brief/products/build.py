"""A product as a document, from a project's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from hotspot_app.brief.content import Document, Section
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.listed import Product
from hotspot_app.brief.products.look import House, worded
from hotspot_app.brief.products.making import Making
from hotspot_app.brief.products.parts import PARTS, of_method
from hotspot_app.brief.products.profile import profile, wards
from hotspot_app.errors import WordsError
from hotspot_app.methods import get
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.briefing import NO_BRIEFING, Briefing
from hotspot_app.remedies import Give
from hotspot_app.words import printable

AUDIENCES: Final = {
    "internal": "the partnership's own analysts",
    "partner": "partners named in the information-sharing agreement",
    "public": "the public",
}
"""What is said of who may read it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is printed of a brief besides its findings.

    Attributes
    ----------
    marking, handling
        What stands on every page, and who may have it.
    audience
        A key of `AUDIENCES`.
    about
        Author, reference and the like, as pairs of a name and a text.
    house
        How the partnership's briefs look.
    """

    marking: str
    handling: str = ""
    audience: str = "internal"
    about: tuple[tuple[str, str], ...] = ()
    house: House = field(default_factory=House)


def build(
    product: Product,
    answers: Answers,
    issue: Issue,
    briefing: Briefing = NO_BRIEFING,
    progress: Progress = SILENT,
) -> Document:
    """Make a document.

    Raises
    ------
    HotspotError
        If the project's question can't be answered.
    Cancelled
        If the analyst stopped it.
    """
    answer = answers.main
    others = answers.others(_placed(product, answers))
    planned = list(_planned(product, answers, others))
    sections = []
    for number, wanted in enumerate(planned):
        progress.step(number / len(planned), f"Writing: {wanted.title or wanted.id}")
        making = Making(answers, product.id, wanted.id, briefing, others)
        section = _section(making, wanted)
        if section is not None:
            sections.append(section)
    question = answer.question
    document = Document(
        product=product.id,
        title=f"{product.title}: {question.subject} in {question.where}",
        subtitle=printable(answers.officer.periods),
        marking=printable(issue.marking).upper(),
        handling=printable(issue.handling),
        sections=arranged(tuple(sections), product.id, briefing),
        shape=product.shape,
        about=(("For", AUDIENCES[issue.audience]), *issue.about),
        sources=tuple(map(printable, answer.attributions())),
        look=issue.house.look,
    )
    return worded(document, issue.house.wording)


def arranged(
    sections: tuple[Section, ...], product: str, briefing: Briefing
) -> tuple[Section, ...]:
    """Return sections in the analyst's order, without those left out."""
    order = briefing.order.get(product, ())
    out = briefing.left_out.get(product, ())
    known = {each.id: place for place, each in enumerate(sections)}
    wished = [known[each] for each in order if each in known]
    places = [*wished, *(n for n in range(len(sections)) if n not in wished)]
    return tuple(sections[n] for n in places if sections[n].id not in out)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A section to be made."""

    id: str
    title: str
    parts: tuple[str, ...] = ()
    method: str = ""
    ward: str = ""
    brief: bool = False


def _planned(
    product: Product, answers: Answers, others: tuple[str, ...]
) -> Iterator[_Planned]:
    """Go through the sections, those for every method or ward one by one."""
    for each in product.sections:
        if each.each:
            found = wards(answers)
            if not found:
                raise WordsError(
                    f"{product.title}: there is no ward to make a page of",
                    remedies=(Give(("wards",)),),
                )
            for code, name in found:
                yield _Planned(f"{each.id}-{code.lower()}", name, ward=code)
        elif each.others:
            for method in others:
                yield _Planned(method, get(method).title, method=method)
        elif each.method != answers.main.method.id or not _has_own(product):
            yield _Planned(
                each.id, each.title, each.parts, each.method, brief=each.brief
            )


def _placed(product: Product, answers: Answers) -> frozenset[str]:
    """Return the methods that have a place by name, or as the question's own."""
    named = {each.method for each in product.sections if each.method}
    parts = {part for each in product.sections for part in each.parts}
    if _has_own(product):
        named.add(answers.main.method.id)
    if "wards" in parts and answers.wards is not None:
        named.add(answers.wards.method.id)
    return frozenset(named)


def _has_own(product: Product) -> bool:
    """Say whether the question's own method has a section, whichever it is."""
    return any("places_finding" in each.parts for each in product.sections)


def _section(making: Making, wanted: _Planned) -> Section | None:
    """Make one section; None if there is nothing to say in it."""
    if wanted.ward:
        made = [profile(making, wanted.ward)]
    else:
        made = [PARTS[part](making) for part in wanted.parts]
        if wanted.method:
            made.append(of_method(making, wanted.method, brief=wanted.brief))
    blocks = tuple(block for part in made for block in part.blocks)
    finding = next((part.finding for part in made if part.finding is not None), None)
    if not blocks and finding is None:
        return None
    notes = tuple(note for part in made for note in part.notes)
    return Section(wanted.id, wanted.title, blocks, finding, notes)

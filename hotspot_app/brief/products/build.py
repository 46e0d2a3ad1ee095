"""A product as a document, from a project's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from hotspot_app.brief.content import Document, Section, Words
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.edits import with_edits
from hotspot_app.brief.products.listed import Product
from hotspot_app.brief.products.look import House, worded
from hotspot_app.brief.products.making import Making, Part
from hotspot_app.brief.products.parts import PARTS, of_method
from hotspot_app.brief.products.profile import profile, wards
from hotspot_app.brief.release.audience import AUDIENCES
from hotspot_app.errors import WordsError
from hotspot_app.methods import get
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.briefing import NO_BRIEFING, Audience, Briefing, part_of
from hotspot_app.remedies import Give
from hotspot_app.words import printable


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
    audience: Audience = "internal"
    about: tuple[tuple[str, str], ...] = ()
    house: House = field(default_factory=House)


@dataclass(frozen=True, slots=True)
class Made:
    """A section as the answers give it, before the analyst's words.

    Attributes
    ----------
    parts
        What it is made of, each with its name in the product's list ("" for what isn't
        named there).
    """

    id: str
    title: str
    parts: tuple[tuple[str, Part], ...]


@dataclass(frozen=True, eq=False)
class Draft:
    """A product as the answers give it; taking the analyst's words costs nothing."""

    product: Product
    answers: Answers
    sections: tuple[Made, ...]


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
    return finished(draft(product, answers, progress), issue, briefing)


def draft(product: Product, answers: Answers, progress: Progress = SILENT) -> Draft:
    """Ask for and arrange all that a product needs, which takes its time.

    Raises
    ------
    HotspotError
        If the project's question can't be answered.
    Cancelled
        If the analyst stopped it.
    """
    others = answers.others(_placed(product, answers))
    planned = list(_planned(product, answers, others))
    sections = []
    for number, wanted in enumerate(planned):
        progress.step(number / len(planned), f"Writing: {wanted.title or wanted.id}")
        making = Making(
            answers, product.id, wanted.id, others=others, shape=product.shape
        )
        sections.append(Made(wanted.id, wanted.title, _parts(making, wanted)))
    return Draft(product, answers, tuple(sections))


def finished(draft: Draft, issue: Issue, briefing: Briefing = NO_BRIEFING) -> Document:
    """Put the analyst's words, actions, order and marking on a draft."""
    answers, product = draft.answers, draft.product
    question = answers.main.question
    sections = _sections(draft, briefing)
    document = Document(
        product=product.id,
        title=f"{product.title}: {question.subject} in {question.where}",
        subtitle=printable(answers.officer.periods),
        marking=printable(issue.marking).upper(),
        handling=printable(issue.handling),
        sections=arranged(sections, product.id, briefing),
        shape=product.shape,
        about=(("For", AUDIENCES[issue.audience].readers), *issue.about),
        sources=answers.attributions(),
        look=issue.house.look,
        pages=product.pages,
    )
    return worded(document, issue.house.wording)


def _sections(draft: Draft, briefing: Briefing) -> tuple[Section, ...]:
    """Put the sections together, each with the analyst's words."""
    sections = []
    for made in draft.sections:
        making = Making(draft.answers, draft.product.id, made.id, briefing)
        section = _section(making, made)
        if section is not None:
            sections.append(with_words(section, briefing))
    return tuple(sections)


def with_words(section: Section, briefing: Briefing) -> Section:
    """Return a section with the analyst's own words in their places."""
    texts: dict[str, list[str]] = {}
    for sentence in section.sentences():
        texts.setdefault(part_of(sentence.id), []).append(sentence.generated)
    said = {
        sentence.id: sentence
        for part, generated in texts.items()
        for sentence in with_edits(part, generated, briefing.edits.get(part, ()))
    }
    finding = section.finding
    return replace(
        section,
        finding=None if finding is None else said[finding.id],
        blocks=tuple(
            replace(each, sentences=tuple(said[one.id] for one in each.sentences))
            if isinstance(each, Words)
            else each
            for each in section.blocks
        ),
    )


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
            if answers.of_ward(found[0][0]) is None:
                raise WordsError(f"{product.title}: {answers.lacking[found[0][1]]}")
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


_ANALYSTS: Final = frozenset({"actions", "action_lines", "withheld"})
"""Parts made of what the analyst decides, not of answers."""


def _parts(making: Making, wanted: _Planned) -> tuple[tuple[str, Part], ...]:
    """Make what a section consists of."""
    if wanted.ward:
        return (("", profile(making, wanted.ward)),)
    made = [(part, PARTS[part](making)) for part in wanted.parts]
    if wanted.method:
        made.append(("", of_method(making, wanted.method, brief=wanted.brief)))
    return tuple(made)


def _section(making: Making, made: Made) -> Section | None:
    """Put a section together; None if there is nothing to say in it."""
    parts = [
        PARTS[name](making) if name in _ANALYSTS else part for name, part in made.parts
    ]
    blocks = tuple(block for part in parts for block in part.blocks)
    finding = next((part.finding for part in parts if part.finding is not None), None)
    if not blocks and finding is None:
        return None
    notes = tuple(note for part in parts for note in part.notes)
    return Section(made.id, made.title, blocks, finding, notes)

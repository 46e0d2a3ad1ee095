"""A brief as slides (.pptx): native tables and charts, real layouts, notes."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from hotspot_app.brief.content import (
    Document,
    NativeChart,
    Picture,
    Section,
    Sentence,
    Voice,
    Words,
)
from hotspot_app.brief.spreadsheet import NO_DATE
from hotspot_app.brief.writers.empty_deck import Layouts, empty_deck
from hotspot_app.brief.writers.marking import author, marked
from hotspot_app.brief.writers.measure import Box
from hotspot_app.brief.writers.paper_slide import make_sheet
from hotspot_app.brief.writers.slide_canvas import Canvas
from hotspot_app.brief.writers.slide_layouts import (
    ABOUT,
    BODY,
    CAPTION,
    CAUTION,
    CONTENT,
    KICKER,
    SUBTITLE,
    TITLE,
    TITLE_SIZES,
)
from hotspot_app.brief.writers.slide_plans import Plan, plans
from hotspot_app.brief.writers.slide_tables import Part
from hotspot_app.brief.writers.slide_words import (
    Paragraph,
    boxed_height,
    shared_out,
    shortened,
    words_height,
)
from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.paths import written
from hotspot_app.progress import SILENT, Progress
from hotspot_app.words import printable

_LONGEST: Final = 255
"""Letters of a property."""

_ZIP_DATE: Final = NO_DATE.timetuple()[:6]
_COVER_SIZES: Final = (40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0)
_SOURCES: Final = "Sources"
_ABOUT: Final = "About this brief"


def write_slides(document: Document, path: Path, progress: Progress = SILENT) -> None:
    """Write a brief as slides, whole or not at all; the same brief, the same bytes.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full, or if the brief's logo or
        a colour of it can't be used.
    Cancelled
        If the analyst stopped it; nothing is written then.
    """
    with written(path) as scratch:
        scratch.write_bytes(_slides(document, progress))


def _slides(document: Document, progress: Progress) -> bytes:
    layouts = empty_deck(document)
    if document.shape == "sheet":
        progress.step(0.0, "making the sheet")
        make_sheet(layouts, document)
    else:
        rest = _cover(layouts, document)
        sections = _all_sections(document, rest)
        planned = [plans(each, layouts.tinted) for each in sections]
        titles = iter(_titles([plan for each in planned for plan in each]))
        for number, each in enumerate(planned):
            title = sections[number].title
            progress.step(number / len(planned), f"making slides: {title}")
            for plan in each:
                _make(layouts, document, plan, next(titles))
    progress.step(1.0)
    _set_properties(layouts.deck.core_properties, document)
    return _saved(layouts)


def _all_sections(document: Document, rest: Sequence[Paragraph]) -> list[Section]:
    """Return the sections with what found no room elsewhere: the rest of what it is."""
    told = {each.text for section in document.sections for each in section.sentences()}
    sections = list(document.sections)
    if rest:
        said = _said(_ABOUT, [each.text for each in rest], "plain")
        sections.append(Section(_ABOUT.casefold(), _ABOUT, (said,)))
    untold = [each for each in document.sources if each not in told]
    if untold:
        if not sections or sections[-1].id != _SOURCES.casefold():
            sections.append(Section(_SOURCES.casefold(), _SOURCES, ()))
        said = _said(_SOURCES, untold, "small")
        last = sections[-1]
        sections[-1] = replace(last, blocks=(*last.blocks, said))
    return sections


def _said(title: str, texts: Sequence[str], voice: Voice) -> Words:
    sentences = (Sentence(f"{title}/{n}", t, t) for n, t in enumerate(texts))
    return Words(tuple(sentences), voice)


def _cover(layouts: Layouts, document: Document) -> list[Paragraph]:
    """Make the first slide, and return what it has no room for."""
    canvas = Canvas(layouts, "Title", document)
    places = canvas.places
    box = places[TITLE].box
    title, size = shortened(
        document.title, box.width, box.height, _COVER_SIZES, bold=True
    )
    canvas.say(TITLE, [Paragraph(title, size, bold=True)])
    box = places[SUBTITLE].box
    if document.subtitle.strip():
        text, size = shortened(
            document.subtitle, box.width, box.height, (20, 18, 16, 14, 12), bold=False
        )
        canvas.say(SUBTITLE, [Paragraph(text, size, colour="tx2")])
    if document.look.organisation.strip():
        box = places[KICKER].box
        text, size = shortened(
            document.look.organisation, box.width - 70, box.height, (14, 12), bold=True
        )
        canvas.say(KICKER, [Paragraph(text, size, bold=True, colour=layouts.tinted)])
    about = [
        Paragraph(f"{printable(name)}: {printable(text)}", 14, before=3, least=12)
        for name, text in document.about
    ]
    rest: list[Paragraph] = []
    if about:
        box = places[ABOUT].box
        pages = shared_out(about, (box.width, box.height), (box.width, CONTENT.height))
        canvas.say(ABOUT, pages[0])
        rest = [each for page in pages[1:] for each in page]
    if title != document.title:
        canvas.tell([document.title])
    canvas.finish()
    return rest


def _titles(made: Sequence[Plan]) -> list[str]:
    """Return a title a slide, no two alike: those of one table are counted."""
    parts: dict[str, set[str]] = {}
    for plan in made:
        parts.setdefault(plan.title, set()).add(plan.part)
    named = [
        plan.title
        if len(parts[plan.title]) == 1 or plan.title == plan.part
        else f"{plan.part}: {plan.title}"
        for plan in made
    ]
    total, seen = Counter(named), Counter[str]()
    titles = []
    for name in named:
        seen[name] += 1
        count = f" ({seen[name]} of {total[name]})" if total[name] > 1 else ""
        titles.append(f"{name}{count}")
    return titles


def _make(layouts: Layouts, document: Document, plan: Plan, title: str) -> None:
    canvas = Canvas(layouts, plan.layout, document)
    box = canvas.places[TITLE].box
    count = title[len(title.rsplit(" (", 1)[0]) :] if title.endswith(")") else ""
    shown, size = shortened(title, box.width, box.height, TITLE_SIZES, bold=True)
    notes = list(plan.notes)
    if shown.endswith("…"):
        notes.insert(0, title)
        shown = f"{shown.rstrip('…').rsplit(' ', 2)[0]}…{count}"
    canvas.say(TITLE, [Paragraph(shown, size, bold=True)])
    if plan.part.strip() and not title.startswith(plan.part):
        place = canvas.places[KICKER].box
        text, size = shortened(
            plan.part, place.width, place.height, (12, 11, 10), bold=True
        )
        canvas.say(KICKER, [Paragraph(text, size, bold=True, colour=layouts.tinted)])
    say_words(canvas, plan.said, plan.words)
    if isinstance(plan.figure, Picture):
        canvas.picture(plan.figure, plan.at)
    elif isinstance(plan.figure, NativeChart):
        canvas.chart(plan.figure, plan.at)
    elif isinstance(plan.figure, Part):
        canvas.table(plan.figure, plan.at.left, plan.at.top)
    if plan.caption:
        canvas.say(CAPTION, plan.caption, plan.under)
    canvas.tell(notes)
    canvas.finish()


def say_words(canvas: Canvas, said: Sequence[Paragraph], box: Box) -> None:
    """Write words into a box, those of caution in a box of their own beneath."""
    plain = [each for each in said if not each.boxed]
    boxed = [each for each in said if each.boxed]
    top = box.top
    if plain:
        height = words_height(plain, box.width) if boxed else box.height
        canvas.say(BODY, plain, replace(box, height=height))
        top += height + 4
    if boxed:
        high = boxed_height(boxed, box.width)
        canvas.say(CAUTION, boxed, replace(box, top=top, height=high))


def _set_properties(told: Any, document: Document) -> None:
    told.title = printable(document.title)[:_LONGEST]
    told.subject = printable(document.subtitle)[:_LONGEST]
    told.keywords = marked(document)[:_LONGEST]
    told.author = author(document)[:_LONGEST]
    told.last_modified_by = ""
    told.comments = ""
    told.language = LANGUAGE
    told.category = printable(document.marking).upper()[:_LONGEST]
    told.revision = 1
    told.created = told.modified = NO_DATE


def _saved(layouts: Layouts) -> bytes:
    """Return the deck's file without the dates at which its parts were made."""
    stream, dated = io.BytesIO(), io.BytesIO()
    layouts.deck.save(dated)
    with (
        zipfile.ZipFile(dated) as parts,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as kept,
    ):
        for each in parts.infolist():
            member = zipfile.ZipInfo(each.filename, _ZIP_DATE)
            packed = each.filename.endswith((".png", ".xlsx"))
            if not packed:
                member.compress_type = zipfile.ZIP_DEFLATED
            kept.writestr(member, parts.read(each.filename))
    return stream.getvalue()

"""Makes what the window shows of a brief, and its files, from one draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from hotspot_app.brief.called import namer
from hotspot_app.brief.content import Document, Section
from hotspot_app.brief.own_layers import Laid, laid, refuse_unsourced
from hotspot_app.brief.produce import produce, stem_of
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.build import (
    Draft,
    Issue,
    draft,
    finished,
)
from hotspot_app.brief.products.listed import product
from hotspot_app.brief.products.look import House, house
from hotspot_app.brief.products.parts import PARTS
from hotspot_app.brief.proof import (
    Proof,
    ProofPage,
    ProofPlace,
    ProofSection,
    Said,
    Wanted,
)
from hotspot_app.brief.release.asking import Asking
from hotspot_app.brief.release.audience import AUDIENCES
from hotspot_app.brief.writers.page_pictures import page_pictures
from hotspot_app.methods import all_methods
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.briefing import Audience, Briefing
from hotspot_app.project.ask.ledger import Ledger
from hotspot_app.project.ask.marking import refuse_public
from hotspot_app.project.ask.project import Project
from hotspot_app.project.save.ledger_library import LedgerLibrary
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages

UNMARKED: Final = "No marking chosen yet"
"""Stands on pages on the screen while there is none; no file is written then."""


@dataclass(frozen=True, eq=False)
class Drafted:
    """A draft, and how the partnership's briefs look."""

    draft: Draft
    house: House
    asking: Asking

    @property
    def released(self) -> Ledger:
        """All that is public once its files are written."""
        return self.asking.ledger


@dataclass(frozen=True, slots=True)
class Written:
    """A product's files.

    Attributes
    ----------
    told
        What is to be known of the analyst's own layers, and of the user's library of
        released figures.
    """

    title: str
    files: tuple[Path, ...]
    told: tuple[str, ...] = ()


def asking_for(
    audience: Audience, project: Project, stages: Stages, progress: Progress
) -> Asking:
    """Return what answers a project's questions for an audience."""
    public = project.released.adding(LedgerLibrary().kept()[0].entries)
    return Asking(project, stages, audience, public, progress)


def drafted(
    name: str, asking: Asking, beside: Path | None, progress: Progress = SILENT
) -> Drafted:
    """Ask for all that a product needs; nothing is asked of the files afterwards.

    Parameters
    ----------
    asking
        Answers the project's questions for an audience (`asking_for`).
    beside
        Folder of the project, in which a partnership may keep its own lists and look.

    Raises
    ------
    HotspotError
        If a list or the project's question can't be followed.
    Cancelled
        If the analyst stopped it.
    """
    methods = [each.id for each in all_methods()]
    wanted = product(name, PARTS.keys(), methods, beside=beside)
    look = house(beside)
    answers = Answers(asking.project.asked, asking, asking.report)
    answers.own = _laid(answers.main, asking, progress.part(0.0, 0.1))
    made = draft(wanted, answers, progress.part(0.1, 1.0))
    _ = answers.wards  # its layers are written later, in another thread
    return Drafted(made, look, asking)


def _laid(answer: Answer, asking: Asking, progress: Progress) -> Laid:
    """Read the analyst's own layers on and around the answer's map."""
    shown = answer.areas[answer.shown.to_numpy(dtype=bool)]
    west, south, east, north = map(float, shown.total_bounds)
    audience = AUDIENCES[asking.audience]
    around = (west, south, east, north)
    return laid(asking.project.layers, around, audience, progress)


def proof(
    made: Drafted,
    wanted: Wanted,
    briefing: Briefing,
    width_px: int,
    progress: Progress = SILENT,
) -> Proof:
    """Set the pages, so many pixels wide, and list what is on them.

    Raises
    ------
    InputError
        If the logo is no picture.
    Cancelled
        If the work should stop.
    """
    issue = _issue(made, replace(wanted, marking=wanted.marking or UNMARKED), briefing)
    document = finished(made.draft, issue, briefing)
    whole = finished(made.draft, issue, replace(briefing, left_out={}))
    pictures, begins = page_pictures(document, width_px, progress)
    out = briefing.left_out.get(wanted.product, ())
    listed = tuple(
        ProofSection(
            each.id,
            each.title,
            tuple(
                Said(one.id, one.text, one.generated, one.stale)
                for one in each.sentences()
            ),
            each.id in out,
            begins.get(each.id, 0),
        )
        for each in whole.sections
    )
    return Proof(
        wanted.product,
        document.title,
        stem_of(document, made.draft.answers.main),
        listed,
        _with_words(pictures, document, begins),
        _places(made.draft.answers.main),
    )


def there_already(
    made: Drafted,
    wanted: Wanted,
    briefing: Briefing,
    out: Path,
    formats: Sequence[str],
) -> tuple[str, ...]:
    """Return the names of a product's files that stand in a folder already."""
    document = finished(made.draft, _issue(made, wanted, briefing), briefing)
    stem = stem_of(document, made.draft.answers.main)
    if not out.is_dir():
        return ()
    kinds = {f".{kind}" for kind in formats}
    names = (each.name for each in out.iterdir() if each.suffix in kinds)
    return tuple(sorted(name for name in names if name.startswith(stem)))


def write(
    made: Drafted,
    wanted: Wanted,
    briefing: Briefing,
    out: Path,
    formats: Sequence[str],
    progress: Progress = SILENT,
) -> Written:
    """Write a product's files under its marking.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    WordsError
        If its marking is for the public, and it isn't; or if nobody has said whose a
        layer on its maps is.
    Cancelled
        If the analyst stopped it; files that were finished stay.
    """
    if made.asking.audience != "public":
        refuse_public(wanted.marking)
    refuse_unsourced(made.draft.answers.own.drawn)
    document = finished(made.draft, _issue(made, wanted, briefing), briefing)
    files = produce(document, made.draft.answers, out, formats, progress)
    library = LedgerLibrary()
    notes = (*library.kept()[1], *library.keep(made.released))
    told = (*made.draft.answers.own.told, *(each.text for each in notes))
    return Written(document.title, files, told)


def _issue(made: Drafted, wanted: Wanted, briefing: Briefing) -> Issue:
    return Issue(
        wanted.marking,
        wanted.handling,
        wanted.audience,
        about=briefing.about,
        house=made.house,
    )


def _with_words(
    pictures: Sequence[bytes], document: Document, begins: dict[str, int]
) -> tuple[ProofPage, ...]:
    """Say what stands on every page, for those who can't see it."""
    on = {
        page: tuple(those)
        for page, those in groupby(
            document.sections, key=lambda each: begins.get(each.id, 1)
        )
    }
    found: list[ProofPage] = []
    last: tuple[Section, ...] = ()
    for number, png in enumerate(pictures, 1):
        last = on.get(number, last[-1:])
        found.append(ProofPage(png, tuple(_told(last))))
    return tuple(found)


def _told(sections: Sequence[Section]) -> list[str]:
    told = []
    for each in sections:
        said = " ".join(one.text for one in each.sentences())
        told.append(f"{each.title}: {said}" if said else each.title)
    return told


def _places(answer: Answer) -> tuple[ProofPlace, ...]:
    """Return the places that stand out, as the list and the map number them."""
    name = namer(answer)
    return tuple(
        ProofPlace(number, f"H{each.identity}", str(name(each.codes)))
        for number, each in enumerate(answer.listing.standing, 1)
    )

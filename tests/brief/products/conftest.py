"""Answers on the practice town, asked once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hotspot_app.brief.content import Document
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.build import Issue, build
from hotspot_app.brief.products.listed import product
from hotspot_app.brief.products.parts import PARTS
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.briefing import NO_BRIEFING, Briefing
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages

ASKED = Asked(method="local_moran", when="last-6", against="year")

Build = Callable[..., Document]


@pytest.fixture(scope="session")
def answers() -> Answers:
    files, stages = practice_files(), Stages()
    return Answers(ASKED, lambda asked: stages.answer(files, asked))


@pytest.fixture(scope="session")
def made(answers: Answers) -> Build:
    """Build a product; the same one is built once."""
    known: dict[str, Document] = {}

    def build_it(name: str, briefing: Briefing = NO_BRIEFING) -> Document:
        if briefing == NO_BRIEFING and name in known:
            return known[name]
        wanted = product(name, PARTS.keys(), [each.id for each in all_methods()])
        issue = Issue("official-sensitive", "For members only.")
        document = build(wanted, answers, issue, briefing)
        if briefing == NO_BRIEFING:
            known[name] = document
        return document

    return build_it

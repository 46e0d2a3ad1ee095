"""Legends say what is mapped, in its own unit, and what is compared with what."""

from __future__ import annotations

import pytest

from hotspot_app.brief.legend_words import mapped
from hotspot_app.brief.page import map_page
from hotspot_app.brief.page_words import facts
from hotspot_app.draw.looks.plain_key import plain_key
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages

pytestmark = pytest.mark.slow


def asked(stages: Stages, method: str, **params: str) -> Answer:
    return stages.answer(practice_files(), Asked(method=method, params=params))


def test_a_map_of_two_figures_has_no_unit_of_one_in_its_title(practice_stages) -> None:
    page = map_page(asked(practice_stages, "bivariate_map"))
    assert page is not None
    assert page.key.title == "Rate and deprivation"
    assert page.key.measure.startswith("per 1,000 ")


def test_what_is_predicted_is_compared_with_that_and_not_with_the_place(
    practice_stages,
) -> None:
    found = asked(practice_stages, "residuals")
    page = map_page(found)
    assert page is not None
    assert page.key.title == "Against what deprivation and your figures predict"
    assert found.style is not None
    assert mapped(found, found.style) == page.key.title
    plain = plain_key(page.key)
    assert plain.title == "Compared with what deprivation and your figures predict"
    assert (
        plain.entries[0].label
        == "Higher than what deprivation and your figures predict"
    )
    assert not any("as a whole" in note for note in page.key.notes)
    assert not any(line.startswith("Tested") for line in facts(found))
    usual = asked(practice_stages, "rate_map", show="city")
    page = map_page(usual)
    assert page is not None
    assert page.key.title == f"Rate against {usual.question.place} as a whole"
    assert "Tested: crude rates" in facts(asked(practice_stages, "global_moran"))

"""Which methods a brief asks."""

from __future__ import annotations

from dataclasses import replace

from hotspot_app.brief.products.answers import Answers
from hotspot_app.methods import all_methods


def test_a_method_of_a_table_that_nobody_gave_is_not_missed(answers: Answers) -> None:
    own = {method.id for method in all_methods() if method.tables}
    assert own == {"standardised", "survey_answers"}
    assert own <= set(answers.others(frozenset()))
    found = Answers(answers.asked, answers.ask)
    bare = replace(answers.main.material, own={})
    found.__dict__["main"] = replace(answers.main, material=bare)
    assert not own & set(found.others(frozenset()))


def test_a_method_that_was_not_asked_what_it_needs_has_no_place(
    answers: Answers,
) -> None:
    assert answers.by("evaluation") is None
    assert not any("Before and after" in each for each in answers.lacking)

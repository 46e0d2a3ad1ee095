"""Which methods a brief asks."""

from __future__ import annotations

from dataclasses import replace

from hotspot_app.brief.products.answers import Answers
from hotspot_app.methods import all_methods


def without_tables(answers: Answers) -> Answers:
    found = Answers(answers.asked, answers.ask)
    bare = replace(answers.main.material, own={})
    found.__dict__["main"] = replace(answers.main, material=bare)
    return found


def test_a_method_of_a_table_that_nobody_gave_is_told_of_in_few_words(
    answers: Answers,
) -> None:
    found = without_tables(answers)
    for method in all_methods():
        if method.tables:
            assert answers.by(method.id) is not None
            assert found.by(method.id) is None
            said = f"{method.title}: no table of it was given."
            assert found.lacking[method.title] == said


def test_a_method_that_was_not_asked_what_it_needs_has_no_place(
    answers: Answers,
) -> None:
    found = Answers(answers.asked, answers.ask)
    assert found.by("evaluation") is None
    (told,) = found.lacking.values()
    assert told.endswith("choose the treated areas, where something was done.")

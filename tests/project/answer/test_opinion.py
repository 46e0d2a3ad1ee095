"""An answer calculated another way, beside other work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from hotspot_app.errors import InputError
from hotspot_app.faults import FaultElsewhere
from hotspot_app.method import OPINION_LATER, Note, Outcome
from hotspot_app.project.answer.opinion import opinion_beside, with_second_opinion
from hotspot_app.project.steps.answer import Answer

AGREES = Note("It agrees.")


@dataclass(frozen=True)
class Found:
    """Of an answer, what a second opinion needs."""

    outcome: Outcome
    notes: tuple[Note, ...] = (Note("First."), OPINION_LATER, Note("Last."))


def found(opinion: Callable[..., Note] | None) -> Answer:
    return cast("Answer", Found(Outcome(second_opinion=opinion)))


def test_it_takes_its_place_among_the_notes() -> None:
    with opinion_beside(found(lambda *_: AGREES)) as told:
        notes = told().notes
    assert [note.text for note in notes] == ["First.", "It agrees.", "Last."]


@pytest.mark.parametrize(
    "error", [InputError("stopped", where="x"), FaultElsewhere(["x"])]
)
def test_what_the_reader_cannot_do_is_done_here(error: Exception) -> None:
    def opinion(*calculate: Any) -> Note:
        if calculate:
            raise error
        return AGREES

    with opinion_beside(found(opinion)) as told:
        assert AGREES in told().notes


def test_a_fault_of_the_calculation_itself_is_not_lost() -> None:
    def opinion(*calculate: Any) -> Note:
        raise ZeroDivisionError

    with (
        pytest.raises(ZeroDivisionError),
        opinion_beside(found(opinion)) as told,
    ):
        told()


def test_without_one_to_ask_for_the_answer_stays() -> None:
    none = found(None)
    once = cast("Answer", replace(cast("Any", none), notes=(Note("First."),)))
    for answer in (none, once):
        assert with_second_opinion(answer) is answer
        with opinion_beside(answer) as told:
            assert told() is answer

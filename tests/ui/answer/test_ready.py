"""What is shown of an answer is worked out once, by the worker, and goes with it."""

from __future__ import annotations

import gc
import threading
import weakref
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.answer import ready as module
from hotspot_app.ui.answer.ready import Ready, ready
from hotspot_app.ui.window.main_window import MainWindow


@pytest.fixture
def found(practice_stages: Stages) -> Answer:
    asked = Asked(method="rate_map", when="last-6", against="year")
    return practice_stages.answer(practice_files(), asked)


def test_it_is_made_once_and_gone_with_its_answer(found: Answer) -> None:
    another = replace(found)
    made = ready(another)
    assert ready(another) is made
    gone = weakref.ref(made.words)
    del made, another
    gc.collect()
    assert gone() is None


def test_table_card_and_colours_are_of_the_same_areas(found: Answer) -> None:
    made = ready(found)
    codes = [*found.areas.index[found.shown]]
    assert [*made.places.codes] == codes == [*made.looks]
    card = made.words(codes[0])
    assert card is not None
    assert card.title == made.places.first[0]


def test_the_window_works_none_of_it_out(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers: list[threading.Thread] = []

    def noted(answer: Answer) -> Ready:
        makers.append(threading.current_thread())
        return made(answer)

    made = module._made
    monkeypatch.setattr(module, "_made", noted)
    asked = Asked(method="rate_map", when="last-6", against="year")
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.open_project(Project(practice_files(), asked))
    assert len(makers) == 1
    assert threading.main_thread() not in makers

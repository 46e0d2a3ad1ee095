"""The menu of the map, as an analyst meets it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.window.desk_view import DeskView
from hotspot_app.ui.window.map_menu import map_menu

ASKED = Asked(method="count_map", when="last-6")


@pytest.fixture
def answer(practice_stages: Stages) -> Answer:
    return practice_stages.answer(practice_files(), ASKED)


@pytest.fixture
def view(qtbot: QtBot, dressed: Any, answer: Answer) -> DeskView:
    made = DeskView()
    qtbot.addWidget(made, before_close_func=lambda closing: closing.map.stop())
    made.resize(1366, 700)
    made.show()
    made.show_answer(answer, Project(practice_files(), ASKED))
    return made


@pytest.fixture
def acts(view: DeskView) -> dict[str, QAction]:
    names = {
        "rename": "Name",
        "group": "Group",
        "copy_map": "Copy the map",
        "fit": "Whole map",
    }
    return {name: QAction(text, view) for name, text in names.items()}


def entry(menu: QMenu, text: str) -> QAction:
    return next(each for each in menu.actions() if each.text() == text)


def texts(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions() if each.text()]


def test_an_area_is_named_looked_at_and_copied(
    view: DeskView, acts: dict[str, QAction], answer: Answer
) -> None:
    code = str(answer.areas.index[0])
    menu = map_menu(view, acts, code)
    assert texts(menu) == [
        view.title(code),
        "Name this area…",
        "Save as a group…",
        "Select its ward",
        "Zoom to it",
        "Copy its figures",
        "Copy the map",
        "Whole map",
    ]
    asked: list[frozenset[str]] = []
    acts["rename"].triggered.connect(lambda: asked.append(view.selection))
    entry(menu, "Name this area…").trigger()
    assert asked == [frozenset({code})]
    acts["group"].triggered.connect(lambda: asked.append(view.selection))
    entry(menu, "Save as a group…").trigger()
    assert asked == [frozenset({code})] * 2
    before = view.map.camera.view.scale
    entry(menu, "Zoom to it").trigger()
    assert view.map.camera.view.scale < before / 2
    entry(menu, "Copy its figures").trigger()
    heading, row = QApplication.clipboard().text().splitlines()
    figures = dict(zip(heading.split("\t"), row.split("\t"), strict=True))
    assert figures["Code"] == code
    assert figures["Recorded"] == str(answer.outcome.values["count"][code])


def test_its_ward_is_selected_and_then_meant(
    view: DeskView, acts: dict[str, QAction], answer: Answer
) -> None:
    code = str(answer.areas.index[0])
    entry(map_menu(view, acts, code), "Select its ward").trigger()
    ward = answer.areas["ward"]
    assert view.selection == set(ward.index[ward == ward[code]])
    again = map_menu(view, acts, code)
    assert texts(again)[0] == f"{len(view.selection)} areas"
    assert not entry(again, "Name this area…").isEnabled()
    entry(again, "Copy their figures").trigger()
    copied = QApplication.clipboard().text().splitlines()
    assert len(copied) == len(view.selection) + 1


def test_beside_the_areas_there_is_the_map_alone(
    view: DeskView, acts: dict[str, QAction]
) -> None:
    assert texts(map_menu(view, acts, "")) == ["Copy the map", "Whole map"]

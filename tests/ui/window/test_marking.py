"""What leaves the window is marked: asked for once, kept with the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.briefing import Briefing
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support")

TOWN = practice_files()
MONTH = TOWN.areas.parent / "incidents" / "2025-01-wrenmouth-police.csv"
FILES = Files(
    areas=TOWN.areas, crime=(MONTH,), level=TOWN.level, residents=TOWN.residents
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time a marking is asked for; OFFICIAL-SENSITIVE is chosen."""
    heard: list[str] = []

    def choose(_: object, now: Briefing) -> Briefing:
        heard.append(now.marking)
        return now.marked("OFFICIAL-SENSITIVE", "", on="2026-06-01")

    monkeypatch.setattr(messages, "ask_for_marking", choose)
    return heard


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow, asked: list[str]) -> MainWindow:
    project = Project(FILES, Asked(method="count_map"))
    window.files.begin(project)
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.open_project(project)
    return window


@pytest.mark.slow
def test_it_is_asked_for_once_and_stands_in_every_file_and_name(
    qtbot: QtBot,
    desk: MainWindow,
    asked: list[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    proposed: list[Path] = []
    titles: list[str] = []

    def where(_parent: object, title: str, path: Path, _kinds: str) -> Path:
        titles.append(title)
        proposed.append(home / path.name)
        return proposed[-1]

    monkeypatch.setattr(messages, "ask_where_to_save", where)
    told: list[str] = []
    desk.exports.said.connect(told.append)
    for number, action in enumerate(("export_map", "export_table", "export_layer"), 1):
        desk.acts[action].trigger()
        qtbot.waitUntil(lambda number=number: len(told) == 2 * number, timeout=60_000)
        assert told[-1].endswith(", marked OFFICIAL-SENSITIVE.")
    assert asked == [""]
    assert all(path.stem.endswith("-OFFICIAL-SENSITIVE") for path in proposed)
    assert all(title.endswith("marked OFFICIAL-SENSITIVE") for title in titles)
    picture, _, layer = proposed
    assert QImage(str(picture)).text("Comment") == "OFFICIAL-SENSITIVE"
    assert b"OFFICIAL-SENSITIVE" in layer.read_bytes()
    assert desk.files.is_changed


def test_a_copy_is_marked_too_or_not_made(
    desk: MainWindow, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    slide = desk.view.map.copies.slide

    def paint(shape: str, marking: str = "") -> QImage:
        painted.append(marking)
        return slide(shape, marking)

    monkeypatch.setattr(desk.view.map.copies, "slide", paint)
    with monkeypatch.context() as refused:
        refused.setattr(messages, "ask_for_marking", lambda *_: None)
        QApplication.clipboard().clear()
        desk.acts["copy_map"].trigger()
        desk.view.map.keys.copy_asked.emit()
        assert painted == []
    desk.view.map.keys.copy_asked.emit()
    desk.acts["copy_map"].trigger()
    assert painted == ["OFFICIAL-SENSITIVE"] * 2
    assert asked == [""]


def test_it_is_changed_from_the_menu_and_undone(
    desk: MainWindow, asked: list[str]
) -> None:
    desk.acts["marking"].trigger()
    assert desk.marking.now == "OFFICIAL-SENSITIVE"
    desk.acts["undo"].trigger()
    assert desk.marking.now == ""

"""Work that a crash left behind, offered beside what is opened."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.errors import InputError
from hotspot_app.project import file
from hotspot_app.project.practice import practice_files
from hotspot_app.project.project import Project
from hotspot_app.project.question import Asked
from hotspot_app.project.recovery import SafetyCopy, left_behind
from hotspot_app.ui import messages
from hotspot_app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

SAVED = Project(practice_files(), Asked(method="rate_map"))
UNSAVED = Project(practice_files(), Asked(method="rate_map", types=("Burglary",)))
OTHER = Project(practice_files(), Asked(method="count_map"))


@pytest.fixture
def june(home: Path) -> Path:
    path = home / "june.hotspot"
    file.save(SAVED, path)
    return path


@pytest.fixture
def window(
    qtbot: QtBot, home: Path, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    made = MainWindow()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was offered; it is always taken up."""
    words: list[str] = []

    def take(_: object, said: str) -> str:
        words.append(said)
        return "save"

    monkeypatch.setattr(messages, "ask_to_recover", take)
    return words


def leave_behind(project: Project, path: Path | None) -> None:
    """Leave work as a killed window does."""
    copy = SafetyCopy()
    copy.keep(project, path)
    assert copy._lock is not None
    copy._lock.close()


def test_changes_to_the_project_that_is_opened_are_taken_up(
    qtbot: QtBot, window: MainWindow, june: Path, offered: list[str]
) -> None:
    leave_behind(UNSAVED, june)
    window.files.open(june)
    time.sleep(0.5)  # it is read by now, and nobody has heard of it
    window.files.recover()
    assert offered == []  # the project named comes first
    qtbot.waitUntil(lambda: bool(offered), timeout=10_000)
    assert "unsaved changes to june" in offered[0]
    assert window.desk.project == UNSAVED
    assert window.windowTitle() == "june* – Hotspot"
    assert window.files.path == june
    assert file.opened(june).project == SAVED
    assert left_behind() == []


def test_another_project_is_taken_up_and_the_one_opened_is_as_it_was(
    qtbot: QtBot, window: MainWindow, june: Path, offered: list[str]
) -> None:
    leave_behind(OTHER, None)
    window.files.open(june)
    window.files.recover()
    qtbot.waitUntil(lambda: bool(offered), timeout=10_000)
    assert window.desk.project == OTHER
    assert window.windowTitle() == "Untitled* – Hotspot"
    assert file.opened(june).project == SAVED


def test_it_is_offered_where_the_project_can_not_be_opened(
    qtbot: QtBot,
    window: MainWindow,
    home: Path,
    offered: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_problem", lambda _, text: told.append(text))
    leave_behind(OTHER, None)
    window.files.open(home / "gone.hotspot")
    window.files.recover()
    qtbot.waitUntil(lambda: bool(offered), timeout=10_000)
    assert "gone.hotspot" in told[0]
    assert window.desk.project == OTHER


def test_it_is_offered_once(
    qtbot: QtBot, window: MainWindow, june: Path, offered: list[str]
) -> None:
    window.files.recover()
    leave_behind(OTHER, None)
    window.files.open(june)
    qtbot.waitUntil(lambda: window.desk.project == SAVED, timeout=10_000)
    assert offered == []
    assert len(left_behind()) == 1


def test_what_can_not_be_kept_anew_stays_where_it_was_left(
    window: MainWindow, offered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise InputError("unsaved work can't be kept aside (No space left on device)")

    leave_behind(OTHER, None)
    monkeypatch.setattr(SafetyCopy, "keep", full)
    window.files.recover()
    assert window.desk.project == OTHER
    assert "No space left" in window.statusBar().currentMessage()
    assert [each.project for each in left_behind()] == [OTHER]

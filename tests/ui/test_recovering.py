"""Work that a crash left behind, offered beside what is opened."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.errors import InputError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save import file
from hotspot_app.project.save.recovery import SafetyCopy, _read, folder, left_behind
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.window.main_window import MainWindow

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
    make_window: Callable[..., MainWindow],
    town_is_read: None,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    return make_window(shown=False)


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
    qtbot.waitUntil(lambda: bool(offered), timeout=60_000)
    assert "unsaved changes to june" in offered[0]
    assert window.desk.project == UNSAVED
    assert window.windowTitle() == "june* – Hotspot"
    assert file.opened(june).project == SAVED
    assert left_behind() == []


def test_another_project_is_taken_up_and_the_one_opened_is_as_it_was(
    qtbot: QtBot, window: MainWindow, june: Path, offered: list[str]
) -> None:
    leave_behind(OTHER, None)
    window.files.open(june)
    window.files.recover()
    qtbot.waitUntil(lambda: bool(offered), timeout=60_000)
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
    qtbot.waitUntil(lambda: bool(offered), timeout=60_000)
    assert "gone.hotspot" in told[0]
    assert window.desk.project == OTHER


def test_it_is_offered_once(
    qtbot: QtBot, window: MainWindow, june: Path, offered: list[str]
) -> None:
    window.files.recover()
    leave_behind(OTHER, None)
    window.files.open(june)
    qtbot.waitUntil(lambda: window.desk.project == SAVED, timeout=60_000)
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


# --- the analyst's own files, never saved -----------------------------------------


TOWN = practice_files()
MONTH = TOWN.areas.parent / "incidents" / "2025-01-wrenmouth-police.csv"
OWN = Files(areas=TOWN.areas, crime=(MONTH,), level=TOWN.level)


@pytest.fixture
def asked(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """About which projects it was asked whether they should be saved: not yet."""
    names: list[str] = []

    def cancel(_: object, name: str) -> str:
        names.append(name)
        return "cancel"

    monkeypatch.setattr(messages, "ask_to_save", cancel)
    window.show()
    return names


def test_own_files_are_asked_about_and_kept_though_nothing_was_changed(
    qtbot: QtBot,
    window: MainWindow,
    asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.checklist.finished.emit(OWN)
    assert window.windowTitle() == "Untitled* – Hotspot"
    qtbot.waitUntil(lambda: any(folder().glob("*.unsaved")), timeout=60_000)
    (kept,) = folder().glob("*.unsaved")
    assert _read(kept).project.files == OWN
    assert not window.close()
    assert window.isVisible()
    assert asked == ["Untitled"]
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    assert window.close()
    assert not kept.exists()


def test_own_files_are_saved_where_the_analyst_says(
    window: MainWindow,
    asked: list[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.checklist.finished.emit(OWN)
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "save")
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: home / "july.hotspot")
    assert window.close()
    assert file.opened(home / "july.hotspot").project.files == OWN


def test_a_checklist_that_could_be_started_is_kept_too(
    qtbot: QtBot, window: MainWindow, asked: list[str]
) -> None:
    window.show_checklist([TOWN.areas])
    with qtbot.waitSignal(window.checklist.settled, timeout=60_000):
        pass
    assert not window.files.is_changed
    with qtbot.waitSignal(window.checklist.settled, timeout=60_000):
        window.checklist.add([MONTH])
    assert not window.close()
    assert asked == ["Untitled"]
    qtbot.waitUntil(lambda: any(folder().glob("*.unsaved")), timeout=60_000)
    window.checklist.left.emit()
    assert not window.files.is_changed
    assert not any(folder().glob("*.unsaved"))


def test_the_practice_town_is_left_without_a_question(
    window: MainWindow, asked: list[str]
) -> None:
    window.open_practice()
    assert window.close()
    assert asked == []

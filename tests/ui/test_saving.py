"""A project that can't be saved is told, and nothing of it is lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.project import file, recovery
from hotspot_app.project.practice import practice_files
from hotspot_app.project.project import Project
from hotspot_app.project.question import Asked
from hotspot_app.ui import messages
from hotspot_app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

SAVED = Project(practice_files(), Asked(method="rate_map"))
CHANGED = Project(practice_files(), Asked(method="rate_map", types=("Burglary",)))


@pytest.fixture
def june(home: Path) -> Path:
    path = home / "june.hotspot"
    file.save(SAVED, path)
    return path


@pytest.fixture
def window(
    qtbot: QtBot, june: Path, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """A window in which June was changed since it was opened."""
    made = MainWindow()
    made.files.begin(SAVED, june)
    made.open_project(SAVED)
    made.desk.step(CHANGED)
    yield made
    monkeypatch.undo()
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    made.close()
    made.deleteLater()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    monkeypatch.setattr(messages, "show_problem", lambda _, text: words.append(text))
    return words


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_is_told_and_the_work_stays(
    window: MainWindow, june: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = june.read_bytes()
    window.files._keep_aside()
    monkeypatch.setattr(os, "fsync", full_disk)
    assert not window.files.save()
    assert "No space left on device" in told[0]
    assert "Choose another folder" in told[0]
    assert june.read_bytes() == before
    assert window.desk.project == CHANGED
    assert window.windowTitle() == "june* – Hotspot"
    (kept,) = recovery.folder().glob("*.unsaved")
    assert recovery._read(kept).project == CHANGED


def test_a_folder_that_can_not_be_written_can_be_changed_for_another(
    window: MainWindow, home: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    places = iter([home / "june.hotspot" / "in it.hotspot", home / "july.hotspot"])
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: next(places))
    assert not window.files.save_as()
    assert "can't write here" in told[0]
    assert window.files.path == home / "june.hotspot"
    assert window.files.save_as()
    assert file.opened(home / "july.hotspot").project == CHANGED
    assert not window.files.is_changed


def test_a_window_whose_work_can_not_be_saved_stays_open(
    window: MainWindow, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window.show()
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "save")
    monkeypatch.setattr(os, "fsync", full_disk)
    assert not window.close()
    assert window.isVisible()
    assert len(told) == 1
    assert window.desk.project == CHANGED


def test_work_that_can_not_be_kept_aside_is_told_at_the_foot(
    window: MainWindow, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full_disk)
    window.files._keep_aside()
    assert "No space left" in window.statusBar().currentMessage()
    assert told == []
    assert window.desk.project == CHANGED

"""A project that can't be saved is told, and nothing of it is lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save import file, recovery
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.window import exports
from hotspot_app.ui.window.exports import EXPORTS, Showing
from hotspot_app.ui.window.main_window import MainWindow

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
    make_window: Callable[..., MainWindow],
    june: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[MainWindow]:
    """A window in which June was changed since it was opened."""
    made = make_window(shown=False)
    made.files.begin(SAVED, june)
    made.open_project(SAVED)
    made.desk.step(CHANGED)
    yield made
    monkeypatch.undo()


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
    assert window.windowTitle() == "june* – Hotspot"
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


# --- changed by another program ---------------------------------------------------

OTHERS = Project(practice_files(), Asked(method="count_map"))


@pytest.fixture
def shared(qtbot: QtBot, window: MainWindow, june: Path) -> MainWindow:
    """A window that has opened June, and changed it; another then saved over it."""
    window.files.open(june)
    qtbot.waitUntil(lambda: window.desk.project == SAVED, timeout=60_000)
    window.desk.step(CHANGED)
    file.save(OTHERS, june)
    return window


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was asked about; the answer is always Cancel."""
    paths: list[Path] = []

    def answer(_: object, path: Path) -> str:
        paths.append(path)
        return "cancel"

    monkeypatch.setattr(messages, "ask_about_changed", answer)
    return paths


def test_what_another_program_saved_is_asked_about_and_can_stay(
    shared: MainWindow, june: Path, asked: list[Path]
) -> None:
    assert not shared.files.save()
    assert asked == [june]
    assert file.opened(june).project == OTHERS
    assert shared.files.is_changed
    assert not shared.files.save()
    assert asked == [june, june]


def test_it_can_be_overwritten_and_then_is_ours(
    shared: MainWindow, june: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["overwrite"])
    monkeypatch.setattr(messages, "ask_about_changed", lambda *_: next(answers))
    assert shared.files.save()
    assert file.opened(june).project == CHANGED
    shared.desk.step(SAVED)
    assert shared.files.save()
    assert file.opened(june).project == SAVED


def test_ours_can_be_saved_under_another_name(
    shared: MainWindow, june: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[Path] = []

    def where(*given: object) -> object:
        proposed.append(Path(str(given[2])))
        return given[2]

    monkeypatch.setattr(messages, "ask_about_changed", lambda *_: "elsewhere")
    monkeypatch.setattr(messages, "ask_where_to_save", where)
    assert shared.files.save()
    assert proposed == [june.with_name("june 2.hotspot")]
    assert file.opened(june).project == OTHERS
    assert file.opened(proposed[0]).project == CHANGED
    assert shared.windowTitle() == "june 2 – Hotspot"


def test_saving_as_itself_asks_too(
    shared: MainWindow,
    june: Path,
    asked: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: june)
    assert not shared.files.save_as()
    assert asked == [june]


def test_a_project_that_was_removed_is_saved_anew_and_told(
    shared: MainWindow, june: Path, asked: list[Path]
) -> None:
    june.unlink()
    assert shared.files.save()
    assert file.opened(june).project == CHANGED
    assert "saved" in (told := shared.statusBar().currentMessage()).lower()
    assert "removed or moved" in told
    assert asked == []


def test_work_taken_up_after_a_crash_asks_as_well(
    shared: MainWindow,
    june: Path,
    asked: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = shared.files._seen
    copy = recovery.SafetyCopy()
    copy.keep(CHANGED, june, str(seen))
    assert copy._lock is not None
    copy._lock.close()
    monkeypatch.setattr(messages, "ask_to_recover", lambda *_: "save")
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    shared.files.recover()
    assert not shared.files.save()
    assert asked == [june]


def test_a_project_that_is_read_only_is_told(
    window: MainWindow, june: Path, told: list[str]
) -> None:
    june.chmod(0o444)
    assert not window.files.save()
    assert "read-only" in told[0]
    assert file.opened(june).project == SAVED
    june.chmod(0o644)


# --- the boxes --------------------------------------------------------------------


def click(qtbot: QtBot, words: str) -> list[str]:
    """Click a button of the box that comes; "" closes it. Tells its buttons."""
    seen: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, press)
            return
        default = box.defaultButton()
        seen.extend([box.text(), default.text().replace("&", "")])
        named = {each.text().replace("&", ""): each for each in box.buttons()}
        if words:
            named[words].click()
        else:
            box.reject()

    QTimer.singleShot(0, press)
    return seen


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Save under another name", "elsewhere"),
        ("Overwrite", "overwrite"),
        ("Cancel", "cancel"),
        ("", "cancel"),
    ],
)
def test_the_box_about_a_changed_file(
    qtbot: QtBot, window: MainWindow, june: Path, words: str, answer: str
) -> None:
    seen = click(qtbot, words)
    assert messages.ask_about_changed(window, june) == answer
    assert "june.hotspot was changed by another program since you" in seen[0]
    assert seen[1] == "Save under another name"


@pytest.mark.parametrize("typed", ["june", "june.hotspot"])
def test_a_file_that_is_there_is_chosen_only_by_saying_so(
    qtbot: QtBot,
    window: MainWindow,
    june: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
) -> None:
    """The dialog never asks, so that it is asked once, whatever the system."""
    names = iter([typed, typed, "july 1.5"])
    given: list[object] = []

    def dialog(*_: object, options: object) -> tuple[str, str]:
        given.append(options)
        return str(june.with_name(next(names))), messages.PROJECTS

    monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
    seen = click(qtbot, "Replace it")
    path = messages.ask_where_to_save(window, "Save", june, messages.PROJECTS)
    assert path == june
    assert seen == ["june.hotspot is already there. Replace it?", "Choose another name"]
    click(qtbot, "")
    path = messages.ask_where_to_save(window, "Save", june, messages.PROJECTS)
    assert path == june.with_name("july 1.5.hotspot")
    assert {*given} == {QFileDialog.Option.DontConfirmOverwrite}


@pytest.mark.parametrize(
    ("typed", "kind", "saved"),
    [
        ("map", "PDF (*.pdf)", "map.pdf"),
        ("map.svg", "PDF (*.pdf)", "map.svg"),
        ("map.PNG", "PDF (*.pdf)", "map.PNG"),
        ("map 1.5", "", "map 1.5.png"),
    ],
)
def test_an_ending_is_added_where_there_is_none(
    window: MainWindow,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    kind: str,
    saved: str,
) -> None:
    kinds = EXPORTS["export_map"].kinds
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_, **__: (str(home / typed), kind)
    )
    chosen = messages.ask_where_to_save(window, "Export", home / "m", kinds)
    assert chosen == home / saved


def test_an_export_does_not_make_a_folder_anew_that_was_removed_meanwhile(
    qtbot: QtBot, window: MainWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "written_by", lambda _: pytest.fail)
    with qtbot.waitSignal(window.exports.refused, timeout=60_000) as heard:
        shown = Showing(cast("Answer", None))
        window.exports.write("export_table", shown, home / "gone" / "table.csv")
    assert "removed or moved" in heard.args[0]
    assert not (home / "gone").exists()

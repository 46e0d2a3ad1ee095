"""Every key that is told of, pressed on every page."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.paths import shipped
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.frame.actions import ROWS
from hotspot_app.ui.frame.help_window import MAP_KEYS, TABLE_KEYS
from hotspot_app.ui.kit import theme
from hotspot_app.ui.tour.steps import STEPS
from hotspot_app.ui.window.main_window import MainWindow
from tests.ui.brief.proofs import a_proof

pytestmark = pytest.mark.qt_log_ignore("does not support")

SHIFTED = dict(["=+", "-_", "[{", "]}", ",<", ".>", ";:", "'@", "#~", "/?", "0)", "9("])
"""Of a British keyboard: what a key gives, and what it gives with Shift."""


def typed(keys: str) -> set[str]:
    """Return every sequence that Qt takes the keys for that are pressed for one."""
    held, key = keys[:-1], keys[-1]
    plain = next((low for low, high in SHIFTED.items() if high == key), key)
    if plain != key or "Shift+" in held:
        bare = held.replace("Shift+", "")
        high = SHIFTED.get(plain, plain)
        made = {f"{bare}Shift+{plain}", f"{bare}Shift+{high}"}
        return made | ({f"{bare}{high}"} if high != plain else set())
    return {f"{held}{key}"}


def test_no_key_means_two_things_on_the_keyboard_it_is_pressed_on() -> None:
    of = {keys: row.id for row in ROWS for keys in row.keys}
    assert len(of) == sum(len(row.keys) for row in ROWS)
    for keys, own in of.items():
        meant = {of[each] for each in typed(keys) if each in of}
        assert meant == {own}, keys


def test_that_test_sees_what_was_ambiguous() -> None:
    assert "Ctrl++" in typed("Ctrl+Shift+=")
    assert "Ctrl+Shift+=" in typed("Ctrl++")
    assert typed("Ctrl+=") == {"Ctrl+="}


# --- pages ------------------------------------------------------------------------

TOWN = practice_files()
MONTH = TOWN.areas.parent / "incidents" / "2025-01-wrenmouth-police.csv"
FILES = Files(
    areas=TOWN.areas, crime=(MONTH,), level=TOWN.level, residents=TOWN.residents
)


@pytest.fixture
def window(window: MainWindow, qtbot: QtBot) -> MainWindow:
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow) -> MainWindow:
    project = Project(FILES, Asked(method="count_map"))
    window.files.begin(project)
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.open_project(project)
    return window


def press(on: QWidget, keys: str) -> None:
    made: QKeyCombination = QKeySequence(keys)[0]
    QTest.keyClick(on, made.key(), made.keyboardModifiers())


@pytest.fixture
def heard(window: MainWindow) -> list[str]:
    """Names of the actions that keys asked for; they aren't done, but for these."""
    names: list[str] = []
    for name, act in window.acts.items():
        act.triggered.disconnect()
        act.triggered.connect(lambda _=False, name=name: names.append(name))
    for name in ("officer", "rectangle"):
        window.acts[name].toggled.disconnect()
    return names


def check_every_key(window: MainWindow, on: QWidget, heard: list[str]) -> int:
    """Press every action's keys, and see that it and no other is done, if it can be."""
    pressed = 0
    for row in ROWS:
        for keys in row.keys:
            heard.clear()
            press(on, keys)
            can = window.acts[row.id].isEnabled()
            assert heard == ([row.id] if can else []), keys
            pressed += can
    return pressed


def test_on_the_start_page(window: MainWindow, heard: list[str]) -> None:
    assert check_every_key(window, window.start, heard) >= 7


def test_on_the_checklist(window: MainWindow, heard: list[str]) -> None:
    window.show_checklist([])
    assert check_every_key(window, window.checklist, heard) >= 7


def test_on_the_page_of_briefs(window: MainWindow, heard: list[str]) -> None:
    window.show_brief()
    window.brief.show_proof(a_proof())
    words = window.brief.words.editors[0].text
    for part in (window.brief.pages, window.brief.choices.sections.list, words):
        part.setFocus()
        assert check_every_key(window, part, heard) >= 7


@pytest.mark.slow
def test_on_the_desk_and_the_officers_page(desk: MainWindow, heard: list[str]) -> None:
    view, answer = desk.view, desk.desk.answer
    assert answer is not None
    view.select(frozenset([answer.areas.index[0]]))
    for part in (view.map, view.panel.places.view, view.question.method, desk):
        part.setFocus()
        assert check_every_key(desk, part, heard) >= 25
    view.show_as_officer(True)
    assert check_every_key(desk, view.officer, heard) >= 25


@pytest.mark.slow
def test_in_the_help_that_stays_beside_the_window(
    qtbot: QtBot, desk: MainWindow
) -> None:
    desk.acts["keys"].trigger()
    box = desk.doing._help
    with qtbot.waitActive(box):
        box.activateWindow()
    shown = {row.id: row.keys for row in ROWS if row.keys}
    before = theme.text_scale()
    press(box.page, "Ctrl+]")
    assert theme.text_scale() > before
    press(box.page, shown["officer"][0])
    assert desk.acts["officer"].isChecked()
    press(box.page, "Esc")
    assert not box.isVisible()
    assert desk.desk.project is not None


# --- what they do -----------------------------------------------------------------


@pytest.mark.slow
def test_the_map_and_the_text_grow_and_shrink(desk: MainWindow) -> None:
    def wide() -> float:
        view = desk.view.map.camera.view
        assert view is not None
        return view.scale

    before = wide()
    for plus in ("Ctrl++", "Ctrl+="):
        press(desk, plus)
        assert wide() != before
        press(desk, "Ctrl+-")
        assert wide() == pytest.approx(before)
    sizes = [theme.text_scale()]
    for keys in ("Ctrl+]", "Ctrl+]", "Ctrl+["):
        press(desk, keys)
        sizes.append(theme.text_scale())
    assert [b > a for a, b in pairwise(sizes)] == [True, True, False]


@pytest.mark.slow
def test_a_place_is_found_from_anywhere_on_the_desk(desk: MainWindow) -> None:
    panel = desk.view.panel
    panel.tabs.setCurrentWidget(panel.notes)
    desk.view.map.setFocus()
    press(desk.view.map, "Ctrl+F")
    assert panel.tabs.currentWidget() is panel.places
    assert panel.places.filter.hasFocus()
    press(desk, "F9")
    press(desk, "Ctrl+F")
    assert desk.view.right.currentWidget() is panel
    assert panel.places.filter.hasFocus()


def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, window: MainWindow
) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        window.start.own_button.setFocus()
        QTest.keyClick(window.start.own_button, key)
        assert window.pages.currentWidget() is window.checklist
        back = next(
            b for b in window.checklist.findChildren(QPushButton) if b.text() == "Back"
        )
        back.setFocus()
        with qtbot.waitSignal(window.checklist.left, timeout=1000):
            QTest.keyClick(back, key)
        assert window.pages.currentWidget() is window.start


@pytest.mark.slow
def test_enter_goes_on_with_the_tour(desk: MainWindow) -> None:
    desk.start_tour()
    tour = desk.tour
    assert tour is not None
    for step in range(1, len(STEPS) + 1):
        assert f"Step {step} of" in tour.accessibleName()
        focus = desk.focusWidget()
        assert isinstance(focus, QPushButton)
        QTest.keyClick(focus, Qt.Key.Key_Return)
    assert tour.isHidden()


@pytest.mark.slow
def test_keys_that_are_named_are_there(desk: MainWindow) -> None:
    """In tips, help, the tour and what is shown to those who read no help."""
    known = {keys for row in ROWS for keys in row.keys} | {"Ctrl+C"}
    said = [part.toolTip() for part in desk.findChildren(QWidget)]
    said += [act.toolTip() for act in desk.acts.values()]
    said += [text for _, text in STEPS] + [keys for keys, _ in TABLE_KEYS + MAP_KEYS]
    said += [
        file.read_text("utf-8")
        for file in sorted((shipped("resources") / "help").glob("*.md"))
    ]
    named = re.findall(r"\b(?:Ctrl\+(?:Shift\+)?[^\s,;)]|F\d+)", " ".join(said))
    assert "Ctrl+G" in named
    assert set(named) <= known

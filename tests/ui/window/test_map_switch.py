"""The map shows what is there now or what changed, by one button and one key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.window import desk as desk_module
from hotspot_app.ui.window.exports import Exports
from hotspot_app.ui.window.main_window import MainWindow

pytestmark = [pytest.mark.qt_log_ignore("does not support"), pytest.mark.slow]

LONG = 60_000
PERIODS = {"first": "2026-01", "last": "2026-06"}
AGAINST = {"compare_first": "2025-01", "compare_last": "2025-06"}


@pytest.fixture
def window(
    make_window: Callable[..., MainWindow],
    read_once: Stages,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    """The practice town's rates, compared with a year earlier."""
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    first = iter([read_once])
    monkeypatch.setattr(desk_module, "Stages", lambda: next(first, None) or Stages())
    made = make_window()
    asked = Asked(method="rate_map", **PERIODS, **AGAINST)
    with qtbot.waitSignal(made.desk.answered, timeout=LONG):
        made.open_project(Project(practice_files(), asked))
    return made


def shown(window: MainWindow) -> str:
    assert window.view.mapped is not None
    return window.view.mapped.method.id


def place(window: MainWindow) -> tuple[float, float, float]:
    """Return the middle and the scale; while there is work its line takes height."""
    box = window.view.map.view_box()
    assert box is not None
    return box.x, box.y, box.scale


def press(qtbot: QtBot, window: MainWindow) -> None:
    """Press the key, and wait until the other map is there."""
    before = shown(window)
    qtbot.keyClick(window, Qt.Key.Key_F7)
    qtbot.waitUntil(lambda: shown(window) != before, timeout=LONG)


def test_one_key_shows_the_change_and_one_brings_the_map_back(
    qtbot: QtBot, window: MainWindow
) -> None:
    view, act = window.view, window.acts["change"]
    now = view.map.legend.words()
    code = str(view.shown.shown_values["difference"].idxmax())
    view.select({code})
    view.map.zoom_to(frozenset({code}))
    before = place(window)
    assert not act.isChecked()
    press(qtbot, window)
    assert shown(window) == "change"
    assert act.isChecked()
    assert {"Rose", "Fell"} <= {label for label, _ in view.map.legend.words()}
    assert "June 2026 against January to June 2025" in view.map.accessibleName()
    assert "clear" in dict(view.map._hover_text(code).rows)["How sure"]
    assert place(window) == before
    assert view.selection == {code}
    assert window.desk.answer.method.id == "rate_map"
    qtbot.keyClick(window, Qt.Key.Key_F7)  # at once: nothing is asked
    assert shown(window) == "rate_map"
    assert view.map.legend.words() == now
    assert place(window) == before
    assert view.selection == {code}
    assert not act.isChecked()


def test_its_button_on_the_map_is_the_same_switch(
    qtbot: QtBot, window: MainWindow
) -> None:
    (button,) = [
        each
        for each in window.view.map.buttons
        if each.accessibleName() == window.acts["change"].text()
    ]
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(window) == "change", timeout=LONG)
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown(window) == "rate_map"


def test_the_next_question_is_shown_by_its_change_and_never_by_the_last(
    qtbot: QtBot, window: MainWindow
) -> None:
    press(qtbot, window)
    painted: list[tuple[str, bool]] = []
    view = window.view

    def note() -> None:
        assert view.mapped is not None
        same = view.mapped.question == view.shown.question
        painted.append((view.mapped.method.id, same))

    view.map_switched.connect(note)
    with qtbot.waitSignal(window.desk.answered, timeout=LONG):
        window.desk.ask(types=("Burglary",))
    assert painted[-1] == ("change", True)  # before anything was painted
    assert "Burglary" in view.panel.sentences.words.headline
    assert view.mapped.question.subject == "burglary"


def test_what_is_exported_is_the_map_that_is_shown(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[str, str]] = []
    monkeypatch.setattr(
        Exports,
        "ask_and_write",
        lambda _, id_, what: written.append((id_, what.answer.method.id)),
    )
    press(qtbot, window)
    window.acts["export_map"].trigger()
    window.acts["export_table"].trigger()
    assert written == [("export_map", "change"), ("export_table", "rate_map")]


def test_without_a_comparison_it_says_why_it_can_not_be_pressed(
    qtbot: QtBot, window: MainWindow
) -> None:
    act = window.acts["change"]
    assert act.isEnabled()
    press(qtbot, window)
    with qtbot.waitSignal(window.desk.answered, timeout=LONG):
        window.desk.ask(compare_first="", compare_last="")
    assert not act.isEnabled()
    assert not act.isChecked()
    assert "Choose months to compare with" in act.toolTip()
    assert shown(window) == "rate_map"


def test_the_method_of_change_has_a_map_of_now_beside_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    with qtbot.waitSignal(window.desk.answered, timeout=LONG):
        window.desk.ask(method="change")
    assert window.acts["change"].isChecked()
    press(qtbot, window)
    assert shown(window) == "rate_map"
    assert not window.acts["change"].isChecked()
    press(qtbot, window)
    assert shown(window) == "change"


def test_an_answer_without_a_map_has_one_of_its_change(
    qtbot: QtBot, window: MainWindow
) -> None:
    with qtbot.waitSignal(window.desk.answered, timeout=LONG):
        window.desk.ask(method="deprivation_gradient")
    has_map = window.desk.answer.style is not None
    assert window.view.found.isVisible() != has_map
    press(qtbot, window)
    assert window.view.map.isVisible()
    assert window.acts["copy_map"].isEnabled()
    press(qtbot, window)
    assert window.view.found.isVisible() != has_map

"""How the desk is laid out on a first start, and as the analyst left it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.settings import read_settings
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.window import desk as desk_module
from hotspot_app.ui.window.main_window import MainWindow

pytestmark = [pytest.mark.qt_log_ignore("does not support"), pytest.mark.slow]

LONG = 60_000
PERIODS = {"first": "2026-01", "last": "2026-06"}
AGAINST = {"compare_first": "2025-01", "compare_last": "2025-06"}


@pytest.fixture
def open_window(
    make_window: Callable[..., MainWindow],
    read_once: Stages,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., MainWindow]:
    """Open the practice town on the screen of a laptop."""
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    monkeypatch.setattr(desk_module, "Stages", lambda: read_once)

    def opened(**asked: str) -> MainWindow:
        made = make_window()
        made.resize(1366, 768)
        wanted = {"method": "rate_map", **PERIODS, **asked}
        with qtbot.waitSignal(made.desk.answered, timeout=LONG):
            made.open_project(Project(practice_files(), Asked(**wanted)))
        qtbot.waitUntil(lambda: places_seen(made) > 0, timeout=LONG)
        return made

    return opened


def places_seen(window: MainWindow) -> int:
    """Count the rows that are seen whole."""
    view = window.view.panel.places.view
    room = view.viewport().height()
    rows = range(view.model().rowCount())
    feet = [view.rowViewportPosition(row) + view.rowHeight(row) for row in rows]
    return sum(foot <= room for foot in feet)


def drag_edge(qtbot: QtBot, window: MainWindow, across: int) -> None:
    """Draw the edge between map and answer."""
    edge = window.view.columns.handle(2)
    middle = edge.rect().center()
    qtbot.mousePress(edge, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(edge, middle + QPoint(across, 0))
    qtbot.mouseRelease(edge, Qt.MouseButton.LeftButton, pos=middle)


@pytest.mark.parametrize("method", ["rate_map", "local_moran", "change"])
@pytest.mark.parametrize("against", [{}, AGAINST], ids=["alone", "compared"])
def test_eight_places_are_seen_at_once_on_a_first_start(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    against: dict[str, str],
    method: str,
) -> None:
    if method == "change" and not against:
        pytest.skip("it compares")
    window = open_window(method=method, **against)
    qtbot.waitUntil(lambda: places_seen(window) >= 8, timeout=5000)
    assert window.view.panel.places.isVisible()


def test_what_changed_is_seen_without_scrolling_folded_or_not(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(**AGAINST)
    panel = window.view.panel
    words, area = panel.sentences.words, panel._said
    changed = window.desk.answer.explanation.sentences[0]
    for folded in (True, False):
        panel.sentences.set_folded(folded)
        assert (words.toPlainText().count("\n") > 3) != folded
        found = words.document().find(changed[-30:])
        assert not found.isNull()
        foot = words.cursorRect(found).bottomLeft()
        below = words.viewport().mapTo(area.viewport(), foot).y()
        qtbot.waitUntil(lambda at=below: at <= area.viewport().height())


def test_the_fold_keeps_the_headline_and_how_sure_its_sentences_are(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window(method="local_moran")
    said = window.view.panel.sentences
    explained = window.desk.answer.explanation
    sure = {each.sure for each in explained.said if getattr(each, "sure", "")}
    assert said.is_folded
    assert sure
    assert {tag for _, tag in said.words.tags()} == sure
    assert said.words.toPlainText().startswith(explained.headline)
    last = explained.said[-1].text
    assert last not in said.words.toPlainText()
    qtbot.mouseClick(said.fold, Qt.MouseButton.LeftButton)
    assert last in said.words.toPlainText()
    assert said.fold.accessibleName() == "Show the headline only"


def test_the_layout_is_as_it_was_left(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    window = open_window()
    wide = window.view.right.width()
    drag_edge(qtbot, window, -60)
    drawn = window.view.right.width()
    assert drawn > wide + 40
    window.view.panel.sentences.set_folded(False)
    window.view.panel.places.set_compact(False)
    window.close()
    kept = read_settings()[0]
    assert (kept.answer_width, kept.sentences_open, kept.roomy_rows) == (
        drawn,
        True,
        True,
    )
    again = open_window()
    qtbot.waitUntil(lambda: abs(again.view.right.width() - drawn) <= 2)
    assert not again.view.panel.sentences.is_folded
    assert not again.view.panel.places.is_compact

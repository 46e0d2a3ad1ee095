"""No words are cut on a council laptop's screen, however large the text."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.brief.proof import Said
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.frame.frame import Frame
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedButton
from hotspot_app.ui.kit.shortened_tabs import ShortenedTabs
from hotspot_app.ui.window.main_window import MainWindow
from tests.ui.brief.proofs import FELL, a_proof, with_said
from tests.ui.cut_words import cut_words

pytestmark = pytest.mark.qt_log_ignore("does not support")

ASKED = Asked(
    method="local_moran",
    first="2026-05",
    last="2026-06",
    compare_first="2026-03",
    compare_last="2026-04",
    params={"permutations": "999"},
)
LONG = "What stood out in the city centre in May and in June, for the meeting"


@pytest.mark.slow
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_no_page_cuts_words_at_any_size_of_text(
    qtbot: QtBot,
    window: MainWindow,
    dressed: Any,
    monkeypatch: pytest.MonkeyPatch,
    scale: float,
) -> None:
    dressed(theme.LIGHT, scale)
    window.resize(1366, 768)
    cut: dict[str, list[str]] = {}

    def look(page: str) -> None:
        with suppress(qtbot.TimeoutError):  # what stays cut is told at the end
            qtbot.waitUntil(lambda: not cut_words(window), timeout=3000)
        cut[page] = cut_words(window)

    recent = Path("x.hotspot")
    window.start.set_recent([(recent, LONG, True), (recent, f"{LONG} {LONG}", True)])
    look("start")
    project = Project(practice_files(), ASKED)
    window.files.begin(project)
    with qtbot.waitSignal(window.desk.answered, timeout=120_000):
        window.open_project(project)
    window.view.question.types.findChildren(QPushButton)[-1].click()
    look("desk")
    asked = window.view.question.period
    for box in (asked.months.first, asked.months.last, asked.before.first):
        assert box.isVisible()
        assert box.shown() == box.currentText()
    window.view.panel.places.all_columns.click()
    look("all columns")
    tabs = window.view.panel.tabs
    for place in range(1, tabs.count()):
        tabs.setCurrentIndex(place)
        look(tabs.tabText(place))
    window.acts["officer"].trigger()
    look("officer")
    window.acts["officer"].trigger()
    window.show_checklist([])
    look("checklist")
    monkeypatch.setattr(window.briefs, "_make", lambda _: None)
    window.show_brief()
    own = Said("pag/summary/changed/1", "Our own words.", FELL, stale=True)
    window.brief.show_proof(with_said(a_proof(), 1, own))
    look("brief: words")
    window.brief.tabs.setCurrentIndex(1)
    look("brief: actions")
    assert not any(cut.values()), cut


def test_words_that_are_cut_are_found(qtbot: QtBot, dressed: Any) -> None:
    dressed(theme.LIGHT)
    box, inner = QWidget(), QWidget()
    qtbot.addWidget(box)
    QVBoxLayout(box).addWidget(inner)
    label, button = QLabel("Recorded by the police", inner), QPushButton("Save", inner)
    label.setGeometry(0, 0, 40, 20)
    button.setGeometry(0, 40, 20, 30)
    whole = QLabel("Whole", inner)
    whole.setGeometry(0, 80, 100, 20)
    beyond = QLabel("Beyond", inner)
    beyond.setGeometry(180, 80, 100, 20)
    box.resize(220, 200)
    box.show()
    words = [each.partition(": ")[2] for each in cut_words(box)]
    assert sorted(words) == ["Beyond", "Recorded by the police", "Save"]


def test_a_name_that_is_cut_ends_in_dots_and_is_whole_in_its_tip(
    qtbot: QtBot, dressed: Any
) -> None:
    dressed(theme.LIGHT)
    button = ElidedButton("Fish & Chips in the high street")
    qtbot.addWidget(button)
    button.setToolTip("month.hotspot")
    button.resize(100, 30)
    button.show()
    assert button.cut().endswith("…")
    assert button.toolTip() == "Fish & Chips in the high street\nmonth.hotspot"
    button.resize(400, 30)
    assert button.cut() == "Fish & Chips in the high street"
    assert button.toolTip() == "month.hotspot"


def test_a_tab_at_the_edge_ends_in_dots(qtbot: QtBot, dressed: Any) -> None:
    dressed(theme.LIGHT)
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.setTabBar(ShortenedTabs())
    for name in ("Places", "Ranking", "Deprivation", "Months", "Notes (9)"):
        tabs.addTab(QWidget(), name)
    tabs.show()
    for width in range(120, 420, 10):
        tabs.resize(width, 100)
        assert cut_words(tabs) == [], width
    tabs.setTabText(4, "Notes (12)")
    assert tabs.tabBar().tabToolTip(4) == "Notes (12)"


def test_a_window_begins_no_larger_than_its_screen(
    qtbot: QtBot, home: Path, dressed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Screen:
        def availableGeometry(self) -> QRect:
            return QRect(0, 0, 1366, 728)

    monkeypatch.setattr(Frame, "screen", lambda _: Screen())
    frame = Frame()
    qtbot.addWidget(frame)
    assert frame.width() == 1366
    assert 600 < frame.height() < 728
    frame._restore_place((100, 50, 4000, 3000, 0))
    assert (frame.width(), frame.height() < 728) == (1366, True)

"""What an analyst sees at the size of a council laptop, and with enlarged text."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QStandardItemModel, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hotspot_app.errors import HotspotError
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.frame.help_window import HelpWindow
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedBox
from hotspot_app.ui.kit.veil import Veil
from hotspot_app.ui.window.desk_view import DeskView
from hotspot_app.ui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support")

ASKED = Asked(method="local_moran", when="last-6", params={"permutations": "999"})


def answer(qtbot: QtBot, window: MainWindow, **choices: Any) -> DeskView:
    """Ask the practice town something, and wait until all of it is seen."""
    project = Project(practice_files(), replace(ASKED, **choices))
    window.files.begin(project)
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.open_project(project)
    qtbot.waitUntil(window.view.map.is_sharp, timeout=60_000)
    qtbot.wait(50)
    return window.view


def entries(box: QComboBox) -> dict[str, bool]:
    """Return what a box offers, and whether it can be chosen."""
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    rows = [model.item(row) for row in range(model.rowCount())]
    return {item.text(): item.isEnabled() for item in rows}


def covered(view: DeskView) -> bool:
    return any(not veil.isHidden() for veil in view.findChildren(Veil))


# --- the question ---------------------------------------------------------------


def test_the_whole_question_is_above_the_fold(qtbot: QtBot, window: MainWindow) -> None:
    panel = answer(qtbot, window).question
    foot = panel.method.mapTo(panel.viewport(), panel.method.rect().bottomLeft()).y()
    assert foot <= panel.viewport().height()
    assert panel.verticalScrollBar().value() == 0
    assert panel.flags.isVisible()
    assert panel.hint.isVisible()


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100%", "200%"])
def test_where_is_read_whole_and_what_is_cut_says_so(
    qtbot: QtBot, window: MainWindow, dressed: Any, scale: float
) -> None:
    dressed(theme.LIGHT, scale)
    panel = answer(qtbot, window).question
    panel.where.show_places("Whole of Southampton", {}, {}, ASKED)
    assert panel.where.shown() == "Whole of Southampton"
    for box in panel.findChildren(ElidedBox):
        if box.isVisible() and box.shown() != box.currentText():
            assert box.shown().endswith("…")


def test_words_that_are_cut_are_whole_in_tip_and_list(
    qtbot: QtBot, dressed: Any
) -> None:
    box = ElidedBox()
    qtbot.addWidget(box)
    box.addItems(["Near", "Neighbours that share a border or a corner"])
    box.setToolTip("What counts as a neighbour.")
    box.resize(140, 32)
    box.show()
    assert box.shown() == "Near"
    box.setCurrentIndex(1)
    assert box.shown().startswith("Neigh")
    assert box.shown().endswith("…")
    _hover(box)
    assert box.toolTip() == f"{box.currentText()}\nWhat counts as a neighbour."
    box.setCurrentIndex(0)
    _hover(box)
    assert box.toolTip() == "What counts as a neighbour."
    box.showPopup()
    words = box.fontMetrics().horizontalAdvance(box.itemText(1))
    assert box.view().window().width() >= words
    box.hidePopup()


def _hover(widget: QWidget) -> None:
    at = QPoint(5, 5)
    event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)


def test_columns_are_as_before_after_text_was_large(
    qtbot: QtBot, window: MainWindow, dressed: Any
) -> None:
    view = answer(qtbot, window)
    dressed(theme.LIGHT, 2.0)
    qtbot.waitUntil(lambda: view.question.width() > 400)
    dressed(theme.LIGHT, 1.0)
    qtbot.waitUntil(lambda: view.question.width() < 300)
    before = view.columns.sizes()
    dressed(theme.LIGHT, 2.0)
    qtbot.waitUntil(lambda: view.question.width() > 400)
    dressed(theme.LIGHT, 1.0)
    qtbot.waitUntil(lambda: view.columns.sizes() == before)
    assert 0 < view.question.width() < 300


def test_a_rate_map_of_counts_is_not_offered_and_says_why(
    qtbot: QtBot, window: MainWindow
) -> None:
    panel = answer(
        qtbot, window, method="count_map", measure="count", params={}
    ).question
    offered = entries(panel.method)
    assert offered["Rates by area: needs a rate as the measure"] is False
    assert offered["Counts by area"] is True
    assert all(entries(panel.measure).values())
    panel = answer(qtbot, window, method="rate_map", params={}).question
    assert entries(panel.method)["Rates by area"] is True
    counts = "Recorded incidents (counts): not by this method"
    assert entries(panel.measure)[counts] is False
    assert panel.measure.currentText() == "Rate per 1,000 residents"


# --- the answer -----------------------------------------------------------------


def test_answer_and_map_are_seen_together(qtbot: QtBot, window: MainWindow) -> None:
    seen: list[bool] = []
    window.desk.answered.connect(
        lambda *_: seen.append(window.view.map.is_drawn() or covered(window.view))
    )
    view = answer(qtbot, window)
    assert seen == [True]
    assert view.map.is_drawn()
    assert not covered(view)


def test_an_answer_put_aside_is_put_aside_on_the_officer_s_page_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = answer(qtbot, window)
    view.show_refusal(HotspotError("June.csv is gone"))
    view.show_as_officer(True)
    (veil,) = view.right.findChildren(
        Veil, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    assert not veil.isHidden()
    assert view.right.children().index(veil) > view.right.children().index(view.officer)


def test_the_whole_map_is_clear_of_its_source_lines(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = answer(qtbot, window)
    view.show_as_officer(True)
    qtbot.waitUntil(view.map.is_sharp, timeout=60_000)
    lines, box = view.map.canvas.sources.written.place, view.map.camera.view
    assert box is not None
    at = box.pixels(view.map.corners())
    assert lines.height() > 0
    assert not [each for each in at if lines.contains(QPointF(*each))]


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100%", "200%"])
def test_no_line_of_the_finding_is_cut(
    qtbot: QtBot, window: MainWindow, dressed: Any, scale: float
) -> None:
    dressed(theme.LIGHT, scale)
    panel = answer(qtbot, window, against="before").panel
    panel.sentences.set_folded(False)
    area, words = panel._said, panel.sentences.words
    qtbot.waitUntil(lambda: words.height() <= area.widget().height())
    assert scale == 1 or area.verticalScrollBar().maximum() > 0
    below = area.viewport().mapTo(panel, area.viewport().rect().bottomLeft()).y()
    cursor, cut = words.textCursor(), []
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    while True:
        line = words.cursorRect(cursor)
        top = words.viewport().mapTo(panel, line.topLeft()).y()
        foot = words.viewport().mapTo(panel, line.bottomLeft()).y()
        cut += [line] if top + 2 < below < foot - 2 else []
        if not cursor.movePosition(QTextCursor.MoveOperation.Down):
            break
    assert cut == []


def test_the_ranking_of_counts_is_of_counts(qtbot: QtBot, window: MainWindow) -> None:
    view = answer(qtbot, window, measure="count")
    page = view.panel.pages["Ranking"]
    view.panel.tabs.setCurrentWidget(page)
    qtbot.waitUntil(lambda: page.currentWidget() is page.chart, timeout=60_000)
    assert page.chart.title.text() == "Recorded incidents"


def test_the_scatter_says_what_is_measured(qtbot: QtBot, window: MainWindow) -> None:
    view = answer(qtbot, window)
    page = view.panel.pages["Scatter"]
    view.panel.tabs.setCurrentWidget(page)
    qtbot.waitUntil(lambda: page.currentWidget() is page.chart, timeout=60_000)
    drawn = page.chart.canvas.marks.drawing
    measured = "ate per 1,000 residents (mid-2025) over 6 months"
    assert drawn.other_title == f"R{measured}"
    assert drawn.value_title == f"Neighbours' mean r{measured}"


def test_wards_are_higher_or_lower_where_no_test_can_speak(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = answer(qtbot, window, level="ward")
    words = {str(word) for word in view.panel.places.view.model().places.sure}
    assert words <= {"higher", "lower", ""}
    assert "higher" in words
    assert "permutations" not in window.left.text()
    page = view.panel.pages["Deprivation"]
    view.panel.tabs.setCurrentWidget(page)
    qtbot.waitUntil(lambda: "needs" in page.words.text(), timeout=60_000)
    assert page.words.text() == (
        '"Crime and deprivation" needs the Indices of Deprivation at the level of the '
        "areas. It isn't published for these areas. Choose neighbourhood areas under "
        "Where."
    )


# --- where the keyboard is --------------------------------------------------------


def _luminance(colour: Any) -> float:
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def marked(widget: QWidget) -> int:
    """Count the pixels that focus changes by a contrast of 3:1 (WCAG 2.2, 2.4.13)."""
    widget.clearFocus()
    QApplication.processEvents()
    before = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    after = widget.grab().toImage()
    found = 0
    for x in range(before.width()):
        for y in range(before.height()):
            if before.pixel(x, y) != after.pixel(x, y):
                one = _luminance(before.pixelColor(x, y))
                other = _luminance(after.pixelColor(x, y))
                low, high = sorted((one, other))
                found += (high + 0.05) / (low + 0.05) >= 3
    return found


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_tab_with_the_keyboard_is_framed(
    qtbot: QtBot, dressed: Any, look: theme.Theme
) -> None:
    dressed(look)
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    for name in ("Places", "Ranking", "Months"):
        tabs.addTab(QWidget(), name)
    tabs.resize(400, 200)
    with qtbot.waitActive(tabs):
        tabs.show()
    bar = tabs.tabBar()
    for place in range(bar.count()):
        bar.setCurrentIndex(place)
        tab = bar.tabRect(place)
        # 2 pixels round it, less those of corners, which are rounded
        assert marked(bar) >= 4 * (tab.width() + tab.height()) - 16 - 2 * tab.width()


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_button_with_the_keyboard_is_framed_in_every_box(
    qtbot: QtBot, dressed: Any, look: theme.Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    dressed(look)
    seen: list[str] = []

    def stay(box: QMessageBox) -> int:
        qtbot.addWidget(box)
        with qtbot.waitActive(box):
            box.show()
        qtbot.wait(100)
        for button in box.buttons():
            edge = 2 * (button.width() + button.height()) - 24  # round corners
            assert marked(button) >= edge, button.text()
            seen.append(button.text())
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    parent = QWidget()
    qtbot.addWidget(parent)
    messages.ask_to_save(parent, "June")
    messages.ask_to_recover(parent, "Work on June was not saved.")
    messages.show_problem(parent, "June.hotspot can't be opened.")
    messages.show_fault(parent, "ValueError")
    assert {"Save", "Don't save", "Go on with it", "OK", "Show the details"} <= {*seen}


def test_a_heading_of_help_is_no_larger_than_a_headline(
    qtbot: QtBot, dressed: Any
) -> None:
    dressed(theme.LIGHT)
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = HelpWindow(parent)
    shown.show_text("# Keyboard\n\n## Everywhere\n\nWords.")
    page = shown.page.document()
    high = [
        page.documentLayout().blockBoundingRect(page.findBlockByNumber(n)).height()
        for n in range(3)
    ]
    assert high[1] <= high[0] <= 1.5 * high[2]


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100%", "200%"])
def test_no_button_cuts_its_words(
    qtbot: QtBot, dressed: Any, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    dressed(theme.LIGHT, scale)
    wide: dict[str, bool] = {}

    def stay(box: QMessageBox) -> int:
        qtbot.addWidget(box)
        box.show()
        for button in box.buttons():
            room = QPushButton(button.text()).sizeHint().width()
            wide[button.text()] = button.width() >= room
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    parent = QWidget()
    qtbot.addWidget(parent)
    messages.ask_to_recover(parent, "Work on June was not saved.")
    messages.show_fault(parent, "ValueError")
    assert len(wide) == 6
    assert all(wide.values()), wide

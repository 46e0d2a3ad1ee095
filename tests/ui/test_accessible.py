"""Every page and dialog: names, targets, text and focus, as WCAG 2.2 AA asks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QTextDocumentFragment
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hotspot_app.brief.proof import Said
from hotspot_app.data.kinds.headers import read_head
from hotspot_app.data.own.group_file import read_groups
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.briefing import Briefing
from hotspot_app.project.save.settings import Settings
from hotspot_app.ui.answer.officer_view import PlaceRow
from hotspot_app.ui.dialogs.group_dialog import GroupDialog
from hotspot_app.ui.dialogs.group_file_dialog import GroupFileDialog
from hotspot_app.ui.dialogs.groups_dialog import GroupsDialog
from hotspot_app.ui.dialogs.marking_dialog import MarkingDialog
from hotspot_app.ui.files.checklist_line import UnknownFile
from hotspot_app.ui.files.column_mapping import ColumnMapping
from hotspot_app.ui.frame.help_window import HelpWindow, about_help
from hotspot_app.ui.frame.preferences import PreferencesDialog
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedButton, ElidedLabel
from hotspot_app.ui.map.legend_rows import Cell, Head
from hotspot_app.ui.window.main_window import MainWindow
from tests.ui.brief.proofs import FELL, a_proof, with_said

CONTROLS = (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QAbstractSpinBox,
    QAbstractItemView,
    QPlainTextEdit,
    QTextBrowser,
    QTabBar,
)
PRESSED = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)
LEAST = 24
"""Pixels of a target (WCAG 2.2, 2.5.8)."""
PAINTED = (ElidedButton, Cell, Head, PlaceRow)
"""Buttons that fit or wrap their words themselves; their own tests look."""
LAPTOP = (1366, 768)


@pytest.fixture(params=[1.0, 2.0], ids=["100%", "200%"])
def scale(request: pytest.FixtureRequest) -> float:
    return float(request.param)


@pytest.fixture
def dressed(dressed: Callable[..., None], scale: float) -> Callable[..., None]:
    dressed(theme.LIGHT, scale)
    return dressed


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow) -> MainWindow:
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.open_practice()
    qtbot.wait(100)
    return window


def seen(inside: QWidget, *kinds: type[QWidget]) -> list[QWidget]:
    """Return what can be seen of some kinds, without what Qt makes for itself."""
    found = [w for w in inside.findChildren(QWidget) if isinstance(w, kinds)]
    return [
        w
        for w in found
        if w.isVisible()
        and not w.objectName().startswith("qt_")
        and not isinstance(w.parent(), QComboBox | QAbstractSpinBox | QTabBar)
        and not (isinstance(w, QAbstractButton) and isinstance(w.parent(), QLineEdit))
        and not (isinstance(w, QAbstractButton) and isinstance(w.parent(), _TABLES))
    ]


_TABLES = (QAbstractItemView,)
_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


def shape(widget: QWidget) -> str:
    words = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {words!r} {widget.width()}×{widget.height()}"


def nameless(inside: QWidget) -> list[str]:
    found = []
    for control in seen(inside, *CONTROLS):
        known = QAccessible.queryAccessibleInterface(control)
        if known is None or not known.text(QAccessible.Text.Name).strip():
            found.append(shape(control))
    return found


def small(inside: QWidget) -> list[str]:
    return [
        shape(control)
        for control in seen(inside, *PRESSED)
        if min(control.width(), control.height()) < LEAST
    ]


def clipped(inside: QWidget) -> list[str]:
    found = []
    for label in seen(inside, QLabel):
        assert isinstance(label, QLabel)
        if isinstance(label, ElidedLabel) or not label.text():
            continue
        metrics, room = QFontMetrics(label.font()), label.contentsRect()
        flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
        words = label.text().replace("&", "") if label.buddy() else label.text()
        if label.textFormat() == Qt.TextFormat.RichText:
            words = QTextDocumentFragment.fromHtml(words).toPlainText()
        need = metrics.boundingRect(QRect(0, 0, room.width(), 9999), flags, words)
        if need.width() > room.width() + 1 or need.height() > room.height() + 1:
            found.append(shape(label))
    for button in seen(inside, QAbstractButton):
        assert isinstance(button, QAbstractButton)
        words = QFontMetrics(button.font()).horizontalAdvance(button.text())
        if isinstance(button, QToolButton) and button.toolButtonStyle() == _ICON_ONLY:
            continue
        if not isinstance(button, PAINTED) and words > button.width():
            found.append(shape(button))
    return found


def unmarked(inside: QWidget) -> list[str]:
    """Return the controls that look the same with and without the focus."""
    found = []
    for control in seen(inside, *CONTROLS):
        reached = control.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not reached or not control.isEnabled() or isinstance(control, QTabBar):
            continue
        control.clearFocus()
        QApplication.processEvents()
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if control.hasFocus() and control.grab().toImage() == before:
            found.append(shape(control))
    return found


def check(inside: QWidget) -> None:
    """Ask all of it."""
    for _ in range(20):  # layouts settle after the words have changed
        if not clipped(inside):
            break
        QTest.qWait(50)
    assert nameless(inside) == []
    assert small(inside) == []
    assert clipped(inside) == []


def test_the_start_page(qtbot: QtBot, window: MainWindow) -> None:
    window.start.set_recent(
        [
            (Path("june.hotspot"), "June " * 40, True),
            (Path("may.hotspot"), "May 2025", False),
        ]
    )
    qtbot.wait(100)
    check(window)
    assert unmarked(window.start) == []
    assert window.width() == LAPTOP[0]


def test_the_checklist(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"no data")
    window.show_checklist([letter])
    qtbot.waitUntil(
        lambda: bool(window.checklist.findChildren(UnknownFile)), timeout=60_000
    )
    qtbot.wait(50)
    check(window)
    assert unmarked(window.checklist) == []
    assert window.width() == LAPTOP[0]


def test_the_page_of_briefs(qtbot: QtBot, window: MainWindow) -> None:
    window.show_brief()
    check(window.brief)
    own = Said("pag/summary/changed/1", "Our own words.", FELL, stale=True)
    window.brief.show_proof(with_said(a_proof(), 1, own))
    window.brief.banner.say("2 files in the folder.", "Show in folder", lambda: None)
    for tab in range(2):
        window.brief.tabs.setCurrentIndex(tab)
        qtbot.wait(100)
        check(window.brief)
        assert unmarked(window.brief) == []
    assert window.width() == LAPTOP[0]


def test_the_desk(desk: MainWindow) -> None:
    check(desk)
    assert unmarked(desk.view) == []
    assert desk.width() == LAPTOP[0]


def test_tab_goes_through_the_desk_as_it_is_read(
    qtbot: QtBot, desk: MainWindow
) -> None:
    """Chips, parameters and classes come where they are seen, not behind it all."""
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.desk.ask(method="gi_star", params={})
    view = desk.view
    question, legend = view.question, view.map.legend
    stops, at = [], desk.nextInFocusChain()
    while at is not desk:
        tab = bool(at.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tab and at.isVisible() and at.isEnabled() and at.focusProxy() is None:
            stops.append(at)
        at = at.nextInFocusChain()
    first = stops.index(question.types.findChildren(QAbstractButton)[0])
    stops = [*stops[first:], *stops[:first]]

    def places(part: QWidget) -> list[int]:
        return [n for n, stop in enumerate(stops) if part.isAncestorOf(stop)]

    parts = [
        *(question.types, question.flags, question.period, question.form),
        *(legend, view.panel),
    ]
    for before, after in pairwise(parts):
        assert max(places(before)) < min(places(after))

    def come_as_they_stand() -> None:
        asked = [stops[n] for n in places(question.widget())]
        heights = [stop.mapTo(question, QPoint()).y() for stop in asked]
        assert heights == sorted(heights)

    qtbot.waitUntil(come_as_they_stand)  # once the method's form is laid out
    assert places(legend) == list(range(places(legend)[0], places(legend)[-1] + 1))


@pytest.mark.slow
@pytest.mark.parametrize("method", [each.id for each in all_methods()])
def test_the_desk_with_every_method(
    qtbot: QtBot, desk: MainWindow, method: str
) -> None:
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.desk.ask(method=method, against="before")
    qtbot.wait(50)
    check(desk)
    assert desk.width() == LAPTOP[0]


def test_every_tab(qtbot: QtBot, desk: MainWindow) -> None:
    tabs = desk.view.panel.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        qtbot.wait(50)
        check(desk.view.panel)


def test_all_tabs_can_be_seen_on_a_laptop(desk: MainWindow, scale: float) -> None:
    panel, bar = desk.view.panel, desk.view.panel.tabs.tabBar()
    shown = [i for i in range(bar.count()) if bar.isTabVisible(i)]
    if scale == 1:
        assert bar.tabRect(shown[-1]).right() <= bar.width()
    assert all(bar.tabRect(i).height() >= LEAST for i in shown)
    assert panel.notes_tab.text().startswith("Notes (")
    assert panel.notes_tab.geometry().right() <= panel.tabs.width()
    assert min(panel.notes_tab.width(), panel.notes_tab.height()) >= LEAST


def test_the_officer_s_page(qtbot: QtBot, desk: MainWindow) -> None:
    desk.acts["officer"].trigger()
    qtbot.wait(100)
    check(desk)
    assert unmarked(desk.view.officer) == []
    assert desk.width() == LAPTOP[0]
    said = " ".join(label for label, _ in desk.view.map.legend.words())
    assert "among" not in said
    assert "Stands out: clear" in said
    assert not desk.left.isVisible()
    desk.acts["officer"].trigger()
    assert "High among high, clear" in dict(desk.view.map.legend.words())
    assert desk.left.isVisible()


def test_the_tour(qtbot: QtBot, desk: MainWindow) -> None:
    desk.start_tour()
    assert desk.tour is not None
    for _ in range(5):
        qtbot.wait(20)
        check(desk.tour)
        assert desk.rect().contains(desk.tour.geometry())
        desk.tour._forward()


def test_a_message_and_work_under_way(desk: MainWindow) -> None:
    desk.view.banner.say("no file holds the month. " * 6, "Read them", lambda: None)
    desk.view.work.report(0.4, "Reading " + "a file with a long name " * 8)
    desk.view.work.show()
    QApplication.processEvents()
    check(desk)
    assert desk.width() == LAPTOP[0]


def dialogs(window: MainWindow, folder: Path) -> dict[str, QDialog]:
    extract = folder / "extract.csv"
    extract.write_text("Ref,When,Kind,X,Y\n1,2025-01-02,Burglary,442000,112000\n")
    help_window = HelpWindow(window)
    help_window.page.setMarkdown(about_help())
    lookup = folder / "beats.csv"
    lookup.write_text("code,Beat\na,1\nb,1\nc,2\n")
    groups = {"beat": {"North": ("a", "b"), "South": ("c",)}}
    group = GroupDialog(window, groups, "abd", words="3 selected areas", levels=())
    group.name.setText("A name as long as names of localities can well be")
    return {
        "group": group,
        "groups": GroupsDialog(window, groups),
        "no groups": GroupsDialog(window, {}),
        "groups of a file": GroupFileDialog(
            window, read_groups(lookup, "abc"), groups, ()
        ),
        "columns": ColumnMapping(read_head(extract), extract.name, {}, window),
        "marking": MarkingDialog(window, Briefing(marking="OFFICIAL-SENSITIVE")),
        "preferences": PreferencesDialog(window, Settings()),
        "help": help_window,
    }


def test_dialogs(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    screen = window.screen().availableSize()
    for dialog in dialogs(window, tmp_path).values():
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.wait(30)
        check(dialog)
        assert unmarked(dialog) == []
        assert dialog.height() <= screen.height()
        dialog.close()

"""Three ways to begin, and recent projects: what is seen and what is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from hotspot_app.data.boundaries.catalogue import Stored, listing
from hotspot_app.ui.files.start_page import StartPage
from hotspot_app.ui.kit import theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

FILES = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot) -> StartPage:
    made = StartPage()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    return made


def stored(place: str, level: str, vintage: int, file: str) -> Stored:
    first = listing()[0]
    entry = replace(
        first.entry, id=file, place=place, level=level, vintage=vintage, file=file
    )
    return Stored(entry, Path(file), True, "ready")


def button(page: QWidget, text: str) -> QPushButton:
    QApplication.processEvents()
    found = [b for b in page.findChildren(QPushButton) if b.text() == text]
    seen = [b for b in found if b.isVisible()]
    assert len(seen) == 1, text
    return seen[0]


def drop(page: QWidget, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    spot = QPointF(10, 10)
    no = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(spot, FILES[0], data, FILES[1], no))


@pytest.mark.parametrize(
    ("text", "tour"), [("Try it with a guided tour", True), ("Without the tour", False)]
)
def test_the_practice_town_with_and_without_the_tour(page, qtbot, text, tour):
    with qtbot.waitSignal(page.practice_wanted) as told:
        qtbot.mouseClick(button(page, text), Qt.MouseButton.LeftButton)
    assert told.args == [tour]


def test_your_own_data_and_open(page, qtbot):
    wanted: list[str] = []
    page.own_data_wanted.connect(lambda: wanted.append("own data"))
    page.open_wanted.connect(lambda: wanted.append("a project"))
    qtbot.keyClick(button(page, "Open the checklist"), Qt.Key.Key_Space)
    assert wanted == ["own data"]
    qtbot.keyClick(button(page, "Open a project…"), Qt.Key.Key_Space)
    assert wanted == ["own data", "a project"]


def test_the_practice_town_is_no_real_boundary(page):
    page.set_boundaries(listing())
    said = " ".join(b.text() for b in page.findChildren(QPushButton) if b.isVisible())
    assert "Wrenmouth" not in said


def test_kept_boundaries_are_offered_by_place_the_newest(page, qtbot):
    page.set_boundaries(
        [
            stored("Southampton", "lsoa", 2011, "old.gpkg"),
            stored("Southampton", "lsoa", 2021, "lsoa.gpkg"),
            stored("Southampton", "ward", 2025, "wards.gpkg"),
            replace(stored("Winchester", "lsoa", 2021, "gone.gpkg"), state="missing"),
        ]
    )
    with qtbot.waitSignal(page.boundaries_wanted) as told:
        qtbot.mouseClick(button(page, "Southampton"), Qt.MouseButton.LeftButton)
    assert told.args == [[Path("lsoa.gpkg"), Path("wards.gpkg")]]
    assert not [b for b in page.findChildren(QPushButton) if b.text() == "Winchester"]


def test_recent_projects(page, qtbot):
    page.set_recent([(Path("june.hotspot"), "June", True)])
    page.set_recent(
        [(Path("july.hotspot"), "July", True), (Path("may.hotspot"), "May", False)]
    )
    with qtbot.waitSignal(page.project_wanted) as told:
        qtbot.mouseClick(button(page, "July"), Qt.MouseButton.LeftButton)
    assert told.args == [Path("july.hotspot")]
    assert not button(page, "May (not found)").isEnabled()


def test_what_was_open_last_is_the_first_button(page, qtbot):
    assert not page._last_card.isVisible()
    assert page.tour_button.property("role") == "primary"
    gone, june, may = Path("gone.hotspot"), Path("june.hotspot"), Path("may.hotspot")
    page.set_recent([(gone, "Gone", False), (june, "June & co", True), (may, "May", 1)])
    first = page.last_button
    QApplication.processEvents()
    buttons = [b for b in page.findChildren(QPushButton) if b.isVisible()]
    assert min(buttons, key=lambda b: b.mapTo(page, b.rect().topLeft()).y()) is first
    assert first.text() == "Open June && co"
    assert first.property("role") == "primary"
    assert page.tour_button.property("role") == ""
    with qtbot.waitSignal(page.project_wanted) as told:
        first.click()
    assert told.args == [june]
    page.tour_button.setFocus()
    page.focusNextPrevChild(False)
    assert first.hasFocus()
    page.set_recent([])
    assert not page._last_card.isVisible()
    assert page.tour_button.property("role") == "primary"


def test_a_recent_project_on_a_share_is_neither_looked_at_nor_called_gone(page):
    page.set_recent([(Path("//host/share/may.hotspot"), "May", False)])
    told = button(page, "May (on another computer: choose Open a project)")
    assert not told.isEnabled()


def test_dropped_files_go_to_the_checklist(page, qtbot, tmp_path):
    with qtbot.waitSignal(page.files_dropped) as told:
        drop(page, tmp_path / "a.csv", tmp_path / "b.gpkg")
    assert told.args == [[tmp_path / "a.csv", tmp_path / "b.gpkg"]]


def test_every_way_is_reached_by_tab_and_has_a_name(page, qtbot):
    seen = set()
    page.tour_button.setFocus()
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(focused, QPushButton):
            seen.add(focused.accessibleName() or focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {
        "Try it with a guided tour",
        "Try the practice town without the tour",
        "Your own data: open the checklist",
        "Open a project…",
    } <= seen


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped(page, qtbot, qapp, scale):
    try:
        theme.put_on(qapp, theme.DARK, scale)
        page.set_recent([(Path("x"), "A project with a rather long name " * 2, True)])
        QApplication.processEvents()
        for each in page.findChildren(QPushButton):
            if each.isVisible():
                assert each.width() >= each.minimumSizeHint().width()
                assert each.height() >= each.minimumSizeHint().height()
    finally:
        theme.put_on(qapp, theme.LIGHT, 1.0)

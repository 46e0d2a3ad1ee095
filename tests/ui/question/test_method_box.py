"""The box for the method: searched, by group, by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest

from hotspot_app.method import GROUPS
from hotspot_app.methods import all_methods, get
from hotspot_app.ui.question.method_box import MethodBox

pytestmark = pytest.mark.qt_log_ignore("does not support")

CHANGE = get("change")


@pytest.fixture
def box(qtbot) -> MethodBox:
    made = MethodBox(least=18)
    qtbot.addWidget(made)
    offered = [
        (each, "needs a period to compare with" if each is CHANGE else "")
        for each in all_methods()
    ]
    made.show_methods(offered, "rate_map")
    made.show()
    return made


def rows(box: MethodBox) -> list[str]:
    return [box.list.rows.item(i).text() for i in range(box.list.rows.count())]


def press(box: MethodBox, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(box.list.search, key)


def test_it_shows_the_method_asked_for(box: MethodBox) -> None:
    assert box.currentText() == "Rates by area"
    assert box.count() == len(all_methods())


def test_the_list_is_in_groups_with_the_current_method_marked(box: MethodBox) -> None:
    box.showPopup()
    headings = [row for row in rows(box) if not row.startswith(" ")]
    assert headings == [
        words
        for name, words in GROUPS.items()
        if any(method.group == name for method in all_methods())
    ]
    assert box.list.rows.currentItem().text().strip() == "Rates by area"
    assert box.list.isVisible()


def test_words_typed_find_titles_and_groups(box: MethodBox) -> None:
    box.showPopup()
    QTest.keyClicks(box.list.search, "depriv crime")
    assert "deprivation_gradient" in box.list.found()
    assert "rate_map" not in box.list.found()
    box.list.search.setText("where rates")
    assert box.list.found() == ["rate_map"]
    box.list.search.setText("xyzzy")
    assert rows(box) == ["No method has these words"]


def test_return_takes_the_first_found(box: MethodBox) -> None:
    told = QSignalSpy(box.activated)
    box.showPopup()
    QTest.keyClicks(box.list.search, "counts")
    press(box, Qt.Key.Key_Return)
    assert box.currentData() == "count_map"
    assert told.count() == 1
    assert not box.list.isVisible()


def test_arrows_pass_over_headings(box: MethodBox) -> None:
    box.showPopup()
    press(box, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert box.currentData() == "local_moran"


def test_a_method_that_lacks_something_says_what_and_cant_be_taken(
    box: MethodBox,
) -> None:
    told = QSignalSpy(box.activated)
    box.showPopup()
    QTest.keyClicks(box.list.search, "what changed")
    assert "    What changed: needs a period to compare with" in rows(box)
    press(box, Qt.Key.Key_Return)
    item = next(
        box.list.rows.item(i)
        for i, row in enumerate(rows(box))
        if row.startswith("    What changed")
    )
    box.list.rows.itemClicked.emit(item)
    assert told.count() == 0
    assert box.currentData() == "rate_map"


def test_a_title_is_shown_as_it_stands(box: MethodBox) -> None:
    odd = replace(get("rate_map"), id="odd", title="<b>R & D</b>")
    box.show_methods([(odd, "")], "odd")
    box.showPopup()
    assert box.currentText() == "<b>R & D</b>"
    assert "    <b>R & D</b>" in rows(box)

"""What lies on a map, and what room it leaves to the ground."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.map.cards import Cards


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def cards(qtbot, pressed) -> Cards:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(640, 480)
    cards = Cards(widget, [("plus", "Closer", lambda: pressed.append("closer"))])
    cards.place()
    return cards


def test_buttons_do_what_they_say(cards, pressed):
    (button,) = cards.buttons
    assert button.toolTip() == button.accessibleName() == "Closer"
    button.click()
    assert pressed == ["closer"]


def test_a_button_of_an_action_stands_above_and_follows_it(cards):
    action = QAction("Change", cards)
    action.setCheckable(True)
    cards.put_button(action)
    first, second = cards.buttons
    assert first.geometry().bottom() < second.geometry().top()
    first.click()
    assert action.isChecked()
    action.setChecked(False)
    action.setEnabled(False)
    assert not first.isChecked()
    assert not first.isEnabled()
    assert cards.extents()[0][1] < first.geometry().top()


def test_ground_has_the_room_above_the_foot_and_is_told_when_it_changes(cards, qtbot):
    assert cards.foot > 0
    assert cards.room() == (640, 480 - cards.foot)
    with qtbot.assertNotEmitted(cards.room_changed):
        cards.place()
    with qtbot.waitSignal(cards.room_changed):
        cards.place(least=cards.foot + 40)
    with qtbot.waitSignal(cards.room_changed):
        cards.place()

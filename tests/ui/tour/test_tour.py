"""The guided tour: points at real controls, never blocks, is left at any time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from hotspot_app.ui.tour.place import beside
from hotspot_app.ui.tour.steps import STEPS, practice_tour
from hotspot_app.ui.tour.tour import Stop, Tour

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

ROOM = QRect(0, 0, 1366, 768)


class Window(QWidget):
    def __init__(self):
        super().__init__()
        across = QHBoxLayout(self)
        self.left_button = QPushButton("Types")
        self.box = QLineEdit()
        self.right_button = QPushButton("Table")
        for each in (self.left_button, self.box, self.right_button):
            across.addWidget(each)


@pytest.fixture
def window(qtbot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.resize(1000, 600)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.box.setFocus()
    return made


@pytest.fixture
def tour(window) -> Tour:
    made = Tour(
        window,
        [
            Stop(lambda: window.left_button, "What", "Choose what is counted."),
            Stop(lambda: window.right_button, "Table", "Every area, sorted."),
            Stop(lambda: None, "Done", "Go on by yourself."),
        ],
    )
    made.start()
    QApplication.processEvents()
    return made


def button(tour: Tour, text: str) -> QPushButton:
    return next(b for b in tour.findChildren(QPushButton) if b.text() == text)


def words(tour: Tour) -> str:
    return "\n".join(label.text() for label in tour.findChildren(QLabel))


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def test_it_stands_beside_the_control_and_says_where_it_is(tour, window):
    assert words(tour) == "Step 1 of 3\nWhat\nChoose what is counted."
    control = place_of(window.left_button, window)
    assert not tour.geometry().intersects(control)
    assert tour.geometry().left() - control.right() < 20
    assert "Step 1 of 3: What" in tour.accessibleName()
    assert tour.accessibleDescription() == "Choose what is counted."


def test_next_back_and_finish(tour, qtbot):
    button(tour, "Next").click()
    assert words(tour).startswith("Step 2 of 3")
    button(tour, "Back").click()
    assert words(tour).startswith("Step 1 of 3")
    button(tour, "Next").click()
    button(tour, "Next").click()
    with qtbot.waitSignal(tour.left):
        button(tour, "Finish").click()
    assert tour.isHidden()


def test_the_focus_goes_to_the_card_and_back(tour, window):
    assert tour.isAncestorOf(window.focusWidget())
    tour.leave()
    assert window.focusWidget() is window.box


def test_escape_leaves_even_while_the_analyst_works_elsewhere(tour, window, qtbot):
    window.box.setFocus()
    with qtbot.waitSignal(tour.left):
        qtbot.keyClick(window.box, Qt.Key.Key_Escape)
    assert tour.isHidden()


def test_the_controls_go_on_working(tour, window, qtbot):
    pressed = []
    window.left_button.clicked.connect(lambda: pressed.append(True))
    qtbot.mouseClick(window.left_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(window.box, "June")
    assert pressed == [True]
    assert window.box.text() == "June"


def test_it_follows_when_the_window_is_resized(tour, window):
    button(tour, "Next").click()
    for wide in (1300, 700, 360):
        window.resize(wide, 600)
        QApplication.processEvents()
        QApplication.processEvents()
        assert window.rect().contains(tour.geometry())
        control = place_of(window.right_button, window)
        assert not tour.geometry().intersects(control)


def test_a_control_that_has_gone_leaves_the_card_in_the_middle(tour, window):
    window.left_button.deleteLater()
    QApplication.sendPostedEvents(None, 52)  # deferred deletion
    QApplication.processEvents()
    QApplication.processEvents()
    middle = tour.geometry().center() - window.rect().center()
    assert middle.manhattanLength() <= 4


@pytest.mark.parametrize(
    ("target", "side"),
    [
        (QRect(0, 300, 200, 40), Qt.Edge.LeftEdge),
        (QRect(1200, 300, 160, 40), Qt.Edge.RightEdge),
        (QRect(100, 0, 1200, 40), Qt.Edge.TopEdge),
        (QRect(100, 720, 1200, 40), Qt.Edge.BottomEdge),
    ],
)
def test_the_side_with_room_is_taken(target, side):
    place, taken = beside(340, 200, target, ROOM)
    assert taken == side
    assert ROOM.contains(place)
    assert not place.intersects(target)


def test_a_control_that_fills_the_window_is_overlaid(qtbot):
    place, _ = beside(340, 200, QRect(0, 0, 1366, 768), ROOM)
    assert ROOM.contains(place)


def test_the_practice_tour_has_six_short_steps():
    stops = practice_tour([lambda: None] * 6)
    assert [(stop.title, stop.text) for stop in stops] == list(STEPS)
    assert all(len(stop.text) < 160 for stop in stops)
    with pytest.raises(ValueError, match="zip"):
        practice_tour([lambda: None])

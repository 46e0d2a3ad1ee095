"""The map under two fingers, on a screen and on a touchpad."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from hotspot_app.ui.map.hover_card import HoverText
from hotspot_app.ui.map.view import MapView
from hotspot_app.ui.map.view_box import CLOSEST
from tests.ui.conftest import wait_sharp


@pytest.fixture
def seen(dressed, practice, qtbot):
    """A map in a window, as Qt tells fingers on a window itself twice."""
    window, view = QMainWindow(), MapView()
    window.setCentralWidget(view)
    window.resize(720, 700)
    with qtbot.waitExposed(window):
        window.show()
    view.set_areas(practice.areas, practice.wards)
    view.set_key(practice.key)
    view.set_hover_text(lambda code: HoverText(code, "", ()))
    emitted: list[frozenset[str]] = []
    view.selection_changed.connect(emitted.append)
    wait_sharp(qtbot, view)
    yield view, emitted
    view.stop()
    window.close()
    window.deleteLater()


def spread(view: MapView, middle: QPoint, *halves: int, aside: int = 0) -> None:
    """Move two fingers that lie so many pixels left and right of a middle.

    Qt begins the gesture with the first movement, which is told as none.
    """
    fingers = QTest.touchEvent(view, QTest.createTouchDevice(), False)
    for number, half in enumerate(halves):
        at = middle + QPoint(aside * number, 0)
        act = fingers.move if number else fingers.press
        for finger, side in enumerate((-half, half)):
            act(finger, at + QPoint(side, 0), view)
        fingers.commit()
    for finger, side in enumerate((-halves[-1], halves[-1])):
        fingers.release(finger, at + QPoint(side, 0), view)
    fingers.commit()


def test_two_fingers_zoom_about_their_middle(seen, qtbot):
    view, emitted = seen
    before = view.camera.view
    spread(view, QPoint(320, 260), 30, 40, 50, 70, 100)
    after = view.camera.view
    assert after.scale == pytest.approx(before.scale / (100 / 40))
    assert after.metres(320, 260) == pytest.approx(before.metres(320, 260))
    spread(view, QPoint(320, 260), 110, 100, 80, 50, 40)
    assert view.camera.view.scale == pytest.approx(before.scale)
    assert emitted == []
    wait_sharp(qtbot, view)


def test_two_fingers_move_the_ground_with_them(seen, qtbot):
    view, emitted = seen
    before = view.camera.view
    spread(view, QPoint(320, 260), 50, 50, 50, 50, 50, aside=12)
    after = view.camera.view
    assert after.scale == pytest.approx(before.scale)
    assert after.metres(368, 260) == pytest.approx(before.metres(332, 260))
    assert emitted == []
    wait_sharp(qtbot, view)


def test_two_fingers_stop_at_the_limits(seen, qtbot):
    view, _ = seen
    before = view.camera.view
    for _ in range(6):
        spread(view, QPoint(320, 260), 30, 40, 60, 90, 120)
    assert view.camera.view.scale == pytest.approx(CLOSEST)
    for _ in range(6):
        spread(view, QPoint(320, 260), 130, 120, 90, 60, 40)
    assert before.scale < view.camera.view.scale <= before.scale * 2
    wait_sharp(qtbot, view)


def test_a_touchpad_zooms_about_the_pointer_within_limits(seen, qtbot):
    view, _ = seen

    def pinch(by: float) -> None:
        at = QPointF(320, 260)
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            QPointingDevice.primaryPointingDevice(),
            2,
            at,
            at,
            QPointF(view.mapToGlobal(at)),
            by,
            QPointF(),
        )
        QApplication.sendEvent(view, event)

    before = view.camera.view
    pinch(0.25)
    after = view.camera.view
    assert after.scale == pytest.approx(before.scale / 1.25)
    assert after.metres(320, 260) == pytest.approx(before.metres(320, 260))
    for _ in range(60):
        pinch(0.5)
    assert view.camera.view.scale == pytest.approx(CLOSEST)
    for by in (-0.9, -1.0, -7.0, *[-0.5] * 20):
        pinch(by)
    assert before.scale < view.camera.view.scale <= before.scale * 2
    wait_sharp(qtbot, view)

"""The mouse's wheel over a box: it changes what is chosen only with the focus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.ui.files.district_box import DistrictBox
from hotspot_app.ui.kit import boxes as module
from hotspot_app.ui.kit.boxes import Box, DayBox, DecimalBox, NumberBox
from hotspot_app.ui.kit.elided import ElidedBox

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

UI = Path(module.__file__).parents[1]


def listing(box: Box) -> Box:
    box.addItems(["one", "two", "three"])
    box.setCurrentIndex(1)
    return box


def days() -> DayBox:
    box = DayBox()
    box.setDate(QDate(2025, 6, 15))
    return box


MAKE = {
    "list": lambda: listing(Box()),
    "typed list": lambda: listing(Box(editable=True)),
    "elided list": lambda: listing(ElidedBox()),
    "districts": lambda: listing(DistrictBox()),
    "number": lambda: NumberBox(-5, 5),
    "decimal": lambda: DecimalBox(-5, 5),
    "day": days,
}


def shown(box: QWidget) -> str:
    if isinstance(box, Box):
        return box.currentText()
    assert isinstance(box, NumberBox | DecimalBox | DayBox)
    return box.text()


def roll(box: QWidget) -> bool:
    """Turn the wheel towards oneself over a box; say whether it took that."""
    at = box.rect().center()
    event = QWheelEvent(
        QPointF(at),
        QPointF(box.mapToGlobal(at)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    box.wheelEvent(event)
    return event.isAccepted()


@pytest.mark.parametrize("kind", list(MAKE))
def test_the_panel_scrolls_unless_the_box_has_the_focus(
    qtbot: QtBot, kind: str
) -> None:
    box, inside, panel = MAKE[kind](), QWidget(), QScrollArea()
    rows = QVBoxLayout(inside)
    rows.addWidget(box)
    inside.setMinimumHeight(2000)
    panel.setWidget(inside)
    panel.setWidgetResizable(True)
    qtbot.addWidget(panel)
    panel.resize(400, 300)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    panel.setFocus()
    before = shown(box)
    assert not roll(box)  # it is the panel's then
    assert shown(box) == before
    assert box.focusPolicy() == Qt.FocusPolicy.StrongFocus
    box.setFocus()
    assert roll(box)
    assert shown(box) != before


def test_there_are_no_other_boxes() -> None:
    """Qt's own take the wheel wherever it passes."""
    qts = (
        r"\bQ(ComboBox|SpinBox|DoubleSpinBox|DateEdit|TimeEdit|DateTimeEdit|Slider|Dial"
    )
    made = re.compile(qts + r"|FontComboBox)\(|\((QComboBox|Q\w*SpinBox|QDateEdit)\):")
    for source in sorted(UI.rglob("*.py")):
        if source.name != "boxes.py":
            text = source.read_text("utf-8")
            assert not made.search(text), source.name

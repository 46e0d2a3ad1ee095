"""Icons in any size, none included."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon


@pytest.mark.parametrize("size", [(0, 0), (0, 16), (16, 0), (1, 1), (16, 16)])
def test_an_icon_is_as_large_as_there_is_room(dressed: object, size) -> None:
    wide, high = size
    shown = icon("plus").pixmap(QSize(wide, high))
    assert shown.isNull() == (0 in size)


def test_no_button_of_a_box_has_an_icon_of_another_family(qtbot, dressed) -> None:
    dressed(theme.LIGHT)
    every = [
        each for each in QDialogButtonBox.StandardButton if each.value.bit_count() == 1
    ]
    buttons, box = QDialogButtonBox(), QMessageBox()
    for made in (buttons, box):
        qtbot.addWidget(made)
    for each in every:
        assert buttons.addButton(each).icon().isNull(), each
    box.setStandardButtons(QMessageBox.StandardButton.Save)
    box.addButton(QMessageBox.StandardButton.Cancel)
    assert all(each.icon().isNull() for each in box.buttons())

"""A marking is chosen, and one that is lower than before is given a reason."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.briefing import Briefing
from hotspot_app.ui.dialogs.marking_dialog import MarkingDialog

pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture
def parent(qtbot: QtBot, dressed: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def shown(parent: QWidget, briefing: Briefing) -> MarkingDialog:
    made = MarkingDialog(parent, briefing)
    made.show()
    return made


def use(dialog: MarkingDialog) -> QPushButton:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def test_there_is_no_marking_until_one_is_chosen(parent: QWidget) -> None:
    dialog = shown(parent, Briefing())
    assert dialog.marking.currentText() == ""
    assert not use(dialog).isEnabled()
    assert not dialog.why.isVisible()
    dialog.marking.setCurrentText("official-sensitive")
    dialog.handling.setCurrentText("For the group.")
    assert use(dialog).isEnabled()
    found = dialog.decided
    assert (found.marking, found.handling) == ("OFFICIAL-SENSITIVE", "For the group.")
    assert found.lowered == ()


def test_a_lower_marking_asks_why_and_keeps_it(parent: QWidget) -> None:
    dialog = shown(parent, Briefing(marking="OFFICIAL-SENSITIVE"))
    assert dialog.marking.currentText() == "OFFICIAL-SENSITIVE"
    dialog.marking.setCurrentText("OFFICIAL - FOR PUBLIC RELEASE")
    assert dialog.why.isVisible()
    assert "lower than OFFICIAL-SENSITIVE" in dialog.hint.text()
    assert not use(dialog).isEnabled()
    dialog.why.setText("  Small counts   are withheld ")
    assert use(dialog).isEnabled()
    (kept,) = dialog.decided.lowered
    assert (kept.before, kept.after) == (
        "OFFICIAL-SENSITIVE",
        "OFFICIAL - FOR PUBLIC RELEASE",
    )
    assert kept.why == "Small counts are withheld"
    dialog.marking.setCurrentText("SECRET")
    assert not dialog.why.isVisible()


def test_what_is_no_marking_is_told(parent: QWidget) -> None:
    dialog = shown(parent, Briefing())
    dialog.marking.setCurrentText("123")
    assert dialog.hint.isVisible()
    assert not use(dialog).isEnabled()

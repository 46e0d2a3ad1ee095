"""Every entry of the menus does something."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL
from PySide6.QtGui import QAction

from hotspot_app.ui.frame.actions import ROWS
from hotspot_app.ui.frame.frame import Frame


def receivers(action: QAction) -> int:
    signals = map(SIGNAL, ("triggered(bool)", "toggled(bool)"))
    return sum(action.receivers(signal) for signal in signals)


def test_every_action_has_a_function_and_not_only_a_place_in_a_menu(
    qtbot, window
) -> None:
    bare = Frame()
    qtbot.addWidget(bare)
    acts = window.acts
    idle = [r.id for r in ROWS if receivers(acts[r.id]) <= receivers(bare.acts[r.id])]
    assert idle == []

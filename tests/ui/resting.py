"""Whether a window is at work, and whether it shows an answer to what is asked."""

from __future__ import annotations

from PySide6.QtCore import QObject

from hotspot_app.ui.kit.worker import Worker
from hotspot_app.ui.window.desk_view import DeskView
from hotspot_app.ui.window.main_window import MainWindow


def at_work(part: QObject) -> bool:
    """Whether anything is worked on for a part of the window."""
    return any(worker.is_busy for worker in part.findChildren(Worker))


def is_current(view: DeskView) -> bool:
    """Whether the desk shows the answer to what is asked."""
    window = view.window()
    assert isinstance(window, MainWindow)
    found = window.desk.answer
    return found is not None and view.shown is found

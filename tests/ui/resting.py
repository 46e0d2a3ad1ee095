"""Whether a window is at work, and whether it shows an answer to what is asked."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit.veil import Veil
from hotspot_app.ui.kit.worker import Worker


def at_work(part: QObject) -> bool:
    """Whether anything is worked on for a part of the window."""
    return any(worker.is_busy for worker in part.findChildren(Worker))


def is_current(view: QWidget) -> bool:
    """Whether nothing lies over what a part of the window shows."""
    return all(veil.isHidden() for veil in view.findChildren(Veil))

"""The signals that all views of areas have."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class AreaView(QWidget):
    """Shows areas that can be chosen, pointed at and zoomed to."""

    selection_changed = Signal(object)
    """A frozenset of area codes, when the user chose."""
    activated = Signal(str)
    """Code of the area to zoom to."""
    hovered = Signal(str)
    """Code of the area under the mouse, "" for none."""

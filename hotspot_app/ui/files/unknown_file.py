"""A file the app can't use as it is: what it looks like and what to do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from hotspot_app.project.intake.items import Unknown
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label
from hotspot_app.ui.kit.remedy_words import said


class UnknownFile(QFrame):
    """One line, a way on if it might be an extract, and a way to put it away."""

    columns_wanted = Signal(object)
    """The path of the file whose columns should be looked at."""
    dismissed = Signal(object)
    """The path of the file that was read about."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        mappable = bool(unknown.header)
        why = unknown.why if mappable else said(unknown.why, unknown.remedies)
        self.setAccessibleName(f"Not used: {why}")
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 8, 8, 8)
        across.setSpacing(8)
        self._why = Label(why)
        self._why.setWordWrap(True)
        across.addWidget(self._why, 1)
        if mappable:
            ask = QPushButton("Say which column is which…")
            ask.setAccessibleName(f"Say which column is which in {unknown.path.name}")
            ask.clicked.connect(lambda: self.columns_wanted.emit(unknown.path))
            across.addWidget(ask)
        away = QToolButton()
        away.setProperty("role", "flat")
        away.setIcon(icon("x", "hint"))
        away.setIconSize(QSize(theme.pixels(14), theme.pixels(14)))
        away.setAccessibleName(f"Put {unknown.path.name} away")
        away.setToolTip("Put this line away")
        away.clicked.connect(lambda: self.dismissed.emit(unknown.path))
        across.addWidget(away)

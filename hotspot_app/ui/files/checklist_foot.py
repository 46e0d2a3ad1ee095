"""The foot of the checklist: progress, what can't be answered, and Start."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from hotspot_app.ui.kit.labels import text_label


class ChecklistFoot(QFrame):
    """Stays in view while the lines above it are scrolled."""

    start = Signal()
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._lost = ""
        self._said = text_label("", "secondary")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Reading files")
        self._bar.setRange(0, 1000)
        self._bar.setFixedHeight(4)
        kept = self._bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(kept)
        self._bar.hide()
        back = QPushButton("Back")
        back.clicked.connect(lambda: self.back.emit())
        self._start = QPushButton("Start")
        self._start.setProperty("role", "primary")
        self._start.clicked.connect(lambda: self.start.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        across = QHBoxLayout()
        across.setContentsMargins(24, 8, 24, 12)
        across.setSpacing(8)
        across.addWidget(self._said, 1)
        across.addWidget(back)
        across.addWidget(self._start)
        column.addLayout(across)

    def show_state(self, lost: str, *, ready: bool) -> None:
        """Say what can't be answered; let begin if there is enough."""
        self._lost = lost
        self._said.setText(lost)
        self._start.setEnabled(ready)

    def show_progress(self, fraction: float, text: str) -> None:
        """Show how far the reading is."""
        self._bar.setValue(round(1000 * fraction))
        self._bar.show()
        self._said.setText(text)

    def rest(self) -> None:
        """Show that nothing is being read."""
        self._bar.hide()
        self._said.setText(self._lost)

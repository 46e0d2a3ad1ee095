"""Lines in the window: what went wrong and what to do, and work under way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QToolButton,
    QWidget,
)

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedLabel
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label, as_it_stands

PATIENCE = 250
"""Milliseconds before work under way is shown: most is done sooner."""


class Banner(QFrame):
    """A message line that stays until it is closed or no longer true."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.words = Label(wraps=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.act = QPushButton()
        self.act.setProperty("role", "flat")
        self.shut = QToolButton()
        self.shut.setIcon(icon("x", "hint"))
        self.shut.setProperty("role", "flat")
        self.shut.setAccessibleName("Close this message")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.act)
        row.addWidget(self.shut)
        theme.signals.changed.connect(self._size_sign)
        self._size_sign()
        self._do: Callable[[], None] | None = None
        self.act.clicked.connect(self._follow)
        self.shut.clicked.connect(self.hide)
        self.hide()

    def _size_sign(self) -> None:
        side = theme.pixels(16)
        self.shut.setIconSize(QSize(side, side))

    def say(
        self, text: str, button: str = "", do: Callable[[], None] | None = None
    ) -> None:
        """Show a line, with a button that does something about it."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self._do = do
        self.act.setText(as_it_stands(button))
        self.act.setVisible(bool(button))
        self.show()
        event = QAccessibleEvent(self, QAccessible.Event.Alert)
        QAccessible.updateAccessibility(event)

    def text(self) -> str:
        """Return what is shown, "" if nothing."""
        return "" if self.isHidden() else self.words.text()

    def _follow(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()


class WorkLine(QFrame):
    """Progress of the work, with Cancel; shown only if the work takes long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.words = ElidedLabel()
        self.bar = QProgressBar(textVisible=False, maximum=1000)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName("Progress")
        self.cancel = QPushButton("Cancel")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE)
        self._wait.timeout.connect(self.show)
        self.hide()

    def report(self, fraction: float, text: str) -> None:
        """Say how far the work is."""
        self.words.setText(f"{text} …" if text else "Working …")
        self.bar.setValue(round(1000 * fraction))
        if self.isHidden() and not self._wait.isActive():
            self._wait.start()

    def rest(self) -> None:
        """Nothing is being worked on."""
        self._wait.stop()
        self.hide()

"""The start of the app: first window, loading in the background, main window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.dialogs.faults import Faults
from hotspot_app.ui.kit.worker import Worker
from hotspot_app.ui.start_up.first_window import FirstWindow
from hotspot_app.ui.start_up.warm_up import load, main_window

if TYPE_CHECKING:
    from hotspot_app.ui.window.main_window import MainWindow


class Opening(QObject):
    """Shows the first window, loads libraries in a thread, then shows the main one."""

    ready = Signal(object)
    """The main window, which is shown."""

    def __init__(self, faults: Faults, project: Path | None = None) -> None:
        super().__init__()
        self._faults, self._project, self._told = faults, project, ""
        self.first = FirstWindow()
        self.window: MainWindow | None = None
        faults.happened.connect(
            lambda text: messages.show_fault(self.window or self.first, text)
        )
        self._worker = Worker(self)
        self.first.left_early.connect(self._worker.end)

    def begin(self, told: str = "") -> None:
        """Show the first window with a message, and load once it is painted."""
        self._told = told
        self.first.say(told)
        self.first.show()
        if self._project is not None:
            self.first.open(self._project)
        QTimer.singleShot(0, self._load)

    def _load(self) -> None:
        self._worker.ask(load, lambda _: self._hand_over(), self._faults.tell)

    def _hand_over(self) -> None:
        self.window = main_window(self._faults)
        self.first.hand_over(self.window)
        self._worker.end()
        self.window.say(self._told)
        self.ready.emit(self.window)
        self.window.files.recover()

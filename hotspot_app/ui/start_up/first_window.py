"""The window shown at once, while libraries are loaded in the background."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

from hotspot_app.project.save.settings import read_settings
from hotspot_app.ui.files.drop_card import dropped
from hotspot_app.ui.files.start_page import StartPage
from hotspot_app.ui.frame.frame import Frame

if TYPE_CHECKING:
    from hotspot_app.ui.window.main_window import MainWindow

WISHES: Final = (
    "practice_wanted",
    "own_data_wanted",
    "files_dropped",
    "project_wanted",
    "open_wanted",
)
"""Signals of the start page; the last one emitted is passed on to the main window."""

_ACTIONS: Final = {"open": "open_wanted", "add_data": "own_data_wanted"}

GETTING_READY: Final = "Getting ready …"


class FirstWindow(Frame):
    """Shows the start page; what was pressed on it is done by the main window."""

    left_early = Signal()
    """The window was closed before the main one was ready."""

    def __init__(self) -> None:
        super().__init__()
        self.start = StartPage()
        self.setCentralWidget(self.start)
        self._wish: tuple[str, tuple[object, ...]] | None = None
        self._done = False
        self.start.set_recent(
            [(p, p.stem, there) for p, there in read_settings()[0].recent_there()]
        )
        for name in WISHES:
            getattr(self.start, name).connect(
                lambda *given, name=name: self._remember(name, given)
            )
        for act in self.acts.values():
            act.setEnabled(False)
        for act_name, wish in _ACTIONS.items():
            self.acts[act_name].setEnabled(True)
            self.acts[act_name].triggered.connect(
                lambda _=False, wish=wish: self._remember(wish, ())
            )
        self.acts["practice"].setEnabled(True)
        self.acts["practice"].triggered.connect(
            lambda: self._remember("practice_wanted", (False,))
        )
        self.acts["quit"].setEnabled(True)
        self.acts["quit"].triggered.connect(self.close)
        self.right.setText(GETTING_READY)

    def open(self, path: Path) -> None:
        """Have the main window open a project once it is there."""
        self._remember("project_wanted", (path,))

    def hand_over(self, window: MainWindow) -> None:
        """Show the main window in place of this one, and send it what was pressed."""
        window.setGeometry(self.geometry())
        window.setWindowState(self.windowState())
        window.show()
        self._done = True
        self.close()
        if self._wish is not None:
            name, given = self._wish
            getattr(window.start, name).emit(*given)

    def _remember(self, name: str, given: Sequence[object]) -> None:
        self._wish = name, tuple(given)
        self.start.setEnabled(False)
        self.say(GETTING_READY)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Emit `left_early` if the main window isn't there yet."""
        event.accept()
        if not self._done:
            self.left_early.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept files."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Remember dropped files for the main window."""
        paths = dropped(event.mimeData())
        if paths:
            self._remember("files_dropped", (paths,))

"""The self-test of a build: the whole work on the practice town, and a report."""

from __future__ import annotations

import faulthandler
import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from hotspot_app.faults import fault_text
from hotspot_app.paths import HOME
from hotspot_app.ui.dialogs.faults import Faults
from hotspot_app.ui.start_up.opening import Opening

LONGEST: Final = 110
"""Seconds after which the self-test is killed."""

REPORT: Final = "report.json"
TRACE: Final = "ended.txt"
"""File with the stack of each thread, written when the self-test is killed."""


class NotAsItShouldBeError(Exception):
    """A step of the self-test ran, and its outcome is wrong."""


class SelfTest(Faults):
    """Runs the self-test step by step; any exception, raised anywhere, ends it."""

    def __init__(self, folder: Path, project: Path | None = None) -> None:
        super().__init__()
        self._folder, self._project = folder.absolute(), project
        self._began = self._step_began = time.perf_counter()
        self._step = "the first window"
        self._report: dict[str, Any] = {
            "ok": False,
            "frozen": bool(getattr(sys, "frozen", False)),
            "seconds": {},
        }

    def prepare(self) -> None:
        """Prepare folder and environment; has to run before Qt's application is made.

        The user's own settings are not touched, and no screen is needed.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / REPORT).unlink(missing_ok=True)
        os.environ[HOME] = str(self._folder / "own")
        screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        if sys.platform == "linux" and not any(map(os.environ.get, screens)):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        self._trace = (self._folder / TRACE).open("w", encoding="utf-8")
        faulthandler.dump_traceback_later(LONGEST, exit=True, file=self._trace)

    def watch(self, opening: Opening) -> None:
        """Go on when the main window is there."""
        QCoreApplication.processEvents()  # so that it is painted
        self._report["first_window_at"] = time.time()
        self._report["screen"] = QGuiApplication.platformName()
        self.step("the whole window")
        opening.ready.connect(lambda window: QTimer.singleShot(0, window, self._go))
        self._opening = opening
        self._beat = QTimer(self, interval=200)
        self._beat.timeout.connect(self._look_for_boxes)
        self._beat.start()

    def step(self, name: str) -> None:
        """Report how long the last step took, and begin the next."""
        now = time.perf_counter()
        self._report["seconds"][self._step] = round(now - self._step_began, 3)
        self._step, self._step_began = name, now

    def _look_for_boxes(self) -> None:
        """Raise an error if a dialog is open: nobody is there to close it."""
        box = QApplication.activeModalWidget()
        if box is not None:
            said = [label.text() for label in box.findChildren(QLabel)]
            raise NotAsItShouldBeError(" ".join([box.windowTitle(), *said]))

    def _go(self) -> None:
        # imported here: what they need is loaded in the background, or for files only
        rehearsal = import_module("hotspot_app.ui.start_up.rehearsal")
        write = import_module("hotspot_app.brief.results").write_results
        window, folder = self._opening.window, self._folder
        if self._project is not None:
            self.step("the project that was named")
            rehearsal.open_project(window, self._project)
        briefs = import_module("hotspot_app.brief.practice").one_in_every_format
        self._report |= rehearsal.rehearse(
            window, folder, step=self.step, write=write, briefs=briefs
        )
        self.step("the end")
        self._report["seconds"]["all"] = round(time.perf_counter() - self._began, 3)
        self._report["ok"] = True
        self._write()
        faulthandler.cancel_dump_traceback_later()
        self._trace.close()
        (self._folder / TRACE).unlink()
        QCoreApplication.exit(0)

    def tell(self, error: BaseException) -> None:
        """End the self-test for a worker's exception, instead of showing it."""
        self._hear(type(error), error, error.__traceback__)

    def _hear(
        self,
        kind: type[BaseException],
        error: BaseException,
        where: TracebackType | None,
    ) -> None:
        del kind, where
        self._report |= {
            "step": self._step,
            "fault": f"{fault_text(error)}: {error}",
        }
        try:
            self._write()
        finally:
            # an exception in a slot would leave Qt's loop going for ever
            os._exit(1)

    def _write(self) -> None:
        text = json.dumps(self._report, indent=2, ensure_ascii=False)
        (self._folder / REPORT).write_text(text + "\n", encoding="utf-8")

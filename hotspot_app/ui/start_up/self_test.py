"""The self-test of a build: a month's job on the practice town, and a report."""

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
"""Seconds after which it is ended, whatever it is doing."""

REPORT: Final = "report.json"
TRACE: Final = "ended.txt"
"""Written as it is ended: what each thread was doing."""


class NotAsItShouldBeError(Exception):
    """A step was done, and its outcome is wrong."""


class SelfTest(Faults):
    """Does the job step by step; any exception, wherever it is raised, ends it."""

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
        """Make the folder ready; before there is an application.

        What the app remembers of its user is left alone, and where there is no
        screen none is needed.
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
        """Go on when the whole window is there."""
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
        """Note how long the last step took, and begin with this one."""
        now = time.perf_counter()
        self._report["seconds"][self._step] = round(now - self._step_began, 3)
        self._step, self._step_began = name, now

    def _look_for_boxes(self) -> None:
        """Hear of a box, which would wait for ever for somebody to close it."""
        box = QApplication.activeModalWidget()
        if box is not None:
            said = [label.text() for label in box.findChildren(QLabel)]
            raise NotAsItShouldBeError(" ".join([box.windowTitle(), *said]))

    def _go(self) -> None:
        # late, as what they need is loaded behind the first window, or for files only
        rehearsal = import_module("hotspot_app.ui.start_up.rehearsal")
        write = import_module("hotspot_app.brief.results").write_results
        window, folder = self._opening.window, self._folder
        if self._project is not None:
            self.step("the project that was named")
            rehearsal.open_project(window, self._project)
        self._report |= rehearsal.rehearse(window, folder, step=self.step, write=write)
        self.step("the end")
        self._report["seconds"]["all"] = round(time.perf_counter() - self._began, 3)
        self._report["ok"] = True
        self._write()
        faulthandler.cancel_dump_traceback_later()
        self._trace.close()
        (self._folder / TRACE).unlink()
        QCoreApplication.exit(0)

    def tell(self, error: BaseException) -> None:
        """End it for what the worker tells too, not for the box that would say it."""
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

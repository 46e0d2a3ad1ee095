"""A random walk through the window, and what must be true wherever it stops."""

from __future__ import annotations

import random
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import (
    QEvent,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QSpinBox,
)

from hotspot_app.brief.legend_words import map_legend
from hotspot_app.draw.looks.plain_key import plain_key
from hotspot_app.errors import HotspotError
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.places.model import COUNT
from hotspot_app.ui.window.main_window import MainWindow
from hotspot_app.ui.window.status_line import left_words
from tests.ui.fresh import Fresh
from tests.ui.resting import at_work, is_current
from tests.ui.walk_boxes import Boxes
from tests.ui.walk_deeds import Deeds

QUICK = 999
FRESH = Fresh()
PATIENCE = 30.0
"""Seconds of work until a window that doesn't come to rest has failed."""


_IDLE = ("does not support", "could not find the target for gesture")
"""What Qt says of a screen that is none, and of fingers that leave the window."""


class Troubles:
    """Everything that should not have happened."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, text: str) -> None:
        self.heard.append(text)

    def hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        where: TracebackType | None,
    ) -> None:
        self("".join(traceback.format_exception(kind, error, where)))

    def message(self, kind: Any, _context: Any, text: str) -> None:
        if "DebugMsg" not in str(kind) and not any(each in text for each in _IDLE):
            self(f"Qt said: {text}")


@contextmanager
def heard() -> Iterator[Troubles]:
    """Hear of exceptions in slots and threads, and of Qt's warnings."""
    troubles = Troubles()
    before, threads = sys.excepthook, threading.excepthook
    sys.excepthook = troubles.hook
    threading.excepthook = lambda told: troubles(repr(told))
    handler = qInstallMessageHandler(troubles.message)
    try:
        yield troubles
    finally:
        sys.excepthook, threading.excepthook = before, threads
        qInstallMessageHandler(handler)


class Walk:
    """Does what a user might, in an order a seed decides.

    Parameters
    ----------
    folder
        Where it may write.
    """

    def __init__(self, window: MainWindow, seed: int, folder: Path) -> None:
        self.window = window
        self.chance = random.Random(seed)
        self.done: list[str] = []
        self.looked = 0
        self.cancelled = False
        self._boxes = Boxes(self.chance, folder)
        self._deeds = Deeds(window, self.chance, self._boxes, folder)
        self._troubles = Troubles()
        self._modal = QTimer(window, interval=20)
        self._modal.timeout.connect(self._deeds.in_box)
        window.view.work.cancel.clicked.connect(self._note_cancel)
        window.desk.changed.connect(self._note_step)
        window.faults.happened.connect(self._troubles)

    def _note_cancel(self) -> None:
        self.cancelled = True

    def _note_step(self, _project: object) -> None:
        if self.window.desk.answer is None:
            self.cancelled = False

    @contextmanager
    def boxes(self) -> Iterator[None]:
        """Answer boxes by chance, and hear of everything that goes wrong."""
        self._modal.start()
        with self._boxes.answered(self._troubles), heard() as troubles:
            self._troubles.heard = troubles.heard
            yield

    # --- steps ----------------------------------------------------------------

    def begin(self) -> None:
        """Put the practice town on the desk."""
        quick = {"permutations": str(QUICK)}
        asked = Asked(method="local_moran", when="last-6", params=quick)
        project = Project(practice_files(), asked)
        self.window.files.begin(project)
        self.window.open_project(project)
        self.settle()
        self.check()

    def go(self, steps: int) -> None:
        """Take steps, and look at what is shown after most of them."""
        for _ in range(steps):
            self.step()
            if self.chance.random() < 0.6:
                self.settle()
                self.check()
        self.settle()
        self.check()

    def leave(self) -> None:
        """Close the window, whatever is unsaved."""
        with patch.object(messages, "ask_to_save", lambda *_: "discard"):
            assert self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        self._raise_troubles()

    def step(self) -> None:
        """Do one thing."""
        said = ""
        for _ in range(50):
            said = said or self._deeds.any()
        self.done.append(said)
        self._deeds.in_menus()
        self._hold_permutations()

    def _hold_permutations(self) -> None:
        """Have few permutations, as an analyst may: chance is not the matter."""
        desk = self.window.desk
        form = self.window.view.question.form
        if desk.project is not None and "permutations" in form.values():
            spin = form.findChild(QSpinBox, "permutations")
            if spin.isEnabled() and spin.value() != QUICK:
                spin.setValue(QUICK)

    # --- looking --------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing is being worked on."""
        window, end = self.window, time.process_time() + PATIENCE
        quiet = 0
        while quiet < 3:
            QApplication.processEvents()
            busy = window.desk.is_busy or window.exports.is_busy
            parts = (window.files, window.checklist, window.view.map)
            busy = busy or any(map(at_work, parts))
            quiet = 0 if busy else quiet + 1
            if busy:
                time.sleep(0.005)
            if time.process_time() > end:  # a busy machine takes its time
                raise AssertionError(f"the window doesn't come to rest: {self.last()}")
        self._raise_troubles()

    def check(self) -> None:
        """Compare what is shown with the answer computed afresh."""
        window = self.window
        project = window.desk.project
        acts = window.acts
        if project is None:
            assert not acts["undo"].isEnabled(), self.last()
            assert window.windowTitle() == "Hotspot", self.last()
            return
        star = window.windowTitle().split(" – ")[0].endswith("*")
        assert star == window.files.is_changed, self.last()
        if not window.is_on_desk:
            return
        assert acts["undo"].isEnabled() == window.desk.can_undo, self.last()
        assert acts["redo"].isEnabled() == window.desk.can_redo, self.last()
        fresh = FRESH.answer(project)
        if self.cancelled and window.desk.answer is None:
            assert not is_current(window.view), self.last()
            return
        if isinstance(fresh, HotspotError):
            assert window.desk.answer is None, self.last()
            assert not is_current(window.view), self.last()
            assert window.left.text() == "", self.last()
            return
        assert is_current(window.view), self.last()
        self._check_answer(fresh)
        self._check_question(project)
        assert window.view.map.choice.chosen == window.view.selection
        assert window.view.panel.places.view.chosen == window.view.selection

    def _check_answer(self, fresh: Answer) -> None:
        window, where = self.window, self.last()
        view = window.view
        self.looked += 1
        assert view.panel.sentences.words.headline == fresh.explanation.headline, where
        assert fresh.style is not None
        key = map_legend(fresh, fresh.style)
        key = plain_key(key) if view.is_officer else key
        legend = [(entry.label, entry.count) for entry in key.entries]
        assert view.map.legend.words() == legend, where
        assert view.map.accessibleName() == f"Map: {key.title}", where
        shown = view.map.key
        assert shown is not None
        assert shown.entry_of.equals(key.entry_of), where
        assert window.left.text() == left_words(fresh), where
        values = fresh.outcome.values
        counts = values.loc[fresh.areas["shown"].to_numpy(), "count"]
        table = view.panel.places
        if not table.filter.text() and not table.only.isChecked():
            model = table.view.places
            rows = {
                model.code(row): model.data(model.index(row, COUNT))
                for row in range(model.rowCount())
            }
            assert rows == {code: f"{count:,.0f}" for code, count in counts.items()}, (
                where
            )
        cautions = sum(note.caution for note in fresh.notes)
        assert view.panel.notes_tab.text() == f"Notes ({cautions})", where

    def _check_question(self, project: Project) -> None:
        asked, panel = project.asked, self.window.view.question
        assert panel.method.currentData() == asked.method, self.last()
        assert panel.where.currentData()[0] == asked.within, self.last()
        chosen = {
            chip.accessibleName() or chip.text()
            for chip in panel.types.findChildren(QAbstractButton)
            if chip.isCheckable() and chip.isChecked()
        }
        assert set(asked.types) <= chosen or not asked.types, self.last()
        assert bool(asked.types) != ("All crime" in chosen), self.last()

    def last(self) -> str:
        """Say what was done last."""
        return "\n".join(["", *self.done[-25:]])

    def _raise_troubles(self) -> None:
        if self._troubles.heard:
            told = "\n".join(self._troubles.heard)
            raise AssertionError(f"{told}\nafter{self.last()}")


def threads_left() -> list[str]:
    """Return the window's threads that are there; the reader's serves the next."""
    names = [each.name for each in threading.enumerate() if "hotspot" in each.name]
    return [name for name in names if name != "hotspot-reader"]

"""One job at a time off the window's thread; the newest wins."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

Job = Callable[[Callable[[], bool]], Any]
"""Is given a function that says whether it was cancelled; its value is the result,
None if it stopped early."""


class _Run(QRunnable):
    def __init__(self, job: Job, report: Callable[[_Run, Any, object], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.cancelled = threading.Event()
        self._job, self._report = job, report

    def run(self) -> None:
        """Do the job; what goes wrong is told in the window's thread."""
        try:
            result, wrong = self._job(self.cancelled.is_set), None
        except Exception as error:  # noqa: BLE001
            result, wrong = None, error
        self._report(self, result, wrong)


class NewestJob(QObject):
    """Runs jobs in a thread of its own.

    Signals
    -------
    done
        The result of a job that wasn't overtaken by a newer one.
    """

    done = Signal(object)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)
        self._running: _Run | None = None
        self._next: Job | None = None
        self._ended.connect(self._finish)

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return self._running is not None

    def ask(self, job: Job) -> None:
        """Run a job in place of any that is running or waits."""
        self._next = job
        if self._running is None:
            self._start()
        else:
            self._running.cancelled.set()

    def stop(self) -> None:
        """Cancel what runs and wait for its end."""
        self._next = None
        if self._running is not None:
            self._running.cancelled.set()
            self._pool.waitForDone()
            self._running = None

    def _start(self) -> None:
        job, self._next = self._next, None
        if job is not None:
            self._running = _Run(job, self._ended.emit)
            self._pool.start(self._running)

    def _finish(self, run: _Run, result: Any, wrong: Exception | None) -> None:
        if run is not self._running:
            return
        self._running = None
        overtaken = run.cancelled.is_set()
        self._start()
        if wrong is not None:
            raise wrong
        if result is not None and not overtaken:
            self.done.emit(result)

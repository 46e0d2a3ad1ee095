"""Work off the window's thread: one piece at a time, and the newest wins."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress, stoppable

Found = TypeVar("Found")

OFTEN = 0.05
"""Seconds between two reports of progress."""


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    number: int
    work: Callable[[Progress], Any]
    done: Callable[[Any], object]
    failed: Callable[[BaseException], object]
    stop: threading.Event


class Worker(QObject):
    """Does what it is asked, in one thread of its own.

    A new piece of work stops the one under way, whose result is never told. Signals
    and results arrive in the thread that made the worker.
    """

    progressed = Signal(float, str)
    idle = Signal()

    _finished = Signal(object, object, object)
    _reported = Signal(int, float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest = 0
        self._next: _Piece | None = None
        self._doing: _Piece | None = None
        self._untold = 0
        self._ending = False
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None
        self._finished.connect(self._tell)
        self._reported.connect(self._tell_progress)

    def ask(
        self,
        work: Callable[[Progress], Found],
        done: Callable[[Found], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Do a piece of work next, in place of what was asked before.

        Parameters
        ----------
        done
            Called with the result of the work.
        failed
            Called with the exception of the work, unless it was cancelled.
        """
        self._begin()
        with self._change:
            self._newest += 1
            self._drop()
            stop = threading.Event()
            self._next = _Piece(self._newest, work, done, failed, stop)
            self._change.notify()

    @property
    def is_busy(self) -> bool:
        """Whether there is work under way or to come, or done and not yet told.

        Queue background work only when idle, so it can't replace an undelivered result.
        """
        with self._change:
            at_work = self._next is not None or self._doing is not None
            return at_work or self._untold > 0

    def cancel(self) -> None:
        """Stop what is under way; nothing is told of it any more."""
        with self._change:
            self._newest += 1
            self._drop()
        self.idle.emit()

    def end(self) -> None:
        """Stop for good, and wait for the thread."""
        with self._change:
            self._newest += 1
            self._drop()
            self._ending = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join()

    def _begin(self) -> None:
        if self._thread is None and not self._ending:
            # a daemon, so that a window that fails to open leaves nothing running
            self._thread = threading.Thread(
                target=self._run, name="hotspot-worker", daemon=True
            )
            self._thread.start()

    def _drop(self) -> None:
        self._next = None
        if self._doing is not None:
            self._doing.stop.set()

    def _run(self) -> None:
        while True:
            with self._change:
                while self._next is None and not self._ending:
                    self._change.wait()
                if self._ending:
                    return
                piece, self._next = self._next, None
                assert piece is not None
                self._doing = piece
            result, error = self._attempt(piece)
            with self._change:
                self._untold += 1
                self._finished.emit(piece, result, error)
                self._doing = None

    def _attempt(self, piece: _Piece) -> tuple[Any, BaseException | None]:
        last = 0.0

        def report(fraction: float, text: str) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= OFTEN:
                last = now
                self._reported.emit(piece.number, fraction, text)

        try:
            with stoppable(piece.stop.is_set):
                return piece.work(Progress(report, piece.stop.is_set)), None
        except BaseException as error:  # noqa: BLE001 - told to the window, which shows it
            return None, error

    def _tell(self, piece: _Piece, result: Any, error: BaseException | None) -> None:
        with self._change:
            self._untold -= 1
        if piece.number != self._newest:
            return
        self.idle.emit()
        if error is None:
            piece.done(result)
        elif not isinstance(error, Cancelled):
            piece.failed(error)

    def _tell_progress(self, number: int, fraction: float, text: str) -> None:
        if number == self._newest:
            self.progressed.emit(fraction, text)

"""The progress of long work, and whether it should stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from hotspot_app.errors import Cancelled


def _silent(fraction: float, text: str) -> None:
    del fraction, text


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Progress:
    """Reports progress of long work, and cancels it.

    Attributes
    ----------
    report
        Called with the fraction done (0 to 1) and the current step in words.
    cancelled
        Called at each step; if it returns true, the work stops.
    """

    report: Callable[[float, str], None] = _silent
    cancelled: Callable[[], bool] = _never

    def step(self, fraction: float, text: str = "") -> None:
        """Report how far the work is.

        Raises
        ------
        Cancelled
            If the work should stop.
        """
        if self.cancelled():
            raise Cancelled
        self.report(fraction, text)

    def part(self, start: float, stop: float) -> Progress:
        """Return a handle whose 0 to 1 is `start` to `stop` of this one."""
        outer = self.report

        def report(fraction: float, text: str) -> None:
            outer(start + (stop - start) * fraction, text)

        return Progress(report, self.cancelled)


SILENT = Progress()

_stopped: ContextVar[Callable[[], bool]] = ContextVar("stopped", default=_never)


@contextmanager
def stoppable(cancelled: Callable[[], bool]) -> Iterator[None]:
    """Set what tells all work of this thread, inside the block, when to stop.

    Work without a progress handle of its own asks it too, such as waiting for the
    reader.
    """
    token = _stopped.set(cancelled)
    try:
        yield
    finally:
        _stopped.reset(token)


def is_stopped() -> bool:
    """Whether the work of this thread should stop."""
    return _stopped.get()()

"""How long work tells where it stands and hears that it should stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hotspot_app.errors import Cancelled


def _silent(fraction: float, text: str) -> None:
    del fraction, text


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Progress:
    """A handle given to long work.

    Attributes
    ----------
    report
        Called with the fraction done (0 to 1) and what is being done.
    cancelled
        Asked at each step; true stops the work.
    """

    report: Callable[[float, str], None] = _silent
    cancelled: Callable[[], bool] = _never

    def step(self, fraction: float, text: str = "") -> None:
        """Say where the work stands.

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

"""Faults of ours that nothing else has heard: kept in the log and told in a dialog."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from hotspot_app.faults import fault_text, keep


class Faults(QObject):
    """Hears of every exception that nothing else has heard."""

    happened = Signal(str)
    """The text that may be sent on."""

    def listen(self) -> None:
        """Hear of exceptions in the window's thread; the worker tells its own."""
        sys.excepthook = self._hear

    def tell(self, error: BaseException) -> None:
        """Keep an exception in the log, and tell it."""
        if isinstance(error, KeyboardInterrupt):
            return
        text = f"Qt {qVersion()}, {fault_text(error)}"
        log = keep(text)
        self.happened.emit(f"{text}\n\nKept in {log}" if log else text)

    def _hear(
        self,
        kind: type[BaseException],
        error: BaseException,
        where: TracebackType | None,
    ) -> None:
        del kind
        self.tell(error.with_traceback(where))

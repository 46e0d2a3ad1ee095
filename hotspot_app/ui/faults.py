"""Faults of ours: told in a dialog and kept in a log, without anybody's data."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from hotspot_app import __version__
from hotspot_app.errors import HotspotError
from hotspot_app.paths import cache, written


class Faults(QObject):
    """Hears of every exception that nothing else has heard."""

    happened = Signal(str)
    """The text that may be sent on."""

    def listen(self) -> None:
        """Hear of exceptions in this thread and in others."""
        sys.excepthook = self._hear
        threading.excepthook = lambda args: self._hear(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def tell(self, error: BaseException) -> None:
        """Keep an exception in the log, and tell it."""
        self._hear(type(error), error, error.__traceback__)

    def _hear(
        self,
        kind: type[BaseException],
        error: BaseException,
        where: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        text = fault_text(error, where)
        self.happened.emit(kept(text))


def fault_text(error: BaseException, where: TracebackType | None) -> str:
    """Say where it happened, without the values that were being worked on."""
    frames = traceback.extract_tb(where)
    lines = [
        f'  {frame.name}, line {frame.lineno} of "{_short(frame)}"' for frame in frames
    ]
    return "\n".join(
        [
            f"Hotspot {__version__}, Python {platform.python_version()}, "
            f"Qt {qVersion()}, {platform.system()}",
            *lines,
            type(error).__name__,
        ]
    )


def _short(frame: traceback.FrameSummary) -> str:
    """Return the end of a path: the rest may hold a user's name."""
    parts = frame.filename.replace("\\", "/").split("/")
    return "/".join(parts[-3:])


def kept(text: str) -> str:
    """Write the text to the log, and add where that is."""
    log = cache() / "unexpected.txt"
    try:
        with written(log) as scratch:
            scratch.write_text(text + "\n", encoding="utf-8")
    except HotspotError:
        return text
    return f"{text}\n\nKept in {log}"

"""The reader process's main loop: take a request, read the file, send the result."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import Any, Final

from hotspot_app.data.apart import limits
from hotspot_app.data.apart.process import OFTEN, PATIENCE
from hotspot_app.data.apart.wire import Message, Writer, receive
from hotspot_app.errors import HotspotError
from hotspot_app.faults import hear_libraries, stack_lines
from hotspot_app.loading import without_collection
from hotspot_app.named_paths import chosen
from hotspot_app.paths import prepare_libraries
from hotspot_app.progress import Progress

Task = Callable[[Mapping[str, Any], Progress], Iterator[Any]]

GRACE: Final = 10.0


def main() -> int:
    """Serve until the window goes; the pipes are taken before a library is loaded."""
    if not _is_asked():
        return 2
    limits.hold_myself()
    hear_libraries()
    prepare_libraries()
    line = Line()
    with suppress(OSError):  # the window went while it was told something
        try:
            with without_collection():
                tasks = import_module("hotspot_app.data.apart.tasks").TASKS
        except ImportError as error:  # a part of a build is missing
            line.say("fault", stack_lines(error))
            return 1
        return serve(line, tasks)
    return 1


def _is_asked() -> bool:
    """Whether there are pipes to somebody, and not a person who typed the word."""
    try:
        return all(stat.S_ISFIFO(os.fstat(number).st_mode) for number in (0, 1))
    except OSError:
        return False


def serve(line: Line, tasks: Mapping[str, Task]) -> int:
    """Do what is asked, until the other end is closed."""
    at_first = limits.most_held()
    line.say("ready", None)
    while (message := line.hear()) is not None:
        asked = message.value()
        try:
            line.patience = asked["patience"]
            line.go_on()
            chosen(asked["shares"])
            for part in tasks[asked["task"]](asked["asked"], Progress(line.tell)):
                line.say("part", part)
            line.say("done", limits.most_held() - at_first > limits.SWOLLEN)
        except HotspotError as error:
            line.say("refused", _refusal(error))
        except MemoryError:
            line.say("full", None)
        except BaseException as error:  # noqa: BLE001 - a panic too is told to the window
            line.say("fault", stack_lines(error))
        finally:
            limits.must_go_on(0)
    return 0


class Line:
    """The two pipes, kept from what libraries print.

    Parameters
    ----------
    grace
        Seconds that the window has to kill this process before it ends by itself.
    """

    def __init__(self, grace: float = GRACE) -> None:
        self._grace = grace
        self.patience = PATIENCE
        """Seconds that a step may take."""
        if sys.platform == "win32":
            import msvcrt

            msvcrt.setmode(0, os.O_BINARY)
            msvcrt.setmode(1, os.O_BINARY)
        self._in, self._out = os.dup(0), os.dup(1)
        silence = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(silence, descriptor)
        self._told_last = 0.0

    def hear(self) -> Message | None:
        """Wait for what is asked; None when the window has gone."""
        return receive(lambda size: os.read(self._in, size))

    def say(self, kind: str, value: object) -> None:
        """Send a message."""
        for part in Writer().message((kind, value)):
            view = memoryview(part)
            while len(view):
                view = view[os.write(self._out, view) :]

    def go_on(self) -> None:
        """Be ended unless this is called again in time."""
        limits.must_go_on(self.patience + self._grace)

    def tell(self, fraction: float, text: str) -> None:
        """Send how far the work is, not too often."""
        self.go_on()
        now = time.monotonic()
        if now - self._told_last >= OFTEN:
            self._told_last = now
            self.say("progress", (fraction, text))


def _refusal(error: HotspotError) -> dict[str, Any]:
    return {
        "class": type(error).__name__,
        "what": error.what,
        "where": error.where,
        "hint": error.hint,
        "remedies": [(type(each).__name__, each) for each in error.remedies],
    }

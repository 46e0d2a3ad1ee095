"""Ctrl-C: while the program loads, and while it works."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from hotspot_app.cli.exit_codes import ExitCode

LINE = "interrupted; nothing was written"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C while working.

    Not KeyboardInterrupt itself: Python remembers one that has passed through
    code made from text, as dataclasses are, and then ends `python -m` by the
    signal whatever the program's own exit code.
    """


@contextmanager
def loading() -> Iterator[None]:
    """Leave at once when interrupted, since nothing was begun.

    Libraries take seconds to load, and some print a traceback of their own if an
    exception comes between.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        del number, frame
        os.write(2, f"hotspot-cli: {LINE}\n".encode())
        os._exit(ExitCode.INTERRUPTED)

    with _handled(leave):
        yield


@contextmanager
def working() -> Iterator[Callable[[], bool]]:
    """Raise Interrupted when interrupted, and remember it.

    Gives a function that says whether it was: a library that was interrupted may
    raise something else instead.
    """
    heard = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal heard
        del number, frame
        heard = True
        raise Interrupted

    with _handled(stop):
        yield lambda: heard


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], Any]) -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    handled = True
    try:
        signal.signal(signal.SIGINT, handler)
    except ValueError:  # not the main thread, which alone is interrupted
        handled = False
    try:
        yield
    finally:
        if handled:
            signal.signal(signal.SIGINT, before)

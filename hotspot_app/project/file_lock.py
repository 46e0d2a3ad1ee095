"""A lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

WAIT: Final = 3.0
"""Seconds; what is written under a lock takes a hundredth of it."""


def try_lock(path: Path) -> IO[bytes] | None:
    """Lock a file, made if it isn't there; closing it lets it go.

    Returns
    -------
    IO or None
        None if another process (or this one, by another opening) holds it.

    Raises
    ------
    OSError
        If the file can't be opened.
    """
    stream = path.open("ab")
    try:
        if sys.platform == "win32":
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        return None
    return stream


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock; go on without one if another holds it for seconds.

    Raises
    ------
    OSError
        If the file can't be opened.
    """
    end = time.monotonic() + WAIT
    held = try_lock(path)
    while held is None and time.monotonic() < end:
        time.sleep(0.01)
        held = try_lock(path)
    try:
        yield
    finally:
        if held is not None:
            held.close()

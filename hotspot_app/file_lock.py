"""A lock that ends with the process that holds it, however that ends."""

from __future__ import annotations

import errno
import os
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

_HELD: Final = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}


def try_lock(path: Path) -> IO[bytes] | None:
    """Lock a file, which is made if it doesn't exist; closing it releases the lock.

    Returns
    -------
    IO or None
        None if another process (or this one, by another opening) holds the lock, or has
        just removed the file.

    Raises
    ------
    OSError
        If the file can't be opened, or its disk supports no locks.
    """
    try:
        stream: IO[bytes] = path.open("ab")
    except PermissionError:  # another person's, who may have left it behind
        stream = path.open("rb")
    try:
        if sys.platform == "win32":
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                raise BlockingIOError(errno.EAGAIN, "another file has its name")
    except OSError as error:
        stream.close()
        if error.errno in {*_HELD, errno.ENOENT}:
            return None
        raise
    return stream


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock while the block runs; go on without if another holds it for seconds.

    Raises
    ------
    OSError
        If the file can't be opened, or its disk supports no locks.
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

"""The reader: a process beside this one, asked over two pipes."""

from __future__ import annotations

import atexit
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, Final

from hotspot_app.data.apart import limits, refusals
from hotspot_app.data.apart.wire import Message, WireError, Writer, receive
from hotspot_app.errors import Cancelled
from hotspot_app.faults import FaultElsewhere
from hotspot_app.named_paths import chosen_shares
from hotspot_app.progress import SILENT, Progress, is_stopped

WORD: Final = "--reader"
"""The argument that makes a build start as the reader."""

_BEGIN: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from hotspot_app.data.apart.serving import main; sys.exit(main())"
)

PATIENCE: Final = 20.0
"""Seconds without progress after which a reader is ended."""

STARTING: Final = 60.0
"""Seconds that a reader may take to load its libraries, on a machine at work."""

OFTEN: Final = 0.05
"""Seconds between checks whether the analyst has stopped it."""


class Reader:
    """Reads one file at a time in a process of its own, which is killed if it hangs.

    Parameters
    ----------
    command
        Command line of the process; by default this app as a reader.
    patience
        Seconds without progress after which the process is killed.
    """

    def __init__(self, command: Sequence[str] = (), patience: float = PATIENCE) -> None:
        self._command, self._patience = tuple(command), patience
        self._turn = threading.Lock()
        self._whose: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._listener = threading.Thread()
        self._heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._let_go: Callable[[], None] | None = None
        self._is_new = True

    @property
    def pid(self) -> int | None:
        """Number of the process; None if there is none."""
        return None if self._process is None else self._process.pid

    def warm(self) -> None:
        """Start the process, so that what is asked next needn't wait for it."""
        if self._turn.acquire(blocking=False):
            try:
                with suppress(OSError):  # told when a file is to be read
                    self._begin()
            finally:
                self._turn.release()

    def ask(
        self,
        task: str,
        asked: Mapping[str, Any],
        progress: Progress = SILENT,
        *,
        where: str,
        patience: float = 0.0,
    ) -> Any:
        """Have the process do a task, and return its result.

        Parameters
        ----------
        task
            Name of the task in `tasks.TASKS`.
        asked
            Arguments of the task: plain values and bytes.
        where
            Name of the file in messages.
        patience
            Seconds that a single step may take beyond the usual.

        Returns
        -------
        What the task gives: plain values, arrays and frames.

        Raises
        ------
        HotspotError
            If the task raises it; or an `InputError` if the file makes the reader hang,
            take too much memory, or stop.
        Cancelled
            If the analyst stopped the work; the process is killed.
        """
        parts = list(self.each(task, asked, progress, where=where, patience=patience))
        return parts[0]

    def each(
        self,
        task: str,
        asked: Mapping[str, Any],
        progress: Progress = SILENT,
        *,
        where: str,
        patience: float = 0.0,
    ) -> Iterator[Any]:
        """Have something read that comes in parts; raises as `ask` does."""
        with self._my_turn(progress):
            done = False
            try:
                self._begin_for(where)
                self._wait_until_ready(progress, where)
                told = {
                    "task": task,
                    "asked": asked,
                    "shares": chosen_shares(),
                    "patience": self._patience + patience,
                }
                self._send(told, where)
                for kind, value in self._answers(
                    progress, where, self._patience + patience
                ):
                    if kind == "part":
                        yield value
                    elif kind == "done":
                        done = not value  # one that has swollen is begun anew
                        return
                    else:
                        done = True
                        raise refusals.raised(kind, value, where)
            finally:
                if not done:
                    self.end()
                    with suppress(OSError):
                        self._begin()

    # --- the process ------------------------------------------------------------

    def _begin_for(self, where: str) -> None:
        try:
            self._begin()
        except OSError as error:
            raise refusals.unstarted(where) from error

    def _begin(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.end()
        self._heard = queue.SimpleQueue()
        self._is_new = True
        self._process = subprocess.Popen(
            self._command or _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            bufsize=0,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdout is not None
        # Windows can't wait for a pipe with a limit of time, but for a queue it can
        self._listener = threading.Thread(
            target=_listen,
            args=(self._process.stdout, self._heard),
            name="hotspot-reader",
            daemon=True,
        )
        self._listener.start()
        try:
            self._let_go = limits.held(self._process)
        except OSError:
            self.end()
            raise

    def end(self) -> None:
        """End the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            # closed only when nobody reads it any more: its number is given anew
            self._listener.join()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
        if self._let_go is not None:
            self._let_go()
            self._let_go = None

    @contextmanager
    def _my_turn(self, progress: Progress) -> Iterator[None]:
        if self._whose == threading.get_ident():
            raise RuntimeError("a reading is asked for within another")
        while not self._turn.acquire(timeout=OFTEN):
            if progress.cancelled() or is_stopped():
                raise Cancelled
        self._whose = threading.get_ident()
        try:
            yield
        finally:
            self._whose = None
            self._turn.release()

    # --- what is said -----------------------------------------------------------

    def _send(self, value: object, where: str) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            for part in Writer().message(value):
                _write(self._process.stdin, part)
        except OSError as error:
            raise refusals.stopped(where) from error

    def _wait_until_ready(self, progress: Progress, where: str) -> None:
        """Wait for its libraries, so that what is sent is taken at once."""
        if self._is_new:
            said = self._next(progress, where, STARTING)
            if said is None:
                raise refusals.unstarted(where)
            if said[0] != "ready":
                raise refusals.raised(said[0], said[1], where)
            self._is_new = False

    def _answers(
        self, progress: Progress, where: str, patience: float
    ) -> Iterator[tuple[str, Any]]:
        while True:
            said = self._next(progress, where, patience)
            if said is None:
                raise refusals.stopped(where)
            kind, value = said
            if kind == "progress":
                progress.step(value[0], value[1])
            else:
                yield kind, value

    def _next(
        self, progress: Progress, where: str, patience: float
    ) -> tuple[str, Any] | None:
        """Wait for a message, and meanwhile look whether the analyst stopped it.

        None if there will be none: the process has ended.
        """
        until = time.monotonic() + patience
        while True:
            if progress.cancelled() or is_stopped():
                raise Cancelled
            try:
                message = self._heard.get(timeout=OFTEN)
            except queue.Empty:
                if self._process and limits.takes_too_much(self._process):
                    raise refusals.too_much(where) from None
                if time.monotonic() > until:
                    raise refusals.hangs(where, patience) from None
                continue
            return None if message is None else _understood(message)


def _understood(message: Message) -> tuple[str, Any]:
    try:
        kind, value = message.value()
    except (WireError, TypeError, ValueError) as error:
        raise FaultElsewhere(["a message that can't be understood"]) from error
    return str(kind), value


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, WORD]
    # -P: the folder that the analyst is in may hold anything, also called as a module
    return [sys.executable, "-P", "-c", _BEGIN, *filter(None, sys.path)]


def _environment() -> dict[str, str]:
    """Ours, with one thread for each library and nothing said to GDAL or PROJ."""
    foreign = ("GDAL_", "OGR_", "CPL_", "PROJ_", "VSI_", "SHAPE_", "SQLITE_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
    one = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    return kept | dict.fromkeys(one, "1")


def _listen(pipe: IO[bytes], heard: queue.SimpleQueue[Message | None]) -> None:
    """Put every message into a queue, and None when there will be no more."""
    try:
        with suppress(OSError, ValueError, WireError, RecursionError, MemoryError):
            while (message := receive(pipe.read)) is not None:
                heard.put(message)
    finally:
        heard.put(None)


def _write(pipe: IO[bytes], part: bytes | memoryview) -> None:
    view = memoryview(part)
    while len(view):
        view = view[pipe.write(view) or 0 :]


_READER = Reader()


def reader() -> Reader:
    """Return this process's reader."""
    return _READER


def warm() -> None:
    """Start this process's reader."""
    _READER.warm()


@atexit.register
def end() -> None:
    """End this process's reader."""
    _READER.end()

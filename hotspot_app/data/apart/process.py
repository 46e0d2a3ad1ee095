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

from hotspot_app import errors, remedies
from hotspot_app.data.apart import limits
from hotspot_app.data.apart.wire import HEAD, MOST, Message, WireError, Writer
from hotspot_app.errors import Cancelled, HotspotError, InputError
from hotspot_app.faults import FaultElsewhere
from hotspot_app.named_paths import chosen_shares
from hotspot_app.progress import SILENT, Progress, is_stopped
from hotspot_app.remedies import Remedy

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
    """Reads one file at a time, in a process that is ended if it must be.

    Parameters
    ----------
    command
        What starts the process; by default this app as a reader.
    patience
        Seconds without progress after which it is ended.
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
        """Have something read.

        Parameters
        ----------
        task
            A name in `tasks.TASKS`.
        asked
            What it takes: plain values and bytes.
        where
            The file, as messages call it.
        patience
            Seconds beyond the usual that a single step may take.

        Returns
        -------
        What the task gives: plain values, arrays and frames.

        Raises
        ------
        HotspotError
            What the task raises; or an `InputError` if the file makes the reader
            hang, take too much memory, or stop.
        Cancelled
            If the analyst stopped it; the reader is ended.
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
                        raise _raised(kind, value, where)
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
            raise _unstarted(where) from error

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
            raise _stopped(where) from error

    def _wait_until_ready(self, progress: Progress, where: str) -> None:
        """Wait for its libraries, so that what is sent is taken at once."""
        if self._is_new:
            said = self._next(progress, where, STARTING)
            if said is None:
                raise _unstarted(where)
            if said[0] != "ready":
                raise _raised(said[0], said[1], where)
            self._is_new = False

    def _answers(
        self, progress: Progress, where: str, patience: float
    ) -> Iterator[tuple[str, Any]]:
        while True:
            said = self._next(progress, where, patience)
            if said is None:
                raise _stopped(where)
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
                    raise _too_much(where) from None
                if time.monotonic() > until:
                    raise _hangs(where, patience) from None
                continue
            return None if message is None else _understood(message)


def _unstarted(where: str) -> InputError:
    return InputError(
        "it could not be read, because the part of Hotspot that reads workbooks and "
        "maps could not be started",
        where=where,
        hint="Close other programs, then start Hotspot again; if it stays so, install "
        "it anew.",
    )


def _stopped(where: str) -> InputError:
    return InputError(
        "it is damaged, or needs more than "
        f"{limits.MOST / 1e9:.0f} GB of memory: what reads it stopped",
        where=where,
        hint="Open it in the program it comes from and save it again, or give the "
        "part of it that you need.",
    )


def _too_much(where: str) -> InputError:
    """Say that a file takes more memory than a reader has."""
    return InputError(
        f"it needs more than {limits.MOST / 1e9:.0f} GB of memory to be read",
        where=where,
        hint="Give the part of it that you need, or a table as CSV.",
    )


def _hangs(where: str, seconds: float) -> InputError:
    return InputError(
        f"it could not be read: for {seconds:.0f} seconds nothing came of it",
        where=where,
        hint="Open it in the program it comes from and save it again, or give the "
        "part of it that you need.",
    )


def _understood(message: Message) -> tuple[str, Any]:
    try:
        kind, value = message.value()
    except (WireError, TypeError, ValueError) as error:
        raise FaultElsewhere(["a message that can't be understood"]) from error
    return str(kind), value


def _raised(kind: str, value: Any, where: str) -> Exception:
    """Return what was raised in the reader."""
    if kind == "full":
        return _too_much(where)
    if kind == "refused":
        made: type[HotspotError] = getattr(errors, str(value["class"]), InputError)
        if not (isinstance(made, type) and issubclass(made, HotspotError)):
            made = InputError
        return made(
            value["what"],
            where=value["where"],
            hint=value["hint"],
            remedies=_remedies(value["remedies"]),
        )
    return FaultElsewhere([str(line) for line in value])


def _remedies(told: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Remedy, ...]:
    each = (remedies.made(name, parts) for name, parts in told)
    return tuple(remedy for remedy in each if remedy is not None)


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


def receive(read: Callable[[int], bytes | None]) -> Message | None:
    """Read the next message; None at the end.

    Raises
    ------
    WireError
        If it isn't one.
    """
    head = _exactly(read, HEAD)
    if not head:
        return None
    if not head.strip().isdigit() or int(head) > MOST:
        raise WireError("no message")
    message = Message(_exactly(read, int(head)))
    message.take([_exactly(read, size) for size in message.sizes])
    return message


def _exactly(read: Callable[[int], bytes | None], size: int) -> bytes:
    parts, left = [], size
    while left:
        part = read(min(left, 1 << 20))
        if not part:
            return b""
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


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

"""Faults of Hotspot's own and what libraries remark: kept in a log without any data."""

from __future__ import annotations

import logging
import platform
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from hotspot_app import __version__
from hotspot_app.errors import Cancelled, HotspotError, InputError
from hotspot_app.paths import cache, unreadable, written

_KEPT: Final = 100_000
"""Letters of earlier faults that stay in the log."""

_REMARKS: Final = 50
"""Number of libraries' warnings that are kept for a process."""


class Fault(InputError):  # noqa: N818 - it is what is said
    """A file that couldn't be read although nothing is known to be wrong with it."""


class FaultElsewhere(RuntimeError):  # noqa: N818 - it tells of one
    """An unexpected exception in another process of the app.

    Attributes
    ----------
    lines
        Where it was raised, as returned by `stack_lines`, and its class.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("in the reader")
        self.lines = tuple(lines)


@contextmanager
def one_file(where: str) -> Iterator[None]:
    """Turn any exception raised while reading one file into a refusal of that file.

    Readers say what is wrong with a file. What they didn't foresee, or what a
    library written in another language raises as no `Exception`, must cost neither
    the files beside it nor the thread that reads.

    Parameters
    ----------
    where
        Name of the file in messages.

    Raises
    ------
    InputError
        If the file can't be read.
    """
    try:
        yield
    except (HotspotError, Cancelled, KeyboardInterrupt, SystemExit):
        raise
    except MemoryError as error:
        raise InputError(
            "is too large for this computer's memory",
            where=where,
            hint="Close other programs, or give a part of it: fewer months, say.",
        ) from error
    except OSError as error:
        raise unreadable(Path(where), error) from error
    except BaseException as error:
        raise fault_in(where, error) from error


def fault_in(where: str, error: BaseException) -> Fault:
    """Keep what happened in the log; return what to say of the file."""
    log = keep(fault_text(error))
    return Fault(
        "couldn't be read: a fault of Hotspot's own"
        + ("; what happened was written to the log" if log else ""),
        where=where,
        hint="Save it anew, as CSV or XLSX if it is a table, and give that"
        + (
            f", or send {log}, which holds no data, to those who look after Hotspot"
            if log
            else ""
        )
        + ".",
    )


def fault_text(error: BaseException) -> str:
    """Say where it happened, without the values that were being worked on.

    What an exception says may quote them, so it is left out.
    """
    about = (
        f"Hotspot {__version__}, Python {platform.python_version()}, "
        f"{platform.system()}"
    )
    return "\n".join([about, *stack_lines(error)])


def stack_lines(error: BaseException) -> list[str]:
    """Say in which functions it happened, and last of what kind it is."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f'  {frame.name}, line {frame.lineno} of "{_short(frame.filename)}"'
        for frame in frames
    ]
    elsewhere = error.lines if isinstance(error, FaultElsewhere) else ()
    return [*lines, type(error).__name__, *elsewhere]


def _short(filename: str) -> str:
    """Return the end of a path: the rest may hold a user's name."""
    return "/".join(filename.replace("\\", "/").split("/")[-3:])


def keep(text: str) -> Path | None:
    """Write a fault to the log, before earlier ones; None if that can't be done."""
    log = cache() / "unexpected.txt"
    try:
        before = log.read_text(encoding="utf-8", errors="replace")[:_KEPT]
    except OSError:
        before = ""
    try:
        with written(log) as scratch:
            scratch.write_text(f"{text}\n\n{before}".rstrip() + "\n", encoding="utf-8")
    except HotspotError:
        return None
    return log


def hear_libraries() -> None:
    """Have what libraries remark go to the log, once each, and never to a screen.

    They remark on how they are called, or quote a file, which is no news to an analyst
    and may be personal: of each the kind and the place are kept, not the words. What an
    analyst should know is said in a note by whoever calls the library.
    """
    remarks = _Remarks()
    warnings.showwarning = remarks.warned
    logging.lastResort = remarks


class _Remarks(logging.Handler):
    """Hears of warnings, and of what libraries log where nobody else listens."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._known: set[str] = set()

    def warned(
        self,
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        """Take the place of `warnings.showwarning`."""
        del message, file, line
        self._keep(f'{category.__name__}, line {lineno} of "{_short(filename)}"')

    def emit(self, record: logging.LogRecord) -> None:
        """Hear of what is logged."""
        where = f'line {record.lineno} of "{_short(record.pathname)}"'
        self._keep(f"{record.levelname} of {record.name}, {where}")

    def _keep(self, remark: str) -> None:
        if remark not in self._known and len(self._known) < _REMARKS:
            self._known.add(remark)
            keep(f"Hotspot {__version__}: a library remarked: {remark}")

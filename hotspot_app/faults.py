"""Faults of Hotspot's own: kept in a log without anybody's data, and said in words."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hotspot_app import __version__
from hotspot_app.errors import Cancelled, HotspotError, InputError
from hotspot_app.paths import cache, unreadable, written

_KEPT: Final = 100_000
"""Letters of earlier faults that stay in the log."""


class Fault(InputError):  # noqa: N818 - it is what is said
    """A file that couldn't be read although nothing is known to be wrong with it."""

    exit_code = 1


class FaultElsewhere(RuntimeError):  # noqa: N818 - it tells of one
    """A fault in another process of ours.

    Attributes
    ----------
    lines
        Where it happened, as `stack_lines` says it, and its kind.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("in the reader")
        self.lines = tuple(lines)


@contextmanager
def one_file(where: str) -> Iterator[None]:
    """Make whatever reading one file raises a refusal of that file alone.

    Readers say what is wrong with a file. What they didn't foresee, or what a
    library written in another language raises as no `Exception`, must cost neither
    the files beside it nor the thread that reads.

    Parameters
    ----------
    where
        The file, as messages name it.

    Raises
    ------
    InputError
        If it can't be read.
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
        f'  {frame.name}, line {frame.lineno} of "{_short(frame)}"' for frame in frames
    ]
    elsewhere = error.lines if isinstance(error, FaultElsewhere) else ()
    return [*lines, type(error).__name__, *elsewhere]


def _short(frame: traceback.FrameSummary) -> str:
    """Return the end of a path: the rest may hold a user's name."""
    parts = frame.filename.replace("\\", "/").split("/")
    return "/".join(parts[-3:])


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

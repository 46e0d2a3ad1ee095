"""The codes the command line ends with."""

from __future__ import annotations

from enum import IntEnum

from hotspot_app.errors import HotspotError, WordsError
from hotspot_app.faults import Fault


class ExitCode(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    UNEXPECTED = 1
    """A fault of the program, written to a file that is named."""
    WORDS = 2
    """The words can't be followed, as argparse ends too."""
    INPUT = 3
    """A file can't be used."""
    INTERRUPTED = 130
    """The exit code by which shells report a program ended by Ctrl-C."""


def exit_code(error: HotspotError) -> ExitCode:
    """Return what a failure ends with."""
    match error:
        case Fault():
            return ExitCode.UNEXPECTED
        case WordsError():
            return ExitCode.WORDS
    return ExitCode.INPUT

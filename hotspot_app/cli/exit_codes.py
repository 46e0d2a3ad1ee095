"""The codes the command line ends with."""

from __future__ import annotations

from enum import IntEnum

from hotspot_app.errors import HotspotError, WordsError
from hotspot_app.faults import Fault


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    UNEXPECTED = 1
    """A fault of the program, written to a file that is named."""
    WORDS = 2
    """The words can't be followed, as argparse ends too."""
    INPUT = 3
    """A file can't be used."""
    INTERRUPTED = 130
    """As a shell says of a program that Ctrl-C ended."""


def exit_code(error: HotspotError) -> ExitCode:
    """Return what a failure ends with."""
    match error:
        case Fault():
            return ExitCode.UNEXPECTED
        case WordsError():
            return ExitCode.WORDS
    return ExitCode.INPUT

"""The command line's door: words in, an exit code out, never a traceback."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from hotspot_app import __version__
from hotspot_app.cli.console import complain
from hotspot_app.cli.exit_codes import ExitCode, exit_code
from hotspot_app.cli.stopping import LINE, loading, working
from hotspot_app.errors import Cancelled, HotspotError
from hotspot_app.faults import fault_text, hear_libraries, keep
from hotspot_app.loading import without_collection
from hotspot_app.named_paths import chosen
from hotspot_app.paths import prepare_libraries

COMMANDS: Final = ("run", "brief", "demo", "inspect", "methods", "boundaries")
"""Each is a module of this package."""

_READING: Final = {"run", "brief", "demo", "inspect"}


def commands_of(words: Sequence[str]) -> list[Any]:
    """Load the command that is named first, or all of them if none is."""
    named = [word for word in words[:1] if word in COMMANDS]
    return [import_module(f"hotspot_app.cli.{name}") for name in named or COMMANDS]


with loading(), without_collection():
    hear_libraries()
    prepare_libraries()
    if _READING & set(sys.argv[1:2]):
        from hotspot_app.data.apart import warm

        warm()  # it loads its libraries while this process loads its own
    commands_of(sys.argv[1:])
    from hotspot_app.cli.remedy_words import refusal
    from hotspot_app.project.save.unfinished import clear_up


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command, and end it in one line whatever happens.

    Parameters
    ----------
    argv
        Arguments after the program's name; by default `sys.argv[1:]`.

    Returns
    -------
    int
        An `ExitCode`, or the exit code of argparse.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a console may lack signs we print
            stream.reconfigure(errors="backslashreplace")
    stopped = LINE
    with working() as interrupted:
        try:
            words = sys.argv[1:] if argv is None else argv
            # a path may stand behind "--option=" or "NAME="
            chosen(part for word in words for part in (word, *word.split("=")))
            arguments = _parser(words).parse_args(words)
            stopped = getattr(arguments, "interrupted", LINE)
            clear_up()
            code: int = arguments.go(arguments)
            sys.stdout.flush()
        except SystemExit as stop:
            return stop.code if isinstance(stop.code, int) else ExitCode.WORDS
        except (Cancelled, KeyboardInterrupt):
            return _say(stopped, ExitCode.INTERRUPTED)
        except BrokenPipeError:
            # else Python complains at its end of what it can't write
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.INTERRUPTED
        except BaseException as error:  # noqa: BLE001 - the last door before the user
            return (
                _say(stopped, ExitCode.INTERRUPTED) if interrupted() else _failed(error)
            )
    return code


def _failed(error: BaseException) -> ExitCode:
    match error:
        case HotspotError():
            return _say(refusal(error), exit_code(error))
        case MemoryError():
            return _say(
                "not enough memory for these files; give fewer months", ExitCode.INPUT
            )
        case OSError():
            return _say(_refused(error), ExitCode.INPUT)
    return _say(_kept(error), ExitCode.UNEXPECTED)


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hotspot-cli",
        description="Recorded crime: hotspots, rates, the link to deprivation, maps.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", title="commands"
    )
    for command in commands_of(words):
        command.add_parser(commands)
    return parser


def _say(line: str, code: ExitCode) -> ExitCode:
    complain(line)
    return code


def _refused(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    reason = error.strerror or type(error).__name__
    return f"{where}the computer refused ({reason}). Mend that, and try again."


def _kept(error: BaseException) -> str:
    """Keep where it happened, without the values that were being worked on."""
    told = f"something unexpected happened ({type(error).__name__})"
    log = keep(f"hotspot-cli: {fault_text(error)}")
    if log is None:
        return told
    ask = f"Please send {log} to those who look after the app; it holds no data."
    return f"{told}. {ask}"


if __name__ == "__main__":
    sys.exit(main())

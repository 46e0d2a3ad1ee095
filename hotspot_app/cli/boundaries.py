"""`hotspot-cli boundaries`: store official boundaries, and list what is stored."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from hotspot_app.cli.console import say, say_json, told_progress
from hotspot_app.cli.exit_codes import ExitCode
from hotspot_app.data.boundaries.catalogue import Stored, add, listing
from hotspot_app.words import counted

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command's words."""
    parser = subparsers.add_parser(
        "boundaries",
        help="store official boundaries, and list what is stored",
        description="Boundaries that are kept for use again.",
    )
    parser.set_defaults(
        go=run,
        interrupted="interrupted; boundaries that were stored stay, none half-written",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    storing = actions.add_parser(
        "add", help="cut, check and store the publisher's files"
    )
    storing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    storing.add_argument(
        "--district",
        default="",
        metavar="CODE",
        help="code or name of the district to cut them to; the areas around it are "
        "kept too. Left out: all of the file",
    )
    storing.add_argument(
        "--licence", required=True, metavar="TEXT", help="as the publisher words it"
    )
    storing.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        help="folder to store them in (default: your own library)",
    )
    showing = actions.add_parser("list", help="list what is stored")
    showing.add_argument("--json", action="store_true", help="as JSON")
    showing.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        help="list this folder instead of your library and the app's own",
    )


def run(arguments: argparse.Namespace) -> ExitCode:
    """Run the subcommand that the arguments name.

    Returns
    -------
    ExitCode
        DONE; every failure is raised.

    Raises
    ------
    InputError
        If a file can't be used or a folder can't be written.
    WordsError
        If the arguments make no sense.
    """
    if arguments.action == "add":
        return _add(arguments)
    folders = () if arguments.into is None else (arguments.into,)
    found = listing(folders)
    if arguments.json:
        say_json([_as_json(each) for each in found])
    else:
        _print(found)
    return ExitCode.DONE


def _add(arguments: argparse.Namespace) -> ExitCode:
    entries = add(
        arguments.files,
        arguments.district,
        arguments.licence,
        added=dt.date.today().isoformat(),
        into=arguments.into,
        progress=told_progress(),
    )
    for entry in entries:
        say(f"stored {entry.title} as {entry.id} ({entry.file})")
    return ExitCode.DONE


def _as_json(each: Stored) -> dict[str, object]:
    return {
        **asdict(each.entry),
        "shipped": each.shipped,
        "state": each.state,
        "path": str(each.path),
    }


def _print(found: tuple[Stored, ...]) -> None:
    if not found:
        say("no boundaries are stored")
        return
    for each in found:
        entry = each.entry
        origin = "comes with the app" if each.shipped else f"added {entry.added}"
        state = "" if each.state == "ready" else f", {each.state}: add it again"
        say(f"{entry.id}: {entry.title} ({origin}{state})")
        say(f"    {entry.attribution or entry.licence}")
    say(counted(len(found), "file of boundaries", "files of boundaries"))

"""`hotspot-cli inspect`: what a file is, before anything is asked of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hotspot_app.cli.console import complain, say, say_json
from hotspot_app.cli.exit_codes import ExitCode, exit_code
from hotspot_app.cli.pairs import add_columns, pairs_of
from hotspot_app.cli.remedy_words import noted, refusal
from hotspot_app.errors import HotspotError
from hotspot_app.method import Note
from hotspot_app.project.intake.recognise import Recognised, recognise
from hotspot_app.schema import DOMAINS

YEARS = {"edition", "codes_of"}


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("inspect", help="say what files are")
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="files, folders, zips"
    )
    add_columns(parser)
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(go=go)


def go(arguments: argparse.Namespace) -> ExitCode:
    """Say of each path what it holds; the code of the last that can't be read."""
    code = ExitCode.DONE
    columns = pairs_of(arguments.column, "--column", blank=True)
    told: list[dict[str, Any]] = []
    for path in arguments.paths:
        try:
            found = recognise(path, columns)
        except HotspotError as error:
            code = exit_code(error)
            told.append({"path": path.name, "kind": "", "problem": refusal(error)})
            continue
        told.extend(_facts(each) for each in found)
    if arguments.json:
        say_json(told)
        return code
    for each in told:
        if "problem" in each:
            complain(each["problem"])
        else:
            _tell(each)
    return code


def _facts(found: Recognised) -> dict[str, Any]:
    facts = {name: _plain(value) for name, value in found.facts.items()}
    return {"path": found.name, "kind": found.kind, **facts}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [noted(each) if isinstance(each, Note) else each for each in value]
    return value


def _tell(facts: dict[str, Any]) -> None:
    say(f"{facts['path']}: {facts['kind']}")
    for name, value in facts.items():
        if name in {"path", "kind"} or value in ("", [], {}, None):
            continue
        words = _words(name, value).replace(f"{facts['path']}: ", "")
        say(f"    {name.replace('_', ' ')}: {words}")


def _words(name: str, value: Any) -> str:
    match value:
        case dict():
            join = "{0} from {1!r}" if name == "columns" else "{0}: {1}"
            return ", ".join(
                join.format(key, _words("", each)) for key, each in value.items()
            )
        case list():
            return "; ".join(DOMAINS.get(each, str(each)) for each in value)
        case int() if name not in YEARS:
            return f"{value:,}"
    return str(value)

"""`hotspot-cli brief`: a product for a meeting, from a project or a question."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from hotspot_app.brief.produce import FORMATS
from hotspot_app.brief.products.listed import PRODUCTS
from hotspot_app.brief.proof import Wanted
from hotspot_app.brief.proofing import asking_for, drafted, write
from hotspot_app.cli.asking import (
    add_files,
    add_measure,
    add_method,
    add_question,
    asked_of,
    files_of,
)
from hotspot_app.cli.console import say, told_progress
from hotspot_app.cli.exit_codes import ExitCode
from hotspot_app.errors import WordsError
from hotspot_app.progress import Progress
from hotspot_app.project.ask.briefing import AUDIENCES
from hotspot_app.project.ask.marking import refuse_public, settled
from hotspot_app.project.ask.project import Project
from hotspot_app.project.save.file import Opened, opened, save
from hotspot_app.project.steps.stages import Stages
from hotspot_app.words import either, listed

_DOCUMENTS: Final = "pptx,pdf,xlsx"


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("brief", help="write a brief for a meeting")
    parser.set_defaults(go=go)
    parser.add_argument(
        "project",
        nargs="?",
        type=Path,
        metavar="PROJECT",
        help="a saved project; or say files and question as to `run`",
    )
    brief = parser.add_argument_group("brief")
    brief.add_argument(
        "--product", required=True, choices=PRODUCTS, help="which kind of brief"
    )
    brief.add_argument(
        "--format",
        default=_DOCUMENTS,
        metavar=_DOCUMENTS,
        help=f"formats, parted by commas, of {listed(list(FORMATS))} "
        "(default %(default)s)",
    )
    brief.add_argument(
        "--marking",
        required=True,
        metavar="TEXT",
        help="who may see it, on every page: OFFICIAL-SENSITIVE, say",
    )
    brief.add_argument(
        "--handling", default="", metavar="TEXT", help="a line under the marking"
    )
    brief.add_argument(
        "--author", default="", metavar="TEXT", help="who made it, on its first page"
    )
    brief.add_argument(
        "--reference", default="", metavar="TEXT", help="what it is filed under"
    )
    brief.add_argument(
        "--why",
        default="",
        metavar="TEXT",
        help="why the marking is lower than the project's last; kept in the project",
    )
    brief.add_argument(
        "--audience",
        required=True,
        choices=AUDIENCES,
        help="who will read it, which decides what may be in it",
    )
    brief.add_argument(
        "--out", required=True, type=Path, metavar="DIR", help="folder for its files"
    )
    add_files(parser.add_argument_group("files"), required=False)
    question = parser.add_argument_group("question")
    add_question(question)
    add_measure(question)
    add_method(question, required=False)


def go(arguments: argparse.Namespace) -> ExitCode:
    """Write the product, and keep in the project what was decided."""
    formats, progress = _formats(arguments.format), told_progress()
    marking = settled(arguments.marking)
    if arguments.audience != "public":
        refuse_public(marking)
    there = _opened(arguments, progress.part(0.0, 0.1))
    found = _asked_for(arguments) if there is None else there.project
    project = _decided(found, arguments, marking)
    briefing, audience = project.briefing, arguments.audience
    asking = asking_for(audience, project, Stages(), progress.part(0.1, 0.5))
    beside = arguments.project.parent if arguments.project else None
    made = drafted(arguments.product, asking, beside, progress.part(0.5, 0.7))
    wanted = Wanted(arguments.product, marking, briefing.handling, audience)
    done = write(
        made, wanted, briefing, arguments.out, formats, progress.part(0.7, 1.0)
    )
    if there is not None:
        project = replace(project, released=asking.ledger)
        save(project, arguments.project, there.sums, seen=there.seen)
    for line in (*done.told, f"{done.title}.", *asking.report()):
        say(line)
    for path in done.files:
        say(f"  {path}")
    return ExitCode.DONE


def _formats(text: str) -> tuple[str, ...]:
    given = dict.fromkeys(name.strip().casefold() for name in text.split(","))
    found = tuple(name for name in given if name)
    unknown = [name for name in found if name not in FORMATS]
    if unknown or not found:
        raise WordsError(
            f"--format can't be followed: {text!r}",
            hint=f"Formats are {listed(list(FORMATS))}, parted by commas.",
        )
    return found


def _opened(arguments: argparse.Namespace, progress: Progress) -> Opened | None:
    """Return the project that is named, all of whose files must be there."""
    if arguments.project is None:
        return None
    if arguments.areas is not None:
        raise WordsError(
            "a project and --areas are both given",
            hint="Give a project, or files and a question.",
        )
    found = opened(arguments.project, progress)
    told = found.told()
    if found.missing or found.untouched:
        raise WordsError(
            f"the project can't be used as it is: {told[0]}",
            hint="Open it in the window, which can be told where its files are.",
        )
    for line in told:
        say(line)
    return found


def _asked_for(arguments: argparse.Namespace) -> Project:
    if arguments.areas is None:
        raise WordsError(
            "there is nothing to write about",
            hint=f"Give {either(['a project', '--areas with files and a question'])}.",
        )
    return Project(files_of(arguments), asked_of(arguments))


def _decided(project: Project, arguments: argparse.Namespace, marking: str) -> Project:
    """Keep marking and audience, and why the marking is lower than the last."""
    briefing, handling = project.briefing, arguments.handling
    today = date.today().isoformat()
    try:
        briefing = briefing.marked(
            marking, handling or briefing.handling, on=today, why=arguments.why
        )
    except WordsError as error:
        raise WordsError(error.what, hint=f"{error.hint} Use --why.") from error
    briefing = briefing.made_by(
        arguments.author or briefing.author, arguments.reference or briefing.reference
    )
    return replace(project, briefing=replace(briefing, audience=arguments.audience))

"""`hotspot-cli run`: from files and a question to a folder of results."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hotspot_app.brief.results import write_results
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
from hotspot_app.cli.remedy_words import noted
from hotspot_app.project.ask.known import Known
from hotspot_app.project.ask.marking import refuse_public, settled
from hotspot_app.project.save.name_library import NameLibrary
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import run
from hotspot_app.words import counted


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("run", help="analyse, and write maps and tables")
    parser.set_defaults(go=go)
    add_files(parser.add_argument_group("files"))
    question = parser.add_argument_group("question")
    add_question(question)
    add_measure(question)
    add_method(question)
    parser.add_argument(
        "--marking",
        default="",
        metavar="TEXT",
        help="who may see the results, written on every map and chart",
    )
    parser.add_argument(
        "--out",
        required=True,
        type=Path,
        metavar="DIR",
        help="folder for the results; those of an earlier run in it are replaced",
    )


def go(arguments: argparse.Namespace) -> ExitCode:
    """Answer the question and write its results."""
    marking = settled(arguments.marking) if arguments.marking else ""
    refuse_public(marking)
    found = run(
        files_of(arguments),
        asked_of(arguments),
        told_progress(),
        known=Known(book=NameLibrary()),
    )
    answer = write_results(found, arguments.out, noted, marking)
    tell(answer, arguments.out)
    return ExitCode.DONE


def tell(answer: Answer, out: Path) -> None:
    """Print the finding and where it was written."""
    say(answer.explanation.headline)
    for sentence in answer.explanation.sentences:
        say(f"  {sentence}")
    cautions = sum(note.caution for note in answer.notes)
    told = f"{counted(cautions, 'caution')} in {out / 'notes.txt'}"
    say(f"  {told}; {_beside(answer)} beside it.")


def _beside(answer: Answer) -> str:
    return "tables" if answer.style is None else "map and table"

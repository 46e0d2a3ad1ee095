"""`hotspot-cli demo`: the month's job on the practice town."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from hotspot_app.brief.practice import practice_briefs
from hotspot_app.brief.produce import DOCUMENTS
from hotspot_app.brief.results import write_results
from hotspot_app.cli.console import say, told_progress
from hotspot_app.cli.exit_codes import ExitCode
from hotspot_app.cli.remedy_words import noted
from hotspot_app.cli.run import tell
from hotspot_app.methods import all_methods
from hotspot_app.project.answer.opinion import with_second_opinion
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import tally
from hotspot_app.words import capital, spelt

BRIEFS: Final = ("tasking", "pag")
"""Briefs that are written of the town."""


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser("demo", help="the month's job on the practice town")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("demo"),
        metavar="DIR",
        help="folder for its results (default %(default)s)",
    )
    parser.set_defaults(
        go=go,
        interrupted="interrupted; answers that were finished stay, each whole in its "
        "own folder",
    )


def go(arguments: argparse.Namespace) -> ExitCode:
    """Run every method on the practice town, a folder each, one after the other."""
    progress = told_progress()
    material = read_material(practice_files(), progress.part(0.0, 0.2))
    counts = tally(material, progress=progress.part(0.2, 0.3))
    methods = all_methods()
    for number, method in enumerate(methods):
        share = 0.5 / len(methods)
        part = progress.part(0.3 + number * share, 0.3 + (number + 1) * share)
        asked = Asked(method=method.id)
        if "comparison" in method.needs:
            asked = replace(asked, when="last-12", against="year")
        found = with_second_opinion(answer(material, counts, asked, part))
        write_results(found, arguments.out / method.id, noted)
        say(f"{method.title}, in {arguments.out / method.id}:")
        tell(found, arguments.out / method.id)
    briefs = arguments.out / "briefs"
    made = practice_briefs(briefs, BRIEFS, DOCUMENTS, progress.part(0.8, 1.0))
    for title, files in made.items():
        say(f"{title}:")
        for path in files:
            say(f"  {path}")
    done = capital(spelt(len(methods), "answer"))
    say(
        f"{done} with tables and notes, and two briefs, are in {arguments.out}. "
        "The town is invented."
    )
    return ExitCode.DONE

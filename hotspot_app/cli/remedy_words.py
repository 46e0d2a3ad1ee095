"""Remedies in the command line's words: its options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from hotspot_app.errors import HotspotError
from hotspot_app.method import Note
from hotspot_app.remedies import (
    ChooseLevel,
    ChooseMeasure,
    ChoosePer,
    ChoosePeriod,
    ChooseSource,
    ChooseTypes,
    DropFlags,
    FilesRemedy,
    Give,
    GiveAs,
    Given,
    GiveTable,
    NameCodes,
    NameColumns,
    QuestionRemedy,
    Remedy,
    SetParameter,
)
from hotspot_app.words import either, with_ways

_OPTIONS: Final[dict[Given, str]] = {
    "areas": "--areas FILE",
    "wards": "--wards FILE",
    "crime": "--crime PATH",
    "counts": "--counts FILE",
    "residents": "--residents FILE",
    "households": "--households FILE",
    "workday": "--table workday=FILE",
    "units": "--table units=FILE",
    "deprivation": "--deprivation FILE",
    "lookup": "--lookup FILE",
    "postcodes": "--postcodes FILE",
    "names": "--names FILE",
}

_MEASURES: Final = {"count": "count", "rate": "rate or eb"}


def refusal(error: HotspotError) -> str:
    """Say what went wrong and what to do, in one line."""
    return said(str(error), error.remedies)


def noted(note: Note) -> str:
    """Say a note and what could be done about it."""
    return said(note.text, note.remedies)


def said(text: str, remedies: Sequence[Remedy]) -> str:
    """Add to a text what would help."""
    return with_ways(text, [way(each) for each in remedies])


def way(remedy: Remedy) -> str:
    """Say one thing that would help, to stand within a sentence."""
    if isinstance(remedy, FilesRemedy):
        return _with_files(remedy)
    return _with_question(remedy)


def _with_files(remedy: FilesRemedy) -> str:
    match remedy:
        case Give(kinds, title):
            options = either([_OPTIONS[kind] for kind in kinds])
            return f'give "{title}" as {options}' if title else f"give {options}"
        case GiveAs(kinds, count):
            options = either([_OPTIONS[kind] for kind in kinds])
            also = f' --column count="{count}"' if count else ""
            return f"give it as {options}{also}"
        case GiveTable(name):
            return f"give --table {name}=FILE"
        case NameColumns(columns, or_none):
            named = " ".join(f'--column {column}="NAME"' for column in columns)
            none = " ".join(f"--column {column}=" for column in columns)
            it = "it" if len(columns) == 1 else "them"
            other = f", or {none} if there is none" if or_none else ""
            return f"name {it} by {named}{other}"
        case NameCodes():
            return (
                "name the column of codes by --code-column NAME (of wards: "
                "--ward-code-column NAME), or call it code in the file"
            )
        case _:
            assert_never(remedy)


def _with_question(remedy: QuestionRemedy) -> str:
    match remedy:
        case ChooseLevel(levels):
            return f"ask for --level {either(levels)}"
        case ChooseMeasure(measure):
            return f"use --measure {_MEASURES[measure]}"
        case ChoosePer(kinds):
            return f"use --per {either(kinds)}"
        case ChooseSource():
            return "choose one source by --source NAME"
        case ChoosePeriod(compared):
            before = "compare-" if compared else ""
            return f"give --{before}from and --{before}to"
        case ChooseTypes(types):
            named = ",".join(types)
            return f'ask for --types "{named}"' if named else "choose types by --types"
        case DropFlags():
            return "ask without --flags"
        case SetParameter(name=name, value=value):
            return f"use --param {name}={value or 'VALUE'}"
        case _:
            assert_never(remedy)

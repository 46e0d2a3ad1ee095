"""Remedies in the window's words: its controls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, assert_never

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.errors import HotspotError
from hotspot_app.project.intake.wanted import WANTED
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
from hotspot_app.words import capital, either, inside, with_ways

if TYPE_CHECKING:
    from hotspot_app.method import Note  # which loads pandas, and a window needn't

_COLUMNS: Final = "under Columns… in Add data"


def refusal(error: HotspotError) -> str:
    """Say what went wrong and what to do, with a capital unless a file begins it."""
    told = said(str(error), error.remedies)
    return told if error.where else capital(told)


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
            what = f'"{title}"' if title else _called(kinds)
            return f"add {what} in Add data"
        case GiveAs(kinds):
            return f"add it as {_called(kinds)} in Add data"
        case GiveTable(title=title):
            return f'add a table of "{title}" in Add data'
        case NameColumns(columns, or_none):
            it = "it" if len(columns) == 1 else "them"
            other = ", or say there that there is none" if or_none else ""
            return f"name {it} {_COLUMNS}{other}"
        case NameCodes():
            return 'call the column of codes "code" in the file'
        case _:
            assert_never(remedy)


def _with_question(remedy: QuestionRemedy) -> str:
    match remedy:
        case ChooseLevel(levels):
            named = [LEVELS.get(level, f"{level} areas") for level in levels]
            return f"choose {either(named)} under Where"
        case ChooseMeasure(measure):
            what = "counts" if measure == "count" else "a rate"
            return f"choose {what} under Measure"
        case ChoosePer(kinds):
            return f"choose {_called(kinds)} under Measure"
        case ChooseSource():
            return "choose one source under What"
        case ChoosePeriod(compared):
            also = " to compare with" if compared else ""
            return f"choose another period{also} under When"
        case ChooseTypes(types):
            return f"choose {either([*map(inside, types)]) or 'other types'} under What"
        case DropFlags():
            return "choose no flag under What"
        case SetParameter(title=title, choice=choice):
            what = f'"{choice}" as "{title}"' if choice else f"another {inside(title)}"
            return f"choose {what} under Method"
        case _:
            assert_never(remedy)


def _called(kinds: Sequence[Given]) -> str:
    return either(
        [
            "ready counts" if kind == "counts" else inside(WANTED[kind].title)
            for kind in kinds
        ]
    )

"""The rows of a table of types: all crime, single types, groups of types, and flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspot_app.data.crime.incidents import Reading
from hotspot_app.method import Inputs, Note, When
from hotspot_app.offences import groups_among
from hotspot_app.project.ask.flags import files_without, flags_held, with_flags
from hotspot_app.project.steps.comparison import Comparison
from hotspot_app.schema import FLAGS, flag_column
from hotspot_app.words import counted

ALL, TYPE, NO_CRIME, GROUP, FLAG = "all", "type", "not crime", "group", "flag"
"""What a row is of: everything, one type, one that isn't crime, types together, or
incidents that carry a flag."""


@dataclass(frozen=True, slots=True)
class What:
    """The incidents that a row counts, as a question asks for them.

    Attributes
    ----------
    types, flags
        As in `Asked`: no type means all crime.
    counted
        The types counted.
    """

    types: tuple[str, ...]
    flags: tuple[str, ...]
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row before it is tested; its counts are missing where they aren't known."""

    kind: str
    name: str
    what: What
    now: float
    before: float


def types_counted(
    here: Inputs, comparison: Comparison, everything: What, kinds: str
) -> tuple[list[Row], list[Row], list[Row]]:
    """Count everything, each type and each group of types."""
    now = _counts(here, comparison.held)
    before = _counts(here, comparison.held_before)
    whole, flags = everything.counted, everything.flags

    def row(kind: str, name: str, what: What) -> Row:
        many = [float(sum(each[t] for t in what.counted)) for each in (now, before)]
        return Row(kind, name, what, *many)

    def of(kind: str, name: str, types: tuple[str, ...]) -> Row:
        return row(kind, name, What(types, flags, types))

    return (
        [row(ALL, f"All {with_flags(kinds, flags)}", everything)],
        [of(TYPE if t in whole else NO_CRIME, t, (t,)) for t in here.cube.types],
        [of(GROUP, name, types) for name, types in groups_among(whole).items()],
    )


def _counts(here: Inputs, spans: Sequence[When]) -> dict[str, int]:
    """Count each type in several periods together."""
    first, *others = map(here.by_type, spans)
    return {str(kind): int(many) for kind, many in sum(others, first).items()}


def flags_counted(
    here: Inputs,
    comparison: Comparison,
    whole: tuple[str, ...],
    reading: Reading | None,
) -> tuple[list[Row], list[Note]]:
    """Count the incidents that carry each flag, beside those already asked for."""
    asked, sources = here.question.flags, here.question.sources
    held = () if reading is None else flags_held(reading, sources)
    others = [flag for flag in held if flag not in asked]
    if here.rows is None or reading is None or not others:
        return [], []
    incidents = here.rows.incidents
    now, before = (
        np.logical_or.reduce([here.which(whole, when) for when in each])
        for each in (comparison.held, comparison.held_before)
    )
    found, notes = [], []
    for flag in others:
        unknown = incidents["file"].isin(files_without(reading, [flag])).to_numpy()
        lost = int((unknown & (now | before)).sum())
        carried = incidents[flag_column(flag)].to_numpy(dtype=bool)
        counts = [float((carried & each).sum()) for each in (now, before)]
        if lost:
            counts = [np.nan, np.nan]
            notes.append(
                Note(
                    f"By type: {FLAGS[flag]} isn't compared: "
                    f"{counted(lost, 'incident')} of the two periods "
                    f"{'comes' if lost == 1 else 'come'} from files without a column "
                    "for it.",
                    caution=True,
                )
            )
        found.append(Row(FLAG, FLAGS[flag], What((), (*asked, flag), whole), *counts))
    return found, notes

"""The kinds of incidents that are compared: all, each type, groups of types, flags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from hotspot_app.method import Inputs, Note
from hotspot_app.offences import groups_among, is_asb, is_crime
from hotspot_app.schema import FLAGS, flag_column
from hotspot_app.words import capital, counted, quoted


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """Incidents of a kind.

    Attributes
    ----------
    kind
        "all", "type", "not crime", "group" or "flag".
    count
        Incidents on the index of the areas; missing where no source covers them.
    """

    kind: str
    name: str
    count: pd.Series[Any]


def kinds_of(inputs: Inputs) -> Iterator[Kind]:
    """Go through all incidents, each type, each group of types and each flag.

    Whatever types the question asks for; its flags are kept.
    """
    types = inputs.cube.types
    whole = tuple(each for each in types if not is_asb(each)) or types
    yield Kind("all", _whole(inputs, whole), _of(inputs, whole))
    for each in types:
        kind = "type" if each in whole else "not crime"
        yield Kind(kind, each, _of(inputs, (each,)))
    for name, members in groups_among(whole).items():
        yield Kind("group", name, _of(inputs, members))
    for flag in _flags(inputs):
        yield Kind("flag", f"{FLAGS[flag]} (flagged)", _flagged(inputs, flag, whole))


def on_flags(inputs: Inputs) -> list[Note]:
    """Warn of flags that some file may have no column for."""
    if inputs.rows is None or "file" not in inputs.rows.incidents:
        return []
    rows, notes = inputs.rows.incidents, []
    used = inputs.which(inputs.cube.types, inputs.question.period)
    for flag in _flags(inputs):
        by_file = rows[flag_column(flag)][used].groupby(
            rows["file"][used], observed=True
        )
        without = [str(name) for name, some in by_file.any().items() if not some]
        if without and len(without) < by_file.ngroups:
            notes.append(
                Note(
                    f"No incident of {counted(len(without), 'file')} "
                    f"({quoted(without)}) has the flag {FLAGS[flag]}: they may have no "
                    "column for it, and areas that they cover then seem to have none.",
                    caution=True,
                )
            )
    return notes


def _whole(inputs: Inputs, types: tuple[str, ...]) -> str:
    """Name all of them: as the question does, if it asks for them."""
    if set(inputs.question.types) == {*types}:
        return capital(inputs.question.subject)
    return "All crime" if any(map(is_crime, types)) else "All types"


def _of(inputs: Inputs, types: tuple[str, ...]) -> pd.Series[Any]:
    question = replace(inputs.question, types=types)
    return replace(inputs, question=question).counts()


def _flags(inputs: Inputs) -> list[str]:
    """Return the flags held, beside those that every incident counted has."""
    if inputs.rows is None:
        return []
    held = {*inputs.rows.incidents.columns}
    asked = inputs.question.flags
    return [flag for flag in FLAGS if flag_column(flag) in held and flag not in asked]


def _flagged(inputs: Inputs, flag: str, types: tuple[str, ...]) -> pd.Series[Any]:
    rows, period = inputs.rows, inputs.question.period
    assert rows is not None
    chosen = inputs.which(types, period)
    chosen &= rows.incidents[flag_column(flag)].to_numpy(dtype=bool)
    many = np.bincount(rows.area[chosen], minlength=len(rows.codes))
    counts = pd.Series(many, index=rows.codes, name="count").astype("int64")
    whole = period.whole
    return inputs.cube.where_covered(counts, whole.first, whole.last)

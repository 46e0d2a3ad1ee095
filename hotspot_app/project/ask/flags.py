"""Flags that forces put on incidents: domestic, alcohol, knife and their like."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.incidents import Reading
from hotspot_app.errors import WordsError
from hotspot_app.method import Note
from hotspot_app.remedies import DropFlags
from hotspot_app.schema import FLAGS, flag_column
from hotspot_app.words import counted, listed

_MARKED: Final = {"nte": "night-time-economy", "vawg": "VAWG"}


def flags_held(reading: Reading, sources: Collection[str] = ()) -> tuple[str, ...]:
    """Return the flags for which some file has a column.

    Parameters
    ----------
    sources
        Sources whose files are looked at; all if empty.
    """
    there = {
        name.removeprefix("flag_")
        for facts in reading.files
        if not sources or set(sources) & set(facts.sources)
        for name in facts.columns
        if name.startswith("flag_")
    }
    return tuple(name for name in FLAGS if name in there)


def refuse_flags(flags: Sequence[str], held: Sequence[str]) -> None:
    """Refuse flags for which the files have no column.

    Raises
    ------
    WordsError
        If there is such a flag.
    """
    for name in flags:
        if name in held:
            continue
        near = difflib.get_close_matches(name, held, n=1)
        meant = f"Did you mean {near[0]!r}? " if near else ""
        there = f"There is {listed(held)}." if held else ""
        raise WordsError(
            f"no incident counted here comes from a file with a column for {name!r}",
            hint=f"{meant}{there}",
            remedies=() if held else (DropFlags(),),
        )


def flagged(
    incidents: pd.DataFrame, reading: Reading, flags: Sequence[str]
) -> tuple[npt.NDArray[np.bool_], list[Note]]:
    """Return which incidents have all of some flags.

    Returns
    -------
    tuple
        (n,) bool, and notes on those left out.
    """
    columns = [flag_column(name) for name in flags]
    carried = incidents[columns].all(axis=1).to_numpy(dtype=bool)
    unknown = int(incidents["file"].isin(files_without(reading, flags)).sum())
    kept = Note(
        f"Only incidents with the flag{'s' if len(flags) > 1 else ''} "
        f"{listed([FLAGS[name] for name in flags])} are counted: "
        f"{int(carried.sum()):,} of {counted(len(incidents), 'incident')}. A flag is "
        "set by whoever recorded the incident, and one that isn't set doesn't say that "
        "there was nothing to flag."
    )
    if not unknown:
        return carried, [kept]
    left = Note(
        f"{counted(unknown, 'incident is', 'incidents are')} left out because "
        f"{'its file has' if unknown == 1 else 'their files have'} no column for "
        f"{listed(flags)}: areas that those files cover may seem to have none.",
        caution=True,
    )
    return carried, [kept, left]


def files_without(reading: Reading, flags: Sequence[str]) -> set[str]:
    """Return the names of files that lack a column for one of some flags."""
    columns = {flag_column(name) for name in flags}
    return {
        facts.file.name for facts in reading.files if not columns <= {*facts.columns}
    }


def with_flags(kinds: str, flags: Sequence[str]) -> str:
    """Say of kinds of incidents how they are flagged: "knife-flagged burglary"."""
    if not flags:
        return kinds
    names = [_MARKED.get(name, name) for name in flags]
    marked = listed([*(f"{name}-" for name in names[:-1]), f"{names[-1]}-flagged"])
    return f"{marked} {kinds}"

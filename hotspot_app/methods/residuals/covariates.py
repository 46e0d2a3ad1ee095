"""What a prediction rests on: steps of deprivation, and figures of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from hotspot_app.deprivation import Line
from hotspot_app.method import Inputs, Note
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.schema import DOMAINS

COVARIATES: Final = OWN_TABLES["covariates"]
_ALIKE: Final = {title: f"{title} of your table" for title in DOMAINS.values()}


@dataclass(frozen=True, slots=True)
class Step:
    """How much of a figure is one step, and what that is called."""

    size: float
    words: str


def own_figures(inputs: Inputs, *, wanted: bool) -> pd.DataFrame:
    """Return the analyst's own figures of the areas, a column each.

    No columns if they aren't asked for, or no area has all of them. One that is called
    as a domain of deprivation is told apart from it.
    """
    table = inputs.own.get(COVARIATES.id)
    if table is not None and wanted:
        found = table.set_index("code").reindex(inputs.areas.index)
        found = found.rename(columns=_ALIKE)
        if found.notna().all(axis=1).any():
            return found
    return pd.DataFrame(index=inputs.areas.index)


def on_none(inputs: Inputs, own: pd.DataFrame) -> tuple[Note, ...]:
    """Say that a table was given whose figures take no part."""
    if COVARIATES.id not in inputs.own or len(own.columns):
        return ()
    return (
        Note(
            f"The table of {COVARIATES.title.lower()} has no whole row for any of "
            f"these {inputs.question.units}: they are predicted without it. Its codes "
            "must be as in the boundary file.",
            caution=True,
        ),
    )


def step_of(line: Line) -> Step:
    """Return a tenth of the areas in their order, or a deviation of the score."""
    if line.kind == "score":
        return deviation(line.place, "the score")
    tenth = line.place.notna().sum() / 10
    return Step(float(tenth) or 1.0, "a tenth of the areas")


def deviation(figure: pd.Series[float], of: str) -> Step:
    """Return a standard deviation of a figure as its step."""
    size = float(figure.std(ddof=0))
    return Step(size or 1.0, f"a standard deviation of {of} ({size:.3g})")

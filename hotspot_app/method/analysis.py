"""Everything the app knows of an analysis."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from hotspot_app.method.inputs import BASE, Inputs
from hotspot_app.method.needs import Need
from hotspot_app.method.outcome import (
    Chart,
    Column,
    Explanation,
    Gives,
    MapStyle,
    Outcome,
)
from hotspot_app.method.question import Question
from hotspot_app.own_tables import OwnTable
from hotspot_app.progress import Progress

Group = Literal[
    "where", "change", "compare", "deprivation", "who", "when", "harm", "effect"
]

GROUPS: Final[Mapping[Group, str]] = {
    "where": "Where is it?",
    "change": "What changed?",
    "compare": "Who is higher?",
    "deprivation": "Does it follow deprivation?",
    "who": "Who is affected?",
    "when": "When is it?",
    "harm": "How harmful is it?",
    "effect": "Did it work?",
}
"""The questions that methods answer, in the order they are offered."""


@dataclass(frozen=True, slots=True)
class Method:
    """Everything the app knows about an analysis.

    Attributes
    ----------
    group
        The question that it answers (`GROUPS`).
    order
        Its place within the group, least first.
    tables
        Tables that the analyst must give for it (`Inputs.own`).
    of_incidents
        False if its figures are of those tables alone, whatever is asked.
    """

    id: str
    title: str
    group: Group
    order: int
    needs: frozenset[Need]
    params: type[Any]
    gives: Gives
    map: MapStyle | None
    charts: tuple[Chart, ...]
    explain: Callable[[Outcome, Question], Explanation]
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    run: Callable[[Inputs, Any, Progress], Outcome]
    tables: tuple[OwnTable, ...] = ()
    of_incidents: bool = True

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of an answer's values: those of `BASE` it lacks, then its own."""
        own = {each.name for each in self.gives.values}
        return (*(each for each in BASE if each.name not in own), *self.gives.values)

"""Everything the app knows of an analysis."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
from hotspot_app.progress import Progress


@dataclass(frozen=True, slots=True)
class Method:
    """Everything the app knows about an analysis."""

    id: str
    title: str
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

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of an answer's values: those of `BASE` it lacks, then its own."""
        own = {each.name for each in self.gives.values}
        return (*(each for each in BASE if each.name not in own), *self.gives.values)

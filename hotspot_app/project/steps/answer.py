"""An answer: a method's outcome with everything needed to show and repeat it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from hotspot_app.clusters import TESTED
from hotspot_app.data.crime.incidents import Reading
from hotspot_app.method import (
    Chart,
    Column,
    Explanation,
    MapStyle,
    Method,
    Note,
    Outcome,
    Question,
)
from hotspot_app.overlay import Shapes
from hotspot_app.project.ask.known import KnownHotspots, Remembered, subject
from hotspot_app.project.steps.by_type import ByType
from hotspot_app.project.steps.comparison import FIGURES, TOLD, Comparison
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.standing import LISTED, Listing, listing, remembered
from hotspot_app.project.steps.tally import Tally
from hotspot_app.project.steps.visited import BY_DAY, by_day, outlined
from hotspot_app.schema import HasAreas
from hotspot_app.stats.graphs.links import Graph
from hotspot_app.words import listed


@dataclass(frozen=True, eq=False)
class Answer(HasAreas):
    """A method's outcome with everything needed to show and repeat it.

    Attributes
    ----------
    whole_rate
        Rate per 1,000 of the whole that rates are compared with; missing without
        denominators.
    by_type
        The comparison by type; None without a comparison period.
    known
        Hotspots of the same subject that were found before.
    withheld
        Codes of areas whose figures must not be shown, or not whole.
    made
        Total and listing, where areas that they rest on are withheld.
    """

    question: Question
    method: Method
    params: Any
    outcome: Outcome
    explanation: Explanation
    areas: gpd.GeoDataFrame
    material: Material
    tally: Tally
    comparison: Comparison | None
    notes: tuple[Note, ...]
    whole_rate: float
    graph: Graph | None = None
    by_type: ByType | None = None
    known: KnownHotspots | None = None
    withheld: frozenset[str] = frozenset()
    made: tuple[float, Listing] | None = None

    @property
    def style(self) -> MapStyle | None:
        """The map: that of the outcome, or else the method's."""
        return self.outcome.map or self.method.map

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns of each area: the method's, those of the change and of the list.

        A method that gives the figures of the change itself says it by its own.
        """
        columns, found = self.method.columns, self.comparison
        last = LISTED if self.by_day is None else (BY_DAY, *LISTED)
        if found is None:
            return (*columns, *last)
        own = {each.name for each in columns}
        if not own.issuperset(each.name for each in FIGURES):
            after = [each.name for each in columns].index("count") + 1
            figures = (each for each in FIGURES if each.name not in own)
            told = (each for each in TOLD if each.name not in own)
            columns = (*columns[:after], *figures, *columns[after:], *told)
        return (*map(found.dated, columns), *last)

    @cached_property
    def shown_values(self) -> pd.DataFrame:
        """Values of the shown areas."""
        values = of_shown(self.outcome.values, self.areas)
        if self.by_day is not None:
            values = values.join(self.by_day)
        values = values.join(self.listing.values)
        if self.comparison is None:
            return values
        own = {each.name for each in self.method.columns}
        own.update(each.name for each in (BY_DAY, *LISTED))
        added = [each.name for each in self.columns if each.name not in own]
        return values.join(self.comparison.values[added])

    @cached_property
    def total(self) -> float:
        """Incidents counted in all shown areas."""
        if self.made is not None:
            return self.made[0]
        return float(self.shown_values["count"].sum())

    @cached_property
    def layers(self) -> tuple[Shapes, ...]:
        """Layers that the method draws over the map, the topmost last."""
        titles, found = self.method.gives.layers, self.outcome.layers
        own = (Shapes(titles[name], found[name]) for name in titles if name in found)
        return (*self.visited, *own)

    @cached_property
    def visited(self) -> tuple[Shapes, ...]:
        """The layer of areas where rates by residents mislead, if there are any."""
        return () if self.by_day is None else outlined(self.by_day, self.areas)

    @cached_property
    def by_day(self) -> pd.Series[float] | None:
        """People by day for each resident, where rates are by residents."""
        of_rates = {"denominator", "rate", "graph"} & self.method.needs
        if not (self.uses_denominator and of_rates):
            return None
        return by_day(self.tally.level.denominators, self.question)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts: those of the outcome, or else the method's."""
        return self.outcome.charts or self.method.charts

    @property
    def uses_denominator(self) -> bool:
        """Whether what is shown rests on residents, households or the like."""
        if self.question.denominator is None:
            return False
        if "denominator" in self.method.needs:
            return True
        style = self.style
        counts_only = style is not None and (
            style.column == "count" or style.kind == "surface"
        )
        return not (self.question.measure == "count" or counts_only)

    @cached_property
    def listing(self) -> Listing:
        """The places that stand out, as a list for those who act on it."""
        if self.made is not None:
            return self.made[1]
        standing = self.outcome.summary.get("standing")
        tested = "confidence" in self.outcome.values and standing == TESTED
        return listing(
            self.outcome.values,
            self.areas,
            whole_rate=self.whole_rate if self.uses_denominator else None,
            in_clusters=tested,
            bridges=self.material.bridges,
            known=self.known,
        )

    def knowing(self, hotspots: Remembered) -> Answer:
        """Return the answer with its hotspots going on from those found before."""
        return replace(self, known=hotspots.get(subject(self.question)))

    @property
    def remembered(self) -> KnownHotspots | None:
        """Hotspots to save with the project; none if only a part is shown."""
        if self.question.within:
            return self.known
        last = str(self.question.period.last)
        return remembered(self.listing, self.known, last)

    def attributions(self) -> tuple[str, ...]:
        """Return the source lines of everything that went into the answer."""
        material = self.material
        own = [
            f"{table.title}: {material.own[table.id].source.name}."
            for table in self.method.tables
        ]
        if not self.method.of_incidents:
            return tuple(own)
        lines = [material.areas.attribution]
        if material.wards is not None:
            lines.append(material.wards.attribution)
        reading = material.reading
        lines.extend(_incident_attributions(self.tally, self.question, reading))
        if self.uses_denominator and self.question.denominator is not None:
            lines.append(material.denominators[self.question.denominator].attribution)
        if "deprivation" in self.method.needs and material.deprivation is not None:
            lines.append(material.deprivation.attribution)
        if material.gazetteer is not None:
            lines.append(material.gazetteer.attribution)
        return tuple(dict.fromkeys(line for line in (*lines, *own) if line))


def _incident_attributions(
    at: Tally, question: Question, reading: Reading | None
) -> list[str]:
    """Say where the incidents come from.

    Parameters
    ----------
    reading
        The crime files as they were read; None where counts came ready.
    """
    if reading is None:
        return [f"Recorded incidents: {listed(at.sources, 8)}, ready counts."]
    if _are_published(at, reading):
        return [
            f"Recorded incidents: data.police.uk ({listed(at.sources, 8)}), files of "
            f"{question.when}. Contains public sector information licensed under the "
            "Open Government Licence v3.0."
        ]
    return [f"Recorded incidents: {listed(at.sources, 8)}, {question.when}."]


def _are_published(at: Tally, reading: Reading) -> bool:
    """Say whether some of the incidents are police.uk's, by rows if these are there."""
    if at.rows is not None:
        return bool(at.rows.incidents["precision"].eq("snapped").any())
    mine = set(at.sources)
    return any(each.is_public and mine & {*each.sources} for each in reading.files)


def of_shown(values: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the rows of shown areas."""
    shown: pd.DataFrame = values[areas["shown"].to_numpy()]
    return shown

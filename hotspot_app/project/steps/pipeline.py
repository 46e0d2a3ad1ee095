"""The one place that knows the order of the steps.

What was read (`read_material`), where it lies (`placed.place`), the counts at a
level (`tally`), the answer (`answer`); `Stages` remembers each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import geopandas as gpd
import pandas as pd

from hotspot_app.clusters import TESTED
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import (
    BASE,
    LACKS,
    Chart,
    Column,
    Explanation,
    Inputs,
    MapStyle,
    Method,
    Note,
    Outcome,
    Question,
)
from hotspot_app.methods import get
from hotspot_app.overlay import Shapes
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.groups import NO_GROUPS, Groups
from hotspot_app.project.ask.known import (
    NOTHING_KNOWN,
    Known,
    KnownHotspots,
    Remembered,
    subject,
)
from hotspot_app.project.ask.params import read_params
from hotspot_app.project.ask.question import Asked, Offered, check, settle
from hotspot_app.project.steps.by_day import on_days
from hotspot_app.project.steps.by_type import ByType, by_type
from hotspot_app.project.steps.comparison import (
    FIGURES,
    TOLD,
    Comparison,
    compare,
    notes_on,
)
from hotspot_app.project.steps.focus import focused
from hotspot_app.project.steps.material import Material, read_material
from hotspot_app.project.steps.naming import with_names
from hotspot_app.project.steps.neighbouring import (
    FindNeighbours,
    with_neighbours,
    with_those_around,
)
from hotspot_app.project.steps.placed import place
from hotspot_app.project.steps.standing import LISTED, Listing, listing, remembered
from hotspot_app.project.steps.tally import Tally, count
from hotspot_app.project.steps.territory_notes import on_gaps
from hotspot_app.remedies import (
    ChooseLevel,
    ChooseMeasure,
    Give,
)
from hotspot_app.schema import DENOMINATORS, HasAreas
from hotspot_app.stats.links import Graph
from hotspot_app.stats.neighbours import neighbour_graph
from hotspot_app.stats.rates import overall_rate
from hotspot_app.words import listed, number


@dataclass(frozen=True, eq=False)
class Answer(HasAreas):
    """A method's finding with everything needed to show and repeat it.

    Attributes
    ----------
    whole_rate
        Of what rates are compared with, per 1,000; missing without denominators.
    by_type
        Every type against the period compared with; None without one.
    known
        Hotspots of the same subject found before.
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

    @property
    def style(self) -> MapStyle | None:
        """What is mapped: what the outcome says, or else the method."""
        return self.outcome.map or self.method.map

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What is said of each area: by the method, of its change and in the list.

        A method that gives the figures of the change itself says it by its own.
        """
        columns, found = self.method.columns, self.comparison
        if found is None:
            return (*columns, *LISTED)
        own = {each.name for each in columns}
        if not own.issuperset(each.name for each in FIGURES):
            after = [each.name for each in columns].index("count") + 1
            figures = (each for each in FIGURES if each.name not in own)
            told = (each for each in TOLD if each.name not in own)
            columns = (*columns[:after], *figures, *columns[after:], *told)
        return (*map(found.dated, columns), *LISTED)

    @cached_property
    def shown_values(self) -> pd.DataFrame:
        """What was found in each shown area, by the names of the columns."""
        values = _of_shown(self.outcome.values, self.areas).join(self.listing.values)
        if self.comparison is None:
            return values
        own = {each.name for each in self.method.columns}
        own.update(each.name for each in LISTED)
        added = [each.name for each in self.columns if each.name not in own]
        return values.join(self.comparison.values[added])

    @cached_property
    def layers(self) -> tuple[Shapes, ...]:
        """What the method draws over the map, the topmost last."""
        titles, found = self.method.gives.layers, self.outcome.layers
        return tuple(Shapes(titles[name], found[name]) for name in titles)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """What is drawn: what the outcome says, or else the method."""
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
        """What is to be kept of its hotspots; nothing of a part of the place."""
        if self.question.within:
            return self.known
        last = str(self.question.period.last)
        return remembered(self.listing, self.known, last)

    def attributions(self) -> tuple[str, ...]:
        """Return the source lines of everything that went into the answer."""
        material = self.material
        lines = [material.areas.attribution]
        if material.wards is not None:
            lines.append(material.wards.attribution)
        lines.extend(incident_attributions(self.tally, self.question))
        if self.uses_denominator and self.question.denominator is not None:
            lines.append(material.denominators[self.question.denominator].attribution)
        if "deprivation" in self.method.needs and material.deprivation is not None:
            lines.append(material.deprivation.attribution)
        if material.gazetteer is not None:
            lines.append(material.gazetteer.attribution)
        return tuple(dict.fromkeys(line for line in lines if line))


def incident_attributions(at: Tally, question: Question) -> list[str]:
    """Say where the incidents come from."""
    if at.rows is None:
        return [f"Recorded incidents: {listed(at.sources, 8)}, ready counts."]
    snapped = at.rows.incidents["precision"].eq("snapped").any()
    if snapped:
        return [
            f"Recorded incidents: data.police.uk ({listed(at.sources, 8)}), files of "
            f"{question.when}. Contains public sector information licensed under the "
            "Open Government Licence v3.0."
        ]
    return [f"Recorded incidents: {listed(at.sources, 8)}, {question.when}."]


def run(
    files: Files,
    asked: Asked,
    progress: Progress = SILENT,
    *,
    groups: Groups = NO_GROUPS,
    known: Known = NOTHING_KNOWN,
) -> Answer:
    """Go from files and a question to the answer.

    Parameters
    ----------
    groups
        Of areas, by kind: each kind is a level.
    known
        Where areas have their names from before streets are asked.

    Raises
    ------
    HotspotError
        If a file or the question can't be used.
    Cancelled
        If the analyst stopped it.
    """
    check(asked)
    read_params(get(asked.method), asked.params)
    material = read_material(files, progress.part(0.0, 0.6))
    placed = place(
        material,
        level=asked.level,
        ward_residents=asked.ward_residents,
        groups=groups,
        known=known,
        progress=progress.part(0.6, 0.7),
    )
    counted_at = count(material, placed, sources=asked.sources, flags=asked.flags)
    return answer(material, counted_at, asked, progress.part(0.7, 1.0))


def answer(
    material: Material,
    at: Tally,
    asked: Asked,
    progress: Progress = SILENT,
    *,
    find_neighbours: FindNeighbours = neighbour_graph,
    names: Mapping[str, str] | None = None,
) -> Answer:
    """Answer a question on counts already made.

    Parameters
    ----------
    find_neighbours
        `neighbour_graph`, or one that remembers what it found.
    names
        Area code to the name the analyst gave it.

    Raises
    ------
    HotspotError
        If the question can't be put to these files.
    Cancelled
        If the analyst stopped it.
    """
    method = get(asked.method)
    params = read_params(method, asked.params)
    question, chosen = settle(asked, offered(material, at))
    notes = [*material.notes, *at.notes, *chosen, *on_days(at, question)]
    inputs = _inputs(at, question)
    if names:
        inputs = replace(inputs, areas=with_names(inputs.areas, names))
    notes.extend(on_gaps(inputs, at.lacking))
    notes.append(_how_many(inputs))
    _check_needs(method, inputs, material.areas.level)
    if question.measure != "count" or "denominator" in method.needs:
        _check_denominator(inputs, material)
    if "graph" in method.needs:
        inputs, said = with_those_around(inputs)
        notes.extend(said)
        inputs, said = with_neighbours(
            inputs, params, material.bridges, find_neighbours
        )
        notes.extend(said)
    inputs, said = focused(
        inputs, material, asked.within, asked.within_words, at.level.members
    )
    notes.extend(said)
    question = inputs.question
    outcome = _with_base(method.run(inputs, params, progress), inputs)
    notes.extend(outcome.notes)
    explanation = method.explain(_shown(outcome, inputs.areas), question)
    comparison, types = compare(inputs), None
    if comparison is not None:
        types = by_type(inputs, comparison, material.reading)
        said = notes_on(comparison, picked=bool(asked.within))
        notes.extend([*said, *types.notes])
        changed = comparison.sentence(question.subject)
        explanation = replace(explanation, said=(changed, *explanation.said))
    if outcome.summary.get("standing", TESTED) == TESTED:
        notes.extend(Note(text, caution=True) for text in method.cautions)
    return Answer(
        question=question,
        method=method,
        params=params,
        outcome=outcome,
        explanation=explanation,
        areas=inputs.areas,
        material=material,
        tally=at,
        comparison=comparison,
        notes=tuple(dict.fromkeys(notes)),
        whole_rate=_whole_rate(inputs),
        graph=inputs.graph,
        by_type=types,
    )


def _with_base(outcome: Outcome, inputs: Inputs) -> Outcome:
    """Put what every result begins with before what a method found by area."""
    lacking = [each.name for each in BASE if each.name not in outcome.values]
    if not lacking:
        return outcome
    return replace(
        outcome, values=inputs.described()[lacking].join(outcome.values, how="left")
    )


def _shown(outcome: Outcome, areas: gpd.GeoDataFrame) -> Outcome:
    """Return an outcome of the shown areas, which alone are spoken of."""
    return replace(outcome, values=_of_shown(outcome.values, areas))


def _of_shown(values: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    shown: pd.DataFrame = values[areas["shown"].to_numpy()]
    return shown


def offered(material: Material, at: Tally) -> Offered:
    """Return what the files hold, to choose from."""
    return Offered(
        types=at.cube.types,
        months=tuple(at.cube.months[at.cube.present]),
        sources=at.sources,
        denominators=at.level.words,
        place=material.areas.place,
        level=at.level.name,
        group=at.level.name if at.level.members else "",
        part=at.level.part,
        verb=_verb(material, at),
    )


def _verb(material: Material, at: Tally) -> str:
    """Say "committed" of incidents whose files hold no other date, else "recorded"."""
    happened = material.reading.happened if material.reading is not None else ()
    return "committed" if set(at.sources).intersection(happened) else "recorded"


def _inputs(at: Tally, question: Question) -> Inputs:
    """Hand over what is counted; areas of no group are kept apart."""
    level, kind = at.level, question.denominator
    whole = Inputs(
        areas=level.areas,
        cube=at.cube,
        question=question,
        denominator=None if kind is None else level.denominators[kind],
        tables={} if level.deprivation is None else {"deprivation": level.deprivation},
        rows=at.rows,
    )
    apart = ~level.shown
    if not level.members or not apart.any():
        return whole
    return replace(whole.among(~apart), rest=whole.among(apart))


def _whole_rate(inputs: Inputs) -> float:
    if inputs.denominator is None:
        return math.nan
    count, people, whole = inputs.compared_with()
    return overall_rate(count, people, reference=whole)


def _how_many(inputs: Inputs) -> Note:
    """Say how many of the incidents placed the question counts."""
    question = inputs.question
    many = int(inputs.counts()[inputs.shown].sum())
    by = listed(question.sources, 8)
    return Note(
        f"Of the incidents placed in an area this question counts {number(many)}: "
        f"{question.subject} recorded by {by}, {question.when}."
    )


def _check_needs(method: Method, inputs: Inputs, given: str) -> None:
    there = {
        "denominator": inputs.denominator is not None,
        "deprivation": "deprivation" in inputs.tables,
        "rate": inputs.question.measure != "count",
        "rows": inputs.rows is not None,
        "comparison": inputs.question.comparison is not None,
        "graph": True,
    }
    for need in sorted(method.needs):
        if not there[need]:
            lack = LACKS[need]
            if need == "deprivation" and inputs.question.broad:
                lack = replace(
                    lack,
                    hint="It isn't published for these areas.",
                    remedy=ChooseLevel((given,)),
                )
            raise WordsError(
                f'"{method.title}" needs {lack.what}',
                hint=lack.hint,
                remedies=(lack.remedy,),
            )


def _check_denominator(inputs: Inputs, material: Material) -> None:
    kind = inputs.question.denominator
    if kind is None or inputs.population()[inputs.shown].gt(0).any():
        return
    raise InputError(
        f"none of the areas has any {DENOMINATORS[kind]}, so there is no rate",
        where=material.denominators[kind].source.name,
        hint="Another file may have some.",
        remedies=(Give((kind,)), ChooseMeasure("count")),
    )

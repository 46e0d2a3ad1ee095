"""The order of the steps from files to an answer, known here alone.

Files are read (`read_material`), incidents are placed in areas (`placed.place`) and
counted at a level (`tally.count`), and the question is answered (`answer`). `Stages`
caches the result of each step.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import geopandas as gpd

from hotspot_app.clusters import TESTED
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import BASE, LACKS, Inputs, Method, Note, Outcome, Question
from hotspot_app.methods import get
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.groups import NO_GROUPS, Groups
from hotspot_app.project.ask.known import NOTHING_KNOWN, Known
from hotspot_app.project.ask.params import read_params
from hotspot_app.project.ask.question import Asked, Offered, check, settle
from hotspot_app.project.steps.answer import Answer, of_shown
from hotspot_app.project.steps.by_day import on_days
from hotspot_app.project.steps.by_type import by_type
from hotspot_app.project.steps.comparison import compare, notes_on
from hotspot_app.project.steps.districts import compared_districts
from hotspot_app.project.steps.focus import focused
from hotspot_app.project.steps.material import Material, read_material
from hotspot_app.project.steps.naming import with_names
from hotspot_app.project.steps.neighbouring import (
    FindNeighbours,
    with_neighbours,
    with_those_around,
)
from hotspot_app.project.steps.placed import place
from hotspot_app.project.steps.tally import Tally, count
from hotspot_app.project.steps.territory_notes import on_gaps
from hotspot_app.project.steps.visited import told as warned
from hotspot_app.remedies import ChooseLevel, ChooseMeasure, Give, GiveTable
from hotspot_app.schema import DENOMINATORS
from hotspot_app.stats.chance.rates import overall_rate
from hotspot_app.stats.graphs.neighbours import neighbour_graph
from hotspot_app.words import listed, number


def run(
    files: Files,
    asked: Asked,
    progress: Progress = SILENT,
    *,
    groups: Groups = NO_GROUPS,
    known: Known = NOTHING_KNOWN,
) -> Answer:
    """Read files and answer a question.

    Parameters
    ----------
    groups
        Codes of the areas of each group, by kind and name; each kind is a level.
    known
        Known names of areas, which come before names by streets, and known hotspots.

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
    """Answer a question on counts that are already made.

    Parameters
    ----------
    find_neighbours
        `neighbour_graph`, or a function with a cache.
    names
        Names given by the analyst, by area code.

    Raises
    ------
    HotspotError
        If these files can't answer the question.
    Cancelled
        If the analyst stopped it.
    """
    method = get(asked.method)
    params = read_params(method, asked.params)
    question, chosen = settle(asked, offered(material, at))
    notes = [*material.notes, *at.notes, *chosen, *on_days(at, question)]
    inputs = _inputs(material, at, question)
    if names:
        inputs = replace(inputs, areas=with_names(inputs.areas, names))
    notes.extend(on_gaps(inputs, at.lacking))
    if "places" in method.needs:
        around, by_month = compared_districts(material.districts, inputs)
        inputs = replace(inputs, districts=around, districts_by_month=by_month)
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
    comparison = compare(inputs) if method.of_incidents else None
    types = None
    if comparison is not None:
        types = by_type(inputs, comparison, material.reading)
        said = notes_on(comparison, picked=bool(asked.within))
        notes.extend([*said, *types.notes])
        changed = comparison.sentence(question.subject)
        explanation = replace(explanation, said=(changed, *explanation.said))
    if outcome.summary.get("standing", TESTED) == TESTED:
        notes.extend(Note(text, caution=True) for text in method.cautions)
    found = Answer(
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
    if found.by_day is None:
        return found
    warning = warned(found.by_day, inputs.areas, question)
    return replace(found, notes=(*found.notes, *warning))


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
    return replace(outcome, values=of_shown(outcome.values, areas))


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


def _inputs(material: Material, at: Tally, question: Question) -> Inputs:
    """Hand over what is counted; areas of no group are kept apart."""
    level, kind = at.level, question.denominator
    whole = Inputs(
        areas=level.areas,
        cube=at.cube,
        question=question,
        denominator=None if kind is None else level.denominators[kind],
        tables={} if level.deprivation is None else {"deprivation": level.deprivation},
        rows=at.rows,
        own={name: each.frame for name, each in material.own.items()},
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
        "places": inputs.places_known,
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
    for table in method.tables:
        if table.id not in inputs.own:
            raise WordsError(
                f'"{method.title}" needs a table of "{table.title}"',
                hint=f"It has {table.help}. Its columns: {table.told}.",
                remedies=(GiveTable(table.id, table.title),),
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

"""Global Moran: whether like areas lie next to each other at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hotspot_app.clusters import asked_later
from hotspot_app.method import (
    BASE,
    OPINION_LATER,
    RATES,
    Chart,
    Column,
    Explanation,
    Gives,
    Inputs,
    MapStyle,
    Method,
    NeighbourParams,
    Note,
    Outcome,
    Question,
    counts,
    param,
)
from hotspot_app.progress import Progress
from hotspot_app.stats.classes.classify import MIN_MEAN, POSSIBLE, footing
from hotspot_app.stats.clustering.moran import global_moran, neighbours_mean
from hotspot_app.stats.clustering.second_opinion import compare_global_moran
from hotspot_app.words import capital, counted, number, p_value

FEWEST = 8
"""Areas below which nothing is said of a pattern: too few pairs of neighbours."""


@dataclass(frozen=True, slots=True)
class Params(NeighbourParams):
    """Neighbours and permutations."""

    permutations: int = param(
        9_999,
        "Permutations",
        "How often all values are dealt out anew.",
        limits=(99, 999_999),
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Test whether neighbours are more alike than chance would have them."""
    assert inputs.graph is not None
    measured = inputs.measured()
    found = global_moran(
        measured,
        inputs.graph,
        permutations=params.permutations,
        seed=inputs.question.seed,
        progress=progress,
    )
    values = inputs.described().assign(
        value=measured, lag=neighbours_mean(measured, inputs.graph)
    )
    summary = {
        "statistic": found.statistic,
        "expected": found.expected,
        "p": found.p,
        "z_normality": found.z_normality,
        "p_normality": found.p_normality,
        "z_randomisation": found.z_randomisation,
        "p_randomisation": found.p_randomisation,
        "areas": float(found.n),
        "mean": footing(inputs.counts()[inputs.inside & measured.notna()]).mean,
        "areas_around": float((values["lag"].notna() & ~inputs.inside).sum()),
        "attainable": found.attainable,
        "permutations": float(found.permutations),
    }
    notes, opinion = _notes(inputs.question, summary), None
    if found.n >= 3:
        notes.insert(1, OPINION_LATER)
        opinion = asked_later(
            compare_global_moran, measured, inputs.graph, found.statistic
        )
    return Outcome(
        values=values,
        summary=summary,
        notes=tuple(notes),
        map=_style(inputs.question),
        second_opinion=opinion,
    )


def _notes(question: Question, found: Mapping[str, float]) -> list[Note]:
    unit = question.unit
    notes = [
        Note(
            f"Global Moran's I of {_of(found, unit)}, each one's neighbours weighted "
            f"to one; p two-sided from {found['permutations']:,.0f} permutations, seed "
            f"{question.seed}."
        ),
    ]
    if _too_few(found):
        have = counted(int(found["areas"]), f"{unit} has", f"{question.units} have")
        notes.append(
            Note(
                f"Too few to say: {have} neighbours and a value, of {FEWEST} "
                "needed. Silence here does not mean that there is no pattern.",
                caution=True,
            )
        )
    if found["mean"] < MIN_MEAN:
        notes.append(
            Note(
                f"Fewer incidents than {question.units}: most have none, and a few "
                "incidents make the pattern. Take more months, or more types together.",
                caution=True,
            )
        )
    return notes


def _too_few(found: Mapping[str, float]) -> bool:
    """Whether no arrangement of the areas could tell a pattern from chance."""
    return found["areas"] < FEWEST or found["attainable"] > POSSIBLE


def _of(found: Mapping[str, float], unit: str) -> str:
    """Name the areas that took part: the district's, and those around it."""
    around = int(found["areas_around"])
    city = counted(int(found["areas"]) - around, unit)
    return f"{city} and the {around:,} around the district" if around else city


def _style(question: Question) -> MapStyle:
    if question.measure == "count":
        return counts(question)
    if question.measure == "eb":
        return MapStyle("sequential", "value", "Standardised rate (empirical Bayes)")
    return RATES


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say whether neighbours tend to be alike, to differ, or neither."""
    found = outcome.summary
    subject = capital(question.subject)
    if _too_few(found):
        line = f"{subject}: too few {question.units} to tell a pattern"
        return Explanation(line, (f"{line}.",), line)
    unit = question.unit
    if found["p"] > POSSIBLE:
        over = question.place + (" and around it" if found["areas_around"] else "")
        headline = f"{subject}: chance could explain the pattern over {over}"
    else:
        alike = found["statistic"] > found["expected"]
        tend = "be alike" if alike else "differ"
        few = ", but incidents are few" if found["mean"] < MIN_MEAN else ""
        headline = f"{subject}: {question.units} next to each other tend to {tend}{few}"
    least = "at most " if found["p"] <= found["attainable"] else ""
    return Explanation(
        headline,
        (
            f"Moran's I is {number(found['statistic'], 3)} where chance alone gives "
            f"{number(found['expected'], 3)} on average (p {least}"
            f"{p_value(found['p'])}, {_of(found, unit)}).",
            "This is about the whole map. Local Moran and Gi* say where.",
        ),
        headline,
    )


METHOD = Method(
    id="global_moran",
    title="Pattern of the whole map (global Moran)",
    group="where",
    order=50,
    needs=frozenset({"graph"}),
    params=Params,
    gives=Gives(
        values=(
            *BASE,
            Column("value", "float", "Measure", help="What was tested."),
            Column("lag", "float", "Neighbours' mean"),
        ),
        summary=(
            "statistic",
            "expected",
            "p",
            "z_normality",
            "p_normality",
            "z_randomisation",
            "p_randomisation",
            "areas",
            "mean",
            "areas_around",
            "attainable",
            "permutations",
        ),
    ),
    map=RATES,
    charts=(
        Chart(
            "moran_scatter",
            "scatter",
            "values",
            "value",
            "lag",
            "Each area against the mean of its neighbours",
            reference="statistic",
            tab="Scatter",
        ),
    ),
    explain=explain,
    cautions=(),
    references=("moran_1950", "cliff_ord_1981"),
    run=run,
)

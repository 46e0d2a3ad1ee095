"""Where deprived areas have high rates around them: bivariate local Moran."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from hotspot_app.clusters import (
    COLUMNS,
    MEASURED,
    SUMMARY,
    LocalParams,
    asked_later,
    found_clusters,
    standing,
    where,
)
from hotspot_app.deprivation import (
    NO_CAUSE,
    OF_PLACES,
    by_param,
    domain_param,
    left_out,
    on_domain,
    on_figure,
    ordered,
)
from hotspot_app.method import (
    OPINION_LATER,
    Chart,
    Column,
    Explanation,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Note,
    Outcome,
    Question,
    Said,
)
from hotspot_app.progress import Progress
from hotspot_app.stats.association.bivariate import Together, bivariate_moran, together
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.clustering.second_opinion import compare_bivariate_moran
from hotspot_app.words import capital, number, spelt

NAN = float("nan")
_SUMMARY = tuple(name for name in SUMMARY if name != "standing")
"""Without what would make hotspots of what is found: none is claimed."""
_CLASSES = (
    ("high-high", "more deprived, with high rates around"),
    ("low-high", "less deprived, with high rates around"),
    ("high-low", "more deprived, with low rates around"),
    ("low-low", "less deprived, with low rates around"),
)


@dataclass(frozen=True, slots=True)
class Params(LocalParams):
    """Which deprivation, neighbours, permutations and correction."""

    domain: str = domain_param()
    by: str = by_param("rank")


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Set each area's deprivation beside the rates of its neighbours."""
    assert inputs.graph is not None
    progress.step(0.0, "Comparing areas with those around")
    described, known = inputs.described(), inputs.inside
    every = described["count"].notna()
    line = ordered(inputs, params.domain, params.by, every)
    rates = inputs.measured().where(line.place.notna())
    notes: tuple[Note, ...] = ()
    opinion = None
    if standing(inputs, rates).local_tests:
        tests = bivariate_moran(
            line.place,
            rates,
            inputs.graph,
            permutations=params.permutations,
            seed=inputs.question.seed,
            progress=progress,
        )
        opinion = asked_later(
            compare_bivariate_moran,
            line.place,
            rates,
            inputs.graph,
            tests["statistic"],
        )
        notes = (*_how(inputs.question, params), OPINION_LATER)
        whole = together(line.place, rates, inputs.graph)
    else:
        columns = ["statistic", "z", "lag", "p", "direction", "attainable", "quadrant"]
        tests = pd.DataFrame(NAN, index=rates.index, columns=columns)
        whole = Together(NAN, NAN, NAN, 0)
    outcome = found_clusters(
        inputs,
        rates,
        tests.rename(columns={"quadrant": "kind"}),
        correct=params.correct,
        permutations=params.permutations,
    )
    kept = known & every
    return replace(
        outcome,
        values=outcome.values.assign(
            deprivation=line.place, value=rates, lag=tests["lag"]
        ),
        summary={
            **{name: outcome.summary[name] for name in _SUMMARY},
            "moran": whole.moran,
            "lee": whole.lee,
            "r": whole.r,
        },
        notes=(
            *on_figure(params.domain, params.by, line.kind),
            *on_domain(params.domain),
            *notes,
            *outcome.notes,
            *left_out(described[kept], line.known[kept]),
        ),
        second_opinion=opinion,
    )


def _how(question: Question, params: Params) -> tuple[Note, ...]:
    return (
        Note(
            "Bivariate local Moran's I of an area's own deprivation with the mean of "
            f"{MEASURED[question.measure]} around it; p two-sided from "
            f"{params.permutations:,} conditional permutations, seed {question.seed}."
        ),
        Note(
            "Exploratory: p says how unusual the rates around an area are, and nothing "
            "of whether they go with its deprivation. Two maps that cluster and have "
            "nothing to do with each other look linked in half of the cases.",
            caution=True,
        ),
    )


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Name deprived areas among high rates, and those that differ from their own."""
    subject, found = capital(question.subject), outcome.summary
    if found["moran"] != found["moran"]:
        headline = f"{subject}: too few areas or incidents to look around deprived ones"
        return Explanation(
            headline,
            (
                f"{number(found['total'])} {question.verb} in {question.where}, "
                f"{question.when}: nothing is tested.",
                OF_PLACES,
            ),
            headline,
        )
    headline = f"{subject}: {_finding(outcome.values)}"
    return Explanation(
        headline,
        (
            *_areas(outcome.values, question),
            "This is exploratory: over all areas Lee's L is "
            f"{_signed(found['lee'])}, bivariate Moran's I {_signed(found['moran'])} "
            f"and plain r {_signed(found['r'])}, and none of them is a test of a link; "
            'ask for "Correlation with deprivation".',
            OF_PLACES,
        ),
        headline,
    )


def _signed(value: float) -> str:
    return number(value, 2).replace("-", "−")


def _finding(values: pd.DataFrame) -> str:
    sure = values[values["confidence"].isin(SURE)]
    both = sure[sure["class"].eq("high-high")]
    if len(both):
        areas = spelt(len(both), "area")
        return f"more deprived areas with high rates around in {where(both)} ({areas})"
    return "no more deprived area with surely high rates around"


def _areas(values: pd.DataFrame, question: Question) -> Iterator[Said]:
    """Say how many areas of each class there are and where, surest first."""
    for sure in SURE:
        mine = values[values["confidence"].eq(sure)]
        parts = []
        for kind, words in _CLASSES:
            some = mine[mine["class"].eq(kind)]
            if len(some):
                parts.append(
                    f"{spelt(len(some), question.unit)} {words}, in {where(some)} "
                    f"({number(some['count'].sum())} {question.verb} in them)"
                )
        if parts:
            yield Said(f"{'; '.join(parts)}.", sure)


METHOD = Method(
    id="bivariate_moran",
    title="Deprived areas and the rates around them",
    group="deprivation",
    order=66,
    needs=frozenset({"denominator", "deprivation", "graph"}),
    params=Params,
    gives=Gives(
        values=(
            *COLUMNS,
            Column(
                "deprivation",
                "float",
                "Deprivation, higher = more deprived",
                help="Score, or place in the line.",
            ),
            Column("value", "float", "Measure", help="What the rates around are of."),
            Column("lag", "float", "Neighbours' mean"),
        ),
        summary=(*_SUMMARY, "moran", "lee", "r"),
    ),
    map=MapStyle(
        "clusters",
        "class",
        "Deprivation, and rates around (exploratory)",
        called=("deprivation", "rates"),
    ),
    charts=(
        Chart(
            "around",
            "scatter",
            "values",
            "deprivation",
            "lag",
            "Each area's deprivation and the mean rate around it",
            named="name",
            tab="Dots",
        ),
    ),
    explain=explain,
    cautions=(NO_CAUSE,),
    references=("iod", "anselin_1995", "lee_2001", "benjamini_hochberg_1995"),
    run=run,
)

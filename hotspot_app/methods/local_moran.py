"""Local Moran: areas alike with, or unlike, the areas around them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from hotspot_app.clusters import (
    COLUMNS,
    MEASURED,
    SUMMARY,
    LocalParams,
    asked_later,
    explained,
    found_clusters,
    standing,
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
)
from hotspot_app.progress import Progress
from hotspot_app.stats.clustering.moran import local_moran
from hotspot_app.stats.clustering.second_opinion import compare_local_moran


def run(inputs: Inputs, params: LocalParams, progress: Progress) -> Outcome:
    """Test each area against its neighbours."""
    assert inputs.graph is not None
    measured = inputs.measured()
    notes: tuple[Note, ...] = ()
    opinion = None
    if standing(inputs, measured).local_tests:
        tests = local_moran(
            measured,
            inputs.graph,
            permutations=params.permutations,
            seed=inputs.question.seed,
            progress=progress,
        )
        opinion = asked_later(
            compare_local_moran, measured, inputs.graph, tests["statistic"]
        )
        notes = (_how(inputs.question, params), OPINION_LATER)
    else:
        columns = ["statistic", "z", "lag", "p", "direction", "attainable", "quadrant"]
        tests = pd.DataFrame(float("nan"), index=measured.index, columns=columns)
    outcome = found_clusters(
        inputs,
        measured,
        tests.rename(columns={"quadrant": "kind"}),
        correct=params.correct,
        permutations=params.permutations,
    )
    values = outcome.values.assign(value=measured, lag=tests["lag"])
    return replace(
        outcome,
        values=values,
        notes=(*notes, *outcome.notes),
        second_opinion=opinion,
    )


def _how(question: Question, params: LocalParams) -> Note:
    return Note(
        f"Local Moran's I of {MEASURED[question.measure]}; p two-sided from "
        f"{params.permutations:,} conditional permutations, seed {question.seed}."
    )


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Name the clusters, surest first."""
    return explained(outcome, question, "cluster")


METHOD = Method(
    id="local_moran",
    title="Clusters (local Moran)",
    group="where",
    order=30,
    needs=frozenset({"graph"}),
    params=LocalParams,
    gives=Gives(
        values=(
            *COLUMNS,
            Column("value", "float", "Measure", help="What was tested."),
            Column("lag", "float", "Neighbours' mean"),
        ),
        summary=SUMMARY,
    ),
    map=MapStyle("clusters", "class", "Compared with the areas around"),
    charts=(
        Chart(
            "moran_scatter",
            "scatter",
            "values",
            "value",
            "lag",
            "Each area against the mean of its neighbours",
            tab="Scatter",
        ),
    ),
    explain=explain,
    cautions=(
        "A cluster's core is named; the high areas next to it belong to it too.",
    ),
    references=("anselin_1995", "benjamini_hochberg_1995", "assuncao_reis_1999"),
    run=run,
)

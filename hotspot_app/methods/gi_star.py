"""Getis-Ord Gi and Gi*: where high (or low) values gather."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
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
    param,
)
from hotspot_app.progress import Progress
from hotspot_app.stats.classes.classify import (
    SILENT_CLASSES,
    agreeing,
    band,
    temperature,
)
from hotspot_app.stats.clustering.getis_ord import getis_ord
from hotspot_app.stats.clustering.second_opinion import compare_getis_ord


@dataclass(frozen=True, slots=True)
class Params(LocalParams):
    """Whether an area counts itself, and which p is shown, too."""

    star: bool = param(
        True,
        "Include the area itself",
        "Gi* adds the area to its neighbours, as ArcGIS does; Gi doesn't.",
    )
    inference: str = param(
        "permutation",
        "p from",
        "Permutations assume nothing about how values are distributed; the analytic "
        "p is that of ArcGIS.",
        choices={"permutation": "permutations", "analytic": "the normal distribution"},
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Test the sum of each area's neighbourhood."""
    measured = inputs.measured()
    tests, notes, opinion = _tests(inputs, measured, params, progress)
    by_permutation = params.inference == "permutation"
    tests["kind"] = temperature(tests["z"])
    p_permutation = tests["p"]
    if not by_permutation:
        p, side = tests["p_analytic"], np.sign(tests["z"])
        tests = tests.assign(p=p, attainable=p * 0.0, direction=side)
    outcome = found_clusters(
        inputs,
        measured,
        tests,
        correct=params.correct,
        permutations=params.permutations if by_permutation else 0,
    )
    values = outcome.values.assign(
        band=band(
            agreeing(tests["kind"], tests["direction"]).mask(
                outcome.values["class"].isin(SILENT_CLASSES)
            ),
            outcome.values["p_adjusted"],
        ),
        p_permutation=p_permutation,
        p_analytic=tests["p_analytic"],
        value=measured,
    )
    return replace(
        outcome,
        values=values,
        notes=(*notes, *outcome.notes),
        second_opinion=opinion,
    )


def _tests(
    inputs: Inputs, measured: pd.Series[float], params: Params, progress: Progress
) -> tuple[pd.DataFrame, tuple[Note, ...], Callable[[], Note] | None]:
    """Test each area, where there is enough to test."""
    assert inputs.graph is not None
    if not standing(inputs, measured).local_tests:
        columns = ["statistic", "z", "p", "direction", "p_analytic", "attainable"]
        none = pd.DataFrame(float("nan"), index=measured.index, columns=columns)
        return none, (), None
    tests = getis_ord(
        measured,
        inputs.graph,
        star=params.star,
        permutations=params.permutations,
        seed=inputs.question.seed,
        progress=progress,
    )
    opinion = asked_later(
        compare_getis_ord, measured, inputs.graph, tests["z"], star=params.star
    )
    return tests, (_how(inputs.question, params), OPINION_LATER), opinion


def _how(question: Question, params: Params) -> Note:
    name = "Gi*" if params.star else "Gi"
    of = MEASURED[question.measure]
    null = (
        "that deal all values anew, the area's own among them"
        if params.star
        else "of the neighbours, the area's own value staying (conditional)"
    )
    drawn = (
        f"p two-sided from {params.permutations:,} permutations {null}, seed "
        f"{question.seed} (the analytic p is in the table too)"
        if params.inference == "permutation"
        else "p two-sided from the normal distribution (the permutation p is in the "
        "table too)"
    )
    return Note(f"Getis-Ord {name} of {of}, binary weights; {drawn}.")


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Name the hotspots, surest first."""
    return explained(outcome, question, "hotspot")


METHOD = Method(
    id="gi_star",
    title="Hot and cold spots (Getis-Ord Gi*)",
    group="where",
    order=40,
    needs=frozenset({"graph"}),
    params=Params,
    gives=Gives(
        values=(
            *COLUMNS,
            Column("band", "text", "Band", help="As ArcGIS, by adjusted p."),
            Column("p_permutation", "float", "p (permutation)"),
            Column("p_analytic", "float", "p (analytic)"),
            Column("value", "float", "Measure", help="What was tested."),
        ),
        summary=SUMMARY,
    ),
    map=MapStyle("clusters", "class", "Hot and cold spots"),
    charts=(
        Chart(
            "ranking",
            "bars",
            "values",
            "name",
            "z",
            "z of each neighbourhood, clear and likely ones in colour",
            classes=True,
            tab="z",
        ),
    ),
    explain=explain,
    cautions=(
        "A hot spot is a neighbourhood that is high taken together: an area in it can "
        "itself be quiet.",
    ),
    references=("getis_ord_1992", "ord_getis_1995", "benjamini_hochberg_1995"),
    run=run,
)

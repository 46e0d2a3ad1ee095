"""How many incidents were recorded in each area."""

from __future__ import annotations

from dataclasses import dataclass

from hotspot_app.method import (
    BASE,
    Chart,
    Column,
    Explanation,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Outcome,
    Question,
    counts,
)
from hotspot_app.progress import Progress
from hotspot_app.words import (
    SMALL_BASE,
    capital,
    joint,
    listed,
    number,
    place_name,
    share_of,
)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to choose."""


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Count and rank."""
    del params
    progress.step(0.0, "Counting")
    values = inputs.described()
    shown = inputs.shown
    inside = values["count"].where(inputs.inside)
    values["rank"] = inside.rank(method="min", ascending=False)
    known = values.loc[shown, "count"].dropna()
    summary = {
        "total": float(known.sum()),
        "areas": float(len(known)),
        "areas_with_none": float((known == 0).sum()),
    }
    return Outcome(values=values, summary=summary, map=counts(inputs.question))


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Name the areas with most, and their share."""
    values = outcome.values.dropna(subset=["rank"]).sort_values("rank", kind="stable")
    total, areas = outcome.summary["total"], int(outcome.summary["areas"])
    subject = capital(question.subject)
    if not total:
        nothing = f"No {question.subject} {question.verb} in {question.where}"
        return Explanation(nothing, (f"{nothing}, {question.when}.",), nothing)
    first = values.iloc[0]
    labels = values[["name", "ward", "place"]].itertuples(index=False, name=None)
    names = [place_name(*label) for label in labels]
    tied = int(values["rank"].eq(first["rank"]).sum())
    headline = f"{subject}: most {question.verb} in {joint(names, tied)}"
    have, each, apiece = ("have", " each", " apiece") if tied > 1 else ("has", "", "")
    held = share_of(first["count"], total, "all") + apiece
    if total >= SMALL_BASE:
        held = f"{number(first['count'])}{each}, {held}"
    sentences = [
        f"{number(total)} {question.verb} in {question.where}, {question.when}.",
        capital(f"{listed(names[:tied], most=3)} {have} {held}."),
        "Counts follow where people are: more residents or visitors, more incidents. "
        "A rate or a hotspot test says whether an area stands out.",
    ]
    five = values.head(5)["count"].sum()
    if areas > 10:
        sentences.insert(
            2,
            f"The five {question.units} with most, of {areas:,}, hold "
            f"{share_of(five, total, 'all')}.",
        )
    none = int(outcome.summary["areas_with_none"])
    if none:
        have = "has" if none == 1 else "have"
        sentences.append(f"{none:,} of {areas:,} {question.units} {have} none.")
    return Explanation(headline, tuple(sentences), headline)


METHOD = Method(
    id="count_map",
    title="Counts by area",
    group="where",
    order=10,
    needs=frozenset(),
    params=Params,
    gives=Gives(
        values=(*BASE, Column("rank", "float", "Rank", help="1 = most recorded")),
        summary=("total", "areas", "areas_with_none"),
    ),
    map=MapStyle("sequential", "count", "Recorded incidents"),
    charts=(
        Chart(
            "ranking",
            "bars",
            "values",
            "name",
            "count",
            "Recorded incidents",
            tab="Ranking",
        ),
    ),
    explain=explain,
    cautions=(
        "A count says nothing about risk: it is high where many people live or go, and "
        "includes incidents that involve visitors.",
    ),
    references=(),
    run=run,
)

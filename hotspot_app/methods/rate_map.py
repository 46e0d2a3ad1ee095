"""Recorded incidents per 1,000 residents or households, against the city."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    BASE,
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
from hotspot_app.stats.rates import (
    NO_DATA,
    against_city,
    dispersion,
    empirical_bayes,
    overall_rate,
)
from hotspot_app.words import (
    a_rate,
    capital,
    counted,
    joint,
    listed,
    number,
    place_name,
)

COMPARED = ("higher", "similar", "lower")

SMALL = 10
"""Incidents below which a count is called small (OHID's rule for rates)."""


@dataclass(frozen=True, slots=True)
class Params:
    """What the map shows, and how sure the comparison is."""

    show: str = param(
        "rate",
        "Map shows",
        "The rates in classes, or which areas differ from the city.",
        choices={"rate": "rates in classes", "city": "higher or lower than the city"},
    )
    level: float = param(
        95.0,
        "Limits",
        "Confidence of the limits that decide higher or lower.",
        unit="%",
        limits=(90, 99.9),
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Work out rates with limits and compare them with the city's."""
    if inputs.question.measure == "count":
        raise WordsError(
            "a rate map can't be made of counts", hint="Use --measure rate or eb."
        )
    progress.step(0.0, "Working out rates")
    values = inputs.described()
    shown, inside = inputs.areas["shown"], inputs.inside
    people = inputs.population()
    count = values["count"]
    with_people = shown & people.gt(0)
    values["against_city"] = against_city(
        count, people, level=params.level / 100, reference=inside
    )
    values["rate_smoothed"] = empirical_bayes(count, people, reference=inside)
    rate = values["rate"].where(inside)
    values["rank"] = rate.rank(method="min", ascending=False)
    known = values.loc[shown, "against_city"].value_counts()
    compared = {name: float(known.get(name, 0)) for name in COMPARED}
    summary = {
        "city_rate": overall_rate(count, people, reference=inside),
        "shown_rate": overall_rate(count, people, reference=shown),
        "total": float(count[with_people].sum()),
        "denominator": float(people[with_people].sum()),
        "areas": sum(compared.values()),
        "without_rate": float(known.get(NO_DATA, 0)),
        **compared,
        "dispersion": dispersion(count, people, reference=inside),
        "level": params.level,
    }
    return Outcome(
        values=values,
        summary=summary,
        notes=(
            *_notes(values[shown & ~people.gt(0)], summary),
            *_small_numbers(values[shown]),
        ),
        map=_style(inputs.question, params),
    )


def _style(question: Question, params: Params) -> MapStyle:
    if params.show == "city":
        return MapStyle("compared", "against_city", "Rate against the city")
    if question.measure == "eb":
        return MapStyle("sequential", "rate_smoothed", "Smoothed rate per 1,000")
    return MapStyle("sequential", "rate", "Rate per 1,000")


def _notes(without: pd.DataFrame, summary: dict[str, float]) -> tuple[Note, ...]:
    notes = [
        Note(
            f"An area is higher (lower) than the city where its {summary['level']:g}% "
            "limits (Byar's; exact below 10 incidents) lie above (below) the city's "
            f"rate of {a_rate(summary['city_rate'])} per 1,000. Of "
            f"{number(summary['areas'])} areas compared, about "
            f"{(1 - summary['level'] / 100) * summary['areas']:.0f} would be flagged "
            "by chance alone."
        ),
        Note(
            "rate_smoothed is the empirical-Bayes rate (Marshall): rates of areas "
            "with few residents are drawn towards the city's."
        ),
    ]
    if len(without):
        names = listed(list(without["name"]), most=5)
        notes.append(
            Note(
                f"{counted(len(without), 'area has', 'areas have')} no denominator and "
                f"so no rate: {names}.",
                caution=True,
            )
        )
    if summary["dispersion"] > 2:
        notes.append(
            Note(
                "Areas differ far more than chance (dispersion "
                f"{summary['dispersion']:.0f}): limits that assume independent "
                "incidents are narrow, so many areas are higher or lower.",
                caution=True,
            )
        )
    return tuple(notes)


def _small_numbers(values: pd.DataFrame) -> tuple[Note, ...]:
    """Name areas that are higher or lower by fewer than ten incidents."""
    few = values["against_city"].eq("higher") & values["count"].lt(SMALL)
    if not few.any():
        return ()
    rows = values[few].sort_values(["count", "name"])
    labels = rows[["name", "ward", "place"]].itertuples(index=False, name=None)
    named = [
        f"{place_name(*label)}, {count}"
        for label, count in zip(labels, rows["count"], strict=True)
    ]
    return (
        Note(
            f"Small numbers: {counted(len(rows), 'area is', 'areas are')} higher than "
            f"the city by fewer than {SMALL} incidents: {listed(named, 5)}.",
            caution=True,
        ),
    )


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say the city's rate, the highest, and how many differ."""
    assert outcome.values is not None
    found = outcome.summary
    ranked = outcome.values.dropna(subset=["rank"]).sort_values("rank", kind="stable")
    subject = capital(question.subject)
    if ranked.empty:
        line = f"{subject}: no rate can be worked out"
        return Explanation(line, (f"{line}: no area has a denominator.",), line)
    first = ranked.iloc[0]
    labels = ranked[["name", "ward", "place"]].itertuples(index=False, name=None)
    names = [place_name(*label) for label in labels]
    name = names[0]
    tied = int(ranked["rank"].eq(first["rank"]).sum())
    higher, areas = int(found["higher"]), int(found["areas"])
    headline = f"{subject}: highest rate in {joint(names, tied)}"
    none = int(found["without_rate"])
    without = f"; {none:,} {'has' if none == 1 else 'have'} no rate" if none else ""
    whole = ""
    if question.within:
        whole = f"; {question.place} as a whole: {a_rate(found['city_rate'])}"
    return Explanation(
        headline,
        (
            f"{question.where}: {a_rate(found['shown_rate'])} {question.per}: "
            f"{number(found['total'])} recorded, {question.when}{whole}.",
            f"{capital(name)}: {a_rate(first['rate'])} per 1,000 (95% limits "
            f"{a_rate(first['rate_lower'])} to {a_rate(first['rate_upper'])}).",
            f"Higher than {question.place} in {higher} of "
            f"{counted(areas, question.unit)}, similar in {int(found['similar'])}, "
            f"lower in {int(found['lower'])}"
            f"{without}.",
        ),
        headline
        if outcome.map and outcome.map.kind == "sequential"
        else f"{subject}: higher than {question.place} in {higher} of "
        f"{counted(areas, question.unit)}",
    )


METHOD = Method(
    id="rate_map",
    title="Rates by area",
    order=20,
    needs=frozenset({"denominator"}),
    params=Params,
    gives=Gives(
        values=(
            *BASE,
            Column("against_city", "text", "Against the city"),
            Column(
                "rate_smoothed",
                "float",
                "Smoothed rate",
                "per 1,000",
                "Empirical Bayes (Marshall)",
            ),
            Column("rank", "float", "Rank", help="1 = highest rate"),
        ),
        summary=(
            "city_rate",
            "shown_rate",
            "total",
            "denominator",
            "areas",
            "without_rate",
            "higher",
            "similar",
            "lower",
            "dispersion",
            "level",
        ),
    ),
    map=MapStyle("sequential", "rate", "Rate per 1,000"),
    charts=(
        Chart(
            "ranking",
            "dots",
            "values",
            "name",
            "rate",
            "Rate per 1,000 with 95% limits, against the city",
            lower="rate_lower",
            upper="rate_upper",
            reference="city_rate",
        ),
    ),
    explain=explain,
    cautions=(
        "Visitors commit and suffer crime too: a town centre's rate by residents is "
        "high because few live there.",
    ),
    references=("byar", "ohid_rates", "marshall_1991", "fingertips"),
    run=run,
)

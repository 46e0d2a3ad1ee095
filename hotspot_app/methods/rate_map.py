"""Recorded incidents per 1,000 residents or households, against the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from hotspot_app.method import (
    AGAINST,
    BASE,
    PER_1000,
    RATE_RANKING,
    RATES,
    Column,
    Explanation,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Note,
    Outcome,
    Question,
    called,
    param,
)
from hotspot_app.progress import Progress
from hotspot_app.stats.chance.rates import (
    NO_DATA,
    SMALL_COUNT,
    against_city,
    differ_by_chance,
    dispersion,
    empirical_bayes,
    overall_rate,
)
from hotspot_app.stats.classes.classify import MIN_MEAN
from hotspot_app.words import (
    a_rate,
    capital,
    counted,
    joint,
    listed,
    number,
)

COMPARED = ("higher", "similar", "lower")


@dataclass(frozen=True, slots=True)
class Params:
    """The classes that the map shows, and the confidence of the comparison."""

    show: str = param(
        "rate",
        "Map shows",
        "The rates in classes, or which areas differ from the rate of the whole.",
        choices={"rate": "rates in classes", "city": "higher or lower than the whole"},
    )
    level: float = param(
        95.0,
        "Limits",
        "Confidence of the limits that decide higher or lower.",
        unit="%",
        limits=(90, 99.9),
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Work out rates with limits and compare them with that of the whole."""
    progress.step(0.0, "Working out rates")
    values = inputs.described()
    shown, inside = inputs.shown, inputs.inside
    people = inputs.population()
    count = values["count"]
    with_people = shown & people.gt(0)
    every_count, every_people, whole = inputs.compared_with()
    values["against_city"] = against_city(
        every_count, every_people, level=params.level / 100, reference=whole
    )
    values["rate_smoothed"] = empirical_bayes(
        every_count, every_people, reference=whole
    )
    rate = values["rate"].where(inside)
    values["rank"] = rate.rank(method="min", ascending=False)
    known = values.loc[shown, "against_city"].value_counts()
    compared = {name: float(known.get(name, 0)) for name in COMPARED}
    city_rate = overall_rate(every_count, every_people, reference=whole)
    summary = {
        "city_rate": city_rate,
        "shown_rate": overall_rate(count, people, reference=shown),
        "total": float(count[with_people].sum()),
        "denominator": float(people[with_people].sum()),
        "areas": sum(compared.values()),
        "without_rate": float(known.get(NO_DATA, 0)),
        **compared,
        "dispersion": dispersion(count, people, reference=inside),
        "level": params.level,
        "higher_or_lower_by_chance": differ_by_chance(
            people[with_people], city_rate, level=params.level / 100
        ),
    }
    return Outcome(
        values=values,
        summary=summary,
        notes=(
            *_notes(
                values[shown & count.notna() & ~people.gt(0)], summary, inputs.question
            ),
            *_small_numbers(values[shown], inputs.question),
        ),
        map=_style(inputs.question, params),
    )


def _style(question: Question, params: Params) -> MapStyle:
    if params.show == "city":
        return AGAINST
    if question.measure == "eb":
        return MapStyle("sequential", "rate_smoothed", "Smoothed rate")
    return RATES


def _notes(
    without: pd.DataFrame, summary: dict[str, float], question: Question
) -> tuple[Note, ...]:
    place, compared = question.place, counted(int(summary["areas"]), question.unit)
    by_chance = number(summary["higher_or_lower_by_chance"], 1)
    notes = [
        Note(
            f"{capital(question.units)} are higher (lower) than {place} where their "
            f"{summary['level']:g}% limits (Byar's; exact below 10 incidents) lie "
            f"above (below) its rate of {a_rate(summary['city_rate'])} per 1,000. "
            f"If all had that rate, chance alone would give {by_chance} of {compared} "
            "compared."
        ),
        Note(
            "rate_smoothed is the empirical-Bayes rate (Marshall): rates of areas "
            f"with few residents are drawn towards that of {place}."
        ),
    ]
    if len(without):
        names = listed(called(without), most=5)
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
                f"More {question.units} are called higher or lower than should be: the "
                "limits take incidents as independent, and incidents come in clusters "
                f"(dispersion {summary['dispersion']:.0f}; chance alone gives about "
                "0.7, the outer tenths being drawn in, and up to 1.5 on small counts).",
                caution=True,
            )
        )
    return tuple(notes)


def _small_numbers(values: pd.DataFrame, question: Question) -> tuple[Note, ...]:
    """Name areas that are higher on fewer than ten incidents."""
    few = values["against_city"].eq("higher") & values["count"].lt(SMALL_COUNT)
    if not few.any():
        return ()
    rows = values[few].sort_values(["count", "name"])
    pairs = zip(called(rows), rows["count"], strict=True)
    named = [f"{name} with {count:.0f}" for name, count in pairs]
    are = counted(len(rows), f"{question.unit} is", f"{question.units} are")
    return (
        Note(
            f"Small numbers: {are} higher than {question.place} on fewer than "
            f"{SMALL_COUNT} incidents: {listed(named, 5)}.",
            caution=True,
        ),
    )


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say the rate of the whole, the highest, and how many differ."""
    found = outcome.summary
    ranked = outcome.values.dropna(subset=["rank"]).sort_values("rank", kind="stable")
    subject = capital(question.subject)
    if ranked.empty:
        line = f"{subject}: no rate can be worked out"
        return Explanation(line, (f"{line}: no area has a denominator.",), line)
    if not found["total"]:
        line = f"No {question.subject} {question.verb} in {question.where}"
        return Explanation(line, (f"{line}, {question.when}.",), line)
    headline = f"{subject}: {_finding(ranked, found, question)}"
    higher, areas = int(found["higher"]), int(found["areas"])
    none = int(found["without_rate"])
    without = f"; {none:,} {'has' if none == 1 else 'have'} no rate" if none else ""
    whole = ""
    if question.within:
        whole = f"; {question.place} as a whole: {a_rate(found['city_rate'])}"
    title = headline
    if outcome.map and outcome.map.kind == "compared":
        of = counted(areas, question.unit)
        title = f"{subject}: higher than {question.place} in {higher:,} of {of}"
        title += _on_few(outcome.values, higher)
    return Explanation(
        headline,
        (
            f"{capital(question.where)}: {a_rate(found['shown_rate'])} {question.per}: "
            f"{number(found['total'])} {question.verb}, {question.when}{whole}.",
            _first(ranked),
            f"Higher than {question.place} in {higher:,} of "
            f"{counted(areas, question.unit)}, similar in {int(found['similar']):,}, "
            f"lower in {int(found['lower']):,}"
            f"{without}.",
        ),
        title,
    )


def _finding(
    ranked: pd.DataFrame, found: Mapping[str, float], question: Question
) -> str:
    """Name the highest rate that rests on enough incidents to be ranked."""
    firm = ranked[ranked["count"].ge(SMALL_COUNT)]
    if firm.empty or found["total"] < MIN_MEAN * found["areas"]:
        total = f"{number(found['total'])} {question.verb}"
        return f"too few to rank {question.units} ({total})"
    tied = int(firm["rank"].eq(firm["rank"].iloc[0]).sum())
    among = ""
    if firm.index[0] != ranked.index[0]:
        among = f", of those with {SMALL_COUNT} incidents or more"
    return f"highest rate in {joint(called(firm), tied)}{among}"


def _first(ranked: pd.DataFrame) -> str:
    """Say the highest rate with its limits, and on how many incidents it rests."""
    first = ranked.iloc[0]
    few = ", the highest," if first["count"] < SMALL_COUNT else ""
    rests = counted(int(first["count"]), "incident")
    return (
        f"{capital(called(ranked)[0])}: {a_rate(first['rate'])} per 1,000{few} on "
        f"{rests} (95% limits {a_rate(first['rate_lower'])} to "
        f"{a_rate(first['rate_upper'])})."
    )


def _on_few(values: pd.DataFrame, higher: int) -> str:
    """Say how many of the higher areas are so on few incidents."""
    few = int(
        (values["against_city"].eq("higher") & values["count"].lt(SMALL_COUNT)).sum()
    )
    if not few:
        return ""
    which = "all" if few == higher else f"{few:,} of them"
    return f", {which} on fewer than {SMALL_COUNT} incidents"


METHOD = Method(
    id="rate_map",
    title="Rates by area",
    group="where",
    order=20,
    needs=frozenset({"denominator", "rate"}),
    params=Params,
    gives=Gives(
        values=(
            *BASE,
            Column("against_city", "text", "Against the whole"),
            Column(
                "rate_smoothed",
                "float",
                "Smoothed rate",
                PER_1000,
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
            "higher_or_lower_by_chance",
        ),
    ),
    map=RATES,
    charts=(RATE_RANKING,),
    explain=explain,
    cautions=(
        "Counts include crime involving visitors: a town centre's rate by residents "
        "is high because few live there.",
    ),
    references=("byar", "ohid_rates", "marshall_1991", "fingertips"),
    run=run,
)

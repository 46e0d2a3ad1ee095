"""How recorded incidents follow deprivation."""

from __future__ import annotations

from collections.abc import Mapping
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
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.deprivation import (
    Gradient,
    gradient,
    quintile_by_count,
    quintile_by_population,
    quintile_national,
)
from hotspot_app.stats.slope_index import Slope
from hotspot_app.words import a_rate, capital, counted, listed, number

BASES = {
    "local": "order within the city, about as many areas in each",
    "national": "national deciles, two a group",
    "population": "order within the city, about as many people in each",
}
NAN = float("nan")
FIFTHS = ("1 most deprived", "2", "3", "4", "5 least deprived")


@dataclass(frozen=True, slots=True)
class Params:
    """Which deprivation, and how areas are grouped by it."""

    domain: str = param(
        "income",
        "Domain",
        "The IMD contains recorded crime, so that Income is the fairer choice.",
        choices=DOMAINS,
    )
    basis: str = param(
        "local", "Five groups by", "What the groups are made of.", choices=BASES
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Group areas by deprivation and compare the groups' rates."""
    progress.step(0.0, "Grouping areas by deprivation")
    table = inputs.tables["deprivation"]
    people = inputs.population()
    shown = inputs.areas["shown"]
    deprived, most_first = _order(table, params.domain)
    inside = deprived.where(shown)
    match params.basis:
        case "national":
            group = quintile_national(_decile(table, params.domain).where(shown))
        case "population":
            group = quintile_by_population(inside, people, most_first=most_first)
        case _:
            group = quintile_by_count(inside, most_first=most_first)
    progress.step(0.3, "Comparing the groups")
    found = gradient(inputs.counts(), people, group, seed=inputs.question.seed)
    values = inputs.described().assign(
        group=group.astype("float64"), deprivation=deprived.astype("float64")
    )
    return Outcome(
        values=values,
        tables={"gradient": _gradient_table(found)},
        summary=_summary(found, inputs.described()[shown]),
        notes=_notes(found, values[shown & group.isna()], params),
        map=MapStyle(
            "groups", "group", f"{DOMAINS[params.domain]} deprivation, in fifths"
        ),
    )


def _order(table: pd.DataFrame, domain: str) -> tuple[pd.Series[float], bool]:
    """Return what areas are ordered by, and whether the highest is most deprived."""
    # ranks first: they are made from unrounded scores, published scores have ties
    for column, most_first in ((f"{domain}_rank", False), (f"{domain}_score", True)):
        if column in table.columns:
            return table[column].astype("float64"), most_first
    known = [name for name in DOMAINS if f"{name}_rank" in table.columns]
    raise WordsError(
        f"the deprivation file has no {DOMAINS[domain]} ranks",
        hint=f"It has {listed(known)}: use --param domain=NAME, or give File 7.",
    )


def _decile(table: pd.DataFrame, domain: str) -> pd.Series[float]:
    column = f"{domain}_decile"
    if column not in table.columns:
        raise WordsError(
            f"the deprivation file has no {DOMAINS[domain]} deciles",
            hint="Use --param basis=local, or give File 7.",
        )
    return table[column].astype("float64")


def _gradient_table(found: Gradient) -> pd.DataFrame:
    names = ["areas", "population", "count", "rate", "rate_lower", "rate_upper"]
    table = found.table[names].reset_index()
    table.insert(1, "fifth", FIFTHS)
    kinds = {"group": "int64", "areas": "int64", "count": "int64"}
    return table.astype(kinds)


def _summary(found: Gradient, shown: pd.DataFrame) -> dict[str, float]:
    ratio = found.ratio
    people = shown.loc[shown["denominator"].gt(0), "denominator"].sum()
    total = shown.loc[shown["denominator"].gt(0), "count"].sum()
    return {
        "ratio": ratio.ratio if ratio else NAN,
        "ratio_lower": ratio.lower if ratio else NAN,
        "ratio_upper": ratio.upper if ratio else NAN,
        **_slope("sii", "rii", found.linear),
        **_slope("log_sii", "log_rii", found.log),
        "concentration_index": found.concentration,
        "excess": found.excess,
        "excess_share": found.excess_share,
        "city_rate": 1000 * total / people if people else NAN,
        "areas": float(found.table["areas"].sum()),
    }


def _slope(sii: str, rii: str, slope: Slope | None) -> dict[str, float]:
    return {
        sii: slope.sii if slope else NAN,
        f"{sii}_lower": slope.sii_lower if slope else NAN,
        f"{sii}_upper": slope.sii_upper if slope else NAN,
        rii: slope.rii if slope else NAN,
        f"{rii}_lower": slope.rii_lower if slope else NAN,
        f"{rii}_upper": slope.rii_upper if slope else NAN,
    }


def _notes(found: Gradient, without: pd.DataFrame, params: Params) -> tuple[Note, ...]:
    domain = DOMAINS[params.domain]
    notes = [
        Note(
            f"Group 1 is the most deprived. Groups by {BASES[params.basis]}; "
            f"deprivation is {domain}."
        ),
        Note(
            "SII is the fitted rate at the least deprived end less that at the most "
            "deprived end, so that it is negative where crime is higher in deprived "
            "areas; RII is the ratio of the two. Limits from 100,000 simulated draws."
        ),
    ]
    if params.domain == "income":
        notes.append(
            Note(
                "Income is used and not the IMD, because the IMD contains a Crime "
                "domain (weight 9.3%) made from recorded crime."
            )
        )
    elif params.domain in {"imd", "crime"}:
        notes.append(
            Note(
                f"{domain} contains recorded crime: part of the link is crime compared "
                "with itself.",
                caution=True,
            )
        )
    if found.withheld:
        notes.append(Note(f"No ratio is given: {found.withheld}.", caution=True))
    if len(without):
        names = listed([str(name) for name in without["name"]], most=5)
        notes.append(
            Note(
                f"{counted(len(without), 'area has', 'areas have')} no deprivation "
                f"figure and take no part: {names}.",
                caution=True,
            )
        )
    return tuple(notes)


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say how many times the rate is in the most deprived areas."""
    found, table = outcome.summary, outcome.tables["gradient"]
    subject = capital(question.subject)
    most, least = table.iloc[0], table.iloc[-1]
    if found["ratio"] != found["ratio"]:
        headline = f"{subject} and deprivation: too little at the ends to compare"
        sentences = ["No ratio of most to least deprived is given; see the notes."]
    else:
        times = f"{found['ratio']:.1f} times"
        between = f"{found['ratio_lower']:.1f} to {found['ratio_upper']:.1f}"
        headline = _headline(subject, found, times)
        sentences = [
            f"{a_rate(most['rate'])} {question.per} in the most deprived fifth of "
            f"{question.place}, {a_rate(least['rate'])} in the least: {times} (95% "
            f"interval {between}), {question.when}.",
        ]
        if found["excess"] > 0 and found["ratio_lower"] > 1:
            sentences.append(
                f"If all areas had the rate of the least deprived fifth, "
                f"{number(found['excess'])} fewer would have been recorded "
                f"({100 * found['excess_share']:.0f}%)."
            )
        sentences.extend(_between(table))
    sentences.append(
        "This is about places, not about the people who live there: it doesn't say who "
        "commits or suffers crime."
    )
    return Explanation(headline, tuple(sentences), headline)


def _between(table: pd.DataFrame) -> list[str]:
    """Name groups between the ends with a rate beyond both, limits apart."""
    inner, ends = table.iloc[1:-1], table.iloc[[0, -1]]
    above = inner["rate_lower"] > ends["rate_upper"].max()
    below = inner["rate_upper"] < ends["rate_lower"].min()
    rows = inner[above | below][["group", "rate"]]
    if rows.empty:
        return []
    named = listed(
        [f"group {group:.0f} has {a_rate(r)}" for group, r in rows.to_numpy()]
    )
    return [f"The rate does not follow deprivation step by step: {named}."]


def _headline(subject: str, found: Mapping[str, float], times: str) -> str:
    if found["ratio_lower"] > 1:
        return f"{subject}: {times} as high in the most deprived fifth as in the least"
    if found["ratio_upper"] < 1:
        return f"{subject}: lower in the most deprived fifth ({times} the least's)"
    return f"{subject}: no clear difference between most and least deprived areas"


SLOPES = tuple(
    f"{name}{end}"
    for name in ("sii", "rii", "log_sii", "log_rii")
    for end in ("", "_lower", "_upper")
)

METHOD = Method(
    id="deprivation_gradient",
    title="Crime and deprivation",
    order=60,
    needs=frozenset({"denominator", "deprivation"}),
    params=Params,
    gives=Gives(
        values=(
            *BASE,
            Column("group", "float", "Deprivation group", help="1 = most deprived"),
            Column(
                "deprivation",
                "float",
                "Deprivation",
                help="National rank, 1 = most deprived; score where ranks are missing.",
            ),
        ),
        tables={
            "gradient": (
                Column("group", "int", "Group", help="1 = most deprived"),
                Column("fifth", "text", "Fifth of areas by deprivation"),
                Column("areas", "int", "Areas"),
                Column("population", "float", "Denominator"),
                Column("count", "int", "Recorded"),
                Column("rate", "float", "Rate", "per 1,000"),
                Column("rate_lower", "float", "Lower limit", "per 1,000"),
                Column("rate_upper", "float", "Upper limit", "per 1,000"),
            )
        },
        summary=(
            "ratio",
            "ratio_lower",
            "ratio_upper",
            *SLOPES,
            "concentration_index",
            "excess",
            "excess_share",
            "city_rate",
            "areas",
        ),
    ),
    map=MapStyle("groups", "group", "Deprivation, in fifths"),
    charts=(
        Chart(
            "gradient",
            "bars",
            "gradient",
            "fifth",
            "rate",
            "Rate per 1,000 from the most to the least deprived areas",
            lower="rate_lower",
            upper="rate_upper",
            reference="city_rate",
        ),
    ),
    explain=explain,
    cautions=(
        "The link is between places: it does not show that deprivation causes crime.",
    ),
    references=("iod", "ohid_inequality", "kakwani_1997"),
    run=run,
)

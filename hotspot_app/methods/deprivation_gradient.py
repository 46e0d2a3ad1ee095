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
    FEWEST_AREAS,
    Gradient,
    gradient,
    quintile_by_count,
    quintile_by_population,
    quintile_national,
)
from hotspot_app.stats.overdispersion import stretch
from hotspot_app.stats.rate_ratio import RateRatio
from hotspot_app.stats.slope_index import Slope
from hotspot_app.words import a_rate, a_ratio, capital, counted, listed, number

BASES = {
    "local": "order among the areas shown, about as many areas in each",
    "national": "national deciles, two a fifth",
    "population": "order among the areas shown, about as many people in each",
}
NAN = float("nan")
ENDS = ("", "_lower", "_upper")
INDICES = tuple(
    f"{name}{end}"
    for name in ("ratio", "sii", "rii", "log_sii", "log_rii")
    for end in ENDS
)
LIMITS = tuple(name for name in INDICES if name.endswith(("_lower", "_upper")))
FIFTHS = ("1 most deprived", "2", "3", "4", "5 least deprived")


_INDEPENDENT = "As if incidents were independent."
TABLE = {
    column.name: column
    for column in (
        Column("group", "int", "Group", help="1 = most deprived"),
        Column("fifth", "text", "Fifth of areas by deprivation"),
        Column("areas", "int", "Areas"),
        Column("population", "float", "Denominator"),
        Column("count", "int", "Recorded"),
        Column("rate", "float", "Rate", "per 1,000"),
        Column("rate_lower", "float", "Lower limit", "per 1,000"),
        Column("rate_upper", "float", "Upper limit", "per 1,000"),
        Column(
            "rate_lower_poisson",
            "float",
            "Lower limit (Poisson)",
            "per 1,000",
            _INDEPENDENT,
        ),
        Column(
            "rate_upper_poisson",
            "float",
            "Upper limit (Poisson)",
            "per 1,000",
            _INDEPENDENT,
        ),
    )
}
"""Columns of the table of groups."""


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
            inside = _decile(table, params.domain).where(shown)
            group = quintile_national(inside)
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
        notes=(
            *_notes(params),
            *_on_limits(found),
            *_left_out(values[shown], inside.notna()[shown]),
        ),
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
    table = found.table[[name for name in TABLE if name in found.table]].reset_index()
    table.insert(1, "fifth", FIFTHS)
    kinds = {"group": "int64", "areas": "int64", "count": "int64"}
    return table.astype(kinds)


def _summary(found: Gradient, shown: pd.DataFrame) -> dict[str, float]:
    people = shown.loc[shown["denominator"].gt(0), "denominator"].sum()
    total = shown.loc[shown["denominator"].gt(0), "count"].sum()
    main = _indices(found.ratio, found.linear, found.log)
    narrow = _indices(*found.poisson)
    return {
        **main,
        **{f"{name}_poisson": narrow[name] for name in LIMITS},
        "dispersion": found.dispersion,
        "concentration_index": found.concentration,
        "excess": found.excess,
        "excess_share": found.excess_share,
        "city_rate": 1000 * total / people if people else NAN,
        "areas": float(found.table["areas"].sum()),
    }


def _indices(
    ratio: RateRatio | None, linear: Slope | None, log: Slope | None
) -> dict[str, float]:
    found = dict.fromkeys(INDICES, NAN)
    if ratio:
        found["ratio"] = ratio.ratio
        found["ratio_lower"], found["ratio_upper"] = ratio.lower, ratio.upper
    for prefix, slope in (("", linear), ("log_", log)):
        for name in (f"{index}{end}" for index in ("sii", "rii") for end in ENDS):
            if slope:
                found[prefix + name] = getattr(slope, name)
    return found


def _notes(params: Params) -> tuple[Note, ...]:
    domain = DOMAINS[params.domain]
    notes = [
        Note(
            f"Fifth 1 is the most deprived. Fifths by {BASES[params.basis]}; "
            f"deprivation is {domain}."
        ),
        Note(
            "SII is the fitted rate at the least deprived end less that at the most "
            "deprived end, so that it is negative where crime is higher in deprived "
            "areas; RII is the ratio of the two, missing where the line or too many of "
            "the draws go below zero. Limits from 100,000 simulated draws."
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
    return tuple(notes)


def _on_limits(found: Gradient) -> list[Note]:
    """Say how far areas differ within groups, and what can't be given."""
    phi, notes = found.dispersion, []
    if phi != phi:
        notes.append(
            Note(
                "There are no more areas than groups, so that it can't be told how far "
                "areas of a group differ: intervals take incidents as independent.",
                caution=True,
            )
        )
    elif phi > 1:
        notes.append(
            Note(
                f"Areas of a fifth differ {'far ' if phi > 2 else ''}more than chance "
                f"would make them (dispersion {number(phi, 1)}, Pearson's): all "
                f"intervals are widened by its root, {a_ratio(stretch(phi))}. The "
                "narrower ones of published formulas, which take incidents as "
                "independent, are in the table and summary as _poisson.",
                caution=phi > 2,
            )
        )
    if found.withheld:
        also = ""
        if found.linear is not None:
            also = " SII and RII rest on the same group: read them with care."
        notes.append(Note(f"No ratio is given: {found.withheld}.{also}", caution=True))
    return notes


def _left_out(values: pd.DataFrame, figure: pd.Series[bool]) -> list[Note]:
    """Name areas that take no part, by what they lack."""
    people = values["denominator"].gt(0)
    notes = [
        _lacking(values[~figure], "no deprivation figure"),
        _lacking(values[figure & ~people], "a deprivation figure but no denominator"),
    ]
    ungrouped = int((figure & people & values["group"].isna()).sum())
    if ungrouped:
        notes.append(
            Note(
                f"Only {counted(ungrouped, 'area has', 'areas have')} a deprivation "
                f"figure: fewer than {len(FIFTHS)} can't be put into fifths.",
                caution=True,
            )
        )
    return [note for note in notes if note is not None]


def _lacking(values: pd.DataFrame, what: str) -> Note | None:
    if values.empty:
        return None
    names = listed([str(name) for name in values["name"]], most=5)
    one = len(values) == 1
    return Note(
        f"{counted(len(values), 'area has', 'areas have')} {what} and "
        f"{'takes' if one else 'take'} no part: {names}.",
        caution=True,
    )


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say how many times the rate is in the most deprived areas."""
    found, table = outcome.summary, outcome.tables["gradient"]
    subject = capital(question.subject)
    most, least = table.iloc[0], table.iloc[-1]
    if found["ratio"] != found["ratio"]:
        few = "areas"
        if table.iloc[[0, -1]]["areas"].min() >= FEWEST_AREAS:
            few = f"incidents ({number(table['count'].sum())} recorded)"
        headline = f"{subject}: too few {few} to compare most and least deprived areas"
        sentences = ["No ratio of most to least deprived is given; see the notes."]
    else:
        times = f"{a_ratio(found['ratio'])} times"
        between = a_ratio(found["ratio_lower"], found["ratio_upper"])
        allowed = ""
        if found["dispersion"] > 1:
            allowed = ", allowing for how far areas of a fifth differ"
        headline = _headline(subject, found, times) + _out_of_step(found, table)
        sentences = [
            f"{a_rate(most['rate'])} {question.per} in the most deprived fifth of "
            f"{question.where}, {a_rate(least['rate'])} in the least: {times} (95% "
            f"interval {between}{allowed}), {question.when}.",
            *_between(table),
        ]
    sentences.append(
        "This is about places, not about the people who live there: it doesn't say who "
        "commits or suffers crime."
    )
    return Explanation(headline, tuple(sentences), headline)


def _between(table: pd.DataFrame) -> list[str]:
    """Say the rates where they don't go one way, and which are beyond both ends."""
    if _in_order(table):
        return []
    rates = listed([a_rate(rate) for rate in table["rate"]])
    said = (
        "The rate does not follow deprivation step by step: from the most deprived "
        f"fifth to the least it is {rates}."
    )
    sure = _beyond(table, "")
    beyond, doubt = (sure, "") if sure else (_beyond(table, "_poisson"), _DOUBT)
    return [f"{said} {beyond}{doubt}." if beyond else said]


_DOUBT = ", which could be chance, because areas of a fifth differ so much"


def _beyond(table: pd.DataFrame, which: str) -> str:
    """Name fifths beyond both ends, limits apart: "Fifth 2 is higher than both"."""
    lower, upper = f"rate_lower{which}", f"rate_upper{which}"
    inner, ends = table.iloc[1:-1], table.iloc[[0, -1]]
    said = []
    for words, beyond in (
        ("higher than both ends", inner[lower] > ends[upper].max()),
        ("lower than both ends", inner[upper] < ends[lower].min()),
    ):
        numbers = [str(group) for group in inner.loc[beyond, "group"]]
        if numbers:
            fifths = "fifth" if len(numbers) == 1 else "fifths"
            are = "is" if len(numbers) == 1 else "are"
            said.append(f"{fifths} {listed(numbers)} {are} {words}")
    return capital(listed(said))


def _in_order(table: pd.DataFrame) -> bool:
    """Whether rates only fall, or only rise, from the most deprived to the least."""
    rate = table["rate"].dropna()
    return bool(rate.is_monotonic_decreasing or rate.is_monotonic_increasing)


def _headline(subject: str, found: Mapping[str, float], times: str) -> str:
    if found["ratio_lower"] > 1:
        return f"{subject}: {times} as high in the most deprived fifth as in the least"
    if found["ratio_upper"] < 1:
        return f"{subject}: lower in the most deprived fifth ({times} the least's)"
    return f"{subject}: no clear difference between most and least deprived areas"


def _out_of_step(found: Mapping[str, float], table: pd.DataFrame) -> str:
    """Warn where the ends differ but those between don't follow."""
    clear = found["ratio_lower"] > 1 or found["ratio_upper"] < 1
    return ", but not step by step" if clear and not _in_order(table) else ""


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
        tables={"gradient": tuple(TABLE.values())},
        summary=(
            *INDICES,
            *(f"{name}_poisson" for name in LIMITS),
            "dispersion",
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
            "Rate from the most to the least deprived areas",
            lower="rate_lower",
            upper="rate_upper",
            reference="city_rate",
        ),
    ),
    explain=explain,
    cautions=("A link between places does not show that deprivation causes crime.",),
    references=(
        "iod",
        "ohid_inequality",
        "kakwani_1997",
        "wedderburn_1974",
        "mccullagh_nelder_1989",
    ),
    run=run,
)

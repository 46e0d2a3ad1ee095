"""How recorded incidents follow deprivation."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    BASE,
    PER_1000,
    Chart,
    Column,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Outcome,
    param,
)
from hotspot_app.methods.deprivation_gradient.words import (
    BASES,
    FIFTHS,
    explain,
    left_out,
    on_groups,
    on_limits,
)
from hotspot_app.progress import Progress
from hotspot_app.remedies import Give, SetParameter
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.deprivation import (
    Gradient,
    gradient,
    quintile_by_count,
    quintile_by_population,
    quintile_national,
)
from hotspot_app.stats.rate_ratio import RateRatio
from hotspot_app.stats.slope_index import Slope
from hotspot_app.words import listed

NAN = float("nan")
ENDS = ("", "_lower", "_upper")
INDICES = tuple(
    f"{name}{end}"
    for name in ("ratio", "sii", "rii", "log_sii", "log_rii")
    for end in ENDS
)
LIMITS = tuple(name for name in INDICES if name.endswith(("_lower", "_upper")))


_INDEPENDENT = "As if incidents were independent."
TABLE = {
    column.name: column
    for column in (
        Column("group", "int", "Group", help="1 = most deprived"),
        Column("fifth", "text", "Fifth of areas by deprivation"),
        Column("areas", "int", "Areas"),
        Column("population", "float", "Denominator"),
        Column("count", "int", "Recorded"),
        Column(
            "dispersion",
            "float",
            "Dispersion",
            help="How much more its areas differ than chance, which is 1 (Pearson).",
        ),
        Column("rate", "float", "Rate", PER_1000),
        Column("rate_lower", "float", "Lower limit", PER_1000),
        Column("rate_upper", "float", "Upper limit", PER_1000),
        Column(
            "rate_lower_poisson",
            "float",
            "Lower limit (Poisson)",
            PER_1000,
            _INDEPENDENT,
        ),
        Column(
            "rate_upper_poisson",
            "float",
            "Upper limit (Poisson)",
            PER_1000,
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
    people, described = inputs.population(), inputs.described()
    shown = inputs.shown & described["count"].notna()
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
    found = gradient(described["count"], people, group, seed=inputs.question.seed)
    values = described.assign(
        group=group.astype("float64"), deprivation=deprived.astype("float64")
    )
    return Outcome(
        values=values,
        tables={"gradient": _gradient_table(found)},
        summary=_summary(found, described[inputs.inside]),
        notes=(
            *on_groups(params.domain, params.basis),
            *on_limits(found),
            *left_out(values[shown], inside.notna()[shown]),
        ),
        map=MapStyle(
            "groups",
            "group",
            f"{DOMAINS[params.domain]} deprivation",
            rates="gradient",
        ),
    )


def _set(name: str, value: str = "") -> SetParameter:
    """Say that a parameter of this method should be another, or this."""
    (told,) = (each.metadata["param"] for each in fields(Params) if each.name == name)
    return SetParameter(name, told.title, value, told.choices.get(value, ""))


def _order(table: pd.DataFrame, domain: str) -> tuple[pd.Series[float], bool]:
    """Return what areas are ordered by, and whether the highest is most deprived."""
    # ranks first: they are made from unrounded scores, published scores have ties
    for column, most_first in ((f"{domain}_rank", False), (f"{domain}_score", True)):
        if column in table.columns:
            return table[column].astype("float64"), most_first
    known = [name for name in DOMAINS if _of_england(table, name)]
    if not known:
        raise WordsError(
            f"the deprivation file has no {DOMAINS[domain]} ranks, and no domain in it "
            "has ranks of England",
            hint="Give File 7 of the English Indices of Deprivation, by its publisher.",
        )
    raise WordsError(
        f"the deprivation file has no {DOMAINS[domain]} ranks",
        hint=f"It has {listed(known)}; File 7 has all.",
        remedies=(_set("domain"), Give(("deprivation",))),
    )


def _of_england(table: pd.DataFrame, domain: str) -> bool:
    """Say whether ranks go beyond the areas of the table, as England's do."""
    ranks = table.get(f"{domain}_rank")
    return ranks is not None and bool(ranks.max() > ranks.count())


def _decile(table: pd.DataFrame, domain: str) -> pd.Series[float]:
    column = f"{domain}_decile"
    if column not in table.columns:
        raise WordsError(
            f"the deprivation file has no {DOMAINS[domain]} deciles",
            hint="File 7 has them.",
            remedies=(_set("basis", "local"), Give(("deprivation",))),
        )
    if f"{domain}_rank" in table.columns and not _of_england(table, domain):
        raise WordsError(
            f"the deprivation file's {DOMAINS[domain]} ranks are of its own areas, not "
            "of England",
            hint="File 7 of the English Indices of Deprivation has those of England.",
            remedies=(_set("basis", "local"), Give(("deprivation",))),
        )
    return table[column].astype("float64")


def _gradient_table(found: Gradient) -> pd.DataFrame:
    table = found.table[[name for name in TABLE if name in found.table]].reset_index()
    table.insert(1, "fifth", FIFTHS)
    kinds = {"group": "int64", "areas": "int64", "count": "int64"}
    return table.astype(kinds)


def _summary(found: Gradient, district: pd.DataFrame) -> dict[str, float]:
    peopled = district[district["denominator"].gt(0)]
    people, total = peopled["denominator"].sum(), peopled["count"].sum()
    main = _indices(found.ratio, found.linear, found.log)
    narrow = _indices(*found.poisson)
    return {
        **main,
        **{f"{name}_poisson": narrow[name] for name in LIMITS},
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


METHOD = Method(
    id="deprivation_gradient",
    title="Crime and deprivation",
    group="deprivation",
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
            "concentration_index",
            "excess",
            "excess_share",
            "city_rate",
            "areas",
        ),
    ),
    map=MapStyle("groups", "group", "Deprivation"),
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
            tab="Deprivation",
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

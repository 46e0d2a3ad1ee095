"""How recorded incidents follow deprivation."""

from __future__ import annotations

import pandas as pd

from hotspot_app.deprivation import FIFTHS, NO_CAUSE, GroupParams, grouped, left_out
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
)
from hotspot_app.methods.deprivation_gradient.words import (
    explain,
    on_groups,
    on_limits,
    ungrouped,
)
from hotspot_app.progress import Progress
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.deprivation import (
    Gradient,
    gradient,
    published,
)
from hotspot_app.stats.association.slope_index import Slope
from hotspot_app.stats.chance.rate_ratio import RateRatio

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


def run(inputs: Inputs, params: GroupParams, progress: Progress) -> Outcome:
    """Group areas by deprivation and compare the groups' rates."""
    progress.step(0.0, "Grouping areas by deprivation")
    people, described = inputs.population(), inputs.described()
    shown = inputs.shown & described["count"].notna()
    areas = grouped(inputs, params, shown)
    progress.step(0.3, "Comparing the groups")
    found = gradient(described["count"], people, areas.group, seed=inputs.question.seed)
    values = described.assign(
        group=areas.group.astype("float64"), deprivation=areas.deprived
    )
    return Outcome(
        values=values,
        tables={"gradient": _gradient_table(found)},
        summary=_summary(found, described[inputs.inside], inputs.question.seed),
        notes=(
            *on_groups(params.domain, params.basis),
            *on_limits(found),
            *left_out(values[shown], areas.known[shown]),
            *ungrouped(values[shown], areas.known[shown]),
        ),
        map=MapStyle(
            "groups",
            "group",
            f"{DOMAINS[params.domain]} deprivation",
            rates="gradient",
        ),
    )


def _gradient_table(found: Gradient) -> pd.DataFrame:
    table = found.table[[name for name in TABLE if name in found.table]].reset_index()
    table.insert(1, "fifth", FIFTHS)
    kinds = {"group": "int64", "areas": "int64", "count": "int64"}
    return table.astype(kinds)


def _summary(found: Gradient, district: pd.DataFrame, seed: int) -> dict[str, float]:
    peopled = district[district["denominator"].gt(0)]
    people, total = peopled["denominator"].sum(), peopled["count"].sum()
    main = _indices(found.ratio, found.linear, found.log)
    narrow = _indices(*published(found, seed=seed))
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
    params=GroupParams,
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
    cautions=(NO_CAUSE,),
    references=(
        "iod",
        "ohid_inequality",
        "kakwani_1997",
        "wedderburn_1974",
        "mccullagh_nelder_1989",
    ),
    run=run,
)

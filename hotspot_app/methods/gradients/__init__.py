"""Every type of incident by deprivation, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from hotspot_app.deprivation import (
    NO_CAUSE,
    GroupParams,
    grouped,
    left_out,
    on_domain,
)
from hotspot_app.method import (
    PER_1000,
    Chart,
    Column,
    Gives,
    Inputs,
    Method,
    Outcome,
    param,
)
from hotspot_app.methods.gradients.kinds import Kind, kinds_of, on_flags
from hotspot_app.methods.gradients.words import (
    FEW,
    GROUPS,
    SMALL,
    explain,
    how,
    on_none,
)
from hotspot_app.progress import Progress
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.deprivation import Gradient, gradient
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.classes.classify import confidence

NAN = float("nan")
_INDICES = ("sii", "rii", "log_sii", "log_rii")
_TITLES = {
    "sii": "Slope index (SII)",
    "rii": "Relative index (RII)",
    "log_sii": "Slope index, log",
    "log_rii": "Relative index, log",
}


def _index_columns() -> tuple[Column, ...]:
    found = []
    for name in _INDICES:
        unit = PER_1000 if name.endswith("sii") else ""
        for end, said in (("", ""), ("_lower", ", lower"), ("_upper", ", upper")):
            title = _TITLES[name] + said
            found.append(
                Column(
                    f"{name}{end}", "float", title, unit, "95% limit" if said else ""
                )
            )
    return tuple(found)


COLUMNS = (
    Column("name", "text", "Type"),
    Column("ratio", "float", "Ratio, most to least deprived"),
    Column("ratio_lower", "float", "Lower limit", help="95% limit"),
    Column("ratio_upper", "float", "Upper limit", help="95% limit"),
    Column("confidence", "text", "How sure"),
    Column("most_count", "int", "Recorded in the most deprived"),
    Column("least_count", "int", "Recorded in the least deprived"),
    Column("kind", "text", "Kind", help="A type, a group of types, or a flag."),
    Column("small", "text", "Small numbers", help=f"Fewer than {FEW} in an end."),
    Column("count", "int", "Recorded"),
    Column("most", "float", "Rate in the most deprived", PER_1000),
    Column("least", "float", "Rate in the least deprived", PER_1000),
    Column("p", "float", "p", help="Two-sided, not corrected."),
    Column("p_adjusted", "float", "p, adjusted", help="Benjamini-Hochberg."),
    *_index_columns(),
)


@dataclass(frozen=True, slots=True)
class Params(GroupParams):
    """Which deprivation, and how areas are grouped by it."""

    groups: str = param(
        "fifths",
        "Groups",
        "How many groups the areas are put into; the ends of ten differ more, on fewer "
        "incidents.",
        choices=GROUPS,
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Compare each type's rate in the most and in the least deprived areas."""
    progress.step(0.0, "Grouping areas by deprivation")
    described, many = inputs.described(), 10 if params.groups == "tenths" else 5
    shown = inputs.shown & described["count"].notna()
    areas = grouped(inputs, params, shown, groups=many)
    people, kinds, found, none = inputs.population(), [*kinds_of(inputs)], [], []
    for number, kind in enumerate(kinds):
        progress.step(number / len(kinds), f"Comparing {kind.name}")
        one = gradient(
            kind.count,
            people,
            areas.group,
            groups=many,
            seed=inputs.question.seed,
        )
        if number and not one.table["count"].sum():
            none.append(kind.name)
            continue
        found.append(_row(kind, one))
    values = described.assign(group=areas.group.astype("float64"))
    return Outcome(
        tables={"types": _table(found)},
        summary={
            "groups": float(many),
            "areas": float(areas.group[people.gt(0)].notna().sum()),
            "no_difference": 1.0,
        },
        notes=(
            *how(params.groups[:-1], params.basis, DOMAINS[params.domain]),
            *on_domain(params.domain),
            *left_out(values[shown], areas.known[shown]),
            *on_flags(inputs),
            *on_none(none),
        ),
    )


def _row(kind: Kind, found: Gradient) -> dict[str, str | float]:
    """Return a row of the table, before it is compared with the others."""
    most, least, ratio = found.table.iloc[0], found.table.iloc[-1], found.ratio
    few = min(most["count"], least["count"]) < FEW
    indices = dict.fromkeys((each.name for each in _index_columns()), NAN)
    for prefix, slope in (("", found.linear), ("log_", found.log)):
        for name in indices:
            if slope is not None and name.startswith(prefix or ("sii", "rii")):
                indices[name] = getattr(slope, name.removeprefix(prefix))
    return {
        "name": kind.name,
        "kind": kind.kind,
        "count": found.table["count"].sum(),
        "most": most["rate"],
        "least": least["rate"],
        "most_count": most["count"],
        "least_count": least["count"],
        "ratio": ratio.ratio if ratio else NAN,
        "ratio_lower": ratio.lower if ratio else NAN,
        "ratio_upper": ratio.upper if ratio else NAN,
        "p": ratio.p if ratio else NAN,
        "small": SMALL if few else "",
        **indices,
    }


def _table(rows: list[dict[str, str | float]]) -> pd.DataFrame:
    """Test the rows together, the highest ratio first and all incidents above."""
    table = pd.DataFrame(rows)
    tested = table["ratio"].notna()
    table["p_adjusted"] = benjamini_hochberg(table["p"], tested)
    table["confidence"] = confidence(table["p"], table["p_adjusted"], tested)
    first = table["kind"].eq("all")
    order = table.assign(first=~first).sort_values(
        ["first", "ratio", "count"], ascending=[True, False, False], kind="stable"
    )
    kinds = {each.name: "int64" for each in COLUMNS if each.dtype == "int"}
    names = [each.name for each in COLUMNS]
    return order[names].astype(kinds).reset_index(drop=True)


METHOD = Method(
    id="gradients",
    title="Types by deprivation",
    group="deprivation",
    order=61,
    needs=frozenset({"denominator", "deprivation"}),
    params=Params,
    gives=Gives(
        tables={"types": COLUMNS}, summary=("groups", "areas", "no_difference")
    ),
    map=None,
    charts=(
        Chart(
            "types",
            "dots",
            "types",
            "name",
            "ratio",
            "Rate of the most deprived areas, over that of the least deprived",
            lower="ratio_lower",
            upper="ratio_upper",
            reference="no_difference",
            tab="Types",
            line="no difference",
        ),
    ),
    explain=explain,
    cautions=(NO_CAUSE,),
    references=(
        "iod",
        "ohid_inequality",
        "wedderburn_1974",
        "mccullagh_nelder_1989",
        "benjamini_hochberg_1995",
    ),
    run=run,
)

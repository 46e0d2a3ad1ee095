"""The place among others: districts in the same files, or a table of places."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.method import (
    PER_1000,
    Chart,
    Column,
    Gives,
    Inputs,
    Method,
    Note,
    Outcome,
    param,
)
from hotspot_app.method.monthly_spread import allow_param, on_monthly_spread
from hotspot_app.methods.comparators.places import (
    PLACES,
    districts_around,
    places_given,
)
from hotspot_app.methods.comparators.words import explain
from hotspot_app.progress import Progress
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread
from hotspot_app.stats.chance.rates import PER_THOUSAND, crude_rate
from hotspot_app.stats.comparison.effective import limits_allowing
from hotspot_app.stats.comparison.over_months import spread_over_months
from hotspot_app.stats.comparison.ranks import Pairs, all_pairs, ranks
from hotspot_app.words import (
    a_rate,
)


@dataclass(frozen=True, slots=True)
class Params:
    """The places to compare with."""

    among: str = param(
        "given",
        "Compare with",
        "Places of your own table, or the districts that the same files cover.",
        choices={
            "given": "places of your table, or else districts",
            "districts": "districts in the same files",
        },
    )
    allow: str = allow_param()


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Rank the place among others, with an interval for its rank."""
    progress.step(0.0, "Comparing places")
    table = inputs.own.get(PLACES.id) if params.among == "given" else None
    if table is None:
        places, notes = districts_around(inputs)
    else:
        places, notes = places_given(inputs, table)
    base = float(places.loc[places["own"], "months"].iloc[0])
    places = places.assign(exposure=places["people"] * places["months"] / base)
    spread, of = INDEPENDENT, ""
    if params.allow == "months":
        spread, of = _spread(inputs)
    ranked = places[~places["benchmark"]].reset_index(drop=True)
    pairs = all_pairs(ranked["count"], ranked["exposure"], spread)
    placed = ranks(ranked["count"], ranked["exposure"], pairs)
    found = places.join(crude_rate(places["count"], places["exposure"]))
    lower, upper = limits_allowing(places["count"], spread)
    scale = PER_THOUSAND / places["exposure"]
    found["limit_lower"], found["limit_upper"] = lower * scale, upper * scale
    found = found.join(_by_place(ranked, placed), on="place")
    own = found[found["own"]].iloc[0]
    against = _against(ranked, pairs)
    found = found.join(against, on="place").sort_values(
        "rate", ascending=False, kind="stable", ignore_index=True
    )
    return Outcome(
        tables={"places": found[[each.name for each in _COLUMNS]]},
        summary=_summary(found, own) | {"dispersion": spread.dispersion},
        notes=(*notes, _on_spread(spread, of, params, table is not None)),
        charts=(_with_benchmark(found),),
    )


def _spread(inputs: Inputs) -> tuple[Spread, str]:
    """Tell how counts vary over months from districts, or else from areas."""
    by_month = inputs.districts_by_month
    if by_month is not None and not by_month.empty:
        found = spread_over_months(by_month)
        if np.isfinite(found.free):
            return found, "districts"
    return spread_over_months(inputs.by_month()[inputs.inside]), "areas"


def _on_spread(spread: Spread, of: str, params: Params, given: bool) -> Note:
    """Say what limits allow for, and whence it is known for the places of a table."""
    told = on_monthly_spread(
        spread.dispersion,
        asked=params.allow == "months",
        of=f"{of} in the files" if given else of,
        without="those named rate_lower and rate_upper",
    )
    if not given or math.isnan(spread.dispersion):
        return told
    return replace(
        told, text=f"{told.text} Places of the table are taken to vary as much."
    )


def _with_benchmark(found: pd.DataFrame) -> Chart:
    """Return the chart, with the benchmark as a line across if there is one."""
    wholes = found[found["benchmark"]]
    if wholes.empty:
        return _CHART
    name, rate = str(wholes["place"].iloc[0]), float(wholes["rate"].iloc[0])
    return replace(_CHART, reference="benchmark_rate", line=f"{name} {a_rate(rate)}")


def _by_place(ranked: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    return placed[["rank", "tied", "rank_lower", "rank_upper"]].set_axis(
        ranked["place"]
    )


def _against(ranked: pd.DataFrame, pairs: Pairs) -> pd.DataFrame:
    """Say of each other place how many times its rate the place's own is."""
    own = int(ranked["own"].to_numpy().argmax())
    higher, lower = pairs.higher == own, pairs.lower == own
    other = np.where(higher, pairs.lower, pairs.higher)
    mine = higher | lower
    rate = ranked["count"] / ranked["exposure"]
    ratio = rate.iloc[own] / rate.where(rate.gt(0))
    p = pd.Series(pairs.p_adjusted[mine], index=other[mine])
    told = pd.Series(pairs.told(0.95)[mine], index=other[mine])
    above = pd.Series(higher[mine], index=other[mine])
    words = np.select(
        [told & above, told & ~above], ["lower", "higher"], default="similar"
    )
    found = pd.DataFrame(
        {
            "ratio": ratio.reindex(p.index),
            "p_adjusted": p,
            "against": pd.Series(words, index=p.index, dtype="str"),
        }
    )
    return found.set_axis(ranked["place"].iloc[p.index])


def _summary(found: pd.DataFrame, own: pd.Series[Any]) -> dict[str, float]:
    others = found[~found["benchmark"]]
    wholes = found[found["benchmark"]]
    benchmark = float(wholes["rate"].iloc[0]) if len(wholes) else math.nan
    return {
        "rank": float(own["rank"]),
        "tied": float(own["tied"]),
        "rank_lower": float(own["rank_lower"]),
        "rank_upper": float(own["rank_upper"]),
        "places": float(len(others)),
        "percentile": 100 * float(own["rank"]) / len(others),
        "rate": float(own["rate"]),
        "rate_lower": float(own["rate_lower"]),
        "rate_upper": float(own["rate_upper"]),
        "limit_lower": float(own["limit_lower"]),
        "limit_upper": float(own["limit_upper"]),
        "from_files": float(own["from_files"]),
        "count": float(own["count"]),
        "people": float(own["people"]),
        "benchmark_rate": benchmark,
        "higher": float(others["against"].eq("higher").sum()),
        "lower": float(others["against"].eq("lower").sum()),
    }


_COLUMNS: Final = (
    Column("place", "text", "Place"),
    Column("count", "float", "Recorded"),
    Column("people", "float", "People"),
    Column("rate", "float", "Rate", PER_1000),
    Column("rate_lower", "float", "Lower limit", PER_1000, "95% limit"),
    Column("rate_upper", "float", "Upper limit", PER_1000, "95% limit"),
    Column("limit_lower", "float", "Lower limit used", PER_1000, "95% limit"),
    Column("limit_upper", "float", "Upper limit used", PER_1000, "95% limit"),
    Column("rank", "float", "Rank", help="1 = highest rate"),
    Column("rank_lower", "float", "Rank from", help="95%, for all ranks at once."),
    Column("rank_upper", "float", "Rank to", help="95%, for all ranks at once."),
    Column("ratio", "float", "Ratio", help="The place's own rate to this one."),
    Column("p_adjusted", "float", "p, adjusted", help="Holm, over all pairs."),
    Column("against", "text", "Against the place itself"),
    Column("own", "bool", "The place itself"),
    Column("benchmark", "bool", "A benchmark, not ranked"),
)

_CHART: Final = Chart(
    "places",
    "dots",
    "places",
    "place",
    "rate",
    "Rates of places",
    lower="limit_lower",
    upper="limit_upper",
    tab="Others",
)

METHOD = Method(
    id="comparators",
    title="The place among others",
    group="compare",
    order=30,
    needs=frozenset({"denominator", "places"}),
    params=Params,
    gives=Gives(
        tables={"places": _COLUMNS},
        summary=(
            "rank",
            "tied",
            "rank_lower",
            "rank_upper",
            "places",
            "percentile",
            "rate",
            "rate_lower",
            "rate_upper",
            "limit_lower",
            "limit_upper",
            "from_files",
            "count",
            "people",
            "benchmark_rate",
            "higher",
            "lower",
            "dispersion",
        ),
    ),
    map=None,
    charts=(_CHART,),
    explain=explain,
    cautions=("Recording differs between forces, and between years.",),
    references=("mogstad_2024", "holm_1979", "byar", "wedderburn_1974"),
    run=run,
)

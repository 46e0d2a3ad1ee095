"""The place among others: districts in the same files, or a table of places."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    PER_1000,
    Chart,
    Column,
    Gives,
    Inputs,
    Method,
    Note,
    Outcome,
    Question,
    param,
)
from hotspot_app.methods.comparators.words import explain
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.progress import Progress
from hotspot_app.remedies import A_DENOMINATOR
from hotspot_app.stats.comparison.ranks import Pairs, all_pairs, ranks
from hotspot_app.stats.rates import crude_rate
from hotspot_app.words import (
    a_rate,
    counted,
    listed,
)

PLACES: Final = OWN_TABLES["places"]
_YES: Final = frozenset({"yes", "y", "true", "1", "benchmark", "x"})
_WHOLES: Final = frozenset({"england", "england and wales", "great britain", "uk"})
"""Places that aren't ranked even if the table doesn't say so, in lower case."""


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


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Rank the place among others, with an interval for its rank."""
    progress.step(0.0, "Comparing places")
    table = inputs.own.get(PLACES.id) if params.among == "given" else None
    if table is None:
        places, notes = _districts(inputs)
    else:
        places, notes = _given(inputs, table)
    base = float(places.loc[places["own"], "months"].iloc[0])
    places = places.assign(exposure=places["people"] * places["months"] / base)
    ranked = places[~places["benchmark"]].reset_index(drop=True)
    pairs = all_pairs(ranked["count"], ranked["exposure"])
    placed = ranks(ranked["count"], ranked["exposure"], pairs)
    found = places.join(crude_rate(places["count"], places["exposure"]))
    found = found.join(_by_place(ranked, placed), on="place")
    own = found[found["own"]].iloc[0]
    against = _against(ranked, pairs)
    found = found.join(against, on="place").sort_values(
        "rate", ascending=False, kind="stable", ignore_index=True
    )
    return Outcome(
        tables={"places": found[[each.name for each in _COLUMNS]]},
        summary=_summary(found, own),
        notes=notes,
        charts=(_with_benchmark(found),),
    )


def _with_benchmark(found: pd.DataFrame) -> Chart:
    """Return the chart, with the benchmark as a line across if there is one."""
    wholes = found[found["benchmark"]]
    if wholes.empty:
        return _CHART
    name, rate = str(wholes["place"].iloc[0]), float(wholes["rate"].iloc[0])
    return replace(_CHART, reference="benchmark_rate", line=f"{name} {a_rate(rate)}")


def _districts(inputs: Inputs) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Return the districts in the files.

    Raises
    ------
    WordsError
        If the files cover no other district.
    """
    around = inputs.districts
    if around is None or len(around) < 2:
        raise WordsError(
            "the files cover no other district",
            hint="Give crime files and residents of the whole force's area, or a table "
            "of places.",
        )
    months = float(inputs.question.period.whole.months)
    places = around.assign(benchmark=False, months=months)
    told = Note(
        f"{counted(len(places), 'district')} of which the same files hold incidents, "
        "counted by the area code in each row; the map counts by where points lie, so "
        "that its figure for the place can differ a little."
    )
    return places, (told,)


def _given(
    inputs: Inputs, table: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Return the places of the table, the place itself from it or from the files."""
    question = inputs.question
    notes = []
    if "type" not in table:
        notes.append(
            Note(
                "The table doesn't say of which types its counts are: they are taken "
                f"to be of {question.subject}.",
                caution=True,
            )
        )
    places = _of_types(table, question)
    name = question.place.casefold()
    folded = places["place"].str.casefold()
    wholes = _flagged(places) | folded.isin(_WHOLES)
    months = float(question.period.whole.months)
    if "months" in places:
        if places["months"].isna().any() or places["months"].lt(1).any():
            raise WordsError("every place needs its number of months, 1 or more")
    else:
        places = places.assign(months=months)
        notes.append(
            Note(
                "The table doesn't say of how many months its counts are: they are "
                f"taken to be of {question.period}, as those of {question.place}.",
                caution=True,
            )
        )
    places = places.assign(own=folded.eq(name), benchmark=wholes)
    if not places["own"].any():
        places = pd.concat([_here(inputs, months), places], ignore_index=True)
    if places["months"].nunique() > 1:
        notes.append(
            Note(
                "Counts are of different numbers of months: rates are brought to those "
                f"of {question.place}, and seasons are not allowed for.",
                caution=True,
            )
        )
    if places.loc[~places["benchmark"], "place"].nunique() < 2:
        raise WordsError(
            "the table has no other place to compare with",
            hint="Give at least one place that isn't a benchmark.",
        )
    kept = ["place", "count", "people", "months", "own", "benchmark"]
    told = Note("Counts and people of places are as your table says.")
    return places[kept], (*notes, told)


def _of_types(table: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the rows of the question's types added up, where the table has types.

    Raises
    ------
    WordsError
        If it has types, and none of the question's.
    """
    if "type" not in table:
        return table
    wanted = {kind.casefold() for kind in question.types} | {
        question.subject.casefold()
    }
    rows = table[table["type"].str.casefold().isin(wanted)]
    if rows.empty:
        held = listed(sorted(table["type"].unique()), 6)
        raise WordsError(
            f"the table of places has no counts of {question.subject}",
            hint=f"Its types are {held}.",
        )
    added = {
        name: "first" for name in ("people", "months", "benchmark") if name in rows
    }
    grouped = rows.groupby("place", sort=False).agg({"count": "sum", **added})
    return grouped.reset_index()


def _flagged(places: pd.DataFrame) -> pd.Series[bool]:
    if "benchmark" not in places:
        return pd.Series(False, index=places.index)
    return places["benchmark"].str.casefold().isin(_YES)


def _here(inputs: Inputs, months: float) -> pd.DataFrame:
    """Return the place itself, from the files."""
    count, people, inside = inputs.compared_with()
    known = inside & count.notna() & people.gt(0)
    if not known.any():
        raise WordsError(
            f"no area of {inputs.question.place} has people and a count",
            remedies=(A_DENOMINATOR,),
        )
    return pd.DataFrame(
        {
            "place": [inputs.question.place],
            "count": [float(count[known].sum())],
            "people": [float(people[known].sum())],
            "months": [months],
            "own": [True],
            "benchmark": [False],
        }
    )


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
    lower="rate_lower",
    upper="rate_upper",
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
            "count",
            "people",
            "benchmark_rate",
            "higher",
            "lower",
        ),
    ),
    map=None,
    charts=(_CHART,),
    explain=explain,
    cautions=(
        "Limits are as if incidents were independent; recording differs between "
        "forces, and between years.",
    ),
    references=("mogstad_2024", "holm_1979", "byar"),
    run=run,
)

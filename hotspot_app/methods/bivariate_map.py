"""Deprivation and rate on one map: thirds of the one by thirds of the other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspot_app.clusters import where
from hotspot_app.deprivation import (
    NO_CAUSE,
    OF_PLACES,
    DomainParams,
    left_out,
    on_domain,
    on_figure,
    ordered,
)
from hotspot_app.method import (
    BASE,
    PER_1000,
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
)
from hotspot_app.progress import Progress
from hotspot_app.stats.classes.breaks import MISSING, THIRDS, thirds
from hotspot_app.words import a_rate, capital, number, place_name, share_of, spelt

_BY = "rank"
"""Thirds go by order, which scores only blur."""
_HIGH, _LOW = len(THIRDS) - 1, 0
_TOGETHER = MapStyle(
    "bivariate",
    "rate",
    "Rate and deprivation",
    other="deprivation",
    called=("rate", "deprivation"),
)


def run(inputs: Inputs, params: DomainParams, progress: Progress) -> Outcome:
    """Put the areas shown into thirds of rate and of deprivation."""
    progress.step(0.0, "Putting areas into thirds")
    described, shown = inputs.described(), inputs.shown
    peopled = shown & described["rate"].notna()
    line = ordered(inputs, params.domain, _BY, peopled)
    used = peopled & line.known
    values = described.assign(deprivation=line.place)
    kept = values[used]
    rate, deprived = (thirds(kept[name])[0] for name in ("rate", "deprivation"))
    cells = _cells(kept, rate, deprived)
    values["third_rate"] = _on(values.index, used, rate)
    values["third_deprivation"] = _on(values.index, used, deprived)
    known = shown & described["count"].notna()
    both = cells["areas"].to_numpy().reshape(len(THIRDS), len(THIRDS))[::-1]
    expected = both[_HIGH].sum() * both[:, _HIGH].sum()
    areas = float(used.sum())
    return Outcome(
        values=values,
        tables={"cells": cells},
        summary={
            "areas": areas,
            "both_high": float(both[_HIGH, _HIGH]),
            "both_high_by_chance": float(expected / areas) if areas else float("nan"),
            "high_rate_low_deprivation": float(both[_HIGH, _LOW]),
            "low_rate_high_deprivation": float(both[_LOW, _HIGH]),
        },
        notes=(
            Note(
                "Thirds are of the areas shown, about as many in each; equal figures "
                "are never parted. The map tests nothing: chance alone puts areas into "
                "every class."
            ),
            *on_figure(params.domain, _BY, line.kind),
            *on_domain(params.domain),
            *left_out(described[known], line.known[known]),
        ),
    )


def _on(
    index: pd.Index[str], used: pd.Series[bool], third: np.ndarray
) -> pd.Series[str]:
    """Name the third of each area, "" for those that take no part."""
    called = np.array([*THIRDS, ""], dtype=object)[np.where(third == MISSING, 3, third)]
    found = pd.Series("", index=index, dtype="str")
    found[used] = called
    return found


def _cells(kept: pd.DataFrame, rate: np.ndarray, deprived: np.ndarray) -> pd.DataFrame:
    """Count areas, people and incidents in each of the nine classes, highest first."""
    rows = []
    for row in reversed(range(len(THIRDS))):
        for column in range(len(THIRDS)):
            mine = kept[(rate == row) & (deprived == column)]
            rows.append(
                {
                    "third_rate": THIRDS[row],
                    "third_deprivation": THIRDS[column],
                    "areas": len(mine),
                    "people": float(mine["denominator"].sum()),
                    "count": int(mine["count"].sum()),
                }
            )
    table = pd.DataFrame(rows)
    people = table["people"].where(table["people"] > 0)
    return table.assign(rate=(1000 * table["count"] / people).astype("float64"))


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say where both are high, and where only one is."""
    found, values = outcome.summary, outcome.values
    subject, unit = capital(question.subject), question.unit
    if not found["areas"]:
        line = f"{subject}: nothing to set beside deprivation"
        return Explanation(
            line, (f"No {unit} has both a rate and a deprivation figure.",), line
        )
    high, low = THIRDS[_HIGH], THIRDS[_LOW]
    both = _of(values, high, high)
    headline = f"{subject}: {_finding(both, unit)}"
    sentences = [
        f"{capital(spelt(len(both), unit))} of {number(found['areas'])} are in the "
        "highest third of both rate and deprivation; about "
        f"{number(found['both_high_by_chance'])} would be if the two had nothing to do "
        f"with each other.{_first(both, values, question)}",
    ]
    for rate, deprived, words in (
        (high, low, "Rate high though deprivation is low"),
        (low, high, "Rate low though deprivation is high"),
    ):
        some = _of(values, rate, deprived)
        if len(some):
            sentences.append(
                f"{words}: {spelt(len(some), unit)}, in {where(some)} "
                f"({number(some['count'].sum())} {question.verb})."
            )
    sentences.append(
        "This map is for exploring and tests nothing; whether rates follow deprivation "
        'is told by "Correlation with deprivation".'
    )
    return Explanation(headline, (*sentences, OF_PLACES), headline)


def _of(values: pd.DataFrame, rate: str, deprived: str) -> pd.DataFrame:
    """Return the areas of a class, those with most incidents first."""
    mine = values["third_rate"].eq(rate) & values["third_deprivation"].eq(deprived)
    return values[mine].sort_values(
        ["count", "name"], ascending=[False, True], kind="stable"
    )


def _finding(both: pd.DataFrame, unit: str) -> str:
    if both.empty:
        return f"no {unit} has both a high rate and high deprivation"
    return f"high rate and high deprivation together in {where(both)}"


def _first(both: pd.DataFrame, values: pd.DataFrame, question: Question) -> str:
    """Say what they hold together, and name the one with most incidents."""
    if both.empty:
        return ""
    first = both.iloc[0]
    called = place_name(str(first["name"]), str(first["ward"]), str(first["place"]))
    held = share_of(both["count"].sum(), values["count"].sum(), "incidents")
    return (
        f" They have {held}, the most in {called} ({number(first['count'])} "
        f"{question.verb}, {a_rate(first['rate'])} {question.per})."
    )


METHOD = Method(
    id="bivariate_map",
    title="Rate and deprivation on one map",
    group="deprivation",
    order=65,
    needs=frozenset({"denominator", "deprivation"}),
    params=DomainParams,
    gives=Gives(
        values=(
            *BASE,
            Column(
                "deprivation",
                "float",
                "Deprivation, higher = more deprived",
                help="Place in the line, 1 the least deprived.",
            ),
            Column("third_rate", "text", "Third of rates"),
            Column("third_deprivation", "text", "Third of deprivation"),
        ),
        tables={
            "cells": (
                Column("third_rate", "text", "Rate"),
                Column("third_deprivation", "text", "Deprivation"),
                Column("areas", "int", "Areas"),
                Column("people", "float", "Denominator"),
                Column("count", "int", "Recorded"),
                Column("rate", "float", "Rate of all together", PER_1000),
            )
        },
        summary=(
            "areas",
            "both_high",
            "both_high_by_chance",
            "high_rate_low_deprivation",
            "low_rate_high_deprivation",
        ),
    ),
    map=_TOGETHER,
    charts=(
        Chart(
            "thirds",
            "grid",
            "cells",
            "third_deprivation",
            "third_rate",
            "Areas by thirds of rate and deprivation",
            value="areas",
            tab="Thirds",
        ),
    ),
    explain=explain,
    cautions=(NO_CAUSE,),
    references=("iod",),
    run=run,
)

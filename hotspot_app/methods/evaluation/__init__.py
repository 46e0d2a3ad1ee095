"""Did it work: treated areas before and after, against areas to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    Chart,
    Column,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Note,
    Outcome,
    Question,
    Span,
    areas_param,
)
from hotspot_app.methods.evaluation.words import DRIFT, TREATED, explain
from hotspot_app.progress import Progress
from hotspot_app.remedies import ChoosePeriod, SetParameter
from hotspot_app.stats.comparison.evaluation import (
    FEWEST_MONTHS,
    Alike,
    displacement_difference,
    moved_alike,
    relative_effect,
)
from hotspot_app.words import counted, listed, p_value

COMPARED: Final = "comparison"
NEXT: Final = "next to treated"
NEITHER: Final = "neither"

_ALIKE: Final = 2.0
"""Sizes further apart than this many times are compared by ratios, not differences."""
_TREATED: Final = "Treated areas"


@dataclass(frozen=True, slots=True)
class Params:
    """The areas where something was done, and those to compare them with."""

    treated: str = areas_param(_TREATED, "Where something was done.")
    compared: str = areas_param(
        "Comparison areas",
        "Areas that would have gone the same way without it; if none is chosen, all "
        "others that don't touch the treated ones.",
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Compare the treated areas' change with that of the comparison areas."""
    progress.step(0.0, "Comparing before and after")
    compared = inputs.compared()
    if compared is None:
        raise WordsError(
            "an evaluation needs a period before to compare with",
            remedies=(ChoosePeriod(compared=True),),
        )
    now, before, days = compared.now, compared.before, compared.days
    roles = _roles(inputs, params)
    weights = (days[1] / days[0], 1.0)
    values = pd.DataFrame(
        {
            "role": roles,
            "before": before.astype("float64"),
            "now": now.astype("float64"),
            "difference": now - before / weights[0],
        },
        index=now.index,
    )
    months = _months(inputs, roles)
    alike = _alike(months, inputs.question)
    totals = {
        str(role): (float(rows["before"].sum()), float(rows["now"].sum()))
        for role, rows in values.groupby("role")
    }
    return Outcome(
        values=values,
        tables={"months": months},
        layers=_outlines(inputs, roles),
        summary=_summary(totals, roles, weights, alike),
        notes=_notes(days, alike, chosen=bool(params.treated)),
        unasked=not params.treated,
    )


def _roles(inputs: Inputs, params: Params) -> pd.Series[str]:
    """Say which areas are treated, compared with, next to treated ones, or neither.

    Raises
    ------
    WordsError
        If an area is named that isn't on the map, or both as treated and compared.
    """
    treated, chosen = inputs.named(params.treated), inputs.named(params.compared)
    both = treated & chosen
    if both.any():
        names = inputs.areas.loc[both, "name"].tolist()
        raise WordsError(
            f"{listed(names, 3)} can't be both treated and compared with",
            remedies=(SetParameter("compared", "Comparison areas"),),
        )
    shapes = inputs.areas.geometry
    near = pd.Series(False, index=shapes.index)
    if treated.any():
        reach = shapes[treated].union_all().buffer(1.0)
        near = shapes.intersects(reach) & ~treated
    if not chosen.any() and treated.any():
        chosen = inputs.inside & ~treated & ~near
    found = pd.Series(NEITHER, index=shapes.index, dtype="str")
    return found.mask(near, NEXT).mask(chosen, COMPARED).mask(treated, TREATED)


def _months(inputs: Inputs, roles: pd.Series[str]) -> pd.DataFrame:
    """Return counts by month of treated and comparison areas, and their index.

    The index is 100 at the mean of the months before the question's period.
    """
    first = inputs.question.period.whole.first
    rows = []
    for month in inputs.cube.months[inputs.cube.present]:
        each = inputs.counts(Span(month, month)).groupby(roles).sum(min_count=1)
        rows += [
            {"month": str(month), "areas": words, "count": each.get(role, np.nan)}
            for role, words in _GROUPS.items()
        ]
    frame = pd.DataFrame(rows, columns=["month", "areas", "count"])
    earlier = frame[frame["month"] < str(first)]
    means = earlier.groupby("areas")["count"].mean()
    usual = frame["areas"].map(means)
    index = (100 * frame["count"] / usual).where(usual.gt(0))
    return frame.assign(
        count=frame["count"].astype("float64"), index=index.astype("float64")
    )


_GROUPS: Final = {TREATED: _TREATED, COMPARED: "Comparison areas"}


def _alike(months: pd.DataFrame, question: Question) -> Alike:
    earlier = months[months["month"] < str(question.period.whole.first)]
    wide = earlier.pivot_table(
        index="month", columns="areas", values="count", aggfunc="sum", observed=False
    ).reindex(columns=list(_GROUPS.values()))
    return moved_alike(wide[_TREATED], wide["Comparison areas"])


def _outlines(inputs: Inputs, roles: pd.Series[str]) -> dict[str, gpd.GeoDataFrame]:
    """Return the outline of the treated and of the comparison areas."""
    found = {}
    for role, words in _GROUPS.items():
        shapes = inputs.areas.geometry[roles.eq(role)]
        if len(shapes):
            found[role] = gpd.GeoDataFrame(
                {"name": [words]}, geometry=[shapes.union_all()], crs=inputs.areas.crs
            )
    return found


def _summary(
    totals: Mapping[str, tuple[float, float]],
    roles: pd.Series[str],
    weights: tuple[float, float],
    alike: Alike,
) -> dict[str, float]:
    none = (0.0, 0.0)
    treated, others = totals.get(TREATED, none), totals.get(COMPARED, none)
    beside = totals.get(NEXT, none)
    found = displacement_difference(treated, others, weights=weights)
    ratio = relative_effect(treated, others, spread=alike.spread)
    sizes = {treated[0], others[0]}
    by_ratio = min(sizes) * _ALIKE < max(sizes)
    return {
        "treated_areas": float(roles.eq(TREATED).sum()),
        "comparison_areas": float(roles.eq(COMPARED).sum()),
        "treated_before": treated[0],
        "treated_now": treated[1],
        "comparison_before": others[0],
        "comparison_now": others[1],
        "next_before": beside[0],
        "next_now": beside[1],
        "weight": weights[0],
        "difference": found.value,
        "difference_lower": found.lower,
        "difference_upper": found.upper,
        "difference_p": found.p,
        "ratio": ratio.ratio,
        "ratio_lower": ratio.lower,
        "ratio_upper": ratio.upper,
        "ratio_p": ratio.p,
        "by_ratio": float(by_ratio),
        "months_before": float(alike.months),
        "trend_p": alike.trend_p,
        "spread": alike.spread,
    }


def _notes(
    days: tuple[float, float], alike: Alike, *, chosen: bool
) -> tuple[Note, ...]:
    if not chosen:
        remedy = SetParameter("treated", _TREATED)
        return (Note("No treated areas are chosen.", caution=True, remedies=(remedy,)),)
    notes = [
        Note(
            "The difference is (treated now - before) - (comparison now - before), its "
            "limits as if incidents were independent (weighted displacement "
            f"difference; {days[0]:.0f} days now, {days[1]:.0f} before); the ratio of "
            "the two changes allows for how far months varied before. The action is "
            "taken to begin with the period asked for."
        )
    ]
    if not alike.known:
        notes.append(
            Note(
                f"Whether the areas moved alike before can't be checked: "
                f"{counted(alike.months, 'month')} before the period, of "
                f"{FEWEST_MONTHS} needed. Load more months.",
                caution=True,
            )
        )
    elif alike.trend_p <= DRIFT:
        notes.append(
            Note(
                "Treated and comparison areas drifted apart before already (p "
                f"{p_value(alike.trend_p)} over {alike.months} months): choose other "
                "comparison areas.",
                caution=True,
                remedies=(SetParameter("compared", "Comparison areas"),),
            )
        )
    return tuple(notes)


METHOD = Method(
    id="evaluation",
    title="Before and after, against comparison areas",
    group="effect",
    order=10,
    needs=frozenset({"comparison"}),
    params=Params,
    gives=Gives(
        values=(
            Column("role", "text", "Role"),
            Column("before", "float", "Before"),
            Column("now", "float", "Now"),
            Column("difference", "float", "Change", help="At the same length."),
        ),
        tables={
            "months": (
                Column("month", "text", "Month"),
                Column("areas", "text", "Areas"),
                Column("count", "float", "Recorded"),
                Column("index", "float", "Index", help="100 = mean a month before."),
            )
        },
        summary=(
            "treated_areas",
            "comparison_areas",
            "treated_before",
            "treated_now",
            "comparison_before",
            "comparison_now",
            "next_before",
            "next_now",
            "weight",
            "difference",
            "difference_lower",
            "difference_upper",
            "difference_p",
            "ratio",
            "ratio_lower",
            "ratio_upper",
            "ratio_p",
            "by_ratio",
            "months_before",
            "trend_p",
            "spread",
        ),
        layers={COMPARED: "Comparison areas", TREATED: _TREATED},
    ),
    map=MapStyle(
        "diverging",
        "difference",
        "Change of recorded incidents",
        ends=("fewer", "more"),
    ),
    charts=(
        Chart(
            "months",
            "multiples",
            "months",
            "month",
            "index",
            "Month by month, 100 being the mean before",
            by="areas",
            tab="Months",
        ),
    ),
    explain=explain,
    cautions=(
        "Areas chosen because they were high fall by themselves (regression to the "
        "mean): choose comparison areas that were as high.",
        "An effect seen is not yet an effect of the action: say what else changed.",
    ),
    references=("wheeler_ratcliffe_2018", "farrington_2007", "armitage_1955"),
    run=run,
)

"""Totals of some areas: incidents, share, rate, and the change."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace

import pandas as pd

from hotspot_app.project.steps.answer import Answer
from hotspot_app.stats.chance.rates import crude_rate
from hotspot_app.words import SMALL_BASE, a_rate, counted, number, share, signed


@dataclass(frozen=True, slots=True)
class Together:
    """Totals of some of the shown areas.

    Attributes
    ----------
    areas
        Number of areas.
    without
        Number of them without a rate, which the rate leaves out.
    count, whole
        Incidents in them, and in all shown areas.
    rate, lower, upper
        Rate per 1,000 with 95% limits; missing without denominators.
    before, now
        Incidents of the two periods compared; missing without a comparison.
    difference
        The change, as if both periods had the same length.
    """

    areas: int
    without: int
    count: float
    whole: float
    rate: float
    lower: float
    upper: float
    before: float = math.nan
    now: float = math.nan
    difference: float = math.nan


def together(answer: Answer, codes: Collection[str]) -> Together:
    """Add up some of the shown areas."""
    values = answer.shown_values
    chosen = values[values.index.isin([*codes])]
    count = float(chosen["count"].sum())
    known = chosen.dropna(subset=["rate"])
    people = pd.Series([float(known["denominator"].sum())])
    rate = crude_rate(pd.Series([float(known["count"].sum())]), people).iloc[0]
    found = Together(
        len(chosen),
        len(chosen) - len(known),
        count,
        answer.total,
        float(rate["rate"]),
        float(rate["rate_lower"]),
        float(rate["rate_upper"]),
    )
    if answer.comparison is None:
        return found
    pairs = chosen.dropna(subset=["difference"])
    changed = pairs[["before", "now", "difference"]].sum()
    before, now, difference = map(float, changed.to_numpy())
    return replace(found, before=before, now=now, difference=difference)


def together_words(answer: Answer, codes: Collection[str]) -> str:
    """Say what some areas have together, "" of none.

    No test is made of the change: who chooses areas by their figures finds one.
    """
    if not len(codes):
        return ""
    found, question = together(answer, codes), answer.question
    if not found.areas:
        return ""
    told = [
        f"{counted(found.areas, question.unit)}: {number(found.count)} "
        f"{question.verb}, {share(found.count, found.whole)} of "
        f"{number(found.whole)}"
    ]
    if not math.isnan(found.rate):
        limits = f"{a_rate(found.lower)} to {a_rate(found.upper)}"
        rate = f"{a_rate(found.rate)} {question.per} (95% limits {limits})"
        told.append(rate + (f", {found.without} without" if found.without else ""))
    if answer.comparison is not None:
        told.append(_change(found, *answer.comparison.spans))
    return ". ".join(told) + "."


def _change(found: Together, before: str, now: str) -> str:
    change = signed(found.difference)
    base = found.now - found.difference
    if found.before >= SMALL_BASE and base > 0 and round(found.difference):
        way = "up" if found.difference > 0 else "down"
        change += f", {way} {share(abs(found.difference) / base, 1)}"
    return f"{number(found.before)} in {before}, {number(found.now)} in {now}: {change}"

"""A local test's finding in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from hotspot_app.clusters.notes import labels, why_not
from hotspot_app.clusters.states import (
    HIGH,
    SPARSE,
)
from hotspot_app.method import (
    Explanation,
    Outcome,
    Question,
    Said,
)
from hotspot_app.stats.classes.confidence import (
    COULD_BE_CHANCE,
    IS_CLEAR,
    IS_LIKELY,
    SURE,
    TOO_FEW,
)
from hotspot_app.words import (
    capital,
    counted,
    district_of_lsoa,
    inside,
    listed,
    number,
    place_name,
    share,
    share_of,
    spelt,
)

OTHERS: Final = (
    (("low-low",), "low among low areas"),
    (("cold",), "in a low neighbourhood"),
    (("high-low",), "higher than the areas around"),
    (("low-high",), "lower than the areas around"),
)
"""Nouns for an area of the other classes that stand out, by class."""

_SPOTS: Final = {"low-low": "low clusters", "cold": "cold spots"}
"""Nouns for several areas of a class together, for headlines, by class."""


def explained(outcome: Outcome, question: Question, noun: str) -> Explanation:
    """Return the explanation of a local test's outcome.

    Parameters
    ----------
    noun
        What areas with high values form: "cluster" or "hotspot".
    """
    subject = capital(question.subject)
    blocked = why_not(outcome.summary, question.unit, question.verb)
    if blocked:
        headline = f"{subject}: no {noun}s can be told at this level"
        if int(outcome.summary["standing"]) == SPARSE:
            headline = f"{subject}: too few incidents to tell {noun}s"
        title = _fallback_title(outcome, question, headline)
        why = Said(inside(blocked), TOO_FEW)
        return Explanation(headline, (why, *_comparison(outcome, question)), title)
    ranked = outcome.values.sort_values(
        ["count", "name"], ascending=[False, True], kind="stable"
    )
    found = _Found(ranked)
    headline = f"{subject}: {_finding(found, noun)}"
    return Explanation(headline, tuple(_sentences(outcome, found, question)), headline)


@dataclass(frozen=True, slots=True)
class _Found:
    """Areas, most incidents first."""

    values: pd.DataFrame

    def of(self, classes: tuple[str, ...], sure: str) -> pd.DataFrame:
        """Return those of some classes, and so sure."""
        chosen = self.values["class"].isin(classes) & self.values["confidence"].eq(sure)
        return self.values[chosen]


def _finding(found: _Found, noun: str) -> str:
    """Say what stands out most: what is high first, then whatever else does."""
    clear, likely = found.of(HIGH, IS_CLEAR), found.of(HIGH, IS_LIKELY)
    if len(clear):
        return f"clear {noun}s in {where(clear)} ({spelt(len(clear), 'area')})"
    other = _other_finding(found, IS_CLEAR)
    if len(likely):
        areas = spelt(len(likely), "area")
        first = f"likely {noun}s in {where(likely)} ({areas}), none clear"
        return f"{first}; {other}" if other else first
    other = other or _other_finding(found, IS_LIKELY)
    if other:
        return f"no {'high ' if noun == 'cluster' else ''}{noun} stands out; {other}"
    return f"no {noun} stands out from chance"


def _other_finding(found: _Found, sure: str) -> str:
    """Say what stands out so surely that isn't high among high, or ""."""
    for classes, words in OTHERS:
        rows = found.of(classes, sure)
        if rows.empty:
            continue
        areas, called = spelt(len(rows), "area"), _SPOTS.get(classes[0])
        if called:
            return f"{sure} {called} in {where(rows)} ({areas})"
        surely = "clearly" if sure == IS_CLEAR else "probably"
        return f"{areas} {surely} {words}, in {where(rows)}"
    return ""


def _sentences(outcome: Outcome, found: _Found, question: Question) -> list[Said | str]:
    """Say what stands out, a paragraph for each degree of being sure."""
    said: list[Said | str] = []
    for sure in SURE:
        parts = [*_high(outcome, found, question, sure), *_others(found, sure)]
        if parts:
            said.append(Said(f"{'; '.join(parts)}.", sure))
    said.extend(_chance(outcome.summary))
    if not said:
        said.append(
            f"None of {number(outcome.summary['tested'])} areas tested differs from "
            "what chance would produce."
        )
    return said


def _high(
    outcome: Outcome, found: _Found, question: Question, sure: str
) -> Iterator[str]:
    """Say where it is high among high, with which share of incidents and people."""
    total, people = outcome.summary["total"], outcome.summary["denominator"]
    high = found.of(HIGH, sure)
    if not len(high):
        return
    held = share_of(high["count"].sum(), total, "incidents")
    if people:
        held += (
            f" and {share(high['denominator'].sum(), people)} of "
            f"{(question.denominator or '').replace('workday', 'workday people')}"
        )
    names = [place_name(*label) for label in labels(high)]
    first = "namely" if len(names) <= 3 else "most in"
    named = f", {first} {listed(names[:3])}" if listed(names) != where(high) else ""
    yield f"{spelt(len(high), 'area')} in {where(high)} with {held}{named}"


def _others(found: _Found, sure: str) -> Iterator[str]:
    """Say what stands out besides what is high among high."""
    for classes, words in OTHERS:
        rows = found.of(classes, sure)
        if len(rows):
            yield f"{spelt(len(rows), 'area')} {words}, in {where(rows)}"


def _chance(summary: Mapping[str, float]) -> Iterator[Said | str]:
    """Say how much of it chance alone would make."""
    likely = (
        f"make about {summary['likely_by_chance']:.1f} of {number(summary['tested'])} "
        "areas tested look likely"
    )
    if summary["could_be_chance"]:
        more = spelt(int(summary["could_be_chance"]), "more area")
        alone = f"give about {summary['could_be_chance_by_chance']:.0f}"
        rest = f", and {likely}" if summary["likely"] else ""
        yield Said(f"{more}; chance alone would {alone}{rest}.", COULD_BE_CHANCE)
    elif summary["likely"]:
        yield f"Chance alone would {likely}."


def where(values: pd.DataFrame, most: int = 3) -> str:
    """Name the places of some areas: their wards, or themselves without wards.

    Of many areas without wards the districts are named, those with most areas first.
    """
    wards = [ward for ward in values["ward"].unique() if ward]
    if wards:
        return listed(wards, most)
    districts = Counter(values["name"].map(district_of_lsoa))
    if len(values) > most and len(districts) > 1 and "" not in districts:
        first = [name for name, _ in districts.most_common()]
        more = len(first) - most
        if more > 0:
            return f"{', '.join(first[:most])} and {counted(more, 'more district')}"
        return listed(first)
    return listed([place_name(n, w, p) for n, w, p in labels(values)], most)


def _fallback_title(outcome: Outcome, question: Question, headline: str) -> str:
    known = outcome.values["against_city"].isin(["higher", "similar", "lower"])
    if outcome.map is None or outcome.map.column == "count":
        return headline
    higher = int(outcome.values["against_city"].eq("higher").sum())
    of = counted(int(known.sum()), question.unit)
    return (
        f"{capital(question.subject)}: higher than {question.place} in {higher} of {of}"
    )


def _comparison(outcome: Outcome, question: Question) -> tuple[str, ...]:
    higher = outcome.values[outcome.values["against_city"].eq("higher")]
    if not len(higher) or int(outcome.summary["standing"]) == SPARSE:
        return ()
    ranked = higher.sort_values("rate", ascending=False)
    names = listed([place_name(*label) for label in labels(ranked)], 8)
    one, many = f"{question.unit} has", f"{question.units} have"
    return (
        f"{capital(spelt(len(higher), one, many))} a rate higher than "
        f"{question.place} as a whole (95% limits): {names}.",
    )

"""Types by deprivation in words: what the analyst is told, and the finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from hotspot_app.deprivation import BASES, OF_PLACES
from hotspot_app.method import Explanation, Note, Outcome, Question, Said
from hotspot_app.stats.association.deprivation import FEWEST_AREAS, FEWEST_INCIDENTS
from hotspot_app.stats.classes.confidence import IS_CLEAR, IS_LIKELY, SURE
from hotspot_app.words import a_rate, a_ratio, counted, listed, number

GROUPS = {"fifths": "five groups of areas", "tenths": "ten groups of areas"}
FEW = 30
"""Incidents in an end below which a ratio is marked as one of small numbers."""
SMALL = "small numbers"
_NAMED = 3


def how(noun: str, basis: str, domain: str) -> list[Note]:
    """Say what is compared, and how."""
    by = BASES[basis] if noun == "fifth" else BASES[basis].partition(", two a")[0]
    return [
        Note(
            f"Each type's rate in the most deprived {noun} of areas is divided by that "
            f"in the least deprived; deprivation is {domain}, {noun}s by {by}. "
            f"Every interval allows for how far areas of each {noun} differ by more "
            "than chance, and for how few areas tell it (Student's t)."
        ),
        Note(
            "p is corrected for testing many types (Benjamini-Hochberg): groups add "
            "types up and flags cut across them, so an incident stands in several rows."
        ),
        Note(
            f"No ratio is given where either end has fewer than {FEWEST_AREAS} areas "
            f"or {FEWEST_INCIDENTS} incidents; {SMALL}: fewer than {FEW} in either."
        ),
        Note(
            "SII is the fitted rate at the least deprived end less that at the most "
            "deprived end, negative where crime is higher in deprived areas; RII is "
            "the ratio of the two. log_ ones are fitted to the logarithms of the "
            "rates. Limits from 100,000 simulated draws."
        ),
    ]


def on_none(names: list[str]) -> list[Note]:
    """Name the types of which nothing was recorded."""
    if not names:
        return []
    return [
        Note(
            f"{counted(len(names), 'type')} with no incident in these areas "
            f"{'is' if len(names) == 1 else 'are'} left out: {listed(names, most=5)}."
        )
    ]


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say of which types the rate is how many times as high in deprived areas."""
    table, noun = outcome.tables["types"], _noun(outcome)
    headline = f"Types by deprivation: {_finding(table, noun)}"
    said: list[Said | str] = [_whole(table, question, noun)]
    for sure in SURE:
        found = [*_told(table[table["confidence"].eq(sure)])]
        if found:
            said.append(Said(f"{'; '.join(found)}.", sure))
    said.extend(_rest(table))
    return Explanation(headline, (*said, OF_PLACES), headline)


def _noun(outcome: Outcome) -> str:
    return "tenth" if outcome.summary["groups"] == 10 else "fifth"


def _finding(table: pd.DataFrame, noun: str) -> str:
    own = table[~table["kind"].eq("all")]
    for sure in SURE:
        higher = own[own["confidence"].eq(sure) & own["ratio"].gt(1)]
        if len(higher):
            first = higher.sort_values("ratio", ascending=False).head(_NAMED)
            named = [f"{n} {_times(r)}" for n, r in _columns(first, "name", "ratio")]
            word = "" if sure == IS_CLEAR else f"{IS_LIKELY} "
            ends = f"the most against the least deprived {noun}"
            return f"{word}{listed(named)}, {ends}"
    if table["ratio"].isna().all():
        return f"too few incidents or areas to compare {noun}s"
    return f"no type is surely higher in the most deprived {noun}"


def _columns(table: pd.DataFrame, *columns: str) -> Iterator[tuple[str, float]]:
    """Go through the rows of two columns."""
    return zip(*(table[name] for name in columns), strict=True)


def _times(ratio: float) -> str:
    return f"{a_ratio(ratio)} times"


def _whole(table: pd.DataFrame, question: Question, noun: str) -> str:
    """Say the rates of all incidents at the two ends, with their counts."""
    every = table.iloc[0]
    if every["ratio"] != every["ratio"]:
        return (
            f"{every['name']}: {number(every['most_count'])} {question.verb} in the "
            f"most deprived {noun} of {question.where} and "
            f"{number(every['least_count'])} in the least, {question.when}: too few, "
            "or in too few areas, to compare."
        )
    between = a_ratio(every["ratio_lower"], every["ratio_upper"])
    return (
        f"{every['name']}: {a_rate(every['most'])} {question.per} in the most deprived "
        f"{noun} of {question.where} ({number(every['most_count'])} {question.verb}), "
        f"{a_rate(every['least'])} in the least ({number(every['least_count'])}): "
        f"{_times(every['ratio'])} (95% interval {between}), {question.when}."
    )


def _told(table: pd.DataFrame) -> Iterator[str]:
    """Name the rows of one confidence, the farthest from no difference first."""
    own = table[~table["kind"].eq("all")]
    for up, words in ((True, "higher"), (False, "lower")):
        some = own[own["ratio"].gt(1) == up].sort_values("ratio", ascending=not up)
        if some.empty:
            continue
        named = [_one(row) for _, row in some.head(_NAMED).iterrows()]
        more = len(some) - len(named)
        others = f" and {more} more" if more else ""
        yield f"{words} in the most deprived: {', '.join(named)}{others}"


def _one(row: pd.Series[Any]) -> str:
    small = ", small numbers" if row["small"] else ""
    between = a_ratio(row["ratio_lower"], row["ratio_upper"])
    return (
        f"{row['name']} {_times(row['ratio'])} ({between}; "
        f"{number(row['most_count'])} against {number(row['least_count'])}{small})"
    )


def _rest(table: pd.DataFrame) -> Iterator[str]:
    """Name the types that can't be told from chance, or of which there are too few."""
    own = table[~table["kind"].eq("all")]
    known = own["ratio"].notna()
    parts = []
    for which, words in (
        (known & ~own["confidence"].isin(SURE), "not told from chance"),
        (~known, "too few to compare"),
    ):
        if which.any():
            parts.append(f"{words}: {listed([*own.loc[which, 'name']], most=6)}")
    if parts:
        said = "; ".join(parts)
        yield f"{said[:1].upper()}{said[1:]}."

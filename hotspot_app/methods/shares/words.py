"""The words of shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from hotspot_app.method import Explanation, Outcome, Question, Said, called
from hotspot_app.schema import FLAGS
from hotspot_app.stats.classes.classify import confidence_of
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE, SURE
from hotspot_app.stats.comparison.proportions import wilson
from hotspot_app.words import capital, listed, number, p_value, points

TYPES: Final = "types"
"""Choice of the types asked for, in place of a flag."""

PARTS: Final = (*FLAGS, TYPES)

NAMES: Final = {name: words.lower() for name, words in FLAGS.items()} | {
    "nte": "night-time economy",
    "vawg": "violence against women and girls",
}
"""Names of flags within a sentence."""

LEAST: Final = 10
"""Incidents below which a share isn't tested."""

_NAMED: Final = 5
_FIRST: Final = 2
"""Areas whose part of all flagged incidents is told."""


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say the share, how it changed, and where it is higher than in the rest."""
    found = outcome.summary
    name = _what(found, question)
    if not found["base"]:
        line = f"{capital(name)}: no incidents to take a share of"
        return Explanation(line, (f"{line}.",), line)
    whole = f"{found['share']:.1f}% of {_base(found, question)}"
    headline = f"{capital(name)}: {whole} in {question.where}"
    said: list[Said | str] = [
        f"{capital(name)}: {number(found['part'])} of {number(found['base'])} "
        f"({found['share']:.1f}%, 95% limits {found['share_lower']:.1f}% to "
        f"{found['share_upper']:.1f}%), {question.when}.",
        *_change(outcome.tables["periods"]),
        *_where(outcome.values, question),
        *_held(outcome.values, found),
    ]
    return Explanation(headline, tuple(said), headline)


def _what(found: Mapping[str, float], question: Question) -> str:
    part = PARTS[int(found["flag"])]
    return question.subject if part == TYPES else f"{NAMES[part]} flag"


def _base(found: Mapping[str, float], question: Question) -> str:
    part = PARTS[int(found["flag"])]
    return "all crime" if part == TYPES else question.subject


def _change(periods: pd.DataFrame) -> list[Said | str]:
    """Say how the share changed between the periods, by counts and their test."""
    if periods.empty or periods["share"].isna().any():
        return []
    now, then = periods.to_dict("records")
    sure = confidence_of(now["p"], speaks=min(now["base"], then["base"]) >= LEAST)
    limits = " to ".join(points(now[f"gap_{end}"]) for end in ("lower", "upper"))
    text = (
        f"{now['share']:.1f}% of {number(now['base'])} in {now['period']}, "
        f"{then['share']:.1f}% of {number(then['base'])} in {then['period']}: "
        f"{points(now['gap'])} percentage points (95% limits {limits}, p "
        f"{p_value(now['p'])})."
    )
    return [Said(text, sure if sure in SURE else COULD_BE_CHANCE)]


def _where(values: pd.DataFrame, question: Question) -> list[Said | str]:
    said: list[Said | str] = []
    for side in ("higher", "lower"):
        for sure in SURE:
            rows = values[values["against"].eq(side) & values["sure"].eq(sure)]
            if len(rows):
                ascending = side == "lower"
                said.append(
                    Said(
                        f"{side} share than the rest of {question.place} in "
                        f"{_places(rows.sort_values('share', ascending=ascending))}.",
                        sure,
                    )
                )
    if not said:
        rest = f"the rest of {question.place}"
        said.append(f"No {question.unit}'s share differs from {rest} beyond chance.")
    return said[:_FIRST]


def _places(rows: pd.DataFrame) -> str:
    named = [
        f"{name} ({number(part)} of {number(base)})"
        for name, part, base in zip(
            called(rows), rows["part"], rows["base"], strict=True
        )
    ]
    return listed(named, _NAMED)


def _held(values: pd.DataFrame, found: Mapping[str, float]) -> tuple[str, ...]:
    """Say how much of all of them the areas with most hold."""
    most = values.sort_values("part", ascending=False, kind="stable").head(_FIRST)
    held = float(most["part"].sum())
    if len(values) <= _FIRST or not held or most["of_all"].isna().any():
        return ()
    lower, upper = wilson(held, found["part"])
    return (
        f"{listed([capital(each) for each in called(most)])} hold "
        f"{100 * held / found['part']:.0f}% of the place's total ({number(held)} of "
        f"{number(found['part'])}, 95% limits {100 * float(lower):.0f}% to "
        f"{100 * float(upper):.0f}%).",
    )

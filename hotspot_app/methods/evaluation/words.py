"""The words of an evaluation."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from hotspot_app.method import Explanation, Outcome, Question, Said, called
from hotspot_app.stats.classes.classify import confidence_of
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE, SURE, TOO_FEW
from hotspot_app.stats.comparison.evaluation import FEWEST_MONTHS
from hotspot_app.words import a_ratio, capital, counted, listed, number, p_value

TREATED: Final = "treated"
"""Role of the areas where something was done."""

DRIFT: Final = 0.05
"""Largest p of a trend before that makes the comparison unfit."""


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say the change beside that of the comparison, and whether it can be told."""
    found = outcome.summary
    if outcome.unasked:
        line = "Choose the treated areas, where something was done"
        return Explanation(line, (f"{line}.",), line)
    sure = _sure(found)
    what = question.subject
    drifted = found["trend_p"] <= DRIFT
    if drifted:
        headline = f"{what}: no comparison, the areas did not move alike before"
    elif sure in SURE:
        side = "fewer" if _fewer(found) else "more"
        headline = f"{what}: {side} than comparison areas lead to expect"
    elif sure == TOO_FEW:
        headline = f"{what}: too few incidents to tell whether it worked"
    else:
        headline = f"{what}: no effect that chance could not explain"
    headline = capital(headline)
    word = "" if drifted or sure == TOO_FEW else sure
    tests = [_difference(found), *_ratio(found)]
    main = tests.pop() if _by_ratio(found) else tests.pop(0)
    said: list[Said | str] = [
        _counts(found, question),
        *([_before(found)] if drifted else []),
        Said(main, word),
        *tests,
        _beside(found),
        *([] if drifted else [_before(found)]),
    ]
    return Explanation(headline, tuple(filter(None, said)), _title(outcome, question))


def _fewer(found: Mapping[str, float]) -> bool:
    return found["ratio"] < 1 if _by_ratio(found) else found["difference"] < 0


def _by_ratio(found: Mapping[str, float]) -> bool:
    """Say whether the ratio decides: sizes are unlike, and no count is 0."""
    return bool(found["by_ratio"]) and not math.isnan(found["ratio"])


def _sure(found: Mapping[str, float]) -> str:
    """Say how sure the effect is, by differences, or by ratios of unlike sizes."""
    p = found["ratio_p" if _by_ratio(found) else "difference_p"]
    enough = found["treated_before"] + found["treated_now"] >= 10
    word = confidence_of(p, speaks=enough)
    return word if word in (*SURE, TOO_FEW) else COULD_BE_CHANCE


def _counts(found: Mapping[str, float], question: Question) -> str:
    treated = counted(int(found["treated_areas"]), f"treated {question.unit}")
    others = counted(int(found["comparison_areas"]), f"comparison {question.unit}")
    return (
        f"{treated}: {number(found['treated_before'])} before, "
        f"{number(found['treated_now'])} now; {others}: "
        f"{number(found['comparison_before'])} before, "
        f"{number(found['comparison_now'])} now."
    )


def _difference(found: Mapping[str, float]) -> str:
    value = found["difference"]
    limits = " to ".join(
        _more(found[f"difference_{end}"]) for end in ("lower", "upper")
    )
    return (
        f"{_more(value)} than if the treated areas had changed by as many incidents "
        f"as the comparison areas (95% limits {limits}; p "
        f"{p_value(found['difference_p'])})."
    )


def _more(value: float) -> str:
    return f"{abs(value):,.0f} {'fewer' if value < 0 else 'more'}"


def _ratio(found: Mapping[str, float]) -> tuple[str, ...]:
    if math.isnan(found["ratio"]):
        return ()
    ends = a_ratio(found["ratio_lower"], found["ratio_upper"])
    unlike = ", the fairer of the two as the areas differ in size" * _by_ratio(found)
    return (
        f"The treated areas' change is {a_ratio(found['ratio'])} times that of the "
        f"comparison areas (95% limits {ends}, p {p_value(found['ratio_p'])}){unlike}.",
    )


def _beside(found: Mapping[str, float]) -> str:
    """Say what happened next door, where incidents could have moved."""
    if not found["next_before"] + found["next_now"]:
        return ""
    return (
        f"Next to the treated areas: {number(found['next_before'])} before, "
        f"{number(found['next_now'])} now. They take no part: incidents may have moved "
        "there, or have been prevented there too."
    )


def _before(found: Mapping[str, float]) -> str:
    months = int(found["months_before"])
    if months < FEWEST_MONTHS:
        return "Whether both moved alike before can't be checked with so few months."
    if found["trend_p"] <= DRIFT:
        return (
            f"Before, the two drifted apart (p {p_value(found['trend_p'])} over "
            f"{months} months): the comparison is not fit."
        )
    return (
        f"Before, the two moved alike as far as {months} months can tell (p of a drift "
        f"{p_value(found['trend_p'])})."
    )


def _title(outcome: Outcome, question: Question) -> str:
    values: pd.DataFrame = outcome.values
    treated = values[values["role"].eq(TREATED)]
    if len(treated) > 3 or "name" not in treated:
        return f"Change in treated and comparison {question.units}"
    return f"Change in {listed(called(treated))} and in comparison {question.units}"

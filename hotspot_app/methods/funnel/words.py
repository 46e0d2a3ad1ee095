"""A funnel's finding in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from hotspot_app.method import Explanation, Outcome, Question, Said, called
from hotspot_app.stats.classes.classify import MIN_MEAN
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.comparison.funnel import FAR
from hotspot_app.words import a_rate, capital, counted, listed, number, p_value

_NAMED: Final = 3
"""Areas that a headline names."""


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say how many are outside the limits, which is farthest, and what limits are."""
    found = outcome.summary
    known = outcome.values.dropna(subset=["expected"])
    subject = capital(question.subject)
    if known.empty:
        line = f"{subject}: no funnel can be drawn"
        return Explanation(line, (f"{line}: no area has a denominator.",), line)
    if not found["total"]:
        line = f"No {question.subject} {question.verb} in {question.where}"
        return Explanation(line, (f"{line}, {question.when}.",), line)
    whole = ""
    if question.within:
        whole = f"; {question.place} as a whole: {a_rate(found['city_rate'])}"
    return Explanation(
        f"{subject}: {_finding(known, outcome, question)}",
        (
            f"{capital(question.where)}: {a_rate(found['shown_rate'])} {question.per}: "
            f"{number(found['total'])} {question.verb}, {question.when}{whole}.",
            _split(outcome, question),
            *_farthest(known, found, question),
            *_dispersed(outcome, question),
            _basis(outcome),
        ),
        f"{subject}: {_differ(found, question)}",
    )


def _higher(found: Mapping[str, float]) -> int:
    return int(found["higher_95"] + found["higher_998"])


def _lower(found: Mapping[str, float]) -> int:
    return int(found["lower_95"] + found["lower_998"])


def _wide(outcome: Outcome) -> bool:
    """Whether the limits are wider than those of chance."""
    used = outcome.values[["z", "z_used"]].abs()
    return bool(used["z"].gt(used["z_used"] * (1 + 1e-9)).any())


def _differ(found: Mapping[str, float], question: Question) -> str:
    of = counted(int(found["areas"]), question.unit)
    return f"higher than {question.place} as a whole in {_higher(found):,} of {of}"


def _split(outcome: Outcome, question: Question) -> str:
    """Say how many are above, below and within the limits."""
    found, none = outcome.summary, int(outcome.summary["without_rate"])
    limits = "that allow for overdispersion" if _wide(outcome) else "of chance alone"
    without = f"; {none:,} {'has' if none == 1 else 'have'} no rate" if none else ""
    return (
        f"{capital(_differ(found, question))}{_outer(found['higher_998'])}, similar in "
        f"{int(found['similar']):,}, lower in {_lower(found):,}"
        f"{_outer(found['lower_998'])}, by limits {limits}{without}."
    )


def _outer(many: float) -> str:
    """Say how many are beyond the outer limits."""
    return f" ({int(many):,} at 99.8%)" if many else ""


def _too_few(found: Mapping[str, float]) -> bool:
    return found["total"] < MIN_MEAN * found["areas"]


def _alone(found: Mapping[str, float], question: Question) -> bool:
    return found["judged"] == 1 and not question.within


def _finding(known: pd.DataFrame, outcome: Outcome, question: Question) -> str:
    """Name what is outside the limits, or say that areas differ anyway."""
    found = outcome.summary
    if _too_few(found):
        total = f"{number(found['total'])} {question.verb}"
        return f"too few to tell {question.units} apart ({total})"
    if _alone(found, question):
        return f"one {question.unit}, so there is nothing to compare"
    high, low, areas = _higher(found), _lower(found), int(found["areas"])
    many = counted(areas, question.unit)
    if found["dispersion"] > FAR and not _wide(outcome):
        return (
            f"{question.units} differ far more than chance (dispersion "
            f"{number(found['dispersion'], 1)}); {high + low:,} of {areas:,} are "
            "outside its limits"
        )
    if not high + low:
        return f"no {question.unit} is outside the limits"
    firm = known if _wide(outcome) else known[known["sure"].isin(SURE)]
    for way in ("higher", "lower"):
        rows = firm[firm["against_city"].eq(way)]
        if len(rows) > _NAMED:
            return f"{way} than the limits allow in {len(rows):,} of {many}"
        if len(rows):
            rows = rows.sort_values("z_used", ascending=way == "lower", kind="stable")
            return f"{way} than the limits allow in {listed(called(rows))}"
    return (
        f"{high + low:,} of {many} {'is' if high + low == 1 else 'are'} outside the "
        "limits, which chance could explain"
    )


def _farthest(
    known: pd.DataFrame, found: Mapping[str, float], question: Question
) -> list[Said | str]:
    """Say what is farthest above the limits, or else below."""
    if _too_few(found) or _alone(found, question):
        return []
    for way, first in (("higher", -1), ("lower", 0)):
        rows = known[known["against_city"].eq(way)]
        if rows.empty:
            continue
        row = rows.sort_values("z_used", kind="stable").iloc[[first]]
        at = row.iloc[0]
        end, side = ("below", "lower") if way == "lower" else ("above", "upper")
        outer = "_998" if str(at["compared"]).endswith("(99.8%)") else ""
        limit = at[f"limit_{side}{outer}"]
        name = called(row)[0]
        said = (
            f"farthest {end} the limits is {name}: {a_rate(at['rate'])} per 1,000 on "
            f"{counted(int(at['count']), 'incident')}, where {number(at['expected'])} "
            f"are expected at the rate of {question.place} and the "
            f"{'99.8' if outer else '95'}% limit is {a_rate(limit)} "
            f"(p {p_value(at['p'])})."
        )
        return [Said(said, at["sure"]) if at["sure"] else capital(said)]
    return []


def _dispersed(outcome: Outcome, question: Question) -> list[str]:
    """Say how far areas differ beyond chance, and how many limits for that leave."""
    found, phi = outcome.summary, outcome.summary["dispersion"]
    if math.isnan(phi) or _too_few(found):
        return []
    told = f"(dispersion φ = {number(phi, 1)})"
    if phi <= FAR:
        of = counted(int(found["areas"]), question.unit)
        return [
            f"{capital(question.units)} don't differ far more than chance {told}; "
            f"chance alone would leave about {number(found['by_chance'], 1)} of {of} "
            "outside the 95% limits."
        ]
    said = f"{capital(question.units)} differ far more than chance {told}"
    if _wide(outcome):
        return [f"{said}, which the limits allow for."]
    table = outcome.tables["allowances"]
    outside = table.drop(columns=["allow", "similar"]).sum(axis=1).tolist()
    of = counted(int(found["areas"]), question.unit)
    return [
        f"{said}; limits that allow for it leave {outside[1]:,} (multiplicative) or "
        f"{outside[2]:,} (additive) of {of} outside."
    ]


def _basis(outcome: Outcome) -> str:
    """Say what the limits rest on."""
    if _wide(outcome):
        return (
            "Limits this wide ask which stand out from how all differ; what all have "
            "in common, or why they differ, is not explained by them."
        )
    return (
        "Limits take incidents as independent, which repeat victims are not, and so "
        "are too narrow."
    )

"""Ranks and comparisons in words: what the analyst is told, and the finding."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, Protocol

import pandas as pd

from hotspot_app.method import (
    Explanation,
    Note,
    Outcome,
    Question,
    Said,
    called,
    higher_on_few,
)
from hotspot_app.method.monthly_spread import on_monthly_spread
from hotspot_app.stats.classes.classify import MIN_MEAN
from hotspot_app.stats.classes.confidence import IS_CLEAR
from hotspot_app.stats.comparison.ranks import MOST
from hotspot_app.words import (
    a_rate,
    a_ratio,
    capital,
    counted,
    listed,
    number,
    ordinal,
    p_value,
)

_NAMED: Final = 3
"""Areas that a headline names."""
_LISTED: Final = 5
"""Areas that a sentence names."""


class Chosen(Protocol):
    """The parameters that words depend on."""

    @property
    def against(self) -> str:
        """Whom areas are compared with, "rest" or "whole"."""

    @property
    def correction(self) -> str:
        """The correction for many areas, "none" or "fdr"."""

    @property
    def allow(self) -> str:
        """What limits allow for, "months" or "chance"."""


def place_words(values: pd.DataFrame, many: int) -> pd.Series[str]:
    """Say each area's place: "joint 3rd of 17", "" without a rate."""
    said = [
        ""
        if math.isnan(rank)
        else f"{'joint ' if tied > 1 else ''}{ordinal(int(rank))} of {many:,}"
        for rank, tied in zip(values["rank"], values["tied"], strict=True)
    ]
    return pd.Series(said, index=values.index, dtype="str")


def meaning(question: Question, params: Chosen) -> str:
    """Say what higher and lower mean on the map."""
    whom = question.place
    if params.against == "rest":
        whom = f"the rest of {question.place}"
    how = "p below 0.05"
    if params.correction == "fdr":
        how = "p below 0.05 after correction for many areas"
    return (
        f"Higher (lower): the {question.unit}'s rate is above (below) that of {whom} "
        f"beyond chance ({how}). Similar: chance could explain the difference."
    )


def notes_on(
    shown: pd.DataFrame,
    summary: Mapping[str, float],
    question: Question,
    params: Chosen,
) -> tuple[Note, ...]:
    """Say how areas are compared and ranked, and what that rests on."""
    of_many = (
        "p is corrected for testing many areas (Benjamini-Hochberg)"
        if params.correction == "fdr"
        else "each by itself: of 100 that don't differ, up to 5 (95%) and 0.2 (99.8%) "
        "are called so by chance"
    )
    return (
        Note(
            f"{capital(question.units)} are higher or lower than the rest of "
            f"{question.place}, which leaves out the {question.unit} itself (exact "
            "test given the total), and than the whole, taken as a fixed rate (Byar's "
            f"limits; exact below 10 incidents); {of_many}."
        ),
        *_on_ranks(summary, question),
        on_monthly_spread(
            summary["dispersion"],
            asked=params.allow == "months",
            of="areas",
            without="those named rate_lower and rate_upper",
        ),
        *_left_out(shown),
        *higher_on_few(shown),
    )


def _on_ranks(summary: Mapping[str, float], question: Question) -> list[Note]:
    """Say what an interval of ranks is, or why there is none."""
    many = int(summary["ranked"])
    if many > MOST:
        return [
            Note(
                f"Ranks have no intervals and no pairs are compared: there are "
                f"{many:,} {question.units}, and that is done for up to {MOST}.",
                caution=True,
            )
        ]
    told, pairs = int(summary["pairs_told"]), int(summary["pairs"])
    return [
        Note(
            f"Ranks: every pair of {question.units} is compared, corrected for all "
            f"{counted(pairs, 'pair')} (Holm); {told:,} can be told apart. An interval "
            "leaves out the ranks that these rule out. All intervals together hold all "
            "true ranks with 95%: they are wide where rates are close."
        )
    ]


def _left_out(shown: pd.DataFrame) -> list[Note]:
    without = shown[shown["count"].notna() & shown["rank"].isna()]
    if without.empty:
        return []
    have = counted(len(without), "area has", "areas have")
    names = listed(called(without), most=_LISTED)
    return [Note(f"{have} no denominator and so no rank: {names}.", caution=True)]


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say who is first and how sure that is, and how many are higher or lower."""
    found = outcome.summary
    ranked = outcome.values.dropna(subset=["rank"]).sort_values("rank", kind="stable")
    subject = capital(question.subject)
    if ranked.empty:
        line = f"{subject}: nothing can be ranked"
        return Explanation(line, (f"{line}: no area has a denominator.",), line)
    if not found["total"]:
        line = f"No {question.subject} {question.verb} in {question.where}"
        return Explanation(line, (f"{line}, {question.when}.",), line)
    headline = f"{subject}: {_finding(ranked, found, question)}"
    whom = _whom(outcome, question)
    title = f"{subject}: {_differ(found, question, whom)}"
    return Explanation(
        headline,
        (
            f"{capital(question.where)}: {a_rate(found['shown_rate'])} {question.per}: "
            f"{number(found['total'])} {question.verb}, {question.when}"
            f"{_as_a_whole(found, question)}.",
            *_first(ranked, found, question),
            f"{capital(_differ(found, question, whom))}, similar in "
            f"{int(found['similar']):,}, lower in "
            f"{int(found['lower_95'] + found['lower_998']):,}{_without(found)}.",
            *_in_doubt(ranked, found, question),
            _basis(found),
        ),
        title,
    )


def _whom(outcome: Outcome, question: Question) -> str:
    """Say whom areas are compared with."""
    style = outcome.map
    return style.than if style and style.than else f"{question.place} as a whole"


def _as_a_whole(found: Mapping[str, float], question: Question) -> str:
    if not question.within:
        return ""
    return f"; {question.place} as a whole: {a_rate(found['city_rate'])}"


def _without(found: Mapping[str, float]) -> str:
    none = int(found["without_rate"])
    return f"; {none:,} {'has' if none == 1 else 'have'} no rate" if none else ""


def _differ(found: Mapping[str, float], question: Question, whom: str) -> str:
    higher = int(found["higher_95"] + found["higher_998"])
    far = f" ({int(found['higher_998']):,} at 99.8%)" if higher else ""
    of = counted(int(found["areas"]), question.unit)
    return f"higher than {whom} in {higher:,} of {of}{far}"


def _too_few(found: Mapping[str, float]) -> bool:
    return found["total"] < MIN_MEAN * found["areas"]


def _finding(
    ranked: pd.DataFrame, found: Mapping[str, float], question: Question
) -> str:
    """Name what has the highest rate, or could have it."""
    if _too_few(found):
        total = f"{number(found['total'])} {question.verb}"
        return f"too few to rank {question.units} ({total})"
    first = ranked.iloc[0]
    if len(ranked) == 1 and not question.within:
        return f"one {question.unit}, so there is nothing to rank"
    if first["rank"] > 1:
        return f"{called(ranked)[0]} is {first['ranked']} {question.units} by rate"
    could, many = int(found["could_be_first"]), int(found["ranked"])
    names = called(ranked[ranked["rank_lower"].eq(1)])
    if math.isnan(first["rank_lower"]):
        return f"highest rate in {called(ranked)[0]}"
    if could == 1:
        return f"highest rate in {names[0]}, beyond chance"
    if could <= _NAMED and len(names) == could:
        return f"highest rates in {listed(names)}, which can't be told apart"
    which = "joint first" if first["ranked"].startswith("joint") else "first"
    return (
        f"{called(ranked)[0]} ranks {which}, but {could:,} of {many:,} "
        f"{question.units} could have the highest rate"
    )


def _first(
    ranked: pd.DataFrame, found: Mapping[str, float], question: Question
) -> list[Said | str]:
    """Say the first area's rate, how far it is from the rest, and its rank."""
    first = ranked.iloc[0]
    if _too_few(found):
        return []
    said = (
        f"{capital(called(ranked)[0])}: {a_rate(first['rate'])} per 1,000 on "
        f"{counted(int(first['count']), 'incident')}"
    )
    if not math.isnan(first["ratio"]):
        times = a_ratio(first["ratio"])
        between = a_ratio(first["ratio_lower"], first["ratio_upper"])
        said += (
            f", {times} times the rate of the rest of {question.place} (95% limits "
            f"{between}, p {p_value(first['p'])})"
        )
    said += f"; {first['ranked']} by rate{_between(first)}."
    return [said]


def _between(row: pd.Series[Any]) -> str:
    """Say the interval of a rank."""
    low, high = row["rank_lower"], row["rank_upper"]
    if math.isnan(low):
        return ""
    if low == high:
        return " (95% interval: that rank alone)"
    return f" (95% interval {ordinal(int(low))} to {ordinal(int(high))})"


def _in_doubt(
    ranked: pd.DataFrame, found: Mapping[str, float], question: Question
) -> list[Said | str]:
    """Say which areas could be the highest."""
    could, many = int(found["could_be_first"]), int(found["ranked"])
    if math.isnan(found["pairs_told"]) or many == 1 or _too_few(found):
        return []
    if could == many:
        return [f"Any of the {many:,} {question.units} could have the highest rate."]
    rows = ranked[ranked["rank_lower"].eq(1)]
    if could == 1:
        if rows.empty:
            return []
        name = called(rows)[0]
        others = f"that of each of the other {many - 1:,} {question.units}"
        return [Said(f"the rate in {name} is higher than {others}.", IS_CLEAR)]
    names = listed(called(rows), most=_LISTED)
    named = f": {names}" if len(rows) == could else ""
    return [
        f"{could:,} of {many:,} {question.units} could have the highest rate{named}; "
        "each of the others is lower than some other beyond chance."
    ]


def _basis(found: Mapping[str, float]) -> str:
    """Say what limits and ranks take chance to be."""
    phi = found["dispersion"]
    if math.isnan(phi):
        return (
            "Limits and ranks take incidents as independent, which repeat victims are "
            "not, and so are surer than they should be."
        )
    return (
        "Limits and ranks allow for counts that vary from month to month "
        f"{number(phi, 1)} times as much as independent incidents."
    )

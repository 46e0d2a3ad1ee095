"""The words of a place among others."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from hotspot_app.method import Explanation, Outcome, Question
from hotspot_app.words import a_rate, a_ratio, capital, listed, number, ordinal

_NAMED: Final = 5
"""Places that a sentence names."""


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say the place's rank with its interval, and who is told to be higher."""
    found, table = outcome.summary, outcome.tables["places"]
    place = str(table.loc[table["own"], "place"].iloc[0])
    ranked = _ranked(found)
    headline = f"{capital(question.subject)}: {place} is {ranked}"
    limits = " to ".join(a_rate(found[f"limit_{end}"]) for end in ("lower", "upper"))
    per = question.per if found["from_files"] else "per 1,000 people of your table"
    rate = (
        f"{place}: {a_rate(found['rate'])} {per} (95% limits {limits}): "
        f"{number(found['count'])} {question.verb}, {number(found['people'])} people, "
        f"{question.when}."
    )
    said = [
        f"{place} is {ranked}, {_among(found)}.",
        rate,
        *_higher_and_lower(table, place),
        *_benchmark(table, place, found),
    ]
    return Explanation(headline, tuple(said), headline)


def _ranked(found: Mapping[str, float]) -> str:
    """Say a rank: "3rd of 15, 95% interval 2nd to 5th"."""
    first, last = (ordinal(int(found[f"rank_{end}"])) for end in ("lower", "upper"))
    joint = "joint " if found["tied"] > 1 else ""
    span = f"{first} alone" if first == last else f"{first} to {last}"
    return (
        f"{joint}{ordinal(int(found['rank']))} of {int(found['places'])}, 95% interval "
        f"{span}"
    )


def _among(found: Mapping[str, float]) -> str:
    share = found["percentile"]
    return (
        f"1st being the highest rate: among the highest {math.ceil(share):d}%"
        if share <= 50
        else "1st being the highest rate"
    )


def _higher_and_lower(table: pd.DataFrame, place: str) -> list[str]:
    said = []
    for word in ("higher", "lower"):
        names = table.loc[table["against"].eq(word), "place"].tolist()
        if names:
            said.append(
                f"Told to be {word} than {place}, all pairs tested together: "
                f"{listed(names, _NAMED)}."
            )
    return said or [f"No other place is told to be higher or lower than {place}."]


def _benchmark(
    table: pd.DataFrame, place: str, found: Mapping[str, float]
) -> list[str]:
    wholes = table[table["benchmark"]]
    if wholes.empty or not wholes["rate"].iloc[0]:
        return []
    rate, name = float(wholes["rate"].iloc[0]), str(wholes["place"].iloc[0])
    if found["limit_lower"] > rate:
        side = "higher than"
    elif found["limit_upper"] < rate:
        side = "lower than"
    else:
        side = "similar to"
    return [
        f"{place} is {side} {name}: {a_ratio(found['rate'] / rate)} times its "
        f"{a_rate(rate)} per 1,000."
    ]

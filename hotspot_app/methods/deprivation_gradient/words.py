"""Crime and deprivation in words: what the analyst is told, and the finding."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from hotspot_app.deprivation import BASES, FIFTHS, OF_PLACES, on_domain
from hotspot_app.method import (
    Explanation,
    Note,
    Outcome,
    Question,
)
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.deprivation import (
    FEWEST_AREAS,
    FEWEST_INCIDENTS,
    Gradient,
)
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE
from hotspot_app.words import a_rate, a_ratio, capital, counted, listed, number


def on_groups(domain: str, basis: str) -> tuple[Note, ...]:
    """Say what deprivation is, what the groups are, and what the indices mean."""
    name = DOMAINS[domain]
    notes = [
        Note(
            f"Fifth 1 is the most deprived. Fifths by {BASES[basis]}; "
            f"deprivation is {name}."
        ),
        Note(
            "SII is the fitted rate at the least deprived end less that at the most "
            "deprived end, so that it is negative where crime is higher in deprived "
            "areas; RII is the ratio of the two, missing where the line or too many of "
            "the draws go below zero. Limits from 100,000 simulated draws."
        ),
    ]
    notes += on_domain(domain)
    return tuple(notes)


def on_limits(found: Gradient) -> list[Note]:
    """Say how far areas differ within groups, and what can't be given."""
    notes, peopled = [], found.table[found.table["areas"] > 0]
    untold = peopled.index[peopled["dispersion"].isna()]
    if len(untold):
        one = len(untold) == 1
        names = listed([str(group) for group in untold])
        notes.append(
            Note(
                f"{'Fifth' if one else 'Fifths'} {names} {'has' if one else 'have'} a "
                "single area or no incidents, so that it can't be told how far "
                f"{'its' if one else 'their'} areas differ: "
                f"{'its' if one else 'their'} part of every interval takes incidents "
                "as independent.",
                caution=True,
            )
        )
    told = peopled["dispersion"].dropna()
    if len(told):
        far = bool(told.max() > 2)
        differ = (
            f"differ {'far ' if far else ''}more than chance would make them"
            if told.max() > 1
            else "differ no more than chance would make them"
        )
        each = listed([f"{number(phi, 1)} in fifth {k}" for k, phi in told.items()])
        notes.append(
            Note(
                f"Areas of a fifth {differ} (Pearson's dispersion, 1 being chance "
                f"alone: {each}). Every interval allows for each fifth's own "
                "dispersion where it is above 1, and for how few areas tell it "
                "(Student's t). The narrower ones of published formulas, which take "
                "incidents as independent, are in the table and summary as _poisson.",
                caution=far,
            )
        )
    if found.withheld:
        also = ""
        if found.linear is not None:
            also = " SII and RII rest on the same group: read them with care."
        notes.append(Note(f"No ratio is given: {found.withheld}.{also}", caution=True))
    return notes


def ungrouped(values: pd.DataFrame, figure: pd.Series[bool]) -> list[Note]:
    """Say where areas have all that is needed, and are too few for groups."""
    alone = figure & values["denominator"].gt(0) & values["group"].isna()
    if not alone.any():
        return []
    return [
        Note(
            f"Only {counted(int(alone.sum()), 'area has', 'areas have')} a deprivation "
            f"figure: fewer than {len(FIFTHS)} can't be put into fifths.",
            caution=True,
        )
    ]


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say how many times the rate is in the most deprived areas."""
    found, table = outcome.summary, outcome.tables["gradient"]
    if found["ratio"] != found["ratio"]:
        finding, sentences = _withheld(table, question)
    else:
        finding, sentences = _ratio(found, table, question)
    headline = f"{capital(question.subject)}: {finding}"
    sentences.append(OF_PLACES)
    return Explanation(headline, tuple(sentences), headline)


def _withheld(table: pd.DataFrame, question: Question) -> tuple[str, list[str]]:
    """Say of what there is too little at the ends."""
    most, least = table.iloc[0], table.iloc[-1]
    column, few, needed, recorded = "areas", "areas", FEWEST_AREAS, ""
    if min(most["areas"], least["areas"]) >= FEWEST_AREAS:
        column, few, needed = "count", "incidents", FEWEST_INCIDENTS
        recorded = f" ({number(table['count'].sum())} {question.verb})"
    return f"too few {few}{recorded} to compare most and least deprived areas", [
        f"{number(most[column])} {few} in the most deprived fifth of {question.where}, "
        f"{number(least[column])} in the least, {question.when}: a ratio needs "
        f"{needed} in each."
    ]


def _ratio(
    found: Mapping[str, float], table: pd.DataFrame, question: Question
) -> tuple[str, list[str]]:
    """Say the rates at the ends, how many times one is the other, and how sure."""
    most, least = table.iloc[0], table.iloc[-1]
    times = f"{a_ratio(found['ratio'])} times"
    between = a_ratio(found["ratio_lower"], found["ratio_upper"])
    return _finding(found, times) + _out_of_step(found, table), [
        f"{a_rate(most['rate'])} {question.per} in the most deprived fifth of "
        f"{question.where} ({number(most['count'])} {question.verb}), "
        f"{a_rate(least['rate'])} in the least ({number(least['count'])}): {times} "
        f"(95% interval {between}, allowing for how far areas of a fifth differ), "
        f"{question.when}.",
        *_between(table),
    ]


def _between(table: pd.DataFrame) -> list[str]:
    """Say the rates where they don't go one way, and which are beyond both ends."""
    if _in_order(table):
        return []
    rates = listed([a_rate(rate) for rate in table["rate"]])
    said = (
        "The rate does not follow deprivation step by step: from the most deprived "
        f"fifth to the least it is {rates}."
    )
    sure = _beyond(table, "")
    beyond, doubt = (sure, "") if sure else (_beyond(table, "_poisson"), _DOUBT)
    return [f"{said} {beyond}{doubt}." if beyond else said]


_DOUBT = f", which {COULD_BE_CHANCE}, because areas of a fifth differ so much"


def _beyond(table: pd.DataFrame, which: str) -> str:
    """Name fifths beyond both ends, limits apart: "Fifth 2 is higher than both"."""
    lower, upper = f"rate_lower{which}", f"rate_upper{which}"
    inner, ends = table.iloc[1:-1], table.iloc[[0, -1]]
    said = []
    for words, beyond in (
        ("higher than both ends", inner[lower] > ends[upper].max()),
        ("lower than both ends", inner[upper] < ends[lower].min()),
    ):
        numbers = [str(group) for group in inner.loc[beyond, "group"]]
        if numbers:
            fifths = "fifth" if len(numbers) == 1 else "fifths"
            are = "is" if len(numbers) == 1 else "are"
            said.append(f"{fifths} {listed(numbers)} {are} {words}")
    return capital(listed(said))


def _in_order(table: pd.DataFrame) -> bool:
    """Whether rates only fall, or only rise, from the most deprived to the least."""
    rate = table["rate"].dropna()
    return bool(rate.is_monotonic_decreasing or rate.is_monotonic_increasing)


def _finding(found: Mapping[str, float], times: str) -> str:
    if found["ratio_lower"] > 1:
        return f"{times} as high in the most deprived fifth as in the least"
    if found["ratio_upper"] < 1:
        return f"lower in the most deprived fifth ({times} the least's)"
    return "no clear difference between most and least deprived areas"


def _out_of_step(found: Mapping[str, float], table: pd.DataFrame) -> str:
    """Warn where the ends differ but those between don't follow."""
    clear = found["ratio_lower"] > 1 or found["ratio_upper"] < 1
    return ", but not step by step" if clear and not _in_order(table) else ""

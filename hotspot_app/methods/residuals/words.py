"""Higher or lower than deprivation predicts: notes, and the finding in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from hotspot_app.deprivation import OF_PLACES
from hotspot_app.method import Explanation, Note, Outcome, Question, Said
from hotspot_app.stats.association.predicted import (
    FEWEST,
    NEGATIVE_BINOMIAL,
    POISSON,
    Predicted,
)
from hotspot_app.stats.classify import LIKELY, POSSIBLE, confidence_of_one
from hotspot_app.stats.confidence import IS_LIKELY, SURE
from hotspot_app.stats.moran import GlobalMoran
from hotspot_app.words import (
    a_ratio,
    capital,
    counted,
    listed,
    number,
    p_value,
    place_name,
    spelt,
)

MODEL = (POISSON, NEGATIVE_BINOMIAL)
"""What a model is called, by its number in the summary."""
TOGETHER = 5.0
"""Variance inflation from which covariates can't be told apart."""
_NAMED = 3


def how(found: Predicted) -> list[Note]:
    """Say which model is used and why, and what its figures rest on."""
    spread = (
        f"Counts vary {number(found.dispersion, 1)} times as much about a Poisson "
        f"model as chance would make them (p {p_value(found.dispersion_p)})"
    )
    if found.kind == NEGATIVE_BINOMIAL:
        chosen = (
            f"{spread}, so a negative binomial model is used, whose intervals allow "
            "for it."
        )
    elif found.settled:
        chosen = (
            f"{spread}, which chance explains, so a Poisson model is used; its "
            "intervals are widened where that is above 1."
        )
    else:
        chosen = (
            f"{spread}, but a negative binomial model could not be fitted: a Poisson "
            "model stands in its place, with intervals and tests widened by as much."
        )
    return [
        Note(chosen, caution=not found.settled),
        Note(
            "Predicted is what an area's residents and deprivation would give if it "
            "were like the others. Higher (lower): more (less) than that, clear after "
            "correction for testing many areas (Benjamini-Hochberg) or likely (p at "
            f"most {LIKELY})."
        ),
    ]


def on_few(count: pd.Series[float], domains: tuple[str, ...]) -> list[Note]:
    """Say why nothing is predicted."""
    needed = FEWEST * (len(domains) + 1)
    areas, total = int(count.notna().sum()), float(count.sum())
    if min(areas, total) < needed:
        why = (
            f"{counted(areas, 'area')} and {number(total)} incidents can't carry it: "
            f"{needed} of each are needed for {counted(len(domains), 'domain')}"
        )
    else:
        why = (
            "all areas are equally deprived, or one domain puts them in the same order "
            "as another"
        )
    return [Note(f"Nothing is predicted: {why}.", caution=True)]


def on_domains(found: Predicted | None) -> list[Note]:
    """Say what the ratio of one domain among several is, and if they go together."""
    if found is None or len(found.ratios) == 1:
        return []
    if found.inflation <= TOGETHER:
        return [
            Note(
                "A ratio is that of one domain with the others kept alike: it can be "
                "below 1 though rates are higher where that domain is more deprived."
            )
        ]
    return [
        Note(
            "The domains go together so closely that what each adds can't be told "
            f"apart (variance inflated {number(found.inflation, 1)} times): the map "
            "stands, the single ratios say little. Leave one out.",
            caution=True,
        )
    ]


def on_clusters(moran: GlobalMoran) -> list[Note]:
    """Say whether residuals cluster, and what to do then."""
    if moran.p != moran.p:
        return [Note("Too few neighbours to tell whether residuals cluster.", True)]
    told = f"Moran's I {number(moran.statistic, 3)}, p {p_value(moran.p)}"
    if not _clusters(moran.statistic, moran.p):
        return [Note(f"Residuals don't cluster beyond chance ({told}).")]
    return [
        Note(
            f"Residuals cluster ({told}): areas side by side are off the same way, so "
            "that the intervals of the model are too narrow. Something besides "
            "deprivation is at work there: look at the hotspot methods, or add a "
            "domain.",
            caution=True,
        )
    ]


def _clusters(statistic: float, p: float) -> bool:
    return p <= POSSIBLE and statistic > 0


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say where more, and where less, is recorded than deprivation predicts."""
    found, subject = outcome.summary, capital(question.subject)
    if found["model"] != found["model"]:
        line = f"{subject}: too little to predict from deprivation"
        told = (
            f"{number(found['total'])} {question.verb} in "
            f"{counted(int(found['areas']), question.unit)} of {question.place}, "
            f"{question.when}: nothing is predicted."
        )
        return Explanation(line, (told, OF_PLACES), line)
    headline = f"{subject}: {_finding(found, question)}"
    return Explanation(
        headline,
        (
            _link(outcome, question),
            *_areas(outcome.values, found["areas"]),
            _pattern(found),
            OF_PLACES,
        ),
        headline,
    )


def _finding(found: Mapping[str, float], question: Question) -> str:
    up, down = int(found["higher"]), int(found["lower"])
    if not up and not down:
        return f"no {question.unit} surely differs from what deprivation predicts"
    parts = []
    if up:
        parts.append("higher than deprivation predicts in " + spelt(up, question.unit))
    if down:
        than = "" if up else " than deprivation predicts"
        parts.append(f"lower{than} in {spelt(down, question.unit)}")
    return listed(parts)


def _link(outcome: Outcome, question: Question) -> Said | str:
    """Say how rates go with each domain, and on what that rests."""
    found, table = outcome.summary, outcome.tables["model"]
    first, many = table.iloc[0], len(table) > 1
    named = [_ratio(row, named=many) for _, row in table.iterrows()]
    kept = ", the others kept alike" if many else ""
    rests = (
        f"by a {MODEL[int(found['model'])]} model of {number(found['areas'])} "
        f"{question.units} of {question.place}, {number(found['total'])} "
        f"{question.verb}, {question.when}"
    )
    by = "" if many else f" by {first['domain']}"
    text = (
        f"for each step more deprived{by} (a step: {_steps(table)}) the rate is "
        f"{listed(named)}{kept}, {rests}."
    )
    sure = confidence_of_one(float(table["p"].min()) * len(table))
    return Said(text, sure) if sure in SURE else capital(text)


def _steps(table: pd.DataFrame) -> str:
    return listed([*dict.fromkeys(table["step"])])


def _ratio(row: pd.Series[Any], *, named: bool) -> str:
    between = a_ratio(row["lower"], row["upper"])
    by = f" by {row['domain']}" if named else ""
    return f"{a_ratio(row['ratio'])} times as high{by} (95% interval {between})"


def _areas(values: pd.DataFrame, tested: float) -> Iterator[Said]:
    """Name areas that differ, a sentence for each degree of being sure."""
    for sure in SURE:
        mine = values[values["confidence"].eq(sure)]
        parts = []
        for way, up in (("higher", True), ("lower", False)):
            some = mine[mine["against_predicted"].eq(way)]
            if some.empty:
                continue
            ranked = some.assign(off=(some["count"] - some["predicted"]).abs())
            ranked = ranked.sort_values("off", ascending=False, kind="stable")
            named = [_area(row) for _, row in ranked.head(_NAMED).iterrows()]
            more = len(some) - len(named)
            others = f" and {more:,} more" if more else ""
            parts.append(f"{'more' if up else 'less'} in {', '.join(named)}{others}")
        if parts and sure == IS_LIKELY:
            parts.append(
                f"chance alone would make about {LIKELY * tested:.1f} of "
                f"{number(tested)} areas tested look likely"
            )
        if parts:
            yield Said(f"{'; '.join(parts)}.", sure)


def _area(row: pd.Series[Any]) -> str:
    called = place_name(str(row["name"]), str(row["ward"]), str(row["place"]))
    return f"{called} ({number(row['count'])}, predicted {number(row['predicted'])})"


def _pattern(found: Mapping[str, float]) -> str:
    """Say whether what is left over clusters on the map, and what to do then."""
    if found["moran_p"] != found["moran_p"]:
        return "Too few neighbours to tell whether what is left over clusters."
    told = f"Moran's I {number(found['moran'], 2)}, p {p_value(found['moran_p'])}"
    if _clusters(found["moran"], found["moran_p"]):
        return (
            f"What is left over clusters on the map ({told}), so the interval above is "
            "too narrow: look at the hotspot methods, or add a domain."
        )
    return f"What is left over doesn't cluster on the map beyond chance ({told})."

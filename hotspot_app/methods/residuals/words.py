"""Higher or lower than deprivation predicts: notes, and the finding in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from hotspot_app.deprivation import OF_PLACES
from hotspot_app.method import Explanation, Note, Outcome, Question, Said, called
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.predicted import (
    FEWEST,
    NEGATIVE_BINOMIAL,
    POISSON,
    Predicted,
)
from hotspot_app.stats.classes.classify import LIKELY, POSSIBLE, confidence_of_one
from hotspot_app.stats.classes.confidence import IS_LIKELY, SURE
from hotspot_app.stats.clustering.moran import GlobalMoran
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


def on_own(areas: pd.DataFrame, own: pd.DataFrame) -> list[Note]:
    """Say which figures of the analyst's own take part, and which areas lack them."""
    if own.columns.empty:
        return []
    names = listed([str(name) for name in own.columns])
    notes = [
        Note(
            f"The prediction also rests on figures of your own ({names}), as they are: "
            "a figure that crime itself brings about hides what it should show."
        )
    ]
    lacking = areas[own.loc[areas.index].isna().any(axis=1)]
    if len(lacking):
        have = counted(len(lacking), "area lacks", "areas lack")
        told = listed(called(lacking), most=_NAMED)
        notes.append(
            Note(f"{have} some of these figures and took no part: {told}.", True)
        )
    return notes


def on_few(count: pd.Series[float], covariates: Sequence[str]) -> list[Note]:
    """Say why nothing is predicted."""
    needed = FEWEST * (len(covariates) + 1)
    areas, total = int(count.notna().sum()), float(count.sum())
    if min(areas, total) < needed:
        why = (
            f"{counted(areas, 'area')} and {number(total)} incidents can't carry it: "
            f"{needed} of each are needed for {counted(len(covariates), 'figure')}"
        )
    else:
        why = (
            "all areas are alike in one figure, or one follows from the others "
            f"({listed(list(covariates))})"
        )
    return [Note(f"Nothing is predicted: {why}.", caution=True)]


def on_domains(found: Predicted | None) -> list[Note]:
    """Say what the ratio of one domain among several is, and if they go together."""
    if found is None or len(found.ratios) == 1:
        return []
    if found.inflation <= TOGETHER:
        return [
            Note(
                "A ratio is that of one figure with the others kept alike: it can be "
                "below 1 though rates are higher where that figure is."
            )
        ]
    return [
        Note(
            "The figures go together so closely that what each adds can't be told "
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
            "domain or a figure of your own.",
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
    headline = f"{subject}: {_finding(outcome, question)}"
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


def what_predicts(model: pd.DataFrame) -> str:
    """Say what the prediction rests on: "deprivation predicts"."""
    alone = set(model["domain"]) <= set(DOMAINS.values())
    return "deprivation predicts" if alone else "deprivation and your figures predict"


def _finding(outcome: Outcome, question: Question) -> str:
    found, predicts = outcome.summary, what_predicts(outcome.tables["model"])
    up, down = int(found["higher"]), int(found["lower"])
    if not up and not down:
        return f"no {question.unit} surely differs from what {predicts}"
    parts = []
    if up:
        parts.append(f"higher than {predicts} in {spelt(up, question.unit)}")
    if down:
        than = "" if up else f" than {predicts}"
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
    text = f"{_for_each(table, by)} the rate is {listed(named)}{kept}, {rests}."
    sure = confidence_of_one(float(table["p"].min()) * len(table))
    return Said(text, sure) if sure in SURE else capital(text)


def _for_each(table: pd.DataFrame, by: str) -> str:
    """Say what a step is: "for each step more deprived (a step: a tenth of ...)"."""
    more = "more deprived" if set(table["domain"]) <= set(DOMAINS.values()) else "up"
    return f"for each step {more}{by} (a step: {_steps(table)})"


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

"""Change: where recorded incidents rose or fell since an earlier period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    Chart,
    Column,
    Explanation,
    Gives,
    Inputs,
    MapStyle,
    Method,
    Note,
    Outcome,
    Question,
    Said,
    param,
)
from hotspot_app.method.inputs import Compared
from hotspot_app.method.spans import about_as_long
from hotspot_app.progress import Progress
from hotspot_app.remedies import ChoosePeriod
from hotspot_app.stats.classes.classify import POSSIBLE
from hotspot_app.stats.classes.confidence import (
    COULD_BE_CHANCE,
    IS_CLEAR,
    IS_LIKELY,
    NO_DATA,
    SURE,
    TOO_FEW,
)
from hotspot_app.stats.over_time.change import (
    ABOUT_THE_SAME,
    FELL,
    ROSE,
    changes,
    contributions,
    sign_test,
    smallest_change,
)
from hotspot_app.words import capital, counted, listed, number, place_name, spelt

_NAMED = 5
"""Places that a sentence names."""
_SENTENCES = 5
"""Largest number of sentences; the surest come first, the least telling go."""
PICKED_HIGH: Final = (
    "Areas picked because they were high before tend to fall by themselves "
    "(regression to the mean): a fall there says little about what was done."
)


@dataclass(frozen=True, slots=True)
class Params:
    """The changes that the map shows."""

    show: str = param(
        "told",
        "Map shows",
        "Which areas changed beyond chance, or by how many incidents each changed.",
        choices={"told": "what rose and fell", "size": "by how many incidents"},
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Test each area's change, as if incidents were independent."""
    progress.step(0.0, "Comparing with the earlier period")
    compared = inputs.compared()
    if compared is None:
        raise WordsError(
            "a change needs an earlier period to compare with",
            remedies=(ChoosePeriod(compared=True),),
        )
    now, before, days = compared.now, compared.before, compared.days
    inside = inputs.inside
    tested = changes(now.where(inside), before.where(inside), days)
    told = tested["confidence"].isin(SURE)
    turn = tested["class"].where(told | tested["class"].eq(NO_DATA), ABOUT_THE_SAME)
    values = pd.DataFrame(
        {
            "before": before.astype("float64"),
            "now": now.astype("float64"),
            "difference": tested["difference"],
            "ratio": tested["ratio"],
            "ratio_lower": tested["lower"],
            "ratio_upper": tested["upper"],
            "p": tested["p"],
            "p_adjusted": tested["p_adjusted"],
            "class": tested["class"],
            "confidence": tested["confidence"],
            "turn": turn.astype("str"),
            "told_from": _told_from(before.where(inside), days),
            "contribution": 100 * contributions(tested["difference"]),
        },
        index=now.index,
    )
    shown = values[inputs.shown.to_numpy(dtype=bool)]
    return Outcome(
        values=values,
        summary=_summary(shown, days),
        notes=_how(compared, shown["contribution"]),
        map=_BY_SIZE if params.show == "size" else None,
    )


def _told_from(before: pd.Series[Any], days: tuple[float, float]) -> pd.Series[float]:
    """Return the least count that a rise could be told from, each worked out once."""
    counts = before.dropna().unique()
    least = {each: smallest_change(int(each), days)[1] for each in counts}
    return before.map(least).astype("float64")


def _summary(shown: pd.DataFrame, days: tuple[float, float]) -> dict[str, float]:
    known = shown.dropna(subset=["difference"])
    moved = np.sign(known["difference"])
    if about_as_long(*days):
        # a leap day, or a short February, moves no area by itself
        moved = moved.where(moved == np.sign(known["now"] - known["before"]), 0)
    up, down = int(moved.gt(0).sum()), int(moved.lt(0).sum())
    told = known["turn"].value_counts()
    return {
        "total_before": float(known["before"].sum()),
        "total_now": float(known["now"].sum()),
        "areas": float(len(known)),
        "went_up": float(up),
        "went_down": float(down),
        "sign_p": sign_test(up, down),
        "rose": float(told.get(ROSE, 0)),
        "fell": float(told.get(FELL, 0)),
        "too_few": float(known["confidence"].eq(TOO_FEW).sum()),
    }


def _how(compared: Compared, shares: pd.Series[float]) -> tuple[Note, ...]:
    now, then = (f"{each:.0f}" for each in compared.days)
    by_day = "" if now == then else f" a day (of {then} days, then of {now})"
    before, after = (
        listed(list(map(str, each))) for each in (compared.held_before, compared.held)
    )
    how = Note(
        f"Each area's counts{by_day} of {before} and of {after} are compared by their "
        "ratio, two-sided, exact below 10 incidents; p is corrected for testing many "
        "areas (Benjamini-Hochberg). Incidents are taken as independent, which "
        "repeat victims are not."
    )
    if shares.notna().any():
        return (how,)
    cancelled = "Rises and falls nearly cancel out: no share of the change is given."
    return (how, Note(cancelled))


def explain(outcome: Outcome, question: Question) -> Explanation:
    """Say where it rose and fell beyond chance, then what that rests on."""
    values, summary = outcome.values, outcome.summary
    subject = capital(question.subject)
    rose, fell = int(summary["rose"]), int(summary["fell"])
    units = question.units
    spans = f"{question.period} against {question.comparison}"
    parts = [
        f"{word} in {spelt(many, question.unit, units)}"
        for word, many in ((ROSE, rose), (FELL, fell))
        if many
    ]
    finding = " and ".join(parts) or f"no {question.unit} changed"
    headline = f"{subject}: {finding} beyond chance, {spans}"
    said: list[Said | str] = []
    for sure in (IS_CLEAR, IS_LIKELY):
        for word in (ROSE, FELL):
            rows = values[values["turn"].eq(word) & values["confidence"].eq(sure)]
            if len(rows):
                said.append(Said(f"{word} {_places(rows)}.", sure))
    said.append(_balance(summary, question))
    few = int(summary["too_few"])
    if few:
        have = "has" if few == 1 else "have"
        said.append(
            f"{counted(few, question.unit, units)} {have} too few incidents to tell "
            "any change."
        )
    return Explanation(headline, tuple(said[:_SENTENCES]), headline)


def _places(rows: pd.DataFrame) -> str:
    """Name places with their counts, those that changed most first."""
    order = rows["difference"].abs().sort_values(ascending=False, kind="stable").index
    ranked = rows.loc[order]
    named = [
        f"from {number(before)} to {number(now)} in {place_name(*label)}"
        for *label, before, now in ranked[
            ["name", "ward", "place", "before", "now"]
        ].itertuples(index=False, name=None)
    ]
    return listed(named, _NAMED)


def _balance(summary: Mapping[str, float], question: Question) -> str:
    """Say how many areas went up or down, whatever the size, and its sign test."""
    up, down = int(summary["went_up"]), int(summary["went_down"])
    if not up + down:
        return f"No {question.unit} has another count than before."
    most, word = (up, "more") if up >= down else (down, "fewer")
    chance = (
        "more than chance alone would explain"
        if summary["sign_p"] <= POSSIBLE
        else f"which {COULD_BE_CHANCE}"
    )
    return (
        f"{most:,} of the {up + down:,} {question.units} that changed have {word} than "
        f"before, {chance} (sign test, p {summary['sign_p']:.2g})."
    )


_BY_SIZE = MapStyle(
    "diverging", "difference", "Change of recorded incidents", ends=("fewer", "more")
)

METHOD = Method(
    id="change",
    title="What changed",
    group="change",
    order=70,
    needs=frozenset({"comparison"}),
    params=Params,
    gives=Gives(
        values=(
            Column("before", "float", "Before"),
            Column("now", "float", "Now", help="Of the months that are compared."),
            Column("difference", "float", "Change", help="At the same length."),
            Column("ratio", "float", "Ratio", "now to before"),
            Column("ratio_lower", "float", "Ratio, lower limit", help="95% limit"),
            Column("ratio_upper", "float", "Ratio, upper limit", help="95% limit"),
            Column("p", "float", "p", help="Two-sided, not corrected."),
            Column("p_adjusted", "float", "p, adjusted", help="Benjamini-Hochberg."),
            Column("class", "text", "Change in words"),
            Column("confidence", "text", "How sure"),
            Column("turn", "text", "Told", help="Rose or fell, clearly or likely."),
            Column("told_from", "float", "Rise told from", help="Least count now."),
            Column(
                "contribution",
                "float",
                "Share of the change",
                "%",
                "Of that of the whole place; missing where changes cancel out.",
            ),
        ),
        summary=(
            "total_before",
            "total_now",
            "areas",
            "went_up",
            "went_down",
            "sign_p",
            "rose",
            "fell",
            "too_few",
        ),
    ),
    map=MapStyle("diverging", "difference", "What changed", classes="turn"),
    charts=(
        Chart(
            "slope",
            "slope",
            "values",
            "name",
            "now",
            "Recorded before and now",
            before="before",
            tab="Ranking",
        ),
    ),
    explain=explain,
    cautions=(PICKED_HIGH,),
    references=("przyborowski_wilenski_1940", "benjamini_hochberg_1995"),
    run=run,
)

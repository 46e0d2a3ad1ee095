"""Survey answers: shares with their limits, between groups and between years."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any, Final

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import (
    Chart,
    Column,
    Explanation,
    Gives,
    Inputs,
    Method,
    Note,
    Outcome,
    Question,
    Said,
    param,
)
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.progress import Progress
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.classes.classify import confidence
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE, SURE
from hotspot_app.stats.comparison.proportions import difference, wilson
from hotspot_app.words import counted, number, p_value, points

SURVEY: Final = OWN_TABLES["survey"]
_EVERYBODY: Final = frozenset({"", "all", "total", "everyone", "overall", "everybody"})
"""Groups that hold the others, in lower case."""
_SAID: Final = 4


@dataclass(frozen=True, slots=True)
class Params:
    """The design effect of the survey."""

    design: float = param(
        1.0,
        "Design effect",
        "How much wider limits are than those of a simple random sample, squared: as "
        "the survey's report gives it, often 1.2 to 2; 1 if it isn't known.",
        limits=(1, 20),
    )


def run(inputs: Inputs, params: Params, progress: Progress) -> Outcome:
    """Work out each answer's share, and test groups and years against each other."""
    progress.step(0.0, "Comparing answers")
    table = inputs.own[SURVEY.id]
    over = table[table["count"].gt(table["asked"])]
    if len(over):
        first = over.iloc[0]
        raise WordsError(
            f"{counted(len(over), 'answer')} of the survey was given by more than "
            f"answered: {first['question']!r}, {first['answer']!r} by "
            f"{number(first['count'])} of {number(first['asked'])}",
            hint="Mend the columns count and asked.",
        )
    answers = _answers(table, params.design)
    tested = _differences(answers, params.design)
    sure = tested["confidence"].isin(SURE)
    return Outcome(
        tables={"answers": answers, "differences": tested},
        summary={
            "answers": float(len(answers)),
            "tests": float(len(tested)),
            "differ": float(sure.sum()),
            "design_effect": params.design,
        },
        notes=_how(params.design, len(tested)),
    )


def _answers(table: pd.DataFrame, design: float) -> pd.DataFrame:
    """Return a row an answer, with its share and limits in percent."""
    lower, upper = wilson(table["count"], table["asked"], design=design)
    kept = ["question", "answer", "group", "year"]
    absent = {name: "" for name in kept if name not in table}
    found = table.assign(**absent)[kept]
    asked = table["asked"].where(table["asked"].gt(0))
    labels = [_label(*row) for row in found.itertuples(index=False, name=None)]
    return found.assign(
        label=labels,
        count=table["count"],
        asked=table["asked"],
        share=100 * table["count"] / asked,
        share_lower=100 * lower,
        share_upper=100 * upper,
    )


def _label(question: str, answer: str, group: str, year: str) -> str:
    of = ", ".join(filter(None, (group, year)))
    said = _answered(question, answer)
    return f"{said} ({of})" if of else said


def _answered(question: str, answer: str) -> str:
    """Put an answer after its question, whether it ends in a mark or not."""
    return f"{question}{'' if question.endswith(('?', ':', '.')) else ':'} {answer}"


def _pairs(answers: pd.DataFrame) -> Iterator[tuple[int, int, str]]:
    """Return rows to compare: groups of one year, and one group's years in turn."""
    folded = answers["group"].str.casefold()
    parts = answers[~folded.isin(_EVERYBODY)]
    for _, rows in parts.groupby(["question", "answer", "year"], sort=False):
        yield from ((*pair, "groups") for pair in combinations(rows.index, 2))
    for _, rows in answers[answers["year"].ne("")].groupby(
        ["question", "answer", "group"], sort=False
    ):
        later = rows.sort_values("year", kind="stable").index
        yield from ((now, then, "years") for then, now in pairwise(later))


def _differences(answers: pd.DataFrame, design: float) -> pd.DataFrame:
    """Return a row a comparison, the surest first."""
    pairs = list(_pairs(answers))
    one = answers.loc[[first for first, _, _ in pairs]].reset_index(drop=True)
    other = answers.loc[[second for _, second, _ in pairs]].reset_index(drop=True)
    found = difference(
        (one["count"], one["asked"]), (other["count"], other["asked"]), design=design
    )
    p = pd.Series(found.p, index=one.index, dtype="float64")
    speaks = one["asked"].gt(0) & other["asked"].gt(0)
    adjusted = benjamini_hochberg(p, speaks)
    frame = pd.DataFrame(
        {
            "question": one["question"],
            "answer": one["answer"],
            "compared": pd.Series([kind for *_, kind in pairs], dtype="str"),
            "first": _named(one),
            "second": _named(other),
            "first_share": one["share"],
            "second_share": other["share"],
            "difference": 100 * found.value,
            "difference_lower": 100 * found.lower,
            "difference_upper": 100 * found.upper,
            "p": p,
            "p_adjusted": adjusted,
            "confidence": confidence(p, adjusted, speaks),
        },
        index=one.index,
    )
    return frame.sort_values("p", kind="stable", ignore_index=True)


def _named(rows: pd.DataFrame) -> pd.Series[str]:
    """Name each side of a comparison by its group or its year."""
    sides = [
        ", ".join(filter(None, (group, year)))
        for group, year in zip(rows["group"], rows["year"], strict=True)
    ]
    return pd.Series(sides, index=rows.index, dtype="str")


def _how(design: float, tests: int) -> tuple[Note, ...]:
    plain = design == 1
    notes = [
        Note(
            "Limits of shares are Wilson's, of differences Newcombe's; p by the pooled "
            f"z test, corrected for {counted(tests, 'comparison')} "
            f"(Benjamini-Hochberg); design effect {design:g}."
        )
    ]
    if plain:
        notes.append(
            Note(
                "No design effect is given: limits are those of a simple random "
                "sample. Weighted and clustered surveys are less certain, and people "
                "who choose to answer may differ from those who don't.",
                caution=True,
            )
        )
    return tuple(notes)


def explain(outcome: Outcome, _question: Question) -> Explanation:
    """Say the surest differences, then what can't be told apart."""
    tests = outcome.tables["differences"]
    answers = outcome.tables["answers"]
    sure = tests[tests["confidence"].isin(SURE)]
    said: list[Said | str] = [
        Said(_told(row), str(row["confidence"]))
        for row in sure.head(_SAID).to_dict("records")
    ]
    if sure.empty:
        headline = _nothing(len(tests), len(answers))
    else:
        headline = _both(sure.to_dict("records")[0])
    rest = len(tests) - len(sure)
    if len(tests):
        said.append(
            f"{len(sure):,} of {counted(len(tests), 'comparison')} of groups or years "
            f"are clear or likely; {rest:,} {COULD_BE_CHANCE}."
        )
    else:
        first = answers.iloc[0]
        said.append(
            f"{first['label']}: {first['share']:.0f}% of {number(first['asked'])} (95% "
            f"limits {first['share_lower']:.0f}% to {first['share_upper']:.0f}%)."
        )
    return Explanation(headline, tuple(said), headline)


def _nothing(tests: int, answers: int) -> str:
    if not tests:
        many = counted(answers, "answer")
        return f"Survey: {many}, with no groups or years to compare"
    return f"Survey: none of {counted(tests, 'comparison')} is beyond chance"


def _told(row: Mapping[Hashable, Any]) -> str:
    """Say one difference: "Safe by day, yes: 2021 84%, 2019 77%; ..."."""
    limits = " to ".join(points(row[f"difference_{x}"]) for x in ("lower", "upper"))
    return (
        f"{_both(row)}; difference {points(row['difference'])} percentage points (95% "
        f"limits {limits}, p {p_value(row['p'])})."
    )


def _both(row: Mapping[Hashable, Any]) -> str:
    return (
        f"{_answered(row['question'], row['answer'])}: {row['first']} "
        f"{row['first_share']:.0f}%; {row['second']} {row['second_share']:.0f}%"
    )


METHOD = Method(
    id="survey_answers",
    title="Survey answers",
    group="who",
    order=40,
    needs=frozenset(),
    tables=(SURVEY,),
    params=Params,
    gives=Gives(
        tables={
            "answers": (
                Column("question", "text", "Question"),
                Column("answer", "text", "Answer"),
                Column("group", "text", "Group"),
                Column("year", "text", "Year"),
                Column("label", "text", "Answer of whom"),
                Column("count", "float", "Gave it"),
                Column("asked", "float", "Answered"),
                Column("share", "float", "Share", "%"),
                Column("share_lower", "float", "Lower limit", "%", "95% limit"),
                Column("share_upper", "float", "Upper limit", "%", "95% limit"),
            ),
            "differences": (
                Column("question", "text", "Question"),
                Column("answer", "text", "Answer"),
                Column("compared", "text", "Compared", help="Groups, or years."),
                Column("first", "text", "First"),
                Column("second", "text", "Second"),
                Column("first_share", "float", "Share, first", "%"),
                Column("second_share", "float", "Share, second", "%"),
                Column("difference", "float", "Difference", "percentage points"),
                Column(
                    "difference_lower",
                    "float",
                    "Lower limit",
                    "percentage points",
                    "95% limit",
                ),
                Column(
                    "difference_upper",
                    "float",
                    "Upper limit",
                    "percentage points",
                    "95% limit",
                ),
                Column("p", "float", "p", help="Two-sided, not corrected."),
                Column(
                    "p_adjusted", "float", "p, adjusted", help="Benjamini-Hochberg."
                ),
                Column("confidence", "text", "How sure"),
            ),
        },
        summary=("answers", "tests", "differ", "design_effect"),
    ),
    map=None,
    charts=(
        Chart(
            "answers",
            "dots",
            "answers",
            "label",
            "share",
            "Share who gave each answer",
            lower="share_lower",
            upper="share_upper",
            tab="Answers",
        ),
    ),
    explain=explain,
    cautions=(
        "A survey tells what those who answered say, not what is recorded: the two "
        "are no check of each other.",
    ),
    references=("wilson_1927", "newcombe_1998", "benjamini_hochberg_1995"),
    run=run,
    of_incidents=False,
)

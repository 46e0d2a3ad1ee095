"""Texts of an answer's page besides its pictures."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hotspot_app.brief.legend_words import mapped, tested
from hotspot_app.clusters import (
    FEW_AREAS,
    FEW_NEIGHBOURS,
    MEASURED,
    SPARSE,
    TESTED,
    UNLINKED,
)
from hotspot_app.method import PER_1000, Chart, Column, Question
from hotspot_app.project.steps.answer import Answer
from hotspot_app.schema import DOMAINS
from hotspot_app.words import a_rate, capital, inside, listed, number


def facts(answer: Answer) -> tuple[str, ...]:
    """Say what, when, how many, per whom, against when and how, a line each."""
    question = answer.question
    if not answer.method.of_incidents:
        named = [answer.material.own[t.id].source.name for t in answer.method.tables]
        return (f"From {listed(named)}", _how(answer))
    lines = [
        f"{capital(question.subject)} in {question.where}",
        _period(question),
        f"n = {number(answer.total)} {question.verb} ({listed(question.sources)})",
    ]
    if answer.uses_denominator:
        lines.append(f"Rates {question.per}")
    if answer.comparison is not None:
        lines.append(answer.comparison.in_short)
    lines.append(_how(answer))
    statistics = {each.name for each in answer.method.columns} & {"statistic", "value"}
    if statistics and not why_not(answer):
        lines.append(f"Tested: {MEASURED[question.measure]}")
    return tuple(lines)


def _period(question: Question) -> str:
    """Name the period, and how much of it is missing."""
    period = question.period
    missing = period.length - question.held
    if not missing:
        return str(period)
    return f"{period} ({missing} of {period.length} {period.unit}s missing)"


def _how(answer: Answer) -> str:
    style, usual, why = answer.style, answer.method.map, why_not(answer)
    if style is not None and why:
        return f"{mapped(answer, style)}: {why} for {inside(answer.method.title)}"
    if style is not None and usual is not None and style.kind != usual.kind:
        return (
            f"Method: {inside(answer.method.title)} ({inside(mapped(answer, style))})"
        )
    return f"Method: {inside(answer.method.title)}"


_REASONS: Final = {
    FEW_AREAS: "too few areas",
    SPARSE: "too few incidents",
    FEW_NEIGHBOURS: "too few neighbours",
    UNLINKED: "no neighbours",
}


def why_not(answer: Answer) -> str:
    """Say why a test could not be made, "" if it was."""
    return _REASONS.get(int(answer.outcome.summary.get("standing", TESTED)), "")


def reference_words(chart: Chart, value: float, place: str) -> str:
    """Name a chart's line: as it says, a place's rate, or the slope of Moran's I."""
    if chart.line:
        return chart.line
    if chart.kind == "scatter":
        return f"slope {number(value, 3)}: Moran's I"
    return f"{place} {a_rate(value)}"


def titled(column: Column, answer: Answer) -> Column:
    """Say what was measured where a column only says that it was."""
    question = answer.question
    domain = getattr(answer.params, "domain", "")
    said = tested(question)
    titles = {"value": capital(said), "lag": f"Neighbours' mean {said}"}
    if domain in DOMAINS:
        titles["fifth"] = f"{column.title} ({DOMAINS[domain]})"
    title = titles.get(column.name, column.title)
    if column.unit == PER_1000 and question.denominator is not None:
        return replace(column, title=f"{title} {question.per}", unit="")
    return replace(column, title=title)

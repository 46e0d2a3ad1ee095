"""Texts of a map's legend: the measure, its denominator, and small numbers."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from hotspot_app.draw.looks.legend import MapKey, map_key
from hotspot_app.draw.looks.surfaces import surface_key
from hotspot_app.method import PER_1000, MapStyle, Question
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.comparison import FIGURES
from hotspot_app.stats.chance.rates import SMALL_COUNT
from hotspot_app.stats.classes.confidence import NO_DATA
from hotspot_app.words import a_rate, capital, counted


def map_legend(answer: Answer, style: MapStyle) -> MapKey:
    """Say in the legend what is measured, per what, and against which rate."""
    key = _legend(answer, style)
    if not answer.withheld:
        return key
    entries = tuple(
        replace(each, label="Withheld, or no data") if each.id == NO_DATA else each
        for each in key.entries
    )
    return replace(key, entries=entries)


def _legend(answer: Answer, style: MapStyle) -> MapKey:
    question, surface = answer.question, answer.outcome.surface
    if surface is not None:
        return surface_key(surface, style)
    key = map_key(
        answer.outcome.values,
        style,
        shown=answer.shown,
        by_chance=answer.outcome.summary.get("likely_by_chance"),
        tested=int(answer.outcome.summary.get("tested", 0)),
    )
    unit = _unit(answer, style)
    paired = style.kind == "bivariate"  # two units, which are told with the classes
    title = key.title + ("" if paired else _of(answer, style, unit))
    key = replace(key, unit=question.unit, title=title)
    if style.kind == "clusters":
        return replace(key, measure=capital(measured(question)))
    if not answer.uses_denominator:
        return key
    if style.rates:
        return _with_rates(key, answer, answer.outcome.tables[style.rates])
    if style.kind == "compared":
        if style.than and not style.meaning:
            return replace(key, compared_with=style.than)
        return _against(key, answer, style)
    if style.column == "value":  # standardised, not per 1,000
        return replace(key, measure=f"from rates {question.per}")
    if unit != PER_1000:
        return key
    key = replace(key, measure=question.per if paired else question.whom)
    if style.kind != "sequential":
        return key
    few = _small_numbers(answer) if style.column == "rate" else ()
    return replace(key, notes=(*key.notes, _whole(answer), *few))


def _of(answer: Answer, style: MapStyle, unit: str) -> str:
    """Return what a title is told of: the unit, and of a change both periods."""
    told = f" {unit}" if unit == PER_1000 else f" ({unit})" if unit else ""
    if answer.comparison and style.column in {each.name for each in FIGURES}:
        told += ": {1} against {0}".format(*answer.comparison.spans)
    return told


def _whole(answer: Answer) -> str:
    return f"{answer.question.place} as a whole: {a_rate(answer.whole_rate)}."


def _against(key: MapKey, answer: Answer, style: MapStyle) -> MapKey:
    """Say which rate areas are higher or lower than, and when they are."""
    question = answer.question
    level = answer.outcome.summary.get("level", 95.0)
    meaning = style.meaning or (
        f"Higher (lower): the {level:g}% limits of the {question.unit}'s rate lie "
        "above (below) that. Similar: it is within them."
    )
    return replace(
        key,
        title=mapped(answer, style),
        measure=question.per,
        notes=(*key.notes, _whole(answer), meaning),
        compared_with=style.than or question.place,
    )


def _unit(answer: Answer, style: MapStyle) -> str:
    """Return the declared unit of the number that is mapped."""
    columns = {each.name: each for each in answer.method.columns}
    return columns[style.column].unit if style.column in columns else ""


def _with_rates(key: MapKey, answer: Answer, table: pd.DataFrame) -> MapKey:
    """Put the rate of each group beside it, since the colours only group areas."""
    question = answer.question
    rates = [
        f": {a_rate(rate)}"
        + (f" ({count:,.0f} {question.verb})" if count < SMALL_COUNT else "")
        for rate, count in zip(table["rate"], table["count"], strict=True)
    ]
    entries = [
        replace(entry, label=entry.label + rate)
        for entry, rate in zip(key.entries, [*rates, ""], strict=True)
    ]
    return replace(
        key,
        entries=tuple(entries),
        measure=f"and the rate of each fifth {question.per}",
        notes=(
            f"Colours show deprivation, figures the rates {question.verb}; "
            f"{question.place} as a whole: {a_rate(answer.whole_rate)}.",
            *_too_little(table),
        ),
    )


def _too_little(table: pd.DataFrame) -> tuple[str, ...]:
    """Say that rates of fifths rest on too few incidents to be compared."""
    if not table["count"].lt(SMALL_COUNT).any():
        return ()
    return (
        f"A rate on fewer than {SMALL_COUNT} incidents says little: chance moves it a "
        "long way.",
    )


def _small_numbers(answer: Answer) -> tuple[str, ...]:
    """Say how many rates rest on few incidents."""
    values = answer.shown_values.dropna(subset=["rate"])
    few = int(values["count"].lt(SMALL_COUNT).sum())
    if not few:
        return ()
    many = counted(len(values), answer.question.unit)
    which = f"All {many}" if few == len(values) else f"{few:,} of {many}"
    return (
        f"{which} {'has' if few == 1 else 'have'} fewer than {SMALL_COUNT} incidents: "
        f"chance moves {'its rate' if few == 1 else 'their rates'} a long way.",
    )


def mapped(answer: Answer, style: MapStyle) -> str:
    """Say what is mapped, naming the place compared with."""
    if style.kind == "compared" and not style.than:
        return f"Rate against {answer.question.place} as a whole"
    return style.title


def measured(question: Question) -> str:
    """Say what was tested, and what it was made from."""
    of = f", from rates {question.per}" if question.measure == "eb" else ""
    return tested(question) + of


def tested(question: Question) -> str:
    """Say what was tested: "rate per 1,000 residents (mid-2025) over 6 months"."""
    match question.measure:
        case "count":
            return f"{question.verb} incidents"
        case "rate":
            return f"rate {question.per}"
    return "standardised rate (empirical Bayes)"

"""What a map's legend says: what is measured, per what, and on how little it rests."""

from __future__ import annotations

from dataclasses import replace

from hotspot_app.draw.legend import MapKey, map_key
from hotspot_app.method import MapStyle, Question
from hotspot_app.project.steps.pipeline import Answer
from hotspot_app.stats.rates import SMALL_COUNT
from hotspot_app.words import a_rate, capital, counted


def map_legend(answer: Answer, style: MapStyle) -> MapKey:
    """Say in the legend what is measured, per what, and against which rate."""
    values, question = answer.outcome.values, answer.question
    assert values is not None
    key = map_key(
        values,
        style,
        shown=answer.areas["shown"],
        by_chance=answer.outcome.summary.get("likely_by_chance"),
        tested=int(answer.outcome.summary.get("tested", 0)),
    )
    title = key.title.replace("Recorded", capital(question.verb))
    key = replace(key, unit=question.unit, title=title)
    if style.kind == "clusters":
        return replace(key, measure=capital(measured(question)))
    if not answer.uses_denominator:
        return key
    per = question.per
    if style.kind == "groups":
        return _with_rates(key, answer)
    if style.column == "value":  # standardised, not per 1,000
        return replace(key, measure=f"from rates {per}")
    whole = f"{question.place} as a whole: {a_rate(answer.whole_rate)}."
    if style.kind == "sequential":
        per = per.removeprefix("per 1,000 ") if "per 1,000" in style.title else per
        few = _small_numbers(answer) if style.column == "rate" else ()
        return replace(key, measure=per, notes=(*key.notes, whole, *few))
    level = answer.outcome.summary.get("level", 95.0)
    meaning = (
        f"Higher (lower): the {level:g}% limits of the {question.unit}'s rate lie "
        "above (below) that. Similar: it is within them."
    )
    return replace(
        key,
        title=mapped(answer, style),
        measure=per,
        notes=(*key.notes, whole, meaning),
        compared_with=question.place,
    )


def _with_rates(key: MapKey, answer: Answer) -> MapKey:
    """Put the rate of each group beside it, since the colours only group areas."""
    question, table = answer.question, answer.outcome.tables["gradient"]
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
            *_too_little(answer),
        ),
    )


def _too_little(answer: Answer) -> tuple[str, ...]:
    """Say that rates of fifths rest on too few incidents to be compared."""
    if not answer.outcome.tables["gradient"]["count"].lt(SMALL_COUNT).any():
        return ()
    return (
        f"A rate on fewer than {SMALL_COUNT} incidents says little: chance moves it a "
        "long way.",
    )


def _small_numbers(answer: Answer) -> tuple[str, ...]:
    """Say how many rates rest on few incidents."""
    assert answer.outcome.values is not None
    values = answer.outcome.values[answer.areas["shown"].to_numpy()]
    values = values.dropna(subset=["rate"])
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
    if style.kind == "compared":
        return f"Rate against {answer.question.place} as a whole"
    return style.title.replace("Recorded", capital(answer.question.verb))


def measured(question: Question) -> str:
    """Say what was tested: "rate per 1,000 residents (mid-2025) over 6 months"."""
    match question.measure:
        case "count":
            return f"{question.verb} incidents"
        case "rate":
            return f"rate {question.per}"
    return f"standardised rate (empirical Bayes), from rates {question.per}"

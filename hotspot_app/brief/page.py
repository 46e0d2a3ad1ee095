"""An answer as the page of a map."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pandas as pd

from hotspot_app.clusters import (
    FEW_AREAS,
    FEW_NEIGHBOURS,
    MEASURED,
    SPARSE,
    TESTED,
    UNLINKED,
)
from hotspot_app.draw.chart_data import Captions
from hotspot_app.draw.charts import chart_figure
from hotspot_app.draw.figure import MapPage
from hotspot_app.draw.furniture import Sheet
from hotspot_app.draw.legend import MapKey, map_key
from hotspot_app.method import Chart, Column, MapStyle, Question
from hotspot_app.project.comparison import LARGE_BASE, Comparison
from hotspot_app.project.pipeline import Answer
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.rates import SMALL_COUNT
from hotspot_app.words import (
    a_rate,
    capital,
    counted,
    inside,
    listed,
    number,
    place_name,
    printable,
    share,
)


def map_page(answer: Answer) -> MapPage | None:
    """Arrange a map, its legend and what a reader needs to judge it.

    Returns
    -------
    MapPage or None
        None where the method has nothing to map.
    """
    if answer.style is None or answer.outcome.values is None:
        return None
    shown = answer.areas["shown"]
    wards = answer.material.wards
    outlines = None
    if wards is not None and answer.question.level != "ward":
        outlines = wards.areas[wards.areas["shown"]]
    by_ward = answer.question.level == "ward" or int(shown.sum()) <= 30
    return MapPage(
        areas=answer.areas,
        outlines=outlines,
        key=_key(answer, answer.style),
        title=answer.explanation.map_title,
        facts=facts(answer),
        sources=tuple(map(printable, answer.attributions())),
        labels=answer.areas[shown] if outlines is None and by_ward else None,
    )


def _key(answer: Answer, style: MapStyle) -> MapKey:
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
    key = replace(key, unit=question.unit)
    if style.kind == "clusters":
        return replace(key, measure=capital(_measured(question)))
    if not answer.uses_denominator:
        return key
    per = question.per
    if style.kind == "groups":
        return _with_rates(key, answer)
    if style.column == "value":  # standardised, not per 1,000
        return replace(key, measure=f"from rates {per}")
    whole = f"{question.place} as a whole: {a_rate(_overall(answer))}."
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
        title=_mapped(answer, style),
        measure=per,
        notes=(*key.notes, whole, meaning),
    )


def _with_rates(key: MapKey, answer: Answer) -> MapKey:
    """Put the rate of each group beside it, since the colours only group areas."""
    question, table = answer.question, answer.outcome.tables["gradient"]
    rates = [
        f": {a_rate(rate)}"
        + (f" ({count:,.0f} recorded)" if count < SMALL_COUNT else "")
        for rate, count in zip(table["rate"], table["count"], strict=True)
    ]
    entries = [
        replace(entry, label=entry.label + rate)
        for entry, rate in zip(key.entries, rates, strict=False)
    ]
    return replace(
        key,
        entries=(*entries, *key.entries[len(entries) :]),
        measure=f"and the rate of each fifth {question.per}",
        notes=(
            f"Colours show deprivation, figures the rates recorded; "
            f"{question.place} as a whole: {a_rate(_overall(answer))}.",
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
    values = _shown_values(answer).dropna(subset=["rate"])
    few = int(values["count"].lt(SMALL_COUNT).sum())
    if not few:
        return ()
    many = counted(len(values), answer.question.unit)
    which = f"All {many}" if few == len(values) else f"{few:,} of {many}"
    return (
        f"{which} {'has' if few == 1 else 'have'} fewer than {SMALL_COUNT} incidents: "
        f"chance moves {'its rate' if few == 1 else 'their rates'} a long way.",
    )


def _mapped(answer: Answer, style: MapStyle) -> str:
    """Say what is mapped, naming the place compared with."""
    if style.kind == "compared":
        return f"Rate against {answer.question.place} as a whole"
    return style.title


def _measured(question: Question) -> str:
    """Say what was tested: "rate per 1,000 residents (mid-2025) over 6 months"."""
    match question.measure:
        case "count":
            return "recorded incidents"
        case "rate":
            return f"rate {question.per}"
    return f"standardised rate (empirical Bayes), from rates {question.per}"


def _overall(answer: Answer) -> float:
    """Return the rate of all the district's areas that have a denominator."""
    assert answer.outcome.values is not None
    areas = answer.areas
    district = areas["inside" if "inside" in areas else "shown"]
    values = answer.outcome.values[district.to_numpy()]
    peopled = values[values["denominator"].gt(0)]
    people = float(peopled["denominator"].sum())
    return 1000 * float(peopled["count"].sum()) / people if people else math.nan


def facts(answer: Answer) -> tuple[str, ...]:
    """Say what, when, how many, per whom, against when and how, a line each."""
    question = answer.question
    values = answer.outcome.values
    total = 0 if values is None else values.loc[answer.areas["shown"], "count"].sum()
    missing = answer.tally.cube.missing(question.period.first, question.period.last)
    lines = [
        f"{capital(question.subject)} in {question.where}",
        f"{question.period}"
        + (
            f" ({len(missing)} of {question.period.months} months missing)"
            if missing
            else ""
        ),
        f"n = {number(float(total))} recorded ({listed(question.sources)})",
    ]
    if answer.uses_denominator:
        lines.append(f"Rates {question.per}")
    if answer.comparison is not None:
        lines.append(_change(answer.comparison))
    lines.append(_how(answer))
    if "graph" in answer.method.needs and not _why_not(answer):
        lines.append(f"Tested: {MEASURED[question.measure]}")
    return tuple(lines)


def _change(found: Comparison) -> str:
    """Say what rose or fell: "Compared with May 2024: down 2.1% (94 to 92)"."""
    since, held = f"Compared with {found.span}", len(found.months_before)
    if held < found.span.months:
        since += f" ({held} of {found.span.months} months held)"
    before, after = found.total_before, found.total
    counts = f"{number(before)} to {number(after)}"
    if found.days != found.days_before:
        counts = (
            f"{number(before)} in {found.days_before} days, {number(after)} in "
            f"{found.days}"
        )
    a, b = after * found.days_before, before * found.days
    if a == b:
        return f"{since}: no change ({counts})"
    size = "up" if a > b else "down"
    if before >= LARGE_BASE:
        size += f" {share(abs(a / b - 1), 1)}"
    if found.days != found.days_before:
        size += " a day"
    return f"{since}: {size} ({counts})"


# --- charts -----------------------------------------------------------------

RATES: Final = Chart(
    "ranking",
    "dots",
    "values",
    "name",
    "rate",
    "Rate with 95% limits",
    lower="rate_lower",
    upper="rate_upper",
    reference="city_rate",
)
"""Drawn in place of a test's own chart where only rates against the whole are shown."""


def charts(answer: Answer) -> Iterator[tuple[str, Sheet]]:
    """Draw a method's charts of the shown areas, those that have something to show.

    Yields
    ------
    tuple
        Id of the chart, and its sheet.
    """
    fallback = answer.style is not None and answer.style.kind == "compared"
    mine = (RATES,) if fallback and _why_not(answer) else answer.method.charts
    for chart in mine:
        sheet = _chart_sheet(answer, chart)
        if sheet is not None:
            yield chart.id, sheet


def _chart_sheet(answer: Answer, chart: Chart) -> Sheet | None:
    outcome, gives = answer.outcome, answer.method.gives
    question = answer.question
    if chart.table == "values":
        table, columns = _shown_values(answer), gives.values
    else:
        table, columns = outcome.tables[chart.table], gives.tables[chart.table]
    table = table.dropna(subset=[chart.y])
    summary = {"city_rate": _overall(answer), **outcome.summary}
    if table.empty or math.isnan(summary.get(chart.reference, 0.0)):
        return None
    whole = ""
    if chart.reference:
        whole = reference_words(chart, summary[chart.reference], question.place)
    foot = (". ".join(facts(answer)) + ".", *map(printable, answer.attributions()))
    subject = f"{capital(question.subject)} in {question.place}"
    return chart_figure(
        chart,
        table,
        columns=[titled(column, answer) for column in columns],
        summary=summary,
        captions=Captions(f"{subject}: {inside(chart.title)}", whole, foot),
    )


def reference_words(chart: Chart, value: float, place: str) -> str:
    """Name a chart's line: a place's rate, or the slope that Moran's I is."""
    if chart.kind == "scatter":
        return f"slope {number(value, 3)}: Moran's I"
    return f"{place} {a_rate(value)}"


def _shown_values(answer: Answer) -> pd.DataFrame:
    """Return the values of the shown areas, `name` as people call them, each once."""
    assert answer.outcome.values is not None
    shown = answer.outcome.values[answer.areas["shown"].to_numpy()]
    labels = shown[["name", "ward", "place"]].itertuples(index=False, name=None)
    called = pd.Series(
        [capital(place_name(*label).removeprefix("the ")) for label in labels],
        index=shown.index,
    )
    twins = called.duplicated(keep=False)
    codes = called.index.to_series().astype(str)
    named: pd.DataFrame = shown.assign(name=called.mask(twins, called + " " + codes))
    return named


def titled(column: Column, answer: Answer) -> Column:
    """Say what was measured where a column only says that it was."""
    question = answer.question
    domain = getattr(answer.params, "domain", "")
    measured = _measured(question).partition(", from")[0]
    titles = {"value": capital(measured), "lag": f"Neighbours' mean {measured}"}
    if domain in DOMAINS:
        titles["fifth"] = f"{column.title} ({DOMAINS[domain]})"
    title = titles.get(column.name, column.title)
    if column.unit == "per 1,000" and question.denominator is not None:
        return replace(column, title=f"{title} {question.per}", unit="")
    return replace(column, title=title)


_REASONS: Final = {
    FEW_AREAS: "too few areas",
    SPARSE: "too few incidents",
    FEW_NEIGHBOURS: "too few neighbours",
    UNLINKED: "no neighbours",
}


def _why_not(answer: Answer) -> str:
    """Say why a test could not be made, "" if it was."""
    return _REASONS.get(int(answer.outcome.summary.get("standing", TESTED)), "")


def _how(answer: Answer) -> str:
    style, usual, why = answer.style, answer.method.map, _why_not(answer)
    if style is not None and why:
        return f"{_mapped(answer, style)}: {why} for {inside(answer.method.title)}"
    if style is not None and usual is not None and style.kind != usual.kind:
        return (
            f"Method: {inside(answer.method.title)} ({inside(_mapped(answer, style))})"
        )
    return f"Method: {inside(answer.method.title)}"

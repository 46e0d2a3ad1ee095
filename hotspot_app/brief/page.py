"""An answer as the page of a map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from hotspot_app.brief.legend_words import map_legend, mapped, measured
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
from hotspot_app.draw.legend import MapKey
from hotspot_app.method import Chart, Column, Question
from hotspot_app.method.spans import length
from hotspot_app.methods import get
from hotspot_app.overlay import Overlay, Picture
from hotspot_app.project.comparison import LARGE_BASE, Comparison
from hotspot_app.project.own_layer import OwnLayer
from hotspot_app.project.pipeline import Answer
from hotspot_app.schema import DOMAINS
from hotspot_app.words import (
    a_rate,
    capital,
    inside,
    listed,
    number,
    place_name,
    printable,
    share,
)

Drawn = tuple[OwnLayer, Overlay]
"""A layer of the analyst's own, and what was read of it."""

SHOWS_THROUGH: Final = "The ground shows through the areas and tints their colours."


def map_page(answer: Answer, drawn: Sequence[Drawn] = ()) -> MapPage | None:
    """Arrange a map, its legend and what a reader needs to judge it.

    Parameters
    ----------
    drawn
        The analyst's own layers, the topmost last.

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
    if wards is not None and not answer.question.broad:
        outlines = wards.areas[wards.areas["shown"]]
    sources = (*answer.attributions(), *(own.attribution for own, _ in drawn))
    by_name = answer.question.broad or int(shown.sum()) <= 30
    return MapPage(
        areas=answer.areas,
        outlines=outlines,
        key=_key(map_legend(answer, answer.style), drawn),
        title=answer.explanation.map_title,
        facts=facts(answer),
        sources=tuple(map(printable, sources)),
        labels=answer.areas[shown] if outlines is None and by_name else None,
        layers=tuple(layer for _, layer in drawn),
    )


def _key(key: MapKey, drawn: Sequence[Drawn]) -> MapKey:
    """Say in the legend that a picture under the areas changes their colours."""
    if not any(isinstance(layer, Picture) for _, layer in drawn):
        return key
    return replace(key, notes=(*key.notes, SHOWS_THROUGH))


def facts(answer: Answer) -> tuple[str, ...]:
    """Say what, when, how many, per whom, against when and how, a line each."""
    question = answer.question
    values = answer.outcome.values
    total = 0 if values is None else values.loc[answer.areas["shown"], "count"].sum()
    lines = [
        f"{capital(question.subject)} in {question.where}",
        _period(question),
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


def _period(question: Question) -> str:
    """Name the period, and how much of it is missing."""
    period = question.period
    missing = period.length - question.held
    if not missing:
        return str(period)
    return f"{period} ({missing} of {period.length} {period.unit}s missing)"


def _change(found: Comparison) -> str:
    """Say what rose or fell: "Compared with May 2024: down 2.1% (94 to 92)"."""
    since, held = f"Compared with {found.span}", length(found.held_before)
    if held < found.span.length:
        since += f" ({held} of {found.span.length} {found.span.unit}s held)"
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


def charts(answer: Answer) -> Iterator[tuple[str, Sheet]]:
    """Draw a method's charts of the shown areas, those that have something to show.

    Yields
    ------
    tuple
        Id of the chart, and its sheet.
    """
    fallback = answer.style is not None and answer.style.kind == "compared"
    # rates against the whole are what is shown where a test can't speak
    method = get("rate_map") if fallback and _why_not(answer) else answer.method
    mine = method.charts
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
    summary = {"city_rate": answer.whole_rate, **outcome.summary}
    if table.empty or math.isnan(summary.get(chart.reference, 0.0)):
        return None
    whole = ""
    if chart.reference:
        whole = reference_words(chart, summary[chart.reference], question.place)
    foot = (". ".join(facts(answer)) + ".", *map(printable, answer.attributions()))
    subject = f"{capital(question.subject)} in {question.where}"
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
    tested = measured(question).partition(", from")[0]
    titles = {"value": capital(tested), "lag": f"Neighbours' mean {tested}"}
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
        return f"{mapped(answer, style)}: {why} for {inside(answer.method.title)}"
    if style is not None and usual is not None and style.kind != usual.kind:
        return (
            f"Method: {inside(answer.method.title)} ({inside(mapped(answer, style))})"
        )
    return f"Method: {inside(answer.method.title)}"

"""An answer as the page of a map."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from hotspot_app.brief.columns import named_measure
from hotspot_app.clusters import FEW_AREAS, FEW_NEIGHBOURS, SPARSE, UNLINKED
from hotspot_app.draw.charts import chart_figure
from hotspot_app.draw.figure import MapPage
from hotspot_app.draw.furniture import Sheet
from hotspot_app.draw.legend import map_key
from hotspot_app.method import Chart
from hotspot_app.project.pipeline import Answer
from hotspot_app.words import capital, listed, number, place_name, printable


def map_page(answer: Answer) -> MapPage | None:
    """Arrange a map, its legend and what a reader needs to judge it.

    Returns
    -------
    MapPage or None
        None where the method has nothing to map.
    """
    outcome = answer.outcome
    style = answer.style
    if style is None or outcome.values is None:
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
        key=map_key(
            outcome.values,
            style,
            shown=shown,
            by_chance=outcome.summary.get("likely_by_chance"),
        ),
        title=answer.explanation.map_title,
        facts=facts(answer),
        sources=tuple(map(printable, answer.attributions())),
        labels=answer.areas[shown] if outlines is None and by_ward else None,
    )


def facts(answer: Answer) -> tuple[str, ...]:
    """Say what, when, how many, per whom and how, a line each."""
    question = answer.question
    inside = answer.outcome.values
    total = 0 if inside is None else inside.loc[answer.areas["shown"], "count"].sum()
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
    lines.append(_how(answer))
    return tuple(lines)


def chart_sheet(answer: Answer, chart: Chart) -> Sheet | None:
    """Draw one of a method's charts, of the shown areas.

    Returns
    -------
    Sheet or None
        None where there is nothing to draw.
    """
    outcome, gives = answer.outcome, answer.method.gives
    if chart.table == "values":
        table, columns = _shown_values(answer), gives.values
    else:
        table, columns = outcome.tables[chart.table], gives.tables[chart.table]
    table = table.dropna(subset=[chart.y])
    if table.empty or math.isnan(outcome.summary.get(chart.reference, 0.0)):
        return None
    city = ""
    if chart.reference:
        value = number(outcome.summary[chart.reference], 1)
        city = f"{answer.question.place} {value}"
    return chart_figure(
        chart,
        table,
        columns=named_measure(columns, answer.question.measure),
        summary=outcome.summary,
        reference_words=city,
    )


def _shown_values(answer: Answer) -> pd.DataFrame:
    assert answer.outcome.values is not None
    shown = answer.outcome.values[answer.areas["shown"].to_numpy()]
    own = shown["name"]
    called = pd.Series(
        [
            capital(place_name(*row).removeprefix("the "))
            for row in shown[["name", "ward", "place"]].itertuples(
                index=False, name=None
            )
        ],
        index=shown.index,
    )
    twice = called.duplicated(keep=False)
    named: pd.DataFrame = shown.assign(name=called.where(~twice, called + ", " + own))
    return named


_REASONS: Final = {
    FEW_AREAS: "too few areas",
    SPARSE: "too few incidents",
    FEW_NEIGHBOURS: "too few neighbours",
    UNLINKED: "no neighbours",
}


def _how(answer: Answer) -> str:
    style, usual = answer.style, answer.method.map
    if style is not None and usual is not None and style.kind != usual.kind:
        if usual.kind == "clusters":
            why = _REASONS[int(answer.outcome.summary["standing"])]
            return f"{style.title}: {why} for {answer.method.title}"
        return f"Method: {answer.method.title} ({style.title.lower()})"
    return f"Method: {answer.method.title}"

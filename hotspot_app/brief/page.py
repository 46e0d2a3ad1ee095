"""An answer as the page of a map."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from hotspot_app.brief.legend_words import map_legend, overall
from hotspot_app.brief.page_words import facts, reference_words, titled, why_not
from hotspot_app.draw.chart_data import Captions
from hotspot_app.draw.charts import chart_figure
from hotspot_app.draw.figure import MapPage
from hotspot_app.draw.furniture import Sheet
from hotspot_app.method import Chart
from hotspot_app.methods import get
from hotspot_app.project.pipeline import Answer
from hotspot_app.words import capital, inside, place_name, printable


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
        key=map_legend(answer, answer.style),
        title=answer.explanation.map_title,
        facts=facts(answer),
        sources=tuple(map(printable, answer.attributions())),
        labels=answer.areas[shown] if outlines is None and by_ward else None,
    )


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
    method = get("rate_map") if fallback and why_not(answer) else answer.method
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
    summary = {"city_rate": overall(answer), **outcome.summary}
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

"""Table, titles and reference line of a method's chart, for window and page alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from hotspot_app.brief.page_words import reference_words, titled
from hotspot_app.draw.charts.data import without_gaps
from hotspot_app.method import Chart, Column
from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import capital, dated


@dataclass(frozen=True, eq=False)
class Charted:
    """A chart with its table, the titles of the columns, and its reference line's name.

    Attributes
    ----------
    table
        The table; for "values", only the shown areas.
    reference
        Name of the reference line, "" for none.
    """

    chart: Chart
    table: pd.DataFrame
    columns: tuple[Column, ...]
    summary: Mapping[str, float]
    reference: str


def charted(answer: Answer, chart: Chart) -> Charted | None:
    """Return what there is to draw, None if there is nothing."""
    outcome, gives = answer.outcome, answer.method.gives
    if chart.table == "values":
        table, columns = answer.shown_values, answer.columns
    else:
        table, columns = outcome.tables[chart.table], gives.tables[chart.table]
    table = without_gaps(chart, table)
    summary = {"city_rate": answer.whole_rate, **outcome.summary}
    across = summary.get(chart.reference, 0.0)
    if table.empty or math.isnan(across):
        return None
    called = ""
    if chart.reference:
        called = reference_words(chart, across, answer.question.place)
    named = tuple(_of_whom(titled(column, answer), answer) for column in columns)
    return Charted(chart, table, named, summary, called)


def _of_whom(column: Column, answer: Answer) -> Column:
    """Say of whom a denominator is, where an axis shows it: "Residents (mid-2025)"."""
    said = answer.question.denominator_words
    if column.name != "denominator" or not said:
        return column
    return replace(column, title=capital(dated(said)))

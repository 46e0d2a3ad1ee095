"""The incidents an answer counts: month by month, and those a map may show singly."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspot_app.method import Chart, Column
from hotspot_app.project.steps.answer import Answer

BY_MONTH = Chart("months", "line", "months", "month", "count", "Recorded, by month")
MONTH_COLUMNS = (
    Column("month", "text", "Month"),
    Column("count", "float", "Recorded"),
    Column("part", "text", "Part of the question"),
)


def by_month(answer: Answer) -> pd.DataFrame:
    """Count the question's types in the shown areas by month.

    Returns
    -------
    pandas.DataFrame
        One row a month from the first held to the last, `MONTH_COLUMNS`: `month` as
        "2025-06", `count` missing if no file holds the month, `part` "period",
        "comparison" or "".
    """
    question, cube = answer.question, answer.tally.cube
    shown = answer.areas.index[answer.shown]
    counts = cube.among(shown).by_month(question.types)
    parts = pd.Series("", index=counts.index)
    spans = {"period": question.period, "comparison": question.comparison}
    for name, span in spans.items():
        if span is not None:
            whole = span.whole
            inside = (counts.index >= whole.first) & (counts.index <= whole.last)
            parts[inside] = name
    return pd.DataFrame(
        {
            "month": counts.index.astype(str),
            "count": counts.to_numpy(),
            "part": parts.to_numpy(),
        }
    )


def single_incidents(answer: Answer) -> pd.DataFrame | None:
    """Return the incidents counted in the shown areas that have a point of their own.

    None where points are snapped: they would show places where nothing happened.
    """
    rows, question, cube = answer.tally.rows, answer.question, answer.tally.cube
    if rows is None or answer.tally.snapped:
        return None
    days, whole = question.period.days, question.period.whole
    held = cube.months_held(whole.first, whole.last)
    which = rows.inside(question.types, days.first, days.last, held)
    shown = rows.codes.isin(answer.areas.index[answer.shown])
    which &= np.append(shown, False)[rows.area]
    which &= rows.incidents["precision"].eq("point").to_numpy()
    return rows.incidents[which]

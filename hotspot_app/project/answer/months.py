"""The question's incidents month by month."""

from __future__ import annotations

import pandas as pd

from hotspot_app.method import Chart, Column
from hotspot_app.project.steps.pipeline import Answer

CHART = Chart("months", "line", "months", "month", "count", "Recorded, by month")
COLUMNS = (
    Column("month", "text", "Month"),
    Column("count", "float", "Recorded"),
    Column("part", "text", "Part of the question"),
)


def by_month(answer: Answer) -> pd.DataFrame:
    """Count the question's types in the shown areas, month by month.

    Returns
    -------
    pandas.DataFrame
        A row a month from the first held to the last, `COLUMNS`: `month` as
        "2025-06", `count` missing where no file holds the month, `part`
        "period", "comparison" or "".
    """
    question, cube = answer.question, answer.tally.cube
    shown = answer.areas.index[answer.areas["shown"]]
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

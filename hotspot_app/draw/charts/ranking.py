"""Rankings: the largest, or the first, on top, and of many those that tell most."""

from __future__ import annotations

from typing import Final

import pandas as pd

from hotspot_app.method import Chart
from hotspot_app.stats.classes.confidence import SURE

MOST: Final = 25
"""Rows of a ranking, unless all are asked for."""
UPRIGHT: Final = 8
"""Bars that stand upright; more of them are a ranking."""


def is_ranking(chart: Chart, table: pd.DataFrame) -> bool:
    """Say whether the chart is a ranking, one row below the other."""
    return chart.kind == "dots" or (chart.kind == "bars" and len(table) > UPRIGHT)


def ranked(chart: Chart, table: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Sort by value, then by name; of more than `most` keep the first above zero.

    The largest come first, or the least (`Chart.rising`).

    Of bars that look as their classes, those that stand out are kept first, high or
    low, and then those farthest from zero.
    """
    order = table.assign(**{chart.x: table[chart.x].astype(str)})
    order = order.sort_values([chart.y, chart.x], ascending=[chart.rising, True])
    if chart.classes:
        return _telling(order, chart.y, most)
    above = int(order[chart.y].gt(0).sum())
    if len(order) <= most or not above:
        return order.head(most)
    return order.head(min(above, most))


def _telling(order: pd.DataFrame, value: str, most: int) -> pd.DataFrame:
    sure = order["confidence"].map({name: n for n, name in enumerate(SURE)})
    keys = pd.DataFrame({"sure": sure.fillna(len(SURE)), "far": -order[value].abs()})
    first = keys.reset_index(drop=True).sort_values(["sure", "far"], kind="stable")
    return order.iloc[sorted(first.index[:most])]

"""How the values of a table's columns are written."""

from __future__ import annotations

from typing import Any

import pandas as pd

from hotspot_app.brief.columns import are_whole
from hotspot_app.brief.content import CellKind
from hotspot_app.method import Column


def cell_kind(values: pd.Series[Any], column: Column) -> CellKind:
    """Say how a column's values are written."""
    if column.dtype in {"text", "bool"}:
        return "text"
    if column.name.startswith("rate"):
        return "rate"
    if column.name in {"difference", "contribution_count"}:
        return "change"
    if column.unit in {"%", "per cent"}:
        return "percent"
    if column.name in {"p", "change_p"} or column.name.startswith("p_"):
        return "p"
    if column.name.startswith("ratio"):
        return "ratio"
    if are_whole(values, column) or column.name in {"expected", "excess"}:
        return "count"
    return "number"

"""Every format writes a cell's number the same way."""

import math

import pytest

from hotspot_app.brief.content import WITHHELD, shown_cell
from hotspot_app.brief.content.cells import Cell, CellKind


@pytest.mark.parametrize(
    ("cell", "kind", "written"),
    [
        (1234567, "count", "1,234,567"),
        (80.0, "count", "80"),
        (20, "change", "+20"),
        (-4, "change", "−4"),
        (0, "change", "0"),
        (0.07, "change", "0"),
        (12.345, "rate", "12.3"),
        (-0.04, "rate", "0.0"),
        (11.44, "percent", "11.4"),
        (1.605, "ratio", "1.60"),
        (0.0213, "p", "0.0213"),
        (0.00001, "p", "< 0.0001"),
        (math.nan, "rate", ""),
        (None, "count", ""),
        (WITHHELD, "rate", "c"),
        ("=SUM(A1)", "text", "=SUM(A1)"),
    ],
)
def test_a_cell_is_written(cell: Cell, kind: CellKind, written: str) -> None:
    assert shown_cell(cell, kind) == written

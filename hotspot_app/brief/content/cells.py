"""The value of a table's cell, and how every format writes it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from hotspot_app.words import number

CellKind = Literal["text", "count", "change", "rate", "percent", "ratio", "p", "number"]
"""What a column's values are: "change" is a whole number with its sign, "percent" is
0 to 100, "number" has two decimal places."""


@dataclass(frozen=True, slots=True)
class _Withheld:
    """A figure that is not published; all such figures look alike."""

    def __str__(self) -> str:
        return "c"


WITHHELD: Final = _Withheld()

Cell = str | int | float | _Withheld | None
"""A cell's value; None, and a number that is missing, leave it empty."""

DECIMALS: Final[dict[CellKind, int]] = {
    "count": 0,
    "change": 0,
    "rate": 1,
    "percent": 1,
    "ratio": 2,
    "number": 2,
    "p": 4,
}

_LEAST_P: Final = 0.0001


def is_missing(cell: Cell) -> bool:
    """Say whether a cell has nothing to show."""
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def shown_cell(cell: Cell, kind: CellKind) -> str:
    """Write a cell as pages and slides show it, "" if it is missing.

    Every format writes numbers by this, so that none differs from another.
    """
    if cell is None or is_missing(cell):
        return ""
    if isinstance(cell, (str, _Withheld)):
        return str(cell)
    if kind == "p" and cell < _LEAST_P:
        return "< 0.0001"
    written = number(abs(cell), DECIMALS.get(kind, 0))
    if not float(written.replace(",", "")):
        return written
    if cell < 0:
        return f"−{written}"
    return f"+{written}" if kind == "change" else written

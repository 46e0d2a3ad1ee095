"""The value of a table's cell, and how every format writes it."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from hotspot_app.words import FEW, SMALL_BASE, number

CellKind = Literal["text", "count", "change", "rate", "percent", "ratio", "p", "number"]
"""What a column's values are: "change" is a whole number with its sign, "percent" is
0 to 100, "number" has two decimal places."""


@dataclass(frozen=True, slots=True)
class _Sign:
    """What stands where a figure is not given; all such figures look alike."""

    text: str

    def __str__(self) -> str:
        return self.text


WITHHELD: Final = _Sign("c")
"""A figure that is not published."""

LEFT_OUT: Final = _Sign("–")
"""A percentage of too few incidents."""


@dataclass(frozen=True, slots=True)
class Starred:
    """A number that rests on few incidents, written with a star."""

    value: float


Cell = str | int | float | _Sign | Starred | None
"""A cell's value; None, and a number that is missing, leave it empty."""

STAR: Final = "*"

MARKED: Final = (
    f"{STAR} From fewer than {FEW} incidents: chance alone moves it a long way."
)
SAID_WITHHELD: Final = f"{WITHHELD} Withheld."
NOT_GIVEN: Final = f"{LEFT_OUT} No percentage is given of fewer than {SMALL_BASE}."

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


def footnotes(cells: Collection[Cell]) -> tuple[str, ...]:
    """Return what is to be said of the signs that some cells have."""
    found = []
    if any(isinstance(cell, Starred) for cell in cells):
        found.append(MARKED)
    if any(cell is LEFT_OUT for cell in cells):
        found.append(NOT_GIVEN)
    if any(cell is WITHHELD for cell in cells):
        found.append(SAID_WITHHELD)
    return tuple(found)


def number_format(kind: CellKind) -> str:
    """Return how spreadsheets write numbers of a kind: as pages do; "" for text."""
    if kind == "text":
        return ""
    if kind == "change":
        return "+#,##0;-#,##0;0"
    places = DECIMALS[kind]
    return "#,##0" + ("." + "0" * places if places else "")


def is_missing(cell: Cell) -> bool:
    """Say whether a cell has nothing to show."""
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def shown_cell(cell: Cell, kind: CellKind) -> str:
    """Write a cell as pages and slides show it, "" if it is missing.

    Every format writes numbers by this, so that none differs from another.
    """
    if cell is None or is_missing(cell):
        return ""
    if isinstance(cell, (str, _Sign)):
        return str(cell)
    if isinstance(cell, Starred):
        return f"{shown_cell(cell.value, kind)}{STAR}"
    if kind == "p" and cell < _LEAST_P:
        return "< 0.0001"
    written = number(abs(cell), DECIMALS.get(kind, 0))
    if not float(written.replace(",", "")):
        return written
    if cell < 0:
        return f"−{written}"
    return f"+{written}" if kind == "change" else written

"""Counts and examples of rows worth a note, collected while a file is read."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.filled_down import NEEDED, Gaps
from hotspot_app.data.crime.half_swapped import DateForms
from hotspot_app.data.tables.layout import Block
from hotspot_app.words import QUOTED, in_quotes

_COLUMNS: Final = {
    "unreadable_date": (("recorded",), ("month",), ("from",)),
    "impossible_coordinates": (
        ("easting", "northing"),
        ("longitude", "latitude"),
        ("square",),
    ),
    "swapped_axes": (("easting", "northing"), ("longitude", "latitude")),
    "unknown_postcode": (("postcode",),),
    "no_type": ((),),
    "no_coordinates": ((),),
}
"""Reason for leaving a row out to the columns that show it; the first filled is
quoted."""

_AMONG: Final = 200
"""Rows of a block among which different examples are looked for."""


@dataclass(slots=True)
class RowTally:
    """Counts of rows by kind, with the first examples.

    Attributes
    ----------
    counts
        Number of rows, or of different dates, by kind.
    shown
        The first different texts and their lines, by kind or by reason for leaving out.
    gaps
        Empty cells (`Gaps`), by needed column.
    dates
        Forms of its dates, by column.
    areas, sources
        Areas and sources named in rows.
    """

    counts: Counter[str] = field(default_factory=Counter)
    shown: dict[str, dict[str, int]] = field(default_factory=dict)
    gaps: dict[str, Gaps] = field(default_factory=lambda: {n: Gaps() for n in NEEDED})
    dates: dict[str, DateForms] = field(default_factory=dict)
    areas: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def show(self, kind: str, text: str, line: int) -> None:
        """Keep a text as an example of its kind, if it is among the first."""
        held = self.shown.setdefault(kind, {})
        if len(held) < QUOTED:
            held.setdefault(text, int(line))

    def first(self, kind: str) -> str:
        """Quote the first of a kind with its line."""
        text, line = next(iter(self.shown[kind].items()))
        return f"{in_quotes(text)} in line {line:,}"

    def show_rows(
        self,
        kind: str,
        block: Block,
        where: npt.NDArray[np.bool_],
        columns: tuple[tuple[str, ...], ...],
    ) -> None:
        """Keep what stands in some rows, in those columns that are filled first."""
        if len(self.shown.get(kind, ())) >= QUOTED:
            return
        for row in np.flatnonzero(where)[:_AMONG]:
            cells = (_cells(block.frame, names, int(row)) for names in columns)
            text = next((", ".join(told) for told in cells if told), "")
            shown = text if _is_figure(text) else ""
            self.show(kind, shown, int(block.lines[row]))


def show_lost(
    tally: RowTally,
    block: Block,
    reason: npt.NDArray[np.uint8],
    numbers: dict[str, int],
) -> None:
    """Keep the first texts that are the reason why rows are left out."""
    for name, columns in _COLUMNS.items():
        lost = reason == numbers[name]
        if lost.any():
            tally.show_rows(name, block, lost, columns)


def _cells(frame: pd.DataFrame, names: tuple[str, ...], row: int) -> list[str]:
    cells = [frame[name].iloc[row] for name in names if name in frame]
    return [_as_written(cell) for cell in cells if cell == cell and cell != ""]


def _is_figure(text: str) -> bool:
    """Say whether it is a date, a code or figures: words may tell of a person.

    So may a telephone number.
    """
    letters = sum(sign.isalpha() for sign in text)
    digits = any(sign.isdigit() for sign in text)
    return letters <= _MOST_LETTERS and digits and not _TELEPHONE.fullmatch(text)


_TELEPHONE: Final = re.compile(r"\s*(?:\+|\(?0)(?:[ ().-]*\d){9,14}\s*")
"""Ten digits or more from a nought or a plus; dates have eight, and a clock's colon."""


_MOST_LETTERS: Final = 12


def _as_written(cell: object) -> str:
    return f"{cell:.11g}" if isinstance(cell, float) else str(cell)

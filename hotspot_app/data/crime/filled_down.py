"""Columns that are filled in the first row of a group and left empty below.

So do merged cells and pivot tables come out. What is empty then isn't unknown: it is
what stands above, and a file read without it would lose most of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.tables.dates import read_dates, read_months
from hotspot_app.data.tables.layout import Block
from hotspot_app.errors import InputError
from hotspot_app.words import counted

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "date": ("recorded", "from", "month"),
    "type": ("type",),
    "place": ("easting", "longitude", "postcode", "area", "square"),
}
"""The needs of a row, each with the columns of which any meets it."""

_KEPT: Final = 20_000
"""Number of filled cells that are looked at."""

_LEAST: Final = 10
"""Rows with nothing in the column from which it is no chance."""

_SHARE: Final = 0.2
_MOST: Final = 0.5
_AGAIN: Final = 0.02
_IN_ORDER: Final = 0.8


@dataclass(slots=True)
class Gaps:
    """Empty cells of one needed column, counted over all blocks of a file.

    Attributes
    ----------
    rows, empty
        Number of rows whose other cells are filled, and of those among them where this
        cell is empty.
    first
        Line of the first empty cell below a filled one; 0 if there is none.
    filled
        The first `_KEPT` values of filled cells, one series a block.
    """

    rows: int = 0
    empty: int = 0
    first: int = 0
    filled: list[pd.Series[Any]] = field(default_factory=list)

    def see(self, need: str, block: Block) -> None:
        """Take in a block."""
        mine = [name for name in NEEDED[need] if name in block.frame]
        if not mine or not len(block.frame):
            return
        gap = _empty(block.frame, mine)
        if gap.any():
            names = map(str, block.frame.columns)
            others = [n for n in names if n not in mine and not n.startswith("flag_")]
            gap &= ~_empty(block.frame, others)
        self.rows += len(gap)
        self.empty += int(gap.sum())
        begun = sum(map(len, self.filled))
        below = gap & (np.arange(len(gap)) > (0 if begun else np.argmin(gap)))
        if not self.first and below.any():
            self.first = int(block.lines[int(np.argmax(below))])
        self.filled.append(block.frame[mine[0]].dropna().iloc[: _KEPT - begun])

    def are_filled_down(self, need: str) -> bool:
        """Say whether what is empty is what stands above.

        In such a column nothing is followed by the same again. Either each text stands
        once, or most of the column is empty; dates and places come in order, since of
        many places hardly any stands twice anyway.
        """
        if not self.first or self.empty < max(_LEAST, _SHARE * self.rows):
            return False
        texts = [str(cell) for column in self.filled for cell in column]
        again = sum(one == other for one, other in pairwise(texts))
        if again > _AGAIN * len(texts):
            return False
        once = len(set(texts)) >= (1 - _AGAIN) * len(texts)
        mostly = self.empty > _MOST * self.rows
        if need == "date":
            sure = mostly or (once and _of_days(texts))
            return sure and _in_order(_days(texts))
        if need == "place":
            return once and _in_order(pd.factorize(np.array(texts), sort=True)[0])
        few = len(set(texts)) <= _MOST * len(texts)
        return once or (mostly and few)


def refuse_filled_down(gaps: Mapping[str, Gaps], where: str) -> None:
    """Refuse a file in which a needed value stands only in the first row of a run.

    Raises
    ------
    InputError
        With the number of rows, and the first line.
    """
    for need, seen in gaps.items():
        if seen.are_filled_down(need):
            raise InputError(
                f"the {need} is empty below filled cells in "
                f"{counted(seen.empty, 'row')}, first line {seen.first:,}, as where "
                "cells were merged",
                where=where,
                hint="Fill it down: unmerge the cells, select the column, Go To "
                "Special, Blanks, type = and the arrow up, Ctrl+Enter.",
            )


def _empty(frame: pd.DataFrame, names: Sequence[str]) -> Mask:
    empty = np.ones(len(frame), dtype=bool)
    for name in names:
        column = frame[name]
        if column.dtype.kind == "S":
            empty &= column.to_numpy() == b""
        elif column.dtype == np.int32:  # numbers of words
            empty &= column.to_numpy() < 0
        else:
            empty &= column.isna().to_numpy()
    return empty


def _of_days(texts: Sequence[str]) -> bool:
    """Say whether none has a time of day: moments differ from row to row anyway."""
    return not any(":" in text and not text.endswith("00:00") for text in texts)


def _days(texts: Sequence[str]) -> Ints:
    column = pd.Series(texts, dtype="str")
    days = read_dates(column).astype("datetime64[D]").astype(np.int64)
    if (days < 0).all():
        days = read_months(column)
    return days[days > 0]


def _in_order(values: Ints) -> bool:
    steps = np.sign(np.diff(values))
    return bool(abs(steps.sum()) >= (2 * _IN_ORDER - 1) * max(len(steps), 1))

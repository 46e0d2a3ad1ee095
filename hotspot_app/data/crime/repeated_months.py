"""Rows without a number of a month that one file holds more than once.

Two downloads put together in one file double what has no number too: police.uk gives
none to anti-social behaviour. What is alike there may also be several incidents, so
that rows are taken for copies only where all that has a number is there as often.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.data.crime.chunks import NO_MONTH_32, REASON, Vocabularies
from hotspot_app.data.crime.versions import SPAN, Pile
from hotspot_app.words import counted

_LEAST: Final = 20
"""Incidents with a number from which it is no chance that all are copied."""

_NEARLY: Final = 0.9

_COPY: Final = REASON["duplicate"]


def mark_doubled(pile: Pile, words: Vocabularies) -> list[str]:
    """Give copies without a number the reason "duplicate", after those with one.

    Returns
    -------
    list of str
        Decisions made, in words.
    """
    said = []
    for source, month, times in _repeated(pile):
        left_out = _mark(pile, source, month, times)
        name = pd.Period(ordinal=month, freq="M").strftime("%B %Y")
        told = f"{pile.where}: {words.source.words[source]}, {name}, is there {times}"
        told += " times, as if several downloads were put together: it counts once"
        if left_out:
            many = counted(left_out, "row without a number is", "rows without one are")
            told += f"; {many} left out as copies"
        said.append(f"{told}.")
    return said


def _repeated(pile: Pile) -> list[tuple[int, int, int]]:
    """Return sources and months whose numbered rows are all there several times."""
    once: Counter[tuple[int, int]] = Counter()
    copies: Counter[tuple[int, int]] = Counter()
    for chunk in pile.chunks:
        live = (chunk.key > 0) & (chunk.columns["month"] != NO_MONTH_32)
        copied = chunk.reason == _COPY
        pairs = chunk.columns["source"].astype(np.int64) * SPAN + chunk.columns["month"]
        for count, where in ((once, live & ~copied), (copies, live & copied)):
            kinds, many = np.unique(pairs[where], return_counts=True)
            for kind, rows in zip(kinds.tolist(), many.tolist(), strict=True):
                count[divmod(kind, SPAN)] += rows
    found = []
    for (source, month), rows in sorted(once.items()):
        more = copies[source, month] / rows
        if rows >= _LEAST and round(more) and more >= _NEARLY * round(more):
            found.append((source, month, round(more) + 1))
    return found


def _mark(pile: Pile, source: int, month: int, times: int) -> int:
    spots = [
        (chunk, int(i))
        for chunk in pile.chunks
        for i in np.flatnonzero(
            (chunk.key == 0)
            & (chunk.reason == 0)
            & (chunk.columns["source"] == source)
            & (chunk.columns["month"] == month)
        )
    ]
    lines = [int(chunk.columns["row"][i]) for chunk, i in spots]
    full = pile.fetch(lines) if spots else {}
    alike: Counter[tuple[str, ...]] = Counter(full[line] for line in lines)
    left = {row: -(-many // times) for row, many in alike.items()}
    marked = 0
    for (chunk, i), line in zip(spots, lines, strict=True):
        if left[full[line]]:
            left[full[line]] -= 1
        else:
            chunk.reason[i] = _COPY
            marked += 1
    return marked

"""Whether a table's rows stand for many incidents each: by what its columns hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.data.base.ons import plain
from hotspot_app.data.kinds.count_columns import (
    SYNONYMS,
    WIDE,
    enough,
    positions,
    reads_as_how_many,
)
from hotspot_app.data.kinds.headers import Head
from hotspot_app.data.tables import dates
from hotspot_app.remedies import Give, GiveAs, Remedy

_WHOLE: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.0+)?|\d{1,9}(?:\.0+)?")
_HIDDEN: Final = re.compile(r"[<≤]\s*\d{1,2}|[*\-–—.:xXcC]{1,3}|\[[a-z]\]")
"""Texts for a small count that the publisher suppressed."""

_MOSTLY: Final = 0.9
_OWN: Final = 0.95
_FEW: Final = 10
_BY_NAME, _BY_ROWS = 1.0, 8.0
"""Rows that chance would repeat, from which having none repeated is a sign of
counts."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The column with the number of incidents in each row.

    Attributes
    ----------
    column
        Name of the column; "" where months stand as columns.
    value, line
        The first cell of the column that isn't 1, and its line.
    readable
        True if the table can be read as ready counts as it is.
    told
        True if the column's name shows it, and not only its values.
    """

    column: str
    value: str
    line: int
    readable: bool
    told: bool


def counted_rows(head: Head, known: Mapping[str, int]) -> Counted | None:
    """Find out whether a table's rows are counts, not single incidents.

    Parameters
    ----------
    known
        Positions of our columns of incidents, as returned by `columns.recognise`.

    Returns
    -------
    Counted or None
        None if each row is one incident, or if that is unclear.
    """
    at = positions(head.header)
    wide = [i for name, i in at.items() if name.startswith(WIDE)]
    if wide:
        return _found(head, wide[0], at, known, told=True)
    if _numbered(head, known):
        return None
    free = [i for i in range(len(head.header)) if i not in _kept(known)]
    once = _once(head, known)
    for i in free:
        ones = _holds_ones(head, i) and once > 0 and not enough(at)
        if reads_as_how_many(head.header[i]) and (ones or _holds_counts(head, i)):
            return _found(head, i, at, known, told=True)
    listed = sorted(free, key=lambda i: plain(head.header[i]) not in SYNONYMS["count"])
    for i in listed:
        told = plain(head.header[i]) in SYNONYMS["count"]
        sure = once >= (_BY_NAME if told else _BY_ROWS) and "area" in known
        if sure and _holds_counts(head, i) and not _says_else(head, i):
            return _found(head, i, at, known, told=told)
    return None


def _kept(known: Mapping[str, int]) -> set[int]:
    """Return the columns that say something else; "recorded" may be a number."""
    free = {"recorded"} if "month" in known else set()
    return {i for ours, i in known.items() if ours not in free}


def _found(
    head: Head,
    column: int,
    at: Mapping[str, int],
    known: Mapping[str, int],
    *,
    told: bool,
) -> Counted:
    shown = zip(head.rows, head.lines, strict=True)
    cells = ((row[column], line) for row, line in shown)
    value, line = next((c for c in cells if c[0] not in {"", "1"}), ("", 0))
    placed = bool({"easting", "longitude", "postcode"} & set(known))
    wide = any(name.startswith(WIDE) for name in at)
    right = wide or at.get("count") == column
    readable = told and right and not enough(at) and not placed
    return Counted("" if wide else head.header[column], value, line, readable, told)


def _numbered(head: Head, known: Mapping[str, int]) -> bool:
    """Say whether rows have numbers of their own: then each is an incident."""
    if "id" not in known:
        return False
    texts = [row[known["id"]] for row in head.rows if row[known["id"]]]
    return len(texts) >= len(head.rows) / 2 and len(set(texts)) >= _OWN * len(texts)


def _holds_counts(head: Head, column: int) -> bool:
    """Say whether a column holds whole numbers, and not all of them 1."""
    texts = [row[column] for row in head.rows if row[column]]
    whole = [text for text in texts if _WHOLE.fullmatch(text)]
    hidden = sum(_HIDDEN.fullmatch(text) is not None for text in texts)
    if not whole or len(whole) + hidden < _MOSTLY * len(texts):
        return False
    return bool(hidden) or {text.split(".")[0] for text in whole} != {"1"}


def _holds_ones(head: Head, column: int) -> bool:
    return all(row[column] in {"1", "1.0"} for row in head.rows)


def _says_else(head: Head, column: int) -> bool:
    """Say whether numbers are years, all the same, or all different: then no counts."""
    texts = [row[column] for row in head.rows if row[column]]
    different = set(texts)
    years = all(re.fullmatch(r"(?:19|20)\d\d", text) for text in different)
    return years or len(different) < 2 or len(different) == len(texts) > 2


def _once(head: Head, known: Mapping[str, int]) -> float:
    """Return how many rows chance would repeat where none repeats another.

    Rows are alike in place, month and type; 0 if any are, or if they name days.
    """
    dated = [i for ours, i in known.items() if ours in {"month", "year", "recorded"}]
    dated += [known["from"]] if "from" in known and not dated else []
    area = [known["area"]] if "area" in known else []
    points = ("easting", "northing", "longitude", "latitude", "postcode")
    placed = area or [known[name] for name in points if name in known]
    if not dated or not placed or not _by_month(head, known):
        return 0.0
    parts = [dated, placed, [known["type"]] if "type" in known else []]
    cells = 1
    for part in parts:
        cells *= len({tuple(row[i] for i in part) for row in head.rows})
    key = [i for part in parts for i in part]
    rows = len(head.rows)
    if len({tuple(row[i] for i in key) for row in head.rows}) < rows:
        return 0.0
    return max(rows * (rows - 1) / 2 / max(cells, 1), _BY_NAME if rows < _FEW else 0.1)


def _by_month(head: Head, known: Mapping[str, int]) -> bool:
    """Say whether dates name no day, or all the same day of a month."""
    columns = [known[name] for name in ("recorded", "from") if name in known]
    texts = {row[i] for row in head.rows for i in columns if row[i]}
    when = dates.read_dates(pd.Series(sorted(texts), dtype="str"))
    days = when.astype("datetime64[D]") - when.astype("datetime64[M]")
    return len(np.unique(days[~np.isnat(days)])) < 2


def counted_words(found: Counted) -> tuple[str, str, Remedy]:
    """Say what such a table is, what to mind, and what to do with it."""
    shown = f" (first {found.value!r} in line {found.line:,})" if found.value else ""
    if not found.column:
        what = "ready counts, not rows of incidents: its columns are months"
    elif found.told:
        what = (
            f"ready counts, not rows of incidents: {found.column!r} says how many "
            f"each row stands for{shown}"
        )
    else:
        what = (
            "ready counts, not rows of incidents, it seems: no row repeats another's "
            f"area, month and type, and {found.column!r} holds whole numbers{shown}"
        )
    if found.readable:
        return what, "", GiveAs(("counts",))
    if found.told:
        hint = (
            "Make of it a row for each incident, or add it up by area code, type and "
            "month."
        )
        return what, hint, Give(("crime", "counts"))
    hint = "If each row is one incident, remove that column; if not, these are counts."
    return what, hint, GiveAs(("counts",), count=found.column)

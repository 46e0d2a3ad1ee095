"""Places and their values as arrays, one entry an area, for sorting and filtering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.brief.columns import LABELS, are_whole, by_name
from hotspot_app.method import Column
from hotspot_app.ui.places.place_words import (
    Texts,
    change_words,
    first_lines,
    said_classes,
    second_lines,
    sure_words,
    texts,
)
from hotspot_app.words import a_rate, number, signed

Rows = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

CODE: Final = Column("code", "text", "Code")


@dataclass(frozen=True, eq=False)
class Places:
    """The values of all areas: every array has one entry an area.

    Attributes
    ----------
    codes
        Area codes.
    first, second
        The two lines of an area's name.
    kind, sure
        Class and confidence in words, "" for an area without.
    fills
        Colour of the class on the map as "#rrggbb", "" for an area without a class.
    count
        Incidents.
    rate, lower, upper
        The rate and its limits, missing without a denominator.
    before, now, difference
        Counts of the earlier and the later period and the change, missing where no
        periods are compared.
    changed
        The change in words.
    spans
        Names of the earlier period and the later one.
    city_rate
        The rate of all areas together, None without a denominator.
    by_count
        Whether the measure is counts, not rates.
    search
        Texts that the filter searches, in one case.
    columns
        Columns of the full table: names, the method's columns, and the code.
    frame
        The values of those columns.
    """

    codes: Texts
    first: Texts
    second: Texts
    kind: Texts
    sure: Texts
    fills: Texts
    count: Floats
    rate: Floats
    lower: Floats
    upper: Floats
    before: Floats
    now: Floats
    difference: Floats
    changed: Texts
    spans: tuple[str, str]
    city_rate: float | None
    by_count: bool
    search: tuple[str, ...]
    columns: tuple[Column, ...]
    frame: pd.DataFrame

    @property
    def compared(self) -> Floats:
        """The values that bars show: rates, or counts where those are the measure."""
        return self.rate if self.has_rates and not self.by_count else self.count

    @cached_property
    def longest(self) -> float:
        """The value that a bar of full length stands for, 0 if there is none."""
        known = self.compared[np.isfinite(self.compared)]
        return float(max(known.max(initial=0), self.city_rate or 0))

    @cached_property
    def has_rates(self) -> bool:
        """Whether any area has a rate."""
        return bool(np.isfinite(self.rate).any())

    @cached_property
    def has_change(self) -> bool:
        """Whether two periods are compared."""
        return bool(np.isfinite(self.difference).any())

    @cached_property
    def has_other_counts(self) -> bool:
        """Whether counts differ from those of the later period, or none is compared."""
        both = np.isfinite(self.count) & np.isfinite(self.now)
        return not self.has_change or bool((self.count != self.now)[both].any())

    def change_said(self, row: int) -> str:
        """Return a change in words with its counts: "from 6 to 19: +13, likely"."""
        if not np.isfinite(self.difference[row]):
            return "not known"
        counts = f"from {number(self.before[row])} to {number(self.now[row])}"
        told = filter(None, (signed(self.difference[row]), self.changed[row]))
        return f"{counts}: {', '.join(map(str, told))}"

    def named(self, row: int) -> str:
        """Return a place's name with its ward, class and confidence."""
        parts = (self.first, self.second, self.kind, self.sure)
        return ", ".join(str(part[row]) for part in parts if part[row])

    def rate_words(self, row: int) -> str:
        """Return a rate with its limits in words."""
        if not np.isfinite(self.rate[row]):
            return "no rate"
        said = f"{a_rate(self.rate[row])} per 1,000"
        limits = self.limits(row)
        return f"{said}, 95% limits {limits.replace(' – ', ' to ')}" if limits else said

    def limits(self, row: int) -> str:
        """Return the limits of a rate in words, "" if it has none."""
        low, high = self.lower[row], self.upper[row]
        known = np.isfinite(low) and np.isfinite(high)
        return f"{a_rate(low)} – {a_rate(high)}" if known else ""

    def against_words(self, row: int) -> str:
        """Return in words how a rate compares to that of all areas together."""
        city, rate = self.city_rate, self.rate[row]
        if not city or not np.isfinite(rate):
            return ""
        return f"{number(rate / city, 1)} times the whole's rate of {a_rate(city)}"

    def cell(self, row: int, place: int) -> Any:
        """Return a value of the full table, None where it is missing."""
        value = self._cells[place][row]
        if value is None:
            return None
        match self.columns[place].dtype:
            case "int":
                return int(value)
            case "float":
                return float(value)
            case "bool":
                return "yes" if value else "no"
        return str(value)

    @cached_property
    def whole(self) -> tuple[bool, ...]:
        """Whether each column of the full table has only whole numbers."""
        pairs = zip(self.columns, self.frame.items(), strict=True)
        return tuple(are_whole(values, column) for column, (_, values) in pairs)

    @cached_property
    def _cells(self) -> tuple[Texts, ...]:
        kept = self.frame.astype(object).where(self.frame.notna(), None)
        return tuple(kept[name].to_numpy(dtype=object) for name in kept)

    def sort_key(self, place: int) -> Floats:
        """Return numbers that sort as the values of a column of the full table."""
        name, kind = self.columns[place].name, self.columns[place].dtype
        if kind != "text":
            values = self.frame.iloc[:, place]
            return values.to_numpy(dtype=np.float64, na_value=np.nan)
        return text_key(texts(self.frame, name))


def text_key(words: Texts) -> Floats:
    """Return numbers that sort as the words do, ignoring case; none is missing."""
    folded = [word.casefold() for word in words]
    order = np.unique(np.array(folded, dtype=object), return_inverse=True)[1]
    return np.where(words == "", np.nan, order.astype(np.float64))


def places(
    frame: pd.DataFrame,
    *,
    columns: Sequence[Column] = (),
    city_rate: float | None = None,
    by_count: bool = False,
    looks: Mapping[str, str] | None = None,
    spans: tuple[str, str] = ("", ""),
) -> Places:
    """Make places of a method's values.

    Parameters
    ----------
    frame
        Index area code; columns as the method names them.
    columns
        The columns of the full table; those that the frame lacks, and names that
        no place has, are left out.
    city_rate
        The rate of all areas together, None without a denominator.
    by_count
        Whether the measure is counts, not rates.
    looks
        Fill of an area's class as "#rrggbb", by area code.
    spans
        Names of the earlier and the later period.

    Returns
    -------
    Places
        In the order of the frame.
    """
    codes = frame.index.astype(str).to_numpy(dtype=object)
    titled = {column.name: column for column in (CODE, *columns)}
    first, second = first_lines(frame), second_lines(frame)
    searched = (first, second, *(texts(frame, n) for n in ("name", "ward", "place")))
    known = looks or {}
    full = frame[[column.name for column in columns if column.name in frame]].copy()
    full.insert(0, CODE.name, codes)
    unnamed = [n for n in LABELS if n in full and not (texts(full, n) != "").any()]
    full = full[by_name(full)].drop(columns=unnamed)
    return Places(
        codes=codes,
        first=first,
        second=second,
        kind=said_classes(frame),
        sure=sure_words(frame),
        fills=np.array([known.get(code, "") for code in codes], dtype=object),
        count=_numbers(frame, "count"),
        rate=_numbers(frame, "rate"),
        lower=_numbers(frame, "rate_lower"),
        upper=_numbers(frame, "rate_upper"),
        before=_numbers(frame, "before"),
        now=_numbers(frame, "now"),
        difference=_numbers(frame, "difference"),
        changed=change_words(frame),
        spans=spans,
        city_rate=city_rate if city_rate == city_rate and not by_count else None,
        by_count=by_count,
        search=tuple(
            " ".join(words).casefold() for words in zip(*searched, codes, strict=True)
        ),
        columns=tuple(titled[str(name)] for name in full),
        frame=full,
    )


def matching(search: Sequence[str], words: str) -> npt.NDArray[np.bool_]:
    """Return whether each text contains every one of the words."""
    wanted = words.casefold().split()
    held = (all(word in text for word in wanted) for text in search)
    return np.fromiter(held, dtype=bool, count=len(search))


def in_order(key: Floats, *, descending: bool) -> Rows:
    """Return row numbers sorted by value: a stable sort, missing values last."""
    return np.argsort(-key if descending else key, kind="stable")


def runs(rows: Rows) -> list[tuple[int, int]]:
    """Return ranges of consecutive rows: 1 2 3 7 → (1, 3), (7, 7)."""
    if not len(rows):
        return []
    rows = np.sort(rows)
    breaks = np.flatnonzero(np.diff(rows) > 1)
    firsts = rows[np.r_[0, breaks + 1]]
    lasts = rows[np.r_[breaks, len(rows) - 1]]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _numbers(frame: pd.DataFrame, column: str) -> Floats:
    if column not in frame.columns:
        return np.full(len(frame), np.nan)
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)

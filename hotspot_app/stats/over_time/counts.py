"""Incidents counted by area, type and month."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Cube:
    """Counts by area × type × month of one source, or of several added on request.

    Attributes
    ----------
    codes
        (n,) area codes, sorted; named "code".
    types
        (t,) offence types, sorted.
    months
        (m,) every month from the first to the last, without gaps.
    counts
        (n, t, m) int32. Zero where nothing was recorded; meaningless where the
        month is not present.
    present
        (m,) bool. False if no file holds the month: missing, never zero.
    covered
        (n, m) bool. False if no source covers the area in the month: missing, never
        zero. None if every area is covered in every month present.
    """

    codes: pd.Index[str]
    types: tuple[str, ...]
    months: pd.PeriodIndex
    counts: npt.NDArray[np.int32]
    present: Mask
    covered: Mask | None = None

    def by_area(
        self, types: Collection[str], first: pd.Period, last: pd.Period
    ) -> pd.Series[Any]:
        """Count incidents of `types` in the months present of `first` to `last`.

        Returns
        -------
        pandas.Series
            Index `codes`, as `where_covered` gives it; months that are missing add
            nothing.
        """
        months = self._months(first, last) & self.present
        chosen = self.counts[:, self._types(types), :][:, :, months]
        total = chosen.sum(axis=(1, 2), dtype=np.int64)
        counts = pd.Series(total, index=self.codes, name="count")
        return self.where_covered(counts, first, last)

    def where_covered(
        self, counts: pd.Series[int], first: pd.Period, last: pd.Period
    ) -> pd.Series[Any]:
        """Return counts where each month present of `first` to `last` is covered.

        Returns
        -------
        pandas.Series
            int64, or float64 with missing values if some areas aren't covered.
        """
        known = self._covered_in(self._months(first, last) & self.present)
        return counts if known.all() else counts.where(known)

    def by_month(self, types: Collection[str]) -> pd.Series[float]:
        """Count incidents of `types` by month; missing months are missing.

        So that months are like for like, only areas covered in all of them are
        counted.
        """
        known = self._covered_in(self.present)
        counts = self.counts if known.all() else self.counts[known]
        total = counts[:, self._types(types), :].sum(axis=(0, 1), dtype=np.float64)
        total[~self.present | (len(known) > 0 and not known.any())] = np.nan
        return pd.Series(total, index=self.months, name="count")

    def by_type(
        self, first: pd.Period | None = None, last: pd.Period | None = None
    ) -> pd.Series[int]:
        """Count incidents of each type over all areas.

        In the months present of `first` to `last`, by default in all.
        """
        first, last = first or self.months[0], last or self.months[-1]
        counts = self.counts[:, :, self._months(first, last) & self.present]
        total = counts.sum(axis=(0, 2), dtype=np.int64)
        return pd.Series(total, index=pd.Index(self.types, name="type"), name="count")

    def months_held(self, first: pd.Period, last: pd.Period) -> list[pd.Period]:
        """Months from `first` to `last` that are present, in order."""
        return list(self.months[self._months(first, last) & self.present])

    def missing(self, first: pd.Period, last: pd.Period) -> list[pd.Period]:
        """Months from `first` to `last` that no file holds."""
        inside = self._months(first, last) & ~self.present
        known = list(self.months[inside])
        beyond = [
            month
            for month in pd.period_range(first, last, freq="M")
            if month < self.months[0] or month > self.months[-1]
        ]
        return sorted(known + beyond)

    def among(self, codes: pd.Index[str]) -> Cube:
        """Return the cube of these areas only, in their order."""
        if codes.equals(self.codes):
            return self
        rows = self.codes.get_indexer(codes)
        if (rows < 0).any():
            raise KeyError(f"{codes[rows < 0][0]} is not an area of this cube")
        return replace(
            self,
            codes=codes,
            counts=self.counts[rows],
            covered=None if self.covered is None else self.covered[rows],
        )

    def _covered_in(self, months: Mask) -> Mask:
        """Say which areas are covered in all of some months."""
        if self.covered is None:
            return np.ones(len(self.codes), dtype=np.bool_)
        return np.asarray(self.covered[:, months].all(axis=1))

    def _types(self, types: Collection[str]) -> Mask:
        return np.isin(np.asarray(self.types, dtype=object), list(types))

    def _months(self, first: pd.Period, last: pd.Period) -> Mask:
        return np.asarray((self.months >= first) & (self.months <= last))


def count_cube(
    area: npt.NDArray[np.int32],
    incidents: pd.DataFrame,
    codes: pd.Index[str],
    present: Collection[pd.Period] | None = None,
    times: npt.NDArray[np.int64] | None = None,
) -> Cube:
    """Count incidents by area, type and month.

    Parameters
    ----------
    area
        (rows,) position in `codes` of each row's area; -1 if outside.
    incidents
        Incident table with `type` and `month`, one row for each of `area`.
    codes
        (n,) area codes, sorted.
    present
        Months held; incidents of others are counted as not present. If None, the months
        that have an incident.
    times
        (rows,) number of incidents in each row; one if None.

    Returns
    -------
    Cube
        Its total equals the number of incidents inside an area.

    Raises
    ------
    ValueError
        If there is no incident and no month at all, or lengths differ.
    """
    if len(area) != len(incidents):
        raise ValueError("one area position an incident is needed")
    kinds = incidents["type"].cat
    month = incidents["month"].array.asi8
    seen = {int(m) for m in pd.unique(month)}
    held = seen if present is None else {period.ordinal for period in present}
    if not seen | held:
        raise ValueError("no month to count")
    first, last = min(seen | held), max(seen | held)
    months = pd.PeriodIndex(
        pd.period_range(
            pd.Period(ordinal=first, freq="M"), pd.Period(ordinal=last, freq="M")
        )
    )
    order = np.argsort(np.asarray(kinds.categories, dtype=str), kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    types = tuple(str(kinds.categories[i]) for i in order)
    code = kinds.codes.to_numpy()
    inside = (area >= 0) & (code >= 0)
    shape = (len(codes), len(types), len(months))
    cell = np.ravel_multi_index(
        (area[inside], place[code[inside]], month[inside] - first), shape
    )
    counts = np.bincount(
        cell,
        weights=None if times is None else times[inside],
        minlength=int(np.prod(shape)),
    ).reshape(shape)
    held_mask = np.isin(np.arange(first, last + 1), list(held))
    return Cube(codes, types, months, counts.astype(np.int32), held_mask)

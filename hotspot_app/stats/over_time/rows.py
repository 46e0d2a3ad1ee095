"""Incidents one by one in their areas, to count those of any days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Rows:
    """Incidents of a tally.

    Attributes
    ----------
    codes
        (n,) area codes.
    incidents
        Incident table; has the column `day` if files have dates, missing for rows with
        only a month.
    area
        (rows,) position in `codes` of each row's area, -1 if outside.
    """

    codes: pd.Index[str]
    incidents: pd.DataFrame
    area: npt.NDArray[np.int32]

    def by_area(
        self,
        types: Collection[str],
        first: pd.Period,
        last: pd.Period,
        months: Collection[pd.Period],
    ) -> pd.Series[int]:
        """Count incidents of the days `first` to `last` in the months held.

        Returns
        -------
        pandas.Series
            int64, index `codes`.
        """
        which = self.counted(types, first, last, months)
        counts = np.bincount(self.area[which], minlength=len(self.codes))
        return pd.Series(counts, index=self.codes, name="count").astype("int64")

    def by_type(
        self,
        types: Collection[str],
        first: pd.Period,
        last: pd.Period,
        months: Collection[pd.Period],
    ) -> pd.Series[int]:
        """Count incidents of each type over all areas, as `by_area` does by area."""
        which = self.counted(types, first, last, months)
        counts = self.incidents["type"][which].value_counts()
        return counts.reindex(list(types), fill_value=0).astype("int64")

    def counted(
        self,
        types: Collection[str],
        first: pd.Period,
        last: pd.Period,
        months: Collection[pd.Period],
    ) -> Flags:
        """Say which incidents in an area fall on the days `first` to `last`."""
        return self.inside(types, first, last, months) & (self.area >= 0)

    def inside(
        self,
        types: Collection[str],
        first: pd.Period,
        last: pd.Period,
        months: Collection[pd.Period],
    ) -> Flags:
        """Say which incidents fall on the days `first` to `last`.

        A row that says no more than its month does if all of that month does.
        """
        day = self._days()
        begin, end = (np.datetime64(str(each), "s") for each in (first, last))
        dated = (day >= begin) & (day <= end)
        start, stop = self._months_within(first, last)
        month = self._month()
        certain = np.isnat(day) & (month >= start) & (month <= stop)
        held = np.isin(month, [each.ordinal for each in months])
        return (dated | certain) & held & self._of(types)

    def undated(
        self, types: Collection[str], first: pd.Period, last: pd.Period
    ) -> Flags:
        """Say which incidents are of a month only part of which is asked for.

        And of which the day isn't known.
        """
        start, stop = self._months_within(first, last)
        month = self._month()
        whole = (month >= start) & (month <= stop)
        touched = (month >= first.asfreq("M").ordinal) & (
            month <= last.asfreq("M").ordinal
        )
        return touched & ~whole & np.isnat(self._days()) & self._of(types)

    def among(self, codes: pd.Index[str]) -> Rows:
        """Return them in these areas only; the others' are outside."""
        if codes.equals(self.codes):
            return self
        place = np.append(codes.get_indexer(self.codes), -1).astype(np.int32)
        return replace(self, codes=codes, area=place[self.area])

    def _of(self, types: Collection[str]) -> Flags:
        return self.incidents["type"].isin(list(types)).to_numpy()

    def _month(self) -> npt.NDArray[np.int64]:
        ordinals: npt.NDArray[np.int64] = self.incidents["month"].array.asi8
        return ordinals

    def _days(self) -> npt.NDArray[np.datetime64]:
        if "day" not in self.incidents:
            return np.full(len(self.incidents), np.datetime64("NaT", "s"))
        return self.incidents["day"].to_numpy()

    @staticmethod
    def _months_within(first: pd.Period, last: pd.Period) -> tuple[int, int]:
        """Return the ordinals of the first and last month that lie wholly within."""
        start, stop = first.asfreq("M"), last.asfreq("M")
        begins = first == start.asfreq("D", "start")
        ends = last == stop.asfreq("D", "end")
        return start.ordinal + (not begins), stop.ordinal - (not ends)

"""When the rows of a block happened."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.chunks import NO_MONTH_32, Array, small_months
from hotspot_app.data.crime.half_swapped import DateForms
from hotspot_app.data.crime.row_tally import RowTally
from hotspot_app.data.tables import dates
from hotspot_app.data.tables.layout import Block

_ALL_TIME: Final = dt.date(2999, 1, 1)


def times_of(block: Block, tally: RowTally) -> dict[str, Array]:
    """Months and days from the recorded date, moments from the committed one.

    Each from the other where a file has one only.
    """
    frame = block.frame
    recorded = _moments(block, "recorded", tally)
    committed = _moments(block, "from", tally)
    month = np.full(len(frame), dates.NO_MONTH)
    if "month" in frame:
        month = _by_category(frame["month"], _months, dates.NO_MONTH)
        if "year" in frame:
            of_year = _months_of_year(frame["month"], frame["year"])
            month = np.where(month == dates.NO_MONTH, of_year, month)
    dated = committed if recorded is None and "month" not in frame else recorded
    found: dict[str, Array] = {}
    if dated is not None:
        found["day"] = dated.astype("datetime64[D]").astype("datetime64[s]")
        stated = dates.month_of(dated)
        month = np.where(stated != dates.NO_MONTH, stated, month)
    found["month"] = small_months(month)
    _tell_undated(block, found["month"], tally)
    when = committed if committed is not None else recorded
    if when is not None:
        found["when"] = when
        tally.counts["no moment"] += int(np.isnat(when).sum())
    return found


def _moments(
    block: Block, name: str, tally: RowTally
) -> npt.NDArray[np.datetime64] | None:
    frame = block.frame
    if name not in frame:
        return None
    nat = np.datetime64("NaT", "s")
    when = _by_category(frame[name], dates.read_dates, nat)
    different = pd.Series(frame[name].cat.categories, dtype="object")
    tally.dates.setdefault(name, DateForms()).see(map(str, different))
    american, british = dates.day_orders(different)
    tally.counts["american"] += int(american.sum())
    tally.counts["british"] += int(british.sum())
    if american.any():
        row = int(np.argmax(np.append(american, False)[frame[name].cat.codes]))
        tally.show("american", str(frame[name].iloc[row]), int(block.lines[row]))
    clock = f"{name}_time"
    if clock in frame:
        day = when.astype("datetime64[D]").astype("datetime64[s]")
        seconds = _by_category(frame[clock], dates.read_times, np.nan)
        known = ~np.isnan(seconds)
        offset = np.where(known, seconds, 0).astype("timedelta64[s]")
        when = np.where(known, day + offset, when)
    return when


def _tell_undated(block: Block, month: Array, tally: RowTally) -> None:
    """Count rows whose date is there and can't be read, and show the first."""
    undated = month == NO_MONTH_32
    tally.counts["dated"] += int((~undated).sum())
    if not undated.any():
        return
    for name in ("recorded", "month", "from"):
        if name in block.frame:
            column = block.frame[name]
            stated = undated & ~column.isna().to_numpy()
            tally.counts["undated"] += int(stated.sum())
            if stated.any():
                tally.show_rows("undated", block, stated, ((name,),))
                texts = pd.Series(column[stated].unique().astype(str))
                later = dates.read_months(texts, today=_ALL_TIME) != dates.NO_MONTH
                tally.counts["future"] += int(later.sum())
                ahead = stated & column.isin(texts[later]).to_numpy()
                tally.show_rows("future", block, ahead, ((name,),))
            return


def _months(texts: pd.Series[str]) -> Array:
    return _months_of(tuple(texts))


@lru_cache(maxsize=64)
def _months_of(texts: tuple[str, ...]) -> Array:
    """Read the month that all blocks of a file have in common only once."""
    months = dates.read_months(pd.Series(texts, dtype="str"))
    months.setflags(write=False)
    return months


def _months_of_year(month: pd.Series[str], year: pd.Series[str]) -> Array:
    """Read "January" and "2025" that stand in two columns, each pair once."""
    pairs = month.astype("str").fillna("") + " " + year.astype("str").fillna("")
    return _by_category(pairs.astype("category"), _months, dates.NO_MONTH)


def _by_category(column: pd.Series[Any], read: Any, missing: Any) -> Array:
    """Read each distinct text once."""
    known = read(pd.Series(column.cat.categories, dtype="object"))
    filled = np.append(known, np.array([missing], dtype=known.dtype))
    return np.asarray(filled[column.cat.codes.to_numpy()])

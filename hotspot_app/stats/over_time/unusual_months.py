"""Months that hold far fewer, or far more, incidents than is usual for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtr

FEWEST: Final = 6
"""Months held from which a month is tested; fewer can only be compared by half."""

BASE: Final = 20
"""Usual size from which a month is judged; smaller ones vary by chance alone."""

SHARE: Final = 0.5
"""Share of the usual count below which a month of a short series is unusual."""

FAR: Final = 1.25
"""Times what was expected, or one over it, within which no month is unusual."""

RARE: Final = 0.001
"""Two-sided p below which a month is unusual."""

ALL_BUT_NONE: Final = 0.1
"""Share of every other month's count below which a month holds next to nothing."""

MOST: Final = 4
"""At most one in so many months is unusual; with more there is no usual."""

YEAR: Final = 12

FEWEST_OTHERS: Final = 2
"""Months beside it from which a type is judged; a whole month by one."""

_AT_ONCE: Final = 1 << 19

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class UnusualMonth:
    """A month far above or below the usual for its source, or for a type of its source.

    Attributes
    ----------
    type
        The offence type, or "" for the month as a whole.
    least, most
        Smallest and largest count of the source's other months, without unusual ones.
    times
        The count as a multiple of the count expected.
    """

    source: str
    type: str
    month: pd.Period
    rows: int
    least: int
    most: int
    times: float


def unusual_months(
    monthly: pd.DataFrame, held: Mapping[str, Sequence[pd.Period]]
) -> list[UnusualMonth]:
    """Find months, or types in them, far from what is usual.

    From six months on a month is tested against the others (externally studentised
    residual of the square root of its rows a day, with a yearly wave where twelve
    months are held; Cook and Weisberg 1982). The furthest are taken away one by one,
    at most a quarter; all up to the last that is rare are unusual (as Rosner 1983). The
    variance is that of the others and at least a Poisson count's, so that counts
    that always vary much are left in peace; it must be a quarter off, too. With fewer
    months, one is unusual that holds less than half the median of the others.

    Parameters
    ----------
    monthly
        Counts as returned by `monthly_rows`; a month may have several rows.
    held
        Months that the files hold, by source. Other months are missing and aren't
        judged.

    Returns
    -------
    list of UnusualMonth
        Sorted by source, month and type. If a month is unusual as a whole, only types
        are named that are further from the usual than the whole.
    """
    found = []
    for source in sorted(held):
        months = sorted(held[source])
        if len(months) < 2:
            continue
        table = monthly.loc[monthly["source"] == source]
        wide = table.pivot_table(
            index="month",
            columns="type",
            values="rows",
            aggfunc="sum",
            fill_value=0,
            observed=True,
        ).reindex([m.ordinal for m in months], fill_value=0)
        totals = wide.to_numpy(dtype=np.int64).sum(axis=1)
        whole = _judged(totals, months)
        series = {"": totals}
        if len(months) > FEWEST_OTHERS:
            series |= {str(kind): wide[kind].to_numpy(np.int64) for kind in wide}
        for kind, rows in series.items():
            unusual = _judged(rows, months)
            usual = np.delete(rows, list(unusual))
            for at, times in unusual.items():
                if kind and at in whole and not _further(times, whole[at]):
                    continue
                found.append(
                    UnusualMonth(
                        source,
                        kind,
                        months[at],
                        int(rows[at]),
                        int(usual.min()),
                        int(usual.max()),
                        times,
                    )
                )
    return sorted(found, key=lambda one: (one.source, one.month, one.type))


def _further(times: float, whole: float) -> bool:
    """Whether a type is further off than the month as a whole, or the other way."""
    return not 0 < np.log(times) / np.log(whole) < 1.5


def monthly_rows(rows: pd.DataFrame, many: Ints | None = None) -> pd.DataFrame:
    """Count incidents by source, type and month.

    Parameters
    ----------
    rows
        Rows with `source` and `type` (categories) and `month`.
    many
        Number of incidents in each row, for ready counts; one if not given.

    Returns
    -------
    pandas.DataFrame
        `source`, `type`, `month` (its ordinal) and `rows`, above 0.
    """
    source, kind = rows["source"].cat, rows["type"].cat
    month = rows["month"].array.asi8
    first = int(month.min()) if len(month) else 0
    span = int(month.max()) - first + 1 if len(month) else 1
    shape = (len(source.categories), len(kind.categories), span)
    cells = np.zeros(int(np.prod(shape)), dtype=np.int64)
    for start in range(0, len(month), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        where = (source.codes.array[part], kind.codes.array[part], month[part] - first)
        cell = np.ravel_multi_index(tuple(np.asarray(i) for i in where), shape)
        weights = None if many is None else many[part]
        counted = np.bincount(cell, weights, minlength=len(cells))
        cells += counted.astype(np.int64)
    s, k, m = np.unravel_index(np.flatnonzero(cells), shape)
    return pd.DataFrame(
        {
            "source": source.categories.to_numpy()[s],
            "type": kind.categories.to_numpy()[k],
            "month": m + first,
            "rows": cells[cells > 0],
        }
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """A month's count compared with that expected from the others.

    Attributes
    ----------
    at
        Position among the months held.
    times
        The count as a multiple of the count expected.
    unusual
        Whether it is far from expected, improbable, and large enough.
    """

    at: int
    times: float
    unusual: bool


def _judged(rows: Ints, months: Sequence[pd.Period]) -> dict[int, float]:
    """Find unusual months: their places, and how many times the expected they hold."""
    if len(rows) < FEWEST:
        return dict(_halved(rows))
    days = np.array([month.days_in_month for month in months])
    size = np.sqrt(rows / days * days.mean())
    wave = np.array([month.month for month in months]) * (2 * np.pi / YEAR)
    left, steps = np.arange(len(rows)), []
    for _ in range(len(rows) // MOST):
        one = _furthest(size, wave, rows, left)
        steps.append(one)
        left = left[left != one.at]
    # two of a kind hide each other, so that the furthest are taken away first
    last = max((k for k, one in enumerate(steps) if one.unusual), default=-1)
    return {one.at: one.times for one in steps[: last + 1]}


def _halved(rows: Ints) -> Iterator[tuple[int, float]]:
    """Find months under half the median of the others."""
    for at, many in enumerate(rows):
        usual = float(np.median(np.delete(rows, at)))
        if usual >= BASE and many < SHARE * usual:
            yield at, (many + 0.5) / usual


def _furthest(size: Floats, wave: Floats, rows: Ints, left: Ints) -> _Judged:
    """Judge, of the months left, the one furthest from what the others say."""
    columns = [np.ones(len(left))]
    if len(left) >= YEAR:
        columns += [np.cos(wave[left]), np.sin(wave[left])]
    basis, _ = np.linalg.qr(np.column_stack(columns))
    room = 1 - (basis**2).sum(axis=1)
    away = size[left] - basis @ (basis.T @ size[left])
    free = len(left) - len(columns) - 1
    spread = np.fmax((np.sum(away**2) - away**2 / room) / free, 0.25)
    t = away / np.sqrt(spread * room)
    furthest = int(np.abs(t).argmax())
    at, others = int(left[furthest]), np.delete(rows[left], furthest)
    expected = float((size[at] - away[furthest] / room[furthest]) ** 2)
    times = (float(size[at] ** 2) + 0.5) / (expected + 0.5)
    rare = 2 * stdtr(free, -abs(t[furthest])) < RARE
    none = others.min() >= BASE and rows[at] < ALL_BUT_NONE * others.min()
    large = max(expected, size[at] ** 2) >= BASE
    far = not 1 / FAR <= times <= FAR
    return _Judged(at, times, bool((rare or none) and large and far))

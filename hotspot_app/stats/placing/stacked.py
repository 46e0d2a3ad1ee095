"""Incidents stacked on the same point: police stations, hospitals, snapped data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Sizes = npt.NDArray[np.int32]

_STACKED: Final = 3
_FEWEST: Final = 200
_SHARE: Final = 0.5
_AT_ONCE: Final = 1 << 19


def commonest_points(incidents: pd.DataFrame, top: int = 20) -> pd.DataFrame:
    """Return the coordinates with the most incidents.

    Parameters
    ----------
    incidents
        Incident table; rows without coordinates are left out.
    top
        Number of points.

    Returns
    -------
    pandas.DataFrame
        `easting`, `northing` (metres), `place` (the commonest name there, or
        ""), `public` (whether every row there is snapped to it, as police.uk's
        are), `first` (position of its first row), `rows` and `share` (of the rows
        with coordinates), most rows first, ties from west to east.
    """
    chosen, sizes, located = _most(incidents, top)
    at, which = _rows_on(incidents, chosen)
    names = incidents["place"].cat
    code = names.codes.to_numpy()[at]
    east = incidents["easting"].to_numpy()[at]
    north = incidents["northing"].to_numpy()[at]
    snapped = (incidents["precision"] == "snapped").to_numpy()[at]
    rows = []
    for number, many in enumerate(sizes.tolist()):
        here = which == number
        first = int(np.argmax(here))
        place = _commonest(code[here], names.categories)
        public = bool(snapped[here].all())
        rows.append((east[first], north[first], place, public, at[first], many))
    columns = ["easting", "northing", "place", "public", "first", "rows"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(share=table["rows"] / max(located, 1))


def _most(incidents: pd.DataFrame, top: int) -> tuple[Ints, Sizes, int]:
    """Return the points with most rows, how many each has, and all have together."""
    points = _sorted(_points(incidents))
    first, sizes = _runs(points)
    most = _largest(sizes, top)
    return points[first[most]], sizes[most], len(points)


def _rows_on(incidents: pd.DataFrame, points: Ints) -> tuple[Ints, Ints]:
    """Return which rows stand on any of the points, and on which."""
    index = pd.Index(points)
    at, which = [], []
    for start, keys in _keys(incidents):
        found = index.get_indexer(pd.Index(keys))
        here = np.flatnonzero(found >= 0)
        at.append(here + start)
        which.append(found[here])
    empty = np.empty(0, dtype=np.int64)
    return np.concatenate([*at, empty]), np.concatenate([*which, empty])


def _commonest(codes: npt.NDArray[np.integer[Any]], names: pd.Index[str]) -> str:
    """Return the commonest name, of several the first by alphabet; "" if none."""
    known, times = np.unique(codes[codes >= 0], return_counts=True)
    return min(map(str, names[known[times == times.max(initial=0)]]), default="")


def _sorted(points: Ints) -> Ints:
    """Sort points in place from west to east, and leave out what has none."""
    points.sort()
    return points[np.searchsorted(points, 0) :]


def _runs(points: Ints) -> tuple[Ints, Sizes]:
    """Return where each distinct one of sorted points starts, and its rows."""
    new = np.ones(len(points), dtype=bool)
    np.not_equal(points[1:], points[:-1], out=new[1:])
    first = np.flatnonzero(new)
    sizes = np.empty(len(first), dtype=np.int32)
    np.subtract(first[1:], first[:-1], out=sizes[:-1], casting="same_kind")
    sizes[-1:] = len(points) - first[-1:]
    return first, sizes


def _largest(sizes: Sizes, top: int) -> Ints:
    """Say where the largest are, of equal ones the first."""
    if len(sizes) > top:
        least = np.partition(sizes, len(sizes) - top)[len(sizes) - top]
        above = np.flatnonzero(sizes > least)
        level = np.flatnonzero(sizes == least)[: top - len(above)]
        chosen = np.concatenate([above, level])
    else:
        chosen = np.arange(len(sizes))
    return chosen[np.argsort(-sizes[chosen], kind="stable")]


def _points(incidents: pd.DataFrame) -> Ints:
    points = np.empty(len(incidents), dtype=np.int64)
    for start, keys in _keys(incidents):
        points[start : start + len(keys)] = keys
    return points


def _keys(incidents: pd.DataFrame) -> Iterator[tuple[int, Ints]]:
    """Give each coordinate a number, to the millimetre; -1 where there is none.

    Some rows at a time, with where they start: what all of them at once take of
    memory would be the most that reading needs.
    """
    east = incidents["easting"].to_numpy(dtype=np.float64)
    north = incidents["northing"].to_numpy(dtype=np.float64)
    for start in range(0, len(east), _AT_ONCE):
        x, y = east[start : start + _AT_ONCE], north[start : start + _AT_ONCE]
        key = np.full(len(x), -1, dtype=np.int64)
        located = ~np.isnan(x) & ~np.isnan(y)
        millimetres = np.round(np.stack([x[located], y[located]]) * 1000)
        whole = millimetres.astype(np.int64)
        key[located] = whole[0] * (1 << 31) + whole[1]
        yield start, key


def is_snapped(incidents: pd.DataFrame) -> bool:
    """Say whether points stand for places nearby, as police.uk's do.

    True if the file says so (`precision`), or if at least half of 200 or more
    located incidents share their point with two others. A month of Hampshire's
    police.uk data has 51 to 54% of such rows, half a year of a city far more.
    """
    located = incidents["easting"].notna()
    if ((incidents["precision"] == "snapped") & located).any():
        return True
    exact = incidents.loc[located & (incidents["precision"] == "point")]
    if len(exact) < _FEWEST:
        return False
    _, sizes = _runs(_sorted(_points(exact)))
    shared = np.sum(sizes[sizes >= _STACKED])
    return bool(shared >= _SHARE * len(exact))

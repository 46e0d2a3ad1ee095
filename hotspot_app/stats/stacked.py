"""Incidents stacked on the same point: police stations, hospitals, snapped data."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]

_STACKED: Final = 3
_FEWEST: Final = 200
_SHARE: Final = 0.5
_AT_ONCE: Final = 1 << 19


def commonest_points(incidents: pd.DataFrame, top: int = 20) -> pd.DataFrame:
    """Return the coordinates with most incidents.

    Parameters
    ----------
    incidents
        Incident table; rows without coordinates don't take part.
    top
        How many points.

    Returns
    -------
    pandas.DataFrame
        `easting`, `northing` (metres), `place` (the commonest name there, or
        ""), `rows` and `share` (of the rows with coordinates), most rows first,
        ties from west to east.
    """
    points = _points(incidents)
    distinct, sizes = _sizes(points)
    located = int(sizes.sum())
    most = _largest(sizes, top)
    which = pd.Index(distinct[most]).get_indexer(pd.Index(points))
    at = np.flatnonzero(which >= 0)
    which = which[at]
    names = incidents["place"].cat
    code = names.codes.to_numpy()[at]
    east = incidents["easting"].to_numpy()[at]
    north = incidents["northing"].to_numpy()[at]
    rows = []
    for number, many in enumerate(sizes[most].tolist()):
        here = which == number
        first = int(np.argmax(here))
        place = _commonest(code[here], names.categories)
        rows.append((east[first], north[first], place, many))
    columns = ["easting", "northing", "place", "rows"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(share=table["rows"] / max(located, 1))


def _commonest(codes: npt.NDArray[np.integer[Any]], names: pd.Index[str]) -> str:
    """Return the commonest name, of several the first by alphabet; "" if none."""
    known, times = np.unique(codes[codes >= 0], return_counts=True)
    return min(map(str, names[known[times == times.max(initial=0)]]), default="")


def _sizes(points: Ints) -> tuple[Ints, Ints]:
    """Return the distinct points, from west to east, and how many rows each has."""
    ordered = points[points >= 0]
    ordered.sort()
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    first = np.flatnonzero(new)
    return ordered[first], np.diff(first, append=len(ordered))


def _largest(sizes: Ints, top: int) -> Ints:
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
    """Give each coordinate a number, to the millimetre; -1 where there is none."""
    east = incidents["easting"].to_numpy(dtype=np.float64)
    north = incidents["northing"].to_numpy(dtype=np.float64)
    key = np.full(len(east), -1, dtype=np.int64)
    for start in range(0, len(east), _AT_ONCE):
        x, y = east[start : start + _AT_ONCE], north[start : start + _AT_ONCE]
        located = ~np.isnan(x) & ~np.isnan(y)
        millimetres = np.round(np.stack([x[located], y[located]]) * 1000)
        whole = millimetres.astype(np.int64)
        key[start : start + _AT_ONCE][located] = whole[0] * (1 << 31) + whole[1]
    return key


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
    _, sizes = _sizes(_points(exact))
    shared = np.sum(sizes[sizes >= _STACKED])
    return bool(shared >= _SHARE * len(exact))

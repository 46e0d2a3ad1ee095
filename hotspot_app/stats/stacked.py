"""Incidents stacked on the same point: police stations, hospitals, snapped data."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

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
    sizes = _sizes(points)
    located = int(sizes.sum())
    least = int(sizes.iloc[:top].min()) if len(sizes) else 0
    rows = []
    for point in sizes.index[sizes >= least][: 10 * top]:
        at = np.flatnonzero(points == point)
        first = incidents.iloc[at[0]]
        names = incidents["place"].iloc[at].value_counts(sort=False)
        known = sorted(zip(-names, names.index.astype("str"), strict=True))
        place = known[0][1] if known and known[0][0] else ""
        rows.append((first["easting"], first["northing"], place, len(at)))
    rows.sort(key=lambda row: (-row[3], row[0], row[1]))
    columns = ["easting", "northing", "place", "rows"]
    table = pd.DataFrame(rows[:top], columns=columns)
    return table.assign(share=table["rows"] / max(located, 1))


def _sizes(points: npt.NDArray[np.int64]) -> pd.Series[int]:
    """Count rows by point, most first."""
    parts: list[pd.Series[int]] = []
    for start in range(0, max(len(points), 1), _AT_ONCE):
        part: pd.Series[int] = pd.Series(points[start : start + _AT_ONCE])
        parts.append(part.value_counts(sort=False))
    sizes: pd.Series[int] = pd.concat(parts).groupby(level=0).sum().astype("int64")
    return sizes[sizes.index >= 0].sort_values(ascending=False, kind="stable")


def _points(incidents: pd.DataFrame) -> npt.NDArray[np.int64]:
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
    sizes = _sizes(_points(exact)).to_numpy()
    shared = np.sum(sizes[sizes >= _STACKED])
    return bool(shared >= _SHARE * len(exact))

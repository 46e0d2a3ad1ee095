"""The districts that each source covers, by where its incidents lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

STRAY: Final = 0.02
"""Incidents of a source in a district, as a share of what it has in as many areas
elsewhere, below which they are strays over a border.

Of 37 forces of England and Wales, a year, all crime: at most 0.01 in a district of
another force, at least 0.5 in one of their own.
"""

GAP: Final = 5.0
"""How many times more a source must have in the next district than where it has only
strays. Without such a gap, as of robberies or on the railway, few are truly few."""

EXPECTED: Final = 50.0
"""Incidents expected in a district, below which having none is no sign; of a source
in all, below which it has no territory."""

OWN: Final = 0.9
"""Share of its incidents that a source has where no other has more, and of all
incidents there, from which its territory lies apart. Every force has over 0.97 of both,
the railway's police under 0.1."""

ALIKE: Final = 0.2
"""How dense the incidents of a source are, as a share of those of the largest, from
which it is one of its kind: the railway's are thin where no force's file is given."""


@dataclass(frozen=True, eq=False)
class Spread:
    """Numbers of incidents by district and source.

    Coverage is told by district, since an area of a few hundred homes may well have
    no incident, and a district has.

    Attributes
    ----------
    home
        (n,) position of each area's district.
    many
        (d, s) number of incidents of each source in each district.
    months
        (s,) months that each source holds.
    """

    home: npt.NDArray[np.int64]
    many: pd.DataFrame
    months: npt.NDArray[np.int64]

    @property
    def areas(self) -> npt.NDArray[np.int64]:
        """Number of areas of each district."""
        return np.bincount(self.home, minlength=len(self.many))

    def among(self, sources: Sequence[str]) -> Spread:
        """Return the spread of some sources."""
        kept = self.many.columns.isin(list(sources))
        return replace(self, many=self.many.loc[:, kept], months=self.months[kept])

    def dense(self) -> pd.Series[float]:
        """Return incidents an area where a source's incidents lie, by source."""
        many = self.many.to_numpy(np.float64)
        total = many.sum(axis=0)
        weighted = (many**2 / self.areas[:, None]).sum(axis=0)
        dense = np.divide(weighted, total, out=np.zeros_like(total), where=total > 0)
        return pd.Series(dense, index=self.many.columns)

    def covers(self) -> pd.DataFrame:
        """Say which districts each source covers: (d, s) bool."""
        expected = self.areas[:, None] * self.dense().to_numpy()
        many = self.many.to_numpy(np.float64)
        found = np.ones(many.shape, dtype=np.bool_)
        for each in range(many.shape[1]):
            enough = expected[:, each] >= EXPECTED
            found[enough, each] = ~_strays(
                (many[enough, each] + 0.5) / expected[enough, each]
            )
        return pd.DataFrame(found, self.many.index, self.many.columns)

    def apart(self) -> tuple[str, ...]:
        """Return the sources whose territories lie apart, largest first.

        Those that share one with others are left out, the most shared first; none
        are returned where fewer than two remain.
        """
        total = self.many.sum().to_numpy()
        a_month = self.dense().to_numpy() / np.maximum(self.months, 1)
        if not total.any():
            return ()
        dense = a_month >= ALIKE * a_month[total.argmax()]
        left: pd.DataFrame = self.many.loc[:, (total >= EXPECTED) & dense]
        while left.shape[1] > 1:
            most = left.eq(left.max(axis=1), axis=0)
            alone = most.mul(most.sum(axis=1).eq(1), axis=0)
            own = left.where(alone, 0).sum()
            there = alone.mul(left.sum(axis=1), axis=0).sum()
            share: Floats = np.asarray(own / np.maximum(left.sum(), there))
            if share.min() >= OWN:
                ordered = left.sum().sort_values(ascending=False, kind="stable")
                return tuple(map(str, ordered.index))
            left = left.drop(columns=left.columns[int(share.argmin())])
        return ()

    def owner(self, sources: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the position of the source that covers each area, -1 if none does.

        Of several that do, the one with most incidents in its district.
        """
        many = self.many[list(sources)].to_numpy()
        covers = self.covers()[list(sources)].to_numpy()
        best = np.where(covers, many, -1).argmax(axis=1)
        return np.where(covers.any(axis=1), best, -1)[self.home]


def _strays(ratio: Floats) -> Mask:
    """Say which are below the last gap that begins among strays."""
    rising = np.sort(ratio)
    gaps = (rising[1:] >= GAP * rising[:-1]) & (rising[:-1] < STRAY)
    if not gaps.any():
        return np.zeros(len(ratio), dtype=np.bool_)
    return np.asarray(ratio <= rising[:-1][gaps][-1])


def spread(
    area: npt.NDArray[np.int32],
    source: pd.Series[str],
    districts: pd.Series[str],
    months: pd.Series[int],
    times: npt.NDArray[np.int64] | None = None,
) -> Spread:
    """Count incidents by district and source.

    Parameters
    ----------
    area
        (rows,) position of each incident's area, -1 if outside.
    source
        (rows,) category of the sources.
    districts
        (n,) district of each area.
    months
        Months held, by source.
    times
        (rows,) number of incidents in each row; one if None.
    """
    home, names = pd.factorize(districts.to_numpy(dtype=object))
    known = source.cat.categories
    inside = area >= 0
    cell = home[area[inside]] * len(known) + source.cat.codes.to_numpy()[inside]
    counts = np.bincount(
        cell,
        weights=None if times is None else times[inside],
        minlength=len(names) * len(known),
    ).reshape(len(names), len(known))
    many = pd.DataFrame(counts.astype(np.int64), names, pd.Index(known, dtype=object))
    held = np.array([int(months.get(name, 0)) for name in known], dtype=np.int64)
    return Spread(home.astype(np.int64), many, held)

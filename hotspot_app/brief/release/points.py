"""Counts by area, type and month as one table, and figures as sums over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.project.ask.ledger import Counted
from hotspot_app.stats.over_time.counts import Cube
from hotspot_app.stats.withheld.possible_values import Mask, Whole

Places = npt.NDArray[np.intp]

Key = tuple[bytes, bytes, bool, bool]
"""What tells a figure from others."""


@dataclass(frozen=True, eq=False)
class Points:
    """What is told apart at most: whether flagged as asked, type and month.

    Attributes
    ----------
    counts
        (n, p) int64, areas by points: with the flags asked for, then without.
    types, months
        As `Cube` has them; the months present only.
    flags
        What the first half of the points carries; () if there is no second.
    codes
        (n,) of the areas.
    """

    counts: Whole
    types: tuple[str, ...]
    months: tuple[str, ...]
    flags: tuple[str, ...]
    codes: pd.Index[str]
    _scopes: dict[Counted, Mask] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, cube: Cube, recorded: Cube, flags: tuple[str, ...]) -> Points:
        """Take the counts of a tally."""
        n, present = len(cube.codes), cube.present
        carried = cube.counts[:, :, present].astype(np.int64)
        halves = [carried]
        if flags:
            halves.append(recorded.counts[:, :, present] - carried)
        months = tuple(map(str, cube.months[present]))
        counts = np.concatenate([each.reshape(n, -1) for each in halves], axis=1)
        return cls(counts, cube.types, months, flags, cube.codes)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {str(code): place for place, code in enumerate(self.codes)}

    def places(self, codes: Sequence[str]) -> Places | None:
        """Return the positions of areas; None if one isn't known."""
        found = [self._places.get(code, -1) for code in codes]
        return None if -1 in found else np.sort(np.array(found, dtype=np.intp))

    def scope(self, counted: Counted) -> Mask:
        """Say which points some figures count."""
        if counted not in self._scopes:
            self._scopes[counted] = self._scope(counted)
        return self._scopes[counted]

    def _scope(self, counted: Counted) -> Mask:
        types = np.isin(np.array(self.types, dtype=object), list(counted.types))
        months = np.isin(np.array(self.months, dtype=object), list(counted.months))
        half = np.outer(types, months).ravel()
        if not self.flags:
            return half
        rest = np.zeros_like(half) if counted.flags else half
        return np.concatenate([half, rest])

    def cube(self, counts: Whole, like: Cube) -> Cube:
        """Return a cube with other counts, of what carries the flags."""
        half = len(self.types) * len(self.months)
        made = np.zeros(like.counts.shape, dtype=np.int32)
        shape = (len(counts), len(self.types), len(self.months))
        made[:, :, like.present] = counts[:, :half].reshape(shape)
        return replace(like, counts=made)


@dataclass(frozen=True, eq=False)
class Figure:
    """A sum over areas, types and months.

    Attributes
    ----------
    areas
        Positions of the areas.
    scope
        (p,) the points that it counts.
    single
        Whether it is of one area as such, not of a whole that happens to have one.
    apart
        How many more it counts, of months that aren't held; None if there are none.
    """

    areas: Places
    scope: Mask
    single: bool
    apart: int | None = None

    @cached_property
    def key(self) -> Key:
        """What tells it from others."""
        held = self.apart is None
        return self.areas.tobytes(), self.scope.tobytes(), self.single, held

    def value(self, points: Points) -> int:
        """Return how many it counts."""
        return int(points.counts[self.areas][:, self.scope].sum()) + (self.apart or 0)

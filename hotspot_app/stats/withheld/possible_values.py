"""What figures that are withheld may still be, to whoever sees all the others.

Source: M. Fischetti and J.J. Salazar, "Solving the cell suppression problem on tabular
data with linear constraints", Management Science 47 (2001): the attacker's problem is
to find the least and the greatest value of a suppressed cell. Here values are whole, so
these are integer programmes, and three values must be possible, not two.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

ROUNDS: Final = 40
"""Programmes that move many cells at once, before each is looked at by itself."""

IDLE: Final = 6
"""Of these, how many may prove nothing in a row."""

_TRIED: Final = 12
"""Values between the least and the greatest that are tried."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Sums of parts that are published or withheld.

    Attributes
    ----------
    parts
        (n,) true counts; whoever sees the figures knows that none is negative.
    sums
        (m, n) which parts each figure adds up.
    links
        (k, n) sums of parts that are zero by definition.
    hidden
        (h, n) sums that are no figures and must not follow from them either.
    known
        (m,) figures that are out already.
    withheld
        (m,) figures that were withheld before and stay so.
    costs
        (m,) what is lost with each figure.
    kept
        (m,) figures that are withheld last: totals.
    """

    parts: Whole
    sums: sparse.csr_array
    links: sparse.csr_array
    hidden: sparse.csr_array
    known: Mask
    withheld: Mask
    costs: npt.NDArray[np.float64]
    kept: Mask

    @property
    def values(self) -> Whole:
        """The figures' true values."""
        return np.asarray(self.sums @ self.parts, dtype=np.int64)


class Attack:
    """The whole numbers that are found possible, of figures and of hidden sums.

    The attacker knows which withheld figures are small (1 to `small`) and that the
    others are greater. A cell is a figure (by its number) or a hidden sum (after
    them). What was found stays true when more is withheld.
    """

    def __init__(
        self, figures: Figures, small: int, needed: int, *, before: bool = False
    ) -> None:
        self.figures, self.small, self.needed = figures, small, needed
        self._before = before
        self._rows = sparse.vstack([figures.sums, figures.links], format="csr")
        self._links = figures.links.shape[0]
        self._cells = sparse.vstack([figures.sums, figures.hidden], format="csr")
        self.true: Whole = np.asarray(self._cells @ figures.parts, dtype=np.int64)
        self.seen: list[set[int]] = [{int(value)} for value in self.true]
        self._highest = float(figures.parts.sum() + small + needed)
        self.withheld: Mask = np.zeros(len(figures.known), dtype=np.bool_)
        self.withhold(figures.withheld)

    def withhold(self, more: Mask) -> None:
        """Withhold more figures."""
        self.withheld = self.withheld | more
        self.lower, self.upper = self._limits()
        self._take_in()

    def show(self, cell: int) -> None:
        """Publish a figure after all, that can be nothing else whatever is withheld."""
        self.withheld = self.withheld & (np.arange(len(self.withheld)) != cell)
        self.withhold(self.withheld)

    def _limits(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        value = self.figures.values.astype(np.float64)
        lower, upper = value.copy(), value.copy()
        few = self.withheld & (value > 0) & (value <= self.small)
        lower[few], upper[few] = 1, self.small
        many = self.withheld & ~few
        lower[many], upper[many] = self.small + 1, np.inf
        if self._before:  # nothing is known of what isn't out
            new = ~self.figures.known & ~self.figures.withheld
            lower[new], upper[new] = 0, np.inf
        none = np.zeros(self._links)
        return np.append(lower, none), np.append(upper, none)

    def row(self, cell: int) -> sparse.csr_array:
        """Return what parts a cell adds up."""
        row: sparse.csr_array = self._cells[[cell]]
        return row

    def is_small(self, cell: int) -> bool:
        """Say whether a cell is a figure that is withheld by rule."""
        return cell < len(self.withheld) and 0 < self.true[cell] <= self.small

    def range_of(self, cell: int) -> tuple[int, int]:
        """Return the limits between which a cell is known to lie."""
        if self.is_small(cell):
            return 1, self.small
        least = self.small + 1 if cell < len(self.withheld) else 0
        return least, int(self._highest)

    def lacking(self) -> list[int]:
        """Return the cells that must not follow and for which too little was found."""
        few = np.array([len(each) < self.needed for each in self.seen], dtype=np.bool_)
        matters = np.append(
            self.withheld, np.ones(len(self.true) - len(self.withheld), dtype=np.bool_)
        )
        return [int(cell) for cell in np.flatnonzero(few & matters)]

    def add(self, parts: Whole) -> bool:
        """Note what cells would be if these were the parts, if they can be."""
        sums = self._rows @ parts
        fits = (sums >= self.lower).all() and (sums <= self.upper).all()
        if not fits or (parts < 0).any():
            return False
        for seen, value in zip(self.seen, self._cells @ parts, strict=True):
            seen.add(int(value))
        return True

    def search(self, seconds: float) -> None:
        """Move many cells at once, some up and some down, far and by one in turn.

        Any two cells are moved apart in some round, because their numbers differ.
        """
        idle = 0
        for number in range(ROUNDS):
            cells = self.lacking()
            if not cells or idle == IDLE:
                return
            places = np.arange(len(cells)) >> (number // 4)
            signs = np.where((places + number // 2) % 2, 1.0, -1.0)
            self._try(
                self._cells[cells].T @ signs,
                near=number % 2,
                gap=0.1,
                seconds=seconds,
            )
            idle = idle + 1 if len(self.lacking()) == len(cells) else 0

    def settle(self, cell: int, seconds: float) -> bool:
        """Look for values of one cell until enough are found or there are no more."""
        row = np.asarray(self.row(cell).todense()).ravel().astype(np.float64)
        ends = []
        for sign in (1.0, -1.0):
            if len(self.seen[cell]) >= self.needed:
                return True
            found = self._try(sign * row, seconds=seconds)
            ends.append(self.true[cell] if found is None else round(float(row @ found)))
        least, greatest = min(ends), max(ends)
        middle = int(self.true[cell])
        between = sorted(
            set(range(max(least, middle - _TRIED), min(greatest, middle + _TRIED) + 1))
            - self.seen[cell],
            key=lambda value: (abs(value - middle), value),
        )
        for value in itertools.islice(between, _TRIED):
            if len(self.seen[cell]) >= self.needed:
                break
            self._try(np.zeros_like(row), (cell, value), seconds=seconds)
        return len(self.seen[cell]) >= self.needed

    def _try(
        self,
        objective: npt.NDArray[np.float64],
        fixed: tuple[int, int] | None = None,
        *,
        near: int = 0,
        gap: float = 0.0,
        seconds: float,
    ) -> Whole | None:
        """Return the parts that are best by an objective, if some are found.

        Parameters
        ----------
        fixed
            A cell and its value.
        near
            How far figures may be from the truth; however far by default.
        gap
            How far from the best they may be, as a share.
        """
        rows, lower, upper = self._open_rows
        if near:
            value = self._open_values
            lower = np.maximum(lower, np.minimum(value - near, upper))
            upper = np.minimum(upper, np.maximum(value + near, lower))
        free, parts = self._free, self.figures.parts
        constraints = [LinearConstraint(rows, lower, upper)]
        if fixed is not None:
            row = self.row(fixed[0])
            value = fixed[1] - int((row[:, ~free] @ parts[~free])[0])
            constraints.append(LinearConstraint(row[:, free], value, value))
        found = solved(
            np.asarray(objective, dtype=np.float64)[free],
            Bounds(0, self._highest),
            constraints,
            seconds=seconds,
            gap=gap,
        )
        if found is None:
            return None
        every = parts.copy()
        every[free] = found
        return every if self.add(every) else None

    def _take_in(self) -> None:
        """Set apart the parts that are published, so that programmes stay small."""
        lower, upper = self.lower, self.upper
        told = lower == upper
        alone = told & (np.diff(self._rows.indptr) == 1)
        none = told & (upper == 0) & (self._rows.min(axis=1).toarray().ravel() >= 0)
        sure = np.repeat(alone | none, np.diff(self._rows.indptr))
        self._free = np.ones(len(self.figures.parts), dtype=np.bool_)
        self._free[self._rows.indices[sure]] = False
        rows = self._rows[:, self._free]
        kept = np.diff(rows.indptr) > 0
        taken = self._rows[:, ~self._free] @ self.figures.parts[~self._free]
        self._open_rows = rows[kept], (lower - taken)[kept], (upper - taken)[kept]
        self._open_values = (self._rows @ self.figures.parts - taken)[kept]


def solved(
    objective: npt.NDArray[np.float64],
    bounds: Bounds,
    rows: Sequence[LinearConstraint],
    *,
    seconds: float,
    whole: int | None = None,
    gap: float = 0.0,
) -> Whole | None:
    """Return whole numbers that a programme has as its answer; None if it has none.

    Parameters
    ----------
    seconds
        What it may take; the best that was found by then is returned.
    whole
        How many variables, from the first, are whole; all by default.
    gap
        How far from the best the answer may be, as a share of it.
    """
    kinds = np.ones(len(objective), dtype=np.int64)
    if whole is not None:
        kinds[whole:] = 0
    found = milp(
        objective,
        integrality=kinds,
        bounds=bounds,
        constraints=rows,
        options={"time_limit": max(seconds, 0.01), "mip_rel_gap": gap},
    )
    return None if found.x is None else np.rint(found.x).astype(np.int64)


def possible_values(
    figures: Figures,
    withheld: Mask,
    *,
    small: int = 4,
    needed: int = 3,
    seconds: float = 60.0,
) -> list[frozenset[int]]:
    """Return whole numbers that each withheld figure, then each hidden sum, may be.

    Of each at least `needed` are found if there are as many. Each is proved by whole
    parts that have it and all that is published.

    Parameters
    ----------
    withheld
        (m,) figures that are withheld.
    small
        The greatest count that is withheld by rule.
    seconds
        What one programme may take; what isn't found by then doesn't count.

    Examples
    --------
    Two counts of which the sum is out, 2 and 7: the small one may be 1 to 4.

    >>> row = sparse.csr_array(np.array([[1, 0], [0, 1], [1, 1]]))
    >>> no, none = np.zeros(3, dtype=bool), sparse.csr_array((0, 2))
    >>> two = Figures(np.array([2, 7]), row, none, none, no, no, np.ones(3), no)
    >>> [len(each) >= 3 for each in possible_values(two, np.array([1, 1, 0], bool))]
    [True, True]
    """
    attack = Attack(figures, small, needed)
    attack.withhold(withheld)
    attack.search(seconds)
    for cell in attack.lacking():
        attack.settle(cell, seconds)
    cells = [*np.flatnonzero(withheld), *range(len(withheld), len(attack.seen))]
    return [frozenset(attack.seen[cell]) for cell in cells]

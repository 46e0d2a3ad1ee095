"""An attacker for a whole city: many areas, totals of all of them, and no hurry.

Unknown are each area's counts, as far as figures of areas tell types and months apart,
and the whole city's, as far as any figure does. For each part that areas tell apart,
areas and parts of the whole are the sums of rows and columns of one table: whole
numbers that agree in total can always be filled in (a transport problem), so whatever
is found here is possible for the city, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from hotspot_app.stats.over_time.counts import Cube
from tests.brief.release.attacker import Figure

SWEEPS = 60
"""Programmes that move many figures at once, before each is looked at by itself."""


class CityAttacker:
    """Knows figures, and of each withheld one whether it is from 1 to 4 or more.

    Attributes
    ----------
    programmes
        How many were solved.
    """

    def __init__(self, public: Sequence[Figure], cube: Cube) -> None:
        self._shape = cube.counts.shape
        parted = [self._parted(each.which) for each in public]
        own = [scope for areas, scope in parted if not areas.all()]
        self._cell = told_apart(own, own[0].size)
        self._sub = told_apart([scope for _, scope in parted], own[0].size)
        self._cells = int(self._cell.max()) + 1
        self._first_whole = self._shape[0] * self._cells
        self._unknown = self._first_whole + int(self._sub.max()) + 1
        truth = cube.counts.ravel()
        rows, lower, upper, middle = [], [], [], []
        for each in public:
            true = int(truth[each.which].sum())
            assert each.value is None or each.value == true, each.name
            small = each.value is None and true < 5
            rows.append(self._row(each.which))
            lower.append(1 if small else 5 if each.value is None else true)
            upper.append(4 if small else np.inf if each.value is None else true)
            middle.append(true)
        for cell in range(self._cells):
            rows.append(self._link(cell))
            for limits in (lower, upper, middle):
                limits.append(0)
        self._rows = sparse.vstack(rows, format="csr")
        self._lower, self._upper = np.array(lower), np.array(upper)
        middle = np.array(middle)
        self._near = (
            np.maximum(self._lower, middle - 1),
            np.minimum(self._upper, middle + 1),
        )
        self._most = float(truth.sum() + 20)
        self._found: list[np.ndarray] = []
        self.programmes = 0

    def possible(self, cells: Sequence[Figure], needed: int = 3) -> list[set[int]]:
        """Return whole numbers that each may be: up to `needed`, or all there are."""
        rows = sparse.vstack([self._row(each.which) for each in cells], format="csr")
        rng = np.random.default_rng(7)
        lacking = np.arange(len(cells))
        for number in range(SWEEPS):
            if not len(lacking):
                break
            signs = rng.choice([-1.0, 0.0, 1.0], len(lacking))
            near = self._near if number % 3 else (self._lower, self._upper)
            self._solve(rows[lacking].T @ signs, LinearConstraint(self._rows, *near))
            seen = self._seen(rows[lacking])
            lacking = lacking[[len(each) < needed for each in seen]]
        for place in lacking:
            self._look_at(rows[[place]], needed)
        return self._seen(rows)

    def _look_at(self, row: sparse.csr_array, needed: int) -> None:
        """Find the least and the greatest, and what is possible between them."""
        objective = row.toarray().ravel()
        for sign in (1.0, -1.0):
            self._solve(sign * objective)
        (seen,) = self._seen(row)
        for value in range(min(seen), min(max(seen), min(seen) + 40)):
            if len(seen) >= needed:
                return
            if value not in seen:
                self._solve(0 * objective, LinearConstraint(row, value, value))
                (seen,) = self._seen(row)

    def _seen(self, rows: sparse.csr_array) -> list[set[int]]:
        values = rows @ np.stack(self._found, axis=1)
        return [set(map(int, each)) for each in values]

    def _solve(self, objective: np.ndarray, *also: LinearConstraint) -> None:
        self.programmes += 1
        limits = LinearConstraint(self._rows, self._lower, self._upper)
        found = milp(
            objective,
            integrality=np.ones(self._unknown),
            bounds=Bounds(0, self._most),
            constraints=[limits, *also],
        )
        if found.x is None:
            assert also, found.message
            return
        whole = np.rint(found.x).astype(np.int64)
        sums = self._rows @ whole
        assert (whole >= 0).all()
        assert (sums >= self._lower).all()
        assert (sums <= self._upper).all()
        self._found.append(whole)

    def _parted(self, which: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        table = which.reshape(self._shape[0], -1)
        areas, scope = table.any(axis=1), table.any(axis=0)
        assert (table == np.outer(areas, scope)).all()
        return areas, scope

    def _row(self, which: np.ndarray) -> sparse.csr_array:
        areas, scope = self._parted(which)
        if areas.all():
            return self._ones(self._first_whole + parts_of(self._sub, scope))
        cells = parts_of(self._cell, scope)
        places = np.flatnonzero(areas)[:, None] * self._cells + cells
        return self._ones(places.ravel())

    def _link(self, cell: int) -> sparse.csr_array:
        """What areas have in a cell, less what the whole has in it."""
        every = np.arange(self._shape[0]) * self._cells + cell
        subs = parts_of(self._sub, self._cell == cell)
        return self._ones(every) - self._ones(self._first_whole + subs)

    def _ones(self, places: np.ndarray) -> sparse.csr_array:
        at = np.zeros(len(places), dtype=np.int64), places
        ones = np.ones(len(places), dtype=np.int64)
        return sparse.csr_array((ones, at), shape=(1, self._unknown))


def told_apart(scopes: Sequence[np.ndarray], many: int) -> np.ndarray:
    """Give types and months that the same scopes hold one number, others -1."""
    marks = np.stack([*{each.tobytes(): each for each in scopes}.values()], axis=1)
    _, number = np.unique(marks, axis=0, return_inverse=True)
    held = marks.any(axis=1)
    number = number.reshape(many) - (0 if held.all() else 1)
    return np.where(held, number, -1)


def parts_of(number: np.ndarray, scope: np.ndarray) -> np.ndarray:
    """Return the parts that a scope is made of, which it must hold whole."""
    parts = np.unique(number[scope])
    assert (np.isin(number, parts) == scope).all()
    return parts

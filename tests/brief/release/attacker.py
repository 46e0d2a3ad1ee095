"""Somebody who has all public figures, and knows the rules, looks for what is withheld.

Written from the definition alone: one unknown whole number for each area, type and
month; a published figure is an equation; a withheld one is known to be from 1 to 4, or
5 or more. Shares nothing with the app's own proof but the solver.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from hotspot_app.project.ask.ledger import Ledger
from hotspot_app.stats.over_time.counts import Cube


@dataclass(frozen=True)
class Figure:
    name: str
    which: np.ndarray  # (areas × types × months,) bool
    value: int | None


def figures(ledger: Ledger, cube: Cube) -> list[Figure]:
    """Read what is public as sums over a cube."""
    found = []
    for entry in ledger.entries:
        what = entry.counted
        types = np.isin(cube.types, what.types)
        months = np.isin(cube.months.astype(str), what.months)
        every = {(code,): value for code, value in entry.by_area.items()}
        for whole, each in ((False, every), (True, entry.totals)):
            for codes, value in each.items():
                areas = np.isin(np.asarray(cube.codes, dtype=str), codes)
                which = areas[:, None, None] & types[:, None] & months
                name = (
                    f"{codes if not whole else len(codes)} {what.types} {what.months}"
                )
                found.append(Figure(name, which.ravel(), value))
    return found


class Attacker:
    def __init__(self, public: Iterable[Figure], cube: Cube) -> None:
        truth = cube.counts.ravel()
        rows, lower, upper = [], [], []
        for each in public:
            rows.append(each.which)
            true = int(truth[each.which].sum())
            if each.value is not None:
                assert each.value == true
                lower.append(true)
                upper.append(true)
            else:
                assert true > 0
                lower.append(1 if true < 5 else 5)
                upper.append(4 if true < 5 else np.inf)
        # unknowns of which all sums are alike are one unknown
        columns = np.array(rows, dtype=np.bool_).reshape(len(rows), len(truth))
        packed = np.ascontiguousarray(np.packbits(columns, axis=0).T)
        marks = packed.view(f"V{max(packed.shape[1], 1)}") if rows else columns.T
        _, first, self.where = np.unique(
            marks.ravel() if rows else np.zeros(len(truth)),
            return_index=True,
            return_inverse=True,
        )
        self.rows = columns[:, first].astype(np.int64)
        self.limits = LinearConstraint(self.rows, lower, upper)
        self.most = float(truth.sum() + 20)
        self.found: list[np.ndarray] = []

    def possible(self, which: np.ndarray, needed: int = 3) -> set[int]:
        """Return whole numbers that a sum may be: up to `needed`, or all there are."""
        row = np.zeros(self.rows.shape[1], dtype=np.int64)
        for unknown in np.unique(self.where[which]):
            row[unknown] = 1
        if not which[row[self.where] > 0].all():
            return set(range(needed))  # no sum tells this from the rest
        values = {int(row @ each) for each in self.found}
        if len(values) >= needed:
            return values
        ends = [self._best(sign * row) for sign in (1, -1)]
        least, greatest = sorted(int(row @ each) for each in ends)
        for value in range(least, min(greatest, least + 40) + 1):
            values = {int(row @ each) for each in self.found}
            if len(values) >= needed:
                break
            if value not in values:
                self._best(0 * row, (row, value))
        return {int(row @ each) for each in self.found}

    def _best(self, objective, fixed=None):
        limits = [self.limits]
        if fixed is not None:
            limits.append(LinearConstraint(fixed[0], fixed[1], fixed[1]))
        found = milp(
            objective,
            integrality=np.ones(len(objective)),
            bounds=Bounds(0, self.most),
            constraints=limits,
        )
        if found.x is None:
            return None
        whole = np.rint(found.x).astype(np.int64)
        sums = self.rows @ whole
        assert (whole >= 0).all()
        assert (sums >= self.limits.lb).all()
        assert (sums <= self.limits.ub).all()
        self.found.append(whole)
        return whole

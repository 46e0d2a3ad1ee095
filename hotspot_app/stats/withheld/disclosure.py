"""Which figures are withheld so that no small count follows from those published.

Secondary cell suppression as an integer programme. Source: M. Fischetti and J.J.
Salazar, Management Science 47 (2001), pages 1008 to 1027: the cheapest figures beside
which a cell can be other whole numbers. They are found cell by cell, as in their
heuristic, and every cell is then proved to be safe (`possible_values`).
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint

from hotspot_app.progress import SILENT, Progress
from hotspot_app.stats.withheld.possible_values import (
    Attack,
    Figures,
    Mask,
    Whole,
    solved,
)

SMALL: Final = 4
"""The greatest count that is withheld by rule."""

NEEDED: Final = 3
"""Whole numbers that must stay possible for what is withheld."""

SECONDS: Final = 60.0
"""What the search for the cheapest figures may take."""

_REACH: Final = (2, 8)
"""How far a figure is moved to make another possible: first little, then more."""

_GAP: Final = 0.02
"""How far from the cheapest the figures withheld may be, as a share."""

_PROOF: Final = 10.0
"""Seconds that one proof may take."""


@dataclass(frozen=True, eq=False)
class Protection:
    """What is withheld.

    Attributes
    ----------
    withheld
        (m,) figures that aren't published.
    primary
        (m,) those of them that are small themselves.
    follow
        Cells (figures, then hidden sums) that followed from what was out before.
    unsafe
        Cells that too few values are possible for, whatever is withheld.
    hurried
        Whether time ran out and more is withheld than need be.
    """

    withheld: Mask
    primary: Mask
    follow: tuple[int, ...]
    unsafe: tuple[int, ...]
    hurried: bool


def protect(
    figures: Figures,
    *,
    small: int = SMALL,
    needed: int = NEEDED,
    seconds: float = SECONDS,
    progress: Progress = SILENT,
) -> Protection:
    """Choose the figures to withhold.

    Small ones (1 to `small`), and so many others that each withheld figure, and each
    hidden sum, can still be `needed` whole numbers. A zero is always shown.

    Parameters
    ----------
    seconds
        After which more is withheld, not less: everything but totals, then these too.

    Examples
    --------
    A row of three counts and its total: beside the small one another is withheld.

    >>> row = sparse.csr_array(np.vstack([np.eye(3), np.ones((1, 3))]))
    >>> no, none = np.zeros(4, dtype=bool), sparse.csr_array((0, 3))
    >>> three = Figures(np.array([3, 30, 9]), row, none, none, no, no,
    ...                 np.array([3.0, 30, 9, 99]), no)
    >>> protect(three).withheld.tolist()
    [True, False, True, False]
    """
    end = time.monotonic() + seconds
    values = figures.values
    primary = (values > 0) & (values <= small) & ~figures.known
    attack = Attack(figures, small, needed)
    attack.withhold(primary)
    attack.search(_PROOF)
    follow: list[int] = []
    unsafe: list[int] = []
    hurried = False
    while cells := [c for c in attack.lacking() if c not in {*follow, *unsafe}]:
        progress.step(1 - len(cells) / len(attack.true))
        cell = cells[0]
        if attack.settle(cell, _PROOF):
            continue
        left = end - time.monotonic()
        more = _cheapest(attack, cell, left) if left > 0 else None
        if more is None and len(known := _known_before(attack, cell)) < needed:
            follow.append(cell)
            if len(known) == 1 and cell in np.flatnonzero(attack.withheld & ~primary):
                attack.show(cell)
            continue
        if more is None:
            hurried = hurried or left <= 0
            more = _everything(attack)
        if not more.any():
            unsafe.append(cell)
        attack.withhold(more)
    return Protection(attack.withheld, primary, tuple(follow), tuple(unsafe), hurried)


def _everything(attack: Attack) -> Mask:
    """Return all figures that may be withheld but totals, or, after these, all."""
    figures = attack.figures
    free = ~figures.known & (figures.values > 0) & ~attack.withheld
    lesser = free & ~figures.kept
    return lesser if lesser.any() else free


def _known_before(attack: Attack, cell: int) -> set[int]:
    """Return what a cell could be by what was out before: enough, or all there is."""
    figures = attack.figures
    if attack.is_small(cell):
        only = np.arange(len(attack.withheld)) == cell
        figures = replace(figures, withheld=figures.withheld | only)
    before = Attack(figures, attack.small, attack.needed, before=True)
    before.search(_PROOF)
    before.settle(cell, _PROOF)
    return before.seen[cell]


def _cheapest(attack: Attack, cell: int, seconds: float) -> Mask | None:
    """Return the cheapest figures beside which a cell can be enough whole numbers."""
    end = time.monotonic() + seconds
    for reach in _REACH:
        for targets in _targets(attack, cell):
            left = end - time.monotonic()
            if left <= 0:
                return None
            found = _moved(attack, cell, targets, reach, left)
            if found is not None:
                return found
    return None


def _targets(attack: Attack, cell: int) -> Iterator[tuple[int, ...]]:
    """Return differences from the truth that would be enough, the nearest first."""
    lacks = attack.needed - len(attack.seen[cell])
    true = int(attack.true[cell])
    least, greatest = attack.range_of(cell)
    around = range(max(least, true - lacks), min(greatest, true + lacks) + 1)
    others = [value - true for value in around if value not in attack.seen[cell]]
    others.sort(key=lambda step: (abs(step), step))
    return itertools.combinations(others, lacks)


def _moved(
    attack: Attack, cell: int, targets: tuple[int, ...], reach: int, seconds: float
) -> Mask | None:
    """Find the cheapest figures to withhold for a cell to be moved by each target.

    A programme of the moves of all parts, once for each target, and of which figures
    are withheld: only these may change.
    """
    figures, many = attack.figures, len(targets)
    n, value = len(figures.parts), figures.values
    free = np.flatnonzero(~figures.known & ~attack.withheld & (value > 0))
    move = sparse.csr_array(
        (np.full(len(free), -float(reach)), (free, np.arange(len(free)))),
        shape=(len(value), len(free)),
    )
    rows = sparse.vstack([figures.sums, figures.links], format="csr")
    true = np.append(value, np.zeros(figures.links.shape[0], dtype=np.int64))
    lower: npt.NDArray[np.float64] = attack.lower - true
    upper: npt.NDArray[np.float64] = attack.upper - true
    lower[free] = np.minimum(attack.small + 1 - value[free], 0)
    upper[free] = np.inf
    constraints = []
    for number, target in enumerate(targets):
        before, after = (
            sparse.csr_array((rows.shape[0], n * each))
            for each in (number, many - number - 1)
        )
        own = [before, rows, after, sparse.csr_array((rows.shape[0], len(free)))]
        constraints.append(LinearConstraint(sparse.hstack(own), lower, upper))
        few = [before[free], figures.sums[free], after[free]]
        for sign in (1.0, -1.0):
            held = sparse.hstack([*[sign * each for each in few], move[free]])
            constraints.append(LinearConstraint(held, -np.inf, 0))
        fixed = [before[[0]], attack.row(cell), after[[0]]]
        whole = sparse.hstack([*fixed, sparse.csr_array((1, len(free)))])
        constraints.append(LinearConstraint(whole, target, target))
    down = -np.minimum(figures.parts, reach).astype(np.float64)
    bounds = Bounds(
        np.concatenate([np.tile(down, many), np.zeros(len(free))]),
        np.concatenate([np.full(n * many, float(reach)), np.ones(len(free))]),
    )
    cost = np.concatenate([np.zeros(n * many), figures.costs[free]])
    found = solved(cost, bounds, constraints, seconds=seconds, gap=_GAP)
    if found is None:
        return None
    return _changed(attack, found[: n * many].reshape(many, n), free)


def _changed(attack: Attack, moves: Whole, free: npt.NDArray[np.intp]) -> Mask | None:
    """Withhold what the moves change, and note what it makes possible."""
    figures = attack.figures
    changed = np.zeros(len(figures.known), dtype=np.bool_)
    for each in moves:
        changed[free] |= (figures.sums[free] @ each) != 0
    attack.withhold(changed)
    if not all(attack.add(figures.parts + each) for each in moves):
        return None  # rounded by the solver to what doesn't hold
    return changed

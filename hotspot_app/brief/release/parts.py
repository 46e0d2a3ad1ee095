"""The finest parts of counts that figures tell apart, and figures as their sums.

An area's counts are split by types and months only as far as the figures of single
areas do, several areas together as far as any figure does. Whole counts of areas by
type and month that have both are there for every such pair (a transport problem, whose
sums of rows and columns agree), so nothing is lost by the split and it stays small.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hotspot_app.brief.release.points import Figure, Places, Points
from hotspot_app.stats.withheld.possible_values import Figures, Mask, Whole
from hotspot_app.stats.withheld.stand_ins import shared_out

DEPTH: Final = 2
"""How often figures of an area are subtracted from each other."""

MOST: Final = 400
"""Differences of an area's figures, of types and months, that are looked at."""


@dataclass(frozen=True, eq=False)
class State:
    """What became of a figure before.

    Attributes
    ----------
    known
        It is out.
    withheld
        It was withheld and stays so.
    """

    known: bool = False
    withheld: bool = False


class Split:
    """Counts split into parts, and figures as their sums."""

    def __init__(self, points: Points, figures: Sequence[Figure]) -> None:
        self.points, self.figures = points, figures
        single = _distinct([each.scope for each in figures if each.single])
        whole = _distinct([each.scope for each in figures if not each.single])
        n, p = points.counts.shape
        self.cell = _told_apart(single, p)
        self.sub = _told_apart([*single, *whole], p)
        sets = {each.areas.tobytes(): each.areas for each in figures if not each.single}
        inside = np.zeros((len(sets), n), dtype=np.bool_)
        for row, areas in zip(inside, sets.values(), strict=True):
            row[areas] = True
        self.block = _told_apart(list(inside), n)
        self.cells, self.subs = int(self.cell.max()) + 1, int(self.sub.max()) + 1
        self.blocks = int(self.block.max(initial=-1)) + 1
        self._apart = [n for n, each in enumerate(figures) if each.apart is not None]
        self._first_of_blocks = n * self.cells
        self._first_apart = self._first_of_blocks + self.blocks * self.subs

    @cached_property
    def parts(self) -> Whole:
        """The true counts of the parts."""
        counts = self.points.counts
        by_cell, by_sub = _summed(counts, self.cell), _summed(counts, self.sub)
        blocks = np.zeros((self.blocks, self.subs), dtype=np.int64)
        there = self.block >= 0
        np.add.at(blocks, self.block[there], by_sub[there])
        apart = [self.figures[place].apart or 0 for place in self._apart]
        return np.concatenate([by_cell.ravel(), blocks.ravel(), apart]).astype(np.int64)

    @cached_property
    def sums(self) -> sparse.csr_array:
        """Which parts each figure adds up."""
        return self._rows([self._parts_of(place) for place in range(len(self.figures))])

    @cached_property
    def links(self) -> sparse.csr_array:
        """What areas of a block have in a cell, less what the block has in it."""
        rows = []
        for block in range(self.blocks):
            areas = np.flatnonzero(self.block == block)
            for cell in range(self.cells):
                subs = np.unique(self.sub[self.cell == cell])
                more = areas * self.cells + cell
                rows.append((more, self._first_of_blocks + block * self.subs + subs))
        less: sparse.csr_array = self._rows([each for _, each in rows])
        found: sparse.csr_array = self._rows([each for each, _ in rows]) - less
        return found

    def hidden(self, small: int) -> sparse.csr_array:
        """Return sums that are no figures and are small: parts, and differences.

        Of one area's figures, and of those of a whole: those of which one counts all
        that the other does, and of an area the differences of these again.
        """
        parts = self.parts[: self._first_apart]
        few = np.flatnonzero((parts > 0) & (parts <= small))
        rows = [np.array([each]) for each in few]
        for areas, scope, single in self._differences():
            counts = self.points.counts[areas][:, scope].sum(axis=1)
            if single:
                small_here = areas[(counts > 0) & (counts <= small)]
                rows.extend(self._of_area(int(each), scope) for each in small_here)
            elif 0 < counts.sum() <= small:
                rows.append(self._of_whole(areas, scope))
        own = self._sets_of(self.sums)
        found = {tuple(np.sort(each).tolist()): each for each in rows}
        return self._rows([each for key, each in found.items() if key not in own])

    def _differences(self) -> Iterator[tuple[Places, Mask, bool]]:
        """Return areas, and what one figure of theirs counts more than another."""
        every = np.arange(len(self.points.counts))
        single = _distinct([each.scope for each in self.figures if each.single])
        for scope in _less_each_other(single, DEPTH):
            yield every, scope, True
        wholes: dict[bytes, list[Figure]] = {}
        for each in self.figures:
            if not each.single:
                wholes.setdefault(each.areas.tobytes(), []).append(each)
        for figures in wholes.values():
            for scope in _less_each_other([each.scope for each in figures], 1):
                yield figures[0].areas, scope, False
        for one, other in itertools.permutations(wholes.values(), 2):
            more = np.setdiff1d(one[0].areas, other[0].areas)
            if len(more) + len(other[0].areas) == len(one[0].areas):
                known = {each.scope.tobytes() for each in other}
                for each in one:
                    if each.scope.tobytes() in known:
                        yield more, each.scope, False

    @staticmethod
    def _sets_of(rows: sparse.csr_array) -> set[tuple[int, ...]]:
        ends = zip(rows.indptr[:-1], rows.indptr[1:], strict=True)
        return {tuple(np.sort(rows.indices[a:b]).tolist()) for a, b in ends}

    def problem(
        self, states: Sequence[State], costs: npt.NDArray[np.float64], small: int
    ) -> Figures:
        """Return the figures as the search for what to withhold takes them."""
        return Figures(
            parts=self.parts,
            sums=self.sums,
            links=self.links,
            hidden=self.hidden(small),
            known=np.array([each.known for each in states], dtype=np.bool_),
            withheld=np.array([each.withheld for each in states], dtype=np.bool_),
            costs=costs,
            kept=np.array([not each.single for each in self.figures], dtype=np.bool_),
        )

    def types_of_cells(self) -> list[list[str]]:
        """Return the types that each part of an area's count is of."""
        points = self.points
        types = np.repeat(np.array(points.types, dtype=object), len(points.months))
        every = np.tile(types, points.counts.shape[1] // len(types))
        return [sorted(set(every[self.cell == n])) for n in range(self.cells)]

    def counts(self, parts: Whole) -> Whole:
        """Return areas by points with these parts, and nothing else of the truth.

        Parts are dealt to areas and points in proportion to their sums.
        """
        n, p = self.points.counts.shape
        made = np.zeros((n, p), dtype=np.int64)
        by_cell = parts[: self._first_of_blocks].reshape(n, self.cells)
        blocks = parts[self._first_of_blocks : self._first_apart]
        by_block = blocks.reshape(self.blocks, self.subs)
        for block in range(-1, self.blocks):
            areas = np.flatnonzero(self.block == block)
            for cell in range(-1, self.cells):
                subs = np.unique(self.sub[(self.cell == cell) & (self.sub >= 0)])
                if not len(areas) or not len(subs):
                    continue
                whole = by_block[block, subs] if block >= 0 else None
                down = by_cell[areas, cell] if cell >= 0 else None
                table = _dealt(down, whole, len(areas), len(subs))
                for sub, column in zip(subs, table.T, strict=True):
                    made[np.ix_(areas, np.flatnonzero(self.sub == sub))] = _evenly(
                        column, int((self.sub == sub).sum())
                    )
        return made

    def _parts_of(self, place: int) -> Places:
        figure = self.figures[place]
        if figure.single:
            found = self._of_area(int(figure.areas[0]), figure.scope)
        else:
            found = self._of_whole(figure.areas, figure.scope)
        if figure.apart is not None:
            found = np.append(found, self._first_apart + self._apart.index(place))
        return found

    def _of_area(self, area: int, scope: Mask) -> Places:
        cells = np.unique(self.cell[scope])
        return np.asarray(area * self.cells + cells[cells >= 0])

    def _of_whole(self, areas: Places, scope: Mask) -> Places:
        subs, blocks = np.unique(self.sub[scope]), np.unique(self.block[areas])
        places = blocks[:, None] * self.subs + subs
        return np.asarray(self._first_of_blocks + places.ravel())

    def _rows(self, rows: Sequence[Places]) -> sparse.csr_array:
        """Return the sums of some parts each as a matrix."""
        ends = np.cumsum([0, *map(len, rows)])
        where = np.concatenate(rows) if rows else np.zeros(0, dtype=np.intp)
        shape = (len(rows), self._first_apart + len(self._apart))
        return sparse.csr_array(
            (np.ones(len(where), dtype=np.int64), where, ends), shape=shape
        )


def _distinct(scopes: Sequence[Mask]) -> list[Mask]:
    return list({each.tobytes(): each for each in scopes}.values())


def _less_each_other(scopes: Sequence[Mask], depth: int) -> list[Mask]:
    """Return what some scopes count more than others that lie within them."""
    every = {each.tobytes(): each for each in scopes}
    own = set(every)
    for _ in range(depth):
        pairs = itertools.permutations(list(every.values()), 2)
        more = (one & ~other for one, other in pairs if (one | ~other).all())
        for each in more:
            if len(every) < MOST and each.any():
                every.setdefault(each.tobytes(), each)
    return [each for key, each in every.items() if key not in own]


def _told_apart(marks: Sequence[Mask], many: int) -> Places:
    """Give what has the same marks one number, and -1 to what has none."""
    if not marks:
        return np.full(many, -1, dtype=np.intp)
    table = np.stack(marks, axis=1)
    _, number = np.unique(table, axis=0, return_inverse=True)
    none = ~table.any(axis=1)
    if none.any():  # all False sorts first
        number = number - 1
    return np.asarray(number.reshape(-1), dtype=np.intp)


def _summed(counts: Whole, number: Places) -> Whole:
    """Add up columns of the same number."""
    many = int(number.max(initial=-1)) + 1
    found = np.zeros((len(counts), many), dtype=np.int64)
    for place in range(many):
        found[:, place] = counts[:, number == place].sum(axis=1)
    return found


def _dealt(down: Whole | None, across: Whole | None, n: int, m: int) -> Whole:
    """Return a table with sums of rows, of columns, of both, or of neither."""
    if down is None and across is None:
        return np.zeros((n, m), dtype=np.int64)
    if down is None:
        assert across is not None
        return _evenly(across, n).T
    return _evenly(down, m) if across is None else shared_out(down, across)


def _evenly(counts: Whole, many: int) -> Whole:
    """Split each count into as nearly equal ones, the greater first."""
    each, rest = np.divmod(counts, many)
    more = np.arange(many) < rest[:, None]
    return np.asarray(each[:, None] + more, dtype=np.int64)

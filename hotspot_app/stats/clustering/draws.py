"""The table of permutations, drawn once and used for any values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hotspot_app.progress import SILENT, Progress
from hotspot_app.stats.graphs.links import Ints
from hotspot_app.stats.lru_cache import LruCache

Indices = npt.NDArray[np.int32]
Small = npt.NDArray[np.int16] | npt.NDArray[np.int32]
"""Indices in the smallest integer type that holds them."""

CELLS: Final = 2**22
"""Indices drawn at a time."""

SHUFFLED: Final = 2**20
"""Indices shuffled at a time: numbers taken by them fit a processor's cache."""

KEPT: Final = LruCache(2**26)
"""Tables used last; one that is too large to keep is drawn anew each time."""


def draws(n: int, width: int, *, permutations: int, seed: int) -> Iterator[Indices]:
    """Yield rows of distinct random indices in batches.

    Parameters
    ----------
    n, width
        Indices are 0 to n - 1; a row has `width` of them.

    Yields
    ------
    numpy.ndarray
        (width, some) int32, one row of indices a column; `permutations` in all, each a
        uniform random ordered sample without replacement. The same arguments give the
        same rows.

    Raises
    ------
    ValueError
        If `width` is larger than `n`.
    """
    if not 0 < width <= n:
        raise ValueError(f"rows of {width} distinct indices out of {n}")
    random = np.random.Generator(np.random.PCG64(seed))
    sparse = width * width <= 4 * n and 2 * width <= n
    draw = _draw_sparse if sparse else _draw_dense
    step = max(1, CELLS // (width if sparse else n))
    for first in range(0, permutations, step):
        rows = min(step, permutations - first)
        yield draw(random, n, width, rows)


def _draw_sparse(random: np.random.Generator, n: int, width: int, rows: int) -> Indices:
    """Draw column by column; an index already in its row is drawn again."""
    table = random.integers(0, n, (width, rows), dtype=np.int32)
    for column in range(1, width):
        taken = (table[:column] == table[column]).any(axis=0)
        again = np.flatnonzero(taken)
        while again.size:
            fresh = random.integers(0, n, again.size, dtype=np.int32)
            table[column, again] = fresh
            again = again[(table[:column, again] == fresh).any(axis=0)]
    return table


def _draw_dense(random: np.random.Generator, n: int, width: int, rows: int) -> Indices:
    """Shuffle the front of each row (Fisher and Yates)."""
    deck = np.tile(np.arange(n, dtype=np.int32)[:, None], (1, rows))
    every = np.arange(rows)
    for column in range(width):
        chosen = random.integers(column, n, rows)
        here = deck[column].copy()
        deck[column] = deck[chosen, every]
        deck[chosen, every] = here
    return deck[:width].copy()


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """A batch of permutations, with those in which an area is among its own neighbours.

    Attributes
    ----------
    table
        (width, rows), one permutation a column.
    area, substitute, column
        (m,) an area that is among its own first k indices, the index that replaces it,
        and the permutation; areas with the fewest neighbours first.
    start
        (levels + 1,) position of the first entry of each of the `levels` of
        `Permutations`.
    """

    table: Small
    area: Small
    substitute: Small
    column: Indices
    start: Ints

    @property
    def rows(self) -> int:
        """Number of permutations."""
        return int(self.table.shape[1])


@dataclass(frozen=True, slots=True, eq=False)
class Permutations:
    """Random permutations, which depend on the neighbours and not on the data.

    Attributes
    ----------
    degree
        (n,) number of neighbours of each area.
    levels
        Distinct degrees above zero, ascending.
    permutations, seed
        Number of permutations, and their seed.
    kept
        The batches, or None if they are too large for memory.
    """

    degree: Ints
    levels: Ints
    permutations: int
    seed: int
    kept: tuple[Batch, ...] | None

    def batches(self) -> Iterator[Batch]:
        """Go through the table batch by batch, the same each time."""
        if self.kept is None:
            yield from _batches(self.degree, self.levels, self.permutations, self.seed)
        else:
            yield from self.kept


def prepare(
    degree: Ints, *, permutations: int, seed: int, progress: Progress = SILENT
) -> Permutations:
    """Draw the permutations, and find those in which an area is its own neighbour.

    The last few are cached, so the next value on the same areas is answered sooner.

    Parameters
    ----------
    degree
        (n,) number of neighbours of each area, at most n - 1.

    Raises
    ------
    ValueError
        If there is nothing to permute or a degree is out of range.
    """
    degree = np.ascontiguousarray(degree, dtype=np.int64)
    n = len(degree)
    if permutations < 1 or n < 2 or degree.min() < 0 or not 0 < degree.max() < n:
        raise ValueError("permuting needs neighbours, at most n - 1, and a number")
    each = np.dtype(_fitting(n)).itemsize
    wide = each * (degree.max() + 1) + (2 * each + 4) * degree.mean()
    size = int(permutations * wide)
    key = ("rows", degree.tobytes(), permutations, seed)
    return KEPT.get(
        key,
        lambda: _prepare(degree, permutations, seed, size <= KEPT.room, progress),
        lambda made: size if made.kept else 0,
    )


def _prepare(
    degree: Ints, permutations: int, seed: int, keep: bool, progress: Progress
) -> Permutations:
    levels = np.unique(degree[degree > 0])
    kept = None
    if keep:
        batches = []
        done = 0
        progress.step(0.0, "Drawing random neighbours")
        for batch in _batches(degree, levels, permutations, seed):
            done += batch.rows
            progress.step(done / permutations, "Drawing random neighbours")
            batches.append(batch)
        kept = tuple(batches)
    return Permutations(degree, levels, permutations, seed, kept)


def _batches(
    degree: Ints, levels: Ints, permutations: int, seed: int
) -> Iterator[Batch]:
    width = int(levels[-1]) + 1
    for table in draws(len(degree), width, permutations=permutations, seed=seed):
        yield _batch(_small(table, len(degree)), degree, levels)


def _fitting(n: int) -> type[np.int16 | np.int32]:
    """Return the smallest type that holds n indices."""
    return np.int16 if n <= 2**15 else np.int32


def _small(table: Indices, n: int) -> Small:
    return table.astype(np.int16) if n <= 2**15 else table


def _batch(table: Small, degree: Ints, levels: Ints) -> Batch:
    area, column = [], []
    for place in range(int(levels[-1])):
        front = np.flatnonzero(degree[table[place]] > place).astype(np.int32)
        column.append(front)
        area.append(table[place, front])
    areas, columns = np.concatenate(area), np.concatenate(column)
    level = np.searchsorted(levels, degree).astype(np.int16)[areas]
    order = np.argsort(level, kind="stable")
    areas, columns = areas[order], columns[order]
    start = np.searchsorted(level[order], np.arange(len(levels) + 1))
    return Batch(table, areas, table[degree[areas], columns], columns, start)


def shuffles(
    n: int, *, permutations: int, seed: int, progress: Progress = SILENT
) -> Iterable[Small]:
    """Yield random orders of n indices in batches.

    Returns
    -------
    iterable of numpy.ndarray
        (n, some) each, one permutation a column, `permutations` in all, the same each
        time. They shuffle values as `Generator.permuted` does.
    """
    dtype = _fitting(n)
    size = n * permutations * np.dtype(dtype).itemsize
    drawn = _shuffled(n, permutations, seed, dtype, progress)
    if size > KEPT.room:
        return drawn
    key = ("shuffles", n, permutations, seed)
    return KEPT.get(key, lambda: tuple(drawn), lambda _: size)


def _shuffled(
    n: int,
    permutations: int,
    seed: int,
    dtype: type[np.int16 | np.int32],
    progress: Progress,
) -> Iterator[Small]:
    random = np.random.Generator(np.random.PCG64(seed))
    step = max(1, SHUFFLED // n)
    for first in range(0, permutations, step):
        progress.step(first / permutations, "Shuffling")
        rows = min(step, permutations - first)
        unmoved = np.tile(np.arange(n, dtype=dtype), (rows, 1))
        yield random.permuted(unmoved, axis=1).T.copy()

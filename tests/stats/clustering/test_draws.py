"""The table of random rows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations as orderings

import numpy as np
import pytest
from scipy.stats import chisquare

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress
from hotspot_app.stats.clustering import draws as draws_module
from hotspot_app.stats.clustering.draws import draws, prepare, shuffles
from hotspot_app.stats.lru_cache import LruCache


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Give the tables kept so many bytes of room, and start with none."""

    def give(size: int) -> None:
        monkeypatch.setattr(draws_module, "KEPT", LruCache(size))

    return give


def rows(n: int, width: int, *, permutations: int, seed: int) -> np.ndarray:
    return np.hstack([*draws(n, width, permutations=permutations, seed=seed)]).T


@pytest.mark.parametrize(
    ("n", "width"), [(1, 1), (2, 2), (17, 8), (152, 13), (152, 40), (152, 152), (4, 2)]
)
def test_rows_are_distinct_indices(n: int, width: int) -> None:
    table = rows(n, width, permutations=500, seed=3)
    assert table.shape == (500, width)
    assert table.dtype == np.int32
    assert table.min() >= 0
    assert table.max() < n
    assert all(len(set(row)) == width for row in table.tolist())


@pytest.mark.parametrize(("n", "width"), [(4, 2), (5, 3), (9, 2)])
def test_every_ordered_sample_is_as_likely(n: int, width: int) -> None:
    table = rows(n, width, permutations=60_000, seed=11)
    every = dict.fromkeys(orderings(range(n), width), 0)
    for row in map(tuple, table.tolist()):
        every[row] += 1
    assert sum(every.values()) == 60_000
    assert chisquare(list(every.values())).pvalue > 0.001


def test_columns_are_uniform_where_rows_are_redrawn() -> None:
    table = rows(152, 13, permutations=40_000, seed=5)
    for column in table.T:
        assert chisquare(np.bincount(column, minlength=152)).pvalue > 1e-4


def test_same_seed_same_rows_and_another_seed_others() -> None:
    one = rows(200, 9, permutations=1_000, seed=1)
    assert np.array_equal(one, rows(200, 9, permutations=1_000, seed=1))
    assert not np.array_equal(one, rows(200, 9, permutations=1_000, seed=2))


def test_rows_wider_than_the_indices_are_refused() -> None:
    with pytest.raises(ValueError, match="distinct"):
        rows(5, 6, permutations=10, seed=1)


def test_prepared_is_remembered_and_forgotten(room: Callable[[int], None]) -> None:
    degree = np.array([2, 2, 2, 3])
    room(7_000)
    first = prepare(degree, permutations=99, seed=123)
    assert prepare(degree.copy(), permutations=99, seed=123) is first
    assert prepare(degree, permutations=99, seed=124) is not first
    for seed in range(5):
        prepare(degree, permutations=99, seed=seed)
    assert prepare(degree, permutations=99, seed=123) is not first


@pytest.mark.parametrize(("n", "each"), [(1_231, 2), (40_000, 4)])
def test_what_is_kept_takes_the_room_it_is_said_to(
    n: int, each: int, room: Callable[[int], None]
) -> None:
    room(2**27)
    degree = np.random.default_rng(3).integers(1, 20, n)
    kept = list(prepare(degree, permutations=4_000, seed=5).batches())
    assert {(b.table.itemsize, b.area.itemsize) for b in kept} == {(each, each)}
    held = sum(
        part.nbytes for b in kept for part in (b.table, b.area, b.substitute, b.column)
    )
    said = 4_000 * (each * 20 + (2 * each + 4) * degree.mean())
    assert held == pytest.approx(said, rel=0.02)


def test_a_table_too_large_to_keep_is_drawn_again_the_same(
    room: Callable[[int], None],
) -> None:
    degree = np.full(40, 5)
    kept = list(prepare(degree, permutations=400, seed=77).batches())
    room(0)
    loose = prepare(degree, permutations=400, seed=77)
    assert loose.kept is None
    for _ in range(2):
        again = list(loose.batches())
        assert [b.rows for b in again] == [b.rows for b in kept]
        for one, other in zip(kept, again, strict=True):
            assert np.array_equal(one.table, other.table)
            assert np.array_equal(one.column, other.column)


@pytest.mark.parametrize("n", [2, 15, 40_000])
def test_shuffled_values_are_those_of_numpy_kept_or_not(
    n: int, room: Callable[[int], None]
) -> None:
    values = np.random.default_rng(1).normal(size=n)
    tiled = np.tile(values, (300, 1))
    theirs = np.random.Generator(np.random.PCG64(7)).permuted(tiled, axis=1).T
    for bytes_kept in (2**27, 0):
        room(bytes_kept)
        for _ in range(2):
            tables = list(shuffles(n, permutations=300, seed=7))
            assert np.array_equal(values[np.concatenate(tables, axis=1)], theirs)


@pytest.mark.parametrize("degree", [[0, 0], [2, 1], [-1, 1], [1]])
def test_impossible_degrees_are_refused(degree: list[int]) -> None:
    with pytest.raises(ValueError, match="neighbours"):
        prepare(np.array(degree), permutations=9, seed=1)


def test_preparing_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        prepare(
            np.full(30, 4),
            permutations=50,
            seed=987,
            progress=Progress(cancelled=lambda: True),
        )

"""Tail counts equal brute force, ties and all."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress
from hotspot_app.stats.clustering import draws as draws_module
from hotspot_app.stats.clustering import permutation as permutation_module
from hotspot_app.stats.clustering.draws import draws, prepare
from hotspot_app.stats.clustering.permutation import (
    attainable_p,
    tails,
    two_sided,
    units,
)
from hotspot_app.stats.graphs.links import Links


def links_of(near: list[list[int]], weights: list[list[float]] | None = None) -> Links:
    start = np.cumsum([0] + [len(mine) for mine in near])
    other = np.array([j for mine in near for j in mine], dtype=np.int64)
    weight = [w for mine in weights for w in mine] if weights else np.ones(len(other))
    return Links(start.astype(np.int64), other, np.asarray(weight, dtype=float))


def random_near(seed: int, n: int, most: int, islands: int = 0) -> list[list[int]]:
    random = np.random.default_rng(seed)
    near = []
    for i in range(n):
        k = 0 if i < islands else int(random.integers(1, most + 1))
        others = [j for j in range(n) if j != i]
        near.append(sorted(random.choice(others, k, replace=False).tolist()))
    return near


def by_hand(
    values: list[Fraction],
    near: list[list[int]],
    *,
    permutations: int,
    seed: int,
    weights: list[list[Fraction]] | None = None,
    itself: bool = False,
) -> tuple[list[int], list[int]]:
    """Each area takes a row's first k, the (k + 1)-th for itself; exact sums.

    With `itself` it takes the first k + 1 as they are.
    """
    width = max(map(len, near)) + 1
    drawn = draws(len(near), width, permutations=permutations, seed=seed)
    table = np.hstack([*drawn]).T.tolist()
    more, fewer = [0] * len(near), [0] * len(near)
    for i, mine in enumerate(near):
        share = weights[i] if weights else [Fraction(1)] * len(mine)
        seen = sum((w * values[j] for w, j in zip(share, mine, strict=True)), start=0)
        for row in table if itself and mine else ():
            total = sum(values[j] for j in row[: len(mine) + 1])
            more[i] += total >= seen + values[i]
            fewer[i] += total <= seen + values[i]
        for row in () if itself and mine else table:
            taken = [row[len(mine)] if j == i else j for j in row[: len(mine)]]
            assert i not in taken
            assert len(set(taken)) == len(mine)
            total = sum(w * values[j] for w, j in zip(share, taken, strict=True))
            more[i] += total >= seen
            fewer[i] += total <= seen
    return more, fewer


def ours(
    values: np.ndarray,
    links: Links,
    *,
    permutations: int,
    seed: int,
    itself: bool = False,
) -> tuple[list[int], list[int]]:
    prepared = prepare(links.degree, permutations=permutations, seed=seed)
    more, fewer = tails(values, links, prepared, itself=itself)
    return more.tolist(), fewer.tolist()


@pytest.mark.parametrize("itself", [False, True])
@pytest.mark.parametrize("islands", [0, 4])
@pytest.mark.parametrize("mean", [0.2, 1.5, 300])
@pytest.mark.parametrize("n", [20, 70])
def test_counts_equal_brute_force(
    n: int, mean: float, islands: int, itself: bool
) -> None:
    near = random_near(n, n, 7, islands)
    counts = np.random.default_rng(2).poisson(mean, n)
    how = {"permutations": 199, "seed": 9, "itself": itself}
    expected = by_hand([Fraction(int(c)) for c in counts], near, **how)
    assert ours(counts.astype(float), links_of(near), **how) == expected


@pytest.mark.parametrize("itself", [False, True])
def test_tied_rates_equal_brute_force(itself: bool) -> None:
    n = 40
    near = random_near(5, n, 6)
    random = np.random.default_rng(6)
    counts, residents = random.poisson(2, n), random.choice([1200, 1500, 1700], n)
    exact = [Fraction(int(c), int(r)) for c, r in zip(counts, residents, strict=True)]
    how = {"permutations": 299, "seed": 4, "itself": itself}
    found = ours(counts / residents, links_of(near), **how)
    assert found == by_hand(exact, near, **how)
    assert sum(found[0]) + sum(found[1]) > n * 299  # there are ties


def test_many_areas_of_a_degree_are_sorted_with_the_same_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near = random_near(8, 50, 3)
    counts = np.random.default_rng(3).poisson(1, 50).astype(float)
    few = ours(counts, links_of(near), permutations=150, seed=1)
    for limit in (0, 10_000):
        monkeypatch.setattr(permutation_module, "FEW", limit)
        assert ours(counts, links_of(near), permutations=150, seed=1) == few


@pytest.mark.parametrize("values", [[3, 0, 1, 9, 2, 2, 0, 5], [0, 0, 1, 0, 0, 0, 2, 0]])
def test_dealing_all_values_anew_is_drawing_from_every_set(values: list[int]) -> None:
    """Against all 56 sets of three of eight areas, an area and its two neighbours."""
    near = [[(i - 1) % 8, (i + 1) % 8] for i in range(8)]
    sums = [sum(some) for some in combinations(values, 3)]
    drawn = 40_000
    more, fewer = ours(
        np.array(values, dtype=float),
        links_of(near),
        permutations=drawn,
        seed=6,
        itself=True,
    )
    for i, mine in enumerate(near):
        seen = values[i] + sum(values[j] for j in mine)
        for found, exact in (
            (more[i], sum(total >= seen for total in sums) / len(sums)),
            (fewer[i], sum(total <= seen for total in sums) / len(sums)),
        ):
            allowed = 4.5 * np.sqrt(exact * (1 - exact) / drawn)
            assert found / drawn == pytest.approx(exact, abs=allowed + 1e-12)


def test_an_area_is_not_added_to_neighbours_of_unequal_weights() -> None:
    links = links_of([[1, 2], [0], [0]], [[1, 2], [1], [1]])
    with pytest.raises(ValueError, match="unequal weights"):
        ours(np.arange(3.0), links, permutations=9, seed=1, itself=True)


def test_every_other_area_a_neighbour() -> None:
    near = [[j for j in range(5) if j != i] for i in range(5)]
    found = ours(np.arange(5.0), links_of(near), permutations=50, seed=1)
    assert found == ([50] * 5, [50] * 5)


def test_unequal_weights_equal_brute_force() -> None:
    near = random_near(12, 25, 5, islands=2)
    random = np.random.default_rng(1)
    weights = [[Fraction(int(random.integers(1, 5)), 4) for _ in mine] for mine in near]
    counts = random.poisson(1.0, 25)
    links = links_of(near, [[float(w) for w in mine] for mine in weights])
    expected = by_hand(
        [Fraction(int(c)) for c in counts],
        near,
        permutations=99,
        seed=2,
        weights=weights,
    )
    found = ours(counts.astype(float), links, permutations=99, seed=2)
    for area in (0, 1):  # no neighbours: always a tie
        expected[0][area] = expected[1][area] = 99
    assert found == expected


def test_batches_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    near = random_near(2, 40, 5)
    counts = np.random.default_rng(1).poisson(1, 40)
    monkeypatch.setattr(draws_module, "CELLS", 300)
    prepared = prepare(links_of(near).degree, permutations=203, seed=31)
    assert len(list(prepared.batches())) > 3
    more, fewer = tails(counts.astype(float), links_of(near), prepared)
    exact = [Fraction(int(c)) for c in counts]
    expected = by_hand(exact, near, permutations=203, seed=31)
    assert (more.tolist(), fewer.tolist()) == expected


values_lists = st.lists(
    st.one_of(st.integers(-5, 5).map(float), st.floats(-1e6, 1e6)),
    min_size=12,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(values_lists)
def test_at_least_is_at_most_of_the_negative(values: list[float]) -> None:
    links = links_of(random_near(1, 12, 5))
    x = np.array(values)
    more, fewer = ours(x, links, permutations=60, seed=1)
    assert ours(-x, links, permutations=60, seed=1) == (fewer, more)


@settings(max_examples=40, deadline=None)
@given(values_lists, st.integers(1, 9))
def test_each_permutation_is_in_a_tail_and_scale_is_nothing(
    values: list[float], scale: int
) -> None:
    links = links_of(random_near(1, 12, 5))
    x = np.rint(np.array(values))
    more, fewer = ours(x, links, permutations=60, seed=1)
    assert all(a + b >= 60 for a, b in zip(more, fewer, strict=True))
    assert ours(x * scale, links, permutations=60, seed=1) == (more, fewer)
    assert ours(x / 1024 * scale + 0.0, links, permutations=60, seed=1) == (more, fewer)


def test_units_are_raw_for_whole_numbers() -> None:
    whole, slack = units(np.array([3.0, -7.0, 0.0]), 8)
    assert (whole.tolist(), whole.dtype, slack) == ([3, -7, 0], np.int32, 0)
    large, slack = units(np.array([3e9, 1.0]), 8)
    assert (large.tolist(), large.dtype, slack) == ([3_000_000_000, 1], np.int64, 0)
    real, slack = units(np.array([0.25, -0.5]), 8)
    assert (real.tolist(), slack) == ([2**39, -(2**40)], 1)
    assert units(np.zeros(2), 3)[0].tolist() == [0, 0]
    with pytest.raises(ValueError, match="finite"):
        units(np.array([np.nan]), 1)


def test_values_of_other_areas_are_refused() -> None:
    links = links_of([[1], [0], [0]])
    prepared = prepare(links.degree, permutations=9, seed=1)
    with pytest.raises(ValueError, match="other areas"):
        tails(np.zeros(2), links, prepared)
    with pytest.raises(ValueError, match="other neighbours"):
        tails(np.zeros(3), links_of([[1, 2], [0], [0]]), prepared)


def test_two_sided_doubles_the_rarer_tail() -> None:
    more, fewer = np.array([0, 99, 49, 99]), np.array([99, 0, 51, 99])
    assert two_sided(more, fewer, 99).tolist() == [0.02, 0.02, 1.0, 1.0]


def test_attainable_p_counts_the_sets_of_neighbours() -> None:
    found = attainable_p(17, np.array([0, 2, 3, 8, 16]), 99_999)
    expected = [1, 2 / 120, 2 / 560, 2 / 12_870, 1]
    assert found == pytest.approx(expected, rel=1e-9)
    assert attainable_p(152, np.array([6]), 99_999) == pytest.approx(2e-5)
    with_itself = attainable_p(17, np.array([2, 16]), 99_999, itself=True)
    assert with_itself == pytest.approx([2 / 680, 1])


def test_counting_can_be_cancelled_half_way() -> None:
    links = links_of(random_near(3, 20, 4))
    prepared = prepare(links.degree, permutations=50, seed=1)
    steps: list[float] = []
    stop = Progress(lambda done, text: steps.append(done), lambda: len(steps) >= 1)
    with pytest.raises(Cancelled):
        tails(np.arange(20.0), links, prepared, stop)
    assert steps == [0.0]

"""Gi and Gi*: worked lattice, direct formulas, hard towns."""

from __future__ import annotations

import math
import statistics
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from libpysal.graph import Graph

from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.clustering.getis_ord import getis_ord
from hotspot_app.stats.clustering.moran import local_moran


def near_on_lattice(side: int) -> dict[str, list[str]]:
    cells = list(product(range(side), range(side)))
    return {
        f"{r}{c}": [f"{i}{j}" for i, j in cells if max(abs(i - r), abs(j - c)) == 1]
        for r, c in cells
    }


def graph_of(near: dict[str, list[str]]) -> Graph:
    rows = [(a, b, float(a != b)) for a in near for b in (near[a] or [a])]
    focal, other, weight = (np.array(column) for column in zip(*rows, strict=True))
    return Graph.from_arrays(focal, other, weight)


@pytest.fixture
def worked(oracles: dict[str, Any]) -> tuple[pd.Series[float], dict[str, Any]]:
    known = oracles["lattice16"]
    return pd.Series(known["y"], index=list(near_on_lattice(4))), known


def test_star_on_the_worked_lattice(
    worked: tuple[pd.Series[float], dict[str, Any]],
) -> None:
    values, known = worked
    found = getis_ord(values, graph_of(near_on_lattice(4)), star=True, seed=1)
    assert found["z"].to_numpy() == pytest.approx(
        known["gi_star_z_binary_self"], abs=5e-5
    )
    p = found["p_analytic"]
    smallest = [0.00070, 0.00628, 0.01139, 0.01322, 0.03142, 0.04135, 0.04401, 0.04776]
    assert sorted(p)[:8] == pytest.approx(smallest, abs=6e-6)
    adjusted = benjamini_hochberg(p, pd.Series(True, index=p.index))
    assert (p <= 0.05).sum() == known["n_sig_raw05"]
    assert (adjusted <= 0.05).sum() == known["n_sig_bh05"]
    assert (adjusted <= 0.10).sum() == known["n_sig_bh10"]
    assert found["statistic"].iloc[0] == 2 + 3 + 1 + 2


def test_gi_is_the_textbook_formula(
    worked: tuple[pd.Series[float], dict[str, Any]],
) -> None:
    values, _ = worked
    near = near_on_lattice(4)
    found = getis_ord(values, graph_of(near), star=False, permutations=99, seed=1)
    for code, mine in near.items():
        others = [float(v) for c, v in values.items() if c != code]
        k, n = len(mine), 16
        mean, spread = statistics.fmean(others), statistics.pstdev(others)
        total = sum(float(values[c]) for c in mine)
        root = math.sqrt(((n - 1) * k - k * k) / (n - 2))
        z = (total - k * mean) / (spread * root)
        assert found.loc[code, "z"] == pytest.approx(z)
        assert found.loc[code, "statistic"] == total
        assert found.loc[code, "p_analytic"] == pytest.approx(
            math.erfc(abs(z) / math.sqrt(2))
        )


def test_p_of_gi_is_that_of_the_neighbours() -> None:
    near = near_on_lattice(6)
    values = pd.Series(np.random.default_rng(1).normal(size=36), index=list(near))
    graph = graph_of(near)
    plain = getis_ord(values, graph, star=False, permutations=999, seed=1)
    moran = local_moran(values, graph, permutations=999, seed=1)
    assert plain["p"].equals(moran["p"])
    assert plain["attainable"].equals(moran["attainable"])


def test_what_the_area_itself_adds_counts_for_the_star() -> None:
    near = near_on_lattice(10)
    values = pd.Series(np.random.default_rng(1).poisson(20, 100), index=list(near))
    values[near["55"]] = 23
    graph, found = graph_of(near), {}
    for own in (20, 44):
        values["55"] = own
        for star in (True, False):
            tests = getis_ord(values, graph, star=star, seed=1)
            found[own, star] = tests.loc["55", "p"]
    assert found[44, True] < found[20, True] / 3
    assert found[44, False] == found[20, False]


@pytest.mark.slow
@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("mean", [3, 60])
def test_noise_is_called_unusual_as_often_as_p_says(star: bool, mean: int) -> None:
    near = near_on_lattice(10)
    graph = graph_of(near)
    random = np.random.default_rng(5)
    small = 0
    for seed in range(40):
        values = pd.Series(random.poisson(mean, 100), index=list(near))
        found = getis_ord(values, graph, star=star, permutations=9_999, seed=seed)
        small += int((found["p"] <= 0.05).sum())
    assert 0.03 <= small / (40 * 100) <= 0.07


def test_negative_values_shift_and_turn() -> None:
    near = near_on_lattice(5)
    graph = graph_of(near)
    values = pd.Series(np.random.default_rng(3).integers(0, 40, 25), index=list(near))
    plain = getis_ord(values, graph, star=True, permutations=199, seed=1)
    moved = getis_ord(values - 100, graph, star=True, permutations=199, seed=1)
    turned = getis_ord(-values, graph, star=True, permutations=199, seed=1)
    assert moved["z"].to_numpy() == pytest.approx(plain["z"].to_numpy())
    assert turned["z"].to_numpy() == pytest.approx(-plain["z"].to_numpy())
    assert moved["p"].equals(plain["p"])
    assert turned["p"].equals(plain["p"])


def test_weights_count_once() -> None:
    near = near_on_lattice(4)
    values = pd.Series(np.arange(16), index=list(near))
    graph = graph_of(near)
    plain = getis_ord(values, graph, star=True, permutations=99, seed=1)
    shared = getis_ord(values, graph.transform("R"), star=True, permutations=99, seed=1)
    pd.testing.assert_frame_equal(plain, shared)


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("value", [0, 3, 0.1])
def test_equal_values_say_nothing(value: float, star: bool) -> None:
    near = near_on_lattice(4)
    values = pd.Series([value] * 16, index=list(near))
    found = getis_ord(values, graph_of(near), star=star, permutations=99, seed=1)
    assert (found["z"] == 0).all()
    assert (found[["p", "p_analytic"]] == 1).all(axis=None)


@pytest.mark.parametrize("star", [True, False])
def test_all_next_to_all_says_nothing(star: bool) -> None:
    codes = list("abcdef")
    near = {code: [other for other in codes if other != code] for code in codes}
    values = pd.Series([0, 1, 2, 3, 4, 50.5], index=codes)
    found = getis_ord(values, graph_of(near), star=star, permutations=99, seed=1)
    assert (found["z"] == 0).all()
    assert (found["p"] == 1).all()


@pytest.mark.parametrize(
    "near", [{"a": []}, {"a": [], "b": []}, {"a": ["b"], "b": ["a"]}]
)
def test_towns_too_small_for_statistics(near: dict[str, list[str]]) -> None:
    values = pd.Series(range(len(near)), index=list(near))
    found = getis_ord(values, graph_of(near), star=True, permutations=99, seed=1)
    assert found.isna().all(axis=None)
    assert list(found.index) == list(near)


def test_one_event_makes_no_cold_areas() -> None:
    near = near_on_lattice(7)
    values = pd.Series(0, index=list(near))
    values["33"] = 1
    found = getis_ord(values, graph_of(near), star=True, permutations=9_999, seed=1)
    assert (found.loc[found["z"] < 0, "p"] > 0.05).all()

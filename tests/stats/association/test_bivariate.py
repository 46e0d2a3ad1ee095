"""Bivariate local Moran and Lee's L: by hand, by esda, and by going through all."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from hotspot_app.stats.association.bivariate import bivariate_moran, together
from hotspot_app.stats.clustering.moran import local_moran
from hotspot_app.stats.clustering.second_opinion import compare_bivariate_moran, quiet
from hotspot_app.stats.graphs.links import Graph

SIDE = 7


def lattice() -> tuple[Graph, np.ndarray]:
    """Seven by seven and an island: its graph, and weights by rows to one."""
    cells = [*product(range(SIDE), range(SIDE))]
    near = np.array(
        [[float(max(abs(r - i), abs(c - j)) == 1) for i, j in cells] for r, c in cells]
    )
    codes = [f"{r}{c}" for r, c in cells]
    pairs = [(codes[a], codes[b], 1.0) for a, b in zip(*near.nonzero(), strict=True)]
    pairs.append(("zz", "zz", 0.0))
    frame = pd.DataFrame(pairs, columns=["focal", "neighbor", "weight"])
    adjacency = frame.set_index(["focal", "neighbor"])["weight"].sort_index()
    return Graph(adjacency), near / near.sum(axis=1, keepdims=True)


def figures(seed: int = 3) -> tuple[pd.Series, pd.Series]:
    codes = [f"{r}{c}" for r, c in product(range(SIDE), range(SIDE))] + ["zz"]
    one, other = np.random.default_rng(seed).normal(size=(2, 50))
    return pd.Series(one, index=codes), pd.Series(other, index=codes)


def test_it_is_the_formula() -> None:
    graph, weight = lattice()
    own, around = figures()
    found = bivariate_moran(own, around, graph, permutations=99, seed=1)
    zx, zy = ((v[:-1] - v[:-1].mean()) / v[:-1].std(ddof=0) for v in (own, around))
    lag = weight @ zy.to_numpy()
    assert found["statistic"][:-1].to_numpy() == pytest.approx(zx * lag * 48 / 49)
    assert found["lag"][:-1].to_numpy() == pytest.approx(
        weight @ around[:-1].to_numpy()
    )
    assert found.loc["zz"].isna().all()
    whole = together(own, around, graph)
    assert whole.moran == pytest.approx((zx * lag).mean())
    assert whole.lee == pytest.approx(((weight @ zx.to_numpy()) * lag).mean())
    assert whole.r == pytest.approx(np.corrcoef(own[:-1], around[:-1])[0, 1])
    assert whole.n == 49


def test_esda_agrees() -> None:
    graph, weight = lattice()
    own, around = figures()
    own["00"], around["33"] = np.nan, np.nan
    ours = bivariate_moran(own, around, graph, permutations=9, seed=1)["statistic"]
    found = compare_bivariate_moran(own, around, graph, ours)
    assert found.areas == 47
    assert found.largest_difference < 1e-12
    wrong = compare_bivariate_moran(own, around, graph, ours * 1.01)
    assert wrong.largest_difference == pytest.approx(0.01)
    with quiet():
        from esda.lee import Spatial_Pearson

        own, around = figures()
        pearson = Spatial_Pearson(sparse.csr_matrix(weight), permutations=0)
        columns = (each[:-1].to_numpy()[:, None] for each in (own, around))
        theirs = pearson.fit(*columns).association_
    assert together(own, around, graph).lee == pytest.approx(theirs[0, 1])


def test_with_itself_it_is_local_moran() -> None:
    graph, _ = lattice()
    own, _ = figures()
    two = bivariate_moran(own, own, graph, permutations=999, seed=5)
    one = local_moran(own, graph, permutations=999, seed=5)
    pd.testing.assert_frame_equal(two[[*one.columns]], one)


def test_p_is_that_of_every_set_of_neighbours() -> None:
    """A corner has three neighbours: all sets of three others are gone through."""
    graph, _ = lattice()
    own, around = figures(8)
    around = around.round(1)
    found = bivariate_moran(own, around, graph, permutations=99_999, seed=2)
    others = around[:-1].drop("00").to_numpy()
    sums = np.array([sum(chosen) for chosen in combinations(others.tolist(), 3)])
    observed = around[["01", "10", "11"]].sum()
    tail = min((sums >= observed - 1e-9).mean(), (sums <= observed + 1e-9).mean())
    exact = min(1.0, 2 * tail)
    assert found.at["00", "p"] == pytest.approx(exact, abs=5 * np.sqrt(exact / 99_999))


def test_figures_that_dont_vary_and_few_areas_say_nothing() -> None:
    graph, _ = lattice()
    own, around = figures()
    flat = bivariate_moran(own * 0 + 2, around, graph, permutations=99, seed=1)
    assert (flat["p"].dropna() == 1).all()
    assert np.isnan(together(own * 0 + 2, around, graph).lee)
    few = own.where(own.index.isin(["00", "01"]))
    assert bivariate_moran(few, around, graph, seed=1)["p"].isna().all()
    assert np.isnan(together(few, around, graph).moran)
    with pytest.raises(ValueError, match="different areas"):
        bivariate_moran(own[:3], around, graph, seed=1)

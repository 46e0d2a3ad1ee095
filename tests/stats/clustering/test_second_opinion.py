"""esda agrees where it should, and disagreement would be seen."""

from __future__ import annotations

import subprocess
import sys
import warnings
from importlib.metadata import version
from itertools import product

import numpy as np
import pandas as pd
import pytest
from libpysal.graph import Graph

from hotspot_app.stats.clustering.getis_ord import getis_ord
from hotspot_app.stats.clustering.moran import global_moran, local_moran
from hotspot_app.stats.clustering.second_opinion import (
    compare_getis_ord,
    compare_global_moran,
    compare_local_moran,
)


@pytest.fixture
def town() -> tuple[pd.Series[float], Graph]:
    """Seven by seven, with an island and two areas without data."""
    cells = list(product(range(7), range(7)))
    rows = [
        (f"{r}{c}", f"{i}{j}", 1.0)
        for (r, c), (i, j) in product(cells, cells)
        if max(abs(r - i), abs(c - j)) == 1
    ]
    rows.append(("zz", "zz", 0.0))
    focal, other, weight = (np.array(column) for column in zip(*rows, strict=True))
    codes = [f"{r}{c}" for r, c in cells] + ["zz"]
    values = pd.Series(np.random.default_rng(5).poisson(4.0, 50) / 3, index=codes)
    values[["00", "33"]] = np.nan
    return values, Graph.from_arrays(focal, other, weight)


Town = tuple["pd.Series[float]", Graph]


def test_local_moran(town: Town) -> None:
    values, graph = town
    ours = local_moran(values, graph, permutations=9, seed=1)["statistic"]
    found = compare_local_moran(values, graph, ours)
    assert (found.version, found.areas) == (version("esda"), 47)
    assert found.largest_difference < 1e-12
    wrong = compare_local_moran(values, graph, ours * 1.01)
    assert wrong.largest_difference == pytest.approx(0.01)


@pytest.mark.parametrize("star", [True, False])
def test_getis_ord(town: Town, star: bool) -> None:
    values, graph = town
    ours = getis_ord(values, graph, star=star, permutations=9, seed=1)["z"]
    found = compare_getis_ord(values, graph, ours, star=star)
    assert found.areas == 47
    assert found.largest_difference < 1e-12
    other = compare_getis_ord(values, graph, ours, star=not star)
    assert other.largest_difference > 0.01


@pytest.mark.parametrize("star", [True, False])
@pytest.mark.parametrize("shift", [0.7, 5.0, 100.0])
def test_getis_ord_of_negative_values(town: Town, star: bool, shift: float) -> None:
    values, graph = town[0] - shift, town[1]
    ours = getis_ord(values, graph, star=star, permutations=9, seed=1)["z"]
    found = compare_getis_ord(values, graph, ours, star=star)
    assert found.largest_difference < 1e-11


def test_global_moran(town: Town) -> None:
    values, graph = town
    ours = global_moran(values, graph, permutations=9, seed=1).statistic
    found = compare_global_moran(values, graph, ours)
    assert found.areas == 47
    assert found.largest_difference < 1e-12


def test_nothing_is_compared_where_nothing_can_be_said(town: Town) -> None:
    values, graph = town
    equal = values * 0 + 3
    few = values.where(values.index.isin(["01", "02"]))
    for case in (equal, few):
        assert compare_local_moran(case, graph, case).areas == 0
        assert compare_getis_ord(case, graph, case, star=True).areas == 0
        assert compare_global_moran(case, graph, 0.0).largest_difference == 0


def test_warnings_stay_inside(town: Town) -> None:
    values, graph = town
    ours = local_moran(values, graph, permutations=9, seed=1)["statistic"]
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        compare_local_moran(values, graph, ours)
        compare_getis_ord(values, graph, ours, star=True)
        compare_global_moran(values, graph, 0.1)
    assert heard == []


@pytest.mark.slow
def test_it_loads_no_client_of_the_network():
    code = (
        "import sys\n"
        "import hotspot_app.stats.clustering.second_opinion\n"
        "import esda, libpysal.graph\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert {"esda", "libpysal"} < loaded
    assert not {"bs4", "requests", "urllib3"} & loaded

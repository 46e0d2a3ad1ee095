"""Answers from outside, worked from rows and geometry and not by our functions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from hotspot_app.method import Span
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params


def run(method_id: str, inputs, **params):
    method = get(method_id)
    return method.run(inputs, read_params(method, params), SILENT)


def touching(columns: int, rows: int, *, corners: bool) -> np.ndarray:
    """1 where two squares of a lattice touch, from their places alone."""
    cells = [(r, c) for r in range(rows) for c in range(columns)]
    away = [[(abs(a[0] - b[0]), abs(a[1] - b[1])) for b in cells] for a in cells]
    near = {(0, 1), (1, 0)} | ({(1, 1)} if corners else set())
    return np.array([[float(pair in near) for pair in row] for row in away])


def test_wards_of_2020_21_against_the_city(town, oracles) -> None:
    """Seed figures (Safe City Strategy 2022-27); methods.md, FX-WARD."""
    wards = oracles["fx_ward"]
    inputs = town(
        np.array(wards["crimes"]),
        columns=4,
        residents=np.array(wards["pop"], dtype=float),
    )
    outcome = run("rate_map", inputs)
    values = outcome.values
    assert values["rate"].round(1).tolist() == wards["rate1dp"]
    assert values["against_city"].tolist() == wards["class95"]
    assert outcome.summary["city_rate"] == pytest.approx(108.5, abs=0.005)
    assert outcome.summary["dispersion"] == pytest.approx(101.16, abs=0.01)
    assert values.loc["T015", "rate_lower"] == pytest.approx(163.17, abs=0.005)


def test_local_moran_is_that_of_an_independent_calculation(town) -> None:
    counts = np.random.default_rng(8).poisson(14, 64)
    counts[[0, 1, 8, 9]] += 50
    inputs = town(counts, measure="count")
    outcome = run("local_moran", inputs)
    near = touching(8, 8, corners=True)
    away = counts - counts.mean()
    lag = near @ away / near.sum(axis=1)
    expected = away / (away @ away / 63) * lag
    assert outcome.values["statistic"].to_numpy() == pytest.approx(expected)
    corner = outcome.values.loc["T000"]
    for code, area in (("T000", 0), ("T007", 7), ("T056", 56), ("T063", 63)):
        exact = _corner_p(counts, near, area)
        noise = 5 * np.sqrt(2 * exact / 99_999) + 4 / 100_000
        assert outcome.values.loc[code, "p"] == pytest.approx(exact, abs=noise)
    assert corner["class"] == "high-high"
    assert corner["confidence"] == "clear"


def _corner_p(counts: np.ndarray, near: np.ndarray, area: int) -> float:
    """Two-sided p of a corner by going through every set of three neighbours."""
    others = np.delete(counts, area)
    sums = np.array([sum(chosen) for chosen in combinations(others.tolist(), 3)])
    observed = counts[near[area] > 0].sum()
    tail = min((sums >= observed).mean(), (sums <= observed).mean())
    return float(min(1.0, 2 * tail))


def test_gi_star_is_that_of_an_independent_calculation(town) -> None:
    """Ord and Getis (1995) with every weight 1, the area itself included."""
    counts = np.random.default_rng(8).poisson(14, 64)
    counts[[0, 1, 8, 9]] += 50
    outcome = run("gi_star", town(counts, measure="count"), inference="analytic")
    around = touching(8, 8, corners=True) + np.eye(64)
    w, n = around.sum(axis=1), 64
    spread = np.sqrt((counts**2).mean() - counts.mean() ** 2)
    z = (around @ counts - counts.mean() * w) / (
        spread * np.sqrt((n * w - w**2) / (n - 1))
    )
    assert outcome.values["z"].to_numpy() == pytest.approx(z)
    p = 2 * norm.sf(np.abs(z))
    assert outcome.values["p"].to_numpy() == pytest.approx(p)
    ranked = np.sort(p) <= np.arange(1, 65) * 0.05 / 64
    clear = int(np.flatnonzero(ranked).max()) + 1 if ranked.any() else 0
    assert (outcome.values["p_adjusted"] <= 0.05).sum() == clear
    assert outcome.values.loc["T000", "class"] == "hot"


def test_global_moran_of_the_lattice(town, oracles) -> None:
    """methods.md 3.1, the 4 by 4 lattice."""
    known = oracles["lattice16"]
    outcome = run(
        "global_moran", town(np.array(known["y"]), columns=4, measure="count")
    )
    found = outcome.summary
    assert found["statistic"] == pytest.approx(known["moran_queen_rowstd"])
    assert found["z_normality"] == pytest.approx(known["z_norm"])
    assert found["z_randomisation"] == pytest.approx(known["z_rand"])
    assert found["expected"] == pytest.approx(-1 / 15)
    assert found["p"] < 0.001


def test_five_groups_of_a_worked_case(town, oracles) -> None:
    """methods.md, FX-DEP: three equal areas make up each group."""
    known = oracles["fx_dep"]
    people = np.repeat(np.array(known["pop"]) / 3, 3)
    crimes = np.array([9300, 6812, 5304, 4018, 3480])
    parts = np.array([[c // 3, c // 3, c - 2 * (c // 3)] for c in crimes]).ravel()
    outcome = run("deprivation_gradient", town(parts, columns=5, residents=people))
    found, table = outcome.summary, outcome.tables["gradient"]
    assert table["rate"].tolist() == pytest.approx(known["rate"])
    assert table["areas"].tolist() == [3] * 5
    assert found["ratio"] == pytest.approx(known["ratio"])
    assert [found["ratio_lower"], found["ratio_upper"]] == pytest.approx(known["ci95"])
    assert found["sii"] == pytest.approx(known["sii"])
    assert found["rii"] == pytest.approx(known["rii"])
    assert found["log_sii"] == pytest.approx(known["log_sii"])
    assert found["log_rii"] == pytest.approx(known["log_rii"])
    assert found["concentration_index"] == pytest.approx(known["concentration_index"])
    assert found["excess"] == pytest.approx(13_314)


def test_wards_are_too_few_for_local_tests_and_are_shown_against_the_city(
    town, oracles
) -> None:
    wards = oracles["fx_ward"]
    inputs = town(
        np.array(wards["crimes"]), columns=4, residents=np.array(wards["pop"], float)
    )
    for name in ("local_moran", "gi_star"):
        outcome = run(name, inputs)
        assert set(outcome.values["class"]) == {"too few to say"}
        assert outcome.map is not None
        assert outcome.map.column == "against_city"
        explained = get(name).explain(outcome, inputs.question)
        assert "Silence here does not mean" in explained.sentences[0]
        assert outcome.values["against_city"].tolist() == wards["class95"]


@pytest.mark.parametrize("series", ["hate", "firearms", "stranger rape", "domestic"])
def test_changes_of_a_published_year(oracles, town, series: str) -> None:
    """methods.md 2.8: one area has the published counts, the others stay."""
    known = next(each for each in oracles["change"] if each["series"] == series)
    before, now = np.full(64, 300), np.full(64, 300)
    before[0], now[0] = known["n0"], known["n1"]
    inputs = town(now, before=before)
    month, earlier = (pd.Period(m, freq="M") for m in ("2025-01", "2024-12"))
    asked = replace(
        inputs.question, period=Span(month, month), comparison=Span(earlier, earlier)
    )
    values = run("change", replace(inputs, question=asked)).values
    found = values.iloc[0]
    assert 100 * (found["ratio"] - 1) == pytest.approx(known["pct"], abs=1e-4)
    assert found["p"] == pytest.approx(known["p_log"], abs=1e-5)
    assert found["difference"] == known["n1"] - known["n0"]
    # of 64 areas only this one changed: its p counts 64 times
    assert found["p_adjusted"] == pytest.approx(min(1, 64 * found["p"]))
    told = found["p_adjusted"] <= 0.05 or found["p"] <= 0.01
    assert (found["turn"] in ("rose", "fell")) == told
    assert set(values["turn"].iloc[1:]) == {"about the same"}

"""Southampton: Moran's I and Gi* worked out again from dense matrices."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from esda.getisord import G_Local
from libpysal.graph import Graph
from scipy.stats import norm

from hotspot_app.project.steps.answer import Answer

Ask = Callable[..., Answer]
Values = dict[str, np.ndarray]

MEASURES = ("count", "rate", "eb")
DRAWS = 9_999
SURE = 5
"""Standard errors of a simulated p that two simulations may be apart."""


def close(ours: object, theirs: object, tolerance: float = 1e-9) -> None:
    np.testing.assert_allclose(
        np.asarray(ours, dtype=float),
        np.asarray(theirs, dtype=float),
        rtol=tolerance,
        atol=1e-12,
    )


def near(ours: np.ndarray, theirs: np.ndarray, draws: int) -> None:
    """Two simulated two-sided p, of many and of `draws` permutations."""
    tail = np.maximum(ours, theirs) / 2
    error = 2 * np.sqrt(tail * (1 - tail) / draws)
    assert (np.abs(ours - theirs) <= SURE * error + 4 / draws).all()


def folded(more: np.ndarray, fewer: np.ndarray, draws: int) -> np.ndarray:
    return np.minimum(1.0, 2 * (np.minimum(more, fewer) + 1) / (draws + 1))


def step_up(p: np.ndarray) -> np.ndarray:
    """Benjamini and Hochberg's adjusted p, one at a time."""
    order = np.argsort(p)
    adjusted, lowest = np.empty(len(p)), 1.0
    for rank in range(len(p), 0, -1):
        area = order[rank - 1]
        lowest = min(lowest, p[area] * len(p) / rank)
        adjusted[area] = lowest
    return adjusted


def surety(p: np.ndarray, adjusted: np.ndarray) -> list[str]:
    return [
        "clear"
        if late <= 0.05
        else "likely"
        if raw <= 0.01
        else "could be chance"
        if raw <= 0.05
        else "not different"
        for raw, late in zip(p, adjusted, strict=True)
    ]


@pytest.fixture(scope="module")
def measured(count: pd.Series[int], residents: pd.Series[float]) -> Values:
    seen, people = count.to_numpy(float), residents.to_numpy()
    raw, overall = seen / people, seen.sum() / people.sum()
    spread = (people * (raw - overall) ** 2).sum() / people.sum()
    excess = spread - overall / people.mean()
    variance = excess + overall / people
    assert (variance > 0).all()
    return {
        "count": seen,
        "rate": 1000 * raw,
        "eb": (raw - overall) / np.sqrt(variance),
    }


@pytest.fixture(scope="module")
def permuted(neighbours: np.ndarray, measured: Values) -> Values:
    """Two-sided p of each area's sum of neighbours, its own value held."""
    random = np.random.default_rng(1234)
    n = len(neighbours)
    deals = random.permuted(np.tile(np.arange(n - 1), (DRAWS, 1)), axis=1)
    found = {name: np.empty(n) for name in measured}
    for area in range(n):
        others = np.delete(np.arange(n), area)
        mine = np.flatnonzero(neighbours[area])
        drawn = others[deals[:, : len(mine)]]
        for name, values in measured.items():
            observed, chance = values[mine].sum(), values[drawn].sum(axis=1)
            tie = 1e-9 * np.abs(values).max()
            more = np.count_nonzero(chance >= observed - tie)
            fewer = np.count_nonzero(chance <= observed + tie)
            found[name][area] = folded(np.array(more), np.array(fewer), DRAWS)
    return found


@pytest.fixture(scope="module")
def dealt(neighbours: np.ndarray, measured: Values) -> Values:
    """Two-sided p of each area's sum with its neighbours, all values dealt anew."""
    random = np.random.default_rng(4321)
    n = len(neighbours)
    deals = random.permuted(np.tile(np.arange(n), (DRAWS, 1)), axis=1)
    found = {name: np.empty(n) for name in measured}
    for area in range(n):
        mine = np.flatnonzero(neighbours[area])
        drawn = deals[:, : len(mine) + 1]
        for name, values in measured.items():
            observed = values[mine].sum() + values[area]
            chance = values[drawn].sum(axis=1)
            tie = 1e-9 * np.abs(values).max()
            more = np.count_nonzero(chance >= observed - tie)
            fewer = np.count_nonzero(chance <= observed + tie)
            found[name][area] = folded(np.array(more), np.array(fewer), DRAWS)
    return found


def values_of(found: Answer) -> pd.DataFrame:
    return found.outcome.values


@pytest.mark.realdata
@pytest.mark.slow
def test_neighbours_are_those_that_touch_and_one_pair_with_a_gap(
    ask: Ask, touching: np.ndarray, neighbours: np.ndarray
) -> None:
    assert touching.sum() == 808
    assert (touching.sum(axis=1) > 0).all()
    mean = neighbours / neighbours.sum(axis=1, keepdims=True)
    found = ask("local_moran", measure="count")
    close(values_of(found)["lag"], mean @ values_of(found)["count"])
    told = [note.text for note in found.notes if "without touching" in note.text]
    assert len(told) == 1
    assert told[0].count("1 pair of areas") == 1
    assert "Southampton 020C and Southampton 021B" in told[0]


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
def test_global_moran(
    measure: str, ask: Ask, neighbours: np.ndarray, measured: Values
) -> None:
    found = ask("global_moran", measure=measure).outcome.summary
    weight = neighbours / neighbours.sum(axis=1, keepdims=True)
    away = measured[measure] - measured[measure].mean()
    n, s0 = len(away), weight.sum()

    def moran(values: np.ndarray) -> float:
        return float(n / s0 * (values @ weight @ values) / (values @ values))

    statistic, expected = moran(away), -1 / (n - 1)
    s1 = ((weight + weight.T) ** 2).sum() / 2
    s2 = ((weight.sum(axis=0) + weight.sum(axis=1)) ** 2).sum()
    kurtosis = n * (away**4).sum() / (away**2).sum() ** 2
    normality = (n * n * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n * n - 1)) - expected**2
    randomisation = (
        n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
        - kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    ) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - expected**2
    z = (statistic - expected) / np.sqrt([normality, randomisation])
    close(found["statistic"], statistic)
    close(found["expected"], expected)
    close([found["z_normality"], found["z_randomisation"]], z)
    close([found["p_normality"], found["p_randomisation"]], 2 * norm.sf(abs(z)))
    random = np.random.default_rng(7)
    chance = np.array([moran(random.permutation(away)) for _ in range(DRAWS)])
    p = folded(
        np.count_nonzero(chance >= statistic - 1e-12),
        np.count_nonzero(chance <= statistic + 1e-12),
        DRAWS,
    )
    near(np.array([found["p"]]), np.array([p]), DRAWS)
    assert found["p"] <= 0.01


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
def test_local_moran(
    measure: str, ask: Ask, neighbours: np.ndarray, measured: Values, permuted: Values
) -> None:
    values = values_of(ask("local_moran", measure=measure))
    degree = neighbours.sum(axis=1)
    weight = neighbours / degree[:, None]
    away = measured[measure] - measured[measure].mean()
    lag, n = weight @ away, len(away)
    close(values["value"], measured[measure])
    close(values["statistic"], (n - 1) * away * lag / (away @ away))
    # a mean of k drawn without replacement from the other areas
    mean = -away / (n - 1)
    variance = (away @ away - away**2) / (n - 1) - mean**2
    error = np.sqrt(variance / degree * (n - 1 - degree) / (n - 2))
    close(values["z"], np.sign(away) * (lag - mean) / error)
    near(values["p"].to_numpy(), permuted[measure], DRAWS)
    kind = np.where(
        away > 0,
        np.where(lag > 0, "high-high", "high-low"),
        np.where(lag > 0, "low-high", "low-low"),
    )
    p = values["p"].to_numpy()
    adjusted = step_up(p)
    close(values["p_adjusted"], adjusted)
    assert list(values["class"]) == list(np.where(p <= 0.05, kind, "not significant"))
    assert list(values["confidence"]) == surety(p, adjusted)


@pytest.mark.realdata
@pytest.mark.slow
def test_what_was_measured_beforehand_on_standardised_rates(ask: Ask) -> None:
    found = ask("local_moran", measure="eb").outcome.summary
    possible = found["clear"] + found["likely"] + found["could_be_chance"]
    assert 20 <= possible <= 24
    assert found["clear"] in {5, 6, 7}
    assert found["tested"] == 152
    assert found["likely_by_chance"] == pytest.approx(1.52)
    value = values_of(ask("local_moran", measure="eb"))["value"]
    squares = ((value - value.mean()) ** 2).sort_values(ascending=False)
    assert squares.head(2).sum() / squares.sum() == pytest.approx(0.62, abs=0.01)


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize("measure", MEASURES)
def test_gi_star(
    measure: str, ask: Ask, neighbours: np.ndarray, measured: Values, dealt: Values
) -> None:
    values = values_of(ask("gi_star", measure=measure))
    seen, n = measured[measure], len(neighbours)
    with_self = neighbours + np.eye(n)
    many = with_self.sum(axis=1)
    spread = np.sqrt((seen**2).mean() - seen.mean() ** 2)
    z = (with_self @ seen - seen.mean() * many) / (
        spread * np.sqrt((n * many - many**2) / (n - 1))
    )
    close(values["statistic"], with_self @ seen)
    close(values["z"], z, 1e-8)
    close(values["p_analytic"], 2 * norm.sf(np.abs(z)), 1e-7)
    near(values["p"].to_numpy(), dealt[measure], DRAWS)
    raised = seen if seen.min() > 0 else seen - seen.min() + 1
    focal, other = np.nonzero(neighbours)
    graph = Graph.from_arrays(focal, other, np.ones(len(focal)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = G_Local(raised, graph, transform="B", star=True, permutations=0)
    close(values["z"], theirs.Zs, 1e-8)
    p, side = values["p"].to_numpy(), np.where(z > 0, "hot", "cold")
    adjusted = step_up(p)
    close(values["p_adjusted"], adjusted)
    assert list(values["class"]) == list(np.where(p <= 0.05, side, "not significant"))
    assert list(values["confidence"]) == surety(p, adjusted)
    bands = np.select(
        [adjusted <= 0.01, adjusted <= 0.05, adjusted <= 0.1], [99, 95, 90]
    )
    assert list(values["band"]) == [
        f"{word} {share}%" if share else "not significant"
        for word, share in zip(side, bands, strict=True)
    ]


@pytest.mark.realdata
@pytest.mark.slow
def test_what_an_area_itself_adds_counts(ask: Ask) -> None:
    """Worked out independently, by dealing all rates anew."""
    values = values_of(ask("gi_star", measure="rate")).set_index("place")
    for place, p in (
        ("York Walk", 0.0093),
        ("Waterloo Terrace", 0.0054),
        ("Fourposts Hill", 0.0140),
        ("Oxford Street", 0.0108),
        ("Briton Street", 0.0090),
    ):
        assert values.loc[place, "p"] == pytest.approx(p, abs=0.002), place
    for place in ("Bedford Place", "Scullards Lane", "Blechynden Terrace"):
        assert values.loc[place, "p"] < 0.0002, place
    assert values.loc[["York Walk", "Waterloo Terrace"], "confidence"].tolist() == [
        "likely",
        "likely",
    ]


@pytest.mark.realdata
@pytest.mark.slow
def test_gi_star_by_the_normal_distribution_and_without_correction(ask: Ask) -> None:
    by_normal = values_of(ask("gi_star", params={"inference": "analytic"}))
    by_draws = values_of(ask("gi_star"))
    close(by_normal["p"], by_draws["p_analytic"])
    close(by_normal["p_permutation"], by_draws["p"])
    close(by_normal["p_adjusted"], step_up(by_normal["p"].to_numpy()))
    found = ask("gi_star", params={"correct": False})
    assert values_of(found)["p_adjusted"].isna().all()
    assert not values_of(found)["confidence"].eq("clear").any()
    close(values_of(found)["p"], by_draws["p"])

"""The modified t-test: by whole matrices, its laws, and how often it errs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import pearsonr, t

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress
from hotspot_app.stats.association.clustered import correlation, distances

ROWS, COLUMNS = 12, 13


def lattice() -> tuple[np.ndarray, np.ndarray]:
    row, column = np.divmod(np.arange(ROWS * COLUMNS), COLUMNS)
    return column.astype(float), row.astype(float)


def autoregressive(rho: float) -> np.ndarray:
    """The matrix that turns noise into a layer: x = ρWx + ε, W by rows to one."""
    x, y = lattice()
    near = (np.abs(x[:, None] - x) <= 1) & (np.abs(y[:, None] - y) <= 1)
    weight = near.astype(float) - np.eye(len(x))
    weight /= weight.sum(axis=1, keepdims=True)
    return np.linalg.inv(np.eye(len(x)) - rho * weight)


def by_matrices(a: np.ndarray, b: np.ndarray, x: np.ndarray, y: np.ndarray) -> float:
    """Dutilleul's effective number from the formula, every matrix made."""
    n = len(a)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    classes = int(np.ceil(1 + np.log2(n * (n - 1) / 2)))
    label = np.ceil(apart / apart.max() * classes * (1 + 1e-12)).astype(int)
    edge = np.isclose(apart / apart.max() * classes % 1, 0)
    label = np.where(edge, np.rint(apart / apart.max() * classes) + 1, label)
    label = np.minimum(label, classes).astype(int)
    np.fill_diagonal(label, 0)
    centring = np.eye(n) - 1 / n
    products = []
    for each in (a, b):
        away = each - each.mean()
        sigma = np.zeros((n, n))
        for k in np.unique(label):
            here = label == k
            sigma[here] = np.outer(away, away)[here].mean()
        products.append(centring @ sigma)
    one, other = products
    return 1 + np.trace(one) * np.trace(other) / np.trace(one @ other)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_that_of_whole_matrices(seed: int) -> None:
    """tr(BΣ) tr(BT) / tr(BΣBT) + 1 (Dutilleul 1993), t with that less two."""
    random = np.random.default_rng(seed)
    x, y = random.random((2, 90))
    trend = np.sin(3 * x) + y
    a, b = trend + random.normal(size=90), trend**2 + random.normal(size=90)
    found = correlation(a, b, distances(x, y))
    effective = min(90, by_matrices(a, b, x, y))
    assert found.effective == pytest.approx(effective)
    r, plain = pearsonr(a, b)
    assert found.r == pytest.approx(r)
    assert found.plain_p == pytest.approx(plain)
    statistic = r * np.sqrt((effective - 2) / (1 - r**2))
    assert found.p == pytest.approx(2 * t.sf(abs(statistic), effective - 2))
    reach = 1.959964 / np.sqrt(effective - 3)
    assert found.upper == pytest.approx(np.tanh(np.arctanh(r) + reach))


def test_it_is_near_the_approximation_of_1989() -> None:
    """Clifford, Richardson and Hémon: 1 + n² s² s² / Σ N c c."""
    x, y = lattice()
    layers = autoregressive(0.9) @ np.random.default_rng(5).normal(size=(len(x), 2))
    places = distances(x, y)
    away = layers - layers.mean(axis=0)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    label = 1 + np.minimum(apart // places.width, places.classes - 1)
    np.fill_diagonal(label, 0)
    total = 0.0
    for k in np.unique(label):
        here = label == k
        c = [np.outer(one, one)[here].mean() for one in away.T]
        total += here.sum() * c[0] * c[1]
    approximate = 1 + len(x) ** 2 * np.prod(away.var(axis=0)) / total
    found = correlation(*layers.T, places)
    assert found.effective == pytest.approx(approximate, rel=0.25)


@settings(max_examples=40)
@given(
    st.integers(0, 2**32 - 1),
    st.floats(0.01, 100),
    st.floats(-50, 50),
)
def test_laws(seed: int, scale: float, shift: float) -> None:
    random = np.random.default_rng(seed)
    x, y, a, b = random.normal(size=(4, 30))
    places = distances(x, y)
    one, back = correlation(a, b, places), correlation(b, a, places)
    assert back.p == pytest.approx(one.p, nan_ok=True)
    moved = correlation(scale * a + shift, -b, places)
    assert moved.r == pytest.approx(-one.r, abs=1e-9)
    assert moved.effective == pytest.approx(one.effective, rel=1e-6)
    assert one.effective <= 30
    order = random.permutation(30)
    again = correlation(a[order], b[order], distances(x[order], y[order]))
    assert again.effective == pytest.approx(one.effective, rel=1e-6)


def test_few_areas_and_figures_that_dont_vary_have_no_correlation() -> None:
    x = np.arange(12.0)
    for a, n in ((x[:9], 9), (x * 0 + 0.1, 12)):
        found = correlation(a, x[:n], distances(x[:n], x[:n]))
        assert np.isnan([found.r, found.p, found.plain_p]).all()
    perfect = correlation(x, 2 * x, distances(np.zeros(12), np.zeros(12)))
    assert perfect.r == 1


def test_what_cant_be_correlated_is_refused() -> None:
    x = np.arange(12.0)
    places = distances(x, x)
    with pytest.raises(ValueError, match="different areas"):
        correlation(x, x[:11], places)
    with pytest.raises(ValueError, match="missing or infinite"):
        correlation(x, np.where(x > 3, x, np.nan), places)
    with pytest.raises(Cancelled):
        correlation(x, x**2, places, progress=Progress(cancelled=lambda: True))


@pytest.mark.slow
def test_two_independent_layers_that_cluster_are_seldom_linked() -> None:
    """Simultaneous autoregressive, ρ 0.9, 156 areas; the plain test errs by half."""
    random, times = np.random.default_rng(1), 1_000
    turn, places = autoregressive(0.9), distances(*lattice())
    layers = (turn @ random.normal(size=(ROWS * COLUMNS, 2 * times))).T
    found = [
        correlation(*pair, places) for pair in layers.reshape(times, 2, ROWS * COLUMNS)
    ]
    assert np.mean([each.p <= 0.05 for each in found]) <= 0.10
    assert np.mean([each.plain_p <= 0.05 for each in found]) > 0.40
    ranked = layers.argsort(axis=1).argsort(axis=1).reshape(times, 2, -1)
    assert np.mean([correlation(*p, places).p <= 0.05 for p in ranked]) <= 0.10


@pytest.mark.slow
def test_without_clusters_it_is_the_plain_test_and_it_finds_real_links() -> None:
    random, times = np.random.default_rng(2), 500
    places = distances(*lattice())
    noise = random.normal(size=(times, 2, ROWS * COLUMNS))
    found = [correlation(*pair, places) for pair in noise]
    assert 0.03 <= np.mean([each.p <= 0.05 for each in found]) <= 0.075
    assert np.median([each.effective for each in found]) > 140
    turn = autoregressive(0.9)
    linked = [
        correlation(turn @ a, turn @ (0.7 * a + b), places).p <= 0.05 for a, b in noise
    ]
    assert np.mean(linked) > 0.5

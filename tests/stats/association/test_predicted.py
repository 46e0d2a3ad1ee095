"""Counts predicted: by the likelihood, by laws, and how often intervals hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.stats import nbinom, poisson, t

from hotspot_app.stats.association import predicted as room
from hotspot_app.stats.association.predicted import (
    NEGATIVE_BINOMIAL,
    POISSON,
    enough,
    predicted,
)


def town(
    seed: int,
    n: int = 150,
    *,
    alpha: float = 0.5,
    mean: float = 40,
    slope: float = 0.08,
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Counts, residents and deprivation in tenths; alpha 0 is Poisson."""
    random = np.random.default_rng(seed)
    line = pd.Series(10 * random.random(n))
    people = pd.Series(random.integers(900, 2_400, n).astype(float))
    rate = mean * people / 1_500 * np.exp(0.08 * (line - 5))
    mixed = random.gamma(1 / alpha, alpha, n) if alpha else 1.0
    return pd.Series(random.poisson(rate * mixed)), people, line


def mean_of(b: np.ndarray, people: pd.Series, *lines: pd.Series) -> np.ndarray:
    return people * np.exp(b[0] + sum(k * x for k, x in zip(b[1:], lines, strict=True)))


def test_a_poisson_model_is_that_of_its_likelihood() -> None:
    count, people, line = town(3, alpha=0)
    found = predicted(count, people, {"income": line})
    assert found is not None
    assert found.kind == POISSON

    def less_likely(b: np.ndarray) -> float:
        return -poisson.logpmf(count, mean_of(b, people, line)).sum()

    best = minimize(less_likely, [-4.0, 0.0], method="Nelder-Mead", tol=1e-10).x
    mean = mean_of(best, people, line)
    assert found.ratios.at["income", "ratio"] == pytest.approx(
        np.exp(best[1]), rel=1e-4
    )
    assert found.expected.to_numpy() == pytest.approx(mean, rel=1e-3)
    phi = ((count - mean) ** 2 / mean).sum() / 148
    assert found.dispersion == pytest.approx(phi, rel=1e-3)
    design = np.column_stack([np.ones(150), line])
    error = np.sqrt(np.linalg.inv(design.T @ (design * mean.to_numpy()[:, None]))[1, 1])
    reach = t.ppf(0.975, 148) * error * np.sqrt(max(1, phi))
    assert found.ratios.at["income", "upper"] == pytest.approx(
        np.exp(best[1] + reach), rel=1e-3
    )
    rarer = np.minimum(poisson.cdf(count, mean), poisson.sf(count - 1, mean))
    assert found.p.to_numpy() == pytest.approx(np.minimum(1, 2 * rarer), rel=1e-2)


def test_a_negative_binomial_is_that_of_its_likelihood() -> None:
    count, people, line = town(4)
    found = predicted(count, people, {"income": line})
    assert found is not None
    assert found.kind == NEGATIVE_BINOMIAL
    assert found.settled

    def less_likely(b: np.ndarray) -> float:
        shape = np.exp(-b[2])
        mean = mean_of(b[:2], people, line)
        return -nbinom.logpmf(count, shape, shape / (shape + mean)).sum()

    best = minimize(
        less_likely, [-4.0, 0.0, -1.0], method="Nelder-Mead", options={"maxiter": 4_000}
    ).x
    assert found.ratios.at["income", "ratio"] == pytest.approx(
        np.exp(best[1]), rel=1e-3
    )
    assert found.alpha == pytest.approx(np.exp(best[2]), rel=1e-2)
    mean, shape = found.expected, 1 / found.alpha
    chance = shape / (shape + mean)
    rarer = np.minimum(
        nbinom.cdf(count, shape, chance), nbinom.sf(count - 1, shape, chance)
    )
    assert found.p.to_numpy() == pytest.approx(np.minimum(1, 2 * rarer))
    spread = np.sqrt(mean + found.alpha * mean**2)
    assert found.residual.to_numpy() == pytest.approx((count - mean) / spread)


def test_units_and_order_change_nothing_but_the_step() -> None:
    count, people, line = town(5)
    found = predicted(count, people, {"income": line})
    again = predicted(
        count.iloc[::-1], 7 * people.iloc[::-1], {"income": 3 * line.iloc[::-1] + 100}
    )
    assert found is not None
    assert again is not None
    one, other = (np.log(each.ratios.loc["income"]) for each in (found, again))
    assert other[["ratio", "lower", "upper"]].to_numpy() == pytest.approx(
        one[["ratio", "lower", "upper"]].to_numpy() / 3, rel=1e-3
    )
    pd.testing.assert_series_equal(
        again.expected.sort_index(), found.expected, rtol=1e-3
    )


def test_areas_that_lack_something_are_missing_and_move_nothing() -> None:
    count, people, line = town(6)
    hole = count.astype(float).where(count.index != 3), people, line
    people[4], line[5] = 0, np.nan
    found = predicted(hole[0], people, {"income": line})
    assert found is not None
    assert found.areas == 147
    assert list(found.expected.index[found.expected.isna()]) == [3, 4, 5]
    kept = ~found.expected.isna()
    same = predicted(hole[0][kept], people[kept], {"income": line[kept]})
    assert same is not None
    pd.testing.assert_series_equal(same.expected, found.expected[kept])


def test_domains_that_go_together_inflate_and_one_of_others_is_refused() -> None:
    count, people, line = town(7)
    noise = pd.Series(np.random.default_rng(1).normal(size=150))
    near = predicted(count, people, {"income": line, "health": line + noise / 2})
    assert near is not None
    r = np.corrcoef(line, line + noise / 2)[0, 1]
    assert near.inflation == pytest.approx(1 / (1 - r**2))
    apart = predicted(count, people, {"income": line, "health": noise})
    assert apart is not None
    assert apart.inflation < 1.1
    assert predicted(count, people, {"income": line, "health": 2 * line}) is None
    assert predicted(count, people, {"income": line * 0 + 4}) is None


def test_too_few_areas_or_incidents_carry_nothing() -> None:
    count, people, line = town(8, n=19)
    assert not enough(count, 1)
    assert predicted(count, people, {"income": line}) is None
    count, people, line = town(8)
    assert predicted(count * 0, people, {"income": line}) is None
    assert predicted(count * 0 + np.eye(150)[0] * 19, people, {"income": line}) is None
    assert enough(count * 0 + np.eye(150)[0] * 20, 1)


def test_equal_counts_have_no_ratio_but_one() -> None:
    _, _, line = town(9)
    found = predicted(line * 0 + 9, line * 0 + 1_500, {"income": line})
    assert found is not None
    assert found.ratios.at["income", "ratio"] == pytest.approx(1)
    assert found.p.min() > 0.5


def test_where_none_settles_poisson_stands_in_with_wider_limits(monkeypatch) -> None:
    count, people, line = town(10)
    monkeypatch.setattr(room, "_spread", lambda *_: None)
    found = predicted(count, people, {"income": line})
    assert found is not None
    assert (found.kind, found.settled) == (POISSON, False)
    assert found.dispersion > 5
    row = found.ratios.loc["income"]
    assert np.log(row["upper"] / row["lower"]) > 0.02
    assert (found.p <= 0.05).mean() < 0.15


def test_other_areas_are_refused() -> None:
    count, people, line = town(11)
    with pytest.raises(ValueError, match="different areas"):
        predicted(count, people, {"income": line[:20]})


@pytest.mark.slow
@pytest.mark.parametrize(("alpha", "mean"), [(0.5, 60.0), (0.8, 8.0)])
def test_intervals_hold_the_true_ratio_as_often_as_they_say(
    alpha: float, mean: float
) -> None:
    """Independent negative-binomial counts of 150 areas."""
    times, held, called = 600, 0, 0.0
    for seed in range(times):
        count, people, line = town(seed, alpha=alpha, mean=mean)
        found = predicted(count, people, {"income": line})
        assert found is not None
        row = found.ratios.loc["income"]
        held += row["lower"] <= np.exp(0.08) <= row["upper"]
        called += (found.p <= 0.05).mean() / times
    assert 0.93 <= held / times <= 0.97
    assert called <= 0.06  # areas called off by p alone, none being so

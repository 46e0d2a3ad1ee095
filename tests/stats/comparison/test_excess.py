"""Counts above what the rate of the whole would give, against Poisson tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

from hotspot_app.stats.comparison.excess import above_whole


def compare(count: list[float], expected: list[float]) -> pd.DataFrame:
    codes = [f"A{n}" for n in range(len(count))]
    tested = pd.Series(True, index=codes)
    return above_whole(pd.Series(count, codes), pd.Series(expected, codes), tested)


def test_p_is_that_of_a_poisson_count() -> None:
    found = compare([19, 3, 0, 7], [5.2, 3.0, 2.0, 1.5])
    by_hand = [
        2 * poisson.sf(18, 5.2),
        1.0,
        2 * poisson.cdf(0, 2.0),
        2 * poisson.sf(6, 1.5),
    ]
    assert found["p"].to_numpy() == pytest.approx(by_hand, rel=1e-9)
    assert found["excess"].to_numpy() == pytest.approx([13.8, 0, -2, 5.5])
    assert found["higher"].tolist() == [True, False, False, True]


def test_limits_and_false_discovery_control_both_decide() -> None:
    # ten areas at p near 0.03: alone beyond their limits, together not
    found = compare([10.0] * 10, [4.6] * 10)
    assert (found["p"] < 0.05).all()
    assert found["higher"].all()
    many = compare([10.0, *[5.0] * 60], [4.6, *[5.0] * 60])
    assert many["p"].iloc[0] < 0.05
    assert not many["higher"].any()


def test_what_is_missing_is_never_higher() -> None:
    found = compare([np.nan, 5, 4], [1.0, np.nan, 0.0])
    assert found["higher"].tolist() == [False, False, True]
    assert found["p"].isna().tolist() == [True, True, False]


def test_of_counts_at_the_whole_rate_few_are_called_higher() -> None:
    rng = np.random.default_rng(7)
    called = 0
    for _ in range(200):
        expected = rng.gamma(2.0, 3.0, 150)
        found = compare(list(rng.poisson(expected).astype(float)), list(expected))
        called += bool(found["higher"].any())
    assert called <= 0.08 * 200


@pytest.mark.parametrize(
    ("count", "expected"), [([-1.0], [1.0]), ([1.0], [-1.0])], ids=["count", "expected"]
)
def test_nothing_is_negative(count: list[float], expected: list[float]) -> None:
    with pytest.raises(ValueError, match="negative"):
        compare(count, expected)


def test_both_are_of_the_same_areas() -> None:
    one = pd.Series([1.0], ["A"])
    with pytest.raises(ValueError, match="other areas"):
        above_whole(one, pd.Series([1.0], ["B"]), pd.Series([True], ["A"]))

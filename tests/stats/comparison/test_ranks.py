"""Ranks, and intervals that hold all true ranks at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread
from hotspot_app.stats.comparison.over_months import spread_over_months
from hotspot_app.stats.comparison.ranks import MOST, all_pairs, ranks

COUNTS = st.lists(st.integers(0, 300), min_size=1, max_size=12)


def ranked(
    counts: Any, people: Any, spread: Spread = INDEPENDENT
) -> tuple[pd.DataFrame, Any]:
    count, denominator = pd.Series(counts), pd.Series(people, dtype=float)
    pairs = all_pairs(count, denominator, spread)
    return ranks(count, denominator, pairs), pairs


def test_wards_of_2020_21_against_brute_force(oracles: dict[str, Any]) -> None:
    """FX-WARD: every pair by its binomial tails, in Holm's order, from the rule."""
    many, people = oracles["fx_ward"]["crimes"], oracles["fx_ward"]["pop"]
    n = len(many)
    tails = {}
    for i in range(n):
        for j in range(i):
            total, share = many[i] + many[j], people[i] / (people[i] + people[j])
            below = binom.cdf(many[i], total, share)
            above = binom.sf(many[i] - 1, total, share)
            tails[i, j] = min(1, 2 * min(below, above))
    above, below = [0] * n, [0] * n
    for place, (pair, p) in enumerate(sorted(tails.items(), key=lambda each: each[1])):
        if p * (len(tails) - place) > 0.05:
            break
        low, high = sorted(pair, key=lambda each: many[each] / people[each])
        above[low] += 1
        below[high] += 1
    found, _ = ranked(many, people)
    assert found["rank"].tolist() == list(range(n, 0, -1))
    assert found["rank_lower"].tolist() == [1 + each for each in above]
    assert found["rank_upper"].tolist() == [n - each for each in below]
    # Bevois 168.7 and Bargate 160.6 can't be told apart; all others are lower
    assert found.iloc[-2:, 2:].to_numpy().tolist() == [[1, 2], [1, 2]]


@given(COUNTS, st.data())
def test_an_interval_holds_the_rank_and_those_it_is_tied_with(
    counts: list[int], data: st.DataObject
) -> None:
    people = [data.draw(st.sampled_from([500, 1000, 3000])) for _ in counts]
    found, _ = ranked(counts, people)
    last = found["rank"] + found["tied"] - 1
    assert (found["rank_lower"] <= found["rank"]).all()
    assert (found["rank_upper"] >= last).all()
    assert found["rank_lower"].ge(1).all()
    assert found["rank_upper"].le(len(counts)).all()
    wider, _ = ranked(counts, people, Spread(3.0, 100))
    assert (wider["rank_lower"] <= found["rank_lower"]).all()
    assert (wider["rank_upper"] >= found["rank_upper"]).all()


@given(COUNTS)
def test_the_order_of_areas_changes_nothing(counts: list[int]) -> None:
    people = list(range(800, 800 + len(counts)))
    found, _ = ranked(counts, people)
    other, _ = ranked(counts[::-1], people[::-1])
    assert (found.to_numpy() == other.to_numpy()[::-1]).all()


def test_equal_rates_share_the_first_of_their_ranks() -> None:
    found, _ = ranked([8, 4, 2, 0, 0], [1000, 500, 1000, 10, 900])
    assert found["rank"].tolist() == [1, 1, 3, 4, 4]
    assert found["tied"].tolist() == [2, 2, 1, 2, 2]


def test_an_area_without_incidents_is_told_from_a_busy_one() -> None:
    found, pairs = ranked([0, 60], [1000, 1000])
    assert found["rank_lower"].tolist() == [2, 1]
    assert pairs.higher.tolist() == [1]
    assert pairs.p[0] == pytest.approx(2 * 0.5**60)


def test_one_area_and_none() -> None:
    found, pairs = ranked([5], [100])
    assert found.iloc[0].tolist() == [1, 1, 1, 1]
    assert len(pairs.p) == 0
    assert ranked([], [])[0].empty


def test_too_many_areas_have_ranks_without_intervals() -> None:
    many = pd.Series(np.arange(MOST + 1))
    with pytest.raises(ValueError, match=str(MOST)):
        all_pairs(many, many + 1.0)
    found = ranks(many, many + 1.0, None)
    assert found["rank"].iloc[-1] == 1
    assert found[["rank_lower", "rank_upper"]].isna().all().all()


PEOPLE = np.random.default_rng(0).uniform(8_000, 20_000, 17)
TOWNS = {
    "tied": np.full(17, 0.06),
    "close": np.linspace(0.055, 0.065, 17),
    "far": np.linspace(0.03, 0.15, 17),
    "in groups": np.repeat([0.05, 0.06, 0.1], [6, 6, 5]),
    "few": np.full(17, 0.0003),
}


@pytest.mark.slow
@pytest.mark.parametrize("extra", [0.0, 1.0], ids=["independent", "in clusters"])
@pytest.mark.parametrize("town", TOWNS)
def test_all_true_ranks_at_once_are_held_in_94_of_100(town: str, extra: float) -> None:
    """Months vary by `extra` more than Poisson counts; it is estimated from six."""
    draws, rate = np.random.default_rng(11), TOWNS[town]
    mean = (rate * PEOPLE / 6)[:, np.newaxis].repeat(6, axis=1)
    first = 1 + (rate > rate[:, np.newaxis]).sum(axis=1)
    last = len(rate) - (rate < rate[:, np.newaxis]).sum(axis=1)
    held, rounds = 0, 400
    for _ in range(rounds):
        months = draws.poisson(draws.gamma(mean / extra, extra) if extra else mean)
        spread = spread_over_months(pd.DataFrame(months))
        found, _ = ranked(months.sum(axis=1), PEOPLE, spread)
        held += bool(
            (found["rank_lower"] <= first).all() and (found["rank_upper"] >= last).all()
        )
    assert held >= 0.94 * rounds

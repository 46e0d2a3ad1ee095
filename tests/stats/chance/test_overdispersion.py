"""Dispersion of a group: by hand, its laws, and what it makes of limits."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, t

from hotspot_app.stats.association import slope_index
from hotspot_app.stats.association.deprivation import gradient, published
from hotspot_app.stats.association.slope_index import fit_slope
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread, spread
from hotspot_app.stats.chance.rate_ratio import rate_ratio


def test_by_hand() -> None:
    """Rate 0.2, expected 20 and 40: (6² / 20 + 6² / 40) / (2 - 1) = 1.8 + 0.9."""
    found = spread(pd.Series([26, 34]), pd.Series([100.0, 200.0]))
    assert found.dispersion == pytest.approx(2.7)
    assert found.free == 1


def test_of_independent_incidents_it_is_one_and_of_doubled_ones_two() -> None:
    random = np.random.default_rng(4)
    people = pd.Series(random.uniform(500, 3000, 5000))
    count = pd.Series(random.poisson(people * 0.01))
    assert spread(count, people).dispersion == pytest.approx(1, abs=0.06)
    assert spread(2 * count, people).dispersion == pytest.approx(2, abs=0.12)


def test_it_is_missing_where_nothing_is_left_to_tell_it_from() -> None:
    assert spread(pd.Series([5]), pd.Series([100.0])) is INDEPENDENT
    assert spread(pd.Series([0, 0]), pd.Series([9.0, 9.0])) is INDEPENDENT
    assert INDEPENDENT.wider(0.95) == 1
    assert Spread(0.2, 4).wider(0.9) == 1
    assert Spread(9.0, 4).wider(0.95) == pytest.approx(3 * 2.776445 / 1.959964)


def test_a_ratio_widens_each_side_by_its_own() -> None:
    counts, people = (9300, 3480), (50_000, 58_000)
    plain = rate_ratio(counts, people)
    wide = rate_ratio(counts, people, spreads=(Spread(25, 30), Spread(4, 6)))
    assert wide.ratio == plain.ratio
    reach = math.sqrt((5 * 2.042272) ** 2 / 9300 + (2 * 2.446912) ** 2 / 3480)
    assert math.log(wide.upper / wide.ratio) == pytest.approx(reach, rel=1e-6)
    assert wide.lower * wide.upper == pytest.approx(wide.ratio**2)
    even = Spread(0.2, 4)
    assert rate_ratio(counts, people, spreads=(even, even)) == plain


@pytest.mark.parametrize("phi", [3.0, 300.0, 4000.0])
def test_p_of_a_ratio_is_where_its_interval_begins_to_hold_one(phi: float) -> None:
    spreads = Spread(phi, 5), Spread(1.0, 7)
    found = rate_ratio((9300, 3480), (50_000, 58_000), spreads=spreads)
    at = rate_ratio((9300, 3480), (50_000, 58_000), spreads=spreads, level=1 - found.p)
    assert at.lower == pytest.approx(1, abs=1e-5)


def ratio_of(*fifths: list[int]) -> tuple[float, float, float]:
    counts = pd.Series([count for fifth in fifths for count in fifth])
    group = pd.Series([k for k, fifth in enumerate(fifths, 1) for _ in fifth])
    found = gradient(counts, counts * 0 + 1000.0, group).ratio
    assert found is not None
    return found.ratio, found.lower, found.upper


def test_what_happens_between_the_ends_does_not_decide_whether_they_differ() -> None:
    """2.0 × exp(∓ 1.96 √(1/500 + 1/250)), the areas of each end being alike."""
    first, second, fourth, last = [100] * 5, [80] * 5, [60] * 5, [50] * 5
    even = ratio_of(first, second, [84] * 5, fourth, last)
    uneven = ratio_of(first, second, [5, 5, 5, 5, 400], fourth, last)
    assert even == uneven
    reach = math.exp(1.959964 * math.sqrt(1 / 500 + 1 / 250))
    assert even == pytest.approx((2.0, 2 / reach, 2 * reach))


def town(areas: int, seed: int) -> tuple[pd.Series[int], pd.Series[float]]:
    """Areas whose risk differs as that of a real city's does, whatever their group."""
    random = np.random.default_rng(seed)
    people = pd.Series(random.integers(1000, 3000, areas).astype(float))
    rate = 0.06 * np.exp(0.8 * random.normal(size=areas))
    return pd.Series(random.poisson(rate * people)), people


def test_limits_of_a_group_are_wider_by_its_own_dispersion() -> None:
    count, people = town(150, 3)
    group = pd.Series(np.arange(150) // 30 + 1)
    found = gradient(count, people, group, seed=2).table
    phi = [
        spread(count[group == k], people[group == k]).dispersion for k in found.index
    ]
    assert list(found["dispersion"]) == phi
    assert min(phi) > 5
    wider = np.sqrt(phi) * t.ppf(0.975, 29) / 1.959964
    for end in ("lower", "upper"):
        poisson = np.log(found[f"rate_{end}_poisson"] / found["rate"])
        ours = np.log(found[f"rate_{end}"] / found["rate"])
        assert ours.to_numpy() == pytest.approx(wider * poisson.to_numpy())


def test_slopes_keep_their_place_and_their_published_limits() -> None:
    count, people = town(150, 3)
    group = pd.Series(np.arange(150) // 30 + 1)
    found = gradient(count, people, group, seed=2)
    _, linear, log = published(found, seed=2)
    for ours, theirs in ((found.linear, linear), (found.log, log)):
        assert ours is not None
        assert theirs is not None
        assert (ours.sii, ours.start, ours.end) == (
            theirs.sii,
            theirs.start,
            theirs.end,
        )
        assert ours.sii_lower < theirs.sii_lower < theirs.sii_upper < ours.sii_upper


TRUTH = np.array([0.10, 0.085, 0.07, 0.06, 0.05])
"""Rates of the fifths of simulated cities: the first is twice the last."""

ALL = range(1, 6)


def cities(
    number: int, areas: int, spread_of: dict[int, float], seed: int
) -> Iterator[tuple[pd.Series[int], pd.Series[float]]]:
    """Simulate counts and residents of so many areas a fifth, in order.

    `spread_of` has the coefficient of variation of the areas' true rates by fifth.
    """
    random = np.random.default_rng(seed)
    for _ in range(number):
        people = np.round(random.lognormal(np.log(1650), 0.2, 5 * areas))
        risk = np.repeat(TRUTH, areas)
        for fifth, cv in spread_of.items():
            inside = slice((fifth - 1) * areas, fifth * areas)
            risk[inside] *= random.gamma(1 / cv**2, cv**2, areas)
        yield pd.Series(random.poisson(risk * people)), pd.Series(people)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("areas", "spread_of", "least", "most"),
    [
        (30, {}, 0.94, 0.99),
        (30, dict.fromkeys(ALL, 0.3), 0.92, 0.97),
        (30, dict.fromkeys(ALL, 1.0), 0.92, 0.97),
        (30, {1: 0.3}, 0.92, 0.97),
        (30, {1: 1.0}, 0.92, 0.97),
        (30, {3: 1.0}, 0.92, 0.97),
        (30, {5: 1.0}, 0.92, 0.97),
        (5, {}, 0.92, 1.0),
        (5, dict.fromkeys(ALL, 0.3), 0.92, 1.0),
        (5, dict.fromkeys(ALL, 1.0), 0.92, 1.0),
        (5, {1: 1.0}, 0.92, 1.0),
        (5, {5: 1.0}, 0.92, 1.0),
    ],
)
def test_intervals_of_a_ratio_hold_the_truth_as_often_as_they_say(
    areas: int, spread_of: dict[int, float], least: float, most: float
) -> None:
    """Bounds are widened by what chance makes of 500 cities, one in 1,000."""
    number, held = 500, 0
    for count, people in cities(number, areas, spread_of, seed=7):
        ends = slice(None, areas), slice(-areas, None)
        found = rate_ratio(
            tuple(count[end].sum() for end in ends),
            tuple(people[end].sum() for end in ends),
            spreads=tuple(spread(count[end], people[end]) for end in ends),
        )
        held += found.lower <= 2.0 <= found.upper
    assert binom.ppf(0.001, number, least) <= held <= binom.ppf(0.999, number, most)


@pytest.mark.slow
@pytest.mark.parametrize("spread_of", [{}, dict.fromkeys(ALL, 1.0), {3: 1.0}])
@pytest.mark.parametrize("areas", [30, 5])
def test_intervals_of_slopes_and_groups_hold_the_truth(
    areas: int, spread_of: dict[int, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """At least 92% of 100 cities, less what chance makes of 100, one in 1,000."""
    monkeypatch.setattr(slope_index, "DRAWS", 4000)
    slope_index._normal.cache_clear()
    number, group = 100, pd.Series(np.repeat(ALL, areas))
    held = {"sii": 0, "log_rii": 0, **dict.fromkeys(ALL, 0)}
    for count, people in cities(number, areas, spread_of, seed=8):
        found = gradient(count, people, group)
        assert found.linear is not None
        assert found.log is not None
        residents = found.table["population"]
        _, sii = fit_slope(1000 * TRUTH, residents)
        _, log_rii = fit_slope(np.log(TRUTH), residents)
        held["sii"] += found.linear.sii_lower <= sii <= found.linear.sii_upper
        rii = found.log.rii_lower, found.log.rii_upper
        held["log_rii"] += rii[0] <= np.exp(log_rii) <= rii[1]
        lower, upper = found.table["rate_lower"], found.table["rate_upper"]
        for fifth, inside in (lower.le(1000 * TRUTH) & upper.ge(1000 * TRUTH)).items():
            held[fifth] += inside
    slope_index._normal.cache_clear()
    assert min(held.values()) >= binom.ppf(0.001, number, 0.92), held


def shares_beyond_one(
    count: pd.Series[int], people: pd.Series[float], group: pd.Series[int], deals: int
) -> tuple[float, float]:
    """Share of shuffled gradients whose ratio is said to differ from 1, either way."""
    random = np.random.default_rng(11)
    wide = narrow = 0
    for _ in range(deals):
        dealt = pd.Series(random.permutation(group.to_numpy()), index=group.index)
        totals = tuple(count[dealt == k].sum() for k in (1, 5))
        residents = tuple(people[dealt == k].sum() for k in (1, 5))
        own = tuple(spread(count[dealt == k], people[dealt == k]) for k in (1, 5))
        found = rate_ratio(totals, residents, spreads=own)
        wide += found.lower > 1 or found.upper < 1
        found = rate_ratio(totals, residents)
        narrow += found.lower > 1 or found.upper < 1
    return wide / deals, narrow / deals


@pytest.mark.slow
def test_deprivation_dealt_at_random_seldom_makes_a_gradient() -> None:
    """5% expected of 500 deals; 2 to 10% allowed, which covers binomial chance.

    In 99 of 100 runs of an interval that keeps its word 13 to 38 of 500 (2.6 to
    7.6%) exclude 1; the rest is for the few areas with much of the crime. Without
    the dispersion most deals would make a gradient.
    """
    assert binom.ppf([0.005, 0.995], 500, 0.05).tolist() == [13, 38]
    group = pd.Series(np.arange(152) * 5 // 152 + 1)
    for seed in (1, 2):
        wide, narrow = shares_beyond_one(*town(152, seed), group, 500)
        assert 0.02 <= wide <= 0.10
        assert narrow > 0.5

"""Southampton: ranks, funnels and shares worked out again from the rows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, chi2_contingency, norm, poisson, t

from hotspot_app.project.steps.answer import Answer

Ask = Callable[..., Answer]


def p_given_total(a: float, b: float, people: tuple[float, float]) -> float:
    """The binomial's tails, doubled, of whole counts."""
    total, share = a + b, people[0] / sum(people)
    return min(1, 2 * min(binom.cdf(a, total, share), binom.sf(a - 1, total, share)))


@pytest.mark.realdata
@pytest.mark.slow
def test_areas_against_the_rest_as_if_incidents_were_independent(
    ask: Ask, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    values = ask("ranking", params={"allow": "chance"}).outcome.values
    rest, others = count.sum() - count, residents.sum() - residents
    ratio = count / residents / (rest / others)
    p = [
        p_given_total(*pair[:2], pair[2:])
        for pair in zip(count, rest, residents, others, strict=True)
    ]
    np.testing.assert_allclose(values["ratio"], ratio)
    np.testing.assert_allclose(values["p"], p, rtol=1e-6, atol=1e-250)
    differs = np.array(p) < 0.05
    assert (values["against_rest"].eq("higher") == (differs & (ratio > 1))).all()
    assert (values["against_rest"].eq("lower") == (differs & (ratio < 1))).all()


@pytest.mark.realdata
@pytest.mark.slow
def test_wards_are_ranked_by_pairs_that_allow_for_months(
    ask: Ask, half_year: pd.DataFrame, wards: pd.DataFrame
) -> None:
    found = ask("ranking", level="ward").outcome
    values = found.values
    mine = half_year[half_year["ward"] != ""]
    table = pd.crosstab(mine["ward"], mine["Month"]).reindex(wards.index)
    known = chi2_contingency(table)
    phi = known.statistic / known.dof
    assert found.summary["dispersion"] == pytest.approx(phi)
    assert phi == pytest.approx(1.9, abs=0.1)
    # by logarithms, where the app is exact: the same to a hundredth of a p
    many, people = table.sum(axis=1), values["denominator"]
    z = {
        (a, b): abs(np.log(many[a] / people[a] / (many[b] / people[b])))
        / np.sqrt(phi * (1 / many[a] + 1 / many[b]))
        for a, b in combinations(wards.index, 2)
    }
    rate = many / people
    above, below = dict.fromkeys(wards.index, 0), dict.fromkeys(wards.index, 0)
    falling = sorted(z.items(), key=lambda each: -each[1])
    for place, ((a, b), each) in enumerate(falling):
        if 2 * t.sf(each, known.dof) * (len(z) - place) > 0.05:
            break
        high, low = (a, b) if rate[a] > rate[b] else (b, a)
        above[low] += 1
        below[high] += 1
    lower = 1 + pd.Series(above)
    upper = len(wards) - pd.Series(below)
    assert abs(values["rank_lower"] - lower).max() <= 1
    assert abs(values["rank_upper"] - upper).max() <= 1
    named = values.set_index("name")
    assert named.loc["Bargate", ["rank_lower", "rank_upper"]].tolist() == [1, 1]
    assert norm.sf(falling[0][1]) < 1e-20


@pytest.mark.realdata
@pytest.mark.slow
def test_two_areas_of_bargate_share_the_first_rank(ask: Ask) -> None:
    found = ask("ranking")
    first = found.outcome.values.sort_values("rank").head(2)
    assert set(first["ward"]) == {"Bargate"}
    assert first["rank_upper"].tolist() == [2, 2]
    assert "which can't be told apart" in found.explanation.headline


def z_and_phi(
    many: pd.Series[int], people: pd.Series[float]
) -> tuple[pd.Series[float], float]:
    """By the formula of rates: z, and its mean square with the tails drawn in."""
    theta = many.sum() / people.sum()
    z = 2 * np.sqrt(people) * (np.sqrt(many / people) - np.sqrt(theta))
    return z, float((z.clip(*z.quantile([0.1, 0.9])) ** 2).mean())


@pytest.mark.realdata
@pytest.mark.slow
def test_areas_in_the_funnel_of_chance(
    ask: Ask, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    found = ask("funnel").outcome
    values, z = found.values, z_and_phi(count, residents)
    expected = residents * count.sum() / residents.sum()
    np.testing.assert_allclose(values["z"], z[0])
    assert found.summary["dispersion"] == pytest.approx(z[1])
    assert z[1] == pytest.approx(25.9, abs=0.05)
    for level, most in ((0.95, 115), (0.998, 87)):
        tail = (1 - level) / 2
        high = count > poisson.ppf(1 - tail, expected)
        low = count < poisson.ppf(tail, expected)
        assert (high | low).sum() == most
        grades = values["compared"].str.contains("9" if level < 0.99 else "99.8")
        assert (grades == (high | low)).all()
        assert (values["compared"].str.startswith("higher") & grades == high).all()


@pytest.mark.realdata
@pytest.mark.slow
def test_only_bargate_is_outside_limits_that_allow_for_how_wards_differ(
    ask: Ask, half_year: pd.DataFrame, wards: pd.DataFrame
) -> None:
    for allow in ("multiplicative", "additive"):
        found = ask("funnel", level="ward", params={"allow": allow})
        values = found.outcome.values
        many = half_year["ward"].value_counts().reindex(wards.index)
        z, phi = z_and_phi(many, values["denominator"])
        assert found.outcome.summary["dispersion"] == pytest.approx(phi)
        outside = values.loc[values["compared"].ne("similar"), "name"]
        assert outside.tolist() == ["Bargate"]
        assert "higher than the limits allow in Bargate" in found.explanation.headline
    assert z.abs().gt(1.96).sum() == 17
    assert (z / np.sqrt(phi)).abs().gt(1.96).sum() == 1

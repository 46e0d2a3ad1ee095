from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.stats.association.deprivation import (
    gradient,
    quintile_by_count,
    quintile_by_population,
    quintile_national,
)


def series(values: list[Any], dtype: str | None = None) -> pd.Series[Any]:
    codes = pd.Index([f"A{i:03}" for i in range(len(values))], name="code")
    return pd.Series(values, index=codes, dtype=dtype)


def fixture(oracles: dict[str, Any], areas: int = 4) -> tuple[pd.Series[Any], ...]:
    """Quintiles of the worked example, each split over some areas."""
    known = oracles["fx_dep"]
    rate = np.repeat(known["rate"], areas)
    people = np.repeat(known["pop"], areas) / areas
    group = np.repeat([1, 2, 3, 4, 5], areas)
    return (
        series((rate * people / 1000).tolist()),
        series(people.tolist()),
        series(group.tolist(), "Int64"),
    )


# --- groups


def test_sizes_of_groups(oracles: dict[str, Any]) -> None:
    for count, sizes in oracles["quantile_sizes"].items():
        scores = series(list(range(int(count))))
        found = quintile_by_count(scores)
        assert found.value_counts().sort_index().tolist() == sizes
        assert found.iloc[-1] == 1  # the highest score is the most deprived


def test_ties_share_a_group() -> None:
    scores = series([10, 9, 9, 9, 5, 4, 3, 2, 1, 0])
    assert quintile_by_count(scores).tolist() == [1, 1, 1, 1, 3, 3, 4, 4, 5, 5]


def test_published_deciles() -> None:
    # OHID, PHEindicatormethods: 12 local authorities into deciles
    ranks = series(list(range(1, 13)))
    found = quintile_by_count(ranks, groups=10, most_first=False)
    assert found.tolist() == [1, 1, 2, 3, 4, 5, 6, 6, 7, 8, 9, 10]


def test_rank_and_score_agree() -> None:
    scores = series([3.5, 80.1, 12.0, 55.0, 21.0, 9.0, 33.0])
    ranks = scores.rank(ascending=False)
    assert quintile_by_count(scores).equals(quintile_by_count(ranks, most_first=False))


def test_areas_without_a_value_have_no_group() -> None:
    scores = series([5.0, np.nan, 4, 3, 2, 1])
    found = quintile_by_count(scores)
    assert found.isna().tolist() == [False, True, False, False, False, False]
    assert found.dropna().tolist() == [1, 2, 3, 4, 5]
    assert quintile_by_count(scores.iloc[:4]).isna().all()


@given(st.lists(st.integers(0, 60), min_size=5, max_size=200), st.integers(2, 5))
@settings(deadline=None, max_examples=25)
def test_groups_follow_deprivation(values: list[int], groups: int) -> None:
    scores = series(values)
    for found in (
        quintile_by_count(scores, groups=groups),
        quintile_by_population(scores, scores * 0 + 7, groups=groups),
    ):
        assert found.between(1, groups).all()
        ordered = found.loc[scores.sort_values(ascending=False).index]
        assert ordered.is_monotonic_increasing
        assert (found.groupby(scores).nunique() == 1).all()
        turned = scores.sample(frac=1, random_state=groups)
        again = quintile_by_count(turned, groups=groups)
        assert again.loc[scores.index].equals(quintile_by_count(scores, groups=groups))


@given(st.integers(5, 300))
@settings(deadline=None)
def test_groups_are_of_equal_size_without_ties(count: int) -> None:
    sizes = quintile_by_count(series(list(range(count)))).value_counts()
    assert sizes.sum() == count
    assert sizes.max() - sizes.min() <= 1


def test_by_population_by_hand() -> None:
    scores = series(list(range(50, 0, -5)))
    people = series([2500, 1500, 1400, 1600, 1500, 1700, 1300, 1500, 1500, 1500])
    assert quintile_by_population(scores, people).tolist() == [
        1, 2, 2, 2, 3, 3, 4, 4, 5, 5,
    ]  # fmt: skip
    assert quintile_by_count(scores).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    ranks = scores.rank(ascending=False)
    assert quintile_by_population(ranks, people, most_first=False).equals(
        quintile_by_population(scores, people)
    )


def test_by_population_needs_both() -> None:
    scores = series([5.0, np.nan, 3.0])
    people = series([10.0, 10.0, np.nan])
    assert quintile_by_population(scores, people).isna().tolist() == [False, True, True]
    assert quintile_by_population(scores, people * 0).isna().all()
    with pytest.raises(ValueError, match="different areas"):
        quintile_by_population(scores, people.iloc[:2])


def test_national_quintiles() -> None:
    deciles = series([1, 2, 3, 4, 9, 10, None], "Int64")
    assert quintile_national(deciles).tolist()[:6] == [1, 1, 2, 2, 5, 5]
    assert quintile_national(deciles).isna().sum() == 1
    for wrong in (0, 11, 1.5):
        with pytest.raises(ValueError, match="decile"):
            quintile_national(series([wrong]))


@pytest.mark.realdata
def test_real_deciles_are_cut_as_the_rule_says(real: Path) -> None:
    table = pd.read_csv(real / "deprivation" / "imd2025_england_lsoa21.csv")
    rank = next(c for c in table.columns if "imd" in c.lower() and "rank" in c.lower())
    decile = next(
        c for c in table.columns if "imd" in c.lower() and "decile" in c.lower()
    )
    cut = np.ceil(table[rank] * 10 / len(table)).clip(upper=10)
    assert (cut == table[decile]).all()
    found = quintile_national(table[decile])
    assert (found == np.ceil(cut / 2)).all()


# --- gradient


def test_worked_gradient(oracles: dict[str, Any]) -> None:
    known = oracles["fx_dep"]
    found = gradient(*fixture(oracles), seed=3)
    assert found.table["areas"].tolist() == [4] * 5
    assert found.table["population"].tolist() == known["pop"]
    assert found.table["rate"].tolist() == pytest.approx(known["rate"])
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx(known["ratio"])
    assert [found.ratio.lower, found.ratio.upper] == pytest.approx(known["ci95"])
    assert found.linear is not None
    assert found.linear.sii == pytest.approx(known["sii"])
    assert found.log is not None
    assert found.log.rii == pytest.approx(known["log_rii"])
    assert found.concentration == pytest.approx(known["concentration_index"])
    assert found.excess == pytest.approx(13_314)
    assert found.excess_share == pytest.approx(0.4605, abs=5e-5)
    assert found.withheld == ""


def test_concentration_is_the_area_under_the_curve(oracles: dict[str, Any]) -> None:
    count, people, group = fixture(oracles)
    by_count = np.append(0, count.groupby(group).sum().cumsum() / count.sum())
    by_people = np.append(0, people.groupby(group).sum().cumsum() / people.sum())
    curve = 1 - np.sum((by_count[1:] + by_count[:-1]) * np.diff(by_people))
    assert gradient(count, people, group).concentration == pytest.approx(curve)


def test_rates_are_sums_over_sums() -> None:
    count, people = series([90, 1] * 5), series([100, 900] * 5)
    group = series([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    found = gradient(count, people, group)
    assert found.table["rate"].tolist() == pytest.approx([91.0] * 5)
    assert found.concentration == pytest.approx(0, abs=1e-12)


def test_ratio_is_withheld_where_an_extreme_is_thin(oracles: dict[str, Any]) -> None:
    count, people, group = fixture(oracles, areas=2)
    found = gradient(count, people, group)
    assert found.ratio is None
    assert found.withheld == "the most deprived group has fewer than 3 areas (2)"
    count, people, group = fixture(oracles)
    found = gradient(count.where(group < 5, 2), people, group)
    assert found.ratio is None
    assert found.withheld == "the least deprived group has fewer than 10 incidents (8)"
    assert found.linear is not None


def test_empty_group_stays_in_the_table(oracles: dict[str, Any]) -> None:
    count, people, group = fixture(oracles)
    kept = group < 5
    found = gradient(count[kept], people[kept], group[kept])
    assert found.table.index.tolist() == [1, 2, 3, 4, 5]
    assert found.table.loc[5, ["areas", "population", "count"]].tolist() == [0, 0, 0]
    assert np.isnan(found.table.loc[5, "rate"])
    assert found.ratio is None
    assert (found.linear, found.log) == (None, None)
    assert np.isnan(found.excess)
    assert -1 < found.concentration < 0


def test_areas_that_lack_something_are_left_out(oracles: dict[str, Any]) -> None:
    count, people, group = fixture(oracles)
    more = pd.concat([count, pd.Series([5.0, 5.0, np.nan, 9.0], list("wxyz"))])
    residents = pd.concat([people, pd.Series([0, np.nan, 9, 9.0], list("wxyz"))])
    where = pd.concat([group, pd.Series([1, 1, 1, pd.NA], list("wxyz"), dtype="Int64")])
    found = gradient(more, residents, where)
    pd.testing.assert_frame_equal(found.table, gradient(count, people, group).table)


def test_nothing_recorded() -> None:
    group = series([1, 2, 3, 4, 5] * 3)
    found = gradient(group * 0, group * 0 + 10, group)
    assert found.ratio is None
    assert found.log is None
    assert np.isnan(found.concentration)
    assert found.excess == 0
    assert np.isnan(found.excess_share)


def test_shuffled_areas_give_the_same(oracles: dict[str, Any]) -> None:
    count, people, group = fixture(oracles)
    turn = np.random.default_rng(4).permutation(len(count))
    one = gradient(count, people, group, seed=9)
    other = gradient(count.iloc[turn], people.iloc[turn], group.iloc[turn], seed=9)
    pd.testing.assert_frame_equal(one.table, other.table)
    assert one.linear is not None
    assert other.linear is not None
    assert one.linear.sii_lower == pytest.approx(other.linear.sii_lower)


def test_deciles_are_groups_too() -> None:
    group = series(list(range(1, 11)) * 3)
    found = gradient(240 - 20 * group, group * 0 + 1000, group, groups=10)
    assert len(found.table) == 10
    assert found.ratio is not None
    assert found.ratio.ratio == pytest.approx(5.5)


def test_refusals(oracles: dict[str, Any]) -> None:
    count, people, group = fixture(oracles)
    with pytest.raises(ValueError, match="different areas"):
        gradient(count, people.iloc[:3], group)
    with pytest.raises(ValueError, match="from 1 to 5"):
        gradient(count, people, group + 1)
    with pytest.raises(ValueError, match="negative"):
        gradient(-count, people, group)

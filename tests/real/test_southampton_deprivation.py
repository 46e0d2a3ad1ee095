"""Southampton: the link with deprivation worked out again."""

from __future__ import annotations

import math
import types
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from hotspot_app.project.steps.answer import Answer
from hotspot_app.stats.chance.overdispersion import spread
from hotspot_app.stats.chance.rate_ratio import rate_ratio

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def indices(folder: types.SimpleNamespace, lsoas: pd.DataFrame) -> pd.DataFrame:
    table = pd.read_csv(folder.deprivation, index_col="lsoa21_code")
    return table.loc[lsoas.index]


def fifths(rank: pd.Series[int]) -> pd.Series[int]:
    """Group by place in the line, the least deprived counted first (OHID)."""
    line = sorted(rank.index, key=lambda code: -rank[code])
    places = {code: place for place, code in enumerate(line, start=1)}
    group = {
        code: 6 - math.ceil(Fraction(5 * place, len(line)))
        for code, place in places.items()
    }
    return pd.Series(group).reindex(rank.index)


def by_group(
    count: pd.Series[int], residents: pd.Series[float], group: pd.Series[int]
) -> pd.DataFrame:
    table = pd.DataFrame(
        [
            (count[group == g].sum(), residents[group == g].sum(), (group == g).sum())
            for g in range(1, 6)
        ],
        columns=["count", "people", "areas"],
        index=range(1, 6),
    )
    return table.assign(rate=1000 * table["count"] / table["people"])


def check_table(found: Answer, table: pd.DataFrame) -> None:
    ours = found.outcome.tables["gradient"]
    assert list(ours["group"]) == [1, 2, 3, 4, 5]
    assert list(ours["areas"]) == list(table["areas"])
    assert list(ours["count"]) == list(table["count"])
    np.testing.assert_allclose(ours["population"], table["people"])
    np.testing.assert_allclose(ours["rate"], table["rate"])


def pearson(found: Answer, table: pd.DataFrame) -> np.ndarray:
    """Dispersion of the areas of each fifth about its rate, area by area."""
    values, total = found.outcome.values, np.zeros(5)
    for people, count, group in values[["denominator", "count", "group"]].to_numpy():
        expected = people * table.at[int(group), "rate"] / 1000
        total[int(group) - 1] += (count - expected) ** 2 / expected
    return total / (table["areas"].to_numpy() - 1)


def widening(found: Answer, table: pd.DataFrame) -> np.ndarray:
    """How much further away the limits of each fifth are than Poisson's."""
    phi = pearson(found, table)
    assert found.outcome.tables["gradient"]["dispersion"].to_numpy() == pytest.approx(
        phi
    )
    assert phi.min() > 5
    return np.sqrt(phi) * t.ppf(0.975, table["areas"].to_numpy() - 1) / 1.959964


def check_ratio(found: Answer, table: pd.DataFrame) -> None:
    first, last = table.loc[1], table.loc[5]
    ratio = first["rate"] / last["rate"]
    error = 1.959964 / np.sqrt([first["count"], last["count"]])
    summary = found.outcome.summary
    assert summary["ratio"] == pytest.approx(ratio)
    wide = math.exp(np.hypot(*(error * widening(found, table)[[0, -1]])))
    assert summary["ratio_lower"] == pytest.approx(ratio / wide, rel=1e-5)
    assert summary["ratio_upper"] == pytest.approx(ratio * wide, rel=1e-5)
    narrow = math.exp(np.hypot(*error))
    assert summary["ratio_lower_poisson"] == pytest.approx(ratio / narrow)
    assert summary["ratio_upper_poisson"] == pytest.approx(ratio * narrow)


def fitted(values: np.ndarray, share: np.ndarray) -> tuple[float, float]:
    """Ends of the line through group values, weighted by residents."""
    place = np.cumsum(share) - share / 2
    weight = np.sqrt(share)
    design = np.column_stack([weight, weight * place])
    (start, slope), *_ = np.linalg.lstsq(design, weight * values, rcond=None)
    return start, start + slope


@pytest.mark.realdata
@pytest.mark.slow
def test_income_is_the_default_in_local_fifths(
    ask: Ask, indices: pd.DataFrame, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    group = fifths(indices["Income_rank"])
    found = ask("deprivation_gradient")
    assert list(found.outcome.values["group"]) == list(group)
    table = by_group(count, residents, group)
    assert list(table["areas"]) == [31, 30, 31, 30, 30]
    assert table["count"].sum() == 15_046
    check_table(found, table)
    check_ratio(found, table)
    assert not any("with itself" in note.text for note in found.notes)


@pytest.mark.realdata
@pytest.mark.slow
def test_slopes_and_concentration_of_income(
    ask: Ask, indices: pd.DataFrame, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    table = by_group(count, residents, fifths(indices["Income_rank"]))
    rate, share = (
        table["rate"].to_numpy(),
        (table["people"] / residents.sum()).to_numpy(),
    )
    summary = ask("deprivation_gradient").outcome.summary
    start, end = fitted(rate, share)
    assert summary["sii"] == pytest.approx(end - start)
    assert summary["rii"] == pytest.approx(end / start)
    log_start, log_end = fitted(np.log(rate), share)
    assert summary["log_sii"] == pytest.approx(math.exp(log_end) - math.exp(log_start))
    assert summary["log_rii"] == pytest.approx(math.exp(log_end - log_start))
    place, mean = np.cumsum(share) - share / 2, share @ rate
    concentration = 2 / mean * (share * (rate - mean) * (place - 0.5)).sum()
    assert summary["concentration_index"] == pytest.approx(concentration)
    excess = 15_046 - rate[-1] * residents.sum() / 1000
    assert summary["excess"] == pytest.approx(excess)
    assert summary["city_rate"] == pytest.approx(mean)


@pytest.mark.realdata
@pytest.mark.slow
def test_limits_of_the_slope_agree_with_those_of_its_variance(
    ask: Ask, indices: pd.DataFrame, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    """The slope is linear in the rates, so its simulated limits have a formula."""
    found = ask("deprivation_gradient")
    table = found.outcome.tables["gradient"]
    share = (table["population"] / residents.sum()).to_numpy()
    width = table["rate_upper_poisson"] - table["rate_lower_poisson"]
    error = width.to_numpy() / (2 * 1.959964)
    lever = np.array([np.diff(fitted(unit, share))[0] for unit in np.eye(5)])
    slope = lever @ table["rate"].to_numpy()
    summary = found.outcome.summary
    wide = widening(found, table.set_index("group"))
    for wider, end in ((1.0, "_poisson"), (wide, "")):
        reach = 1.959964 * math.sqrt((lever**2 * (wider * error) ** 2).sum())
        lower, upper = summary[f"sii_lower{end}"], summary[f"sii_upper{end}"]
        assert lower == pytest.approx(slope - reach, abs=0.03 * reach)
        assert upper == pytest.approx(slope + reach, abs=0.03 * reach)
    assert summary["rii_lower_poisson"] < summary["rii"] < summary["rii_upper_poisson"]


@pytest.mark.realdata
@pytest.mark.slow
def test_income_dealt_at_random_seldom_makes_a_gradient(
    ask: Ask, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    """On the city's own crime and residents: 5% expected, 2 to 10% allowed."""
    values = ask("deprivation_gradient").outcome.values["group"].astype(int)
    random = np.random.default_rng(5)
    beyond = narrow = 0
    for _ in range(400):
        group = pd.Series(random.permutation(values.to_numpy()), index=values.index)
        total = count.groupby(group).sum()[[1, 5]]
        people = residents.groupby(group).sum()[[1, 5]]
        own = tuple(spread(count[group == k], residents[group == k]) for k in (1, 5))
        wide = rate_ratio(tuple(total), tuple(people), spreads=own)
        beyond += wide.lower > 1 or wide.upper < 1
        found = rate_ratio(tuple(total), tuple(people))
        narrow += found.lower > 1 or found.upper < 1
    assert 0.02 * 400 <= beyond <= 0.10 * 400
    assert narrow > 0.5 * 400


@pytest.mark.realdata
@pytest.mark.slow
def test_the_whole_index_is_flagged_since_it_holds_crime(
    ask: Ask, indices: pd.DataFrame, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    found = ask("deprivation_gradient", params={"domain": "imd"})
    table = by_group(count, residents, fifths(indices["IMD_rank"]))
    check_table(found, table)
    check_ratio(found, table)
    told = [note for note in found.notes if "compared with itself" in note.text]
    assert len(told) == 1
    assert told[0].caution


@pytest.mark.realdata
@pytest.mark.slow
def test_national_fifths(
    ask: Ask, indices: pd.DataFrame, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    group = indices["Income_decile"].map(
        {1: 1, 2: 1, 3: 2, 4: 2, 5: 3, 6: 3, 7: 4, 8: 4, 9: 5, 10: 5}
    )
    found = ask("deprivation_gradient", params={"basis": "national"})
    table = by_group(count, residents, group)
    check_table(found, table)
    check_ratio(found, table)
    assert list(table["areas"]) != [31, 30, 31, 30, 30]


@pytest.mark.realdata
@pytest.mark.slow
def test_fifths_of_residents(
    ask: Ask, indices: pd.DataFrame, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    before, group = 0.0, {}
    for code in indices["Income_rank"].sort_values().index:
        middle = before + residents[code] / 2
        group[code] = int(5 * middle / residents.sum()) + 1
        before += residents[code]
    found = ask("deprivation_gradient", params={"basis": "population"})
    table = by_group(count, residents, pd.Series(group).reindex(count.index))
    check_table(found, table)
    check_ratio(found, table)
    fifth = residents.sum() / 5
    assert ((table["people"] - fifth).abs() < residents.max()).all()


@pytest.mark.realdata
@pytest.mark.slow
def test_a_fifth_between_that_is_higher_than_both_ends_is_told(ask: Ask) -> None:
    found = ask("deprivation_gradient")
    rate = found.outcome.tables["gradient"]["rate"]
    assert rate.idxmax() == 1
    said = " ".join(found.explanation.sentences)
    assert (
        "does not follow deprivation step by step: from the most deprived fifth to "
        "the least it is 63.9, 73.4, 60.5, 65.9 and 37.8. Fifth 2 is higher than both "
        "ends, which could be chance, because areas of a fifth differ so much."
    ) in said
    assert found.explanation.headline == (
        "All crime: 1.69 times as high in the most deprived fifth as in the least, but "
        "not step by step"
    )

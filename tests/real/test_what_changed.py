"""January to April 2025 against 2024, worked out again from rows and shapes.

Nothing of the app's reading, placing or statistics is used: rows are counted where
their point lies, and ratios, limits and p are written from their formulas with scipy.
In either period LSOAs have two crimes more than wards: two points stand in an LSOA but
outside every ward, whose borders are drawn otherwise. Both totals are asserted exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, binom, chi2, false_discovery_control, norm, poisson

from hotspot_app.brief.hotspots import hotspots_table
from hotspot_app.project.steps.answer import Answer

Ask = Callable[..., Answer]

DAYS = 31 + 28 + 31 + 30
DAYS_BEFORE = DAYS + 1
MONTHS = {
    "first": "2025-01",
    "last": "2025-04",
    "compare_first": "2024-01",
    "compare_last": "2024-04",
}
ASB = "Anti-social behaviour"
BURGLARY, VEHICLE = "Burglary", "Vehicle crime"
NEIGHBOURHOOD = (BURGLARY, "Robbery", "Theft from the person", VEHICLE)
ACQUISITIVE = (*NEIGHBOURHOOD, "Bicycle theft", "Other theft", "Shoplifting")
RATIO = ["ratio", "lower", "upper", "p"]
SURE = ["clear", "likely"]

pytestmark = [pytest.mark.realdata, pytest.mark.slow]

# --- our own formulas -----------------------------------------------------------


def ratio_of(now: int, before: int) -> tuple[float, float, float, float]:
    """Return the ratio of the rates a day, its limits and p; exact below 10."""
    scale = DAYS_BEFORE / DAYS
    ratio = now / before * scale if before else np.nan
    if min(now, before) >= 10:
        error = np.sqrt(1 / now + 1 / before)
        reach = np.exp(norm.ppf(0.975) * error)
        p = 2 * norm.sf(abs(np.log(ratio)) / error)
        return ratio, ratio / reach, ratio * reach, p
    low = beta.ppf(0.025, now, before + 1) if now else 0.0
    high = beta.ppf(0.975, now + 1, before) if before else np.nan
    share, both = DAYS / (DAYS + DAYS_BEFORE), now + before
    tails = binom.cdf(now, both, share), binom.sf(now - 1, both, share)
    odds = low / (1 - low) * scale, high / (1 - high) * scale
    return ratio, *odds, min(1.0, 2 * min(tails))


def adjusted(p: pd.Series[float], tested: pd.Series[bool]) -> pd.Series[float]:
    """Benjamini and Hochberg over those that are tested."""
    found = pd.Series(np.nan, index=p.index)
    found[tested] = false_discovery_control(p[tested])
    return found


def change_of(before: pd.Series[int], now: pd.Series[int]) -> pd.DataFrame:
    """Compare each pair of counts, and say how sure a change is."""
    pairs = [ratio_of(*each) for each in zip(now, before, strict=True)]
    found = pd.DataFrame(pairs, index=now.index, columns=RATIO)
    found["difference"] = now - before * DAYS / DAYS_BEFORE
    all_in_one = binom.pmf(now + before, now + before, DAYS / (DAYS + DAYS_BEFORE))
    speaks = pd.Series(2 * all_in_one <= 0.05, index=now.index)
    found["p_adjusted"] = adjusted(found["p"], speaks)
    found["sure"] = np.select(
        [~speaks, found["p_adjusted"] <= 0.05, found["p"] <= 0.01, found["p"] <= 0.05],
        ["too few to say", "clear", "likely", "could be chance"],
        default="not different",
    )
    return found


def above(count: pd.Series[int], expected: pd.Series[float]) -> pd.DataFrame:
    """Test counts against those that the rate of the whole would give."""
    tails = poisson.cdf(count, expected), poisson.sf(count - 1, expected)
    p = pd.Series(np.minimum(1, 2 * np.minimum(*tails)), index=count.index)
    z, few = norm.ppf(0.975), count < 10
    exact = chi2.ppf(0.025, 2 * count) / 2
    byar = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    lower = np.where(few, np.where(count > 0, exact, 0.0), byar.where(~few))
    found = pd.DataFrame({"expected": expected, "excess": count - expected, "p": p})
    found["p_adjusted"] = adjusted(p, p.notna())
    found["higher"] = (found["p_adjusted"] <= 0.05) & (lower > expected)
    return found


# --- what is counted ------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A question, its answer by rates, and our own counts."""

    level: str
    types: tuple[str, ...]
    before: pd.Series[int]
    now: pd.Series[int]
    people: pd.Series[float]

    @property
    def expected(self) -> pd.Series[float]:
        """Crimes of each area at the rate of the whole."""
        return self.people * (self.now.sum() / self.people.sum())


@pytest.fixture(scope="module")
def recorded(crimes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The force's rows of both periods by year."""
    mine = crimes[crimes["Reported by"].eq("Hampshire Constabulary")]
    return {
        year: mine[mine["Month"].between(f"{year}-01", f"{year}-04")]
        for year in ("2024", "2025")
    }


CASES = [
    (level, types)
    for level in ("lsoa", "ward")  # 17 wards are too few for a local test
    for types in ((BURGLARY,), (VEHICLE,), ())
]


def called(each: tuple[str, tuple[str, ...]]) -> str:
    return f"{each[0]}-{' '.join(each[1]) or 'all crime'}"


@pytest.fixture(scope="module", params=CASES, ids=called)
def case(
    request: pytest.FixtureRequest,
    recorded: dict[str, pd.DataFrame],
    lsoas: pd.DataFrame,
    wards: pd.DataFrame,
    residents: pd.Series[float],
    shares: pd.DataFrame,
) -> Case:
    level, types = request.param
    index = (lsoas if level == "lsoa" else wards).index
    by_year = []
    for rows in recorded.values():
        of = rows["Crime type"].isin(types) if types else rows["Crime type"].ne(ASB)
        by_year.append(rows[of][level].value_counts().reindex(index, fill_value=0))
    shared = shares.mul(residents, axis=0).sum()
    people = residents if level == "lsoa" else shared
    return Case(level, types, *by_year, people)


def answered(ask: Ask, method: str, case: Case, **said: str) -> Answer:
    return ask(
        method,
        level="ward" if case.level == "ward" else "",
        types=case.types,
        **MONTHS,
        **said,
    )


def same(found: pd.Series[float], ours: pd.Series[float], rtol: float = 1e-7) -> None:
    assert list(found.index) == list(ours.index)
    np.testing.assert_allclose(
        found.to_numpy(float), ours.to_numpy(float), rtol=rtol, atol=1e-12
    )


# --- what the app says ------------------------------------------------------------


def test_totals_are_those_counted_by_hand(case: Case, ask: Ask) -> None:
    totals = {
        ("lsoa", BURGLARY): (464, 461),
        ("lsoa", VEHICLE): (707, 499),
        ("lsoa", ""): (10_069, 10_027),
        ("ward", BURGLARY): (464, 461),
        ("ward", VEHICLE): (707, 499),
        ("ward", ""): (10_067, 10_025),
    }
    then, now = totals[case.level, "".join(case.types)]
    assert (case.before.sum(), case.now.sum()) == (then, now)
    compared = answered(ask, "rate_map", case).comparison
    assert compared is not None
    assert (compared.total_before, compared.total) == (then, now)
    assert (compared.days_before, compared.days) == (DAYS_BEFORE, DAYS)
    whole = compared.ratio
    ours = ratio_of(now, then)
    assert (whole.ratio, whole.lower, whole.upper, whole.p) == pytest.approx(ours)


def test_crimes_in_an_lsoa_and_outside_every_ward(
    recorded: dict[str, pd.DataFrame],
) -> None:
    for rows in recorded.values():
        crime = rows[rows["Crime type"].ne(ASB)]
        assert (crime["lsoa"].ne("") & crime["ward"].eq("")).sum() == 2
        assert not (crime["lsoa"].eq("") & crime["ward"].ne("")).any()


def test_every_area_changed_as_our_formulas_say(case: Case, ask: Ask) -> None:
    ours = change_of(case.before, case.now)
    compared = answered(ask, "rate_map", case).comparison
    assert compared is not None
    areas = compared.areas
    assert list(areas["count_before"]) == list(case.before)
    assert list(areas["count_now"]) == list(case.now)
    for name, own in zip(
        ("change", "change_lower", "change_upper"), RATIO, strict=False
    ):
        same(areas[name], ours[own])
    same(areas["change_p"], ours["p"])
    same(areas["difference"], ours["difference"])
    assert list(areas["change_sure"]) == list(ours["sure"])


def test_what_changed_says_the_same(case: Case, ask: Ask) -> None:
    ours = change_of(case.before, case.now)
    found = answered(ask, "change", case).outcome
    values = found.values
    assert list(values["before"]) == list(case.before)
    assert list(values["now"]) == list(case.now)
    for name, own in zip(("ratio", "ratio_lower", "ratio_upper"), RATIO, strict=False):
        same(values[name], ours[own])
    for name in ("p", "p_adjusted", "difference"):
        same(values[name], ours[name])
    assert list(values["confidence"]) == list(ours["sure"])
    told, up = ours["sure"].isin(SURE), ours["difference"] > 0
    assert list(values.index[values["turn"].eq("rose")]) == list(ours.index[told & up])
    assert list(values.index[values["turn"].eq("fell")]) == list(ours.index[told & ~up])
    # went one way by count and by day alike: a leap day moves no area by itself
    by_count, by_day = np.sign(case.now - case.before), np.sign(ours["difference"])
    went = by_count.where(by_count == by_day, 0)
    assert found.summary["went_up"] == went.gt(0).sum()
    assert found.summary["went_down"] == went.lt(0).sum()
    sign = binom.cdf(min(went.gt(0).sum(), went.lt(0).sum()), went.ne(0).sum(), 0.5)
    assert found.summary["sign_p"] == pytest.approx(min(1.0, 2 * sign))


def test_places_stand_out_by_what_the_citys_rate_would_give(
    case: Case, ask: Ask
) -> None:
    ours = above(case.now, case.expected)
    found = answered(ask, "rate_map", case)
    listed = found.listing
    for name in ("expected", "excess", "p", "p_adjusted"):
        same(listed.areas[name], ours[name])
    assert list(listed.areas["higher"]) == list(ours["higher"])
    order = ours[ours["higher"]].sort_values("excess", ascending=False, kind="stable")
    assert [each.codes for each in listed.standing] == [(code,) for code in order.index]
    assert found.whole_rate == pytest.approx(1000 * case.now.sum() / case.people.sum())


@pytest.mark.parametrize("case", CASES[:3], indirect=True, ids=called)
def test_hotspots_are_places_side_by_side_and_change_as_a_whole(
    case: Case, ask: Ask, neighbours: np.ndarray, lsoas: pd.DataFrame
) -> None:
    ours = above(case.now, case.expected)
    found = answered(ask, "local_moran", case, measure="eb")
    values = found.outcome.values
    high = values["class"].eq("high-high") & values["confidence"].isin(SURE)
    touch = pd.DataFrame(neighbours > 0, index=lsoas.index, columns=lsoas.index)
    left, groups = set(ours.index[ours["higher"] & high]), []
    while left:
        group, edge = set(), {left.pop()}
        while edge:
            group |= edge
            edge = {code for code in left if touch.loc[code, [*group]].any()}
            left -= edge
        groups.append(frozenset(group))
    groups += [frozenset([code]) for code in ours.index[ours["higher"] & ~high]]
    groups.sort(key=lambda codes: -ours.loc[[*codes], "excess"].sum())
    assert [frozenset(each.codes) for each in found.listing.standing] == groups

    table = hotspots_table(found)
    pairs = [(case.now[[*g]].sum(), case.before[[*g]].sum()) for g in groups]
    assert list(zip(table["now"], table["before"], strict=True)) == pairs
    whole = pd.DataFrame([ratio_of(*pair) for pair in pairs], columns=RATIO)
    names = ("ratio", "ratio_lower", "ratio_upper", "change_p")
    for name, own in zip(names, RATIO, strict=True):
        same(table[name], whole[own])
    assert list(table["excess"]) == pytest.approx(
        [ours.loc[[*g], "excess"].sum() for g in groups]
    )


def test_types_side_by_side(
    case: Case, ask: Ask, recorded: dict[str, pd.DataFrame]
) -> None:
    then, now = (
        rows[rows[case.level].ne("")]["Crime type"].value_counts().sort_index()
        for rows in recorded.values()
    )
    assert list(then.index) == list(now.index)
    crime = [kind for kind in now.index if kind != ASB]
    together = {
        "All crime": crime,
        "Neighbourhood crime": [*NEIGHBOURHOOD],
        "Acquisitive crime": [*ACQUISITIVE],
    }
    ours = []
    for kinds in (["All crime"], [*now.index], [*together][1:]):
        sums = [
            pd.Series({k: each[together.get(k, [k])].sum() for k in kinds})
            for each in (then, now)
        ]
        family = change_of(*sums)  # each family is corrected by itself
        ours.append(family.assign(before=sums[0], now=sums[1]))
    expected = pd.concat(ours)
    found = answered(ask, "rate_map", case).by_type
    assert found is not None
    table = found.table.set_index("name")
    assert set(table.index) == set(expected.index)
    table = table.loc[expected.index]
    assert list(table["before"]) == list(expected["before"])
    assert list(table["now"]) == list(expected["now"])
    for name in ("ratio", "p", "p_adjusted", "difference"):
        same(table[name], expected[name])
    same(table["percent"], 100 * (expected["ratio"] - 1))
    same(table["percent_lower"], 100 * (expected["lower"] - 1))
    same(table["percent_upper"], 100 * (expected["upper"] - 1))
    surely = expected["sure"].isin(SURE)
    assert list(table["confidence"]) == list(expected["sure"].where(surely, ""))
    rose = surely & (expected["difference"] > 0)
    assert list(table["turn"].eq("rose")) == list(rose)
    assert list(table["turn"].eq("fell")) == list(surely & ~rose)

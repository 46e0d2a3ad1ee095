"""Southampton: rows, counts and rates worked out again from the files."""

from __future__ import annotations

import csv
import types
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from hotspot_app.brief.results import notes, values_table
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import answer, run
from hotspot_app.project.steps.tally import Tally

Ask = Callable[..., Answer]

FORCE = "Hampshire Constabulary"
RAILWAY = "British Transport Police"
ASB = "Anti-social behaviour"


def close(ours: object, theirs: object, tolerance: float = 1e-9) -> None:
    np.testing.assert_allclose(
        np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float), rtol=tolerance
    )


def notes_of(found: Answer) -> str:
    return "\n".join(note.text for note in found.notes)


# --- rows ---------------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.slow
def test_every_row_is_accounted_for(
    ask: Ask, crimes: pd.DataFrame, folder: types.SimpleNamespace, material: Material
) -> None:
    rows: Counter[str] = Counter()
    for path in folder.crime.glob("*-street.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows[path.name] = sum(1 for _ in csv.DictReader(stream))
    assert sum(rows.values()) == 139_484
    mapped = crimes[crimes["lsoa"] != ""].groupby("file").size()
    city = set(material.areas.areas.index)
    beyond = crimes[crimes["lsoa"].eq("") & ~crimes["LSOA code"].isin({*city, ""})]
    elsewhere = beyond.groupby("file").size()
    account = ask("count_map").tally.reconciliation
    for name, told in account.files().items():
        parts = [int(mapped[name]), int(elsewhere[name])]
        assert told["read"] == rows[name]
        assert [told["mapped"], told["other_district"]] == parts
        assert told.get("outside_areas", 0) == rows[name] - sum(parts)
    total = account.total()
    assert total["read"] == 139_484
    assert total["mapped"] == int(mapped.sum())
    assert total["other_district"] == int(elsewhere.sum())


@pytest.mark.realdata
@pytest.mark.slow
def test_rows_without_an_id_are_kept_and_no_row_with_one_has_a_twin(
    crimes: pd.DataFrame, ask: Ask
) -> None:
    force = crimes[crimes["Reported by"].eq(FORCE)]
    anonymous = force[force["Crime ID"].eq("")]
    fields = list(force.columns[:12])
    assert len(anonymous) == 14_649
    assert anonymous.duplicated(fields).sum() == 3_482
    assert not force[force["Crime ID"].ne("")].duplicated(fields).any()
    assert set(ask("count_map").tally.reconciliation.total()) == {
        "read",
        "mapped",
        "other_district",
        "outside_areas",
    }


@pytest.mark.realdata
@pytest.mark.slow
def test_months_that_no_file_holds_are_missing_and_not_zero(
    ask: Ask, material: Material
) -> None:
    at = ask("count_map").tally
    gap = pd.period_range("2024-05", "2024-12", freq="M")
    start, end = pd.Period("2024-01", "M"), pd.Period("2025-06", "M")
    assert at.cube.missing(start, end) == list(gap)
    whole = answer(material, at, Asked(method="count_map"))
    assert "May to December 2024" in notes_of(whole)
    assert "8 months of 18 are missing" in notes_of(whole)
    by_month = at.cube.by_month([kind for kind in at.cube.types if kind != ASB])
    assert by_month[gap].isna().all()
    assert by_month.drop(gap).gt(2_000).all()


@pytest.mark.realdata
@pytest.mark.slow
def test_the_code_in_the_row_disagrees_for_one_in_twenty_five(
    crimes: pd.DataFrame, ask: Ask
) -> None:
    force = crimes[crimes["Reported by"].eq(FORCE) & crimes["lsoa"].ne("")]
    stated = force[force["LSOA code"].ne("")]
    differ = int((stated["LSOA code"] != stated["lsoa"]).sum())
    assert 0.03 < differ / len(stated) < 0.06
    share = f"{100 * differ / len(stated):.1f}%"
    assert f"{differ:,} incidents ({share}) lie in another area" in notes_of(
        ask("count_map")
    )


@pytest.mark.realdata
@pytest.mark.slow
def test_crime_stands_on_few_points(crimes: pd.DataFrame, ask: Ask) -> None:
    city = crimes[crimes["Reported by"].eq(FORCE) & crimes["lsoa"].ne("")]
    stacks = city.groupby(["easting", "northing"]).size().sort_values(ascending=False)
    assert 1_800 < len(stacks) < 2_500
    told = ask("count_map").tally.stacked
    assert told is not None
    assert list(told["rows"]) == list(stacks.head(20))
    close(told["share"], stacks.head(20) / len(city))
    first = stacks.index[0]
    assert (told["easting"][0], told["northing"][0]) == pytest.approx(first, abs=1e-3)


# --- counts -------------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.slow
def test_counts_are_those_of_points_in_polygons(
    ask: Ask, count: pd.Series[int]
) -> None:
    found = ask("count_map")
    pd.testing.assert_series_equal(
        found.outcome.values["count"],
        count,
        check_names=False,
        check_dtype=False,
        check_index_type=False,
    )
    assert count.sum() == 15_046
    assert found.outcome.summary["total"] == 15_046
    assert found.question.types == tuple(sorted(set(found.question.types) - {ASB}))


@pytest.mark.realdata
@pytest.mark.slow
def test_counts_by_type_and_month_are_those_of_points_in_polygons(
    ask: Ask, crimes: pd.DataFrame, lsoas: pd.DataFrame
) -> None:
    city = crimes[crimes["Reported by"].eq(FORCE) & crimes["lsoa"].ne("")]
    expected = city.groupby(["lsoa", "Crime type", "Month"]).size()
    cube = ask("count_map").tally.cube
    assert list(cube.codes) == list(lsoas.index)
    index = pd.MultiIndex.from_product(
        [cube.codes, cube.types, cube.months.astype(str)]
    )
    ours = pd.Series(cube.counts.ravel(), index=index)
    assert ours.sum() == len(city)
    assert (ours[ours > 0].sort_index() == expected.sort_index()).all()


@pytest.mark.realdata
@pytest.mark.slow
def test_anti_social_behaviour_is_counted_apart(
    ask: Ask, crimes: pd.DataFrame, lsoas: pd.DataFrame
) -> None:
    mine = crimes[
        crimes["Month"].between("2025-01", "2025-06")
        & crimes["Crime type"].eq(ASB)
        & crimes["Reported by"].eq(FORCE)
    ]
    assert mine["Crime ID"].eq("").all()
    expected = mine["lsoa"].value_counts().reindex(lsoas.index, fill_value=0)
    values = ask("count_map", types=(ASB,)).outcome.values
    assert (values["count"] == expected).all()
    assert expected.sum() > 1_000


@pytest.mark.realdata
@pytest.mark.slow
def test_railway_crime_is_counted_apart_and_added_only_if_asked(
    ask: Ask, crimes: pd.DataFrame, lsoas: pd.DataFrame
) -> None:
    railway = crimes[crimes["Reported by"].eq(RAILWAY)]
    by_area = railway["lsoa"].value_counts().reindex(lsoas.index, fill_value=0)
    assert len(railway) == 3_304
    assert by_area.sum() == 14
    alone = ask("count_map", sources=(RAILWAY,)).outcome.values
    both = ask("count_map", sources=(FORCE, RAILWAY))
    january = crimes["Reported by"].eq(FORCE) & crimes["Month"].eq("2025-01")
    crime = crimes[january & crimes["Crime type"].ne("Anti-social behaviour")]
    force = crime["lsoa"].value_counts().reindex(lsoas.index, fill_value=0)
    assert alone is not None
    assert (alone["count"] == by_area).all()
    assert (both.outcome.values["count"] == force + by_area).all()
    assert "5 months of 6 are missing" in notes_of(both)
    assert "counts twice" in notes_of(both)
    assert f"not added: {RAILWAY} (14)" in notes_of(ask("count_map"))


# --- rates --------------------------------------------------------------------


def byar(count: pd.Series[float]) -> tuple[np.ndarray, np.ndarray]:
    """Byar's 95% limits of a count, exact below 10."""
    z = 1.959963984540054
    low, high = [], []
    for seen in count.astype(float):
        if seen < 10:
            low.append(chi2.ppf(0.025, 2 * seen) / 2 if seen else 0.0)
            high.append(chi2.ppf(0.975, 2 * (seen + 1)) / 2)
            continue
        low.append(seen * (1 - 1 / (9 * seen) - z / (3 * seen**0.5)) ** 3)
        up = seen + 1
        high.append(up * (1 - 1 / (9 * up) + z / (3 * up**0.5)) ** 3)
    return np.array(low), np.array(high)


@pytest.mark.realdata
@pytest.mark.slow
def test_rates_limits_and_comparison_follow_the_formulas(
    ask: Ask, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    found = ask("rate_map")
    values = found.outcome.values
    low, high = byar(count)
    close(values["denominator"], residents)
    close(values["rate"], 1000 * count / residents)
    close(values["rate_lower"], 1000 * low / residents)
    close(values["rate_upper"], 1000 * high / residents)
    city = 1000 * 15_046 / residents.sum()
    higher, lower = 1000 * low / residents > city, 1000 * high / residents < city
    assert list(values["against_city"]) == list(
        np.select([higher, lower], ["higher", "lower"], "similar")
    )
    summary = found.outcome.summary
    assert summary["city_rate"] == pytest.approx(city)
    assert city == pytest.approx(60.4, abs=0.05)
    assert (summary["higher"], summary["similar"], summary["lower"]) == (32, 37, 83)
    assert (higher.sum(), lower.sum()) == (32, 83)


@pytest.mark.realdata
@pytest.mark.slow
def test_smoothed_rates_follow_marshall(
    ask: Ask, count: pd.Series[int], residents: pd.Series[float]
) -> None:
    values = ask("rate_map", measure="eb").outcome.values
    raw, people = count / residents, residents.sum()
    city = count.sum() / people
    between = (residents * (raw - city) ** 2).sum() / people - city * 152 / people
    assert between > 0
    weight = between / (between + city / residents)
    smoothed = 1000 * (weight * raw + (1 - weight) * city)
    close(values["rate_smoothed"], smoothed)
    overall = 1000 * city
    assert ((smoothed - overall).abs() <= (1000 * raw - overall).abs() + 1e-9).all()


@pytest.mark.realdata
@pytest.mark.slow
def test_burglary_can_be_given_by_households(
    ask: Ask,
    half_year: pd.DataFrame,
    folder: types.SimpleNamespace,
    lsoas: pd.DataFrame,
) -> None:
    burglary = half_year[half_year["Crime type"].eq("Burglary")]["lsoa"].value_counts()
    homes = pd.read_csv(folder.census, index_col="lsoa21_code")["households"]
    expected = 1000 * burglary.reindex(lsoas.index, fill_value=0) / homes[lsoas.index]
    values = ask("rate_map", types=("Burglary",), per="households").outcome.values
    assert values["rate"].to_numpy() == pytest.approx(expected.to_numpy(), rel=1e-9)


# --- the same again -----------------------------------------------------------


def table_bytes(found: Answer) -> str:
    table = values_table(found)
    assert table is not None
    return str(table.to_csv(index=False, lineterminator="\n"))


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize(
    "method",
    [
        "count_map",
        "rate_map",
        "local_moran",
        "gi_star",
        "global_moran",
        "deprivation_gradient",
    ],
)
def test_the_same_question_has_the_same_answer_whatever_the_order_of_rows(
    method: str, ask: Ask, repeats: tuple[tuple[Material, Tally], ...]
) -> None:
    first = ask(method)
    asked = Asked(method=method, first="2025-01", last="2025-06")
    for material, at in repeats:
        again = answer(material, at, asked)
        assert table_bytes(again) == table_bytes(first)
        assert notes(again).splitlines()[:3] == notes(first).splitlines()[:3]
        for name, value in first.outcome.summary.items():
            np.testing.assert_equal(again.outcome.summary[name], value)
        for name, table in first.outcome.tables.items():
            pd.testing.assert_frame_equal(again.outcome.tables[name], table)


@pytest.mark.realdata
@pytest.mark.slow
def test_run_gives_what_its_steps_give(ask: Ask, city: Files) -> None:
    asked = Asked(method="rate_map", first="2025-01", last="2025-06")
    assert table_bytes(run(city, asked)) == table_bytes(ask("rate_map"))


@pytest.mark.realdata
@pytest.mark.slow
def test_shuffled_files_are_really_shuffled(
    shuffled_crime: Path, folder: types.SimpleNamespace
) -> None:
    for path in sorted(shuffled_crime.glob("*.csv")):
        theirs = (folder.crime / path.name).read_text(encoding="utf-8").splitlines()
        ours = path.read_text(encoding="utf-8").splitlines()
        assert ours != theirs
        assert ours[0] == theirs[0]
        assert sorted(ours) == sorted(theirs)


# --- places -------------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.slow
def test_each_area_has_a_place_of_its_own_whatever_is_asked(
    ask: Ask, crimes: pd.DataFrame, lsoas: pd.DataFrame
) -> None:
    values = values_table(ask("count_map"))
    other = values_table(ask("count_map", types=("Burglary",), last="2025-02"))
    assert other is not None
    assert values["place"].ne("").all()
    assert not values.duplicated(["ward", "place"]).any()
    assert values["place"].equals(other["place"])
    street = crimes["Location"].str.removeprefix("On or near ")
    inside = crimes.assign(street=street)[crimes["lsoa"].isin(lsoas.index)]
    real = (
        r"(?:Road|Street|Close|Terrace|Lane|Avenue|Drive|Crescent|Place|Way|Gardens)$"
    )
    many = (
        inside[inside["street"].str.contains(real)].groupby(["lsoa", "street"]).size()
    )
    first = values["place"].str.split(" and ").str[0].str.replace("'s", "'S")
    named = pd.MultiIndex.from_arrays([values["code"], first])
    known = named[named.isin(many.index)]
    assert len(known) > 120
    most = many.groupby("lsoa").max()
    assert many[known].tolist() == most[known.get_level_values(0)].tolist()

"""Southampton's wards, and the city cut out of the county, worked out again."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from convertbng.cutil import convert_bng

from hotspot_app.brief.results import summary
from hotspot_app.errors import WordsError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import tally

Ask = Callable[..., Answer]

BANISTER = "Banister & Polygon"


def values_of(found: Answer) -> pd.DataFrame:
    return found.outcome.values


# --- wards --------------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.slow
def test_ward_crimes_are_points_in_polygons_and_residents_are_shared_by_ground(
    ask: Ask,
    half_year: pd.DataFrame,
    residents: pd.Series[float],
    shares: pd.DataFrame,
    wards: pd.DataFrame,
) -> None:
    values = values_of(ask("rate_map", level="ward"))
    crimes = half_year["ward"].value_counts().reindex(wards.index, fill_value=0)
    people = shares.mul(residents, axis=0).sum()
    assert len(values) == 17
    assert list(values["name"]) == list(wards["name"])
    assert list(values["count"]) == list(crimes)
    np.testing.assert_allclose(values["denominator"], people, rtol=1e-9)
    np.testing.assert_allclose(values["rate"], 1000 * crimes / people, rtol=1e-9)
    assert values["denominator"].sum() == pytest.approx(residents.sum())


@pytest.mark.realdata
@pytest.mark.slow
def test_the_rule_for_residents_moves_one_ward_from_103_to_106(
    ask: Ask,
    half_year: pd.DataFrame,
    residents: pd.Series[float],
    shares: pd.DataFrame,
    wards: pd.DataFrame,
) -> None:
    code = wards.index[wards["name"].eq(BANISTER)][0]
    main = shares.idxmax(axis=1)
    mine = main.index[main.eq(code)]
    points = half_year["ward"].eq(code).sum()
    by_code = half_year["lsoa"].isin(mine).sum()
    shared = shares[code].mul(residents).sum()
    assert 1000 * points / shared == pytest.approx(102.7, abs=0.05)
    assert 1000 * points / residents[mine].sum() == pytest.approx(105.6, abs=0.05)
    # best fit for both: a point would count in a ward that it is not in
    both = 1000 * by_code / residents[mine].sum()
    assert both == pytest.approx(94.1, abs=0.5)
    by_ground = values_of(ask("rate_map", level="ward")).at[code, "rate"]
    by_fit = values_of(ask("rate_map", level="ward", rule="best-fit")).at[code, "rate"]
    assert by_ground == pytest.approx(1000 * points / shared)
    assert by_fit == pytest.approx(1000 * points / residents[mine].sum())


@pytest.mark.realdata
@pytest.mark.slow
def test_areas_that_straddle_wards_are_named(
    ask: Ask, ground: pd.DataFrame, lsoas: pd.DataFrame
) -> None:
    found = ask("rate_map", level="ward")
    told = [note for note in found.notes if "the main ward" in note.text]
    across = lsoas.loc[ground.max(axis=1) < 0.99, "name"]
    assert len(across) == 42
    assert "42 areas lie partly outside the main ward" in told[0].text
    named = re.findall(r"Southampton \d{3}[A-Z] \(", told[0].text)
    assert len(named) == 5
    assert "and 37 more" in told[0].text
    listed = summary(found)["areas_across_wards"]
    assert set(listed) == set(across.index)
    outside = 1 - ground.max(axis=1)
    assert listed == pytest.approx(outside[across.index].to_dict(), abs=1e-4)


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize("method", ["local_moran", "gi_star"])
def test_local_tests_say_why_they_are_silent_about_wards(method: str, ask: Ask) -> None:
    found = ask(method, level="ward")
    values = values_of(found)
    assert values["p"].isna().all()
    assert set(values["class"]) == {"too few to say"}
    assert set(values["confidence"]) == {"too few to say"}
    assert found.outcome.map is not None
    assert found.outcome.map.kind == "compared"
    said = " ".join(found.explanation.sentences)
    assert "17 wards local tests can't speak" in said
    assert "does not mean there are no hotspots" in said
    rates = values_of(ask("rate_map", level="ward"))
    assert list(values["against_city"]) == list(rates["against_city"])
    higher = rates[rates["against_city"].eq("higher")]["name"]
    assert all(name in said for name in higher)


@pytest.mark.realdata
@pytest.mark.slow
def test_deprivation_is_not_stretched_over_wards(ask: Ask) -> None:
    with pytest.raises(WordsError, match="Indices of Deprivation"):
        ask("deprivation_gradient", level="ward")


# --- the city cut out of the county -------------------------------------------


@pytest.fixture(scope="module")
def county(folder: types.SimpleNamespace) -> pd.DataFrame:
    """All LSOAs of the county in metres, `inside` the city or `around` it."""
    read = gpd.read_file(folder.county).sort_values("LSOA21CD").set_index("LSOA21CD")
    shapes = [
        shapely.make_valid(
            shapely.transform(
                shape,
                lambda points: np.column_stack(
                    convert_bng(*np.ascontiguousarray(points.T))
                ),
            )
        )
        for shape in read.geometry
    ]
    inside = read["LADCD_ACTIVE"].eq("E06000045").to_numpy()
    city = np.array([shape for shape, mine in zip(shapes, inside, strict=True) if mine])
    around = [bool((shapely.distance(shape, city) < 1).any()) for shape in shapes]
    return pd.DataFrame(
        {"shape": shapes, "inside": inside, "around": np.array(around) & ~inside},
        index=read.index,
    )


@pytest.fixture(scope="module")
def wide(city: Files, folder: types.SimpleNamespace) -> Callable[[str], Answer]:
    """Ask about the city with the county's boundaries."""
    files = replace(
        city,
        areas=folder.county,
        wards=folder.county_wards,
        district="E06000045",
    )
    material = read_material(files)
    at = tally(material)

    def asking(method: str, **said: Any) -> Answer:
        period = {"first": "2025-01", "last": "2025-06"}
        asked = Asked(method=method, **(period | said))
        return answer(material, at, asked)

    return asking


@pytest.mark.realdata
@pytest.mark.slow
def test_ward_residents_are_the_same_from_the_county_s_files(
    folder: types.SimpleNamespace, city: Files, ask: Ask
) -> None:
    files = replace(
        city,
        areas=folder.county,
        wards=folder.county_wards,
        district="E06000045",
        crime=(folder.crime / "2025-01-hampshire-street.csv",),
    )
    county = tally(read_material(files), level="ward").level
    own = values_of(ask("rate_map", level="ward"))["denominator"]
    np.testing.assert_allclose(county.denominators["residents"], own, rtol=1e-6)


@pytest.mark.realdata
@pytest.mark.slow
def test_areas_around_take_part_and_are_not_shown(
    wide: Callable[[str], Answer],
    county: pd.DataFrame,
    half_year: pd.DataFrame,
    count: pd.Series[int],
) -> None:
    found = wide("local_moran")
    shown = found.areas["shown"]
    assert shown.sum() == 152
    assert list(shown.index[shown]) == list(county.index[county["inside"]])
    assert list(shown.index[~shown]) == list(county.index[county["around"]])
    assert (values_of(found).loc[shown, "count"] == count).all()
    taking_part = county[county["inside"] | county["around"]]
    points = half_year[["easting", "northing"]].to_numpy().T
    inside = {
        code: int(shapely.intersects_xy(shape, *points).sum())
        for code, shape in taking_part["shape"].items()
        if county.at[code, "around"]
    }
    assert dict(values_of(found).loc[~shown, "count"]) == inside
    told = f"{len(inside)} areas around the district take part as neighbours"
    assert any(told in note.text for note in found.notes)


@pytest.mark.realdata
@pytest.mark.slow
def test_tests_at_the_edge_of_the_city_see_over_it(
    wide: Callable[[str], Answer], county: pd.DataFrame, ask: Ask
) -> None:
    found = wide("local_moran")
    values, shown = values_of(found), found.areas["shown"].to_numpy()
    shapes = county.loc[values.index, "shape"].to_numpy()
    near = np.array([shapely.distance(one, shapes) < 1 for one in shapes], dtype=float)
    np.fill_diagonal(near, 0)
    degree, n = near.sum(axis=1), len(shapes)
    rate = values["rate"].to_numpy()
    away = rate - rate.mean()
    lag = near @ away / degree
    np.testing.assert_allclose(
        values["statistic"], (n - 1) * away * lag / (away @ away), rtol=1e-9, atol=1e-12
    )
    random = np.random.default_rng(99)
    draws = 9_999
    deals = random.permuted(np.tile(np.arange(n - 1), (draws, 1)), axis=1)
    p = np.full(n, np.nan)
    for area in np.flatnonzero(shown):
        others = np.delete(np.arange(n), area)
        chance = rate[others[deals[:, : int(degree[area])]]].sum(axis=1)
        seen = near[area] @ rate
        more, fewer = (chance >= seen - 1e-9).sum(), (chance <= seen + 1e-9).sum()
        p[area] = min(1.0, 2 * (min(more, fewer) + 1) / (draws + 1))
    ours = values["p"].to_numpy()
    assert np.isnan(ours[~shown]).all()
    tail = np.maximum(ours, p)[shown] / 2
    error = 2 * np.sqrt(tail * (1 - tail) / draws)
    assert (np.abs(ours - p)[shown] <= 5 * error + 4 / draws).all()
    order = np.sort(ours[shown])
    ladder = order * 152 / np.arange(1, 153)
    adjusted = np.minimum(1, np.minimum.accumulate(ladder[::-1])[::-1])
    np.testing.assert_allclose(np.sort(values["p_adjusted"][shown]), adjusted)
    assert np.isnan(values["p_adjusted"][~shown]).all()
    alone = values_of(ask("local_moran"))
    edge = near[np.ix_(shown, ~shown)].any(axis=1)
    assert 20 < edge.sum() < 80
    assert not np.allclose(values["lag"][shown][edge], alone["lag"][edge])
    np.testing.assert_allclose(values["lag"][shown][~edge], alone["lag"][~edge])


@pytest.mark.realdata
@pytest.mark.slow
def test_figures_of_the_city_leave_the_areas_around_out(
    wide: Callable[[str], Answer], ask: Ask
) -> None:
    for method in ("rate_map", "deprivation_gradient"):
        cut, alone = wide(method), ask(method)
        for name, value in alone.outcome.summary.items():
            assert cut.outcome.summary[name] == pytest.approx(value), name
    rates = values_of(wide("rate_map"))
    shown = wide("rate_map").areas["shown"]
    for column in ("rate", "rate_smoothed", "rank"):
        np.testing.assert_allclose(
            rates.loc[shown, column], values_of(ask("rate_map"))[column]
        )
    same = rates.loc[shown, "against_city"]
    assert list(same) == list(values_of(ask("rate_map"))["against_city"])


@pytest.mark.realdata
@pytest.mark.slow
def test_wards_are_called_by_their_names_and_not_by_a_street(ask: Ask) -> None:
    found = ask("rate_map", level="ward")
    assert found.explanation.headline == "All crime: highest rate in Bargate"


@pytest.mark.realdata
@pytest.mark.slow
def test_shares_said_are_of_the_city_and_not_of_the_areas_around(
    wide: Callable[[str], Answer], residents: pd.Series[float], count: pd.Series[int]
) -> None:
    found = wide("local_moran")
    values = values_of(found)
    high = values["class"].eq("high-high") & values["confidence"].eq("clear")
    mine = values.index[high]
    assert set(mine) <= set(residents.index)
    crime = f"{100 * count[mine].sum() / count.sum():.1f}% of incidents"
    people = f"{100 * residents[mine].sum() / residents.sum():.1f}% of residents"
    assert f"{crime} and {people}" in " ".join(found.explanation.sentences)


@pytest.mark.realdata
@pytest.mark.slow
def test_areas_around_are_not_named_where_tests_are_blocked(
    wide: Callable[..., Answer],
) -> None:
    found = wide("local_moran", types=("Robbery",), first="2025-04")
    values, shown = values_of(found), found.areas["shown"]
    assert values["p"].isna().all()
    higher = values.index[values["against_city"].eq("higher")]
    assert 0 < len(higher) < 40
    assert shown[higher].all()
    title = "Robbery: too few incidents to tell clusters"
    assert found.explanation.map_title == title

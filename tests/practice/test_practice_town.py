"""What was planted in the practice town is found again, without the app."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from scipy import stats

FOLDER = Path(__file__).resolve().parents[2] / "boundaries" / "practice"
ASB = "Anti-social behaviour"
PLACE = ["Easting", "Northing"]
POLICE_UK = {
    ASB, "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs",
    "Other crime", "Other theft", "Possession of weapons", "Public order", "Robbery",
    "Shoplifting", "Theft from the person", "Vehicle crime",
    "Violence and sexual offences",
}  # fmt: skip


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    text = (FOLDER / "planted.toml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = tomllib.loads(text)
    return loaded


@pytest.fixture(scope="module")
def areas() -> gpd.GeoDataFrame:
    return gpd.read_file(FOLDER / "areas.geojson").set_index("code")


@pytest.fixture(scope="module")
def wards() -> gpd.GeoDataFrame:
    return gpd.read_file(FOLDER / "wards.geojson").set_index("code")


@pytest.fixture(scope="module")
def residents() -> pd.DataFrame:
    table = pd.read_csv(FOLDER / "residents.csv", index_col="code")
    return table.rename(columns=lambda name: name.removesuffix("_mid_2025"))


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    """Every row as text, with the month of its file."""
    parts = [
        pd.read_csv(path, dtype=str, keep_default_na=False).assign(file=path.name[:7])
        for path in sorted((FOLDER / "incidents").glob("*.csv"))
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.fixture(scope="module")
def faults(raw: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.Series:
    """Why each row can't be counted, found by rules written here; "" if it can."""
    east = pd.to_numeric(raw["Easting"])
    north = pd.to_numeric(raw["Northing"])
    west, south, right, top = areas.total_bounds
    near = east.between(west - 2000, right + 2000)
    near &= north.between(south - 2000, top + 2000)
    turned = north.between(west - 2000, right + 2000)
    turned &= east.between(south - 2000, top + 2000)
    begun = pd.to_datetime(
        raw["Committed From"], format="%d/%m/%Y %H:%M", errors="coerce"
    )
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(east, north, crs=areas.crs), index=raw.index
    )
    inside = points.sjoin(areas[["geometry"]], predicate="intersects").index
    rules = {
        "duplicate": raw.duplicated(["Crime Number", "Offence Type"])
        & (raw["Crime Number"] != ""),
        "cancelled": raw["Status"].isin(["Cancelled", "No crime"]),
        "unreadable_date": begun.isna(),
        "no_type": raw["Offence Type"] == "",
        "no_coordinates": east.isna(),
        "zero_coordinates": (east == 0) & (north == 0),
        "swapped_axes": turned,
        "impossible_coordinates": east.notna() & (east != 0) & ~near & ~turned,
        "outside_areas": near & ~raw.index.isin(inside),
    }
    found = pd.DataFrame(rules)
    assert found.sum(axis=1).max() == 1  # one thing wrong with a row
    reason = found.idxmax(axis=1).where(found.any(axis=1), "")
    return pd.Series(reason, index=raw.index)


@pytest.fixture(scope="module")
def incidents(
    raw: pd.DataFrame, faults: pd.Series, areas: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Rows that count, with their area and the hour they began."""
    clean = raw[faults == ""]
    points = gpd.GeoDataFrame(
        clean.assign(
            when=pd.to_datetime(clean["Committed From"], format="%d/%m/%Y %H:%M")
        ),
        geometry=gpd.points_from_xy(*clean[PLACE].astype(float).to_numpy().T),
        crs=areas.crs,
    )
    joined = points.sjoin(areas[["geometry"]], predicate="within")
    assert len(joined) == len(clean)  # none on a border, none twice
    return joined


def hotspot(planted: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(h for h in planted["hotspots"] if h["id"] == name)
    return found


def rate_in_and_out(
    incidents: pd.DataFrame, spot: dict[str, Any], residents: pd.Series
) -> tuple[float, float]:
    """Return a type's rate in the hotspot's area and in all others."""
    mine = incidents[incidents["Offence Type"] == spot["type"]]
    here = mine["code"] == spot["area"]
    people = residents[spot["area"]]
    return here.sum() / people, (~here).sum() / (residents.sum() - people)


# --- the files ------------------------------------------------------------------


@pytest.mark.slow
def test_making_it_again_gives_the_same_bytes() -> None:
    done = subprocess.run(
        [sys.executable, str(FOLDER / "make.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "35 of 35 files" in done.stdout


def test_the_list_of_sources_knows_both_files() -> None:
    text = (FOLDER.parent / "SOURCES.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["boundaries"]
    practice = {e["file"]: e for e in entries if e["file"].startswith("practice/")}
    assert set(practice) == {"practice/areas.geojson", "practice/wards.geojson"}
    for name, entry in practice.items():
        content = (FOLDER.parent / name).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert {"id", "title", "level", "vintage", "district", "licence",
                "attribution"} <= set(entry)  # fmt: skip


def test_it_is_small() -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    kept = [path for path in files if "__pycache__" not in path.parts]
    assert sum(path.stat().st_size for path in kept) < 6_000_000


# --- the place ------------------------------------------------------------------


def test_areas_and_wards_as_announced(
    areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame, planted: dict[str, Any]
) -> None:
    assert (len(areas), len(wards)) == (91, 9)
    assert (planted["town"]["areas"], planted["town"]["wards"]) == (91, 9)
    for layer in (areas, wards):
        assert layer.crs.to_epsg() == 27700
        assert (layer.geom_type == "Polygon").all()
        assert layer.is_valid.all()
        assert layer.index.is_unique
        assert layer.index.is_monotonic_increasing
        assert layer["name"].is_unique
        assert layer["name"].str.len().between(4, 17).all()
    assert set(areas["ward"]) == set(wards.index)


def test_it_lies_over_the_open_sea(areas: gpd.GeoDataFrame) -> None:
    west, south, east, north = areas.total_bounds
    assert 640_000 <= west < east <= 650_000
    assert 400_000 <= south < north <= 408_500


def test_no_code_looks_official(
    areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame
) -> None:
    official = re.compile(r"^[EWSNKJLM]\d{8}$")
    codes = [*areas.index, *wards.index]
    assert not [code for code in codes if official.match(code)]
    assert all(re.match(r"^P0[15]\d{6}$", code) for code in codes)


@pytest.mark.realdata
def test_no_name_is_a_real_ward_or_district(
    real: Path, areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame
) -> None:
    lookup = pd.read_csv(real / "lookups" / "lookup_lsoa21_ward24_ltla24.csv")
    names = {*lookup["ward24_name"], *lookup["ltla24_name"]}
    ours = {*areas["name"], *wards["name"], "Wrenmouth"}
    assert len(names) > 7000
    assert not ours & names


def test_areas_neither_overlap_nor_leave_gaps(areas: gpd.GeoDataFrame) -> None:
    shapes = areas.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes, gap_width=60)
    land = shapely.union_all(shapes)
    assert land.area == pytest.approx(areas.area.sum(), rel=1e-9)
    assert len(shapely.get_parts(land)) == 2  # the mainland and the island
    assert not any(len(part.interiors) for part in shapely.get_parts(land))


def test_wards_cover_the_same_land(
    areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame
) -> None:
    assert shapely.coverage_is_valid(wards.geometry.to_numpy())
    difference = areas.union_all().symmetric_difference(wards.union_all())
    assert difference.area < 1


def test_areas_are_not_straight_cells(areas: gpd.GeoDataFrame) -> None:
    compactness = 4 * np.pi * areas.area / areas.length**2
    assert 0.3 < compactness.median() < 0.7  # a hexagon has 0.91, a square 0.79
    corners = areas.geometry.apply(lambda shape: len(shape.exterior.coords))
    assert corners.min() > 20


def test_areas_are_small_in_the_centre(areas: gpd.GeoDataFrame) -> None:
    away = areas.centroid.distance(
        areas.centroid[areas["name"] == "Market Cross"].iloc[0]
    )
    near, far = areas.area[away < 1200], areas.area[away > 3500]
    assert far.median() > 3 * near.median()


def test_the_river_is_a_gap_of_80_to_150_metres(areas: gpd.GeoDataFrame) -> None:
    land = areas.union_all()
    widths = []
    for east in np.arange(642_900, 646_300, 50):
        line = shapely.LineString([(east, 403_600), (east, 405_400)])
        gap = shapely.get_parts(line.difference(land))
        gap = gap[shapely.length(gap) > 1]
        assert len(gap) == 1
        middle = shapely.centroid(gap[0])
        widths.append(2 * land.distance(middle))
    assert np.mean(np.array(widths) > 70) == 1
    assert np.quantile(widths, 0.95) < 165


def test_the_island_has_no_neighbour_on_land_and_one_bridge(
    areas: gpd.GeoDataFrame, planted: dict[str, Any]
) -> None:
    island = areas.index.isin(planted["town"]["island_areas"])
    assert (areas.loc[island, "ward"] == planted["town"]["island_ward"]).all()
    assert (areas.loc[~island, "ward"] != planted["town"]["island_ward"]).all()
    isle, main = areas[island].union_all(), areas[~island].union_all()
    assert isle.distance(main) > 200
    bridges = pd.read_csv(FOLDER / "bridges.csv")
    over = bridges["code_a"].isin(areas.index[island])
    over ^= bridges["code_b"].isin(areas.index[island])
    assert over.sum() == 1
    for row in bridges.itertuples():
        pair = areas.geometry[[row.code_a, row.code_b]]
        assert pair.iloc[0].distance(pair.iloc[1]) > 70  # no neighbours without it


def test_exactly_the_straddlers_straddle(
    areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame, planted: dict[str, Any]
) -> None:
    own = wards.geometry.loc[areas["ward"]].set_axis(areas.index)
    abroad = 1 - areas.intersection(own).area / areas.area
    told = {s["code"]: s["share_in_other_ward"] for s in planted["straddlers"]}
    assert set(abroad.index[abroad > 0.001]) == set(told)
    assert 3 <= len(told) <= 5
    for code, share in told.items():
        assert abroad[code] == pytest.approx(share, rel=0.01)
        assert 0.02 < share < 0.25


# --- people ---------------------------------------------------------------------


def test_residents_of_wards_and_areas_agree(
    areas: gpd.GeoDataFrame, residents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    assert list(residents.index) == list(areas.index)
    assert (residents > 0).all(axis=None)
    wards = pd.read_csv(FOLDER / "ward_residents.csv", index_col="code")
    total = residents["residents"].sum()
    assert total == wards["residents"].sum() == planted["town"]["residents"]
    best_fit = residents["residents"].groupby(areas["ward"]).sum()
    differ = best_fit[best_fit != wards["residents"]]
    touched = {w for s in planted["straddlers"] for w in (s["ward"], s["other_ward"])}
    assert set(differ.index) <= touched
    assert len(differ) >= 2
    homes = residents["households"].sum()
    assert abs(homes - wards["households"].sum()) < 20


def test_the_centre_fills_by_day(
    areas: gpd.GeoDataFrame, residents: pd.DataFrame
) -> None:
    middle = areas.index[areas["name"] == "Market Cross"][0]
    row = residents.loc[middle]
    assert row["residents"] < residents["residents"].median() * 0.7
    assert row["workday_population"] > 5 * row["residents"]
    usual = residents["workday_population"] / residents["residents"]
    assert usual.median() < 1


def test_deprivation_is_built_like_the_indices(residents: pd.DataFrame) -> None:
    table = pd.read_csv(FOLDER / "deprivation.csv", index_col="code")
    domains = [c.removesuffix("_rank") for c in table if c.endswith("_rank")]
    assert len(domains) == 8
    assert list(table.index) == list(residents.index)
    for domain in domains:
        rank = table[f"{domain}_rank"]
        assert rank.is_unique
        assert rank.between(1, 33_755).all()
        decile = np.ceil(10 * rank / 33_755).astype(int)
        assert (table[f"{domain}_decile"] == decile).all()
        by_rank = table.sort_values(f"{domain}_rank")[f"{domain}_score"]
        assert by_rank.is_monotonic_decreasing
    pairs = [("IMD", "Income"), ("Employment", "Income")]
    for one, other in pairs:
        assert stats.spearmanr(table[f"{one}_rank"], table[f"{other}_rank"])[0] > 0.85


@pytest.mark.realdata
def test_deprivation_has_the_columns_of_the_real_table(real: Path) -> None:
    path = real / "deprivation" / "imd2025_england_lsoa21.csv"
    theirs = list(pd.read_csv(path, nrows=0).columns)
    ours = list(pd.read_csv(FOLDER / "deprivation.csv", nrows=0).columns)
    assert ours == ["code", *theirs[1:]]


# --- rows -----------------------------------------------------------------------


def test_dirt_in_the_numbers_announced(
    faults: pd.Series, planted: dict[str, Any]
) -> None:
    found = faults[faults != ""].value_counts().to_dict()
    assert found == planted["dirt"]
    assert len(faults) == planted["rows"]["read"]
    assert (faults == "").sum() == planted["rows"]["mapped"]
    assert 25_000 <= len(faults) <= 35_000


def test_what_only_looks_like_a_duplicate(
    raw: pd.DataFrame, faults: pd.Series, planted: dict[str, Any]
) -> None:
    kept = planted["kept_on_purpose"]
    clean = raw[faults == ""]
    asb = clean[clean["Offence Type"] == ASB]
    assert (asb["Crime Number"] == "").all()
    assert asb.duplicated().sum() == kept["anti_social_behaviour_twins"]
    assert len(asb) == planted["rows"]["anti_social_behaviour"]
    numbered = clean[clean["Crime Number"] != ""]
    again = numbered.duplicated("Crime Number").sum()
    assert again == kept["same_number_other_type"]
    copies = raw[faults == "duplicate"]
    assert raw.duplicated()[copies.index].all()  # alike in every column


def test_each_month_is_in_its_file(incidents: pd.DataFrame) -> None:
    assert incidents["file"].nunique() == 24
    assert (incidents["when"].dt.strftime("%Y-%m") == incidents["file"]).all()
    recorded = pd.to_datetime(incidents["Recorded Date"], format="%d/%m/%Y %H:%M")
    assert (recorded.dt.strftime("%Y-%m") == incidents["file"]).all()
    assert (recorded >= incidents["when"]).all()
    assert set(incidents["Offence Type"]) == POLICE_UK


def test_wards_written_are_the_wards_pointed_to(
    incidents: gpd.GeoDataFrame, wards: gpd.GeoDataFrame
) -> None:
    found = incidents.drop(columns="code").sjoin(
        wards[["name", "geometry"]], predicate="within", lsuffix="i", rsuffix="w"
    )
    assert len(found) == len(incidents)
    assert (found["name"] == found["Ward"]).all()
    assert (incidents["Street"] != "").all()
    assert incidents["Street"].nunique() > 300


def test_the_points_are_exact_not_snapped(incidents: pd.DataFrame) -> None:
    at = incidents.groupby(PLACE).size()
    assert at[at >= 3].sum() < 0.4 * len(incidents)
    assert len(at) > 10_000


# --- hotspots -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "least"),
    [("town_centre_violence", 8), ("retail_park_shoplifting", 8)],
)
def test_a_persistent_hotspot_is_hot_every_month(
    name: str, least: float, incidents: pd.DataFrame, residents: pd.DataFrame,
    planted: dict[str, Any],
) -> None:  # fmt: skip
    spot = hotspot(planted, name)
    for _, month in incidents.groupby("file"):
        here, rest = rate_in_and_out(month, spot, residents["residents"])
        assert here > least / 2 * rest
    here, rest = rate_in_and_out(incidents, spot, residents["residents"])
    assert here > least * rest


def test_the_hotspot_of_violence_is_the_highest_rate_in_town(
    incidents: pd.DataFrame, residents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    spot = hotspot(planted, "town_centre_violence")
    mine = incidents[incidents["Offence Type"] == spot["type"]]
    rate = mine.groupby("code").size() / residents["residents"]
    assert rate.idxmax() == spot["area"]
    around = set(spot["areas_with_a_tenth_or_more"])
    assert set(rate.nlargest(5).index) & around == around


@pytest.mark.parametrize(
    ("name", "on"), [("station_vehicle_crime", True), ("student_burglary", False)]
)
def test_hotspots_come_and_go_when_they_should(
    name: str, on: bool, incidents: pd.DataFrame, residents: pd.DataFrame,
    planted: dict[str, Any],
) -> None:  # fmt: skip
    spot = hotspot(planted, name)
    hot = incidents["file"].between(spot["first_month"], spot["last_month"])
    assert hot.groupby(incidents["file"]).first().iloc[-1] == on
    during = rate_in_and_out(incidents[hot], spot, residents["residents"])
    otherwise = rate_in_and_out(incidents[~hot], spot, residents["residents"])
    assert during[0] > 5 * during[1]
    assert otherwise[0] < 2.2 * otherwise[1]
    months = spot_months(spot)
    inside = incidents[(incidents["Offence Type"] == spot["type"])
                       & (incidents["code"] == spot["area"])]  # fmt: skip
    in_hot = int(hot[inside.index].sum())
    p = stats.binomtest(in_hot, len(inside), months / 24).pvalue
    assert p < 1e-9


def spot_months(spot: dict[str, Any]) -> int:
    first, last = (pd.Period(spot[key]) for key in ("first_month", "last_month"))
    return int((last - first).n) + 1


def test_nothing_else_is_as_new_as_the_station(
    incidents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    spot = hotspot(planted, "station_vehicle_crime")
    mine = incidents[incidents["Offence Type"] == spot["type"]]
    late = mine["file"] >= spot["first_month"]
    table = pd.crosstab(mine["code"], late).reindex(columns=[False, True])
    z = 2 * (np.sqrt(table[True]) - np.sqrt(table[False] * 4 / 20))
    assert z.idxmax() == spot["area"]
    others = z.drop(spot["areas_with_a_tenth_or_more"])
    assert others.max() < z.max() / 2


def test_the_false_friend_rests_on_few_crimes(
    incidents: pd.DataFrame, residents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    friend = planted["false_friend"]
    crime = incidents[incidents["Offence Type"] != ASB]
    mine = int((crime["code"] == friend["code"]).sum())
    assert mine == friend["crimes"] == 20
    people = residents["residents"]
    assert people[friend["code"]] == people.min() == friend["residents"]
    rate = crime.groupby("code").size() / people
    assert rate[friend["code"]] > 1.5 * rate.median()
    low = stats.chi2.ppf(0.025, 2 * mine) / 2 / people.min()
    assert low < len(crime) / people.sum()  # its exact limits hold the town's rate


# --- gradient, time, victims ----------------------------------------------------


def test_the_most_deprived_fifth_has_about_three_times_the_rate(
    incidents: pd.DataFrame, residents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    told = planted["gradient"]
    rank = pd.read_csv(FOLDER / "deprivation.csv", index_col="code")["Income_rank"]
    fifth = (rank.rank() - 1) * 5 // len(rank)
    mine = incidents[incidents["Offence Type"].isin(told["types"])]
    count = mine.groupby("code").size().reindex(rank.index, fill_value=0)
    rate = count.groupby(fifth).sum() / residents["residents"].groupby(fifth).sum()
    ratio = rate.iloc[0] / rate.iloc[-1]
    assert ratio == pytest.approx(told["aimed_at"], rel=0.15)
    assert ratio == pytest.approx(told["measured_most_to_least_fifth"], rel=0.001)
    calm = ~rank.index.isin(told["areas_made_average"])
    calm &= ~rank.index.isin(
        hotspot(planted, "town_centre_violence")["areas_with_a_tenth_or_more"]
    )
    quiet = (count / residents["residents"])[calm]
    assert stats.spearmanr(quiet, rank[calm])[0] < -0.85


def test_violence_in_the_centre_is_a_weekend_night_affair(
    incidents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    spot = hotspot(planted, "town_centre_violence")
    violence = incidents[incidents["Offence Type"] == spot["type"]]
    here = violence["code"].isin(spot["areas_with_a_tenth_or_more"])
    when = violence["when"] - pd.Timedelta(hours=6)  # the night belongs to its evening
    late = when.dt.day_of_week.isin([4, 5]) & (when.dt.hour >= 14)
    assert late[here].mean() > 0.4
    assert late[~here].mean() < 0.25
    inside = violence.loc[here, "when"]
    busiest = (inside.dt.day_of_week * 24 + inside.dt.hour).mode()[0]
    told = spot["busiest_weekday"] * 24 + spot["busiest_hour"]
    assert min((busiest - told) % 168, (told - busiest) % 168) <= 24


def test_shops_are_robbed_of_goods_when_open(incidents: pd.DataFrame) -> None:
    hours = incidents.loc[incidents["Offence Type"] == "Shoplifting", "when"].dt.hour
    assert hours.between(8, 20).mean() > 0.9


def test_seasons(incidents: pd.DataFrame, planted: dict[str, Any]) -> None:
    quiet = incidents[incidents["code"] != hotspot(planted, "student_burglary")["area"]]
    for season in planted["seasons"]:
        if season["swing"] < 0.25:
            continue
        month = quiet.loc[quiet["Offence Type"] == season["type"], "when"].dt.month
        apart = (month - season["peak_month"] + 6) % 12 - 6
        high, low = (apart.abs() <= 2).sum(), (apart.abs() >= 4).sum()
        assert high > 1.15 * low


def test_one_type_of_one_month_is_half_empty(
    incidents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    told = planted["thin_month"]
    mine = incidents[incidents["Offence Type"] == told["type"]].groupby("file").size()
    assert mine.idxmin() == told["month"]
    assert mine.min() == told["incidents"] < mine.median() / 2
    assert mine.drop(told["month"]).min() > mine.median() / 2


def test_about_a_fifth_of_victims_are_hit_again(
    incidents: pd.DataFrame, planted: dict[str, Any]
) -> None:
    told = planted["repeat_victims"]
    year = incidents[(incidents["file"] >= "2025-10") & (incidents["Victim Ref"] != "")]
    times = year.groupby("Victim Ref")["Crime Number"].nunique()
    assert (times > 1).mean() == pytest.approx(told["aimed_at"], abs=0.015)
    assert (times > 1).mean() == pytest.approx(told["measured"], abs=0.0001)
    assert times[times > 1].sum() / times.sum() == pytest.approx(
        told["share_of_their_crimes"], abs=0.0001
    )
    assert incidents["Victim Ref"].str.fullmatch(r"V[0-9A-F]{6}|").all()
    assert (incidents.loc[incidents["Offence Type"] == ASB, "Victim Ref"] == "").all()


def test_flags_say_yes_or_no_and_gather_where_they_should(
    incidents: pd.DataFrame,
) -> None:
    flags = incidents[["Domestic", "Alcohol", "Knife"]]
    assert flags.isin(["Y", "N"]).all(axis=None)
    violence = incidents["Offence Type"] == "Violence and sexual offences"
    assert 0.2 < (incidents.loc[violence, "Domestic"] == "Y").mean() < 0.5
    assert (incidents.loc[~violence, "Domestic"] == "N").mean() > 0.99

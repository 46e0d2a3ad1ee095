"""Forces that lie apart are one map, and what none covers has no data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import run
from hotspot_app.project.steps.tally import Tally, tally
from hotspot_app.remedies import ChoosePeriod, ChooseSource

DISTRICTS = ("Ashby", "Birley", "Corby", "Denham")
EACH = 12
CODES = [f"E0199{i:04d}" for i in range(4 * EACH)]
HOME = np.repeat(DISTRICTS, EACH)
MONTHS = ("2025-01", "2025-02", "2025-03")
WEST, SOUTH, SIDE = 441_000.0, 112_000.0, 500.0


def in_columns() -> gpd.GeoDataFrame:
    """Four districts side by side, three areas wide and four high."""
    shapes = []
    for i in range(len(CODES)):
        at, within = divmod(i, EACH)
        x = WEST + SIDE * (3 * at + within % 3)
        y = SOUTH + SIDE * (within // 3)
        shapes.append(shapely.box(x, y, x + SIDE, y + SIDE))
    names = [f"{home} {i % EACH + 1:03d}A" for i, home in enumerate(HOME)]
    return gpd.GeoDataFrame(
        {"LSOA21CD": CODES, "LSOA21NM": names}, geometry=shapes, crs="EPSG:27700"
    )


def of(force: str, districts: tuple[str, ...], each: int, **more: int) -> pd.DataFrame:
    """Write a force's counts: so many an area and month, none in the first area."""
    rows = [
        (code, month, force, each + i % 5)
        for i, (code, home) in enumerate(zip(CODES, HOME, strict=True))
        for month in MONTHS
        if home in districts and i
    ]
    strays = [(code, MONTHS[0], force, n) for code, n in more.items()]
    return pd.DataFrame(
        [*rows, *strays], columns=["area", "month", "force", "count"]
    ).assign(type="Burglary")


NORTH = of("north", ("Ashby", "Birley"), 20, **{CODES[2 * EACH]: 3, CODES[-1]: 2})
SOUTH_FORCE = of("south", ("Corby",), 15, **{CODES[EACH]: 4})
RAILWAY = of("railway", DISTRICTS, 0).assign(count=lambda t: t.index % 7 == 0)


def with_counts(folder: Path, *tables: pd.DataFrame) -> Files:
    in_columns().to_file(folder / "areas.geojson")
    counts = pd.concat(tables).astype({"count": int})
    counts[counts["count"] > 0].to_csv(folder / "counts.csv", index=False)
    pd.DataFrame({"LSOA21CD": CODES, "residents_2021": 1000}).to_csv(
        folder / "residents.csv", index=False
    )
    return Files(
        areas=folder / "areas.geojson",
        counts=folder / "counts.csv",
        residents=folder / "residents.csv",
    )


def counted(at: Tally) -> pd.Series:
    counts = at.cube.by_area(at.cube.types, *at.cube.months[[0, -1]])
    return counts.groupby(HOME).agg(lambda each: each.sum(min_count=1))


def said(notes: tuple) -> str:
    return " ".join(note.text for note in notes)


@pytest.fixture
def apart(tmp_path: Path) -> Files:
    return with_counts(tmp_path, NORTH, SOUTH_FORCE, RAILWAY)


def test_forces_apart_are_one_map_of_each_ones_own(apart: Files) -> None:
    found = tally(read_material(apart))
    assert found.sources == ("north", "south")
    counts = counted(found)
    own = NORTH.groupby(NORTH["area"].map(dict(zip(CODES, HOME, strict=True))))
    assert counts["Ashby"] == own["count"].sum()["Ashby"]
    assert counts["Birley"] == own["count"].sum()["Birley"]
    assert counts["Corby"] == SOUTH_FORCE["count"].sum() - 4
    assert np.isnan(counts["Denham"])
    text = said(found.notes)
    assert "2 sources make one map" in text
    assert "9 incidents are left out, in areas that aren't its source's" in text
    assert "No data in 12 of 48 areas" in text
    assert "covers 1 district (Denham)" in text
    assert "not added: railway" in text


def test_an_area_of_a_force_without_incidents_is_a_zero(apart: Files) -> None:
    cube = tally(read_material(apart)).cube
    assert cube.by_area(cube.types, *cube.months[[0, -1]])[CODES[0]] == 0


def test_one_force_leaves_the_others_territory_without_data(apart: Files) -> None:
    found = tally(read_material(apart), sources=["south"])
    counts = counted(found)
    assert counts.isna().tolist() == [True, True, False, True]
    assert counts["Corby"] == SOUTH_FORCE["count"].sum() - 4
    assert "covers 3 districts (Ashby, Birley, Denham)" in said(found.notes).replace(
        " and ", ", "
    )


def test_sources_asked_for_are_one_map_or_added(apart: Files) -> None:
    material = read_material(apart)
    assert counted(tally(material, sources=["south", "north"])).equals(
        counted(tally(material))
    )
    added = tally(material, sources=["north", "railway"])
    assert "added together because you asked" in said(added.notes)
    assert counted(added).isna().tolist() == [False, False, True, True]
    assert counted(added)["Ashby"] > counted(tally(material))["Ashby"]
    every = tally(material, sources=["railway"])
    assert not counted(every).isna().any()


def as_rows(files: Files) -> Files:
    """Write a row an incident, in the middle of its area, a file a source."""
    assert files.counts is not None
    counts = pd.read_csv(files.counts)
    rows = counts.loc[counts.index.repeat(counts["count"])].reset_index()
    middle = dict(zip(CODES, in_columns().geometry.centroid, strict=True))
    made = []
    for force, mine in rows.groupby("force"):
        path = files.counts.with_name(f"{force}.csv")
        pd.DataFrame(
            {
                "Crime Number": [f"{force}{i}" for i in mine.index],
                "Offence Type": mine["type"],
                "Date": mine["month"] + "-10",
                "Easting": [middle[code].x for code in mine["area"]],
                "Northing": [middle[code].y for code in mine["area"]],
            }
        ).to_csv(path, index=False)
        made.append(path)
    return replace(files, counts=None, crime=tuple(made))


def test_the_same_of_incidents_as_rows(apart: Files) -> None:
    by_row = tally(read_material(as_rows(apart)))
    by_count = tally(read_material(apart))
    assert set(by_row.sources) == set(by_count.sources)
    assert counted(by_row).equals(counted(by_count))
    assert by_row.rows is not None
    assert (by_row.rows.area >= 0).sum() == np.nansum(counted(by_row))


def ask(files: Files, **more: object) -> Answer:
    return run(files, Asked(method="rate_map", **more))


def test_a_force_that_lacks_a_month_has_no_data_in_a_period_with_it(
    tmp_path: Path,
) -> None:
    late = SOUTH_FORCE[SOUTH_FORCE["month"] != MONTHS[1]]
    files = with_counts(tmp_path, NORTH, late)
    whole = ask(files).outcome.values
    assert whole is not None
    assert whole["rate"].notna().groupby(HOME).all().tolist() == [
        True,
        True,
        False,
        False,
    ]
    assert "No data in 12 more areas" in said(ask(files).notes)
    assert "south lacks 2025-02" in said(ask(files).notes)
    first = ask(files, first=MONTHS[0], last=MONTHS[0])
    assert first.outcome.values["rate"].notna().groupby(HOME).all().sum() == 3
    assert "lacks" not in said(first.notes)


def test_a_month_of_few_areas_is_not_counted(tmp_path: Path) -> None:
    earlier = SOUTH_FORCE[SOUTH_FORCE["month"] == MONTHS[0]].assign(month="2024-12")
    found = tally(read_material(with_counts(tmp_path, NORTH, SOUTH_FORCE, earlier)))
    assert [str(month) for month in found.cube.months[found.cube.present]] == [*MONTHS]
    assert "1 month isn't counted" in said(found.notes)
    assert "2024-12" in said(found.notes)


def test_months_that_no_two_forces_share_are_told(tmp_path: Path) -> None:
    north = NORTH[NORTH["area"].isin(CODES[:EACH]) & (NORTH["month"] == MONTHS[0])]
    south = SOUTH_FORCE[SOUTH_FORCE["month"] == MONTHS[2]]
    files = with_counts(tmp_path, north, south)
    with pytest.raises(WordsError, match="no source holds every month") as caught:
        ask(files)
    assert "north lacks 2025-03" in str(caught.value)
    assert caught.value.remedies == (ChoosePeriod(), ChooseSource())


def test_a_change_is_of_areas_with_data_of_both(tmp_path: Path) -> None:
    late = SOUTH_FORCE[SOUTH_FORCE["month"] != MONTHS[0]]
    files = with_counts(tmp_path, NORTH, late)
    months = {"first": MONTHS[2], "last": MONTHS[2]}
    found = ask(files, **months, compare_first=MONTHS[0], compare_last=MONTHS[0])
    assert found.comparison is not None
    north = NORTH[NORTH["area"].isin(CODES[: 2 * EACH])]
    by_month = north.groupby("month")["count"].sum()
    assert found.comparison.total_before == by_month[MONTHS[0]]
    assert found.comparison.total == by_month[MONTHS[2]]
    changed = found.comparison.areas["count_before"]
    assert changed.isna().groupby(HOME).all().tolist() == [False, False, True, True]
    assert "12 areas have no data of" in said(found.notes)


def test_one_city_without_incidents_here_and_there_is_all_zeros(
    tmp_path: Path,
) -> None:
    files = with_counts(tmp_path, of("city", ("Ashby", "Birley"), 20))
    areas = gpd.read_file(files.areas)
    areas["LSOA21NM"] = [f"Testham {i:03d}A" for i in range(len(areas))]
    areas.to_file(files.areas)
    found = tally(read_material(files))
    assert found.cube.covered is None
    assert counted(found)[["Corby", "Denham"]].tolist() == [0, 0]
    assert "No data" not in said(found.notes)


def test_a_source_that_recorded_nothing_here_is_refused(tmp_path: Path) -> None:
    files = with_counts(tmp_path, NORTH, SOUTH_FORCE)
    areas = gpd.read_file(files.areas)
    areas["LAD22CD"] = np.where(HOME == "Corby", "E06099001", "E07099002")
    areas["LAD22NM"] = HOME
    areas.to_file(files.areas)
    here = read_material(replace(as_rows(files), district="Corby"))
    assert tally(here).sources[0] == "south"
    with pytest.raises(WordsError, match="none of the areas is where north recorded"):
        tally(here, sources=["north"])


def test_wards_and_groups_of_what_no_source_covers_have_no_data(apart: Files) -> None:
    areas = in_columns()
    ward = [f"{home} ward {i % EACH // 6}" for i, home in enumerate(HOME)]
    wards = areas.assign(WD25NM=ward).dissolve("WD25NM").reset_index()
    wards["WD25CD"] = [f"E0599000{i}" for i in range(len(wards))]
    path = apart.areas.with_name("wards.geojson")
    wards[["WD25CD", "WD25NM", "geometry"]].to_file(path)
    files = replace(apart, wards=path)
    values = ask(files, level="ward").outcome.values
    assert len(values) == 8
    none = values["name"].str.startswith("Denham")
    assert values["count"].isna().equals(none)
    beats = {"east": (CODES[-1], CODES[-2]), "west": (CODES[1], CODES[2])}
    grouped = run(
        files, Asked(method="count_map", level="beat"), groups={"beat": beats}
    )
    assert grouped.outcome.values["count"].isna().to_dict() == {
        "east": True,
        "west": False,
    }

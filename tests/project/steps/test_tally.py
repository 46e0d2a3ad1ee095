"""Stage two: incidents placed in areas and counted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.errors import InputError, WordsError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.placing import locate
from hotspot_app.project.steps.tally import tally
from hotspot_app.remedies import ChooseSource, Give

TWO = gpd.GeoDataFrame(
    {"name": ["A", "B"], "shown": True},
    geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)],
    index=pd.Index(["A1", "B1"], name="code"),
    crs="EPSG:27700",
)


def table(
    points: list[tuple[float, float]],
    *,
    codes: list[str | None] | None = None,
    places: list[str | None] | None = None,
) -> pd.DataFrame:
    many = len(points)
    codes = codes or [None] * many
    return pd.DataFrame(
        {
            "easting": [x for x, _ in points],
            "northing": [y for _, y in points],
            "precision": pd.Categorical(
                ["area" if np.isnan(x) else "point" for x, _ in points],
                categories=["point", "area"],
            ),
            "area": pd.Categorical(codes, categories=["A1", "B1", "Z9"]),
            "place": pd.Categorical(places or [None] * many),
        }
    )


NOWHERE = (float("nan"), float("nan"))


def test_rows_with_only_a_code_are_placed_by_it_and_others_by_their_point() -> None:
    incidents = table(
        [(5, 5), (15, 5), (99, 99), NOWHERE, NOWHERE, NOWHERE],
        codes=["B1", None, "A1", "B1", "Z9", None],
    )
    assert locate(incidents, TWO).tolist() == [0, 1, -1, 1, -1, -1]


def test_the_border_belongs_to_the_first_code() -> None:
    assert locate(table([(10, 5)]), TWO).tolist() == [0]
    turned = TWO.set_axis(pd.Index(["B1", "A1"], name="code")).sort_index()
    assert locate(table([(10, 5)]), turned).tolist() == [0]


def test_all_are_counted_where_they_are(files: Files) -> None:
    found = tally(read_material(files))
    total = found.cube.by_area(["Burglary"], *found.cube.months[[0, -1]])
    assert total.tolist() == list(range(1, 37))
    assert found.sources == ("police",)
    assert found.level.areas["place"].iloc[35] == "Street 35"
    assert found.level.areas["ward"].iloc[0] == "Northgate"
    assert found.reconciliation.total() == {"read": 666, "mapped": 666}


def test_the_source_with_most_on_the_map_is_taken_and_others_told(
    files: Files,
) -> None:
    police = files.crime[0]
    rows = pd.read_csv(police)
    rows.head(40).assign(**{"Crime Number": [f"H{i}" for i in range(40)]}).to_csv(
        police.with_name("housing.csv"), index=False
    )
    # most rows, none of them in town
    far = pd.concat([rows, rows]).assign(Easting=lambda t: t["Easting"] + 20_000)
    far["Crime Number"] = [f"F{i}" for i in range(len(far))]
    far.to_csv(police.with_name("ambulance.csv"), index=False)
    crime = tuple(
        police.with_name(f"{n}.csv") for n in ("housing", "ambulance", "police")
    )
    material = read_material(replace(files, crime=crime))
    found = tally(material)
    assert found.sources == ("police",)
    (told,) = (note for note in found.notes if "not added" in note.text)
    assert "Also read, and not added: housing (40)" in told.text
    assert told.remedies == (ChooseSource(),)
    both = tally(material, sources=["HOUSING", "police", "housing"])
    assert both.sources == ("housing", "police")
    assert both.cube.counts.sum() == 706
    with pytest.raises(WordsError, match="There is police and housing"):
        tally(material, sources=["fire"])


def test_the_account_is_the_same_whatever_source_is_asked(files: Files) -> None:
    police = files.crime[0]
    pd.read_csv(police).head(9).to_csv(police.with_name("other.csv"), index=False)
    crime = (police, police.with_name("other.csv"))
    material = read_material(replace(files, crime=crime))
    accounts = [
        tally(material, sources=[name]).reconciliation.total()
        for name in ("police", "other")
    ]
    assert accounts[0] == accounts[1]
    assert accounts[0]["read"] == 675


def test_areas_around_take_part_where_incidents_cover_them(in_district: Files) -> None:
    found = tally(read_material(in_district))
    assert len(found.level.areas) == 30
    assert found.level.areas["shown"].sum() == 24
    account = found.reconciliation.total()
    ring = sum(i + 1 for i in range(36) if i % 6 == 4)
    beyond = sum(i + 1 for i in range(36) if i % 6 == 5)
    assert account["around_district"] == ring
    assert account["outside_areas"] == beyond
    assert account["mapped"] == 666 - ring - beyond


def test_areas_around_are_dropped_where_incidents_dont_cover_them(
    files: Files, in_district: Files
) -> None:
    rows = pd.read_csv(files.crime[0])
    inside = (rows["Easting"] - 441_000) // 500 < 4
    rows[inside].to_csv(files.crime[0], index=False)
    found = tally(read_material(in_district))
    assert len(found.level.areas) == len(found.cube.codes) == 24
    assert found.level.areas.index.equals(found.cube.codes)
    assert found.level.denominators["residents"].index.equals(found.cube.codes)
    told = [note.text for note in found.notes if note.caution]
    assert any("in the 6 areas around the district" in text for text in told)


def test_a_month_between_files_is_missing_not_zero(files: Files) -> None:
    rows = pd.read_csv(files.crime[0])
    rows[~rows["Date"].str.startswith("2025-02")].to_csv(files.crime[0], index=False)
    cube = tally(read_material(files)).cube
    assert [str(month) for month in cube.months] == ["2025-01", "2025-02", "2025-03"]
    assert cube.present.tolist() == [True, False, True]
    assert np.isnan(cube.by_month(["Burglary"])["2025-02"])


def test_a_month_with_incidents_only_elsewhere_is_held(files: Files) -> None:
    rows = pd.read_csv(files.crime[0])
    march = rows["Date"].str.startswith("2025-03")
    rows.loc[march, "Easting"] += 20_000
    rows.to_csv(files.crime[0], index=False)
    cube = tally(read_material(files)).cube
    assert cube.present.tolist() == [True, True, True]
    assert cube.by_month(["Burglary"])["2025-03"] == 0


def test_rows_that_can_not_be_placed_at_all_are_refused_with_why(files: Files) -> None:
    rows = pd.read_csv(files.crime[0]).assign(Easting=0, Northing=0)
    rows.to_csv(files.crime[0], index=False)
    with pytest.raises(InputError, match="coordinates are 0, 0"):
        tally(read_material(files))


def test_points_and_stated_codes_that_differ_are_counted_and_told(
    files: Files,
) -> None:
    rows = pd.read_csv(files.crime[0])
    rows["LSOA code"] = "E01990035"
    rows.to_csv(files.crime[0], index=False)
    found = tally(read_material(files))
    assert found.cube.counts.sum(axis=(1, 2)).tolist() == list(range(1, 37))
    assert any(
        "630 incidents (94.6%) lie in another area" in n.text for n in found.notes
    )


def test_a_stray_row_an_area_does_not_make_the_areas_around_covered(
    files: Files,
    in_district: Files,
) -> None:
    rows = pd.read_csv(files.crime[0])
    column = (rows["Easting"] - 441_000) // 500
    row = (rows["Northing"] - rows["Northing"].min()) // 500
    stray = rows[column >= 4].groupby([column, row]).head(1)
    pd.concat([rows[column < 4], stray]).to_csv(files.crime[0], index=False)
    found = tally(read_material(in_district))
    assert len(found.level.areas) == 24


def test_a_month_that_one_of_two_sources_lacks_is_missing_for_both(
    files: Files, tmp_path: Path
) -> None:
    rows = pd.read_csv(files.crime[0])
    other = tmp_path / "housing.csv"
    rows[rows["Date"].str.startswith("2025-02")].to_csv(other, index=False)
    both = replace(files, crime=(*files.crime, other))
    material = read_material(both)
    known = list(material.reading.held)
    assert len(known) == 2
    cube = tally(material, sources=known).cube
    assert cube.present.tolist() == [False, True, False]
    january = pd.Period("2025-01")
    assert cube.by_area(cube.types, january, january).sum() == 0


def test_incidents_in_an_area_but_in_no_ward_are_told(files: Files) -> None:
    wards = gpd.read_file(files.wards)
    south, west = wards.geometry.bounds.min()[["miny", "minx"]]
    strip = shapely.box(west, south, west + 10_000, south + 300)
    wards.geometry = wards.geometry.difference(strip)
    wards.to_file(files.wards)
    by_area, by_ward = (tally(read_material(files), level=x) for x in ("", "ward"))
    fewer = int(by_area.cube.counts.sum() - by_ward.cube.counts.sum())
    assert fewer == sum(range(1, 7))
    told = f"{fewer} incidents outside every ward (of all types and months)"
    assert any(told in note.text for note in by_ward.notes)
    assert not any("outside every ward" in note.text for note in by_area.notes)


def coded(files: Files, **columns: object) -> Files:
    """Write incidents that name their area and have no coordinates."""
    rows = pd.read_csv(files.crime[0]).drop(columns=["Easting", "Northing"])
    rows.assign(**columns).to_csv(files.crime[0], index=False)
    return files


def test_areas_are_named_by_code_or_name_in_any_case(files: Files) -> None:
    number = np.repeat(np.arange(36), np.arange(1, 37))
    for stated in (
        [f" e0199{n:04d} " for n in number],
        [f"testham {n:03d}a" for n in number],
    ):
        found = tally(read_material(coded(files, LSOA=stated)))
        assert found.cube.counts.sum(axis=(1, 2)).tolist() == list(range(1, 37))
        text = [note.text for note in found.notes]
        assert any("666 incidents without coordinates are counted" in t for t in text)
        rows = pd.read_csv(files.crime[0]).assign(Easting="", Northing="")
        rows.drop(columns="LSOA").to_csv(files.crime[0], index=False)


def test_wards_are_named_too(files: Files) -> None:
    names = np.resize(["Northgate", "southgate ward", "E05990002", "Elsewhere"], 666)
    found = tally(read_material(coded(files, Ward=names)), level="ward")
    assert found.cube.counts.sum(axis=(1, 2)).tolist() == [167, 167, 166, 0]
    assert found.reconciliation.total()["unknown_area"] == 166


def test_rows_that_name_an_lsoa_are_counted_in_the_ward_that_holds_most_of_it(
    files: Files,
) -> None:
    number = np.repeat(np.arange(36), np.arange(1, 37))
    codes = [f"E0199{n:04d}" for n in number]
    points = tally(read_material(files), level="ward").cube.counts
    both = coded(files, **{"LSOA code": codes, "Ward": "Northgate"})
    found = tally(read_material(both), level="ward")
    np.testing.assert_array_equal(found.cube.counts, points)
    told = [note.text for note in found.notes if note.caution]
    assert any("666 incidents name only a smaller area" in text for text in told)


def test_rows_that_name_areas_of_another_level_are_refused_with_both_levels(
    files: Files,
) -> None:
    with pytest.raises(InputError) as error:
        tally(read_material(coded(files, **{"Ward code": "E05990001"})))
    assert "area code not among the areas (666, first 'E05990001')" in str(error.value)
    assert "The rows name wards; the map is of LSOAs" in str(error.value)


def test_rows_with_postcodes_only_are_refused_with_the_cure(files: Files) -> None:
    with pytest.raises(InputError, match="Rows have postcodes") as error:
        tally(read_material(coded(files, Postcode="SO14 1AA")))
    assert error.value.remedies == (Give(("postcodes",)),)


def test_counts_by_lsoa_are_added_up_by_ward(files: Files) -> None:
    path = files.areas.with_name("counts.csv")
    pd.DataFrame(
        {
            "area": [f"e0199{n:04d}" for n in range(36)],
            "type": "Burglary",
            "month": "2025-01",
            "count": 1,
        }
    ).to_csv(path, index=False)
    ready = replace(files, crime=(), counts=path)
    assert tally(read_material(ready), level="ward").cube.counts.sum() == 36
    found = tally(read_material(ready))
    assert found.cube.counts.sum() == 36
    text = path.read_text(encoding="utf-8") + "E01880000,Burglary,2025-01,1\n"
    path.write_text(text, encoding="utf-8")
    notes = tally(read_material(ready)).notes
    assert any("1 incident is counted in areas that are not" in n.text for n in notes)

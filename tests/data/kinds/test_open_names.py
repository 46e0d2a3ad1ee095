"""OS Open Names in each form, near-misses, and which of its names are kept."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from hotspot_app.data.kinds.name_columns import holds_area_names, name_column
from hotspot_app.data.kinds.open_names import holds_open_names, read_open_names
from hotspot_app.errors import InputError

AROUND = (440_000.0, 110_000.0, 446_000.0, 116_000.0)
HEADER = (
    "ID,NAMES_URI,NAME1,NAME1_LANG,NAME2,NAME2_LANG,TYPE,LOCAL_TYPE,GEOMETRY_X,"
    "GEOMETRY_Y,MOST_DETAIL_VIEW_RES,LEAST_DETAIL_VIEW_RES,MBR_XMIN,MBR_YMIN,MBR_XMAX,"
    "MBR_YMAX,POSTCODE_DISTRICT,POSTCODE_DISTRICT_URI,POPULATED_PLACE,"
    "POPULATED_PLACE_URI,POPULATED_PLACE_TYPE,DISTRICT_BOROUGH,DISTRICT_BOROUGH_URI,"
    "DISTRICT_BOROUGH_TYPE,COUNTY_UNITARY,COUNTY_UNITARY_URI,COUNTY_UNITARY_TYPE,"
    "REGION,REGION_URI,COUNTRY,COUNTRY_URI,RELATED_SPATIAL_OBJECT,SAME_AS_DBPEDIA,"
    "SAME_AS_GEONAMES"
)
PLACES: tuple[tuple[str, str, float, float], ...] = (
    ("Portswood", "Suburban Area", 442_000, 114_000),
    ("York Walk", "Named Road", 442_100, 112_100),
    ("A33", "Numbered Road", 442_100, 112_100),
    ("Southampton", "City", 442_000, 112_000),
    ("SO14 7LP", "Postcode", 442_100, 112_100),
    ("Far Lane", "Named Road", 500_000, 112_100),
)


def row(
    name: str,
    kind: str,
    x: float,
    y: float,
    languages: Sequence[str] = ("", "", ""),
) -> str:
    """Write a row as published: 34 columns, of which ten are filled."""
    first, second, other = languages
    theme = "transportNetwork" if "Road" in kind else "populatedPlace"
    theme = "other" if kind == "Postcode" else theme
    uri = "http://data.ordnancesurvey.co.uk/id/4000000074"
    cells = ["osgb40000", uri, f'"{name}"', first, second, other, theme, kind]
    return ",".join([*cells, str(x), str(y), *[""] * 24])


def published(path: Path, rows: Sequence[str] = (), *, header: bool = False) -> Path:
    lines = [*([HEADER] if header else []), *(rows or [row(*each) for each in PLACES])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def names_of(path: Path) -> list[str]:
    found = read_open_names(path, AROUND)
    assert found is not None
    assert all(source.sha256 for source in found.sources)
    return found.table.sort_values("rank")["name"].tolist()


@pytest.mark.parametrize("header", [False, True])
def test_settlements_and_roads_on_the_map_are_kept(
    tmp_path: Path, header: bool
) -> None:
    file = published(tmp_path / "SU40.csv", header=header)
    assert names_of(file) == ["Portswood", "York Walk"]


def test_a_zip_and_a_folder_are_read_with_their_licence_beside(tmp_path: Path) -> None:
    folder = tmp_path / "names"
    (folder / "Data").mkdir(parents=True)
    (folder / "Doc").mkdir()
    published(folder / "Data" / "SU40.csv")
    published(
        folder / "Data" / "SU42.csv", [row("Elm Road", "Named Road", 441e3, 115e3)]
    )
    (folder / "Doc" / "licence.txt").write_text("Open Government Licence\n")
    (folder / "Doc" / "OS_Open_Names_Header.csv").write_text(HEADER + "\n")
    both = ["Portswood", "York Walk", "Elm Road"]
    assert sorted(names_of(folder)) == sorted(both)
    with zipfile.ZipFile(tmp_path / "opname_csv_gb.zip", "w") as archive:
        for path in sorted(folder.rglob("*.*")):
            archive.write(path, path.relative_to(folder))
    assert sorted(names_of(tmp_path / "opname_csv_gb.zip")) == sorted(both)


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:4326"])
def test_a_geopackage_is_read_by_its_points(tmp_path: Path, crs: str) -> None:
    frame = gpd.GeoDataFrame(
        {
            "id": [f"osgb{n}" for n in range(len(PLACES))],
            "name1": [name for name, *_ in PLACES],
            "name1_lang": None,
            "local_type": [kind for _, kind, *_ in PLACES],
        },
        geometry=[shapely.Point(x, y) for *_, x, y in PLACES],
        crs="EPSG:27700",
    ).to_crs(crs)
    frame.to_file(tmp_path / "opname_gb.gpkg", layer="named_place")
    assert names_of(tmp_path / "opname_gb.gpkg") == ["Portswood", "York Walk"]


def test_of_two_languages_the_english_name_is_taken(tmp_path: Path) -> None:
    rows = [
        row("Heol y Bont", "Named Road", 441e3, 111e3, ("cym", "Bridge Street", "eng")),
        row(
            "Church Road", "Named Road", 442e3, 111e3, ("eng", "Heol yr Eglwys", "cym")
        ),
        row("Y Waun", "Hamlet", 443e3, 111e3, ("cym", "", "")),
    ]
    found = names_of(published(tmp_path / "SU40.csv", rows))
    assert sorted(found) == ["Bridge Street", "Church Road", "Y Waun"]


def test_names_without_letters_or_with_too_many_are_left_out(tmp_path: Path) -> None:
    rows = [
        row("  ", "Hamlet", 441e3, 111e3),
        row("x" * 5_000, "Hamlet", 441e3, 111e3),
        row("Old\u2028 Town", "Hamlet", 441e3, 111e3),
    ]
    assert names_of(published(tmp_path / "SU40.csv", rows)) == ["Old Town"]


def test_other_tables_are_none_of_it(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("LSOA21CD,name\nE01017136,York Walk\n", encoding="utf-8")
    assert read_open_names(other, AROUND) is None
    areas = gpd.GeoDataFrame(
        {"name1": ["a"]}, geometry=[shapely.box(0, 0, 1, 1)], crs="EPSG:27700"
    )
    areas.to_file(tmp_path / "areas.gpkg")
    assert read_open_names(tmp_path / "areas.gpkg", AROUND) is None


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_open_names(tmp_path / "none.csv", AROUND)


@pytest.mark.parametrize(
    ("header", "is_it"),
    [
        (HEADER, True),
        (row("York Walk", "Named Road", 442_100, 112_100), True),
        (
            row("York Walk", "Named Road", 442_100, 112_100).replace("442100", "x"),
            False,
        ),
        ("NAME1,LOCAL_TYPE,GEOMETRY_X", False),
        ("name,type,x,y", False),
        ("a,b,c,d,e,f,other,h,1,2", True),
        ("a,b,c,d,e,f,rail,h,1,2", False),
    ],
)
def test_it_is_told_by_its_columns(header: str, is_it: bool) -> None:
    assert holds_open_names(header.split(",")) is is_it


@pytest.mark.parametrize(
    ("header", "is_it"),
    [
        ("code,name", True),
        ("LSOA21CD,Name", True),
        ("LSOA21CD,LSOA21NM,Known as", True),
        ("Area code;Place name", True),
        ("msoa21cd,msoa21nm,msoa21hclnm,localauthorityname", True),
        ("LSOA21CD,LSOA21NM", False),
        ("LSOA11CD,LSOA21CD,name", False),
        ("LSOA21CD,name,residents", False),
        ("code,type", False),
        ("name,date", False),
        ("LSOA21CD,Beat", False),
    ],
)
def test_a_table_of_codes_and_names_is_told_by_its_columns(
    header: str, is_it: bool
) -> None:
    assert holds_area_names(header.replace(";", ",").split(",")) is is_it


def test_the_name_is_the_library_s_where_there_are_two() -> None:
    assert name_column(["code", "name", "msoa21hclnm"]) == "msoa21hclnm"
    assert name_column(["LSOA21NM"]) == ""


def test_squares_far_from_the_areas_are_not_read(tmp_path: Path) -> None:
    for name in ("NZ26.csv", "SU40.csv", "su42.csv", "mine.csv"):
        published(tmp_path / name)
    found = read_open_names(tmp_path, AROUND)
    assert found is not None
    assert sorted(s.name for s in found.sources) == ["SU40.csv", "mine.csv", "su42.csv"]
    (tmp_path / "far").mkdir()
    published(tmp_path / "far" / "NZ26.csv")
    far = read_open_names(tmp_path / "far", AROUND)
    assert far is not None
    assert far.table.empty


def test_a_row_whose_easting_is_no_number_is_passed_over(tmp_path: Path) -> None:
    """In UTF-16, which is read cell by cell, the whole column comes as texts then."""
    rows = [row(*each) for each in PLACES[:2]]
    rows.insert(1, rows[0].replace("442000", "SO14 7LA").replace("Portswood", "Lost"))
    file = published(tmp_path / "SU40.csv", rows)
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text, encoding="utf-16")
    assert names_of(file) == ["Portswood", "York Walk"]

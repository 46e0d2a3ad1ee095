"""Boundary files that analysts have, and those that can't be used."""

from __future__ import annotations

import json
import shutil
import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.shapes.repair import is_broken, repair
from hotspot_app.errors import Cancelled, InputError, WordsError
from hotspot_app.progress import Progress
from hotspot_app.remedies import NameCodes
from hotspot_app.schema import check_areas

EAST, NORTH = 440_000.0, 112_000.0


def squares(n: int = 3, crs: str | None = "EPSG:27700", **columns: Any) -> Any:
    """Squares of 100 m in a row, in Southampton."""
    shapes = [
        shapely.box(EAST + 100 * i, NORTH, EAST + 100 * (i + 1), NORTH + 100)
        for i in range(n)
    ]
    if not columns:
        columns = {
            "LSOA21CD": [f"E0101713{i}" for i in range(n)],
            "LSOA21NM": [f"Southampton 00{i}A" for i in range(n)],
        }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs)


def save(areas: Any, path: Path, **options: Any) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        areas.to_file(path, **options)
    return path


def geojson(path: Path, geometry: object, **properties: str) -> Path:
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    whole = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


# --- what is read ---------------------------------------------------------------


def test_reads_ons_columns_sorted_by_code(tmp_path: Path) -> None:
    path = save(squares().iloc[::-1], tmp_path / "a.gpkg")
    read = read_areas(path)
    check_areas(read.areas)
    assert list(read.areas.index) == ["E01017130", "E01017131", "E01017132"]
    assert list(read.areas.columns) == ["name", "shown", "geometry"]
    assert (read.level, read.vintage, read.place) == ("lsoa", 2021, "Southampton")
    assert read.areas["shown"].all()
    assert "National Statistics" in read.attribution
    assert read.source.name == "a.gpkg"


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.shp"])
def test_every_format_gives_the_same_areas(tmp_path: Path, name: str) -> None:
    read = read_areas(save(squares(), tmp_path / name)).areas
    # GeoJSON goes through degrees of seven places: a centimetre
    assert shapely.area(read.geometry.array) == pytest.approx([10_000] * 3, rel=1e-3)
    assert read["name"].tolist() == [f"Southampton 00{i}A" for i in range(3)]


def test_shapefile_in_a_zip(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    save(squares(), tmp_path / "parts" / "a.shp")
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted((tmp_path / "parts").iterdir()):
            archive.write(part, f"Boundaries (2021)/{part.name}")
    assert len(read_areas(tmp_path / "a.zip").areas) == 3


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:4258", "EPSG:7405"])
def test_any_coordinate_system_ends_on_the_grid(tmp_path: Path, crs: str) -> None:
    areas = squares()
    moved = areas.set_crs(crs, allow_override=True) if crs == "EPSG:7405" else None
    moved = areas.to_crs(crs) if moved is None else moved
    read = read_areas(save(moved, tmp_path / "a.gpkg"))
    assert read.areas.crs.to_epsg() == 27700
    # PROJ went out without OSTN15, so 2 m is what the round trip is good for
    assert read.areas.total_bounds == pytest.approx(areas.total_bounds, abs=2.5)
    told = any("British National Grid" in note.text for note in read.notes)
    assert told == (crs != "EPSG:7405")


def test_a_known_point_by_ostn15(tmp_path: Path) -> None:
    # Southampton: (-1.40440, 50.90968) is 441970.95, 112415.479 by OSTN15
    ring = [[-1.4044, 50.90968], [-1.40, 50.90968], [-1.40, 50.91], [-1.4044, 50.90968]]
    path = geojson(
        tmp_path / "a.geojson",
        {"type": "Polygon", "coordinates": [ring]},
        LSOA21CD="E01017136",
    )
    corner = shapely.get_coordinates(read_areas(path).areas.geometry.iloc[0])[0]
    assert corner == pytest.approx([441970.95, 112415.479], abs=0.002)


def test_an_old_style_crs_member_is_obeyed(tmp_path: Path) -> None:
    path = save(squares(), tmp_path / "a.geojson", RFC7946="NO")
    whole = json.loads(path.read_text())
    whole["crs"] = {
        "type": "name",
        "properties": {"name": "urn:ogc:def:crs:EPSG::27700"},
    }
    for feature, shape in zip(whole["features"], squares().geometry, strict=True):
        feature["geometry"] = shapely.geometry.mapping(shape)
    path.write_text(json.dumps(whole))
    assert read_areas(path).areas.total_bounds == pytest.approx(squares().total_bounds)


@pytest.mark.parametrize(
    ("columns", "asked", "level", "vintage"),
    [
        ({"WD25CD": "E0501549", "wd25nm": "Ward "}, {}, "ward", 2025),
        ({"lsoa11cd": "E0101713", "LAD22CD": "E0600004"}, {}, "lsoa", 2011),
        ({"code": "E0103577", "name": "Area "}, {}, "lsoa", 2021),
        ({"code": "E0101713", "name": "Area "}, {}, "lsoa", None),
        ({"area_code": "N", "area_name": "Area "}, {}, "area", None),
        ({"beat_ref": "B", "WD25CD": "E0501549"}, {"level": "beat"}, "beat", None),
        (
            {"WD25CD": "E0501549", "MSOA21CD": "E0200354"},
            {"level": "ward"},
            "ward",
            2025,
        ),
        (
            {"x": "a", "y": "b"},
            {"code": "X", "name": "y", "level": "estate"},
            "estate",
            None,
        ),
        ({"name": "Locality "}, {}, "area", None),
    ],
)
def test_level_and_vintage(
    tmp_path: Path,
    columns: dict[str, str],
    asked: dict[str, str],
    level: str,
    vintage: int | None,
) -> None:
    filled = {key: [f"{start}{i}" for i in range(3)] for key, start in columns.items()}
    read = read_areas(save(squares(**filled), tmp_path / "a.gpkg"), **asked)
    assert (read.level, read.vintage) == (level, vintage)


def test_numeric_codes_become_text(tmp_path: Path) -> None:
    areas = squares(code=[3.0, 1.0, 2.0], name=["c", None, "b"])
    read = read_areas(save(areas, tmp_path / "a.gpkg")).areas
    assert list(read.index) == ["1", "2", "3"]
    assert read["name"].tolist() == ["1", "b", "c"]


def test_one_area_is_read_and_warned_of(tmp_path: Path) -> None:
    read = read_areas(save(squares(1), tmp_path / "a.gpkg"))
    assert len(read.areas) == 1
    assert any("only one area" in note.text and note.caution for note in read.notes)


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = save(squares(), tmp_path / "a.gpkg")
    with pytest.raises(Cancelled):
        read_areas(path, progress=Progress(cancelled=lambda: True))


# --- the district ---------------------------------------------------------------


def wide(**more: Any) -> Any:
    columns = {
        "LSOA21CD": [f"E0101713{i}" for i in range(6)],
        "LSOA21NM": [
            f"{'Eastleigh' if i < 3 else 'Southampton'} 00{i}A" for i in range(6)
        ],
        **more,
    }
    return squares(6, **columns)


@pytest.mark.parametrize("district", ["E06000045", "southampton"])
def test_cut_keeps_a_ring_of_neighbours(tmp_path: Path, district: str) -> None:
    codes = ["E07000086"] * 3 + ["E06000045"] * 3
    path = save(wide(LADCD_ACTIVE=codes), tmp_path / "a.gpkg")
    read = read_areas(path, district=district)
    assert list(read.areas.index) == [f"E0101713{i}" for i in (2, 3, 4, 5)]
    assert read.areas["shown"].tolist() == [False, True, True, True]
    assert read.areas["district"].tolist() == codes[2:]
    assert read.place == "Southampton"
    told = [note.text for note in read.notes if "in the district" in note.text]
    assert told
    assert "of 6 areas, 3 in the district are shown, 1 around it" in told[0]
    assert "2 are left out" in told[0]


def test_cut_by_name_where_there_is_no_column(tmp_path: Path) -> None:
    path = save(wide(), tmp_path / "a.gpkg")
    assert read_areas(path, district="Southampton").areas["shown"].sum() == 3
    with pytest.raises(InputError, match="doesn't say which district"):
        read_areas(path, district="E06000045")


def test_a_district_that_is_not_there(tmp_path: Path) -> None:
    path = save(wide(LAD24CD=["E07000086"] * 6), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match=r"holds no area of E06000045.*E07000086"):
        read_areas(path, district="E06000045")


def test_nothing_around_the_district_is_warned_of(tmp_path: Path) -> None:
    path = save(wide(LAD24CD=["E06000045"] * 6), tmp_path / "a.gpkg")
    read = read_areas(path, district="E06000045")
    assert any(n.caution and "no areas around" in n.text for n in read.notes)


# --- repair ---------------------------------------------------------------------


def test_a_bow_tie_is_repaired_and_told(tmp_path: Path) -> None:
    areas = squares()
    e, n = EAST, NORTH
    tie = shapely.Polygon([(e, n), (e + 100, n + 100), (e + 100, n), (e, n + 100)])
    shapes = [tie, *areas.geometry[1:]]
    read = read_areas(
        save(areas.set_geometry(shapes, crs=areas.crs), tmp_path / "a.gpkg")
    )
    # two triangles of a quarter of the square each, worked by hand
    assert read.areas.geometry.iloc[0].area == pytest.approx(5_000)
    told = [note for note in read.notes if "invalid and repaired" in note.text]
    assert len(told) == 1
    assert told[0].caution
    assert "Southampton 000A (E01017130: its border crosses itself" in told[0].text


def test_a_nested_shell_is_a_hole() -> None:
    outer, inner = shapely.box(0, 0, 10, 10), shapely.box(4, 4, 6, 6)
    nested = gpd.GeoSeries([shapely.MultiPolygon([outer, inner])], index=["a"])
    mended = repair(nested, is_broken(nested))
    assert mended.shapes.iloc[0].equals(outer.difference(inner))
    assert mended.change["a"] == pytest.approx(-4.0)
    assert "hole" in mended.reasons["a"]


@settings(max_examples=60, deadline=None)
@given(hnp.arrays(np.int64, (6, 2), elements=st.integers(0, 8)))
def test_repair_gives_valid_polygons_and_keeps_valid_ones(points: Any) -> None:
    made = shapely.Polygon(points)
    whole = shapely.box(0, 0, 1, 1)
    both = gpd.GeoSeries([made, whole], index=["a", "b"])
    mended = repair(both, is_broken(both))
    assert mended.shapes.is_valid.all()
    assert mended.shapes.geom_type.isin(["Polygon", "MultiPolygon"]).all()
    assert mended.shapes["b"].equals(whole)
    assert "b" not in mended.reasons.index
    assert ("a" in mended.reasons.index) == (not made.is_valid)


# --- refused --------------------------------------------------------------------


@pytest.mark.parametrize("lost", [".prj", ".dbf", ".shx"])
def test_shapefile_without_one_of_its_parts(tmp_path: Path, lost: str) -> None:
    path = save(squares(), tmp_path / "a.shp")
    path.with_suffix(lost).unlink()
    with pytest.raises(InputError, match=f"a{lost}.*keep .shp, .shx, .dbf and .prj"):
        read_areas(path)


def test_wards_given_as_lsoas(tmp_path: Path) -> None:
    wards = squares(WD25CD=["E05015490", "E05015491", "E05015492"])
    with pytest.raises(InputError, match=r"these are wards .*not LSOAs"):
        read_areas(save(wards, tmp_path / "a.gpkg"), level="lsoa")
    plain = squares(code=["E05015490", "E05015491", "E05015492"])
    with pytest.raises(InputError, match=r"these are wards .*not LSOAs"):
        read_areas(save(plain, tmp_path / "b.gpkg"), level="lsoa")


def test_ground_in_two_areas_is_told_or_refused(tmp_path: Path) -> None:
    areas = squares(3)
    wide = areas.geometry.copy()
    wide.iloc[0] = wide.iloc[0].buffer(20, join_style="mitre")
    path = tmp_path / "a.gpkg"
    areas.set_geometry(wide).to_file(path)
    (told,) = [n for n in read_areas(path).notes if "overlap" in n.text]
    assert told.caution
    slight = areas.geometry.copy()
    slight.iloc[0] = slight.iloc[0].buffer(0.5, join_style="mitre")
    areas.set_geometry(slight).to_file(path)
    assert not [n for n in read_areas(path).notes if "overlap" in n.text]
    twice = pd.concat(
        [areas, areas.assign(LSOA21CD=[f"X{i}" for i in range(len(areas))])]
    )
    twice.to_file(path)
    with pytest.raises(InputError, match=r"50\.0% of all their ground"):
        read_areas(path)
    inside = areas.geometry.copy()
    inside.iloc[0] = areas.union_all().convex_hull
    areas.set_geometry(inside).to_file(path)
    with pytest.raises(InputError, match="none lies over another"):
        read_areas(path)


def test_codes_in_lower_case_are_the_same_codes(tmp_path: Path) -> None:
    areas = squares(2)
    path = save(areas, tmp_path / "a.gpkg")
    usual = read_areas(path).areas.index
    lower = areas.assign(LSOA21CD=" " + areas["LSOA21CD"].str.lower())
    assert read_areas(save(lower, path)).areas.index.equals(usual)


def test_a_damaged_geopackage_is_refused_without_its_database_s_words(
    tmp_path: Path,
) -> None:
    path = save(squares(40), tmp_path / "a.gpkg")
    content = bytearray(path.read_bytes())
    content[8_000:40_000] = bytes(range(256)) * 125
    path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_areas(path)
    assert "SELECT" not in str(error.value)


def test_repeated_codes(tmp_path: Path) -> None:
    path = save(squares(code=["a", "b", "b"]), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match="1 code is there more than once, first b"):
        read_areas(path)


def test_a_column_that_is_the_same_for_many_is_not_to_be_dissolved_by(
    tmp_path: Path,
) -> None:
    path = save(squares(area_code=["UTW"] * 3), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match=r"first UTW.*area_code doesn't tell") as said:
        read_areas(path)
    assert said.value.remedies == (NameCodes(),)
    exploded = save(squares(WD25CD=["E05000001"] * 3), tmp_path / "b.gpkg")
    with pytest.raises(InputError, match="dissolve by code"):
        read_areas(exploded)


CODES = ["E05015490", "E05015491", "E05015492"]
LSOAS = ["E01017130", "E01017131", "E01017132"]


@pytest.mark.parametrize(
    ("columns", "level", "first"),
    [
        ({"Area_Code": ["UTW"] * 3, "id": [1, 2, 3], "Census": CODES}, "", CODES[0]),
        ({"code": ["a", "b", "c"], "what": CODES}, "", CODES[0]),
        ({"what": LSOAS, "in": CODES}, "", LSOAS[0]),
        ({"what": LSOAS, "in": CODES}, "ward", CODES[0]),
        ({"Lower": LSOAS, "Pop_LSOA21": LSOAS, "no": [0, 0, 1]}, "", LSOAS[0]),
        ({"code": ["a", "b", "c"], "in": CODES}, "beat", "a"),
        ({"code": ["a", "b", "c"], "in": [CODES[0]] * 3}, "", "a"),
        ({"code": ["a", "b", "c"], "in": [*CODES[:2], None]}, "", "a"),
        ({"WD25CD": CODES, "was": CODES[::-1]}, "", CODES[0]),
        ({"area_code": ["a"] * 3, "id": [1, 2, 3]}, "", "1"),
    ],
)
def test_ons_codes_that_are_all_different_are_the_areas_own(
    tmp_path: Path, columns: Any, level: str, first: str
) -> None:
    path = save(squares(**columns), tmp_path / "a.gpkg")
    assert read_areas(path, level=level).areas.index[0] == first


def test_two_columns_of_codes_are_the_analysts_to_choose_from(tmp_path: Path) -> None:
    old = ["E01010000", "E01010001", "E01010002"]
    path = save(squares(Lower=LSOAS, Pop=LSOAS, IMD=old), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match="Lower and IMD hold different") as told:
        read_areas(path)
    assert told.value.remedies == (NameCodes(),)
    assert read_areas(path, code="imd").areas.index[0] == "E01010000"


def test_missing_codes(tmp_path: Path) -> None:
    path = save(squares(code=["a", None, ""]), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match=r"2 areas without a code.*place 2"):
        read_areas(path)


def test_unknown_columns_are_listed(tmp_path: Path) -> None:
    path = save(squares(colour=["a", "b", "c"]), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match=r"no column of area codes.*colour") as told:
        read_areas(path)
    assert told.value.remedies == (NameCodes(),)
    with pytest.raises(WordsError, match=r"no column 'shade'.*colour"):
        read_areas(path, code="shade")


def test_no_coordinate_system(tmp_path: Path) -> None:
    path = save(squares(crs=None), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match="coordinate system"):
        read_areas(path)


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        (squares().set_crs("EPSG:4326", allow_override=True), "numbers are metres"),
        (
            squares().to_crs("EPSG:4326").set_crs("EPSG:3857", allow_override=True),
            "numbers are degrees",
        ),
        (
            squares().to_crs("EPSG:4326").set_crs("EPSG:27700", allow_override=True),
            "outside Great Britain",
        ),
        (squares().translate(xoff=800_000), "outside Great Britain"),
    ],
)
def test_coordinates_that_cannot_be(tmp_path: Path, areas: Any, said: str) -> None:
    if not isinstance(areas, gpd.GeoDataFrame):
        areas = squares().set_geometry(areas)
    with pytest.raises(InputError, match=said):
        read_areas(save(areas, tmp_path / "a.gpkg"))


def test_latitude_before_longitude(tmp_path: Path) -> None:
    areas = squares().to_crs("EPSG:4326")
    swapped = shapely.transform(areas.geometry.array, lambda xy: xy[:, ::-1])
    path = save(
        areas.set_geometry(gpd.GeoSeries(swapped, crs=4326)), tmp_path / "a.gpkg"
    )
    with pytest.raises(InputError, match="wrong order"):
        read_areas(path)


def test_points_are_no_areas(tmp_path: Path) -> None:
    areas = squares()
    path = save(areas.set_geometry(areas.centroid), tmp_path / "a.gpkg")
    with pytest.raises(InputError, match="no polygons in it, only Point"):
        read_areas(path)


def test_a_point_among_polygons(tmp_path: Path) -> None:
    areas = squares().to_crs("EPSG:4326")
    shapes = [*areas.geometry[:2], shapely.Point(-1.4, 50.9)]
    mixed = areas.set_geometry(gpd.GeoSeries(shapes, crs=4326))
    with pytest.raises(
        InputError, match="1 of 3 shapes are no polygons, first a Point"
    ):
        read_areas(save(mixed, tmp_path / "a.geojson"))


def test_an_empty_shape(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", None, LSOA21CD="E01017136", name="Here")
    with pytest.raises(InputError, match="1 area has no shape, first Here"):
        read_areas(path)


def test_an_unclosed_ring(tmp_path: Path) -> None:
    ring = [[-1.4, 50.9], [-1.39, 50.9], [-1.39, 50.91]]
    path = geojson(
        tmp_path / "a.geojson", {"type": "Polygon", "coordinates": [ring]}, code="a"
    )
    with pytest.raises(InputError, match="a ring isn't closed"):
        read_areas(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.geojson", b"", "the file is empty"),
        ("a.geojson", b"<!DOCTYPE html><html></html>", "a web page"),
        ("a.geojson", b"code,name\n1,2\n", "isn't GeoJSON"),
        ("a.geojson", b'{"hello": 1}', "damaged or isn't what"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[]}', "no areas in it"),
        ("a.gpkg", b"hello" * 100, "isn't a GeoPackage"),
        ("a.zip", b"PK\x03\x04" + b"0" * 100, "the zip is damaged"),
        ("a.kml", b"<kml/>", "this is KML, of Google Earth, which isn't read"),
        ("a.fgb", b"fgb", "this is FlatGeobuf.*export the layer as GeoPackage"),
        ("a.TAB", b"!table", "this is a MapInfo table.*export the layer as GeoPackage"),
        ("a.dbf", b"\x03", "the table of a Shapefile.*ends in .shp"),
        ("a.qgz", b"PK", "a QGIS project and only names the files"),
        ("a.doc", b"x", "isn't a boundary file"),
    ],
)
def test_what_is_no_boundary_file(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_areas(path)


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.shp"])
@pytest.mark.parametrize("part", [0.25, 0.6, 0.95])
def test_a_file_cut_short(tmp_path: Path, name: str, part: float) -> None:
    path = save(squares(9), tmp_path / name)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(InputError, match=r"a\.(gpkg|geojson|shp)"):
        read_areas(path)


def test_a_zip_cut_short(tmp_path: Path) -> None:
    path = save(squares(), tmp_path / "a.geojson")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(path, "a.geojson")
    content = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError, match="the zip is damaged or cut short"):
        read_areas(tmp_path / "a.zip")


@pytest.mark.parametrize("name", ["../a.geojson", "/a.geojson", "x/../../a.geojson"])
def test_a_zip_that_points_outside(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(name, "{}")
    with pytest.raises(InputError, match="points outside"):
        read_areas(tmp_path / "a.zip")


def test_a_zip_bomb(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b"0" * 5_000_000)
    with pytest.raises(InputError, match="would unpack to 5 MB"):
        read_areas(tmp_path / "a.zip")


def test_a_zip_with_several_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.geojson", "{}")
        archive.writestr("b.geojson", "{}")
    with pytest.raises(InputError, match=r"2 boundary files: a\.geojson, b\.geojson"):
        read_areas(tmp_path / "a.zip")


def test_a_zipped_shapefile_without_its_parts(tmp_path: Path) -> None:
    path = save(squares(), tmp_path / "a.shp")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(path, "a.shp")
    with pytest.raises(InputError, match=r"lacks a\.dbf"):
        read_areas(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("in/doc.kml", r"a\.zip/doc\.kml: this is KML.*export the layer"),
        ("a.tab", "this is a MapInfo table"),
        ("readme.txt", "the zip holds no boundary file"),
    ],
)
def test_a_zip_without_shapes_that_are_read(
    tmp_path: Path, inside: str, said: str
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(inside, "x")
    with pytest.raises(InputError, match=said):
        read_areas(tmp_path / "a.zip")


def test_an_empty_geodatabase_is_called_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "lsoa.gdb").mkdir()
    with pytest.raises(InputError, match="the File Geodatabase lacks its list"):
        read_areas(tmp_path / "lsoa.gdb")


def test_several_layers(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    save(squares(), path, layer="one")
    save(squares(), path, layer="two")
    with pytest.raises(InputError, match="2 layers of areas: one, two"):
        read_areas(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_areas(tmp_path / "a.gpkg")


def test_the_file_stays_as_it_is(tmp_path: Path) -> None:
    path = save(squares(), tmp_path / "a.gpkg")
    shutil.copy(path, tmp_path / "copy.gpkg")
    read_areas(path)
    assert path.read_bytes() == (tmp_path / "copy.gpkg").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.gpkg", "copy.gpkg"]


# --- the real files -------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "count", "level", "vintage", "place"),
    [
        ("E06000045_lsoa2021_bgc.geojson", 152, "lsoa", 2021, "Southampton"),
        ("E06000045_lsoa2011_bgc.geojson", 148, "lsoa", 2011, "Southampton"),
        ("E06000045_wards2025_bgc.geojson", 17, "ward", 2025, "Southampton"),
        ("E06000045_wards2013.json", 16, "ward", 2013, "the area"),
        ("hampshire_iow_lsoa2011_bgc.gpkg", 1194, "lsoa", 2011, "the area"),
        ("hampshire_iow_lsoa2021_bgc.gpkg", 1231, "lsoa", 2021, "the area"),
        ("hampshire_iow_wards2025_bgc.gpkg", 261, "ward", 2025, "the area"),
    ],
)
def test_real_boundaries(
    real: Path, name: str, count: int, level: str, vintage: int, place: str
) -> None:
    read = read_areas(real / "boundaries" / name)
    check_areas(read.areas)
    assert len(read.areas) == count
    assert (read.level, read.vintage, read.place) == (level, vintage, place)


@pytest.mark.realdata
@pytest.mark.slow
def test_every_lsoa_of_england_and_wales(real: Path) -> None:
    read = read_areas(real / "boundaries" / "ew_lsoa2021_bgc.gpkg")
    assert len(read.areas) == 35_672
    assert any("9 shapes were invalid and repaired" in n.text for n in read.notes)


@pytest.mark.realdata
def test_the_real_invalid_ring_no_longer_covers_its_neighbour(real: Path) -> None:
    read = read_areas(real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg")
    told = [note.text for note in read.notes if "repaired" in note.text]
    assert len(told) == 1
    assert "Isle of Wight 013A (E01017290" in told[0]
    shapes = read.areas.geometry
    mended = shapes["E01017290"]
    others = shapes.drop("E01017290")
    near = others[others.intersects(mended)]
    # official shapes don't overlap; one polygon too many would cover 2.17 km²
    assert near.intersection(mended).area.sum() < 1.0


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("hampshire_iow_lsoa2021_bgc.gpkg", 152),
        ("hampshire_iow_lsoa2011_bgc.gpkg", 148),
        ("hampshire_iow_wards2025_bgc.gpkg", 17),
    ],
)
def test_hampshire_cut_to_southampton(real: Path, name: str, shown: int) -> None:
    read = read_areas(real / "boundaries" / name, district="E06000045")
    inside = read.areas[read.areas["shown"]]
    around = read.areas[~read.areas["shown"]]
    assert len(inside) == shown
    assert (inside["district"] == "E06000045").all()
    # by a calculation that doesn't use ours: distance of each to the whole city
    whole = read_areas(real / "boundaries" / name).areas
    city = shapely.union_all(inside.geometry.array)
    rest = whole[~whole.index.isin(inside.index)]
    assert set(around.index) == set(rest.index[rest.distance(city) <= 1.0])
    assert len(around) > 0

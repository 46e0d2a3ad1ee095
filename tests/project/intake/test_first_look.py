"""What files are, told from their heads."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from functools import cache
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hotspot_app.data.kinds.columns import STREET
from hotspot_app.paths import HOME, shipped
from hotspot_app.project.intake import first_look as module
from hotspot_app.project.intake.first_look import look, look_at
from hotspot_app.project.intake.items import Item, Unknown

TOWN = shipped("boundaries") / "practice"
STREET_HEADER = ",".join(STREET)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("areas.geojson", "areas"),
        ("wards.geojson", "areas"),
        ("residents.csv", "figures"),
        ("deprivation.csv", "deprivation"),
        ("incidents/2025-01-wrenmouth-police.csv", "crime"),
    ],
)
def test_the_practice_town(name, kind):
    item = look_at(TOWN / name)
    assert isinstance(item, Item)
    assert item.kind == kind


def test_boundaries_say_level_and_how_many():
    item = look_at(TOWN / "wards.geojson")
    assert isinstance(item, Item)
    assert (item.level, item.count) == ("ward", 9)


def test_one_file_can_hold_three_denominators():
    item = look_at(TOWN / "residents.csv")
    assert isinstance(item, Item)
    assert item.holds == ("residents", "households", "workday")


def test_a_folder_of_crime_files_is_one_item(tmp_path):
    for month in ("2025-01", "2025-02"):
        write(tmp_path, f"{month}/{month}-x-street.csv", f"{STREET_HEADER}\n")
    (item,) = look([tmp_path])
    assert isinstance(item, Item)
    assert (item.kind, item.path, item.files) == ("crime", tmp_path, 2)


def test_a_folder_of_all_sorts_is_its_files(tmp_path):
    write(tmp_path, "a-street.csv", f"{STREET_HEADER}\n")
    write(tmp_path, "a-outcomes.csv", "Crime ID,Outcome type\n")
    write(tmp_path, "residents.csv", "lsoa21cd,residents\nE01000001,9\n")
    found = look([tmp_path])
    kinds = [item.kind for item in found if isinstance(item, Item)]
    assert kinds == ["crime", "figures"]
    assert len(found) == 2


def test_parts_of_a_shapefile_are_not_files_of_their_own(tmp_path):
    for end in ("shp", "dbf", "shx", "prj"):
        write(tmp_path, f"wards.{end}", "")
    found = look(sorted(tmp_path.iterdir()))
    assert [item.path.name for item in found] == ["wards.shp"]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("LSOA21CD,LSOA21NM,usual_residents_all,households", "figures"),
        ("LSOA11CD,LSOA21CD,CHGIND", "lookup"),
        ("postcode,positional_quality,easting,northing", "postcodes"),
        ("lsoa_code,crime_type,month,count", "counts"),
        ("Crime No,Offence,Recorded Date,Easting,Northing", "crime"),
        ("LSOA code (2021),Income Rank,Income Decile", "deprivation"),
        (STREET_HEADER, "crime"),
        ("LSOA21CD,Name", "names"),
        ("ID,NAMES_URI,NAME1,TYPE,LOCAL_TYPE,GEOMETRY_X,GEOMETRY_Y", "names"),
        (f"a,b,Elm,,,,transportNetwork,Named Road,44000,11000{',' * 24}", "names"),
    ],
)
def test_tables_by_their_columns(tmp_path, header, kind):
    cells = ",".join("1" for _ in header.split(","))
    item = look_at(write(tmp_path, "table.csv", f"{header}\n{cells}\n"))
    assert isinstance(item, Item)
    assert item.kind == kind


def test_a_zip_of_crime_files_and_one_of_boundaries(tmp_path):
    with zipfile.ZipFile(tmp_path / "crime.zip", "w") as archive:
        archive.writestr("2025-01/2025-01-x-street.csv", f"{STREET_HEADER}\n")
    with zipfile.ZipFile(tmp_path / "areas.zip", "w") as archive:
        archive.write(TOWN / "areas.geojson", "areas.geojson")
    kinds = [each.kind for each in look(sorted(tmp_path.iterdir()))]
    assert kinds == ["areas", "crime"]


def test_an_extract_of_unknown_columns_may_be_mapped(tmp_path):
    path = write(tmp_path, "asb.csv", "Our Ref,Logged,What,X pos\n1,01/06/2025,a,4\n")
    found = look_at(path)
    assert isinstance(found, Unknown)
    assert found.header == ("Our Ref", "Logged", "What", "X pos")
    assert "asb.csv: a table of 4 columns" in found.why
    assert "say which column is which" in found.why


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("holiday.pdf", "%PDF-1.7", "CSV or XLSX"),
        ("page.csv", "<html>", "a web page"),
        ("empty.csv", "", "is empty"),
        ("page.geojson", "<html>", "web page"),
        ("best-fit.csv", "LSOA21CD,WD24CD\nE01000001,E05000001\n", "isn't needed"),
    ],
)
def test_what_is_none_of_these_says_so_and_what_to_do(tmp_path, name, text, said):
    found = look_at(write(tmp_path, name, text))
    assert isinstance(found, Unknown)
    assert found.why.startswith(name)
    assert said in found.why


def test_a_large_file_is_told_from_its_head(tmp_path, monkeypatch):
    row = ",".join(["1"] * 5)
    path = write(
        tmp_path, "big.csv", "Crime No,Offence,Recorded Date,Easting,Northing\n"
    )
    with path.open("a", encoding="utf-8") as stream:
        stream.writelines(f"{row}\n" for _ in range(400_000))
    read = 0

    class Counting:
        def __init__(self, stream):
            self._stream = stream

        def read(self, size=-1):
            nonlocal read
            block = self._stream.read(size)
            read += len(block)
            return block

        def __getattr__(self, name):
            return getattr(self._stream, name)

        def __enter__(self):
            return self

        def __exit__(self, *args):
            self._stream.close()

    true_open = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda *told: Counting(true_open(*told)))
    assert isinstance(look_at(path), Item)
    assert path.stat().st_size > 3_000_000
    assert 0 < read < 1_500_000


@pytest.mark.realdata
def test_real_files(real):
    kinds = {
        "boundaries/hampshire_iow_lsoa2021_bgc.gpkg": "areas",
        "crime/2025-01-hampshire-street.csv": "crime",
        "deprivation/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx": (
            "deprivation"
        ),
        "deprivation/imd2025_england_lsoa21.csv": "deprivation",
        "lookups/codepoint_open_2025_2_hampshire_iow.csv": "postcodes",
        "lookups/lookup_lsoa11_lsoa21_ltla22.csv": "lookup",
        "population/census2021_lsoa21_usual_residents_households.csv": "figures",
        "population/mye_lsoa11_totals_2017_2019_2020.csv": "figures",
    }
    for name, kind in kinds.items():
        item = look_at(real / name)
        assert isinstance(item, Item), item
        assert item.kind == kind


@pytest.mark.realdata
def test_districts_of_a_wider_file_by_code_and_name(real):
    item = look_at(real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg")
    assert isinstance(item, Item)
    assert len(item.districts) == 14
    assert ("E06000045", "Southampton") in item.districts
    assert item.vintage == 2021


ENDINGS = (".csv", ".zip", ".xlsx", ".geojson", ".gpkg", ".shp", ".gz", ".tsv", "")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_is_gone_is_told(tmp_path, ending):
    (found,) = look([tmp_path / f"gone{ending}"])
    assert isinstance(found, Unknown)
    assert "gone" in found.why


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=90)
def test_no_damage_is_more_than_a_file_that_is_not_known(data, tmp_path):
    """Files changed at random, cut short or under a wrong ending."""
    whole = data.draw(st.sampled_from(sorted(DAMAGED)))
    raw = bytearray(DAMAGED[whole]())
    for _ in range(data.draw(st.integers(0, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from((1.0, 0.99, 0.5)))
    ending = data.draw(st.sampled_from((whole, whole, *ENDINGS)))
    path = tmp_path / f"damaged{ending}"
    path.write_bytes(bytes(raw[: int(len(raw) * cut)]))
    for found in look([path]):
        assert isinstance(found, (Item, Unknown))


@cache
def _zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("2025-01-x-street.csv", f"{STREET_HEADER}\n" + "1,2\n" * 50)
    return stream.getvalue()


@cache
def _workbook() -> bytes:
    book, stream = Workbook(), io.BytesIO()
    book.active.append(["lsoa21cd", "residents"])
    book.active.append(["E01000001", 9])
    book.save(stream)
    return stream.getvalue()


DAMAGED = {
    ".csv": (TOWN / "residents.csv").read_bytes,
    ".geojson": lambda: (TOWN / "wards.geojson").read_bytes(),
    ".zip": _zipped,
    ".gz": lambda: gzip.compress(f"{STREET_HEADER}\n1,2\n".encode()),
    ".xlsx": _workbook,
}


class PanicException(BaseException):
    """As libraries written in Rust raise it."""


def test_one_damaged_file_costs_none_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    whole = module.head_of

    def head_of(member, **told):
        if "bad" in member.name:
            raise PanicException("14 Acacia Avenue")
        return whole(member, **told)

    monkeypatch.setattr(module, "head_of", head_of)
    folder = tmp_path / "given"
    good = write(folder, "good.csv", "Date,Type,Easting,Northing\n1/2/2025,A,4,1\n")
    bad = write(folder, "bad.csv", "Date,Type,Easting,Northing\n1/2/2025,A,4,1\n")
    for paths in ([bad, good, TOWN / "residents.csv"], [folder]):
        told = {each.path: each for each in look(paths)}
        assert isinstance(told[good], Item)
        lost = told[bad]
        assert isinstance(lost, Unknown)
        assert "bad.csv: couldn't be read: a fault of Hotspot's own" in lost.why
        assert "Acacia" not in lost.why


def test_a_drive_is_a_folder_like_any_other(tmp_path: Path) -> None:
    root = Path(tmp_path.anchor)
    assert not module._beside(root)


def test_a_header_twice_is_recognised_all_the_same(tmp_path: Path) -> None:
    text = "Area,residents,Area\nE01000001,1500,Leeds\nE01000002,1600,Leeds\n"
    told = look_at(write(tmp_path, "twice.csv", text))
    assert isinstance(told, Item)
    assert (told.kind, told.holds) == ("figures", ("residents",))


def test_open_names_are_one_item_as_a_folder_with_its_licence_or_as_points(tmp_path):
    row = f"a,b,Elm,,,,transportNetwork,Named Road,44000,11000{',' * 24}\n"
    for tile in ("SU40", "SU42"):
        write(tmp_path, f"{tile}.csv", row)
    write(tmp_path, "licence.txt", "Open Government Licence\n")
    (item,) = look([tmp_path])
    assert (item.kind, item.files) == ("names", 2)
    points = gpd.GeoDataFrame(
        {"name1": ["Elm"], "local_type": ["Named Road"]},
        geometry=[shapely.Point(442_000, 112_000)],
        crs="EPSG:27700",
    )
    points.to_file(tmp_path / "opname.gpkg")
    assert look_at(tmp_path / "opname.gpkg") == Item(tmp_path / "opname.gpkg", "names")
    points.drop(columns="name1").to_file(tmp_path / "other.gpkg")
    assert "no polygons" in look_at(tmp_path / "other.gpkg").why

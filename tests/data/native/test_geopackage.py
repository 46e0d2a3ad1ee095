"""GeoPackages that compute as they are read are made plain, or refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.native.geopackage import plain
from hotspot_app.errors import InputError

CALLS = "CREATE VIEW {} AS SELECT ogr_geocode('x') AS geom"
FOR_EVER = (
    "CREATE VIEW {} AS WITH RECURSIVE q(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM q) "
    "SELECT n AS fid, NULL AS geom FROM q"
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shapes = [
        shapely.box(440_000 + 100 * i, 112_000, 440_100 + 100 * i, 112_100)
        for i in range(3)
    ]
    codes = {"LSOA21CD": [f"E0101713{i}" for i in range(3)]}
    gpd.GeoDataFrame(codes, geometry=shapes, crs="EPSG:27700").to_file(
        tmp_path / "a.gpkg", layer="areas"
    )
    return tmp_path / "a.gpkg"


def change(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement)
    database.close()


def kinds(content: bytes) -> set[str]:
    with sqlite3.connect(":memory:") as database:
        database.deserialize(content)
        found = database.execute("SELECT type FROM sqlite_master").fetchall()
    database.close()
    return {kind for (kind,) in found}


def test_a_package_as_programs_write_it_stays_as_it_is(package):
    content = package.read_bytes()
    assert plain(content, "a.gpkg") is content
    assert "trigger" in kinds(content)


@pytest.mark.parametrize("view", [CALLS, FOR_EVER])
def test_a_view_beside_the_layers_is_taken_out(package, view):
    change(package, view.format("aside"))
    assert "view" not in kinds(plain(package.read_bytes(), "a.gpkg"))
    assert len(read_areas(package).areas) == 3


@pytest.mark.parametrize("view", [CALLS, FOR_EVER])
def test_a_layer_that_is_a_view_is_refused(package, view):
    change(
        package,
        view.format("made"),
        "INSERT INTO gpkg_contents (table_name, data_type, srs_id) "
        "VALUES ('made', 'features', 27700)",
    )
    with pytest.raises(InputError, match="its layer made is a view"):
        read_areas(package)


@pytest.mark.parametrize("view", [CALLS, FOR_EVER])
@pytest.mark.parametrize("kind", ["VIEW", "View", "table", "trigger"])
def test_a_view_that_is_declared_otherwise_never_runs(package, view, kind):
    change(
        package,
        "PRAGMA writable_schema=ON",
        f"INSERT INTO sqlite_master VALUES ('{kind}', 'made', 'made', 0, "
        f"'{view.format('made').replace(chr(39), 2 * chr(39))}')",
        "INSERT INTO gpkg_contents (table_name, data_type, srs_id) "
        "VALUES ('Made', 'features', 27700)",
    )
    with pytest.raises(InputError, match=r"Made is a view|can't be read"):
        plain(package.read_bytes(), "a.gpkg")


def test_a_list_of_layers_that_is_a_view_is_refused(package):
    change(
        package,
        "ALTER TABLE gpkg_contents RENAME TO listed",
        "CREATE VIEW gpkg_contents AS WITH RECURSIVE q(n) AS (SELECT 1 UNION ALL "
        "SELECT n + 1 FROM q) SELECT listed.* FROM listed, q",
    )
    with pytest.raises(InputError, match="can't be read"):
        plain(package.read_bytes(), "a.gpkg")


def test_computed_columns_in_what_looks_like_an_index_are_refused(package):
    change(
        package,
        "CREATE VIRTUAL TABLE odd USING rtree(id, a, b, c, d)",
        "DROP TABLE odd_node",
        "CREATE TABLE odd_node (nodeno INTEGER PRIMARY KEY, data BLOB, "
        "b TEXT GENERATED ALWAYS AS (upper(data)))",
    )
    with pytest.raises(InputError, match="columns that are computed"):
        plain(package.read_bytes(), "a.gpkg")


def test_a_package_that_qgis_has_open_is_read_once_its_changes_are_in_it(package):
    content = package.read_bytes()
    database = sqlite3.connect(package)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE more (a)")
    database.commit()
    with pytest.raises(InputError, match=r"keeps changes in a\.gpkg-wal\. Close it"):
        read_areas(package)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert package.read_bytes() != content
    assert len(read_areas(package).areas) == 3
    database.close()


def test_columns_that_compute_are_refused(package):
    change(
        package,
        "CREATE TABLE other (fid INTEGER PRIMARY KEY, a TEXT, "
        "b TEXT GENERATED ALWAYS AS (upper(a)))",
    )
    with pytest.raises(InputError, match="columns that are computed"):
        read_areas(package)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIRTUAL TABLE odd USING VirtualOGR('/etc/passwd')",
        "CREATE VIRTUAL TABLE odd /* using rtree(a) */ USING VirtualOGR('x')",
        "create virtual table odd using fts5(a)",
    ],
)
def test_tables_that_a_module_makes_up_are_taken_out(package, sql):
    database = sqlite3.connect(package)
    database.execute("PRAGMA writable_schema=ON")
    database.execute(
        "INSERT INTO sqlite_master VALUES ('table', 'odd', 'odd', 0, ?)", (sql,)
    )
    database.commit()
    database.close()
    try:
        clean = plain(package.read_bytes(), "a.gpkg")
    except InputError as error:
        assert "can't be read" in str(error)
    else:
        assert b"VirtualOGR" not in bytes(clean) or "odd" not in names(clean)


def names(content: bytes) -> set[str]:
    with sqlite3.connect(":memory:") as database:
        database.deserialize(content)
        found = database.execute("SELECT name FROM sqlite_master").fetchall()
    database.close()
    return {name for (name,) in found}


@pytest.mark.parametrize("cut", [50, 5_000, -1])
def test_a_package_cut_short_is_refused(package, cut):
    with pytest.raises(InputError, match=r"cut short|isn't a GeoPackage"):
        plain(package.read_bytes()[:cut], "a.gpkg")


def test_another_database_is_refused(tmp_path):
    change(tmp_path / "x.gpkg", "CREATE TABLE a (b)")
    with pytest.raises(InputError, match="its database can't be read"):
        plain((tmp_path / "x.gpkg").read_bytes(), "x.gpkg")

"""A GeoPackage as another program reads it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as Xml

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from hotspot_app.brief.cells import safe_text
from hotspot_app.brief.layers import MAP_CLASS, with_safe_texts, write_layers
from hotspot_app.brief.page import map_page
from hotspot_app.brief.qgis_style import _BRUSHES, qgis_style
from hotspot_app.brief.results import area_table
from hotspot_app.draw.looks.palettes import LOOKS
from hotspot_app.errors import InputError
from hotspot_app.project.steps.answer import Answer


@pytest.fixture
def package(compared: Answer, tmp_path: Path) -> Path:
    write_layers(compared, tmp_path / "answer.gpkg")
    return tmp_path / "answer.gpkg"


def test_areas_and_wards_are_polygons_in_the_national_grid(package: Path) -> None:
    layers = {str(name): kind for name, kind in pyogrio.list_layers(package)}
    assert layers["areas"] == layers["wards"] == "MultiPolygon"
    assert layers["layer_styles"] is None
    for name in ("areas", "wards"):
        assert pyogrio.read_info(package, layer=name)["crs"] == "EPSG:27700"


def test_shapes_and_values_are_whole(package: Path, compared: Answer) -> None:
    read = gpd.read_file(package, layer="areas").set_index("code")
    table = area_table(compared)
    assert list(read.index) == list(table["code"])
    for name in table.columns.drop("code"):
        wanted = table.set_index("code")[name]
        if pd.api.types.is_numeric_dtype(wanted):
            np.testing.assert_array_equal(read[name], wanted)
        else:
            assert list(read[name]) == list(wanted.map(safe_text))
    shapes = compared.areas.geometry.loc[read.index]
    assert shapely.equals(read.geometry.to_numpy(), shapes.to_numpy()).all()
    assert pd.api.types.is_integer_dtype(read["count"])
    assert read["rate"].isna().sum() == 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "x"])
def test_no_text_is_run_by_a_spreadsheet_and_codes_still_join(
    tmp_path: Path, sign: str
) -> None:
    """Whether the texts are a column of their own or each is kept once."""
    text = f"{sign}cmd|' /C calc'!A1"
    told = {"code": ["-1", "=2"], "name": text, "kind": pd.Categorical([text, None])}
    points = [shapely.Point(0, 0), shapely.Point(1, 1)]
    layer = gpd.GeoDataFrame(told, geometry=points, crs="EPSG:27700")
    with_safe_texts(layer).to_file(tmp_path / "odd.gpkg")
    read = gpd.read_file(tmp_path / "odd.gpkg")
    assert list(read["code"]) == ["-1", "=2"]
    assert {each[0] for each in read["name"]} == {"x" if sign == "x" else "'"}
    assert read["kind"][0] == read["name"][0]
    assert pd.isna(read["kind"][1])


def test_wards_come_with_their_names(package: Path, compared: Answer) -> None:
    read = gpd.read_file(package, layer="wards").set_index("code")
    assert compared.material.wards is not None
    wards = compared.material.wards.areas
    assert list(read["name"]) == ["West", "East"]
    assert shapely.equals(read.geometry.to_numpy(), wards.geometry.to_numpy()).all()


def test_each_area_has_the_class_the_map_shows(package: Path, compared: Answer) -> None:
    page = map_page(compared)
    assert page is not None
    counts = gpd.read_file(package, layer="areas")[MAP_CLASS].value_counts()
    assert counts.to_dict() == {e.label: e.count for e in page.key.entries if e.count}


def test_title_sources_and_licence_travel_along(
    package: Path, compared: Answer
) -> None:
    told = pyogrio.read_info(package, layer="areas")["layer_metadata"]
    assert compared.explanation.headline in told["IDENTIFIER"]
    assert all(line in told["DESCRIPTION"] for line in compared.attributions())
    assert all(line in told["SOURCES"] for line in compared.attributions())
    assert "Open Government Licence" in told["SOURCES"]
    assert told["MADE_WITH"].startswith("Hotspot ")


def test_qgis_finds_a_style_for_the_areas(package: Path) -> None:
    with closing(sqlite3.connect(package)) as base:
        rows = base.execute(
            "SELECT id, styleQML, useAsDefault FROM layer_styles "
            "WHERE f_table_name = 'areas' AND f_geometry_column = 'geom'"
        ).fetchall()
        kinds = base.execute("SELECT table_name, data_type FROM gpkg_contents")
        assert ("layer_styles", "attributes") in kinds.fetchall()
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    ((number, style, default),) = rows
    assert (number, default) == (1, 1)
    assert Xml.fromstring(style).tag == "qgis"


def test_the_style_has_the_colours_of_the_map(compared: Answer) -> None:
    page = map_page(compared)
    assert page is not None
    root = Xml.fromstring(qgis_style(page.key, MAP_CLASS))
    renderer = root.find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") == MAP_CLASS
    fills = {
        symbol.get("name"): symbol.find("layer/Option/Option[@name='color']")
        for symbol in root.iter("symbol")
    }
    for category, entry in zip(root.iter("category"), page.key.entries, strict=True):
        assert category.get("value") == entry.label
        colour = fills[category.get("symbol")]
        assert colour is not None
        parts = [int(part) for part in str(colour.get("value")).split(",")]
        assert "#{:02x}{:02x}{:02x}".format(*parts[:3]) == entry.fill
        assert parts[3] == 255


def test_every_pattern_of_the_maps_is_known_to_qgis() -> None:
    assert {look.hatch[0] for look in LOOKS.values() if look.hatch} <= {*_BRUSHES}


def test_areas_around_the_district_are_in_no_layer(
    compared: Answer, tmp_path: Path
) -> None:
    shown = compared.areas["shown"].copy()
    shown.iloc[:6] = False
    part = replace(compared, areas=compared.areas.assign(shown=shown))
    write_layers(part, tmp_path / "part.gpkg")
    read = gpd.read_file(tmp_path / "part.gpkg", layer="areas")
    assert list(read["code"]) == list(compared.areas.index[6:])


def test_a_column_of_a_reserved_name_gets_another(
    compared: Answer, tmp_path: Path
) -> None:
    values = compared.outcome.values.assign(fid=7.0, geom="x")
    odd = replace(compared, outcome=replace(compared.outcome, values=values))
    write_layers(odd, tmp_path / "odd.gpkg")
    read = gpd.read_file(tmp_path / "odd.gpkg", layer="areas")
    assert set(read["fid_"]) == {7.0}
    assert set(read["geom_"]) == {"x"}


def test_an_older_file_is_replaced_whole(package: Path, compared: Answer) -> None:
    before = gpd.read_file(package, layer="areas")
    write_layers(compared, package)
    assert_geodataframe_equal(gpd.read_file(package, layer="areas"), before)
    assert [file.name for file in package.parent.iterdir()] == [package.name]


def test_a_folder_that_can_not_be_written_is_told(
    compared: Answer, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="can't write here"):
        write_layers(compared, tmp_path / "out" / "answer.gpkg")


def test_a_failure_half_way_leaves_the_old_file(
    package: Path, compared: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = package.read_bytes()
    monkeypatch.setattr("hotspot_app.brief.layers._write_style", fail)
    with pytest.raises(InputError, match="disk is full"):
        write_layers(compared, package)
    assert package.read_bytes() == before
    assert [file.name for file in package.parent.iterdir()] == [package.name]


def fail(key: object, path: Path) -> None:
    raise pyogrio.errors.DataSourceError("disk is full")

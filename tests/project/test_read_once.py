"""The SHA-256 that is recorded is of the bytes that were read, not of later ones."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.material import Material, read_material


def sums(material: Material) -> dict[str, str]:
    return {each.name: each.sha256 for each in material.sources()}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def all_kinds(files: Files, tmp_path: Path) -> Files:
    """Every kind of file: a Shapefile, a workbook, postcodes, a lookup, pairs."""
    gpd.read_file(files.areas).to_file(tmp_path / "shapes.shp")
    areas = gpd.read_file(files.areas)
    codes = areas["LSOA21CD"]
    pd.read_csv(tmp_path / "residents.csv").to_excel(tmp_path / "r.xlsx", index=False)
    (tmp_path / "postcodes.csv").write_text(
        "Postcode,Eastings,Northings\nSO14 7DW,440000,112000\n", encoding="utf-8"
    )
    pairs = pd.DataFrame({"a": codes[:1], "b": codes[1:2].to_numpy()})
    pairs.to_csv(tmp_path / "bridges.csv", index=False)
    pd.DataFrame({"LSOA11CD": codes, "LSOA21CD": codes, "CHGIND": "U"}).to_csv(
        tmp_path / "lookup.csv", index=False
    )
    return replace(
        files,
        areas=tmp_path / "shapes.shp",
        residents=tmp_path / "r.xlsx",
        postcodes=tmp_path / "postcodes.csv",
        lookup=tmp_path / "lookup.csv",
        tables={"bridges": tmp_path / "bridges.csv"},
    )


@pytest.mark.filterwarnings("ignore")
def test_every_file_is_recorded_by_what_was_read_of_it(all_kinds, tmp_path):
    names = (
        "shapes.shp",
        "shapes.dbf",
        "shapes.shx",
        "shapes.prj",
        "wards.geojson",
        "police.csv",
        "r.xlsx",
        "postcodes.csv",
        "lookup.csv",
        "bridges.csv",
    )
    was = {name: sha256(tmp_path / name) for name in names}
    material = read_material(all_kinds)
    for name in names:  # another program writes them before the results are written
        with (tmp_path / name).open("ab") as stream:
            stream.write(b"\n")
    found = sums(material)
    assert {name: found[name] for name in names} == was


def test_a_zip_is_recorded_whole(files, tmp_path):
    with zipfile.ZipFile(tmp_path / "areas.zip", "w") as archive:
        archive.write(files.areas, "areas.geojson")
    material = read_material(replace(files, areas=tmp_path / "areas.zip"))
    assert sums(material)["areas.zip"] == sha256(tmp_path / "areas.zip")

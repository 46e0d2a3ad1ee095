"""`hotspot-cli boundaries`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from hotspot_app import paths
from hotspot_app.cli import boundaries
from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.errors import InputError


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    boundaries.add_parser(parser.add_subparsers())
    arguments = parser.parse_args(["boundaries", *words])
    code: int = arguments.go(arguments)
    return code


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    areas = gpd.GeoDataFrame(
        {
            "WD25CD": ["E05015490", "E05015491"],
            "WD25NM": ["Banister & Polygon", "Bargate"],
            "LAD25CD": ["E06000045"] * 2,
            "LAD25NM": ["Southampton"] * 2,
        },
        geometry=[
            shapely.box(440_000 + i, 112_000, 440_001 + i, 112_001) for i in (0, 1)
        ],
        crs="EPSG:27700",
    )
    areas.to_file(tmp_path / "wards.gpkg")
    return tmp_path / "wards.gpkg"


ADD = ("--district", "E06000045", "--licence", "Open Government Licence v3.0")


def test_add_then_list(
    wards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into = str(tmp_path / "library")
    assert run("add", str(wards), *ADD, "--into", into) == 0
    assert (
        "stored Southampton wards 2025 as southampton-ward-2025"
        in capsys.readouterr().out
    )
    assert run("list", "--into", into) == 0
    told = capsys.readouterr().out
    assert "southampton-ward-2025: Southampton wards 2025 (added 20" in told
    assert "1 file of boundaries" in told
    assert run("list", "--json", "--into", into) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["state"] == "ready"
    assert entry["licence"] == "Open Government Licence v3.0"
    assert len(entry["sha256"]) == 64


def test_a_file_that_names_no_district_is_stored_whole(
    wards: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = tmp_path / "wards 2013.gpkg"
    gpd.read_file(wards)[["WD25CD", "WD25NM", "geometry"]].to_file(bare)
    into = str(tmp_path / "library")
    with pytest.raises(InputError, match="or leave the district out"):
        run("add", str(bare), *ADD, "--into", into)
    assert run("add", str(bare), *ADD[2:], "--into", into) == 0
    assert "stored wards 2013 wards 2025 as wards-2013-ward" in capsys.readouterr().out
    assert read_areas(tmp_path / "library" / "wards-2013-ward-2025.gpkg").place == (
        "the area"
    )


def test_by_default_the_user_s_library(
    wards: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(paths, "library", lambda: tmp_path / "own")
    monkeypatch.setattr(paths, "shipped", lambda kind: tmp_path / kind)
    assert run("list") == 0
    assert capsys.readouterr().out == "no boundaries are stored\n"
    assert run("add", str(wards), *ADD) == 0
    assert (tmp_path / "own" / "southampton-ward-2025.gpkg").is_file()
    assert run("list") == 0
    assert "southampton-ward-2025" in capsys.readouterr().out


def test_a_bad_file_is_told_and_nothing_is_stored(tmp_path: Path) -> None:
    bad = tmp_path / "a.gpkg"
    bad.write_bytes(b"hello")
    with pytest.raises(InputError, match="isn't a GeoPackage"):
        run("add", str(bad), *ADD, "--into", str(tmp_path / "library"))
    assert not (tmp_path / "library").exists()

"""A town of 36 squares in memory, and its files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.project.ask.files import Files

CODES = tuple(f"E0199{i:04d}" for i in range(36))
WEST, SOUTH, SIDE = 441_000.0, 112_000.0, 500.0


def square_town() -> gpd.GeoDataFrame:
    shapes = [
        shapely.box(x, y, x + SIDE, y + SIDE)
        for y in SOUTH + SIDE * np.arange(6)
        for x in WEST + SIDE * np.arange(6)
    ]
    return gpd.GeoDataFrame(
        {"LSOA21CD": CODES, "LSOA21NM": [f"Testham {i:03d}A" for i in range(36)]},
        geometry=shapes,
        crs="EPSG:27700",
    )


def wards_of_nine() -> gpd.GeoDataFrame:
    half = 3 * SIDE
    corners = [(WEST + half * x, SOUTH + half * y) for y in (0, 1) for x in (0, 1)]
    return gpd.GeoDataFrame(
        {
            "WD25CD": [f"E0599000{i}" for i in range(4)],
            "WD25NM": ["Northgate", "Southgate", "Eastgate", "Westgate"],
        },
        geometry=[shapely.box(x, y, x + half, y + half) for x, y in corners],
        crs="EPSG:27700",
    )


def rows_in(number: np.ndarray, *, kind: str = "Burglary") -> pd.DataFrame:
    """Make rows in the middle of squares given by number, three months in turn."""
    return pd.DataFrame(
        {
            "Crime Number": [f"N{i}" for i in range(len(number))],
            "Offence Type": kind,
            "Date": [f"2025-{i % 3 + 1:02d}-10" for i in range(len(number))],
            "Easting": WEST + SIDE * (number % 6) + 250 + np.arange(len(number)) % 7,
            "Northing": SOUTH + SIDE * (number // 6) + 250,
            "Street": [f"On or near Street {n}" for n in number],
        }
    )


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the town: each square has as many incidents as its number and one."""
    folder = tmp_path_factory.mktemp("written")
    square_town().to_file(folder / "areas.geojson")
    wards_of_nine().to_file(folder / "wards.geojson")
    number = np.repeat(np.arange(36), np.arange(1, 37))
    rows_in(number).to_csv(folder / "police.csv", index=False)
    pd.DataFrame({"LSOA21CD": CODES, "residents_2021": 1000}).to_csv(
        folder / "residents.csv", index=False
    )
    return folder


@pytest.fixture
def files(written: Path, tmp_path: Path) -> Files:
    """The town's files, to be changed as a test likes."""
    for file in written.iterdir():
        shutil.copy(file, tmp_path)
    return Files(
        areas=tmp_path / "areas.geojson",
        wards=tmp_path / "wards.geojson",
        crime=(tmp_path / "police.csv",),
        residents=tmp_path / "residents.csv",
    )


@pytest.fixture
def in_district(files: Files) -> Files:
    """Make the two columns in the east another district."""
    areas = gpd.read_file(files.areas)
    inner = np.arange(len(areas)) % 6 < 4
    areas["LAD22CD"] = np.where(inner, "E06099001", "E07099002")
    areas["LAD22NM"] = np.where(inner, "Testham", "Elsewhere")
    areas.to_file(files.areas.with_name("wide.geojson"))
    return replace(
        files,
        areas=files.areas.with_name("wide.geojson"),
        wards=None,
        district="Testham",
    )

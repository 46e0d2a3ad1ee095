"""Answers on a town of 36 squares, one of them nobody's home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import run

CODES = [f"{i + 1:04d}" for i in range(36)]
"""Codes that a spreadsheet would take for numbers."""

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def town_files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Areas whose names are formulas, wards, four months with one missing."""
    folder: Path = tmp_path_factory.mktemp("town")
    corners = [(441_000 + 500 * (i % 6), 112_000 + 500 * (i // 6)) for i in range(36)]
    gpd.GeoDataFrame(
        {"code": CODES, "name": [f"=1+{i}" for i in range(36)]},
        geometry=[shapely.box(x, y, x + 500, y + 500) for x, y in corners],
        crs="EPSG:27700",
    ).to_file(folder / "areas.geojson")
    gpd.GeoDataFrame(
        {"WD25CD": ["E05990001", "E05990002"], "WD25NM": ["West", "East"]},
        geometry=[
            shapely.box(441_000 + 1500 * i, 112_000, 442_500 + 1500 * i, 115_000)
            for i in (0, 1)
        ],
        crs="EPSG:27700",
    ).to_file(folder / "wards.geojson")
    number = np.repeat(np.arange(36), np.arange(1, 37))
    months = ["2025-01", "2025-02", "2025-04"]
    pd.DataFrame(
        {
            "Crime Number": [f"N{i}" for i in range(len(number))],
            "Offence Type": "Burglary",
            "Date": [f"{months[i % 3]}-10" for i in range(len(number))],
            "Easting": [corners[n][0] + 250 for n in number],
            "Northing": [corners[n][1] + 250 for n in number],
            "Street": "+SUM(A1)",
        }
    ).to_csv(folder / "police.csv", index=False)
    residents = pd.DataFrame({"code": CODES, "residents_2021": [0] + [900] * 35})
    residents.to_csv(folder / "residents.csv", index=False)
    return Files(
        areas=folder / "areas.geojson",
        wards=folder / "wards.geojson",
        crime=(folder / "police.csv",),
        residents=folder / "residents.csv",
    )


@pytest.fixture(scope="session")
def ask(town_files: Files) -> Ask:
    """Ask about the town: `ask("rate_map", first="2025-02")`."""

    def answered(method: str, **asked: str) -> Answer:
        return run(town_files, Asked(method=method, **asked))  # type: ignore[arg-type]

    return answered


@pytest.fixture(scope="session")
def compared(ask: Ask) -> Answer:
    """April compared with January and February."""
    return ask(
        "rate_map",
        first="2025-03",
        last="2025-04",
        compare_first="2025-01",
        compare_last="2025-02",
    )

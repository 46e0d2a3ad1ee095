"""Towns of random counts, on squares read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.material import Material, read_material
from hotspot_app.project.steps.tally import Tally, tally
from hotspot_app.stats.over_time.counts import Cube

MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 5)]
TYPES = ("Burglary", "Drugs", "Robbery", "Vehicle crime")

MakeTown = Callable[[int, int], Tally]


@pytest.fixture(scope="session")
def squares(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Sixteen squares of LSOAs in four wards, and an incident in each month."""
    folder: Path = tmp_path_factory.mktemp("squares")
    corners = [(441_000 + 500 * (i % 4), 112_000 + 500 * (i // 4)) for i in range(16)]
    codes = [f"E0199{i:04d}" for i in range(16)]
    gpd.GeoDataFrame(
        {"LSOA21CD": codes, "LSOA21NM": [f"Testham {i:03d}A" for i in range(16)]},
        geometry=[shapely.box(x, y, x + 500, y + 500) for x, y in corners],
        crs="EPSG:27700",
    ).to_file(folder / "areas.geojson")
    gpd.GeoDataFrame(
        {"WD25CD": [f"E0599000{i}" for i in range(4)], "WD25NM": list("NESW")},
        geometry=[
            shapely.box(
                441_000 + 1000 * x,
                112_000 + 1000 * y,
                442_000 + 1000 * x,
                113_000 + 1000 * y,
            )
            for y in (0, 1)
            for x in (0, 1)
        ],
        crs="EPSG:27700",
    ).to_file(folder / "wards.geojson")
    rows = len(MONTHS) * 16
    pd.DataFrame(
        {
            "Crime Number": [f"N{i}" for i in range(rows)],
            "Offence Type": [TYPES[i % 4] for i in range(rows)],
            "Date": [f"{MONTHS[i // 16]}-10" for i in range(rows)],
            "Easting": [corners[i % 16][0] + 250 for i in range(rows)],
            "Northing": [corners[i % 16][1] + 250 for i in range(rows)],
            "Street": [f"Secret Street {i % 16}" for i in range(rows)],
        }
    ).to_csv(folder / "police.csv", index=False)
    residents = pd.DataFrame({"LSOA21CD": codes, "residents_2021": 1000})
    residents.to_csv(folder / "residents.csv", index=False)
    return read_material(
        Files(
            areas=folder / "areas.geojson",
            wards=folder / "wards.geojson",
            crime=(folder / "police.csv",),
            residents=folder / "residents.csv",
        )
    )


@pytest.fixture(scope="session")
def make_town(squares: Material) -> MakeTown:
    """Make a tally of a town by its number: few areas, some with many incidents."""
    found = tally(squares)

    def made(seed: int, most: int) -> Tally:
        rng = np.random.default_rng(seed)
        n = int(rng.integers(4, most + 1))
        busy = rng.gamma(1.0, rng.uniform(0.5, 4.0), size=(n, 1, 1))
        common = rng.gamma(2.0, 1.0, size=(1, len(TYPES), 1))
        return of_counts(found, rng.poisson(busy * common, (n, len(TYPES), 8)))

    return made


def of_counts(found: Tally, counts: np.ndarray) -> Tally:
    """Put counts, by area, type and month, in the place of a tally's own."""
    n = len(counts)
    areas = found.level.areas.iloc[:n]
    kept = {kind: each.iloc[:n] for kind, each in found.level.denominators.items()}
    months = pd.PeriodIndex(pd.period_range(MONTHS[0], MONTHS[-1], freq="M"))
    full = np.zeros((n, len(TYPES), len(months)), dtype=np.int32)
    present = np.isin(months.astype(str), MONTHS)
    full[:, :, present] = counts
    cube = Cube(areas.index, TYPES, months, full, present)
    level = replace(found.level, areas=areas, denominators=kept)
    return replace(found, level=level, cube=cube, recorded=cube)

"""A toy town, and the hard towns every method must stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.data.own.own_table import read_own_table
from hotspot_app.method import Inputs, Question, Span
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.stats.graphs.neighbours import neighbour_graph
from hotspot_app.stats.over_time.counts import Cube
from hotspot_app.stats.over_time.rows import Rows

Town = Callable[..., Inputs]


def squares(columns: int, rows: int, *, apart: float = 0.0) -> gpd.GeoDataFrame:
    """Areas of 1 km by 1 km, row by row, `apart` metres between them."""
    step = 1000.0 + apart
    corners = [(c * step, r * step) for r in range(rows) for c in range(columns)]
    shapes = [shapely.box(x, y, x + 1000, y + 1000) for x, y in corners]
    codes = pd.Index([f"T{n:03d}" for n in range(len(shapes))], name="code")
    return gpd.GeoDataFrame(
        {
            "name": [f"Square {n}" for n in range(len(shapes))],
            "shown": True,
            "ward": [f"Ward {n // 16}" for n in range(len(shapes))],
            "place": "",
        },
        geometry=gpd.GeoSeries(shapes, index=codes, crs="EPSG:27700"),
        index=codes,
    )


def deprivation(codes: pd.Index) -> pd.DataFrame:
    """Income deprivation falling from the first area to the last."""
    n = len(codes)
    rank = np.arange(1, n + 1)
    frame = pd.DataFrame(index=codes)
    for domain in ("imd", "income"):
        frame[f"{domain}_score"] = (n - rank + 1) / (2 * n)
        frame[f"{domain}_rank"] = rank * 100.0
        frame[f"{domain}_decile"] = np.ceil(10 * rank / n)
    return frame


@pytest.fixture
def town() -> Town:
    """Make a town from counts: `town(counts, columns=8, measure="rate")`.

    As many were recorded before, unless `before` says otherwise.
    """

    def make(
        counts: np.ndarray,
        *,
        columns: int = 8,
        measure: str = "rate",
        residents: np.ndarray | None = None,
        apart: float = 0.0,
        seed: int = 1,
        covered: np.ndarray | None = None,
        before: np.ndarray | None = None,
    ) -> Inputs:
        areas = squares(columns, len(counts) // columns, apart=apart)
        months = pd.period_range("2024-11", "2025-02", freq="M")
        cells = np.zeros((len(counts), 1, 4), dtype=np.int32)
        cells[:, 0, 1] = counts if before is None else before
        cells[:, 0, 2] = counts
        cube = Cube(
            areas.index,
            ("Burglary",),
            pd.PeriodIndex(months),
            cells,
            np.ones(4, bool),
            None if covered is None else np.column_stack([covered] * 4),
        )
        people = np.full(len(counts), 1500.0) if residents is None else residents
        return Inputs(
            areas=areas,
            cube=cube,
            question=Question(
                subject="burglary",
                types=("Burglary",),
                sources=("Test police",),
                period=Span(months[2], months[3]),
                comparison=Span(months[0], months[1]),
                place="Testtown",
                level="lsoa",
                measure=measure,
                denominator=None if measure == "count" else "residents",
                denominator_words="" if measure == "count" else "residents, test",
                seed=seed,
            ),
            denominator=None
            if measure == "count"
            else pd.Series(people, index=areas.index),
            tables={"deprivation": deprivation(areas.index)},
            graph=neighbour_graph(areas).graph,
            rows=incidents(areas, cube),
            own=own_tables(),
        )

    return make


@cache
def own_tables() -> dict[str, pd.DataFrame]:
    """The tables that come with the practice town."""
    tables = practice_files().tables
    frames = {
        name: read_own_table(tables[name], table).frame
        for name, table in OWN_TABLES.items()
    }
    # the town's incidents are of one type, the table's of all crime
    return {**frames, "places": frames["places"].drop(columns="type")}


def incidents(areas: gpd.GeoDataFrame, cube: Cube) -> Rows:
    """The incidents of a cube of one type, each in the middle of its area."""
    many = cube.counts[:, 0, :]
    if cube.covered is not None:
        many = many * cube.covered
    area, month = (
        np.repeat(each.ravel(), many.ravel()) for each in np.indices(many.shape)
    )
    middle = areas.geometry.centroid
    frame = pd.DataFrame(
        {
            "type": pd.Categorical(np.full(len(area), cube.types[0])),
            "month": pd.Series(cube.months[month]),
            "easting": middle.x.to_numpy()[area],
            "northing": middle.y.to_numpy()[area],
            "precision": pd.Categorical(np.full(len(area), "point")),
            "file": pd.Categorical(np.full(len(area), "made.csv")),
            "flag_domestic": np.arange(len(area)) % 6 == 0,
        }
    )
    return Rows(areas.index, frame, area.astype(np.int32))


def hot_corner(n: int = 64, columns: int = 8, seed: int = 5) -> np.ndarray:
    """Counts with a 3 by 3 cluster in one corner."""
    counts = np.random.default_rng(seed).poisson(12, n)
    for row in range(3):
        counts[row * columns : row * columns + 3] += 60
    return counts


@pytest.fixture
def toy(town: Town) -> Inputs:
    """Sixty-four squares with a cluster in one corner."""
    return town(hot_corner())

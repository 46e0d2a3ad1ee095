"""Figures of small areas given to wards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.ward_figures import (
    best_fit,
    largest_difference,
    overlaps,
    share_by_area,
    straddlers,
    ward_of,
)
from hotspot_app.progress import Progress


def table(**boxes: tuple[float, float, float, float]) -> Any:
    return gpd.GeoDataFrame(
        {"name": list(boxes), "shown": True},
        geometry=[shapely.box(*box) for box in boxes.values()],
        index=pd.Index(list(boxes), name="code"),
        crs="EPSG:27700",
    )


# three areas in a row; the line between the wards cuts b at a quarter
AREAS = table(a=(0, 0, 10, 10), b=(10, 0, 20, 10), c=(20, 0, 30, 10))
WARDS = table(east=(12.5, 0, 30, 10), west=(0, 0, 12.5, 10))
OVERLAY = overlaps(AREAS, WARDS)
VALUES = pd.Series([100.0, 80.0, 40.0], index=AREAS.index)


def test_worked_by_hand() -> None:
    assert ward_of(OVERLAY, AREAS.index).to_dict() == {
        "a": "west",
        "b": "east",
        "c": "east",
    }
    assert straddlers(OVERLAY).to_dict() == {"b": pytest.approx(0.25)}
    assert share_by_area(VALUES, OVERLAY, WARDS.index).to_dict() == {
        "east": 100.0,
        "west": 120.0,
    }
    assert best_fit(VALUES, OVERLAY, WARDS.index).to_dict() == {
        "east": 120.0,
        "west": 100.0,
    }
    found = largest_difference(VALUES, OVERLAY, WARDS.index)
    assert found is not None
    assert (found.ward, found.shared, found.best_fit) == ("west", 120.0, 100.0)
    assert found.relative == pytest.approx(0.2)


def test_wards_without_number_are_laid_in_steps_and_all() -> None:
    strips = {f"s{n:03}": (0.25 * n, 0, 0.25 * (n + 1), 10) for n in range(120)}
    steps: list[float] = []
    progress = Progress(lambda fraction, _: steps.append(fraction))
    found = overlaps(AREAS, table(**strips), progress)
    assert len(found) == 120
    assert found.groupby("area")["share"].sum().to_numpy() == pytest.approx(1.0)
    assert len(steps) >= 4
    assert steps == sorted(steps)


def test_an_area_beside_the_wards_gives_them_almost_nothing() -> None:
    around = table(d=(29.9, 0, 40, 10))
    values, found = pd.Series([1010.0], index=around.index), overlaps(around, WARDS)
    shared = share_by_area(values, found, WARDS.index)
    assert shared["east"] == pytest.approx(10.0)
    assert best_fit(values, found, WARDS.index).sum() == 0
    assert straddlers(found).empty


def test_an_area_beyond_a_coast_drawn_apart_is_shared_out_whole() -> None:
    coast = table(d=(0, -2, 10, 10))
    values, found = pd.Series([120.0], index=coast.index), overlaps(coast, WARDS)
    shared = share_by_area(values, found, WARDS.index)
    assert shared.to_dict() == {"east": 0.0, "west": 120.0}


def test_a_missing_figure_makes_its_wards_missing() -> None:
    values = VALUES.where(VALUES.index != "c")
    for rule in (share_by_area, best_fit):
        given_to = rule(values, OVERLAY, WARDS.index)
        assert np.isnan(given_to["east"])
        assert given_to["west"] > 0


def test_an_area_outside_every_ward() -> None:
    away = table(z=(900, 900, 910, 910))
    values, found = pd.Series([1.0], index=away.index), overlaps(away, WARDS)
    assert found.empty
    assert ward_of(found, away.index).to_dict() == {"z": ""}
    assert largest_difference(values, found, WARDS.index) is None


@settings(max_examples=20, deadline=None)
@given(
    st.floats(0.5, 29.5),
    st.lists(st.integers(0, 5000), min_size=3, max_size=3),
    st.permutations("abc"),
)
def test_totals_are_conserved_in_any_order(
    line: float, counts: list[int], order: list[str]
) -> None:
    wards = table(east=(line, 0, 30, 10), west=(0, 0, line, 10))
    values = pd.Series(counts, index=AREAS.index, dtype="float64")
    found = overlaps(AREAS, wards)
    shared = share_by_area(values, found, wards.index)
    assert shared.sum() == pytest.approx(values.sum())
    assert best_fit(values, found, wards.index).sum() == pytest.approx(values.sum())
    mixed = share_by_area(
        values.loc[order], overlaps(AREAS.loc[order], wards), wards.index
    )
    pd.testing.assert_series_equal(mixed, shared)


@pytest.mark.realdata
@pytest.mark.slow
def test_southampton(real: Path) -> None:
    folder = real / "boundaries"
    areas = read_areas(folder / "E06000045_lsoa2021_bgc.geojson").areas
    wards = read_areas(folder / "E06000045_wards2025_bgc.geojson").areas
    census = real / "population" / "census2021_lsoa21_usual_residents_households.csv"
    residents = read_denominator(census, "residents").values.reindex(areas.index)
    found = overlaps(areas, wards)
    assert len(straddlers(found)) == 42
    shared = share_by_area(residents, found, wards.index)
    fitted = best_fit(residents, found, wards.index)
    # published: 248,900 residents of the city, Census 2021, to the hundred
    assert shared.sum() == pytest.approx(248_900, abs=60)
    assert fitted.sum() == pytest.approx(residents.sum())
    # 1,343 recorded crimes lie inside Banister & Polygon, January to June 2025
    ward = wards.index[wards["name"] == "Banister & Polygon"][0]
    assert 1000 * 1343 / fitted[ward] == pytest.approx(105.6, abs=0.05)
    assert 1000 * 1343 / shared[ward] == pytest.approx(102.7, abs=0.05)


@pytest.mark.realdata
@pytest.mark.slow
def test_the_areas_around_a_city_change_its_wards_little(real: Path) -> None:
    folder = real / "boundaries"
    wards = read_areas(folder / "E06000045_wards2025_bgc.geojson").areas
    wide = read_areas(
        folder / "hampshire_iow_lsoa2021_bgc.gpkg", district="E06000045"
    ).areas
    own = wide[wide["shown"]]
    census = real / "population" / "census2021_lsoa21_usual_residents_households.csv"
    residents = read_denominator(census, "residents").values
    alone, beside = (
        share_by_area(residents, overlaps(areas, wards), wards.index)
        for areas in (own, wide)
    )
    assert (beside / alone).to_numpy() == pytest.approx(np.ones(17), abs=0.005)

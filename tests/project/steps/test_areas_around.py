"""Areas around the district: who takes part, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.level import at_level
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import run
from tests.project.conftest import SIDE, SOUTH, WEST

MORAN = Asked(method="global_moran", params={"permutations": "199"})
PART = "around the district take part as neighbours"


def told(answer, text: str) -> list[str]:
    return [note.text for note in answer.notes if text in note.text]


@pytest.fixture
def city_residents(in_district: Files) -> Files:
    """Residents of the city alone and of one area around it."""
    table = pd.read_csv(in_district.residents)
    city = table.index % 6 < 4
    table[city | (table.index == 4)].to_csv(in_district.residents, index=False)
    return in_district


def test_all_take_part_where_all_have_residents(in_district: Files) -> None:
    found = run(in_district, MORAN)
    assert len(told(found, f"6 areas {PART}")) == 1
    assert found.outcome.summary["areas"] == 30
    assert found.outcome.summary["areas_around"] == 6
    said = " ".join(found.explanation.sentences)
    assert "24 areas and the 6 around the district" in said


def test_counts_keep_areas_around_that_have_no_residents(city_residents: Files) -> None:
    found = run(city_residents, replace(MORAN, measure="count"))
    assert found.outcome.summary["areas"] == 30
    assert len(told(found, f"6 areas {PART}")) == 1
    assert not told(found, "no rate")


@pytest.mark.parametrize("measure", ["rate", "eb"])
def test_rates_leave_them_out_and_say_how_many(
    city_residents: Files, measure: str
) -> None:
    found = run(city_residents, replace(MORAN, measure=measure))
    assert found.outcome.summary["areas"] == 25
    assert len(told(found, "5 of 6 areas around the district have no residents")) == 1
    assert len(told(found, "1 area around the district takes part")) == 1
    assert not told(found, f"6 areas {PART}")


def test_methods_without_neighbours_dont_speak_of_them(city_residents: Files) -> None:
    for method in ("rate_map", "count_map"):
        found = run(city_residents, Asked(method=method))
        assert not told(found, "take part") + told(found, "takes part")
        assert len(found.outcome.values) == 30
        assert found.areas["shown"].sum() == 24


def test_residents_around_dont_come_over_the_border(in_district: Files) -> None:
    wards = in_district.areas.with_name("wards.geojson")
    inner = shapely.box(WEST, SOUTH, WEST + 4 * SIDE + 20, SOUTH + 6 * SIDE)
    gpd.GeoDataFrame(
        {"WD25CD": ["E05990000"], "WD25NM": ["Northgate"]},
        geometry=[inner],
        crs="EPSG:27700",
    ).to_file(wards)
    material = read_material(replace(in_district, wards=wards))
    for rule in ("area", "best-fit"):
        found = at_level(material, "ward", rule)
        assert found.denominators["residents"].tolist() == [24_000]

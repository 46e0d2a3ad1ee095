"""Areas that residents are known of and the boundaries lack."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.boundaries.areas import AreaFile, read_areas
from hotspot_app.data.figures.without_shape import districts_of, told_without_shape
from hotspot_app.data.tables.coded_table import Coded
from tests.data.boundaries.test_areas import save, squares


@pytest.fixture
def areas(tmp_path: Path) -> AreaFile:
    """E01017130 to E01017132, of Southampton."""
    return read_areas(save(squares(), tmp_path / "a.gpkg"))


def table(**columns: list[str]) -> Coded:
    codes = pd.Index([f"E0101713{i}" for i in range(5)], name="code")
    frame = pd.DataFrame({"code": codes, **columns}, index=codes)
    return Coded(frame, pd.Series(range(2, 7), index=codes), "code", "")


NAMES = [f"Southampton 00{i}A" for i in range(4)] + ["Fareham 001A"]
DISTRICTS = ["Southampton"] * 4 + ["Fareham"]


@pytest.mark.parametrize(
    "columns",
    [
        {"LSOA21NM": NAMES},
        {"what it is called": NAMES},
        {"LSOA21NM": NAMES, "LAD23NM": DISTRICTS},
        {"LAD23CD": ["E06000045"] * 4 + ["E07000087"]},
    ],
)
def test_an_area_of_the_same_district_is_told(areas: AreaFile, columns) -> None:
    (note,) = told_without_shape(districts_of(table(**columns)), "res.csv", areas)
    assert note.caution
    district = "E06000045" if "LAD23CD" in columns else "Southampton"
    assert note.text.startswith(
        f"res.csv names 1 area of {district} that has no shape in a.gpkg (E01017133):"
    )


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"people": ["1"] * 5},
        {"LAD23NM": [""] * 5},
        {"LAD23NM": ["Southampton"] * 3 + ["Fareham"] * 2},
    ],
)
def test_other_districts_are_none_of_its_business(areas: AreaFile, columns) -> None:
    assert not told_without_shape(districts_of(table(**columns)), "res.csv", areas)


def test_the_row_of_the_district_itself_is_no_area(areas: AreaFile) -> None:
    told = pd.Series(
        "Southampton", index=["E01017130", "E01017131", "E01017132", "E06000045"]
    )
    assert not told_without_shape(told, "res.csv", areas)


def test_a_district_at_the_edge_of_the_map_may_be_there_in_part(tmp_path: Path) -> None:
    codes = [f"E010171{i}" for i in range(30, 50)]
    names = [f"Southampton 0{i}A" for i in range(30, 49)] + ["Fareham 001A"]
    path = save(squares(20, LSOA21CD=codes, LSOA21NM=names), tmp_path / "a.gpkg")
    told = pd.Series(
        ["Southampton"] * 19 + ["Fareham"] * 2, index=[*codes, "E01017150"]
    )
    assert not told_without_shape(told, "res.csv", read_areas(path))

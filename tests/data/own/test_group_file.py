"""Groups of areas out of tables and boundaries."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from hotspot_app.data.own.group_columns import in_one_each
from hotspot_app.data.own.group_file import read_groups
from hotspot_app.errors import InputError

CODES = [f"E0199{i:04d}" for i in range(6)]


def table(path: Path, **columns: list[str]) -> Path:
    pd.DataFrame(columns).to_csv(path, index=False)
    return path


def test_a_look_up_of_two_columns(tmp_path: Path) -> None:
    path = table(
        tmp_path / "beats.csv",
        LSOA21CD=[*CODES, "E09999999"],
        Beat=["101", "101", "102", " 102 ", "", "103", "104"],
    )
    found = read_groups(path, CODES)
    assert (found.name, found.codes) == ("beats.csv", "LSOA21CD")
    assert in_one_each(found, "Beat") == {
        "101": (CODES[0], CODES[1]),
        "102": (CODES[2], CODES[3]),
        "103": (CODES[5],),
    }


def test_columns_that_group_come_first(tmp_path: Path) -> None:
    path = table(
        tmp_path / "wide.csv",
        name=["a", "b", "c", "d", "e", "f"],
        region=["South"] * 6,
        code=CODES,
        locality=["W", "W", "W", "E", "E", "E"],
        beat=["1", "1", "2", "2", "3", "3"],
    )
    assert list(read_groups(path, CODES).columns) == ["locality", "beat", "region"]


def test_a_column_of_the_boundaries(tmp_path: Path) -> None:
    shapes = [shapely.box(i, 0, i + 1, 1) for i in range(6)]
    frame = {"LSOA21CD": CODES, "beat_no": [1.0, 1.0, 2.0, 2.0, None, 3.0]}
    path = tmp_path / "areas.gpkg"
    gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:27700").to_file(path)
    found = read_groups(path, CODES)
    assert found.columns["beat_no"] == {
        "1": (CODES[0], CODES[1]),
        "2": (CODES[2], CODES[3]),
        "3": (CODES[5],),
    }


def test_an_area_in_two_groups_is_refused(tmp_path: Path) -> None:
    path = table(
        tmp_path / "twice.csv",
        code=[*CODES, CODES[0]],
        beat=["1", "1", "1", "2", "2", "2", "2"],
    )
    with pytest.raises(InputError) as why:
        in_one_each(read_groups(path, CODES), "beat")
    assert (
        "1 area is in more than one group (first 'E01990000'; E01990000 is in 1 and 2)"
        in str(why.value)
    )


def test_a_file_without_codes_or_groups_is_refused(tmp_path: Path) -> None:
    other = table(tmp_path / "other.csv", code=["X1", "X2"], beat=["1", "1"])
    with pytest.raises(InputError, match="no column has the codes of the areas"):
        read_groups(other, CODES)
    alone = table(tmp_path / "alone.csv", code=CODES, name=list("abcdef"))
    with pytest.raises(InputError, match="no column beside code puts areas together"):
        read_groups(alone, CODES)


def test_groups_by_the_ten_thousand(tmp_path: Path) -> None:
    codes = [f"E01{i:06d}" for i in range(40_000)]
    beats = [f"Beat {i // 2:05d}" for i in range(40_000)]
    own = [f"x{i}" for i in range(40_000)]
    path = table(tmp_path / "beats.csv", LSOA21CD=codes, Beat=beats, Own=own)
    found = read_groups(path, codes)
    assert list(found.columns) == ["Beat"]
    named = in_one_each(found, "Beat")
    assert len(named) == 20_000
    assert named["Beat 00000"] == (codes[0], codes[1])
    assert named["Beat 19999"] == (codes[-2], codes[-1])

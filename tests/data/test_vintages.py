"""Of which census LSOA codes are."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from hotspot_app.data.vintages import vintage

NEW = ["E01020000", "E01020001", "E01020004", "E01020005", "E01034000", "E01034001"]
"""A district of 2021: E01020002 was split, E01020003 was too or is elsewhere."""


@pytest.mark.parametrize(
    ("codes", "among", "found"),
    [
        (["E01035442", "E01017136"], (), "2021"),
        ([" e01035442"], (), "2021"),
        (["E01017140", "E01017136"], (), "2011"),
        (["E01017136"], (), "ambiguous"),
        (["E01020002", "E01020000"], (), "ambiguous"),
        (["E01020002", "E01020000"], NEW, "2011"),
        (["E01020000", "E01020004"], NEW, "ambiguous"),
        (["E01020002", "E01034000"], NEW, "2021"),
        (["E01019000", "E01020900"], NEW, "ambiguous"),
        (["E01020002"], NEW[:4], "ambiguous"),
        (["E01032741"], ["E01032740", "E01032742", *NEW], "ambiguous"),
        (["W01001002"], NEW, "ambiguous"),
        (["E05015490", "Bargate"], NEW, ""),
    ],
)
def test_by_codes_and_by_the_areas(
    codes: list[str], among: list[str], found: str
) -> None:
    assert vintage(codes, among) == found


@pytest.mark.realdata
def test_each_district_of_hampshire_knows_the_codes_it_lost(real: Path) -> None:
    """By the lookup: a file of 2011 is told wherever an area was split or merged."""
    areas = gpd.read_file(real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg")
    pairs = pd.read_csv(real / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv")
    told = 0
    for _, district in areas.groupby("LADCD_ACTIVE"):
        new = set(district["LSOA21CD"])
        mine = pairs[pairs["lsoa21_code"].isin(new)]
        old = set(mine["lsoa11_code"])
        assert vintage(new - old, new) in {"2021", ""}
        kept = new & old
        assert vintage(kept, new) == "ambiguous"
        others = set(areas["LSOA21CD"]) & set(pairs["lsoa11_code"]) - new
        assert not [code for code in sorted(others) if vintage([code], new) == "2011"]
        if old != new:
            told += 1
            assert vintage(old, new) == "2011"
    assert told > 5

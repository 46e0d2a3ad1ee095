"""Of which census LSOA codes are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.base.ons import lsoa_vintage
from hotspot_app.data.crime.vintages import vintage


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["E01035442", "E01017136"], "2021"),
        ([" e01035442"], "2021"),
        (["E01017140", "E01017136"], "2011"),
        ([" w01001957 "], "2011"),
        (["E01017136"], "ambiguous"),
        (["E01017140", "E01035442"], "2021"),
        (["E05015490", "Bargate"], ""),
        ([], ""),
    ],
)
def test_by_codes_first_and_last_used(codes: list[str], found: str) -> None:
    assert vintage(codes) == found


@pytest.fixture(scope="module")
def pairs(real: Path) -> pd.DataFrame:
    return pd.read_csv(real / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv")


@pytest.mark.realdata
def test_the_codes_used_no_more_are_those_of_the_lookup(pairs: pd.DataFrame) -> None:
    old, new = set(pairs["lsoa11_code"]), set(pairs["lsoa21_code"])
    assert {code for code in old if lsoa_vintage([code]) == 2011} == old - new
    assert {code for code in new if lsoa_vintage([code]) == 2021} == new - old


@pytest.mark.realdata
def test_every_district_is_told_by_the_codes_it_lost_or_gained(
    pairs: pd.DataFrame,
) -> None:
    """Wigan kept all of its 200: that none is new says nothing of their census."""
    same = []
    for name, district in pairs.groupby("ltla22_name"):
        old, new = set(district["lsoa11_code"]), set(district["lsoa21_code"])
        if old == new:
            same.append(name)
        assert lsoa_vintage(new) == (2021 if new - old else None), name
        assert lsoa_vintage(old) == (2011 if old - new else None), name
    assert "Wigan" in same
    kept = pairs.loc[pairs["ltla22_name"].isin(same), "lsoa21_code"]
    assert vintage(kept) == "ambiguous"
    assert len(kept) > 2000

"""How a headline names the places of many areas."""

from __future__ import annotations

import pandas as pd
import pytest

from hotspot_app.clusters.words import where

LEEDS, YORK, HULL, SELBY = "Leeds", "York", "Kingston upon Hull", "Selby"


def areas(*names: str, ward: str = "") -> pd.DataFrame:
    return pd.DataFrame({"name": names, "ward": ward, "place": ""})


@pytest.mark.parametrize(
    ("names", "said"),
    [
        # few are named themselves, and so are those of one district
        (["Leeds 001A", "York 002B"], "Leeds 001A and York 002B"),
        (
            [f"Leeds 00{i}A" for i in range(5)],
            "Leeds 000A, Leeds 001A, Leeds 002A and 2 more",
        ),
        # of many, the districts with most areas first
        (["York 001A", "Leeds 001A", "Leeds 002A", "Leeds 003B"], "Leeds and York"),
        (
            [f"{d} 00{i}A" for i, d in enumerate([SELBY, HULL, YORK, LEEDS, LEEDS])],
            "Leeds, Selby, Kingston upon Hull and 1 more district",
        ),
        # a name that has no district: the areas stand for themselves
        (["Leeds 001A", "York 1B", "Hull", "Docks"], "Leeds 001A, York 1B, Hull and 1"),
    ],
)
def test_many_areas_are_told_by_their_districts(names: list[str], said: str) -> None:
    assert where(areas(*names)).startswith(said)


def test_wards_come_first_where_they_are_known() -> None:
    found = areas("Leeds 001A", "York 001A", "York 002A", "Leeds 2A", ward="Bargate")
    assert where(found) == "Bargate"

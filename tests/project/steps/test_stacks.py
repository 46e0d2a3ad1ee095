"""The commonest points, and what of them may be written."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from hotspot_app.project.steps.stacks import on_stacks, seen_only, stacks, written
from hotspot_app.schema import PRECISIONS

AREAS = gpd.GeoDataFrame(
    {
        "name": ["Southampton 001A", "Docks"],
        "ward": ["Bevois", "Bargate"],
        "place": ["Elm Road", ""],
    },
    geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)],
    index=pd.Index(["E01000001", "E01000002"], name="code"),
    crs="EPSG:27700",
)


def incidents(precision: Sequence[str]) -> pd.DataFrame:
    """120 rows on three points: 60 and 40 in the first area, 20 in the second."""
    east = np.repeat([3.0, 7.0, 13.0], [60, 40, 20])
    return pd.DataFrame(
        {
            "easting": east,
            "northing": 5.0,
            "place": pd.Categorical(["On or near High Street"] * 120),
            "precision": pd.Categorical(
                np.repeat(precision, [60, 40, 20]), categories=PRECISIONS
            ),
        }
    )


def found(*precision: str) -> pd.DataFrame:
    rows = incidents(precision)
    area = (rows["easting"] > 10).to_numpy().astype(np.int32)
    return stacks(rows, area, AREAS)


def test_public_points_are_written_to_the_metre_and_others_as_their_area() -> None:
    assert written(found("snapped", "point", "postcode")) == [
        {
            "easting": 3.0,
            "northing": 5.0,
            "place": "On or near High Street",
            "rows": 60,
            "share": 0.5,
        },
        {
            "place": "the Elm Road area (Bevois)",
            "code": "E01000001",
            "rows": 40,
            "share": 40 / 120,
        },
        {
            "place": "Docks (Bargate)",
            "code": "E01000002",
            "rows": 20,
            "share": 20 / 120,
        },
    ]
    assert written(None) == []


def test_one_exact_row_makes_a_point_no_longer_public() -> None:
    rows = incidents(["snapped"] * 3)
    rows.loc[119, "precision"] = "point"
    area = (rows["easting"] > 10).to_numpy().astype(np.int32)
    assert stacks(rows, area, AREAS)["public"].tolist() == [True, True, False]


def test_the_note_names_a_public_point_by_street_and_others_by_area() -> None:
    assert (
        "the first (High Street) holds 60"
        in on_stacks(found("snapped", "snapped", "snapped"), 120)[0].text
    )
    told = on_stacks(found("point", "snapped", "snapped"), 120)[0].text
    assert "the first (in the Elm Road area (Bevois), E01000001) holds 60" in told
    assert "the area is written, never the point" in told
    assert "High Street" not in told


def test_few_incidents_or_none_are_told_nothing() -> None:
    assert on_stacks(found("point", "point", "point"), 99) == []
    rows = incidents(["point"] * 3)[:0]
    assert on_stacks(stacks(rows, np.empty(0, np.int32), AREAS), 0) == []


def test_the_window_alone_says_where_points_lie_that_are_not_public() -> None:
    assert seen_only(found("snapped", "point", "snapped")) == (
        "Easting 7, northing 5 (High Street): 40, in the Elm Road area (Bevois), "
        "E01000001.",
    )
    assert seen_only(None) == ()

"""Stacked points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.schema import PRECISIONS
from hotspot_app.stats.placing.stacked import commonest_points, is_snapped


def table(
    east: list[float], places: list[str | None], precision: str = "point"
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "easting": np.array(east, dtype=float),
            "northing": np.where(np.isnan(east), np.nan, 100.0),
            "place": pd.Categorical(places),
            "precision": pd.Categorical([precision] * len(east), categories=PRECISIONS),
        }
    )


def test_the_commonest_points_by_hand() -> None:
    frame = table(
        [5, 5, 5, 1, 1, 9, 9, np.nan], ["a", "b", "b", None, None, "z", "y", "a"]
    )
    found = commonest_points(frame, top=2)
    assert found["easting"].tolist() == [5, 1]
    assert found["rows"].tolist() == [3, 2]
    assert found["place"].tolist() == ["b", ""]
    assert found["share"].tolist() == [3 / 7, 2 / 7]
    every = commonest_points(frame)
    assert every["rows"].sum() == 7
    assert every["share"].sum() == pytest.approx(1)
    assert every["place"].tolist()[2] == "y"


def test_of_equal_points_the_westernmost_are_taken() -> None:
    rng = np.random.default_rng(3)
    east = np.concatenate([np.repeat([70.0, 50.0], 3), np.arange(100.0, 200.0), [7, 7]])
    frame = table(rng.permutation(east).tolist(), ["a"] * len(east))
    found = commonest_points(frame, top=5)
    assert found["easting"].tolist() == [50, 70, 7, 100, 101]
    assert found["rows"].tolist() == [3, 3, 2, 1, 1]


def test_of_equal_names_the_first_by_alphabet_is_taken() -> None:
    frame = table([1, 1, 1, 1], ["z", "b", None, None])
    assert commonest_points(frame)["place"].tolist() == ["b"]


def test_no_points_at_all() -> None:
    assert commonest_points(table([np.nan], ["a"])).empty
    assert not is_snapped(table([np.nan], ["a"]))


def test_snapped_is_told_by_the_file_or_by_the_points() -> None:
    assert is_snapped(table([1, 2], ["a", "b"], "snapped"))
    rng = np.random.default_rng(1)
    exact = rng.uniform(0, 1e5, 1000).tolist()
    assert not is_snapped(table(exact, ["a"] * 1000))
    few = rng.integers(0, 200, 1000).astype(float).tolist()
    assert is_snapped(table(few, ["a"] * 1000))
    assert not is_snapped(table(few[:100], ["a"] * 100))


@pytest.mark.realdata
@pytest.mark.slow
def test_a_month_of_hampshire_with_its_label_taken_off(real: Path) -> None:
    path = real / "crime" / "2025-01-hampshire-street.csv"
    frame = read_incidents([path], extent=None).incidents
    bare = frame.assign(
        precision=pd.Categorical(["point"] * len(frame), categories=PRECISIONS)
    )
    assert is_snapped(bare)
    top = commonest_points(frame)
    raw = pd.read_csv(path)
    sizes = raw.groupby(["Longitude", "Latitude"]).size().sort_values(ascending=False)
    assert top["rows"].tolist() == sizes.head(20).tolist()

"""Coordinates checked, and postcodes placed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.base.grid import to_grid
from hotspot_app.data.crime.coordinates import check_degrees, check_grid
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.data.kinds.postcodes import read_postcodes
from hotspot_app.errors import InputError

SOUTHAMPTON = (436_829.0, 109_057.0, 447_775.0, 117_579.0)
LEEDS = (415_000.0, 422_000.0, 446_000.0, 450_000.0)


def test_swapped_axes_are_told_only_where_they_can_be() -> None:
    east, north = np.array([112_414.0, 442_000.0]), np.array([441_972.0, 112_400.0])
    assert check_grid(east, north, SOUTHAMPTON).swapped.tolist() == [True, False]
    assert not check_grid(east, north, None).swapped.any()
    # just east of Leeds; its mirror image is in Leeds, and yet it is a true point
    assert not check_grid(np.array([449e3]), np.array([430e3]), LEEDS).swapped.any()


def test_the_margin_is_two_kilometres() -> None:
    north = np.array([434_900.0, 434_700.0])  # west edge less 1.9 and 2.1 km
    found = check_grid(np.array([110_000.0, 110_000.0]), north, SOUTHAMPTON)
    assert found.swapped.tolist() == [True, False]


def test_each_pair_once_gives_what_each_row_gives() -> None:
    rng = np.random.default_rng(3)
    lon = rng.choice(rng.uniform(-1.6, -1.2, 50), 2_000)
    lat = rng.choice(rng.uniform(50.8, 51.0, 50), 2_000)
    found = check_degrees(lon, lat)
    east, north = to_grid(lon, lat)
    assert np.array_equal(found.easting, east)
    assert np.array_equal(found.northing, north)


@given(
    st.lists(
        st.tuples(
            st.one_of(st.floats(-1e7, 1e7), st.sampled_from([0.0, np.nan, 442e3])),
            st.one_of(st.floats(-1e7, 1e7), st.sampled_from([0.0, np.nan, 112e3])),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_a_point_is_good_or_has_one_fault(points: list[tuple[float, float]]) -> None:
    x, y = np.array(points, dtype=float).T.copy()
    for found in (check_grid(x, y, SOUTHAMPTON), check_degrees(x, y)):
        faults = np.stack([found.blank, found.zero, found.swapped, found.impossible])
        good = ~np.isnan(found.easting) & ~np.isnan(found.northing)
        assert (faults.sum(axis=0) + good == 1).all()


@pytest.mark.realdata
def test_code_point_open_with_and_without_its_header(
    real: Path, tmp_path: Path
) -> None:
    path = real / "lookups" / "codepoint_open_2025_2_hampshire_iow.csv"
    raw = pd.read_csv(path)
    good = raw[raw["positional_quality"] != 90]
    bare = tmp_path / "so.csv"
    raw.to_csv(bare, header=False, index=False)
    for file in (path, bare):
        known = read_postcodes(file)
        assert len(known.index) == good["postcode"].nunique()
        east, north = known.place(good["postcode"].str.lower().iloc[:100])
        assert np.array_equal(east, good["easting"].iloc[:100])
        assert np.array_equal(north, good["northing"].iloc[:100])


def test_a_file_without_postcodes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no postcodes"):
        read_postcodes(path)


@pytest.mark.realdata
@pytest.mark.parametrize("name", ["dms", "letters", "webmercator"])
def test_real_spellings_are_where_the_plain_numbers_are(real: Path, name: str) -> None:
    cases = real.parent / "cases"
    plain = read_incidents([cases / "rms.csv"], extent=None).incidents
    found = read_incidents([cases / "20-coordinates" / f"{name}.csv"], extent=None)
    assert np.hypot(
        found.incidents["easting"] - plain["easting"],
        found.incidents["northing"] - plain["northing"],
    ).max() < (2 if name != "letters" else 1e-9)

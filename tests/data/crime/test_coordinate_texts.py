"""Coordinates that people and programs write otherwise than as plain numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pyproj import Transformer

from hotspot_app.data.crime.coordinate_texts import (
    looks_like,
    read_coordinate,
    read_square,
)
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.schema import CRS

EAST, NORTH = 441_737.0, 112_583.0


@pytest.mark.parametrize(
    ("text", "axis", "meant"),
    [
        ("E 441737", "easting", EAST),
        ("E441737", "easting", EAST),
        ("441737 mE", "easting", EAST),
        ("Easting: 441737", "easting", EAST),
        ("X=441737.0", "easting", EAST),
        ("441,737", "easting", EAST),
        ("441 737", "easting", EAST),
        ("441737,5", "easting", EAST + 0.5),
        ("N 112583", "northing", NORTH),
        ("50°54'40.36\"N", "latitude", 50.911211),
        ("50 54 40.36 N", "latitude", 50.911211),
        ("50d 54m 40.36s", "latitude", 50.911211),
        ("50° 54.673' N", "latitude", 50.911217),
        ("N50.9112", "latitude", 50.9112),
        ("50,9112", "latitude", 50.9112),
        ("50,911", "latitude", 50.911),
        ("1°24′27.78″W", "longitude", -1.407717),
        ("-1° 24' 27.78\"", "longitude", -1.407717),
        ("1.4077 W", "longitude", -1.4077),
    ],
)
def test_what_is_plain_is_read(text: str, axis: str, meant: float) -> None:
    assert read_coordinate(text, axis) == pytest.approx(meant, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "axis"),
    [
        ("N 441737", "easting"),
        ("SU42012", "easting"),
        ("4417 37", "easting"),
        ("Shirley Road 4", "easting"),
        ("441.737.000", "easting"),
        ("1°24'W", "latitude"),
        ("50°64'00\"N", "latitude"),
        ("50.5°30'N", "latitude"),
        ("-1.4 W", "longitude"),
        ("9" * 5_000, "latitude"),
    ],
)
def test_what_is_not_plain_is_not_read(text: str, axis: str) -> None:
    assert np.isnan(read_coordinate(text, axis))


def test_a_grid_reference_is_the_middle_of_its_square() -> None:
    assert read_square("SU 420 120") == (442_050, 112_050)
    assert read_square("su4201212034") == (442_012.5, 112_034.5)
    assert read_square("TQ3003080101") == (530_030.5, 180_101.5)
    assert read_square("HU 39 75") == (439_500, 1_175_500)
    for text in ("SU 420 12", "II 420 120", "SO16 4DE", "SU"):
        assert np.isnan(read_square(text)[0])


def test_what_cannot_be_read_is_named() -> None:
    assert looks_like("50 54 40 X, 1 24 27 X", grid=True).startswith("degrees, min")
    assert looks_like("SU 420 120, SU 420 120", grid=True) == "a grid reference"
    assert looks_like("4.4E+05, 1.1E+05", grid=True).endswith("spreadsheet shortened")
    assert looks_like("50.9,-1.4, 50.9,-1.4", grid=False).startswith("two coordinates")
    assert looks_like("441737, 112583", grid=False) == "metres of the National Grid"


def extract(path: Path, header: str, *rows: str) -> Path:
    lines = [f"{n};01/02/2025;Theft;{row}" for n, row in enumerate(rows, 1)]
    text = "\n".join([f"Crime No;Date;Offence;{header}", *lines])
    path.write_text(f"{text}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "row", "within"),
    [
        ("Easting;Northing", f"E {EAST:.0f};N {NORTH:.0f}", 0.0),
        ("Longitude;Latitude", "1°24'27.78\"W;50°54'40.36\"N", 1.0),
        ("Grid Ref", ";SU 41737 12583".strip(";"), 0.8),
    ],
)
def test_they_are_read_and_said(
    tmp_path: Path, header: str, row: str, within: float
) -> None:
    reading = read_incidents([extract(tmp_path / "a.csv", header, row)], extent=None)
    found = reading.incidents
    assert found["easting"][0] == pytest.approx(EAST, abs=within)
    assert found["northing"][0] == pytest.approx(NORTH, abs=within)
    first = row.replace(";", ", ").replace('"', '"')
    assert any(f"(first '{first}')" in note.text for note in reading.notes)


def test_web_mercator_is_brought_to_the_grid_and_said(tmp_path: Path) -> None:
    x, y = Transformer.from_crs(CRS, 3857, always_xy=True).transform(EAST, NORTH)
    path = extract(tmp_path / "a.csv", "X;Y", f"{x:.2f};{y:.2f}")
    reading = read_incidents([path], extent=None)
    assert reading.incidents["easting"][0] == pytest.approx(EAST, abs=3)
    assert reading.incidents["northing"][0] == pytest.approx(NORTH, abs=3)
    assert any("Web Mercator (first '" in note.text for note in reading.notes)


def test_rows_that_are_lost_are_quoted_with_what_they_look_like(tmp_path: Path) -> None:
    rows = [f"{EAST};{NORTH}", "SU 420 120;", "N 7;E 9", "SU 421 120;"]
    path = extract(tmp_path / "a.csv", "Easting;Northing", *rows)
    reading = read_incidents([path], extent=None)
    said = "\n".join(note.text for note in reading.notes)
    assert "impossible coordinates: 3 (first 'SU 420 120', 'N 7, E 9', " in said
    assert "it looks like a grid reference" in said

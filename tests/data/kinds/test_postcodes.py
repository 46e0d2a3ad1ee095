"""Postcodes and where they are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.kinds.postcodes import holds_postcodes, read_postcodes
from hotspot_app.errors import InputError


def file(folder: Path, text: str) -> Path:
    path = folder / "codes.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "header",
    [
        "postcode,positional_quality,northing",
        "positional_quality,easting,northing",
        "postcode,positional_quality,easting",
    ],
)
def test_a_file_without_one_of_the_columns_is_refused(
    tmp_path: Path, header: str
) -> None:
    assert not holds_postcodes(header.split(","))
    with pytest.raises(InputError, match="no postcodes with eastings and northings"):
        read_postcodes(file(tmp_path, f"{header}\nSO14 7LA,10,112000\n"))


def test_quality_needs_no_column(tmp_path: Path) -> None:
    text = "pcds,oseast1m,osnrth1m\nSO14 7LA,442000,112000\n"
    found = read_postcodes(file(tmp_path, text))
    assert list(found.index) == ["SO147LA"]
    assert (found.easting[0], found.northing[0]) == (442_000, 112_000)


def test_two_columns_of_eastings_are_refused(tmp_path: Path) -> None:
    text = "postcode,easting,northing,Easting\nSO14 7LA,442000,112000,1\n"
    with pytest.raises(InputError, match="more than one column is called 'easting'"):
        read_postcodes(file(tmp_path, text))
    same = "SO14 7LA,10,442000,442000,E92000001,,,,,\n"
    assert len(read_postcodes(file(tmp_path, same)).index) == 1


def test_letters_and_digits_are_told_by_their_place(tmp_path: Path) -> None:
    path = tmp_path / "codepoint.csv"
    known = ["SO14 0AA", "SO15 1SB", "SO18 5BQ", "SO5 1AA", "W1A 1AA"]
    rows = "".join(f"{code},10,44{n}000,112000\n" for n, code in enumerate(known))
    path.write_text(f"postcode,pq,easting,northing\n{rows}", encoding="utf-8")
    found = read_postcodes(path)
    texts = ["S014 OAA", "so15 l5b", "SOI8 SBQ", "SO1B 58Q", "5O5 IAA", "WIA lAA"]
    meant = ["SO140AA", "SO151SB", "SO185BQ", "SO185BQ", "SO51AA", "W1A1AA"]
    assert found.mended(pd.Series(texts)).tolist() == meant
    # known, unknown but whole, of another shape, or nothing alike
    others = ["SO14 0AA", "SO14 0AB", "SO14", "", "SO14 7AA", "0" * 9, "No postcode"]
    assert found.mended(pd.Series(others)).tolist() == [""] * len(others)

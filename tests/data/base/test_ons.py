"""Codes with what programs put around them, and codes that are as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotspot_app.data.base.ons import are_codes, level_of_codes, tidy
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import read_lookup
from hotspot_app.data.own.pairs import read_pairs
from hotspot_app.data.tables.coded_table import code_of

DIRT = [
    "{}\u200b",
    "\ufeff{}",
    "{}\ufeff\u200d",
    "\u2060{}\u00ad",
    "'{}",
    "'{}'",
    "\u2019{}",
    "\u201c{}\u201d",
    "`{}",
    '="{}"',
    "\xa0{}\xa0",
    "\u2009{}\u3000",
    "' {} '",
]


@pytest.mark.parametrize("dirt", DIRT)
@pytest.mark.parametrize("code", ["E01017136", "B01", "01", "North side"])
def test_dirt_around_a_code_is_left_out(dirt: str, code: str) -> None:
    assert tidy(dirt.format(code)) == code
    assert code_of(dirt.format(code)) == code


@pytest.mark.parametrize(
    "code", ["O'Brien estate", "St Mary's", "=1+2", "A=B", "Ynys Môn", "-1", "a.b", ""]
)
def test_signs_within_a_code_are_its_own(code: str) -> None:
    assert tidy(code) == code


@pytest.mark.parametrize("dirt", DIRT)
def test_every_table_by_code_reads_it_as_it_is_meant(tmp_path: Path, dirt: str) -> None:
    codes = [f'"{dirt.format(c)}"' for c in ("E01017136", "E01017137")]
    if '"' in dirt:
        codes = [f'"{each[1:-1].replace(chr(34), chr(34) * 2)}"' for each in codes]
    table = tmp_path / "a.csv"

    def write(header: str, *rows: str) -> Path:
        table.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return table

    one, other = codes
    found = read_denominator(
        write("LSOA21CD,residents", f"{one},5", f"{other},6"), "residents"
    )
    assert list(found.values.index) == ["E01017136", "E01017137"]
    lookup = read_lookup(write("LSOA11CD,LSOA21CD", f"{one},{one}", f"{other},{other}"))
    assert lookup.pairs["new"].tolist() == ["E01017136", "E01017137"]
    counts, _ = read_counts(
        write("area code,type,month,count", f"{one},Theft,2025-01,3")
    )
    assert counts["area"].tolist() == ["E01017136"]
    pairs, _ = read_pairs(write("code one,code two", f"{one},{other}"))
    assert pairs == (("E01017136", "E01017137"),)


@pytest.mark.parametrize(
    ("codes", "level"),
    [
        (["E01017136"] * 9 + ["x"], "lsoa"),
        (["E01017136"] * 8 + ["x", ""], ""),
        (["E06000045", "E07000084", "W06000015"], "district"),
        (["E99000001"], ""),
        (["E05000001", "E01017136"], ""),
        ([], ""),
    ],
)
def test_a_level_is_that_of_nine_in_ten_codes(codes: list[str], level: str) -> None:
    assert level_of_codes(iter(codes)) == level


def test_all_are_codes_only_if_each_is() -> None:
    assert are_codes(["E01017136", "W01000001"])
    assert not are_codes(["E01017136", "E01017136 "])
    assert not are_codes(["E01017136", ""])

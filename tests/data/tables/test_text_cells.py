"""Cells and columns beyond what tables have are refused: where, and which."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotspot_app.data.crime.incidents import inspect_file
from hotspot_app.data.kinds.headers import CELLS, read_head
from hotspot_app.data.tables.text_cells import LONGEST, MOST_COLUMNS, has_long_line
from hotspot_app.errors import InputError

HEAD = "Crime Number,Offence Type,Date Recorded,Easting,Northing,Notes"
ROW = "1,Burglary,01/01/2025,442000,112000,"


def file(folder: Path, text: str) -> Path:
    path = folder / "long.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("read", [read_head, inspect_file])
@pytest.mark.parametrize("mark", ["", '"'])
def test_a_cell_that_is_too_long_is_named(tmp_path: Path, read, mark: str) -> None:
    long = f"{mark}{'x' * (LONGEST + 1)}{mark}"
    path = file(tmp_path, f"{HEAD}\n{ROW}a\n{ROW}{long}\n")
    with pytest.raises(InputError) as told:
        read(path)
    assert told.value.where == "long.csv, line 3"
    assert told.value.what == "column 6 has a cell of over 100,000 letters"


@pytest.mark.parametrize("read", [read_head, inspect_file])
def test_the_longest_that_may_be_is_read(tmp_path: Path, read) -> None:
    assert read(file(tmp_path, f"{HEAD}\n{ROW}a\n{ROW}{'x' * LONGEST}\n"))


@pytest.mark.parametrize("read", [read_head, inspect_file])
def test_a_heading_that_is_too_long_is_named(tmp_path: Path, read) -> None:
    text = f"Crime Number,{'x' * (LONGEST + 1)},Easting\n1,Burglary,2\n"
    with pytest.raises(InputError, match=r"line 1: column 2 has a cell of over"):
        read(file(tmp_path, text))


@pytest.mark.parametrize("read", [read_head, inspect_file])
def test_more_columns_than_excel_has_are_refused(tmp_path: Path, read) -> None:
    names = ",".join(f"Type {i}" for i in range(MOST_COLUMNS))
    with pytest.raises(InputError, match=r"has 16,385 columns, and at most 16,384"):
        read(file(tmp_path, f"Offence,{names}\n1,2\n"))


def test_of_a_wide_table_fewer_rows_are_looked_at(tmp_path: Path) -> None:
    names = ",".join(f"Type {i}" for i in range(10_000))
    head = read_head(file(tmp_path, f"{names}\n" + "1,2\n" * 5_000))
    assert len(head.rows) == CELLS // 10_000


def test_long_lines_are_found_wherever_they_are() -> None:
    short, long = b"x" * LONGEST + b"\n", b"x" * (LONGEST + 1) + b"\n"
    assert not has_long_line(short * 3)
    assert has_long_line(short + long)
    assert has_long_line(long + short)
    assert not has_long_line(b"\n" * LONGEST * 2)
    assert not has_long_line(b"")

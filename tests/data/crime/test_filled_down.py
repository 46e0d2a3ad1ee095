"""Columns that are filled once a group, and those that lack something now and then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hotspot_app.data.crime.filled_down import Gaps
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.data.tables.layout import Block
from hotspot_app.errors import InputError

ROWS = 120
Row = list[str]


def rows(sorted_by: int = 0) -> list[Row]:
    rng = np.random.default_rng(7)
    kinds = ["Theft", "Burglary", "Robbery", "Violence"]
    made = []
    for number in range(ROWS):
        day = dt.date(2025, 1, 1) + dt.timedelta(int(rng.integers(0, 40)))
        east = str(442_000 + int(rng.integers(0, 30)))
        kind = kinds[int(rng.integers(0, 4))]
        made.append([day.isoformat(), kind, east, "112000", f"4425{number:05}"])
    return sorted(made, key=lambda row: row[sorted_by])


def merged(made: list[Row], *columns: int) -> list[Row]:
    """Leave out what stands in the row above."""
    out = [made[0]]
    for above, row in pairwise(made):
        same = [at for at in columns if all(above[c] == row[c] for c in columns[:1])]
        out.append(["" if at in same else cell for at, cell in enumerate(row)])
    return out


def holed(made: list[Row], column: int, share: float) -> list[Row]:
    """Leave out cells at random."""
    rng = np.random.default_rng(8)
    out = [list(row) for row in made]
    for row in out:
        row[column] = "" if rng.random() < share else row[column]
    return out


def read(folder: Path, made: list[Row]) -> int:
    path = folder / "crimes.csv"
    lines = [",".join(row) for row in made]
    head = "Date Recorded,Offence Type,Easting,Northing,Crime Number"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return len(read_incidents([path], extent=None).incidents)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: merged(rows(0), 0), "date"),
        (lambda: merged(rows(0)[::-1], 0), "date"),
        (lambda: merged(rows(1), 1), "type"),
        (lambda: merged(rows(2), 2, 3), "place"),
    ],
)
def test_merged_cells_are_refused(
    tmp_path: Path, make: Callable[[], list[Row]], what: str
) -> None:
    made = make()
    at = {"date": 0, "type": 1, "place": 2}[what]
    gaps = [line for line, row in enumerate(made, 2) if not row[at]]
    said = (
        f"{what} is empty below filled cells in {len(gaps)} rows, first line {gaps[0]}"
    )
    with pytest.raises(InputError, match=said):
        read(tmp_path, made)


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
@pytest.mark.parametrize("sorted_by", [0, 1, 4])
def test_cells_that_are_missing_here_and_there_are_not(
    tmp_path: Path, column: int, share: float, sorted_by: int
) -> None:
    assert 0 < read(tmp_path, holed(rows(sorted_by), column, share)) < ROWS


@pytest.mark.parametrize("share", [0.3, 0.6])
def test_places_of_which_each_stands_once_may_be_missing(
    tmp_path: Path, share: float
) -> None:
    made = rows(4)
    places = np.random.default_rng(9).permutation(ROWS)
    for place, row in zip(places, made, strict=True):
        row[2] = str(442_000 + int(place))
    assert 0 < read(tmp_path, holed(made, 2, share)) < ROWS


def test_moments_in_order_may_be_missing(tmp_path: Path) -> None:
    made = rows(0)
    for number, row in enumerate(made):
        row[0] = f"2025-01-{1 + number // 5:02} {number % 5:02}:{number % 60:02}"
    assert 0 < read(tmp_path, holed(made, 0, 0.3)) < ROWS


def test_a_block_without_rows_lacks_nothing() -> None:
    empty = pd.DataFrame({"type": pd.Categorical([]), "month": pd.Categorical([])})
    none = np.empty(0, dtype=np.int64)
    gaps = Gaps()
    gaps.see("type", Block(empty, none, none))
    assert (gaps.rows, gaps.empty, gaps.first) == (0, 0, 0)
    assert not gaps.are_filled_down("type")

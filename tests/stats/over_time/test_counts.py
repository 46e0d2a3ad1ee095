"""Counting by area, type and month."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.stats.over_time.counts import Cube, count_cube

CODES = pd.Index(["A", "B", "C"], name="code")


def incidents(kinds: list[str], months: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "type": pd.Categorical(kinds),
            "month": pd.PeriodIndex(months, freq="M"),
        }
    )


def test_a_hand_counted_case_with_a_missing_month() -> None:
    rows = incidents(
        ["Robbery", "Burglary", "Burglary", "Robbery"],
        ["2025-01", "2025-01", "2025-04", "2025-04"],
    )
    held = [pd.Period("2025-01"), pd.Period("2025-02"), pd.Period("2025-04")]
    cube = count_cube(np.array([0, 0, 2, -1], dtype=np.int32), rows, CODES, held)
    assert cube.types == ("Burglary", "Robbery")
    assert cube.by_type(held[0], held[1]).tolist() == [1, 1]
    assert cube.by_type(held[2], held[2]).tolist() == [1, 0]
    assert cube.counts.shape == (3, 2, 4)
    assert cube.present.tolist() == [True, True, False, True]
    first, last = pd.Period("2025-01"), pd.Period("2025-04")
    assert cube.by_area(["Burglary"], first, last).tolist() == [1, 0, 1]
    assert cube.by_area(["Robbery"], first, last).tolist() == [1, 0, 0]
    assert cube.missing(first, last) == [pd.Period("2025-03")]
    assert cube.missing(last, last + 2) == [last + 1, last + 2]
    by_month = cube.by_month(["Burglary", "Robbery"])
    assert by_month.iloc[:2].tolist() == [2, 0]
    assert np.isnan(by_month.iloc[2])


def test_rows_that_stand_for_several_incidents() -> None:
    rows = incidents(["Drugs", "Drugs"], ["2025-01", "2025-01"])
    cube = count_cube(
        np.array([1, 1], dtype=np.int32), rows, CODES, times=np.array([5, 7])
    )
    assert cube.by_type().to_dict() == {"Drugs": 12}


def test_areas_can_be_picked_and_unknown_ones_are_refused() -> None:
    rows = incidents(["Drugs"], ["2025-01"])
    cube = count_cube(np.array([2], dtype=np.int32), rows, CODES)
    month = pd.Period("2025-01")
    picked = cube.among(pd.Index(["C", "A"]))
    assert picked.by_area(["Drugs"], month, month).tolist() == [1, 0]
    with pytest.raises(KeyError, match="Z"):
        cube.among(pd.Index(["Z"]))


def test_nothing_to_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no month"):
        count_cube(np.array([], dtype=np.int32), incidents([], []), CODES)
    with pytest.raises(ValueError, match="one area position"):
        count_cube(np.array([0], dtype=np.int32), incidents([], []), CODES)


row = st.tuples(
    st.integers(-1, 2),
    st.sampled_from(["Burglary", "Robbery", "Drugs"]),
    st.sampled_from(["2024-11", "2025-01", "2025-03"]),
)


@given(st.lists(row, min_size=1, max_size=40), st.randoms())
def test_totals_close_and_order_does_not_matter(rows, random) -> None:
    area = np.array([r[0] for r in rows], dtype=np.int32)
    table = incidents([r[1] for r in rows], [r[2] for r in rows])
    cube = count_cube(area, table, CODES)
    assert cube.counts.sum() == (area >= 0).sum()
    order = list(range(len(rows)))
    random.shuffle(order)
    again = count_cube(area[order], table.iloc[order], CODES)
    assert np.array_equal(cube.counts, again.counts)
    assert cube.types == again.types


def covered_in_part() -> Cube:
    """A in both months, B in the first only, C never."""
    rows = incidents(["Burglary"] * 4, ["2025-01", "2025-02", "2025-01", "2025-01"])
    cube = count_cube(np.array([0, 0, 1, 2], dtype=np.int32), rows, CODES)
    cells = np.array([[True, True], [True, False], [False, False]])
    return replace(cube, covered=cells)


def test_what_no_source_covers_is_missing_not_zero() -> None:
    cube = covered_in_part()
    first, last = cube.months
    counts = cube.by_area(["Burglary"], first, last)
    assert counts["A"] == 2
    assert counts.isna().tolist() == [False, True, True]
    assert cube.by_area(["Burglary"], first, first).isna().tolist() == [
        False,
        False,
        True,
    ]


def test_months_are_added_up_over_the_same_areas() -> None:
    cube = covered_in_part()
    assert cube.by_month(["Burglary"]).tolist() == [1, 1]
    assert cube.among(CODES[1:]).by_month(["Burglary"]).isna().all()


def test_some_areas_keep_what_covers_them() -> None:
    cube = covered_in_part().among(CODES[:1])
    assert cube.covered is not None
    assert cube.covered.tolist() == [[True, True]]
    counts = cube.by_area(["Burglary"], *cube.months)
    assert counts.dtype == np.int64

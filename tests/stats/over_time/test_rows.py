"""Incidents counted between any two days, against counting by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.stats.over_time.counts import count_cube
from hotspot_app.stats.over_time.rows import Rows

CODES = pd.Index(["A", "B", "C"], name="code")
START = np.datetime64("2025-01-01")

ROW = st.tuples(
    st.integers(-1, 2), st.integers(0, 119), st.booleans(), st.sampled_from("xy")
)


def rows_of(drawn: list[tuple[int, int, bool, str]]) -> Rows:
    area = np.array([a for a, *_ in drawn], dtype=np.int32)
    day = pd.Series([START + d for _, d, *_ in drawn], dtype="datetime64[s]")
    known = np.array([k for *_, k, _ in drawn], dtype=bool)
    kinds = pd.Categorical([t for *_, t in drawn], categories=["x", "y"])
    frame = pd.DataFrame(
        {"type": kinds, "month": day.dt.to_period("M"), "day": day.where(known)}
    )
    return Rows(CODES, frame, area)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=40), st.integers(0, 119), st.integers(0, 119))
def test_days_are_counted_as_by_hand(drawn, one: int, other: int) -> None:
    rows = rows_of(drawn)
    begin, end = sorted((one, other))
    first, last = (pd.Period(str(START + n), freq="D") for n in (begin, end))
    held = list(pd.period_range("2025-01", "2025-03", freq="M"))
    found = rows.by_area(["x"], first, last, held)
    left = rows.undated(["x"], first, last)
    expected, unplaced = np.zeros(3, dtype=int), 0
    for area, day, known, kind in drawn:
        stated = pd.Period(str(START + day), freq="D")
        month = stated.asfreq("M")
        of_month = month.asfreq("D", "start"), month.asfreq("D", "end")
        if known:
            inside = first <= stated <= last
        else:
            inside = first <= of_month[0] and of_month[1] <= last
            touched = first <= of_month[1] and of_month[0] <= last
            unplaced += kind == "x" and touched and not inside
        if kind == "x" and inside and month in held and area >= 0:
            expected[area] += 1
    assert found.tolist() == expected.tolist()
    assert left.sum() == unplaced


@settings(max_examples=30, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=40))
def test_whole_months_are_those_of_the_cube(drawn) -> None:
    rows = rows_of(drawn)
    cube = count_cube(rows.area, rows.incidents, CODES)
    held = list(cube.months[cube.present])
    first, last = pd.Period("2025-02", "M"), pd.Period("2025-03", "M")
    days = first.asfreq("D", "start"), last.asfreq("D", "end")
    found = rows.by_area(["x", "y"], *days, held)
    assert found.tolist() == cube.by_area(["x", "y"], first, last).tolist()
    kinds = rows.by_type(cube.types, *days, held)
    assert kinds.to_dict() == cube.by_type(first, last).to_dict()


def test_among_other_areas_the_rest_are_outside() -> None:
    rows = rows_of([(0, 1, True, "x"), (2, 1, True, "x"), (-1, 1, True, "x")])
    some = rows.among(pd.Index(["B", "C"], name="code"))
    assert some.area.tolist() == [-1, 1, -1]
    assert rows.among(CODES) is rows

"""What a method is given answers for itself what the question counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspot_app.method import Days, Inputs, Question, Span
from hotspot_app.stats.over_time.counts import count_cube
from hotspot_app.stats.over_time.rows import Rows
from tests.methods.conftest import squares

JANUARY, FEBRUARY = pd.period_range("2025-01", "2025-02", freq="M")


@pytest.fixture
def inputs() -> Inputs:
    areas = squares(2, 1)
    day = pd.to_datetime(
        ["2025-01-03", "2025-01-30", "2025-02-02", "2025-01-05", "2025-01-06", None]
    ).astype("datetime64[s]")
    frame = pd.DataFrame(
        {
            "type": pd.Categorical(["x", "x", "x", "y", "x", "x"]),
            "month": pd.Series(day).dt.to_period("M").fillna(JANUARY),
            "day": day,
        }
    )
    area = np.array([0, 1, 1, 0, -1, 1], dtype=np.int32)
    return Inputs(
        areas=areas,
        cube=count_cube(area, frame, areas.index),
        question=Question(
            subject="x",
            types=("x",),
            sources=("Test police",),
            period=Span(JANUARY, JANUARY),
            comparison=None,
            place="Testtown",
            level="lsoa",
            measure="count",
            denominator=None,
            denominator_words="",
            seed=1,
        ),
        rows=Rows(areas.index, frame, area),
    )


@pytest.mark.parametrize(
    ("when", "rows"),
    [
        (None, [0, 1, 5]),
        (Span(FEBRUARY, FEBRUARY), [2]),
        (Span(JANUARY, FEBRUARY), [0, 1, 2, 5]),
        (Days(pd.Period("2025-01-20", "D"), pd.Period("2025-02-02", "D")), [1, 2]),
    ],
)
def test_incidents_are_those_that_are_counted(inputs, when, rows) -> None:
    found = inputs.incidents(when)
    assert found.index.tolist() == rows
    assert len(found) == inputs.counts(when).sum()

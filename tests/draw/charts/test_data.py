"""What paper and screen charts share, against answers worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspot_app.draw.charts.data import arranged, without_gaps
from hotspot_app.draw.charts.numbers import axis_number, ticks
from hotspot_app.draw.charts.ranking import is_ranking
from hotspot_app.draw.charts.words import words_of
from hotspot_app.method import Chart, Column

DOTS = Chart("r", "dots", "values", "name", "rate", "Rates", "low", "high", "city")
TABLE = pd.DataFrame(
    {
        "name": ["Quay", "Park", "Mill"],
        "rate": [10.0, np.nan, 30.0],
        "low": [8.0, np.nan, 25.0],
        "high": [13.0, np.nan, 36.0],
    },
    index=["Q", "P", "M"],
)


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 531.7, 6, [0, 100, 200, 300, 400, 500]),
        (0, 531.7, 3, [0, 200, 400]),
        (-1.2, 3.9, 6, [-1, 0, 1, 2, 3]),
        (0, 0.004, 5, [0, 0.001, 0.002, 0.003, 0.004]),
        (7, 7, 6, [7]),
        (float("nan"), 1, 6, []),
    ],
)
def test_ticks_are_round_and_few(low, high, most, expected) -> None:
    assert ticks(low, high, most) == pytest.approx(expected)


@pytest.mark.parametrize("most", [2, 3, 4, 6, 10])
@pytest.mark.parametrize("high", [0.0013, 0.9, 1, 4.99, 37, 100, 98_765])
def test_ticks_are_never_more_than_asked_for_and_inside(most, high) -> None:
    found = ticks(0, high, most)
    assert 1 <= len(found) <= most
    assert found.min() >= 0
    assert found.max() <= high * (1 + 1e-9)


def test_numbers_along_an_axis() -> None:
    assert [axis_number(n) for n in (1000.0, 0.25, -5.0)] == ["1,000", "0.25", "−5"]


def test_a_ranking_is_largest_first_missing_last_and_keeps_its_codes() -> None:
    drawn = arranged(DOTS, TABLE, summary={"city": 12.0})
    assert list(drawn.table.index) == ["M", "Q", "P"]
    assert drawn.reference == 12
    assert not drawn.upright
    few = arranged(DOTS, TABLE, summary={"city": 12.0}, most=1)
    assert (list(few.table.index), few.left_out) == (["M"], 2)


def test_limits_are_distances_from_the_value() -> None:
    limits = arranged(DOTS, TABLE, summary={"city": 12.0}).limits()
    assert limits is not None
    assert limits[:, 0] == pytest.approx([5, 6])


def test_a_scatter_has_the_least_squares_line_through_its_means() -> None:
    # x 1 2 3, y 2 4 9: slope 3.5 through (2, 5), worked by hand
    table = pd.DataFrame({"x": [1.0, 2, 3, np.nan], "y": [2.0, 4, 9, 1]})
    fit = arranged(Chart("s", "scatter", "t", "x", "y", "S"), table).fit()
    assert fit is not None
    assert fit.middle == pytest.approx((2, 5))
    assert fit.slope == pytest.approx(3.5)


def test_few_bars_stand_upright_and_many_are_a_ranking() -> None:
    bars = Chart("b", "bars", "t", "name", "rate", "B")
    assert not is_ranking(bars, TABLE)
    assert is_ranking(bars, pd.concat([TABLE] * 3))


def test_the_chart_in_words() -> None:
    columns = (Column("rate", "float", "Rate", "per 1,000"),)
    drawn = arranged(DOTS, TABLE, columns=columns, summary={"city": 12.0})
    assert words_of(drawn) == (
        "Rates. Rate (per 1,000), 3 values, highest Mill (30), lowest Quay (10)."
    )


@pytest.mark.parametrize(
    ("table", "summary", "words"),
    [
        (TABLE.drop(columns="high"), {"city": 1.0}, "no column high"),
        (TABLE.head(0), {"city": 1.0}, "nothing to draw"),
        (TABLE, {}, "no number city"),
    ],
)
def test_what_is_not_there_is_refused(table, summary, words) -> None:
    with pytest.raises(ValueError, match=words):
        arranged(DOTS, table, summary=summary)


def test_rows_without_a_place_are_left_out_and_gaps_stay() -> None:
    table = pd.DataFrame(
        {"x": ["1", "2", None], "g": ["A", "A", "A"], "n": [1.0, np.nan, 2.0]}
    )
    grid = Chart("g", "grid", "t", "x", "g", "G", value="n")
    bars = Chart("b", "bars", "t", "x", "n", "B")
    line = Chart("l", "line", "t", "x", "n", "L")
    assert list(without_gaps(grid, table).index) == [0, 1]
    assert list(without_gaps(bars, table).index) == [0, 2]
    assert list(without_gaps(line, table).index) == [0, 1, 2]
    for chart in (grid, bars, line):
        assert without_gaps(chart, table.assign(n=np.nan)).empty


def test_ranks_begin_with_the_first() -> None:
    ranks = Chart("k", "dots", "values", "name", "rate", "Ranks", rising=True)
    table = TABLE.assign(rate=[2.0, 3.0, 1.0])
    drawn = arranged(ranks, table)
    assert list(drawn.table.index) == ["M", "Q", "P"]
    assert words_of(drawn).endswith("3 values, lowest Mill (1), highest Park (3).")
    few = arranged(ranks, table, most=2)
    assert few.extent == "first 2 of 3"
    assert words_of(few).endswith("first 2 of 3, lowest Mill (1).")

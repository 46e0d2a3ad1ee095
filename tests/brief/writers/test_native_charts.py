"""Charts that can be edited: their numbers, and those of the workbook inside."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from hotspot_app.brief.content import NativeChart, Section
from hotspot_app.brief.writers.slides import write_slides
from tests.brief.content.sample import chart as months
from tests.brief.content.sample import document, dots
from tests.brief.writers.awkward import HOSTILE, chart, replace_chart

KINDS = ["bars", "columns", "line", "dots", "scatter"]


def drawn(one: NativeChart, folder: Path) -> Any:
    section = Section("charts", "Charts", (one,))
    write_slides(replace(document(), sections=(section,)), folder / "brief.pptx")
    deck = Presentation(str(folder / "brief.pptx"))
    return next(each.chart for each in deck.slides[1].shapes if each.has_chart)


def numbers(series: Any, axis: str) -> tuple[float | None, ...]:
    """The numbers that a series keeps, None where it has a gap."""
    count = int(series._element.xpath(f"./c:{axis}//c:ptCount/@val")[0])
    points = {
        int(each.get("idx")): float(each.find("{*}v").text)
        for each in series._element.xpath(f"./c:{axis}//c:pt")
    }
    return tuple(points.get(at) for at in range(count))


def sheet(chart: Any) -> dict[str, list[Any]]:
    """The columns of the workbook inside, by their letters."""
    blob = chart.part.chart_workbook.xlsx_part.blob
    book = openpyxl.load_workbook(io.BytesIO(blob))
    assert book.sheetnames == ["Sheet1"]
    return {
        column[0].column_letter: [cell.value for cell in column]
        for column in book["Sheet1"].iter_cols()
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("series", [1, 3])
def test_a_chart_holds_the_briefs_numbers(
    kind: str, series: int, tmp_path: Path
) -> None:
    one = chart(kind, 6, series)  # type: ignore[arg-type]
    made = drawn(one, tmp_path)
    values = "yVal" if kind == "scatter" else "val"
    *own, reference = (s for plot in made.plots for s in plot.series)
    assert [each.name for each in own] == [each.name for each in one.series]
    for shown, wanted in zip(own, one.series, strict=True):
        assert numbers(shown, values) == wanted.values
        if kind == "scatter":
            assert numbers(shown, "xVal") == wanted.across
        else:
            assert len(list(made.plots[0].categories)) == 6
    assert reference.name == "Southampton 14.0"
    assert {*numbers(reference, values)} == {14.0}


@pytest.mark.parametrize("kind", KINDS)
def test_the_workbook_inside_holds_what_is_drawn_and_no_more(
    kind: str, tmp_path: Path
) -> None:
    one = chart(kind, 6, 2)  # type: ignore[arg-type]
    made = drawn(one, tmp_path)
    columns = sheet(made)
    seen = set()
    for formula in made._chartSpace.xpath(".//c:f"):
        letter = formula.text.split("$")[1]
        seen.add(letter)
        cache = formula.getnext()
        points = {
            int(each.get("idx")): each.find("{*}v").text
            for each in cache.findall("{*}pt")
        }
        count = int(cache.find("{*}ptCount").get("val"))
        if formula.text.endswith("$1"):
            assert columns[letter][0] == points[0]
            continue
        kept = columns[letter][1 : count + 1]
        assert [points.get(at) for at in range(count)] == [
            None
            if value is None
            else str(float(value))
            if letter != "A" or kind == "scatter"
            else value
            for value in kept
        ]
    assert seen == {*columns}


def test_limits_are_error_bars(tmp_path: Path) -> None:
    one = dots()
    made = drawn(one, tmp_path)
    series = made.plots[0].series[0]
    wanted = one.series[0]
    for way, near, far in (
        ("plus", wanted.values, wanted.upper),
        ("minus", wanted.lower, wanted.values),
    ):
        lengths = numbers(series, f"errBars/c:{way}")
        assert lengths == pytest.approx(
            [b - a for a, b in zip(near, far, strict=True)]  # type: ignore[operator]
        )
    axis = made.value_axis
    assert axis.maximum_scale >= 36
    assert axis.minimum_scale == 0


def test_kinds_are_those_that_were_asked_for(tmp_path: Path) -> None:
    found = {}
    for kind in KINDS:
        one = replace(chart(kind, 4), reference=None)  # type: ignore[arg-type]
        found[kind] = drawn(one, tmp_path).chart_type
    assert found == {
        "bars": XL_CHART_TYPE.BAR_CLUSTERED,
        "dots": XL_CHART_TYPE.BAR_CLUSTERED,
        "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
        "line": XL_CHART_TYPE.LINE_MARKERS,
        "scatter": XL_CHART_TYPE.XY_SCATTER,
    }


def test_a_missing_value_is_a_gap_and_axes_have_titles(tmp_path: Path) -> None:
    made = drawn(months(), tmp_path)
    assert numbers(made.plots[0].series[0], "val") == (120.0, 130.0, None, 110.0, 150.0)
    assert made._chartSpace.xpath(".//c:dispBlanksAs/@val") == ["gap"]
    assert made.category_axis.axis_title.text_frame.text == "Month"
    assert made.value_axis.axis_title.text_frame.text == "Recorded"
    assert made.has_legend
    assert not made.has_title


def test_a_chart_without_a_reference_needs_no_legend(tmp_path: Path) -> None:
    one = months()
    alone = NativeChart(
        one.kind, one.categories, one.series, "Recorded", "Month", one.picture
    )
    assert not drawn(alone, tmp_path).has_legend


def test_the_first_category_is_on_top(tmp_path: Path) -> None:
    made = drawn(dots(), tmp_path)
    assert next(iter(made.plots[0].categories)) == "Bargate"
    assert made.category_axis.reverse_order


def test_long_categories_are_cut_unless_two_would_be_alike(tmp_path: Path) -> None:
    one = chart("columns", 4)
    made = drawn(one, tmp_path)
    assert list(made.plots[0].categories)[2].endswith("…")
    alike = replace_chart(one, tuple(f"{'x' * 60} {n}" for n in range(4)), "Rate")
    assert list(drawn(alike, tmp_path).plots[0].categories) == list(alike.categories)


def test_hostile_words_are_only_words(tmp_path: Path) -> None:
    made = drawn(replace_chart(chart("bars", 4), HOSTILE[:4], HOSTILE[0]), tmp_path)
    assert list(made.plots[0].categories) == list(HOSTILE[:4])
    columns = sheet(made)
    assert columns["A"] == [HOSTILE[0], *HOSTILE[:4]]
    blob = made.part.chart_workbook.xlsx_part.blob
    book = openpyxl.load_workbook(io.BytesIO(blob))
    kinds = {c.data_type for row in book["Sheet1"].iter_rows() for c in row}
    assert kinds <= {"s", "n"}

"""Funnel, grid, steps, slope and multiples on paper, however hard their table."""

from __future__ import annotations

from typing import get_args
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from hotspot_app.draw.charts import pages
from hotspot_app.draw.charts.data import Captions, arranged
from hotspot_app.draw.charts.funnel import beyond
from hotspot_app.draw.charts.kinds import SCENES
from hotspot_app.draw.charts.pages import chart_figure
from hotspot_app.draw.charts.paper import ROLES
from hotspot_app.draw.charts.scene import Cell, Dot, Room, Scene, Stroke, Words
from hotspot_app.draw.charts.slope import moved_most
from hotspot_app.draw.charts.words import words_of
from hotspot_app.draw.looks.palettes import LOOKS, PAPER, luminance
from hotspot_app.draw.page.export import page_bytes
from hotspot_app.method import Chart, ChartKind, Column

LONG = "Ward of St Anne and Priory Hill by the Water in the Old Harbour"
FUNNEL = Chart(
    "f", "funnel", "t", "size", "rate", "Rates by size", "low", "high", "whole",
    named="name", lower_outer="lowest", upper_outer="highest",
)  # fmt: skip
GRID = Chart("g", "grid", "t", "hour", "day", "Hours by day", value="count")
STEPS = Chart("s", "steps", "t", "places", "share", "Concentration", diagonal=True)
SLOPE = Chart("c", "slope", "t", "name", "now", "Change", before="then")
MULTIPLES = Chart("m", "multiples", "t", "month", "count", "Months by ward", by="ward")
COLUMNS = (
    Column("size", "int", "Residents"),
    Column("rate", "float", "Rate", "per 1,000 residents (mid-2024) over 12 months"),
    Column("hour", "text", "Hour"),
    Column("day", "text", "Weekday"),
    Column("count", "int", "Recorded incidents"),
    Column("places", "float", "Share of places", "%"),
    Column("share", "float", "Share of recorded crime", "%"),
    Column("then", "int", "January to June 2024"),
    Column("now", "int", "January to June 2025"),
    Column("ward", "text", "Ward"),
    Column("month", "text", "Month"),
)


def funnel_table(rows: int) -> pd.DataFrame:
    size = np.linspace(500, 20_000, rows) if rows > 1 else np.array([500.0])
    spread = np.sqrt(60_000 / size)
    rate = 60 + spread * np.tile([0.0, 1.0, -1.5, 2.5, -5.0, 4.0], rows)[:rows]
    return pd.DataFrame(
        {
            "name": [f"{LONG} {n}" if n % 4 == 3 else f"Quay {n}" for n in range(rows)],
            "size": size,
            "rate": rate,
            "low": 60 - 2 * spread,
            "high": 60 + 2 * spread,
            "lowest": 60 - 3 * spread,
            "highest": 60 + 3 * spread,
        }
    )


def grid_table(rows: int, columns: int = 7) -> pd.DataFrame:
    pairs = [(d, h) for d in range(rows) for h in range(columns)]
    return pd.DataFrame(
        {
            "day": [f"{LONG} {d}" if d == 2 else f"Day {d}" for d, _ in pairs],
            "hour": [f"{h:02d}" for _, h in pairs],
            "count": [float((5 * d + 3 * h) % 23) for d, h in pairs],
        }
    )


def steps_table(rows: int) -> pd.DataFrame:
    share = np.cumsum(1 / np.arange(1, rows + 1))
    places = 100 * np.arange(1, rows + 1) / rows
    return pd.DataFrame({"places": places, "share": 100 * share / share[-1]})


def slope_table(rows: int) -> pd.DataFrame:
    then = 40.0 + np.arange(rows) % 17
    return pd.DataFrame(
        {
            "name": [f"{LONG} {n}" if n % 3 == 0 else f"Quay {n}" for n in range(rows)],
            "then": then,
            "now": then + np.tile([9.0, -4.0, 0.0, 30.0, -21.0], rows)[:rows],
        }
    )


def multiples_table(groups: int, months: int = 18) -> pd.DataFrame:
    named = [str(m) for m in pd.period_range("2024-01", periods=months, freq="M")]
    pairs = [(g, m) for g in range(groups) for m in range(months)]
    return pd.DataFrame(
        {
            "ward": [f"{LONG} {g}" if g % 3 == 1 else f"Quay {g}" for g, _ in pairs],
            "month": [named[m] for _, m in pairs],
            "count": [float(10 + (7 * g + 5 * m) % 19) for g, m in pairs],
        }
    )


MADE = {
    "funnel": (FUNNEL, funnel_table),
    "grid": (GRID, grid_table),
    "steps": (STEPS, steps_table),
    "slope": (SLOPE, slope_table),
    "multiples": (MULTIPLES, multiples_table),
}


def drawn(chart: Chart, table: pd.DataFrame, **said):
    captions = Captions(said.get("title", ""), "Southampton 60.4", ("A foot.",))
    sheet = chart_figure(
        arranged(
            chart, table, columns=COLUMNS, summary={"whole": 60.0}, captions=captions
        )
    )
    sheet.canvas.draw()
    return sheet


def scene(chart: Chart, table: pd.DataFrame, wide: float = 160, **options) -> Scene:
    drawing = arranged(
        chart, table, columns=COLUMNS, summary={"whole": 60.0}, **options
    )
    room = Room(wide, 80, 3.5, lambda words: 1.7 * len(words))
    return SCENES[chart.kind](drawing, drawing.names(), room)


def said(found: Scene) -> list[str]:
    return [item.text for item in found.items if isinstance(item, Words)]


def assert_words_are_apart_and_inside(sheet) -> None:
    texts = [*sheet.texts, *(text for axes in sheet.axes for text in axes.texts)]
    words = [text for text in texts if text.get_text()]
    boxes = np.array([text.get_window_extent().extents for text in words])
    whole = sheet.bbox.padded(1)
    inside = (boxes[:, :2] >= whole.min) & (boxes[:, 2:] <= whole.max)
    assert inside.all(), [w.get_text() for w, i in zip(words, inside, strict=True)]
    over = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    over -= np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    pairs = np.argwhere(np.triu(over.min(axis=2) > 1.5, k=1)).tolist()
    assert not pairs, [[words[n].get_text() for n in pair] for pair in pairs]


def test_every_kind_is_drawn_by_one_function() -> None:
    assert {*SCENES, *pages.DRAWN_ON_AXES} == set(get_args(ChartKind))
    assert not {*SCENES} & {*pages.DRAWN_ON_AXES}
    assert set(MADE) == set(SCENES)


@pytest.mark.parametrize("rows", [1, 2, 8])
@pytest.mark.parametrize("kind", MADE)
def test_words_stay_apart_whatever_the_number_of_rows(kind: str, rows: int) -> None:
    chart, made = MADE[kind]
    assert_words_are_apart_and_inside(drawn(chart, made(rows)))


@pytest.mark.slow
@pytest.mark.parametrize("rows", [17, 60, 300])
@pytest.mark.parametrize("kind", MADE)
def test_many_rows_have_room(kind: str, rows: int) -> None:
    chart, made = MADE[kind]
    assert_words_are_apart_and_inside(drawn(chart, made(rows)))


@pytest.mark.parametrize("change", ["equal", "negative", "missing", "nought", "huge"])
@pytest.mark.parametrize("kind", MADE)
def test_hard_numbers_are_drawn(kind: str, change: str) -> None:
    chart, made = MADE[kind]
    table = made(6)
    columns = [*chart.numbers]
    if change == "equal":
        table[columns] = 7.0
    elif change == "negative":
        table[columns] -= 500.0
    elif change == "missing":
        table.loc[table.index[::2], columns] = np.nan
    elif change == "nought":
        table[columns] = 0.0
    else:
        table[columns] *= 1e9
    sheet = drawn(chart, table)
    assert_words_are_apart_and_inside(sheet)
    assert sheet.alt.endswith(".")


@pytest.mark.parametrize("kind", MADE)
def test_nothing_known_is_still_a_page(kind: str) -> None:
    chart, made = MADE[kind]
    table = made(4)
    table[[*chart.numbers]] = np.nan
    assert "nan" not in drawn(chart, table).alt


@pytest.mark.parametrize("kind", MADE)
def test_a_page_is_written_as_picture_and_as_words(kind: str) -> None:
    chart, made = MADE[kind]
    sheet = drawn(chart, made(5), title="All crime: as it is")
    assert page_bytes(sheet, "png").startswith(b"\x89PNG")
    tree = ElementTree.fromstring(page_bytes(sheet, "svg"))
    words = " ".join(tree.itertext())
    assert "A foot." in words
    assert sheet.alt in words
    assert sheet.heading == "All crime: as it is"


# --- funnel -----------------------------------------------------------------


def test_a_funnel_says_which_points_are_how_far_out() -> None:
    drawing = arranged(FUNNEL, funnel_table(6), summary={"whole": 60.0})
    assert beyond(drawing).tolist() == [0, 0, 0, 1, -2, 2]
    assert words_of(drawing) == (
        "Rates by size. rate, 6 values; 1 above the 99.8% limits: Quay 5; 1 below the "
        "99.8% limits: Quay 4; 1 above only the 95% limits: " + LONG + " 3."
    )


def test_a_funnel_names_what_is_outside_and_marks_how_far() -> None:
    found = scene(FUNNEL, funnel_table(6))
    assert {"Quay 4", "Quay 5"} <= set(said(found))
    assert not {"Quay 0", "Quay 1", "Quay 2"} & set(said(found))
    dots = {item.mark: item for item in found.items if isinstance(item, Dot)}
    assert [(dots[n].role, dots[n].hollow) for n in range(6)] == [
        *[("quiet", False)] * 3, ("accent", True), *[("accent", False)] * 2,
    ]  # fmt: skip


def test_a_funnel_s_curves_are_the_limits_of_its_rows() -> None:
    table = funnel_table(9).sample(frac=1, random_state=3)
    found = scene(FUNNEL, table)
    curves = [
        i.points for i in found.items if isinstance(i, Stroke) and len(i.points) == 9
    ]
    assert len(curves) == 4
    for curve in curves:
        assert (np.diff(curve[:, 0]) > 0).all()
    upper = min(curves, key=lambda curve: curve[0, 1])
    assert (np.diff(upper[:, 1]) > 0).all()  # the limits close in


# --- grid -------------------------------------------------------------------


def cells(found: Scene) -> list[Cell]:
    ends = {tuple(place) for place in found.places.tolist()}
    every = [item for item in found.items if isinstance(item, Cell)]
    return [c for c in every if (c.x, c.y, c.wide, c.tall) in ends]


def test_a_pair_without_a_row_is_a_cell_without_data() -> None:
    table = grid_table(3, 4).drop(index=[5, 6])
    found = scene(GRID, table)
    assert len(cells(found)) == 12
    looks = [cell.look.label for cell in cells(found)]
    assert [n for n, look in enumerate(looks) if look == "No data"] == [5, 6]
    assert cells(found)[5].look.hatch == LOOKS["no data"].hatch
    assert "No data" in said(found)


def test_hours_stay_in_order_though_the_first_day_lacks_some() -> None:
    table = grid_table(3, 24).drop(index=[4, 5])
    assert arranged(GRID, table).steps == [f"{hour:02d}" for hour in range(24)]


def test_numbers_stand_in_all_cells_or_in_none() -> None:
    numbers = [f"{n:g}" for n in grid_table(3, 4)["count"]]
    wide = said(scene(GRID, grid_table(3, 4)))
    assert [words for words in wide if words in numbers][-12:] == numbers
    narrow = said(scene(GRID, grid_table(40, 40), wide=60))
    assert not {"14", "21"} & set(narrow)


def test_a_grid_is_turned_where_only_then_its_numbers_fit() -> None:
    table = grid_table(3, 24)
    wide, narrow = scene(GRID, table, 400), scene(GRID, table, 80)
    assert wide.places[1, 0] > wide.places[0, 0]
    assert narrow.places[1, 1] > narrow.places[0, 1]
    assert narrow.along[:3] == (0, 24, 48)


def test_names_of_rows_that_have_room_are_whole() -> None:
    table = grid_table(3, 2).replace({"Day 0": "A", "Day 1": "B", f"{LONG} 2": "C"})
    figures = said(scene(GRID, table)), drawn(GRID, table).axes[0].texts
    assert {"A", "B", "C"} <= set(figures[0])
    assert {"A", "B", "C"} <= {text.get_text() for text in figures[1]}


def test_rows_past_the_fortieth_are_left_out_and_told() -> None:
    found = scene(GRID, grid_table(52, 2))
    assert "40 of 52 shown" in said(found)
    assert len(found.places) == 80


def test_two_rows_for_a_cell_are_refused() -> None:
    table = pd.concat([grid_table(2, 2), grid_table(1, 1)])
    with pytest.raises(ValueError, match="two rows for Day 0, 00"):
        arranged(GRID, table)


# --- steps ------------------------------------------------------------------


def test_a_curve_rises_at_each_row_from_nought() -> None:
    table = pd.DataFrame({"places": [50.0, 100.0], "share": [80.0, 100.0]})
    found = scene(STEPS, table)
    (curve,) = [
        item.points
        for item in found.items
        if isinstance(item, Stroke) and item.role == "accent"
    ]
    x, y = curve.T
    across, up = np.unique(x), np.unique(y)
    assert [across.searchsorted(v) for v in x] == [0, 1, 1, 2, 2]
    assert [2 - up.searchsorted(v) for v in y] == [0, 0, 1, 1, 2]
    assert words_of(arranged(STEPS, table)) == (
        "Concentration. share, 2 steps, 100 at places 100, half of that at 50."
    )


# --- slope ------------------------------------------------------------------


def test_those_that_moved_most_are_named_and_the_others_grey() -> None:
    table = slope_table(40)
    drawing = arranged(SLOPE, table)
    most = moved_most(drawing)
    change = (table["now"] - table["then"]).abs()
    assert len(most) == 12
    assert change[most].min() >= change.drop(most).max()
    grey = [i for i in scene(SLOPE, table).items if getattr(i, "role", "") == "quiet"]
    assert len(grey) >= 28


def test_rising_and_falling_differ_in_colour_dashes_and_dots() -> None:
    table = slope_table(2)
    lines = {
        item.role: item
        for item in scene(SLOPE, table).items
        if isinstance(item, Stroke) and item.role in ("rising", "falling")
    }
    assert lines["rising"].dashes != lines["falling"].dashes
    dots = {
        item.role: item.hollow
        for item in scene(SLOPE, table).items
        if isinstance(item, Dot) and item.mark >= 0
    }
    assert dots == {"rising": False, "falling": True}
    # as on the map of what rose and fell
    assert ROLES["rising"] == LOOKS["rose"].fill
    assert ROLES["falling"] == LOOKS["fell"].fill
    paper = luminance(PAPER) + 0.05
    for role in lines:
        assert paper / (luminance(ROLES[role]) + 0.05) >= 3


def test_a_row_with_one_number_is_a_dot_and_is_told() -> None:
    table = slope_table(4)
    table.loc[1, "then"] = np.nan
    found = scene(SLOPE, table)
    assert "1 with one number only" in said(found)
    assert np.isfinite(found.places[1]).all()
    assert words_of(arranged(SLOPE, table)) == (
        f"Change. now, from then, 4 lines, 2 rose, most {LONG} 3 (43 to 73)."
    )


# --- small multiples --------------------------------------------------------


def test_panels_past_the_sixteenth_are_left_out_and_told() -> None:
    found = scene(MULTIPLES, multiples_table(20, 6))
    assert "16 of 20 shown" in said(found)
    assert len(found.places) == 16 * 6
    every = arranged(MULTIPLES, multiples_table(20, 6), most=200)
    assert len(every.groups) == 20


def test_panels_have_one_scale_and_gaps_where_a_month_is_missing() -> None:
    table = multiples_table(2, 6)
    table["count"] = [1.0, 2, 3, 4, 5, 6, 1, 2, np.nan, 4, 5, 6]
    found = scene(MULTIPLES, table, 60)
    heights = found.places[:, 1]
    tops = heights[[0, 6]]
    assert heights[5] - tops[0] == pytest.approx(heights[11] - tops[1])
    lines = [i.points for i in found.items if isinstance(i, Stroke) and i.weight > 1.5]
    assert sorted(len(points) for points in lines) == [2, 3, 6]
    assert not np.isfinite(found.places[8]).all()


def test_a_month_that_the_first_ward_lacks_keeps_its_place() -> None:
    table = multiples_table(3, 6).drop(index=[2])
    assert arranged(MULTIPLES, table).steps == [f"2024-0{n}" for n in range(1, 7)]

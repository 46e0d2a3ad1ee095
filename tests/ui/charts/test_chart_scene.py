"""Charts drawn alike on paper and screen: as they are seen, heard and chosen from."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolTip

from hotspot_app.draw.charts.data import Captions
from hotspot_app.draw.charts.scene import Cell, Words
from hotspot_app.draw.looks.palettes import INK, RAMP, ZERO, ink_on, luminance
from hotspot_app.method import Chart, Column
from hotspot_app.ui.charts.marks import Links
from hotspot_app.ui.charts.view import NOTHING, ChartView
from hotspot_app.ui.kit import theme

FUNNEL = Chart(
    "f", "funnel", "values", "size", "rate", "Rates by size", "low", "high", "whole",
    named="name", lower_outer="lowest", upper_outer="highest",
)  # fmt: skip
GRID = Chart("g", "grid", "t", "hour", "day", "Hours by day", value="count")
STEPS = Chart("s", "steps", "t", "places", "share", "Concentration", diagonal=True)
SLOPE = Chart("c", "slope", "values", "name", "now", "Change", before="then")
MULTIPLES = Chart("m", "multiples", "t", "month", "count", "By ward", by="ward")
KINDS = {c.kind: c for c in (FUNNEL, GRID, STEPS, SLOPE, MULTIPLES)}
COLUMNS = (
    Column("size", "int", "Residents"),
    Column("rate", "float", "Rate", "per 1,000"),
    Column("hour", "text", "Hour"),
    Column("day", "text", "Day"),
    Column("count", "int", "Recorded"),
    Column("places", "float", "Places", "%"),
    Column("share", "float", "Share", "%"),
    Column("then", "int", "Then"),
    Column("now", "int", "Now"),
    Column("ward", "text", "Ward"),
    Column("month", "text", "Month"),
)


def areas(rows: int) -> pd.DataFrame:
    at = np.arange(rows, dtype=float)
    return pd.DataFrame(
        {
            "name": [f"City {n:03d}" for n in range(rows)],
            "ward": [f"Ward {n % 3}" for n in range(rows)],
            "place": [f"Street {n}" for n in range(rows)],
            "size": 1000 + 500 * at,
            "rate": 60 + 10 * (at % 5 - 2),
            "low": 45.0, "high": 75.0, "lowest": 35.0, "highest": 85.0,
            "then": 30 + at,
            "now": 30 + at + np.where(at % 2, 7, -9),
        },
        index=[f"E{n}" for n in range(rows)],
    )  # fmt: skip


def pairs(rows: int, columns: int) -> pd.DataFrame:
    every = [(r, c) for r in range(rows) for c in range(columns)]
    return pd.DataFrame(
        {
            "day": [f"Day {r}" for r, _ in every],
            "ward": [f"Ward {r}" for r, _ in every],
            "hour": [f"{c:02d}" for _, c in every],
            "month": [f"2025-{c % 12 + 1:02d}" for _, c in every],
            "count": [float((5 * r + 3 * c) % 17) for r, c in every],
        }
    )


def table_of(kind: str, rows: int) -> pd.DataFrame:
    if kind in ("funnel", "slope"):
        return areas(rows)
    if kind == "steps":
        at = 100 * np.arange(1, rows + 1) / rows
        return pd.DataFrame({"places": at, "share": 10 * np.sqrt(at)})
    return pairs(rows, 7)


@pytest.fixture
def view(qtbot):
    theme.put_on(QApplication.instance(), theme.LIGHT)
    made = ChartView()
    made.resize(404, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    QToolTip.hideText()
    theme.put_on(QApplication.instance(), theme.LIGHT)


def put(view: ChartView, kind: str, table: pd.DataFrame, **links) -> None:
    view.set_chart(
        KINDS[kind],
        table,
        columns=COLUMNS,
        summary={"whole": 60.0},
        captions=Captions(reference="Southampton 60.0"),
        links=Links(**links),
    )
    view.layout().activate()


def at(view: ChartView, mark: int) -> QPoint:
    return view.canvas.place_of(mark).center().toPoint()


def told(view: ChartView, qtbot, mark: int) -> str:
    qtbot.mouseMove(view.canvas, at(view, mark))
    qtbot.waitUntil(lambda: QToolTip.text() != "")
    return QToolTip.text()


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_painted_and_told_by_mouse_and_to_screen_readers(
    view, qtbot, kind
) -> None:
    put(view, kind, table_of(kind, 5))
    assert view.canvas is view.scene
    assert not view.head.isVisible()
    assert view.accessibleName() == KINDS[kind].title
    assert view.accessibleDescription().startswith(KINDS[kind].title)
    picture = view.canvas.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, picture.height() - 1)
    seen = {
        picture.pixelColor(x, y).rgb()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert seen - {ground.rgb()}
    marks = view.canvas.marks
    assert told(view, qtbot, 3) == f"{marks.named(3)}\n{marks.said(3)}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_mark_is_reached_by_arrows_either_way(view, qtbot, kind) -> None:
    put(view, kind, table_of(kind, 4))
    for key, back in (
        (Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.Key.Key_Down, Qt.Key.Key_Up),
    ):
        seen = set()
        for _ in range(len(view.canvas.marks)):
            qtbot.keyClick(view.canvas, key)
            seen.add(view.canvas.current)
        assert seen == set(range(len(view.canvas.marks)))
        qtbot.keyClick(view.canvas, key)
        last = view.canvas.current
        qtbot.keyClick(view.canvas, back)
        assert view.canvas.current != last
        view.canvas.current = -1


def test_arrows_go_through_a_grid_by_rows_and_by_columns(view, qtbot) -> None:
    put(view, "grid", pairs(3, 4))
    across = []
    for _ in range(5):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
        across.append(view.canvas.current)
    assert across == [0, 1, 2, 3, 4]
    qtbot.keyClick(view.canvas, Qt.Key.Key_Down)
    assert view.canvas.current == 8
    assert view.canvas.accessibleName() == "Hours by day: Day 2, 00: Recorded 10"


@pytest.mark.parametrize(
    ("kind", "mark", "said"),
    [
        (
            "funnel",
            0,
            "Street 0, Ward 0 · 000\nResidents 1,000\nRate (per 1,000) 40\n"
            "Limits 45 to 75\n99.8% limits 35 to 85",
        ),
        ("grid", 8, "Day 1, 01\nRecorded 8"),
        ("steps", 0, "Places (%) 20\nShare (%) 44.7"),
        ("slope", 1, "Street 1, Ward 1 · 001\nThen 31\nNow 38"),
        ("multiples", 8, "Ward 1, Feb 2025\nRecorded 8"),
    ],
)
def test_a_mark_tells_its_numbers(view, qtbot, kind, mark, said) -> None:
    put(view, kind, table_of(kind, 5))
    assert told(view, qtbot, mark) == said


@pytest.mark.parametrize("kind", ["funnel", "slope"])
def test_an_area_is_chosen_zoomed_to_and_shown_as_chosen(view, qtbot, kind) -> None:
    put(view, kind, areas(7))
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(view.hovered) as pointed:
        qtbot.mouseMove(view.canvas, at(view, 2))
    assert pointed.args == ["E2"]
    with qtbot.waitSignal(view.selection_changed) as chosen:
        qtbot.mouseClick(view.canvas, left, pos=at(view, 2))
    assert chosen.args == [frozenset({"E2"})]
    with qtbot.waitSignal(view.activated) as zoomed:
        qtbot.mouseDClick(view.canvas, left, pos=at(view, 2))
    assert zoomed.args == ["E2"]
    before = view.canvas.grab().toImage()
    view.set_selection(frozenset({"E4"}))
    assert view.canvas.chosen_marks() == [4]
    assert view.canvas.grab().toImage() != before


def test_a_rectangle_chooses_the_points_inside(view, qtbot) -> None:
    put(view, "funnel", areas(9))
    first, last = at(view, 3), at(view, 5)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    low = max(first.y(), at(view, 4).y(), last.y()) + 12
    high = min(first.y(), at(view, 4).y(), last.y()) - 12
    start, end = QPoint(first.x() - 12, high), QPoint(last.x() + 12, low)
    with qtbot.waitSignal(view.selection_changed) as chosen:
        qtbot.mousePress(view.canvas, left, none, start)
        qtbot.mouseMove(view.canvas, end)
        qtbot.mouseRelease(view.canvas, left, none, end)
    assert chosen.args == [frozenset({"E3", "E4", "E5"})]


def test_a_ward_of_small_multiples_stands_for_its_areas(view, qtbot) -> None:
    put(view, "multiples", pairs(3, 6), members={"Ward 1": frozenset({"E1", "E2"})})
    with qtbot.waitSignal(view.selection_changed) as chosen:
        qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=at(view, 7))
    assert chosen.args == [frozenset({"E1", "E2"})]


def test_points_of_a_funnel_are_coloured_as_on_the_map(view) -> None:
    put(view, "funnel", areas(5), looks={"E4": "#b2182b"})
    assert "coloured as on the map" in view.key.text()
    picture = view.canvas.grab().toImage()
    assert picture.pixelColor(at(view, 4)) == QColor("#b2182b")


def test_what_a_chart_holds_is_copied_whole(view) -> None:
    put(view, "multiples", pairs(20, 3))
    assert "16 of 20 shown" in [item.text for item in drawn_words(view)]
    view.copy()
    lines = QApplication.clipboard().text().removesuffix("\n").split("\n")
    assert lines[0] == "Ward, Month\tRecorded"
    assert len(lines) == 61
    view.all.click()
    assert len(view.canvas.marks) == 60
    view.all.click()
    put(view, "steps", table_of("steps", 3))
    view.copy()
    assert QApplication.clipboard().text().split("\n")[0] == "Places (%)\tShare (%)"
    put(view, "funnel", areas(3))
    view.copy()
    first = QApplication.clipboard().text().split("\n")[0].split("\t")
    assert first == [
        "Code", "Area", "Residents", "Rate (per 1,000)", "low", "high", "lowest",
        "highest",
    ]  # fmt: skip


def test_twenty_four_hours_are_turned_and_their_numbers_stand_in_the_cells(
    view,
) -> None:
    put(view, "grid", pairs(7, 24))
    scene = view.scene.scene
    places = scene.places
    assert places[1, 1] > places[0, 1]
    numbers = [w for w in scene.items if isinstance(w, Words) and w.ground]
    assert len(numbers) == 7 * 24
    assert view.canvas.height() > view.area.viewport().height()


@pytest.mark.parametrize("name", list(theme.THEMES))
def test_numbers_in_cells_can_be_read_in_both_themes(view, name) -> None:
    look = theme.THEMES[name]
    for fill in (*RAMP, ZERO):
        ground = look.on_map(fill)
        low, high = sorted([luminance(ground), luminance(ink_on(ground))])
        assert (high + 0.05) / (low + 0.05) >= 4.5, fill
    assert ink_on(RAMP[0]) == INK


@pytest.mark.parametrize("name", list(theme.THEMES))
def test_cells_have_the_colours_of_the_map(view, name) -> None:
    theme.put_on(QApplication.instance(), theme.THEMES[name])
    put(view, "grid", pairs(3, 3))
    picture = view.canvas.grab().toImage()
    cells = [i for i in view.scene.scene.items if isinstance(i, Cell)][-9:]
    for mark, cell in enumerate(cells):
        corner = view.canvas.place_of(mark).topLeft().toPoint() + QPoint(4, 4)
        wanted = QColor(theme.THEMES[name].on_map(cell.look.fill))
        assert picture.pixelColor(corner) == wanted


@pytest.mark.parametrize("width", [320, 404, 480])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_apart_and_inside_in_any_width_and_size(
    view, kind, scale, width
) -> None:
    theme.put_on(QApplication.instance(), theme.DARK, scale)
    view.resize(width, 600)
    for rows in (1, 2, 9):
        put(view, kind, table_of(kind, rows))
        view.canvas.grab()
        assert view.canvas.width() <= view.area.viewport().width()
        boxes = np.array([box_of(view, i) for i in drawn_words(view)])
        assert boxes[:, 0].min() >= -1
        assert boxes[:, 2].max() <= view.canvas.width() - 15
        assert boxes[:, 3].max() <= view.canvas.height() + 1
        over = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
        over -= np.maximum(boxes[:, None, :2], boxes[None, :, :2])
        met = np.argwhere(np.triu(over.min(axis=2) > 3, k=1)).tolist()
        texts = [item.text for item in drawn_words(view)]
        assert not met, [(texts[a], texts[b]) for a, b in met]


def drawn_words(view: ChartView) -> list[Words]:
    return [i for i in view.scene.scene.items if isinstance(i, Words) and i.text]


def box_of(view: ChartView, item: Words) -> tuple[float, float, float, float]:
    faces = view.scene.faces
    wide, tall = faces.small_width(item.text), faces.small_line
    left = {"left": 0, "centre": wide / 2, "right": wide}[item.side]
    first = item.x - left
    return first, item.y - tall / 2, first + wide, item.y + tall / 2


@pytest.mark.parametrize("kind", KINDS)
def test_hard_tables_are_painted(view, kind) -> None:
    for change in (np.nan, 0.0, -3.0, 1e12):
        table = table_of(kind, 6)
        numbers = [*KINDS[kind].numbers]
        table[numbers] = change
        put(view, kind, table)
        view.canvas.grab()
        table = table_of(kind, 6)
        table.loc[table.index[1::2], numbers] = change
        put(view, kind, table)
        view.canvas.grab()
        assert "nan" not in view.accessibleDescription()
    put(view, kind, table_of(kind, 6).head(0))
    assert view.key.text() == NOTHING


@pytest.mark.parametrize("kind", KINDS)
def test_a_window_made_smaller_again_leaves_no_room_behind(view, kind) -> None:
    put(view, kind, table_of(kind, 5))
    least = view.canvas.minimumHeight()
    view.resize(404, 1200)
    view.resize(404, 600)
    view.canvas.grab()
    assert view.canvas.minimumHeight() == least

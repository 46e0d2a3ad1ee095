"""Charts as they are seen, heard, pointed at, chosen from and copied."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolTip

from hotspot_app.draw.charts.data import Captions
from hotspot_app.draw.charts.numbers import month_words
from hotspot_app.method import Chart, Column
from hotspot_app.ui.charts.marks import Links
from hotspot_app.ui.charts.view import ChartView
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces

RANKING = Chart(
    "ranking", "dots", "values", "name", "rate", "Rates with 95% limits",
    "low", "high", "city_rate",
)  # fmt: skip
GRADIENT = Chart(
    "gradient", "bars", "gradient", "fifth", "rate", "Rates by fifth",
    "low", "high", "city_rate",
)  # fmt: skip
SCATTER = Chart("moran", "scatter", "values", "value", "lag", "Areas and neighbours")
MONTHS = Chart("months", "line", "months", "month", "count", "Recorded each month")
COLUMNS = (
    Column("rate", "float", "Rate", "per 1,000"),
    Column("fifth", "text", "Fifth of areas"),
    Column("value", "float", "Rate of the area"),
    Column("lag", "float", "Mean of its neighbours"),
    Column("count", "int", "Recorded"),
    Column("month", "text", "Month"),
)
FIFTHS = pd.DataFrame(
    {
        "fifth": ["1 most deprived", "2", "3", "4", "5 least deprived"],
        "rate": [98.1, 70.0, 61.0, 44.4, 31.0],
        "low": [90.0, 66.0, 57.0, 41.0, 28.0],
        "high": [106.0, 75.0, 65.0, 48.0, 34.0],
    }
)
MONTH_TABLE = pd.DataFrame(
    {
        "month": [f"2025-{m:02d}" for m in range(1, 9)],
        "count": [10.0, 12, np.nan, np.nan, 20, 18, 15, 14],
    }
)


def areas(count: int) -> pd.DataFrame:
    rate = np.arange(count, dtype=float)[::-1] * 10 + 5
    return pd.DataFrame(
        {
            "name": [f"City {i:03d}" for i in range(count)],
            "ward": [f"Ward {i % 3}" for i in range(count)],
            "place": [f"Street {i}" for i in range(count)],
            "rate": rate,
            "low": rate * 0.9,
            "high": rate * 1.1,
            "value": rate,
            "lag": rate[::-1] / 2 + 20,
        },
        index=[f"E{i}" for i in range(count)],
    )


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


def put(view: ChartView, chart: Chart, table: pd.DataFrame, **links) -> None:
    view.set_chart(
        chart,
        table,
        columns=COLUMNS,
        summary={"city_rate": 60.4},
        captions=Captions(reference="Southampton 60.4"),
        links=Links(**links),
    )


def at(view: ChartView, mark: int) -> QPoint:
    return view.canvas.place_of(mark).center().toPoint()


def click(qtbot, view: ChartView, mark: int, *keys) -> None:
    modifier = keys[0] if keys else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, modifier, at(view, mark))


def pasted() -> list[list[str]]:
    text = QApplication.clipboard().text()
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_a_long_ranking_shows_the_25_highest_and_all_if_asked(view) -> None:
    put(view, RANKING, areas(40))
    assert view.shown.text() == "25 highest of 40"
    assert view.all.text() == "All 40"
    assert "25 highest of 40, highest City 000 (395)" in view.accessibleDescription()
    short = view.canvas.minimumHeight()
    view.all.click()
    assert view.shown.text() == "40 shown"
    assert view.canvas.minimumHeight() > short
    assert view.key.text() == "| Southampton 60.4"


def test_a_short_ranking_needs_no_button(view) -> None:
    put(view, RANKING, areas(8))
    assert not view.all.isVisible()
    assert view.shown.text() == ""


def test_a_click_in_a_ranking_chooses_the_area(view, qtbot) -> None:
    put(view, RANKING, areas(8))
    with qtbot.waitSignal(view.selection_changed) as told:
        click(qtbot, view, 2)
    assert told.args == [frozenset({"E2"})]
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(view.selection_changed) as told:
        click(qtbot, view, 0, control)
    assert told.args == [frozenset({"E0", "E2"})]
    with qtbot.waitSignal(view.selection_changed) as told:
        click(qtbot, view, 2, control)
    assert told.args == [frozenset({"E0"})]


def test_what_is_chosen_elsewhere_is_shown_and_not_told_again(view, qtbot) -> None:
    put(view, RANKING, areas(20))
    soft = QColor(theme.current().accent_soft)
    with qtbot.assertNotEmitted(view.selection_changed):
        view.set_selection(frozenset({"E1"}))
    picture = view.canvas.grab().toImage()
    row = view.canvas.place_of(1).toRect()
    assert picture.pixelColor(row.left() + 2, row.center().y()) == soft
    other = view.canvas.place_of(2).toRect()
    assert picture.pixelColor(other.left() + 2, other.center().y()) != soft


def test_a_chosen_area_far_down_comes_into_view(view) -> None:
    put(view, RANKING, areas(200))
    view.all.click()
    view.set_selection(frozenset({"E190"}))
    place = view.canvas.place_of(190).toRect()
    seen = view.canvas.visibleRegion().boundingRect()
    assert seen.contains(place.center())


def test_arrows_move_enter_chooses_escape_lets_go(view, qtbot) -> None:
    put(view, RANKING, areas(8))
    view.canvas.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(view.canvas, key)
    assert view.canvas.accessibleName() == (
        "Rates with 95% limits: Street 1, Ward 1 · 001: Rate (per 1,000) 65, "
        "Limits 58.5 to 71.5"
    )
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Return)
    assert told.args == [frozenset({"E1"})]
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert told.args == [frozenset()]


def test_pointing_tells_place_and_value(view, qtbot) -> None:
    put(view, RANKING, areas(8))
    with qtbot.waitSignal(view.hovered) as told:
        qtbot.mouseMove(view.canvas, at(view, 3))
    assert told.args == ["E3"]
    assert QToolTip.text() == (
        "Street 3, Ward 0 · 003\nRate (per 1,000) 45\nLimits 40.5 to 49.5"
    )


def test_a_double_click_zooms(view, qtbot) -> None:
    put(view, RANKING, areas(8))
    with qtbot.waitSignal(view.activated) as told:
        qtbot.mouseDClick(view.canvas, Qt.MouseButton.LeftButton, pos=at(view, 4))
    assert told.args == ["E4"]


def test_copying_gives_every_row_whatever_is_shown(view, qtbot) -> None:
    put(view, RANKING, areas(40))
    qtbot.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = pasted()
    assert rows[0] == ["Code", "Area", "Rate (per 1,000)", "low", "high"]
    assert len(rows) == 41
    assert rows[1] == ["E0", "Street 0, Ward 0 · 000", "395", "355.5", "434.5"]


def test_fifths_stand_side_by_side_and_choose_their_areas(view, qtbot) -> None:
    members = {"2": frozenset({"E3", "E4"}), "3": frozenset({"E5"})}
    put(view, GRADIENT, FIFTHS, members=members)
    assert view.canvas is view.bars
    with qtbot.waitSignal(view.selection_changed) as told:
        click(qtbot, view, 1)
    assert told.args == [frozenset({"E3", "E4"})]
    assert view.canvas.chosen_marks() == [1]
    view.set_selection(frozenset({"E3", "E5"}))
    assert view.canvas.chosen_marks() == [2]
    assert "highest 1 most deprived (98.1), lowest 5 least" in (
        view.accessibleDescription()
    )
    view.copy()
    assert pasted()[1] == ["1 most deprived", "98.1", "90", "106"]


def test_bars_lie_down_where_their_names_do_not_fit(view) -> None:
    put(view, GRADIENT, FIFTHS)
    assert view.canvas is view.bars
    theme.put_on(QApplication.instance(), theme.LIGHT, 2.0)
    assert view.canvas is view.rows
    rates = view.canvas.marks.drawing.table["rate"]
    assert list(rates) == list(FIFTHS["rate"])
    theme.put_on(QApplication.instance(), theme.LIGHT, 1.0)
    assert view.canvas is view.bars


def test_bars_are_as_tall_as_their_values(view) -> None:
    put(view, GRADIENT, FIFTHS)
    picture = view.bars.grab().toImage()
    grey = QColor(theme.current().control)
    tall = []
    for mark in (0, 4):
        column = int(view.bars.middle(mark) - view.bars.slot * 0.25)
        tall.append(
            sum(
                picture.pixelColor(column, row) == grey
                for row in range(picture.height())
            )
        )
    assert tall[0] / tall[1] == pytest.approx(98.1 / 31.0, rel=0.05)


def test_missing_months_are_gaps_and_the_period_before_is_shaded(view) -> None:
    put(view, MONTHS, MONTH_TABLE, compared=("2025-01", "2025-02"))
    assert "shaded: the period compared with" in view.key.text()
    line, picture = view.line, view.line.grab().toImage()
    blue = QColor(theme.current().accent)
    shade = QColor(theme.current().chance_ground)

    def painted(mark: float, colour: QColor) -> bool:
        column = int(line.plot.left() + (mark + 0.5) * line.slot)
        rows = range(int(line.plot.top()), int(line.plot.bottom()))
        return any(picture.pixelColor(column, row) == colour for row in rows)

    assert [painted(mark, blue) for mark in (0.5, 2, 2.5, 3, 4.5, 6)] == [
        True, False, False, False, True, True,
    ]  # fmt: skip
    assert painted(0, shade)
    assert not painted(5, shade)
    assert line.marks.said(2) == "Recorded no data"


def test_a_point_of_a_scatter_is_named_and_chosen(view, qtbot) -> None:
    put(view, SCATTER, areas(9), looks={"E0": "#b2182b"})
    assert "coloured as on the map" in view.key.text()
    with qtbot.waitSignal(view.hovered) as told:
        qtbot.mouseMove(view.canvas, at(view, 0))
    assert told.args == ["E0"]
    assert QToolTip.text() == (
        "Street 0, Ward 0 · 000\nRate of the area 85\nMean of its neighbours 22.5\n"
        "High among low"
    )
    with qtbot.waitSignal(view.selection_changed) as told:
        click(qtbot, view, 0)
    assert told.args == [frozenset({"E0"})]
    view.copy()
    assert pasted()[0] == [
        "Code",
        "Area",
        "Rate of the area",
        "Mean of its neighbours",
    ]


def test_a_rectangle_chooses_the_points_inside(view, qtbot) -> None:
    put(view, SCATTER, areas(9))
    first, last = at(view, 8), at(view, 6)
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    start, end = first + QPoint(-12, -12), last + QPoint(12, 12)
    with qtbot.waitSignal(view.selection_changed) as told:
        qtbot.mousePress(view.canvas, left, none, start)
        qtbot.mouseMove(view.canvas, end)
        qtbot.mouseRelease(view.canvas, left, none, end)
    assert told.args == [frozenset({"E6", "E7", "E8"})]


def test_arrows_walk_a_scatter_from_left_to_right(view, qtbot) -> None:
    put(view, SCATTER, areas(9))
    seen = []
    for _ in range(3):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
        seen.append(view.canvas.current)
    assert seen == [8, 7, 6]


@pytest.mark.parametrize("name", list(theme.THEMES))
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [320, 404, 480])
def test_everything_has_room_in_any_width_and_size(
    view, qtbot, name, scale, width
) -> None:
    theme.put_on(QApplication.instance(), theme.THEMES[name], scale)
    view.resize(width, 600)
    tables = (
        (RANKING, areas(30)),
        (GRADIENT, FIFTHS),
        (SCATTER, areas(30)),
        (MONTHS, MONTH_TABLE),
    )
    for chart, table in tables:
        put(view, chart, table)
        canvas, room = view.canvas, view.area.viewport()
        qtbot.waitUntil(lambda c=canvas, r=room: c.width() <= r.width())
        canvas.grab()
        for mark in range(len(canvas.marks)):
            place = canvas.place_of(mark)
            assert 0 <= place.center().x() <= canvas.width()
            assert 0 <= place.center().y() <= canvas.height()
        if canvas in (view.bars, view.line, view.scatter):
            assert canvas.plot.width() > canvas.width() / 2
            assert canvas.plot.bottom() < canvas.height()


@pytest.mark.parametrize(
    "table",
    [
        areas(1),
        areas(3).assign(rate=np.nan, low=np.nan, high=np.nan, value=np.nan),
        areas(3).assign(rate=0.0, low=0.0, high=0.0, value=0.0, lag=0.0),
    ],
    ids=["one area", "no values", "all zero"],
)
@pytest.mark.parametrize("chart", [RANKING, SCATTER], ids=["ranking", "scatter"])
def test_hard_towns_are_drawn(view, qtbot, table, chart) -> None:
    put(view, chart, table)
    view.canvas.grab()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(view.canvas, key)
    view.canvas.grab()
    assert len(view.canvas.marks) == len(table)


def test_where_there_is_nothing_to_draw_it_says_so(view, qtbot) -> None:
    put(view, RANKING, areas(30))
    put(view, RANKING, areas(30).head(0))
    assert view.key.text() == "There is nothing to draw here."
    view.set_selection(frozenset({"E1"}))
    view.copy()
    put(view, SCATTER, areas(30))
    assert view.canvas.marks.chosen(frozenset({"E1"})).tolist() == [1]


def test_a_city_without_a_rate_has_no_line(view) -> None:
    view.set_chart(RANKING, areas(3), summary={"city_rate": float("nan")})
    assert view.key.text() == ""
    view.canvas.grab()


def test_months_are_written_as_people_do() -> None:
    assert month_words("2024-10") == "Oct 2024"
    assert month_words("1 most deprived") == "1 most deprived"


def test_names_are_whole_where_there_is_room_and_one_long_name_takes_no_more(
    view,
) -> None:
    named = areas(20)
    named.loc["E0", "place"] = "Banister & Polygon"
    put(view, RANKING, named)
    faces = Faces(view.font())
    assert view.rows.scale.start > faces.body_width("Banister & Polygon")
    short = view.canvas.place_of(0).height()
    named.loc["E0", "place"] = "The very long name of the old market and all around it"
    put(view, RANKING, named)
    assert view.canvas.place_of(0).height() == short

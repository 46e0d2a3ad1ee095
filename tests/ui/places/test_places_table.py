"""What an analyst sees, sorts, chooses and copies in the tab of places."""

from __future__ import annotations

import pandas as pd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QToolButton

from hotspot_app.method import BASE, Column
from hotspot_app.project.steps.comparison import FIGURES, TOLD
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.plain_table import PAD
from hotspot_app.ui.places.model import (
    AGAINST,
    BEFORE,
    CHANGE,
    COUNT,
    NOW,
    PLACE,
    RATE,
    READ,
)
from hotspot_app.ui.places.places import places
from hotspot_app.ui.places.table import PlacesTable

COLUMNS = (
    *BASE,
    Column("class", "text", "Class"),
    Column("confidence", "text", "How sure"),
)
VALUES = pd.DataFrame(
    {
        "name": ["City 001A", "City 001B", "City 002A", "City 002B"],
        "ward": ["Bargate", "Bargate", "Bevois", "Bevois"],
        "place": ["Above Bar", "=SUM(A1)", "London Road", ""],
        "count": [1322, 90, 270, 0],
        "denominator": [1556.0, 1000.0, 2700.0, float("nan")],
        "rate": [849.6, 90.0, 100.0, float("nan")],
        "rate_lower": [804.4, 72.4, 88.4, float("nan")],
        "rate_upper": [896.7, 110.6, 112.7, float("nan")],
        "class": ["high-high", "not significant", "high-low", "no data"],
        "confidence": ["clear", "not different", "could be chance", "too few to say"],
    },
    index=["E1", "E2", "E3", "E4"],
)


@pytest.fixture
def table(qtbot) -> PlacesTable:
    theme.put_on(QApplication.instance(), theme.LIGHT)
    made = PlacesTable()
    made.resize(460, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.show_places(
        places(VALUES, columns=COLUMNS, city_rate=103.9, looks={"E1": "#b2182b"})
    )
    return made


def seen(table: PlacesTable, column: int = PLACE) -> list[str]:
    model = table.view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def said(table: PlacesTable, row: int, column: int) -> str:
    role = Qt.ItemDataRole.AccessibleTextRole
    return table.view.model().index(row, column).data(role)


def headings(table: PlacesTable) -> list[str]:
    model, head = table.view.model(), table.view.horizontalHeader()
    shown = [c for c in range(model.columnCount()) if not head.isSectionHidden(c)]
    return [model.headerData(c, Qt.Orientation.Horizontal) for c in shown]


def click_heading(qtbot, table: PlacesTable, column: int) -> None:
    head = table.view.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(column) + 8, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)


def click_row(qtbot, table: PlacesTable, row: int, *keys) -> None:
    view = table.view
    at = view.visualRect(view.model().index(row, PLACE)).center()
    modifier = keys[0] if keys else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, at)


def pasted() -> list[list[str]]:
    text = QApplication.clipboard().text()
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_places_are_read_from_the_highest_rate_down(table) -> None:
    assert seen(table) == ["Above Bar", "London Road", "=SUM(A1)", "City 002B"]
    assert seen(table, COUNT) == ["1,322", "270", "90", "0"]
    assert seen(table, RATE) == ["849.6", "100.0", "90.0", "no rate"]
    assert seen(table, AGAINST) == ["clear", "could be chance", "", "too few to say"]
    assert headings(table) == ["Place", "Recorded", "Per 1,000 ↓", "Against whole"]
    assert table.shown.text() == "4 places"


def test_a_screen_reader_hears_limits_class_and_the_city(table) -> None:
    assert said(table, 0, PLACE) == "Above Bar, Bargate · 001A, High among high, clear"
    assert said(table, 0, RATE) == "849.6 per 1,000, 95% limits 804.4 to 896.7"
    assert said(table, 0, AGAINST) == "8.2 times the whole's rate of 103.9, clear"
    assert said(table, 3, RATE) == "no rate"


def test_qt_finds_no_fault_with_the_model(table) -> None:
    model = table.view.model()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    table.filter.setText("bargate")
    table.view.order_by(COUNT)
    assert tester.model() is model


def test_a_heading_sorts_numbers_as_numbers_with_missing_ones_last(
    table, qtbot
) -> None:
    click_heading(qtbot, table, COUNT)
    assert seen(table, COUNT) == ["1,322", "270", "90", "0"]
    click_heading(qtbot, table, COUNT)
    assert seen(table, COUNT) == ["0", "90", "270", "1,322"]
    click_heading(qtbot, table, RATE)
    click_heading(qtbot, table, RATE)
    assert seen(table, RATE) == ["90.0", "100.0", "849.6", "no rate"]
    click_heading(qtbot, table, PLACE)
    assert seen(table) == ["=SUM(A1)", "Above Bar", "City 002B", "London Road"]


def test_the_keyboard_sorts_too(table, qtbot) -> None:
    table.view.setFocus()
    table.view.setCurrentIndex(table.view.model().index(0, COUNT))
    qtbot.keyClick(table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert seen(table, COUNT) == ["0", "90", "270", "1,322"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("london", ["London Road"]),
        ("BARGATE", ["Above Bar", "=SUM(A1)"]),
        ("bargate 001b", ["=SUM(A1)"]),
        ("E4", ["City 002B"]),
        ("nowhere", []),
    ],
)
def test_the_filter_looks_through_place_ward_area_and_code(
    table, qtbot, words, found
) -> None:
    table.find_place()
    assert table.filter.hasFocus()
    qtbot.keyClicks(table.filter, words)
    assert seen(table) == found
    assert table.shown.text() == f"{len(found)} of 4 places"
    table.view.viewport().grab()
    table.filter.clear()
    assert len(seen(table)) == 4


def test_the_sign_that_clears_the_filter_is_level_with_its_words(table, qtbot) -> None:
    sign = next(each for each in table.filter.findChildren(QToolButton))
    assert not sign.isVisible()
    qtbot.keyClicks(table.filter, "bargate")
    assert sign.isVisible()
    assert abs(sign.geometry().center().y() - table.filter.rect().center().y()) <= 1
    assert sign.sizeHint().height() <= table.filter.height()
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    assert table.filter.text() == ""
    assert not sign.isVisible()


def test_filter_and_order_stay_when_the_answer_changes(table) -> None:
    table.filter.setText("bevois")
    table.view.order_by(COUNT, descending=False)
    table.show_places(places(VALUES.assign(count=[1, 2, 3, 4]), columns=COLUMNS))
    assert seen(table, COUNT) == ["3", "4"]


def test_a_click_chooses_and_tells_by_code(table, qtbot) -> None:
    with qtbot.waitSignal(table.selection_changed) as told:
        click_row(qtbot, table, 1)
    assert told.args == [frozenset({"E3"})]
    with qtbot.waitSignal(table.selection_changed) as told:
        click_row(qtbot, table, 0, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [frozenset({"E1", "E3"})]


def test_what_is_chosen_elsewhere_is_shown_and_not_told_again(table, qtbot) -> None:
    with qtbot.assertNotEmitted(table.selection_changed):
        table.set_selection(frozenset({"E2", "E4"}))
    rows = {index.row() for index in table.view.selectionModel().selectedRows()}
    assert rows == {2, 3}


def test_a_choice_outlives_sorting_and_filtering(table, qtbot) -> None:
    table.set_selection(frozenset({"E1"}))
    with qtbot.assertNotEmitted(table.selection_changed):
        table.filter.setText("bevois")
        table.view.order_by(COUNT)
    with qtbot.waitSignal(table.selection_changed) as told:
        click_row(qtbot, table, 0, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [frozenset({"E1", "E3"})]
    with qtbot.waitSignal(table.selection_changed) as told:
        click_row(qtbot, table, 1)
    assert told.args == [frozenset({"E4"})]


def test_escape_chooses_nothing(table, qtbot) -> None:
    table.set_selection(frozenset({"E1"}))
    with qtbot.waitSignal(table.selection_changed) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_Escape)
    assert told.args == [frozenset()]


def test_enter_and_a_double_click_zoom(table, qtbot) -> None:
    table.set_selection(frozenset({"E3"}))
    with qtbot.waitSignal(table.activated) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert told.args == ["E3"]
    view = table.view
    at = view.visualRect(view.model().index(0, PLACE)).center()
    click_row(qtbot, table, 0)
    with qtbot.waitSignal(table.activated) as told:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == ["E1"]


def test_copied_rows_are_plain_numbers_and_no_formulas(table, qtbot) -> None:
    table.set_selection(frozenset({"E2"}))
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = pasted()
    assert head[:5] == ["Place", "Ward", "Area", "Code", "Recorded"]
    cells = dict(zip(head, row, strict=True))
    assert cells["Place"] == "'=SUM(A1)"
    assert (cells["Recorded"], cells["Rate (per 1,000)"]) == ("90", "90")
    assert cells["Lower limit (per 1,000)"] == "72.4"
    assert cells["How sure"] == "not different"


def test_with_nothing_chosen_all_that_is_shown_is_copied(table) -> None:
    table.filter.setText("bevois")
    table.copies.click()
    rows = pasted()
    code = rows[0].index("Code")
    assert [row[code] for row in rows] == ["Code", "E3", "E4"]
    assert rows[2][rows[0].index("Rate (per 1,000)")] == ""


def test_all_columns_shows_every_value_under_its_title(table) -> None:
    table.all_columns.click()
    assert headings(table)[:5] == ["Place", "Ward", "Area", "Code", "Recorded"]
    assert "Upper limit (per 1,000)" in headings(table)
    assert seen(table, READ + 3) == ["E1", "E3", "E2", "E4"]
    table.view.order_by(READ + 4)
    assert headings(table)[4] == "Recorded ↓"
    table.all_columns.click()
    assert headings(table) == ["Place", "Recorded", "Per 1,000", "Against whole"]


def test_the_order_stays_with_its_column_where_places_have_no_streets(table) -> None:
    table.all_columns.click()
    table.view.order_by(READ + 4)
    assert headings(table)[4] == "Recorded ↓"
    table.show_places(places(VALUES.assign(place="", ward=None), columns=COLUMNS))
    assert headings(table)[:3] == ["Area", "Code", "Recorded ↓"]
    assert not {"Ward", "Place"} & {*headings(table)}


def test_a_column_taken_out_stays_out_and_is_not_copied(table) -> None:
    table.all_columns.click()
    (ward,) = [a for a in table.columns_menu().actions() if a.text() == "Ward"]
    ward.trigger()
    assert "Ward" not in headings(table)
    table.show_places(places(VALUES, columns=COLUMNS))
    assert "Ward" not in headings(table)
    table.copy()
    assert "Ward" not in pasted()[0]
    assert "Area" in pasted()[0]


def test_without_rates_places_are_ordered_and_compared_by_count(table) -> None:
    nothing = VALUES[["rate", "rate_lower", "rate_upper"]] * float("nan")
    table.show_places(places(VALUES.assign(**nothing), columns=COLUMNS))
    assert headings(table) == ["Place", "Recorded", "Against highest"]
    assert seen(table, COUNT) == ["1,322", "270", "90", "0"]


def test_where_counts_are_measured_places_come_by_count(table) -> None:
    table.show_places(places(VALUES, columns=COLUMNS, city_rate=103.9, by_count=True))
    assert headings(table) == ["Place", "Recorded ↓", "Per 1,000", "Against highest"]
    assert seen(table, COUNT) == ["1,322", "270", "90", "0"]
    table.view.order_by(AGAINST)
    assert seen(table, COUNT) == ["1,322", "270", "90", "0"]
    table.view.order_by(PLACE, descending=False)
    table.show_places(
        places(VALUES.assign(count=[1, 2, 3, 4]), columns=COLUMNS, by_count=True)
    )
    assert headings(table)[0] == "Place ↑"
    table.show_places(places(VALUES, columns=COLUMNS, city_rate=103.9))
    assert headings(table)[2] == "Per 1,000 ↓"


def test_the_first_column_stays_when_the_table_is_scrolled_sideways(
    table, qtbot
) -> None:
    view = table.view
    table.resize(320, 400)
    assert not view.kept_heading.isVisible()
    table.all_columns.click()
    assert not view.kept_heading.isVisible()
    table.set_selection(frozenset({"E3"}))
    before = view.viewport().grab().toImage()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    after = view.viewport().grab().toImage()
    wide = view.kept_width()
    assert 0 < wide <= view.viewport().width() // 2
    for row in range(4):
        middle = view.rowViewportPosition(row) + view.rowHeight(row) // 2
        line = [
            [image.pixel(x, middle) for x in range(30)] for image in (before, after)
        ]
        assert line[0] == line[1]
    assert view.indexAt(QPoint(5, 5)).column() == READ
    assert view.indexAt(QPoint(wide + 5, 5)).column() > READ
    assert view.kept_heading.isVisible()
    assert view.kept_heading.width() == wide
    at = QPoint(8, view.kept_heading.height() // 2)
    qtbot.mouseClick(view.kept_heading.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.places.sorted_by == (READ, False)
    view.setCurrentIndex(view.model().index(0, READ + 2))
    assert view.columnViewportPosition(READ + 2) >= view.kept_width()
    table.all_columns.click()
    assert not view.kept_heading.isVisible()


def test_people_are_whole_in_cells_and_tips(table) -> None:
    table.all_columns.click()
    people = READ + headings(table).index("Denominator")
    assert seen(table, people) == ["1,556", "2,700", "1,000", ""]
    assert [said(table, row, people) for row in (0, 3)] == ["1,556", ""]
    rate = READ + headings(table).index("Rate (per 1,000) ↓".removesuffix(" ↓"))
    assert seen(table, rate) == ["849.60", "100.00", "90.00", ""]


# --- what changed ---------------------------------------------------------------

SPANS = ("March 2024", "March 2025")
CHANGED = VALUES.assign(
    before=[1400, 90, 6, 0],
    now=[1322, 90, 19, 0],
    difference=[-78.0, 0.0, 13.0, 0.0],
    ratio=[0.944, 1.0, 3.167, float("nan")],
    change_sure=["clear", "not different", "likely", "too few to say"],
)
COMPARED = (*COLUMNS[:4], *FIGURES, *COLUMNS[4:], *TOLD)


def compare(table: PlacesTable, values: pd.DataFrame = CHANGED) -> None:
    columns = [each for each in COMPARED if each.name in values]
    table.show_places(places(values, columns=columns, city_rate=103.9, spans=SPANS))


def test_before_now_and_change_are_columns_as_it_opens(table) -> None:
    compare(table, CHANGED.assign(count=CHANGED["now"]))
    table.resize(620, 600)
    assert headings(table)[:4] == ["Place", "Before", "Now", "Change"]
    table.view.order_by(PLACE)
    assert seen(table, BEFORE) == ["90", "1,400", "0", "6"]
    assert seen(table, NOW) == ["90", "1,322", "0", "19"]
    assert seen(table, CHANGE) == ["0", "−78", "0", "+13"]
    assert table.shown.text() == "4 places · before March 2024 · now March 2025"
    table.view.viewport().grab()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [320, 404, 480, 700])
def test_they_are_there_in_whatever_room(table, width, scale) -> None:
    theme.put_on(QApplication.instance(), theme.LIGHT, scale)
    compare(table)
    table.resize(width, 600)
    assert {"Before", "Now", "Change"} <= {*headings(table)}
    table.view.viewport().grab()
    theme.put_on(QApplication.instance(), theme.LIGHT)


def test_change_is_told_in_counts_and_words_and_few_have_no_percentage(table) -> None:
    compare(table)
    table.view.order_by(CHANGE)
    assert seen(table, CHANGE) == ["+13", "0", "0", "−78"]
    assert said(table, 0, CHANGE) == "from 6 to 19: +13, up, likely"
    assert said(table, 3, CHANGE) == "from 1,400 to 1,322: −78, down 5.6%, clear"
    table.view.order_by(CHANGE, descending=False)
    assert seen(table)[0] == "Above Bar"


def test_what_was_recorded_stays_where_not_all_of_it_is_compared(table) -> None:
    table.resize(900, 600)
    compare(table, CHANGED.assign(count=CHANGED["now"]))
    assert "Recorded" not in headings(table)
    compare(table)
    assert headings(table)[1] == "Recorded"


def test_copies_and_the_full_table_name_both_periods(table) -> None:
    dated = [Column("before", "int", "Before", SPANS[0]), *COMPARED[5:]]
    table.show_places(places(CHANGED, columns=[*COLUMNS[:4], *dated], spans=SPANS))
    table.copy()
    head, *rows = pasted()
    cells = [dict(zip(head, row, strict=True)) for row in rows]
    figures = [cells[0][each] for each in ("Before (March 2024)", "Now", "Change")]
    assert figures == ["1400", "1322", "-78"]
    assert cells[0]["How sure of change"] == "clear"
    table.all_columns.click()
    assert {"Before (March 2024)", "Now", "Change"} <= {*headings(table)}


def test_order_by_change_gives_way_where_none_is_compared(table) -> None:
    compare(table)
    table.view.order_by(CHANGE)
    table.show_places(places(VALUES, columns=COLUMNS, city_rate=103.9))
    assert seen(table, RATE) == ["849.6", "100.0", "90.0", "no rate"]
    assert "Change" not in " ".join(headings(table))


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [320, 404, 480])
@pytest.mark.parametrize("name", list(theme.THEMES))
def test_nothing_is_beside_the_edge(table, qtbot, name, width, scale) -> None:
    theme.put_on(QApplication.instance(), theme.THEMES[name], scale)
    table.resize(width, 600)
    table.view.viewport().grab()
    view = table.view
    assert "Place" in headings(table)[0]
    assert any("Per 1,000" in title for title in headings(table))
    head = view.horizontalHeader()
    assert head.length() <= max(view.viewport().width(), 340)
    tall = [view.rowHeight(row) for row in range(view.model().rowCount())]
    assert min(tall) >= 2 * theme.pixels(13)
    theme.put_on(QApplication.instance(), theme.LIGHT)


def test_many_thousand_places_are_chosen_at_once(table, qtbot) -> None:
    many = pd.concat([VALUES] * 1000)
    many.index = [f"E{i:05d}" for i in range(len(many))]
    table.show_places(places(many, columns=COLUMNS, city_rate=100.0))
    chosen = frozenset(many.index[::2])
    with qtbot.assertNotEmitted(table.selection_changed):
        table.set_selection(chosen)
    assert len(table.view.selectionModel().selectedRows()) == 2000
    with qtbot.waitSignal(table.selection_changed) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert told.args == [frozenset(many.index)]


def test_a_class_too_wide_for_its_line_takes_two(table) -> None:
    theme.put_on(QApplication.instance(), theme.LIGHT, 2.0)
    short = VALUES.assign(place="Quay", ward="B")
    table.show_places(places(short, columns=COLUMNS, city_rate=103.9, looks={}))
    table.resize(380, 600)
    table.view.viewport().grab()
    delegate = table.view.itemDelegate()
    assert not delegate.layout.bars  # the class stands under the name
    wide = delegate.faces.small_width("High among high") + 2 * PAD
    whole, cut = delegate.heights(wide + 1), delegate.heights(wide - 1)
    assert cut[0] - whole[0] == pytest.approx(delegate.faces.small_line, abs=1)
    theme.put_on(QApplication.instance(), theme.LIGHT)


def test_compact_rows_are_two_lines_and_name_everything_in_tips(table, qtbot) -> None:
    long = VALUES.assign(place="Blechynden Terrace and the streets around it")
    table.show_places(places(long, columns=COLUMNS, city_rate=103.9))
    table.resize(404, 600)
    tall = [table.view.rowHeight(row) for row in range(4)]
    qtbot.mouseClick(table.compact, Qt.MouseButton.LeftButton)
    assert table.is_compact
    low = [table.view.rowHeight(row) for row in range(4)]
    assert len(set(low)) == 1
    assert low[0] < min(tall)
    faces = table.view.painter.faces
    assert low[0] >= faces.body_line + faces.small_line
    table.view.viewport().grab()
    assert "the streets around it, Bargate" in said(table, 0, PLACE)
    table.resize(320, 600)
    table.view.viewport().grab()
    qtbot.mouseClick(table.compact, Qt.MouseButton.LeftButton)
    table.resize(404, 600)
    assert [table.view.rowHeight(row) for row in range(4)] == tall


def test_only_these_shows_what_is_selected_and_again_all(table, qtbot) -> None:
    assert not table.chosen.isVisible()
    table.set_selection(frozenset({"E1", "E3"}))
    table.tell_together("2 areas: 1,592 recorded.")
    assert table.together.text() == "2 areas: 1,592 recorded."
    qtbot.mouseClick(table.only, Qt.MouseButton.LeftButton)
    assert seen(table, READ + 3) == ["E1", "E3"]
    assert table.shown.text() == "2 of 4 places"
    table.filter.setText("bevois")
    assert seen(table) == ["London Road"]
    table.filter.clear()
    table.set_selection(frozenset())
    table.tell_together("")
    assert table.only.isVisible()
    assert len(seen(table)) == 2
    qtbot.mouseClick(table.only, Qt.MouseButton.LeftButton)
    assert len(seen(table)) == 4
    assert not table.chosen.isVisible()


def test_other_areas_are_all_shown(table) -> None:
    table.set_selection(frozenset({"E1"}))
    table.only.setChecked(True)
    table.show_places(places(VALUES.assign(count=[1, 2, 3, 4]), columns=COLUMNS))
    assert len(seen(table)) == 1
    others = VALUES.set_axis(["W1", "W2", "W3", "W4"])
    table.show_places(places(others, columns=COLUMNS))
    assert len(seen(table)) == 4
    assert not table.only.isChecked()

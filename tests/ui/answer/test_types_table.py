"""The tab "What rose": read, sorted, copied, and a row of it asked about."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from hotspot_app.method import Note
from hotspot_app.project.steps.by_type import COLUMNS, ByType
from hotspot_app.project.steps.type_rows import What
from hotspot_app.ui.answer.types_model import CHANCE, CHANGE, COUNTS, NAME
from hotspot_app.ui.answer.types_table import TypesTable
from hotspot_app.ui.kit import theme

NAN = float("nan")
ROWS = [
    ("all", "All crime", 1_000, 1_100, 100, 10.0, "rose", "clear", "", 100),
    ("type", "Violence & sexual offences", 500, 560, 60, 12.0, "could be chance",
     "", "", 60),
    ("type", "Drugs", 200, 240, 40, 20.0, "rose", "likely", "small numbers", 40),
    ("not crime", "Anti-social behaviour", 300, 300, 0, 0.0, "about the same", "", "",
     NAN),
    ("type", "Arson", 0, 3, 3, NAN, "too few to say", "", "small numbers", 3),
    ("group", "Acquisitive crime", 300, 210, -90, -30.0, "fell", "clear", "", -90),
    ("flag", "Knife", NAN, NAN, NAN, NAN, "no data", "", "", NAN),
]  # fmt: skip


def found(asked: int = 0) -> ByType:
    names = ["kind", "name", "before", "now", "difference", "percent", "turn"]
    names += ["confidence", "small", "contribution"]
    table = pd.DataFrame(ROWS, columns=names)
    known = table["percent"].notna()
    table["percent_lower"] = (table["percent"] - 5).where(known)
    table["percent_upper"] = (table["percent"] + 5).where(known)
    for name in ("ratio", "ratio_lower", "ratio_upper"):
        table[name] = 1 + table["percent"] / 100
    table["p"], table["p_adjusted"] = 0.01234, 0.05
    whats = tuple(
        What((), ("knife",), ("Drugs",))
        if kind == "flag"
        else What(() if kind == "all" else (name,), (), (name,))
        for kind, name, *_ in ROWS
    )
    return ByType(
        table[[each.name for each in COLUMNS]],
        whats,
        asked,
        "January to June 2025",
        "January to June 2024",
        (Note("By type"),),
    )


@pytest.fixture
def table(qtbot) -> TypesTable:
    theme.put_on(QApplication.instance(), theme.LIGHT)
    made = TypesTable()
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show_types(found())
    with qtbot.waitExposed(made):
        made.show()
    return made


def names(table: TypesTable) -> list[str]:
    model = table.view.types
    return [model.cell(row, NAME).words for row in range(model.rowCount())]


def spoken(table: TypesTable, row: int, column: int) -> str:
    index = table.view.types.index(row, column)
    return index.data(Qt.ItemDataRole.AccessibleTextRole)


def click(qtbot, table: TypesTable, row: int) -> None:
    view = table.view
    at = view.visualRect(view.types.index(row, COUNTS)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_rows_stay_with_their_kind_whatever_they_are_sorted_by(table) -> None:
    view = table.view
    assert names(table)[:4] == [
        "✓ All crime",
        "Violence & sexual offences",
        "Drugs",
        "Arson",
    ]
    view.order_by(CHANGE)
    assert names(table)[1:3] == ["Drugs", "Violence & sexual offences"]
    assert names(table)[4] == "Arson"  # of which no percentage is known
    view.order_by(NAME)
    assert names(table)[1:3] == ["Anti-social behaviour", "Arson"]
    view.order_by(NAME)
    assert names(table)[1] == "Violence & sexual offences"
    assert names(table)[-2:] == ["Acquisitive crime", "Knife"]
    view.order_by(CHANCE)
    assert names(table)[1] == "Drugs"


def test_what_chance_says_and_small_numbers_stand_apart_in_words(table) -> None:
    model = table.view.types
    assert not model.chance_apart  # a column as narrow as a laptop's
    drugs = names(table).index("Drugs")
    assert model.cell(drugs, CHANCE).words == "rose"
    assert model.cell(drugs, CHANCE).tag == "likely"
    assert model.cell(drugs, NAME).below == "small numbers"
    assert model.cell(1, CHANCE).tag == "could be chance"
    assert spoken(table, drugs, NAME) == (
        "Drugs, rose, likely (p 0.0123, corrected 0.05), small numbers"
    )
    assert spoken(table, drugs, COUNTS) == (
        "200 before, 240 now, 40 more at the same length, 40% of change"
    )
    assert spoken(table, drugs, CHANGE) == "+20.0%, 95% limits +15.0 to +25.0%"
    assert spoken(table, 0, NAME).startswith("All crime, asked for now, rose, clear")
    assert spoken(table, names(table).index("Arson"), CHANGE) == "none before"
    knife = names(table).index("Knife")
    assert spoken(table, knife, COUNTS) == "not known"
    assert spoken(table, knife, CHANGE) == ""
    table.resize(900, 500)
    assert model.chance_apart
    assert not table.view.isColumnHidden(CHANCE)
    assert spoken(table, drugs, NAME) == "Drugs, small numbers"
    assert spoken(table, drugs, CHANCE).startswith("rose, likely (p")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [300, 400, 900])
def test_nothing_of_a_row_is_cut(table, width: int, scale: float) -> None:
    theme.put_on(QApplication.instance(), theme.LIGHT, scale)
    try:
        table.resize(width, 700)
        table.grab()
        view, model = table.view, table.view.types
        for row in range(model.rowCount()):
            for column in (COUNTS, CHANGE):
                words = model.cell(row, column)
                faces = view.painter.faces
                assert faces.body_width(words.words) < view.columnWidth(column)
                assert faces.small_width(words.below) < view.columnWidth(column)
            least = 2 * view.painter.faces.small_line
            assert view.rowHeight(row) > least
    finally:
        theme.put_on(QApplication.instance(), theme.LIGHT)


def test_a_click_and_enter_ask_about_a_row(qtbot, table) -> None:
    heard: list[dict] = []
    table.asked.connect(heard.append)
    click(qtbot, table, 2)
    assert heard == [{"types": ("Drugs",), "flags": ()}]
    table.view.go_to(found().rows[6])
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert heard[1] == {"types": (), "flags": ("knife",)}
    table.view.go_to(found().rows[5])
    qtbot.keyClick(table.view, Qt.Key.Key_Space)
    assert heard[2]["types"] == ("Acquisitive crime",)
    click(qtbot, table, 0)  # asked for already
    assert len(heard) == 3


def test_the_keyboard_stays_on_its_row_when_another_answer_comes(qtbot, table) -> None:
    view = table.view
    view.setFocus()
    view.go_to(found().rows[1])
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current() == found().rows[2]
    table.show_types(found(asked=2))
    assert view.current() == found().rows[2]
    assert names(table)[2] == "✓ Drugs"
    view.order_by(CHANGE, descending=False)
    assert view.current() == found().rows[2]
    fewer = replace(found(), table=found().table.iloc[:2], rows=found().rows[:2])
    table.show_types(fewer)
    assert len(names(table)) == 2


def test_both_periods_and_how_many_are_named(table) -> None:
    assert table.periods.text() == "January to June 2025 against January to June 2024"
    assert table.many.text() == "4 types, 1 group and 1 flag: choose one to ask about"


def test_every_value_is_copied_as_numbers(qtbot, table) -> None:
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    head = lines[0].split("\t")
    assert "Before: January to June 2024" in head
    assert "Change (%)" in head
    assert len(lines) == 1 + len(ROWS)
    drugs = dict(zip(head, lines[3].split("\t"), strict=True))
    assert drugs["Type"] == "Drugs"
    assert drugs["Now: January to June 2025"] == "240"
    assert drugs["Small numbers"] == "small numbers"
    assert drugs["p"] == "0.01234"
    QGuiApplication.clipboard().clear()
    table.copies.click()
    assert QGuiApplication.clipboard().text().splitlines() == lines


def test_headings_are_pressed_to_sort(qtbot, table) -> None:
    head = table.view.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(CHANGE) + 20, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert table.view.types.sorted_by == (CHANGE, True)
    assert table.view.types.headerData(CHANGE, Qt.Orientation.Horizontal) == "Change ↓"

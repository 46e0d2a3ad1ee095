from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from hotspot_app.ui.table_model import SortedTable, TableModel, shown

COLUMNS = ("code", "count", "rate")
ROWS = (("b", 9, 2.5), ("C", 10, None), ("a", 100, 0.0004))


def column(table: SortedTable, place: int) -> list[str]:
    return [table.index(row, place).data() for row in range(table.rowCount())]


def side(table: TableModel, place: int) -> Qt.AlignmentFlag:
    flags = table.index(0, place).data(Qt.ItemDataRole.TextAlignmentRole)
    return Qt.AlignmentFlag(flags) & Qt.AlignmentFlag.AlignHorizontal_Mask


def test_qt_finds_no_fault_with_the_model(qtbot):
    model = TableModel(COLUMNS, ROWS)
    tester = QAbstractItemModelTester(
        SortedTable(model, model),
        QAbstractItemModelTester.FailureReportingMode.Warning,
    )
    assert tester.model().rowCount() == 3
    assert tester.model().columnCount() == 3


def test_numbers_are_sorted_by_value_and_not_as_text(qtbot):
    table = SortedTable(TableModel(COLUMNS, ROWS))
    table.sort(1, Qt.SortOrder.AscendingOrder)
    assert column(table, 1) == ["9", "10", "100"]


def test_text_is_sorted_without_regard_to_case(qtbot):
    table = SortedTable(TableModel(COLUMNS, ROWS))
    table.sort(0, Qt.SortOrder.AscendingOrder)
    assert column(table, 0) == ["a", "b", "C"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Qt.SortOrder.AscendingOrder, ["0.00040", "2.5000", ""]),
        (Qt.SortOrder.DescendingOrder, ["2.5000", "0.00040", ""]),
    ],
)
def test_what_is_missing_comes_last_either_way(qtbot, order, expected):
    table = SortedTable(TableModel(COLUMNS, ROWS))
    table.sort(2, order)
    assert column(table, 2) == expected


def test_numbers_stand_right_and_text_left_with_their_headings(qtbot):
    model = TableModel(COLUMNS, ROWS)
    right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
    assert [side(model, place) for place in range(3)] == [left, right, right]
    headings = [
        model.headerData(
            place, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        for place in range(3)
    ]
    assert [bool(flags & right) for flags in headings] == [False, True, True]


def test_the_full_value_is_a_hover_away(qtbot):
    model = TableModel(("rate",), ((12.3456789,),))
    assert model.index(0, 0).data() == "12.35"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "12.3456789"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("high-high", "high-high"),
        (12_345, "12,345"),
        (-12_345.678, "-12,345.68"),
        (0.0, "0.0000"),
        (0.05, "0.0500"),
        (0.00002, "0.00002"),
        (-1e-12, "about 0"),
        (float("inf"), "inf"),
    ],
)
def test_values_are_written_for_people(value, text):
    assert shown(value) == text

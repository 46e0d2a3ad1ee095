"""A sorted table says by which column, and follows keys and headings."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from hotspot_app.ui.kit.sorted_model import ROOT, Index, SortedModel, sort_key

NAMES, COUNTS = ("b", "a", "c"), (5, 9, 7)
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


class Streets(SortedModel):
    def __init__(self) -> None:
        super().__init__(by=1)
        self.arrange()

    def arrange(self) -> None:
        column, descending = self._by
        rows = np.argsort((NAMES, COUNTS)[column])
        self._rows = rows[::-1] if descending else rows

    def columnCount(self, parent: Index = ROOT) -> int:
        return 2

    def text(self, row: int, column: int) -> str:
        return str((NAMES, COUNTS)[column][self._rows[row]])

    def spoken(self, row: int, column: int) -> str:
        return f"{self.text(row, 0)} has {self.text(row, 1)}"

    def title(self, column: int) -> str:
        return ("Street", "Count")[column]

    def help(self, column: int) -> str | None:
        return "Incidents" if column else None

    def is_number(self, column: int) -> bool:
        return column == 1


@pytest.fixture
def streets(qapp) -> Streets:
    return Streets()


def names(model: Streets) -> str:
    return "".join(model.index(row, 0).data() for row in range(model.rowCount()))


def headings(model: Streets, role=Qt.ItemDataRole.DisplayRole) -> list[object]:
    across = Qt.Orientation.Horizontal
    return [model.headerData(column, across, role) for column in range(2)]


def test_the_first_press_sorts_numbers_down_and_texts_up_and_the_second_turns(streets):
    assert (names(streets), headings(streets)) == ("acb", ["Street", "Count ↓"])
    streets.order_by(0)
    assert (names(streets), headings(streets)) == ("abc", ["Street ↑", "Count"])
    streets.order_by(0)
    assert (names(streets), headings(streets)) == ("cba", ["Street ↓", "Count"])
    streets.order_by(1)
    assert streets.sorted_by == (1, True)
    streets.order_by(1, descending=False)
    assert names(streets) == "bca"


def test_numbers_stand_on_the_right_and_cells_are_spoken_as_their_tooltip(streets):
    sides = headings(streets, Qt.ItemDataRole.TextAlignmentRole)
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True]
    assert streets.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) == sides[1]
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert streets.index(0, 1).data(role) == "a has 9"
    assert headings(streets, Qt.ItemDataRole.ToolTipRole) == [None, "Incidents"]
    assert streets.headerData(0, Qt.Orientation.Vertical) is None
    assert streets.headerData(2, Qt.Orientation.Horizontal) is None


@pytest.mark.parametrize(
    ("key", "held", "descending"),
    [
        (Qt.Key.Key_Down, ALT, True),
        (Qt.Key.Key_Up, ALT, False),
        (Qt.Key.Key_Down, NONE, None),
        (Qt.Key.Key_Left, ALT, None),
    ],
)
def test_alt_with_up_or_down_sorts(key, held, descending):
    event = QKeyEvent(QEvent.Type.KeyPress, key, held)
    assert sort_key(event) is descending

"""The dialog that asks which column is which."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QTableWidget,
    QWidget,
)

from hotspot_app.data.kinds.headers import read_head
from hotspot_app.ui.files.column_mapping import BESIDE, ColumnMapping, ask_for_columns

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

HEADER = "Our Ref,Victim Name,Logged,What,Tel,X pos,Y pos"
ROWS = [
    f"H{i},Jane Example,{'31/02/2025' if i == 15 else '01/06/2025'},Noise,"
    f"07700 900{i:03d},{441000 + i},{112000 + i}"
    for i in range(420)
]


@pytest.fixture
def head(tmp_path: Path):
    path = tmp_path / "june.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="utf-8")
    return read_head(path)


@pytest.fixture
def dialog(head, qtbot) -> ColumnMapping:
    made = ColumnMapping(head, "june.csv")
    qtbot.addWidget(made)
    made.show()
    return made


def ok(dialog: ColumnMapping):
    box = dialog.findChild(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Ok)


def test_the_first_eight_rows_with_personal_columns_masked(dialog):
    table = dialog.findChild(QTableWidget)
    assert table.rowCount() == 8
    assert table.item(0, 1).text() == "•••"
    assert table.item(7, 0).text() == "H7"
    assert "not kept" in table.horizontalHeaderItem(1).text()
    assert "not kept" not in table.horizontalHeaderItem(2).text()
    cells = [table.item(r, c).text() for r in range(8) for c in range(7)]
    assert not [cell for cell in cells if "Jane" in cell or "07700" in cell]


def texts(dialog: ColumnMapping) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if not each.isHidden()]


def check_of(dialog: ColumnMapping, called: str) -> str:
    """What is said beside the box of a column."""
    told = texts(dialog)
    return told[told.index(called) + 1]


def test_a_column_is_tried_at_once(dialog):
    assert dialog.chosen()["recorded"] == "Logged"
    assert check_of(dialog, "Date recorded") == (
        '419 of 420 read; the first that can\'t be: "31/02/2025" in line 17'
    )
    dialog.choose("recorded", "What")
    assert check_of(dialog, "Date recorded").startswith("0 of 420 read")


def test_ok_waits_for_what_is_needed(dialog):
    dialog.choose("recorded", "")
    assert "Choose the column of the date or month." in texts(dialog)
    assert not ok(dialog).isEnabled()
    dialog.choose("recorded", "Logged")
    assert not any(text.startswith("Choose the column") for text in texts(dialog))
    assert check_of(dialog, "Type") == "None: all are of one type, called as the file"
    dialog.choose("type", "What")
    assert ok(dialog).isEnabled()
    assert dialog.mapping() == {
        "recorded": "Logged",
        "type": "What",
        "easting": "X pos",
        "northing": "Y pos",
    }


def test_what_was_said_last_month_is_offered(head, qtbot):
    made = ColumnMapping(head, "july.csv", {"type": "What", "id": "Our Ref"})
    qtbot.addWidget(made)
    assert made.chosen()["type"] == "What"
    assert made.chosen()["id"] == "Our Ref"


def test_every_box_has_a_name_and_takes_the_keyboard(dialog):
    for box in dialog.findChildren(QComboBox):
        assert box.accessibleName()
        assert box.focusPolicy()


@pytest.mark.parametrize("accept", [True, False])
def test_asking(head, qtbot, accept):
    parent = QWidget()
    qtbot.addWidget(parent)

    def answer() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, ColumnMapping)
        shown.choose("type", "What")
        shown.accept() if accept else shown.reject()

    QTimer.singleShot(50, answer)
    found = ask_for_columns(parent, head, "june.csv", None)
    assert (found is not None) == accept
    if found:
        assert found["type"] == "What"


@pytest.fixture
def wide(tmp_path: Path, qtbot) -> ColumnMapping:
    """Three hundred columns, those that tell something among the last."""
    fields = [f"Field {i}" for i in range(293)]
    rows = [
        ",".join([*["" if i % 2 else "w"] * 293, row]) for i, row in enumerate(ROWS)
    ]
    path = tmp_path / "wide.csv"
    text = "\n".join([",".join([*fields, HEADER]), *rows])
    path.write_text(text, encoding="utf-8")
    made = ColumnMapping(read_head(path), "wide.csv")
    qtbot.addWidget(made)
    made.show()
    return made


def test_of_hundreds_of_columns_those_that_tell_something_are_shown(wide):
    table = wide.findChild(QTableWidget)
    assert table.columnCount() == BESIDE
    heads = [table.horizontalHeaderItem(at).text() for at in range(BESIDE)]
    assert heads[0] == "Field 0\n"
    assert {"Logged\n", "X pos\n", "Y pos\n"} <= set(heads)
    told = [each.text() for each in wide.findChildren(QLabel)]
    assert any("240 other columns can be chosen below but aren't" in t for t in told)
    assert wide.chosen()["recorded"] == "Logged"


def test_every_one_of_hundreds_can_be_chosen(wide):
    wide.choose("type", "Field 292")
    assert wide.chosen()["type"] == "Field 292"
    assert check_of(wide, "Type")
    assert wide.chosen()["status"] == ""
    assert {box.count() for box in wide.findChildren(QComboBox)} == {301}


def test_of_two_columns_of_one_name_the_first_is_offered(tmp_path, qtbot):
    path = tmp_path / "twice.csv"
    path.write_text("Ref,What,WHAT,What (%)\n1,Noise,Other,9\n", encoding="utf-8")
    made = ColumnMapping(read_head(path), "twice.csv")
    qtbot.addWidget(made)
    box = made.findChildren(QComboBox)[0]
    told = [box.itemText(at) for at in range(box.count())]
    assert told == ["None", "Ref", "What (the first of 2)", "What (%)"]
    made.choose("type", "What (%)")
    assert made.mapping()["type"] == "What (%)"

"""Boxes for named groups, as an analyst meets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.data.own.group_file import read_groups
from hotspot_app.project.ask.groups import Groups
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.dialogs.group_dialog import GroupDialog, Grouping
from hotspot_app.ui.dialogs.group_file_dialog import GroupFileDialog
from hotspot_app.ui.dialogs.groups_dialog import Addable, GroupsDialog
from hotspot_app.ui.kit import theme

GROUPS: Groups = {"beat": {"North": ("a", "b"), "South": ("c",)}}

pytestmark = pytest.mark.qt_log_ignore("does not support")


@pytest.fixture
def parent(qtbot: QtBot, dressed: Any) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def group_dialog(parent: QWidget, codes: str, groups: Groups = GROUPS) -> GroupDialog:
    words = f"{len(codes)} selected areas"
    box = GroupDialog(parent, groups, codes, words=words, levels=("lsoa",))
    box.show()
    return box


def may_save(box: GroupDialog) -> bool:
    return box.buttons.button(QDialogButtonBox.StandardButton.Save).isEnabled()


def test_a_selection_gets_name_and_kind(parent: QWidget) -> None:
    box = group_dialog(parent, "de", {})
    assert not may_save(box)
    box.name.setText("  Above   Bar ")
    box.kind.setCurrentText("Localities")
    assert may_save(box)
    assert box.grouping == Grouping("Above Bar", "locality", apart=False)
    assert "Localities can then be chosen under Where" in box.hint.text()
    assert not box.apart.isVisible()


def test_areas_of_another_group_are_taken_out_unless_not_wanted(
    parent: QWidget,
) -> None:
    box = group_dialog(parent, "bcd")
    box.name.setText("Centre")
    assert box.kind.currentText() == "beat"
    assert box.apart.text() == "Take 2 areas out of North and South"
    assert "an area is in one beat only" in box.hint.text()
    assert box.grouping.apart
    box.apart.setChecked(False)
    assert not box.grouping.apart
    box.kind.setCurrentText("locality")
    assert not box.apart.isVisible()


def test_a_group_that_is_there_is_replaced_and_it_is_said(parent: QWidget) -> None:
    box = group_dialog(parent, "abe")
    box.name.setText("North")
    assert "in place of those of the beat there is" in box.hint.text()
    assert not box.apart.isVisible()


@pytest.mark.parametrize("kind", ["ward", "Wards", "LSOAs"])
def test_a_level_of_the_files_is_no_kind(parent: QWidget, kind: str) -> None:
    box = group_dialog(parent, "de")
    box.name.setText("Centre")
    box.kind.setCurrentText(kind)
    assert not may_save(box)
    assert "are called" in box.hint.text()
    assert "already" in box.hint.text()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked before something went; the first time it stays."""
    words: list[str] = []

    def answer(_: object, said: str) -> bool:
        words.append(said)
        return len(words) > 1

    monkeypatch.setattr(messages, "ask_to_remove", answer)
    return words


def groups_dialog(parent: QWidget, groups: Groups, *selected: str) -> GroupsDialog:
    """A box whose changes are followed, as the window does."""
    called = {code: f"Area {code.upper()}" for code in "abcdef"}
    box = GroupsDialog(parent, groups, Addable(called, selected))
    box.changed.connect(box.show_groups)
    box.show()
    return box


def row(box: GroupsDialog, *at: int) -> QTreeWidgetItem:
    item = box.tree.invisibleRootItem()
    for n in at:
        item = item.child(n)
    return item


def choose(box: GroupsDialog, *at: int) -> None:
    box.tree.setCurrentItem(row(box, *at))


def told(box: GroupsDialog) -> list[Groups]:
    heard: list[Groups] = []
    box.changed.connect(heard.append)
    return heard


def test_groups_are_listed_and_removed_when_that_is_confirmed(
    parent: QWidget, asked: list[str]
) -> None:
    box = groups_dialog(parent, GROUPS)
    heard = told(box)
    assert row(box, 0).text(0) == "Beats (2)"
    assert [row(box, 0, i).text(0) for i in range(2)] == ["North", "South"]
    assert [row(box, 0, i).text(1) for i in range(2)] == ["2", "1"]
    choose(box, 0, 0)
    renamed: list[tuple[str, str]] = []
    box.rename_wanted.connect(lambda *each: renamed.append(each))
    box.rename.click()
    assert renamed == [("beat", "North")]
    box.remove.click()
    assert heard == []
    box.remove.click()
    assert heard == [{"beat": {"South": ("c",)}}]
    assert asked == ["Remove the beat North?"] * 2


def test_a_whole_kind_goes_only_when_that_is_confirmed(
    parent: QWidget, asked: list[str]
) -> None:
    box = groups_dialog(parent, GROUPS)
    heard = told(box)
    choose(box, 0)
    assert not box.rename.isEnabled()
    box.remove.click()
    assert heard == []
    box.remove.click()
    assert heard == [{}]
    assert asked == ["Remove all 2 beats?"] * 2
    assert box.empty.isVisible()
    assert "press Ctrl+G" in box.empty.text()


def test_nothing_can_be_done_while_no_row_is_chosen(
    qtbot: QtBot, parent: QWidget, asked: list[str]
) -> None:
    box = groups_dialog(parent, GROUPS, "d")
    with qtbot.waitActive(box):
        box.activateWindow()
    box.tree.setFocus(Qt.FocusReason.TabFocusReason)
    for button in (box.rename, box.remove, box.add, box.selection):
        assert not button.isEnabled()
    QTest.keyClick(box.tree, Qt.Key.Key_Delete)
    assert asked == []


def test_areas_of_a_group_are_added_and_taken_out(
    parent: QWidget, asked: list[str]
) -> None:
    box = groups_dialog(parent, GROUPS, "c", "d")
    heard = told(box)
    assert [row(box, 0, 0, i).text(0) for i in range(2)] == ["Area A", "Area B"]
    choose(box, 0, 0)
    assert box.selection.text() == "Add the 2 selected areas"
    box.selection.click()
    assert heard[-1] == {"beat": {"North": ("a", "b", "c", "d")}}
    assert box.told.text() == "Added 2 areas to North. Taken out of South: 1 area."
    assert not box.selection.isEnabled()
    choose(box, 0, 0, 1)
    box.remove.click()
    assert heard[-1] == {"beat": {"North": ("a", "c", "d")}}
    assert box.row == ("beat", "North", "c")
    assert asked == []


def test_areas_are_changed_by_the_keyboard_alone(
    qtbot: QtBot, parent: QWidget, asked: list[str]
) -> None:
    box = groups_dialog(parent, GROUPS)
    heard = told(box)
    with qtbot.waitActive(box):
        box.activateWindow()
    box.tree.setFocus(Qt.FocusReason.TabFocusReason)
    choose(box, 0, 0)
    keys = Qt.Key
    for key in (keys.Key_Right, keys.Key_Down, keys.Key_Delete):
        QTest.keyClick(box.tree, key)
    assert heard == [{"beat": {"North": ("b",), "South": ("c",)}}]
    edit = box.area.lineEdit()
    assert edit is not None
    box.area.setFocus()
    QTest.keyClicks(edit, "area e")
    QTest.keyClick(edit, keys.Key_Return)
    assert heard[-1] == {"beat": {"North": ("b", "e"), "South": ("c",)}}
    assert box.isVisible()
    box.area.setEditText("nowhere")
    QTest.keyClick(edit, keys.Key_Return)
    assert "no such area" in box.told.text()
    choose(box, 0, 1)
    box.remove.setFocus()
    QTest.keyClick(box.remove, keys.Key_Return)
    assert asked == ["Remove the beat South?"]


def test_the_last_area_is_taken_out_with_its_group(
    parent: QWidget, asked: list[str]
) -> None:
    box = groups_dialog(parent, GROUPS)
    choose(box, 0, 1, 0)
    box.remove.click()
    assert asked == ["Remove the beat South?"]


def test_groups_of_a_file(parent: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "beats.csv"
    pd.DataFrame(
        {"code": list("abcd"), "Beat name": [*"NNSS"], "Ward": [*"WWWX"]}
    ).to_csv(path, index=False)
    box = GroupFileDialog(parent, read_groups(path, "abcd"), GROUPS, ("lsoa",))
    box.show()
    assert [box.column.itemText(i) for i in range(box.column.count())] == [
        "Beat name (2 different)",
        "Ward (2 different)",
    ]
    assert box.kind.currentText() == "beat"
    assert "2 beats of 4 areas, in place of the 2 beats there" in box.hint.text()
    assert box.taken == ("beat", {"N": ("a", "b"), "S": ("c", "d")})
    ok = box.buttons.button(QDialogButtonBox.StandardButton.Ok)
    box.column.setCurrentIndex(1)
    assert not ok.isEnabled()
    assert "wards already" in box.hint.text()
    box.kind.setCurrentText("old ward")
    assert ok.isEnabled()
    assert box.taken == ("old ward", {"W": ("a", "b", "c"), "X": ("d",)})


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100%", "200%"])
def test_the_number_of_areas_is_seen_beside_a_long_name(
    parent: QWidget, dressed: Any, scale: float
) -> None:
    dressed(theme.LIGHT, scale)
    name = "East of the river and all its wards to the city boundary"
    box = GroupsDialog(parent, {"beat": {name: ("a", "b")}})
    box.show()
    assert box.tree.horizontalScrollBar().maximum() == 0
    head = box.tree.header()
    assert head.sectionPosition(1) + head.sectionSize(1) <= box.tree.viewport().width()

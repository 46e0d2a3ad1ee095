"""Boxes for named groups, as an analyst meets them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.data.group_file import read_groups
from hotspot_app.project.groups import Groups
from hotspot_app.ui import theme
from hotspot_app.ui.group_dialog import GroupDialog, Grouping
from hotspot_app.ui.group_file_dialog import GroupFileDialog
from hotspot_app.ui.groups_dialog import GroupsDialog

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


def test_groups_are_listed_and_removed(parent: QWidget) -> None:
    box = GroupsDialog(parent, GROUPS)
    box.show()
    top = box.tree.topLevelItem(0)
    assert top is not None
    assert top.text(0) == "Beats (2)"
    assert [top.child(i).text(0) for i in range(2)] == ["North", "South"]
    assert [top.child(i).text(1) for i in range(2)] == ["2", "1"]
    assert not box.remove.isEnabled()
    told: list[Groups] = []
    box.changed.connect(told.append)
    box.tree.setCurrentItem(top.child(0))
    box.remove.click()
    assert told[-1] == {"beat": {"South": ("c",)}}
    asked: list[tuple[str, str]] = []
    box.rename_wanted.connect(lambda *each: asked.append(each))
    box.rename.click()
    assert asked == [("beat", "North")]
    box.tree.setCurrentItem(top)
    assert not box.rename.isEnabled()
    box.remove.click()
    assert told[-1] == {}
    box.show_groups({})
    assert box.empty.isVisible()
    assert "press Ctrl+G" in box.empty.text()


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

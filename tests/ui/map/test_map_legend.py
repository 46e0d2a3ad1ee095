from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolTip

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedLabel
from hotspot_app.ui.map.paint import swatch

LEFT = Qt.MouseButton.LeftButton


def test_it_lists_every_class_with_its_count_zeros_too(make_map, practice):
    view = make_map(practice)
    counts = practice.key.entry_of.value_counts()
    assert view.legend.words() == [
        (entry.label, int(counts.get(number, 0)))
        for number, entry in enumerate(practice.key.entries)
    ]
    assert any(count == 0 for _, count in view.legend.words())
    assert (
        sum(count for _, count in view.legend.words()) == practice.areas["shown"].sum()
    )


def test_another_answer_may_come_while_a_tip_is_shown(make_map, practice, qtbot):
    view = make_map(practice)
    cell = view.legend.cells()[0]
    QToolTip.showText(cell.mapToGlobal(cell.rect().center()), cell.toolTip(), cell)
    tips = [each for each in cell.findChildren(QLabel) if each.isVisible()]
    assert [each.text() for each in tips] == [cell.toolTip()]
    view.set_key(practice.key)
    QToolTip.hideText()


def test_a_class_selects_its_areas(make_map, practice, qtbot):
    view = make_map(practice)
    for cell in view.legend.cells():
        assert cell.isEnabled() == (cell.entry.count > 0)
        if cell.entry.count:
            with qtbot.waitSignal(view.selection_changed) as told:
                qtbot.mouseClick(cell, LEFT)
            assert told.args == [practice.codes(cell.entry.label)]
            assert len(told.args[0]) == cell.entry.count


def test_keys_select_too_and_each_class_is_named(make_map, practice, qtbot):
    view = make_map(practice)
    cell = view.legend.cells()[0]
    assert cell.accessibleName() == "High among high, clear: 5 areas"
    assert cell.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(cell, Qt.Key.Key_Space)
    assert view.choice.chosen == practice.codes("High among high, clear")


def test_targets_are_large_enough(make_map, practice):
    view = make_map(practice)
    for cell in view.legend.cells():
        assert cell.height() >= 24
        assert cell.width() >= 24


def test_it_folds_away_and_comes_back(make_map, practice, qtbot):
    view = make_map(practice)
    open_ = view.legend.height()
    qtbot.mouseClick(view.legend.head, LEFT)
    assert view.legend.height() < open_ / 3
    assert not view.legend.cells()[0].isVisible()
    qtbot.mouseClick(view.legend.head, LEFT)
    assert view.legend.height() == open_
    assert view.legend.cells()[0].isVisible()


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("size", [(300, 240), (720, 700), (1366, 768)], ids=str)
def test_it_stays_on_the_map_at_any_size_of_type(
    make_map, dressed, practice, scale, size
):
    view = make_map(practice, size)
    dressed(theme.LIGHT, scale)
    assert view.rect().contains(view.legend.geometry())
    assert view.legend.words()[0] == ("High among high, clear", 5)


def test_patches_show_colour_and_pattern(qapp, practice):
    entries = {entry.label: entry for entry in practice.key.entries}
    plain = swatch(entries["High among high, clear"], theme.LIGHT, (18, 12), 1.0)
    assert plain.pixelColor(9, 6).name() == "#b2182b"
    likely = swatch(entries["High among high, likely"], theme.LIGHT, (18, 12), 1.0)
    seen = {likely.pixelColor(x, y).name() for x in range(3, 15) for y in range(3, 9)}
    assert len(seen) >= 3


def test_without_a_key_there_is_no_legend(make_map, practice):
    view = make_map(practice)
    view.set_key(None)
    assert not view.legend.isVisible()


@pytest.mark.parametrize(("width", "unfolded"), [(720, True), (360, False)])
def test_it_leaves_the_scale_its_place_beside_it(
    make_map, practice, width: int, unfolded: bool
):
    view = make_map(practice, (width, 1100))
    assert view.legend.head.isChecked() == unfolded
    assert view.legend.cells()[0].isVisible() == unfolded


def test_classes_without_areas_share_one_line(make_map, practice, qtbot):
    view = make_map(practice)
    there = {entry.row or entry.label for entry in practice.key.entries if entry.count}
    shown = {cell.entry.row or cell.entry.label for cell in view.legend.cells()}
    assert shown == there
    lines = [each for each in view.legend.findChildren(ElidedLabel) if each.isVisible()]
    (line,) = lines
    assert line.text().startswith("None: ")
    for entry in practice.key.entries:
        name = entry.row or entry.label
        assert (name[1:] in line.text()) == (name not in there)
    assert line.height() < 2 * line.fontMetrics().height()


def test_a_class_that_gets_areas_has_a_line_of_its_own_again(make_map, practice):
    view = make_map(practice)
    entries = practice.key.entries
    empty = next(each for each in entries if not each.count and not each.row)
    more = [replace(each, count=2) if each is empty else each for each in entries]
    view.set_key(replace(practice.key, entries=tuple(more)))
    assert empty.label in {cell.entry.label for cell in view.legend.cells()}
    view.set_key(practice.key)
    assert empty.label not in {cell.entry.label for cell in view.legend.cells()}
    none = [replace(each, count=0) for each in entries]
    view.set_key(replace(practice.key, entries=tuple(none)))
    assert len(view.legend.cells()) == len(entries)

"""The desk as an analyst meets it, on the practice town."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hotspot_app.brief.page import map_page
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import opened
from hotspot_app.project.save.recovery import left_behind
from hotspot_app.project.save.settings import (
    change_settings,
    read_settings,
    settings_file,
)
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.stages import Stages
from hotspot_app.project.steps.visited import MARKED
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.dialogs.group_dialog import Grouping
from hotspot_app.ui.dialogs.group_file_dialog import GroupFileDialog
from hotspot_app.ui.dialogs.groups_dialog import GroupsDialog
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.veil import Veil
from hotspot_app.ui.map.layer_list import LayerList
from hotspot_app.ui.window import desk as desk_module
from hotspot_app.ui.window.main_window import MainWindow
from tests.ui.conftest import TownKept
from tests.ui.resting import is_current

# Qt's offscreen screen has no window manager to tell a smallest size to.
pytestmark = pytest.mark.qt_log_ignore("does not support")

QUICK = {"permutations": "999"}
"""Of the tests: chance is not what they are about."""


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes said; unsaved changes are thrown away."""
    told: list[str] = []
    monkeypatch.setattr(messages, "show_problem", lambda _, text: told.append(text))
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    return told


@pytest.fixture
def window(
    make_window: Callable[..., MainWindow],
    said: list[str],
    read_once: Stages,
    practice_material: Material,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    first = iter([read_once])
    monkeypatch.setattr(
        desk_module, "Stages", lambda: next(first, None) or TownKept(practice_material)
    )
    return make_window()


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """A window with the practice town answered."""
    asked = Asked(method="local_moran", when="last-6", params=QUICK)
    project = Project(practice_files(), asked)
    window.files.begin(project)
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.open_project(project)
    return window


@pytest.fixture
def answered(qtbot: QtBot, desk: MainWindow) -> Callable[[Callable[[], object]], None]:
    """Does something and waits for the answer to it."""

    def do(step: Callable[[], object]) -> None:
        with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
            step()

    return do


def headline(window: MainWindow) -> str:
    return window.view.panel.sentences.words.headline


def chip(window: MainWindow, name: str) -> QPushButton:
    chips = window.view.question.types.findChildren(QPushButton)
    return next(each for each in chips if each.text() == name)


def shown_in(inside: QWidget) -> list[str]:
    """Return the buttons that can be seen."""
    return [b.text() for b in inside.findChildren(QPushButton) if b.isVisible()]


def legend(window: MainWindow) -> dict[str, int]:
    return dict(window.view.map.legend.words())


def test_it_begins_with_ways_to_begin(window: MainWindow) -> None:
    assert window.pages.currentWidget() is window.start
    assert window.windowTitle() == "Hotspot"
    off = ("save", "undo", "redo", "export_map", "officer", "clear", "rename")
    assert not any(window.acts[name].isEnabled() for name in off)
    assert all(window.acts[name].isEnabled() for name in ("open", "practice", "quit"))


def test_an_answer_is_on_map_panel_and_foot(desk: MainWindow) -> None:
    answer = desk.desk.answer
    assert answer is not None
    assert headline(desk) == answer.explanation.headline
    assert sum(legend(desk).values()) == int(answer.areas["shown"].sum())
    assert "rows read" in desk.left.text()
    assert "999 permutations" in desk.left.text()
    assert desk.right.text().startswith("Answered in ")
    assert desk.windowTitle() == "Untitled – Hotspot"
    assert desk.acts["export_map"].isEnabled()


def test_a_type_is_answered_at_once_and_undone(
    desk: MainWindow, answered: Callable[..., None]
) -> None:
    before = headline(desk)
    answered(chip(desk, "Burglary").click)
    assert headline(desk).startswith("Burglary")
    assert desk.windowTitle().startswith("Untitled*")
    answered(desk.acts["undo"].trigger)
    assert headline(desk) == before
    assert not chip(desk, "Burglary").isChecked()
    answered(desk.acts["redo"].trigger)
    assert headline(desk).startswith("Burglary")
    assert chip(desk, "Burglary").isChecked()


def test_anti_social_behaviour_is_never_added_to_crime(
    desk: MainWindow, answered: Callable[..., None]
) -> None:
    answered(chip(desk, "Burglary").click)
    answered(chip(desk, "Anti-social behaviour").click)
    assert headline(desk).startswith("Anti-social behaviour")
    answered(chip(desk, "Robbery").click)
    assert headline(desk).startswith("Robbery")


def test_flags_narrow_what_is_counted(
    desk: MainWindow, answered: Callable[..., None]
) -> None:
    flags = desk.view.question.flags
    assert flags.isVisible()
    assert shown_in(flags) == ["3 flags…"]
    flags.findChildren(QPushButton)[0].click()
    assert shown_in(flags) == ["Fewer flags", "Domestic abuse", "Alcohol", "Knife"]
    before = desk.left.text()
    knife = flags.findChildren(QPushButton)[-1]
    answered(knife.click)
    flags.findChildren(QPushButton)[0].click()
    assert shown_in(flags) == ["2 more flags…", "Knife"]
    assert "knife-flagged" in headline(desk).casefold()
    assert desk.left.text() != before
    kinds = [each.text() for each in desk.view.question.types.findChildren(QPushButton)]
    answered(desk.acts["undo"].trigger)
    again = desk.view.question.types.findChildren(QPushButton)
    assert [each.text() for each in again] == kinds
    chips = flags.findChildren(QPushButton)
    assert not any(each.isChecked() for each in chips)


def own(layers: LayerList) -> list[str]:
    """The names of the analyst's own layers, without the one that rates have."""
    return [name for name in layers.names() if name != MARKED]


def test_a_map_layer_is_added_remembered_and_taken_off(
    qtbot: QtBot, desk: MainWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "Patrols.geojson"
    assert desk.desk.answer is not None
    shape = desk.desk.answer.areas.geometry.iloc[0]
    gpd.GeoDataFrame(geometry=[shape.boundary], crs="EPSG:27700").to_file(path)
    monkeypatch.setattr(messages, "ask_for_layer", lambda _: path)
    sources = iter([" Patrol team,\n2026 ", None, ""])
    asked: list[str] = []

    def source(_: object, __: str, ___: str, now: str) -> str | None:
        asked.append(now)
        return next(sources)

    monkeypatch.setattr(messages, "ask_for_name", source)
    line, unsaid = (
        "Patrols: Patrol team, 2026",
        "Source of 'Patrols.geojson' not stated.",
    )
    notes = desk.view.panel.notes
    assert not desk.acts["layers_off"].isEnabled()
    desk.acts["layer"].trigger()
    named = desk.view.map.layers
    qtbot.waitUntil(lambda: own(named) == ["Patrols"], timeout=60_000)
    assert desk.desk.project is not None
    assert desk.desk.project.layers == (OwnLayer(path, "Patrol team, 2026"),)
    assert line in desk.view.map.canvas.sources.words
    assert line in notes.toPlainText()
    desk.acts["undo"].trigger()
    assert own(named) == []
    assert line not in notes.toPlainText()
    desk.acts["redo"].trigger()
    assert own(named) == ["Patrols"]
    change = named.findChild(QToolButton)
    change.click()  # and thinks better of it
    assert desk.desk.project.layers[0].source == "Patrol team, 2026"
    named.findChild(QToolButton).click()
    assert asked == ["", "Patrol team, 2026", "Patrol team, 2026"]
    assert desk.desk.project.layers == (OwnLayer(path),)
    assert unsaid in notes.toPlainText()
    desk.acts["undo"].trigger()
    assert line in notes.toPlainText()
    save = home / "p.hotspot"
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: save)
    desk.acts["save_as"].trigger()
    assert opened(save).project.layers == (OwnLayer(path, "Patrol team, 2026"),)
    desk.acts["layers_off"].trigger()
    assert own(named) == []
    assert desk.desk.answer is not None
    assert settings_source(path) == ""
    path.write_text("{}", encoding="utf-8")
    desk.acts["layer"].trigger()
    qtbot.waitUntil(lambda: "Patrols" in desk.view.banner.text(), timeout=60_000)
    assert desk.desk.project.layers == ()


def settings_source(path: Path) -> str | None:
    return read_settings()[0].layer_source(path)


def test_a_source_once_said_is_offered_again_and_cancel_adds_nothing(
    qtbot: QtBot, desk: MainWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "Patrols.geojson"
    assert desk.desk.answer is not None
    shape = desk.desk.answer.areas.geometry.iloc[0]
    gpd.GeoDataFrame(geometry=[shape.boundary], crs="EPSG:27700").to_file(path)
    change_settings(lambda now: now.with_layer_source(path, "Patrol team"))
    monkeypatch.setattr(messages, "ask_for_layer", lambda _: path)
    offered: list[str] = []
    monkeypatch.setattr(
        messages, "ask_for_name", lambda *given: offered.append(given[3])
    )
    desk.acts["layer"].trigger()
    qtbot.waitUntil(lambda: offered == ["Patrol team"], timeout=60_000)
    assert desk.desk.project is not None
    assert desk.desk.project.layers == ()


def test_the_exported_map_has_the_layers_and_says_which_it_lacks(
    qtbot: QtBot, desk: MainWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, lost = home / "Patrols.geojson", home / "lost.gpkg"
    assert desk.desk.answer is not None
    assert desk.desk.project is not None
    shape = desk.desk.answer.areas.geometry.iloc[0]
    gpd.GeoDataFrame(geometry=[shape.boundary], crs="EPSG:27700").to_file(there)
    both = desk.desk.project.layered(OwnLayer(there, "Patrol team"))
    desk.desk.step(both.layered(OwnLayer(lost, "Nobody")))
    named = desk.view.map.layers
    qtbot.waitUntil(lambda: len(own(named)) == 2, timeout=60_000)
    assert "lost.gpkg" in desk.view.banner.text()
    path = home / "map.svg"
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: path)
    told: list[str] = []
    desk.exports.said.connect(told.append)
    desk.acts["export_map"].trigger()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=60_000)
    written = f"The map is in {path}, without lost.gpkg, marked OFFICIAL."
    assert told == ["Writing the map …", written]
    drawing = path.read_text(encoding="utf-8")
    assert 'id="own-lines"' in drawing
    assert "Patrols: Patrol team" in drawing
    assert "Nobody" not in drawing


def test_a_ward_is_looked_at_and_the_selection(
    desk: MainWindow, answered: Callable[..., None]
) -> None:
    box = desk.view.question.where
    ward = box.itemText(1)

    def choose(at: int) -> None:
        box.setCurrentIndex(at)
        box.activated.emit(at)

    answered(lambda: choose(1))
    answer = desk.desk.answer
    assert answer is not None
    shown = answer.areas[answer.areas["shown"]]
    assert set(shown["ward"]) == {ward}
    codes = frozenset(map(str, shown.index[:3]))
    desk.view.select(codes)
    assert box.itemText(box.count() - 1) == "The 3 selected areas"
    answered(lambda: choose(box.count() - 1))
    assert desk.desk.answer is not None
    left = desk.desk.answer.areas
    assert set(left.index[left["shown"]]) == codes


def test_clear_all_goes_back(desk: MainWindow, answered: Callable[..., None]) -> None:
    answered(chip(desk, "Burglary").click)
    answered(desk.view.question.clear.click)
    assert desk.desk.project is not None
    assert desk.desk.project.asked == Asked(method="local_moran")


def test_what_cannot_be_answered_is_a_line_and_the_work_stays(
    qtbot: QtBot, desk: MainWindow
) -> None:
    with qtbot.waitSignal(desk.desk.refused, timeout=60_000):
        desk.desk.ask(when="", first="2020-01", last="2020-02")
    assert "No file holds a month" in desk.view.banner.text()
    assert desk.desk.project is not None
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.acts["undo"].trigger()
    assert desk.view.banner.text() == ""


def test_selection_is_the_same_everywhere(desk: MainWindow) -> None:
    answer = desk.desk.answer
    assert answer is not None
    codes = frozenset(map(str, answer.areas.index[answer.areas["shown"]][:2]))
    heard: list[frozenset[str]] = []
    desk.view.selection_changed.connect(heard.append)
    desk.view.panel.places.selection_changed.emit(codes)
    assert desk.view.map.choice.chosen == codes
    assert desk.view.selection == codes
    desk.view.map.selection_changed.emit(frozenset())
    assert desk.view.panel.places.view.chosen == frozenset()
    assert heard == [codes, frozenset()]


def test_a_row_of_what_rose_is_asked_about_and_taken_back(
    qtbot: QtBot, desk: MainWindow, answered: Callable[..., None]
) -> None:
    panel, tabs = desk.view.panel, desk.view.panel.tabs
    assert tabs.indexOf(panel.types) < 0
    answered(lambda: desk.desk.ask(against="before"))
    assert tabs.tabText(1) == "What rose"
    tabs.setCurrentWidget(panel.types)
    view = panel.types.view
    row = next(
        r for r in range(len(view.types.found.rows)) if not view.types.is_asked(r)
    )
    what = view.types.what(row)
    at = view.visualRect(view.types.index(row, 0)).center()
    answered(
        lambda: qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    )
    assert desk.desk.project.asked.types == what.types
    assert view.types.found.rows[view.types.found.asked] == what
    answered(desk.desk.undo)
    assert desk.desk.project.asked.types == ()
    answered(lambda: desk.desk.ask(against=""))
    assert tabs.indexOf(panel.types) < 0
    assert tabs.currentWidget() is panel.places


def test_charts_of_other_methods_come_when_looked_at(
    qtbot: QtBot, desk: MainWindow
) -> None:
    panel = desk.view.panel
    titles = [panel.tabs.tabText(i) for i in range(panel.tabs.count())]
    assert titles[:5] == ["Places", "Ranking", "Deprivation", "Months", "Scatter"]
    for at, title in enumerate(titles[1:5], 1):
        page = panel.pages[title]
        panel.tabs.setCurrentIndex(at)
        qtbot.waitUntil(
            lambda page=page: page.currentWidget() is page.chart, timeout=60_000
        )
    assert panel.notes_tab.text().startswith("Notes (")


def test_the_officer_sees_places_and_no_statistics(
    qtbot: QtBot, desk: MainWindow, answered: Callable[..., None]
) -> None:
    answered(lambda: desk.desk.ask(against="before"))
    with qtbot.waitSignal(desk.desk.earlier_answered, timeout=60_000):
        desk.acts["officer"].trigger()
    assert desk.view.is_officer
    assert not desk.view.question.isVisible()
    officer, shown = desk.view.officer, desk.view.map
    assert 0 < len(officer.rows) <= 5
    assert "What changed" in officer.text()
    assert "permut" not in officer.text()
    row, whole = officer.rows[0], shown.view_box()
    row.click()
    assert desk.view.selection == {*row.place.codes}
    assert shown.view_box().scale < whole.scale
    assert shown.spots.singled_out == {*row.place.codes}
    desk.view.select(frozenset())
    assert not shown.spots.singled_out
    desk.acts["hotspot"].trigger()
    assert desk.view.selection == desk.view.spots[0].codes
    desk.acts["hotspot"].trigger()
    assert desk.view.selection == desk.view.spots[1 % len(desk.view.spots)].codes
    desk.acts["officer"].trigger()
    assert desk.view.question.isVisible()


def test_the_officer_sees_that_an_answer_was_put_aside(
    qtbot: QtBot, desk: MainWindow
) -> None:
    """The page that is turned to lies under the veil, not over it."""
    with qtbot.waitSignal(desk.desk.refused, timeout=60_000):
        desk.desk.ask(when="", first="2020-01", last="2020-02")
    for _ in range(2):
        desk.acts["officer"].trigger()
        on_top = [each for each in desk.view.right.children() if each.isWidgetType()]
        assert isinstance(on_top[-1], Veil)
        assert on_top[-1].isVisible()


def test_closing_leaves_the_officer_s_page(desk: MainWindow) -> None:
    desk.acts["officer"].trigger()
    desk.acts["close"].trigger()
    assert not desk.acts["officer"].isChecked()
    assert not desk.view.is_officer


def test_the_foot_says_one_thing_at_a_time(desk: MainWindow) -> None:
    desk.say("The layer is in H:/Maps/june.gpkg.")
    for _ in range(2):
        desk.acts["officer"].trigger()
        assert not (desk.left.isVisible() and desk.statusBar().currentMessage())
    assert desk.left.isVisible()


def test_a_name_given_to_an_area_is_used_and_undone(
    desk: MainWindow, answered: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = desk.desk.answer
    assert answer is not None
    code = str(answer.areas.index[answer.areas["shown"]][0])
    desk.view.select(frozenset([code]))
    monkeypatch.setattr(messages, "ask_for_name", lambda *_: "The old bakery")
    answered(desk.acts["rename"].trigger)
    assert desk.view.title(code) == "The old bakery"
    answered(desk.acts["undo"].trigger)
    assert desk.view.title(code) != "The old bakery"


def boxed(box: QComboBox) -> list[str]:
    return [box.itemText(i) for i in range(box.count())]


def pick(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(boxed(box).index(text))
    box.activated.emit(box.currentIndex())


def test_named_groups_are_a_level(
    desk: MainWindow, answered: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path of an analyst: select, name, select, name, choose the level."""
    answered(lambda: desk.desk.ask(method="rate_map", params={}))
    answer = desk.desk.answer
    assert answer is not None
    values = answer.outcome.values
    codes = values.index[answer.areas["shown"]]
    halves = {"North": codes[:40], "South": codes[40:80]}
    for name, half in halves.items():
        desk.view.select(frozenset(half))
        made = Grouping(name, "beat", apart=True)
        monkeypatch.setattr(messages, "ask_for_group", lambda *_, m=made, **__: m)
        desk.acts["group"].trigger()
    question = desk.view.question
    assert "Beats (2)" in boxed(question.level)
    assert "North (beat)" in boxed(question.where)
    answered(lambda: pick(question.level, "Beats (2)"))
    found = desk.desk.answer
    assert found is not None
    for name, half in halves.items():
        summed = values.loc[half, ["count", "denominator"]].sum()
        assert found.outcome.values.loc[name, "count"] == summed["count"]
        assert found.outcome.values.loc[name, "denominator"] == summed["denominator"]
    said = desk.view.panel.sentences.words
    assert headline(desk).startswith("All crime: highest rate in ")
    assert any("of 2 beats" in str(each) for each in said.sentences)
    assert question.where.currentText() == "The 2 beats"
    assert sum(legend(desk).values()) == 2
    assert desk.view.title("North") == "North"
    desk.view.select(frozenset(["North"]))
    assert boxed(question.where)[-1] == "The 1 selected beat"
    monkeypatch.setattr(messages, "ask_for_name", lambda *_: "Harbour")
    answered(desk.acts["rename"].trigger)
    assert boxed(question.where)[1:3] == ["Harbour (beat)", "South (beat)"]
    assert desk.view.title("Harbour") == "Harbour"
    answered(desk.acts["undo"].trigger)
    assert desk.view.title("North") == "North"
    answered(lambda: pick(question.where, "South (beat)"))
    assert desk.desk.answer is not None
    assert desk.desk.answer.question.where == "South"
    level = boxed(question.level)[0]
    answered(lambda: pick(question.level, level))
    shown = desk.desk.answer.areas
    assert set(shown.index[shown["shown"]]) == set(halves["South"])


@pytest.mark.parametrize("action", ["group", "rename"])
def test_a_box_answered_after_another_project_was_opened_changes_nothing(
    qtbot: QtBot,
    desk: MainWindow,
    answered: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    action: str,
) -> None:
    """A project is opened behind the window; a box may be open when it comes."""
    assert desk.desk.answer is not None
    other = Project(practice_files(), Asked(method="rate_map", when="last-3"))
    desk.view.select(frozenset(map(str, desk.desk.answer.areas.index[:1])))

    def meanwhile(*_: object, **__: object) -> object:
        desk.open_project(other)
        return Grouping("North", "beat", apart=True) if action == "group" else "North"

    monkeypatch.setattr(messages, "ask_for_group", meanwhile)
    monkeypatch.setattr(messages, "ask_for_name", meanwhile)
    answered(desk.acts[action].trigger)
    assert desk.desk.project == other


def test_few_groups_are_not_tested_and_an_area_in_two_is_refused(
    qtbot: QtBot, desk: MainWindow, answered: Callable[..., None]
) -> None:
    project, answer = desk.desk.project, desk.desk.answer
    assert project is not None
    assert answer is not None
    codes = answer.areas.index
    one = project.grouped("North", codes[:40], kind="beat")
    one = one.grouped("South", codes[40:], kind="beat")
    asked = replace(one.asked, level="beat")
    answered(lambda: desk.desk.step(replace(one, asked=asked)))
    assert headline(desk) == "All crime: no clusters can be told at this level"
    now = desk.desk.project
    assert now is not None
    with qtbot.waitSignal(desk.desk.refused, timeout=60_000):
        desk.desk.step(now.grouped("Centre", codes[39:41], kind="beat"))
    assert "2 areas are in more than one beat" in desk.view.banner.text()
    assert "each incident counts once" in desk.view.banner.text()
    answered(desk.acts["undo"].trigger)
    assert not desk.view.banner.isVisible()


def test_groups_come_from_a_file_and_go_with_their_level(
    desk: MainWindow,
    answered: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    answer = desk.desk.answer
    assert answer is not None
    codes = answer.areas.index
    rows = [f"{code},{'East' if i % 2 else 'West'}" for i, code in enumerate(codes)]
    path = tmp_path / "patches.csv"
    path.write_text("\n".join(["code,Patch", *rows]), encoding="utf-8")
    monkeypatch.setattr(messages, "ask_for_group_file", lambda *_: path)
    monkeypatch.setattr(
        messages,
        "ask_for_column",
        lambda parent, file, *more: GroupFileDialog(parent, file, *more).taken,
    )
    monkeypatch.setattr(messages, "show_groups", lambda box: box.file.click())
    desk.acts["groups"].trigger()
    assert "Patches (2)" in boxed(desk.view.question.level)
    answered(lambda: pick(desk.view.question.level, "Patches (2)"))
    assert desk.desk.answer is not None
    assert desk.desk.answer.areas.index.tolist() == ["East", "West"]

    def remove(box: GroupsDialog) -> None:
        box.tree.setCurrentItem(box.tree.topLevelItem(0))
        box.remove.click()

    monkeypatch.setattr(messages, "show_groups", remove)
    monkeypatch.setattr(messages, "ask_to_remove", lambda *_: True)
    answered(desk.acts["groups"].trigger)
    assert desk.desk.project is not None
    assert desk.desk.project.asked.level == ""
    assert "Patches (2)" not in boxed(desk.view.question.level)
    answered(desk.acts["undo"].trigger)
    assert desk.view.question.level.currentText() == "Patches (2)"


def test_the_level_of_the_areas_can_be_chosen_after_other_files_are_given(
    qtbot: QtBot, desk: MainWindow, answered: Callable[..., None], tmp_path: Path
) -> None:
    """A level that only the files before had is no dead end."""
    level = desk.view.question.level
    answered(lambda: pick(level, "Wards (9)"))
    answered(lambda: pick(level, boxed(level)[0]))
    assert desk.desk.project is not None
    project = desk.desk.project
    areas = gpd.read_file(project.files.areas)
    called = tmp_path / "patches.geojson"
    areas.to_file(called, engine="pyogrio")
    answered(
        lambda: desk.desk.step(
            replace(
                project,
                asked=replace(project.asked, method="count_map", params={}),
                files=Files(areas=called, crime=project.files.crime, level="patch"),
            )
        )
    )
    assert boxed(level)[0].startswith("Patch areas (")


def test_a_project_is_saved_and_opened_again(
    qtbot: QtBot,
    desk: MainWindow,
    answered: Callable[..., None],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered(chip(desk, "Burglary").click)
    path = home / "june.hotspot"
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: path)
    desk.acts["save"].trigger()
    assert desk.windowTitle() == "june – Hotspot"
    saved = opened(path).project
    assert saved.hotspots
    assert replace(saved, hotspots={}) == desk.desk.project
    desk.acts["close"].trigger()
    assert desk.pages.currentWidget() is desk.start
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.files.open(path)
    assert headline(desk).startswith("Burglary")
    assert not desk.files.is_changed


def test_unsaved_changes_are_asked_about_and_can_be_kept(
    desk: MainWindow, answered: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(chip(desk, "Burglary").click)
    asked: list[str] = []

    def stay(_: object, name: str) -> str:
        asked.append(name)
        return "cancel"

    monkeypatch.setattr(messages, "ask_to_save", stay)
    assert not desk.close()
    assert asked == ["Untitled"]
    assert desk.isVisible()
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")


def test_a_damaged_project_is_told_and_the_open_one_stays(
    qtbot: QtBot, desk: MainWindow, home: Path, said: list[str]
) -> None:
    bad = home / "bad.hotspot"
    bad.write_text("{", encoding="utf-8")
    before = desk.desk.project
    desk.files.open(bad)
    qtbot.waitUntil(lambda: bool(said), timeout=60_000)
    assert "bad.hotspot" in said[0]
    assert desk.desk.project == before


def test_files_dropped_anywhere_go_to_the_checklist(desk: MainWindow) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(practice_files().areas))])
    event = QDropEvent(
        QPointF(QPoint(200, 200)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.dropEvent(event)
    assert desk.pages.currentWidget() is desk.checklist


def names(page: QWidget, path: Path) -> bool:
    """Whether a page shows the name of a file."""
    labels = page.findChildren(QLabel)
    return any(each.text() == path.name and each.isVisibleTo(page) for each in labels)


def test_what_is_on_the_checklist_stays_when_more_is_given(
    qtbot: QtBot, window: MainWindow
) -> None:
    """However more is given: by Add data, or dropped beside the page."""
    files, page = practice_files(), window.checklist
    assert files.residents is not None
    window.show_checklist([files.areas])
    qtbot.waitUntil(lambda: names(page, files.areas), timeout=60_000)
    window.acts["add_data"].trigger()
    assert names(page, files.areas)
    window.show_checklist([files.residents])
    qtbot.waitUntil(lambda: names(page, files.residents), timeout=60_000)
    assert names(page, files.areas)
    page.left.emit()
    window.show_checklist([])
    assert not names(page, files.areas)


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("export_map", "map.png"),
        ("export_table", "table.xlsx"),
        ("export_layer", "layer.gpkg"),
    ],
)
def test_files_are_made_from_the_window(
    qtbot: QtBot,
    desk: MainWindow,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    name: str,
) -> None:
    path = home / name
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: path)
    told: list[str] = []
    desk.exports.said.connect(told.append)
    desk.acts[action].trigger()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=60_000)
    assert told[0].startswith("Writing the ")
    assert str(path) in told[1]
    assert path.stat().st_size > 1000


def test_every_control_has_a_name_for_a_screen_reader(desk: MainWindow) -> None:
    nameless = [
        widget.metaObject().className()
        for kind in (QAbstractButton, QComboBox, QLineEdit, QTableView)
        for widget in desk.view.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and widget.objectName() not in {"qt_toolbar_ext_button", "ScrollLeftButton"}
        and not widget.objectName().startswith(("Scroll", "qt_"))
    ]
    assert nameless == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_wider_than_its_place(
    desk: MainWindow, dressed: Any, scale: float
) -> None:
    dressed(theme.LIGHT, scale)
    desk.resize(1366, 768)
    QApplication.processEvents()
    assert desk.width() <= 1366
    panel = desk.view.question
    body = panel.widget()
    assert body is not None
    assert body.width() <= panel.viewport().width()
    for label in body.findChildren(QLabel):
        if label.isVisible():
            right = label.mapTo(body, QPoint(label.width(), 0)).x()
            assert right <= body.width()
    dressed(theme.LIGHT)


@pytest.mark.parametrize("method", ["local_moran", "rate_map", "deprivation_gradient"])
def test_screen_and_paper_share_one_legend(
    desk: MainWindow, answered: Callable[..., None], method: str
) -> None:
    if method != "local_moran":
        answered(lambda: desk.desk.ask(method=method, params={}))
    answer = desk.desk.answer
    assert answer is not None
    page = map_page(answer)
    assert page is not None
    shown = {entry.label: entry.count for entry in page.key.entries}
    assert legend(desk) == shown


def test_recent_projects_are_in_the_menu(
    qtbot: QtBot, desk: MainWindow, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entries() -> list[str]:
        desk.recent.aboutToShow.emit()
        return [each.text() for each in desk.recent.actions()]

    assert entries() == ["None yet"]
    path = home / "july.hotspot"
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: path)
    desk.acts["save_as"].trigger()
    assert entries() == ["july"]
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.recent.actions()[0].trigger()
    assert desk.windowTitle() == "july – Hotspot"


def test_another_answer_than_the_one_asked_for_is_put_aside(
    qtbot: QtBot, desk: MainWindow
) -> None:
    qtbot.waitUntil(lambda: is_current(desk.view), timeout=60_000)
    desk.desk.ask(types=("Robbery",))
    desk.view.work.cancel.click()
    assert not is_current(desk.view)
    assert desk.left.text() == ""
    assert "Stopped" in desk.view.banner.text()
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.view.banner.act.click()
    qtbot.waitUntil(lambda: is_current(desk.view), timeout=60_000)
    assert headline(desk).startswith("Robbery")


def test_the_question_shown_is_the_one_asked_before_it_is_answered(
    qtbot: QtBot, desk: MainWindow
) -> None:
    with qtbot.waitSignal(desk.desk.refused, timeout=60_000):
        desk.desk.ask(method="rate_map", params={"bandwidth": "9"})
    assert "has no parameter" in desk.view.banner.text()
    with qtbot.waitSignal(desk.desk.refused, timeout=60_000):
        desk.desk.ask(when="", first="2020-01", last="2020-02", params={})
    assert desk.view.question.method.currentData() == "rate_map"
    assert "permutations" not in desk.view.question.form.values()
    assert not is_current(desk.view)
    assert not desk.acts["export_map"].isEnabled()


def test_nothing_of_a_closed_project_is_seen_or_asked_about_again(
    qtbot: QtBot,
    desk: MainWindow,
    answered: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answered(chip(desk, "Burglary").click)
    desk.acts["close"].trigger()
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: pytest.fail("asked again"))
    assert desk.files.may_leave()
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.open_practice()
        assert not desk.view.question.isEnabled()
        assert not is_current(desk.view)
    assert desk.view.question.isEnabled()


def test_an_officer_and_a_chart_both_get_what_they_wait_for(
    qtbot: QtBot, desk: MainWindow, answered: Callable[..., None]
) -> None:
    """The newest of what is wanted beside the answer doesn't drop the others."""
    panel = desk.view.panel
    panel.tabs.setCurrentIndex(1)
    heard: list[str] = []
    desk.desk.companioned.connect(lambda method, _: heard.append(method))
    desk.desk.earlier_answered.connect(lambda _: heard.append("earlier"))
    desk.acts["officer"].trigger()
    desk.desk.ask(against="before")
    qtbot.waitUntil(lambda: len(set(heard)) == 2, timeout=60_000)
    assert set(heard) == {"rate_map", "earlier"}


def test_a_checklist_left_as_it_was_gives_the_desk_back_whole(
    qtbot: QtBot, desk: MainWindow, answered: Callable[..., None]
) -> None:
    answered(chip(desk, "Burglary").click)
    desk.acts["add_data"].trigger()
    assert not desk.acts["undo"].isEnabled()
    assert desk.desk.project is not None
    desk.checklist.finished.emit(desk.desk.project.files)
    assert desk.is_on_desk
    assert desk.acts["undo"].isEnabled()


def test_files_changed_or_gone_are_a_plain_line(
    qtbot: QtBot, desk: MainWindow, home: Path
) -> None:
    town = home / "town"
    shutil.copytree(practice_files().areas.parent, town)
    files = replace(
        practice_files(),
        areas=town / "areas.geojson",
        residents=town / "residents.csv",
    )
    project = Project(files, Asked(method="count_map", when="last-6"))
    desk.files.begin(project)
    with qtbot.waitSignal(desk.desk.answered, timeout=60_000):
        desk.open_project(project)
    (town / "residents.csv").write_text("not,a,table\n", encoding="utf-8")
    with qtbot.waitSignal(desk.desk.refused, timeout=60_000):
        desk.acts["read_again"].trigger()
    assert "residents.csv" in desk.view.banner.text()
    (town / "areas.geojson").unlink()
    with qtbot.waitSignal(desk.desk.refused, timeout=60_000):
        desk.acts["read_again"].trigger()
    assert "areas.geojson" in desk.view.banner.text()
    assert desk.desk.project == project


def test_broken_preferences_are_told_and_the_window_opens(
    home: Path, said: list[str], make_window: Callable[..., MainWindow]
) -> None:
    assert settings_file().parent.is_relative_to(home)
    file = settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"settings": 1, "geometry": ["x"]', encoding="utf-8")
    window = make_window(shown=False)
    assert window.acts["practice"].isEnabled()
    assert window.size().width() > 600
    assert "Preferences begin anew" in window.statusBar().currentMessage()


def test_two_windows_keep_their_own_work(
    qtbot: QtBot,
    desk: MainWindow,
    answered: Callable[..., None],
    make_window: Callable[..., MainWindow],
) -> None:
    other = make_window(shown=False)
    project = Project(practice_files(), Asked(method="rate_map"))
    other.files.begin(project)
    with qtbot.waitSignal(other.desk.answered, timeout=60_000):
        other.open_project(project)
    answered(chip(desk, "Burglary").click)
    qtbot.wait(900)  # until what is unsaved has been kept aside
    assert left_behind() == []
    assert other.desk.project == project
    assert headline(desk).startswith("Burglary")

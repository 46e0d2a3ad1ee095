"""Methods that the window doesn't know by name are offered and shown by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.answer.panel import tab_of
from hotspot_app.ui.kit import theme
from hotspot_app.ui.window.main_window import MainWindow
from tests.invented import IDS, invented
from tests.ui.conftest import colour_at, picture, wait_sharp
from tests.ui.resting import is_current

pytestmark = pytest.mark.slow

LONG = 60_000


@pytest.fixture(autouse=True)
def found(tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "methods"
    folder.mkdir()
    with invented(folder):
        yield


def ask(qtbot: QtBot, window: MainWindow, method: str) -> None:
    """Ask a method of the practice town, and wait until all of its answer is seen."""
    if window.desk.project is None:
        asked = Asked(method=method, when="last-6")
        window.open_project(Project(practice_files(), asked))
    else:
        window.desk.ask(method=method)
    qtbot.waitUntil(lambda: is_current(window.view), timeout=LONG)


def test_each_is_offered_and_its_finding_stands_in_the_middle(
    qtbot: QtBot, window: MainWindow
) -> None:
    view = window.view
    for method in IDS:
        ask(qtbot, window, method)
        boxes = view.question.findChildren(QComboBox)
        offered = [box.itemText(n) for box in boxes for n in range(box.count())]
        assert {f"{each.capitalize()} things" for each in IDS} <= set(offered)
        answer = window.desk.answer
        assert answer is not None
        assert answer.method.id == method
        has_map = answer.style is not None
        assert view.map.isVisible() == has_map
        assert view.found.isVisible() != has_map
        for name in ("export_map", "copy_map"):
            assert window.acts[name].isEnabled() == has_map
        assert window.acts["export_table"].isEnabled()
        shown = [entry.label for entry in view.map.key.entries] if has_map else []
        assert [label for label, _ in view.map.legend.words()] == shown
        window.acts["officer"].setChecked(True)
        assert view.map.isVisible() == has_map
        assert view.officer.isVisible()
        window.acts["officer"].setChecked(False)


def test_without_a_map_its_first_chart_or_table_is_shown(
    qtbot: QtBot, window: MainWindow
) -> None:
    ask(qtbot, window, "unmapped")
    found = window.view.found
    assert found.currentWidget() is found.chart
    assert found.chart.currentWidget() is found.chart.chart
    ask(qtbot, window, "tabled")
    assert found.currentWidget() is found.table
    heads = [found.table.horizontalHeaderItem(n).text() for n in range(2)]
    assert heads == ["One", "Number"]
    assert [found.table.item(0, n).text() for n in range(2)] == ["=a", "7"]
    ask(qtbot, window, "signed")
    assert window.view.map.isVisible()


def test_each_of_its_charts_has_a_tab_with_its_marks(
    qtbot: QtBot, window: MainWindow
) -> None:
    ask(qtbot, window, "charted")
    panel = window.view.panel
    for chart in window.desk.answer.charts:
        page = panel.pages[tab_of(chart)]
        panel.tabs.setCurrentWidget(page)
        assert page.currentWidget() is page.chart
        assert page.chart.title.text() == chart.title
        assert len(page.chart.canvas.marks) > 0


def test_its_parameters_are_asked_for_in_the_form(
    qtbot: QtBot, window: MainWindow
) -> None:
    ask(qtbot, window, "signed")
    field = window.view.question.form.findChild(QDoubleSpinBox, "share")
    assert (field.value(), field.suffix()) == (50, " %")
    field.setValue(20)
    assert window.desk.project.asked.params == {"share": "20.0"}
    qtbot.waitUntil(lambda: is_current(window.view), timeout=LONG)
    assert window.desk.answer.params.share == 20


def test_its_layers_are_named_but_can_not_be_taken_off(
    qtbot: QtBot, window: MainWindow
) -> None:
    ask(qtbot, window, "circled")
    layers = window.view.map.layers
    qtbot.waitUntil(lambda: layers.names() == ["Their middles", "Circles"])
    assert not layers.findChildren(type(window.view.map.buttons[0]))
    assert window.layers.drawn() == ()
    ask(qtbot, window, "signed")
    qtbot.waitUntil(lambda: layers.names() == [])


@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_surface_is_seen_in_the_colours_of_its_legend(
    qtbot: QtBot, window: MainWindow, dressed, name: str
) -> None:
    ask(qtbot, window, "spread")
    dressed(theme.THEMES[name])
    view = window.view.map
    wait_sharp(qtbot, view)
    wanted = theme.current().on_map(view.key.entries[-1].fill)
    image = picture(view)
    seen = {
        colour_at(image, x, y)
        for x in range(0, view.width(), 6)
        for y in range(0, view.height(), 6)
    }
    assert wanted in seen
    assert not any(cell.isEnabled() for cell in view.legend.cells())


def test_the_card_tells_what_is_mapped(qtbot: QtBot, window: MainWindow) -> None:
    wanted = {
        "signed": {"Gap": "118"},
        "turned": {"Change": "rose"},
        "paired": {"Residents": "1,416"},
    }
    for method, rows in wanted.items():
        ask(qtbot, window, method)
        assert window.view._words is not None
        code = str(window.desk.answer.outcome.values.index[3])
        card = window.view._words(code)
        assert card is not None
        assert rows.items() <= dict(card.rows).items()

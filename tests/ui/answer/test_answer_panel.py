"""Every chart that a method declares has a tab, beside those that are always there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hotspot_app.brief.page import charts
from hotspot_app.draw.page.export import page_bytes
from hotspot_app.method import Chart, Column
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import Tally
from hotspot_app.ui.answer.panel import CHARTS, AnswerPanel, chart_tabs
from hotspot_app.ui.kit import theme

pytestmark = pytest.mark.slow

ALWAYS = ["Ranking", "Deprivation", "Months", "Scatter"]


@pytest.mark.parametrize(
    ("own", "tabs"),
    [
        ([], ALWAYS),
        (["Ranking"], ALWAYS),
        (["Scatter"], ALWAYS),
        (["Curve"], ["Curve", *ALWAYS]),
        (["Ranking", "Funnel"], ["Ranking", "Funnel", *ALWAYS[1:]]),
        (["Ranking", "Funnel", "Curve"], ["Ranking", "Funnel", "Curve", *ALWAYS[1:]]),
        (["Curve", "Scatter", "Grid"], ["Curve", *ALWAYS, "Grid"]),
    ],
)
def test_tabs_come_in_the_order_declared_and_none_twice(own, tabs) -> None:
    assert list(CHARTS) == ALWAYS
    assert chart_tabs(own) == tabs


@pytest.fixture(scope="module")
def answers(practice_material: Material, practice_counts: Tally) -> dict[str, Answer]:
    found = {}
    for method in all_methods():
        params = {"permutations": "999"} if "graph" in method.needs else {}
        asked = Asked(
            method=method.id,
            first="2026-01",
            last="2026-06",
            compare_first="2025-01",
            compare_last="2025-06",
            params=params,
        )
        found[method.id] = answer(practice_material, practice_counts, asked)
    return found


@pytest.fixture
def panel(qtbot) -> AnswerPanel:
    theme.put_on(QApplication.instance(), theme.LIGHT)
    made = AnswerPanel()
    made.resize(420, 900)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def titles(panel: AnswerPanel) -> list[str]:
    bar = panel.tabs.tabBar()
    shown = [place for place in range(bar.count()) if bar.isTabVisible(place)]
    return [bar.tabText(place) for place in shown]


def assert_shown(panel: AnswerPanel, chart: Chart) -> None:
    page = panel.pages[chart.tab]
    panel.tabs.setCurrentWidget(page)
    assert page.currentWidget() is page.chart
    assert page.chart.title.text() == chart.title
    assert page.chart.canvas.marks.drawing.chart is chart
    page.chart.grab()


@pytest.mark.parametrize("method", [each.id for each in all_methods()])
def test_every_declared_chart_is_shown(panel, answers, method) -> None:
    found = answers[method]
    panel.show_answer(found)
    declared = [chart.tab for chart in found.charts]
    rose = ["What rose"] * (found.comparison is not None)
    assert titles(panel) == ["Places", *rose, *chart_tabs(declared)]
    if found.outcome.unasked:  # nothing to draw yet
        return
    for chart in found.charts:
        assert_shown(panel, chart)


@pytest.mark.parametrize("method", [each.id for each in all_methods()])
def test_notes_stay_in_sight_in_the_column_of_a_laptop(panel, answers, method) -> None:
    """However many tabs there are, and whichever of them is scrolled to."""
    panel.resize(400, 700)
    panel.show_answer(answers[method])
    notes, tabs = panel.notes_tab, panel.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        panel.layout().activate()
        assert notes.isVisible()
        assert notes.text().startswith("Notes (")
        assert notes.fontMetrics().horizontalAdvance(notes.text()) < notes.width()
        assert notes.geometry().right() <= tabs.width()
        assert notes.geometry().left() >= tabs.tabBar().geometry().right()


def test_notes_are_shown_by_mouse_and_keys_and_marked(qtbot, panel, answers) -> None:
    panel.show_answer(answers["gi_star"])
    notes = panel.notes_tab
    qtbot.mouseClick(notes, Qt.MouseButton.LeftButton)
    assert panel.tabs.currentWidget() is panel.notes
    assert notes.isChecked()
    qtbot.mouseClick(notes, Qt.MouseButton.LeftButton)
    assert notes.isChecked()
    panel.show_answer(answers["rate_map"])
    assert panel.tabs.currentWidget() is panel.notes
    panel.tabs.setCurrentWidget(panel.places)
    assert not notes.isChecked()
    qtbot.keyClick(notes, Qt.Key.Key_Space)
    assert panel.tabs.currentWidget() is panel.notes


def test_tabs_of_another_method_come_and_go_and_the_one_in_front_stays(
    panel, answers
) -> None:
    panel.show_answer(answers["gi_star"])
    assert titles(panel)[:4] == ["Places", "What rose", "z", "Ranking"]
    panel.tabs.setCurrentWidget(panel.pages["Months"])
    panel.show_answer(answers["rate_map"])
    assert titles(panel) == ["Places", "What rose", *ALWAYS]
    assert panel.tabs.currentWidget() is panel.pages["Months"]
    panel.show_answer(answers["gi_star"])
    panel.tabs.setCurrentWidget(panel.pages["z"])
    panel.show_answer(answers["rate_map"])
    assert panel.tabs.currentWidget() is panel.places
    assert len(titles(panel)) == 6


def test_what_is_chosen_is_chosen_in_a_chart_that_comes_later(panel, answers) -> None:
    found = answers["gi_star"]
    code = str(found.outcome.values.index[0])
    panel.set_selection(frozenset({code}))
    panel.show_answer(found)
    assert_shown(panel, found.method.charts[0])
    canvas = panel.pages["z"].chart.canvas
    assert canvas.chosen == frozenset({code})
    with_signal = []
    panel.selection_changed.connect(with_signal.append)
    canvas.pick([1], adding=False)
    assert with_signal == [canvas.marks.members[1]]


def test_the_chart_of_another_method_doesn_t_take_the_place_of_its_own(
    panel, answers
) -> None:
    panel.show_answer(answers["local_moran"])
    own = answers["local_moran"].method.charts[0]
    assert_shown(panel, own)
    panel.show_companion("global_moran", answers["global_moran"])
    assert panel.pages["Scatter"].chart.canvas.marks.drawing.chart is own


# --- a method with a chart of every new kind ------------------------------------

OWN = (
    Chart(
        "funnel", "funnel", "values", "denominator", "rate", "Rates by size",
        "rate_lower", "rate_upper", "city_rate", tab="Funnel", named="name",
    ),
    Chart("hours", "grid", "hours", "hour", "day", "By hour", tab="Hours", value="n"),
    Chart(
        "curve", "steps", "curve", "places", "share", "Concentration", tab="Curve",
        diagonal=True,
    ),
    Chart("change", "slope", "change", "ward", "now", "Change", tab="Change & more",
          before="then"),
    Chart("wards", "multiples", "wards", "month", "n", "By ward", tab="Wards",
          by="ward"),
)  # fmt: skip


def everything(found: Answer) -> Answer:
    """An answer whose method declares a chart of each of the newer kinds."""
    pairs = [(d, h) for d in "ABC" for h in "123"]
    tables = {
        "hours": pd.DataFrame(pairs, columns=["day", "hour"]).assign(
            n=[1.0, 2, 3, 4, 5, 6, 7, np.nan, 9]
        ),
        "curve": pd.DataFrame({"places": [50.0, 100.0], "share": [80.0, 100.0]}),
        "change": pd.DataFrame({"ward": ["A", "B"], "then": [1.0, 5], "now": [4.0, 2]}),
        "wards": pd.DataFrame(pairs, columns=["ward", "month"]).assign(
            n=np.arange(9.0)
        ),
    }
    gives = replace(
        found.method.gives,
        tables={
            name: tuple(Column(c, "float", c.capitalize()) for c in table.columns)
            for name, table in tables.items()
        },
    )
    return replace(
        found,
        method=replace(found.method, charts=OWN, gives=gives),
        outcome=replace(found.outcome, tables=tables),
    )


def test_a_method_with_charts_of_every_kind_shows_and_writes_all(
    panel, answers
) -> None:
    found = everything(answers["rate_map"])
    panel.show_answer(found)
    assert titles(panel)[2:7] == ["Funnel", "Hours", "Curve", "Change && more", "Wards"]
    for chart in OWN:
        assert_shown(panel, chart)
    assert (
        "Wrenmouth"
        in panel.pages["Funnel"].chart.canvas.marks.drawing.captions.reference
    )
    sheets = dict(charts(found))
    assert list(sheets) == [chart.id for chart in OWN]
    for name, sheet in sheets.items():
        assert sheet.heading.startswith("All crime in Wrenmouth: "), name
        assert page_bytes(sheet, "png").startswith(b"\x89PNG")
        assert sheet.alt in page_bytes(sheet, "svg").decode("utf-8").replace(
            "&amp;", "&"
        )

"""Boxes for when: named periods, months and days."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.question.period_boxes import DAYS, PeriodBoxes

HELD = tuple(pd.period_range("2025-01", "2025-06", freq="M"))


@pytest.fixture
def boxes(qtbot: QtBot) -> PeriodBoxes:
    made = PeriodBoxes()
    qtbot.addWidget(made)
    made.show()
    made.show_asked(HELD, Asked(), by_day=True)
    return made


def choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def heard(boxes: PeriodBoxes) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = []
    boxes.changed.connect(said.append)
    return said


def test_days_begin_with_the_newest_month_held(boxes: PeriodBoxes) -> None:
    said = heard(boxes)
    choose(boxes.period, "Choose days…")
    assert said == [{"when": "", "first": "2025-06-01", "last": "2025-06-30"}]
    boxes.show_asked(HELD, Asked(first="2025-06-01", last="2025-06-30"), by_day=True)
    assert boxes.period.currentData() == DAYS
    assert boxes.days.isVisible()
    assert not boxes.months.isVisible()
    boxes.days.first.setDate(QDate(2025, 5, 9))
    assert said[-1] == {"when": "", "first": "2025-05-09", "last": "2025-06-30"}


def test_a_first_day_after_the_last_moves_the_last(boxes: PeriodBoxes) -> None:
    boxes.show_asked(HELD, Asked(first="2025-02-03", last="2025-02-09"), by_day=True)
    said = heard(boxes)
    boxes.days.first.setDate(QDate(2025, 3, 1))
    assert said == [{"when": "", "first": "2025-03-01", "last": "2025-03-01"}]
    boxes.days.first.setDate(QDate(2030, 1, 1))  # beyond what is held
    assert said[-1]["first"] <= "2025-06-30"


def test_a_comparison_may_be_of_days_too(boxes: PeriodBoxes) -> None:
    said = heard(boxes)
    choose(boxes.compared, "Against other days…")
    expected = {"compare_first": "2025-01-01", "compare_last": "2025-01-31"}
    assert said == [{"against": "", **expected}]
    boxes.show_asked(HELD, Asked(**expected), by_day=True)
    assert boxes.days_before.isVisible()
    assert not boxes.before.isVisible()


def test_months_and_names_are_as_before(boxes: PeriodBoxes) -> None:
    said = heard(boxes)
    choose(boxes.period, "Choose months…")
    assert said[-1] == {"when": "", "first": "2025-01", "last": "2025-06"}
    choose(boxes.period, "Last 3 months")
    assert said[-1] == {"when": "last-3", "first": "", "last": ""}
    choose(boxes.compared, "Against the period before")
    assert said[-1] == {"against": "before", "compare_first": "", "compare_last": ""}
    boxes.show_asked(HELD, Asked(first="2025-02", last="2025-03"), by_day=True)
    assert boxes.months.isVisible()
    assert not boxes.days.isVisible()


def test_days_are_not_offered_without_dates(boxes: PeriodBoxes) -> None:
    boxes.show_asked(HELD, Asked())
    assert boxes.period.findData(DAYS) == -1
    assert boxes.compared.findData(DAYS) == -1
    boxes.show_asked(HELD, Asked(first="2025-02-03", last="2025-02-09"))
    assert boxes.period.currentData() == DAYS

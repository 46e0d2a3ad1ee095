"""A tab with a chart, or with words where there is none."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from hotspot_app.brief.page_words import reference_words, titled
from hotspot_app.draw.chart_data import Captions
from hotspot_app.errors import HotspotError
from hotspot_app.project.answer import months
from hotspot_app.project.steps.pipeline import Answer
from hotspot_app.ui.charts.marks import Links
from hotspot_app.ui.charts.view import ChartView
from hotspot_app.ui.kit.labels import Label
from hotspot_app.ui.kit.spoken import spoken

WAIT = "Working out this chart …"
STOPPED = "Stopped. Choose this tab again for the chart."


class ChartPage(QStackedWidget):
    """Shows what a method's answer has to draw."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label(WAIT, wraps=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setMargin(16)
        self.words.setProperty("role", "secondary")
        self.chart = ChartView()
        self.addWidget(self.words)
        self.addWidget(self.chart)

    def wait(self) -> None:
        """Say that the chart is being worked out."""
        self.say(WAIT)

    def stop(self) -> None:
        """Say that it is not being worked out any more."""
        if self.currentWidget() is self.words and self.words.text() == WAIT:
            self.say(STOPPED)

    def say(self, words: str) -> None:
        """Show words where the chart would be."""
        self.words.setText(words)
        self.setCurrentWidget(self.words)

    def show_answer(self, found: Answer | HotspotError, looks: dict[str, str]) -> None:
        """Show the first chart of an answer, or why there is none."""
        if isinstance(found, HotspotError):
            self.say(spoken(str(found)))
            return
        chart, outcome = found.method.charts[0], found.outcome
        members: dict[str, frozenset[str]] = {}
        if chart.table == "values":
            assert outcome.values is not None
            table = outcome.values[found.areas["shown"].to_numpy()]
            columns = found.method.gives.values
        else:
            table = outcome.tables[chart.table]
            columns = found.method.gives.tables[chart.table]
            members = _groups(found)
        table = table.dropna(subset=[chart.y])
        reference = outcome.summary.get(chart.reference, 0.0)
        if table.empty or math.isnan(reference):
            self.say(" ".join(found.explanation.sentences))
            return
        called = ""
        if chart.reference:
            called = reference_words(chart, reference, found.question.place)
        self.chart.set_chart(
            chart,
            table,
            columns=[titled(column, found) for column in columns],
            summary=outcome.summary,
            captions=Captions(reference=called),
            links=Links(looks=looks, members=members),
        )
        self.setCurrentWidget(self.chart)

    def show_months(self, answer: Answer) -> None:
        """Show the question's incidents month by month."""
        table = months.by_month(answer)
        compared = table.loc[table["part"] == "comparison", "month"]
        self.chart.set_chart(
            months.CHART,
            table,
            columns=months.COLUMNS,
            links=Links(compared=frozenset(compared)),
        )
        self.setCurrentWidget(self.chart)


def _groups(found: Answer) -> dict[str, frozenset[str]]:
    """Return the areas of each deprivation group, by its name in the table."""
    values = found.outcome.values
    if values is None or "group" not in values:
        return {}
    shown = values[found.areas["shown"].to_numpy()]
    table = found.outcome.tables[found.method.charts[0].table]
    names = table[found.method.charts[0].x].astype(str)
    return {
        name: frozenset(map(str, shown.index[shown["group"] == place]))
        for place, name in enumerate(names, 1)
    }

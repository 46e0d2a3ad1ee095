"""A tab with a chart, or with words where there is none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from hotspot_app.brief.charted import charted
from hotspot_app.draw.charts.data import Captions
from hotspot_app.errors import HotspotError
from hotspot_app.method import Chart
from hotspot_app.project.answer import incidents
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.charts.marks import Links
from hotspot_app.ui.charts.view import ChartView
from hotspot_app.ui.kit.labels import Label
from hotspot_app.ui.kit.remedy_words import refusal

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

    def show_answer(
        self,
        found: Answer | HotspotError,
        looks: Mapping[str, str],
        chart: Chart | None = None,
    ) -> None:
        """Show a chart of an answer, by default its first, or why there is none."""
        if isinstance(found, HotspotError):
            self.say(refusal(found))
            return
        chart = chart or found.charts[0]
        drawn = charted(found, chart)
        if drawn is None:
            self.say(" ".join(found.explanation.sentences))
            return
        members = {} if chart.table == "values" else _groups(found, chart)
        self.chart.set_chart(
            chart,
            drawn.table,
            columns=drawn.columns,
            summary=drawn.summary,
            captions=Captions(reference=drawn.reference),
            links=Links(looks=looks, members=members),
        )
        self.setCurrentWidget(self.chart)

    def show_months(self, answer: Answer) -> None:
        """Show the question's incidents month by month."""
        table = incidents.by_month(answer)
        compared = table.loc[table["part"] == "comparison", "month"]
        self.chart.set_chart(
            incidents.BY_MONTH,
            table,
            columns=incidents.MONTH_COLUMNS,
            links=Links(compared=frozenset(compared)),
        )
        self.setCurrentWidget(self.chart)


def _groups(found: Answer, chart: Chart) -> dict[str, frozenset[str]]:
    """Return the areas of each deprivation group, by its name in the table."""
    shown = found.shown_values
    if "group" not in shown:
        return {}
    names = found.outcome.tables[chart.table][chart.by or chart.x]
    return {
        name: frozenset(map(str, shown.index[shown["group"] == place]))
        for place, name in enumerate(dict.fromkeys(names.astype(str)), 1)
    }

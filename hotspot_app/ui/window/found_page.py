"""The result of a method without a map, shown in the map's place."""

from __future__ import annotations

import pandas as pd
from PySide6.QtWidgets import (
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from hotspot_app.brief.columns import are_whole, headings, table_columns
from hotspot_app.method import Column
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.charts.page import ChartPage
from hotspot_app.ui.places.model import shown

_MOST = 1_000
"""Most rows of a table that are shown; exports have all of them."""


class FoundPage(QStackedWidget):
    """Shows the method's first chart, or its first table, or the finding in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart, self.table = ChartPage(), QTableWidget()
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName("What was found")
        self.table.verticalHeader().hide()
        # hidden behind a map it needs no height: messages over the map do
        ignored = QSizePolicy.Policy.Ignored
        self.setSizePolicy(ignored, ignored)
        self.addWidget(self.chart)
        self.addWidget(self.table)

    def show_answer(self, answer: Answer) -> None:
        """Show an answer's chart, table or finding."""
        tables = answer.outcome.tables
        if answer.charts:
            self.chart.show_answer(answer, {})
            self.setCurrentWidget(self.chart)
        elif tables:
            name = next(iter(tables))
            self._fill(tables[name], table_columns(answer, name))
            self.setCurrentWidget(self.table)
        else:
            self.chart.say(" ".join(answer.explanation.sentences))
            self.setCurrentWidget(self.chart)

    def _fill(self, table: pd.DataFrame, columns: dict[str, Column]) -> None:
        rows = table.head(_MOST)
        self.table.clear()
        self.table.setRowCount(len(rows))
        self.table.setColumnCount(len(table.columns))
        self.table.setHorizontalHeaderLabels(headings(table.columns, columns))
        for place, name in enumerate(table.columns):
            whole = name in columns and are_whole(table[name], columns[name])
            for row, value in enumerate(rows[name].tolist()):
                words = "" if pd.isna(value) else shown(value, whole=whole)
                self.table.setItem(row, place, QTableWidgetItem(words))
        self.table.resizeColumnsToContents()

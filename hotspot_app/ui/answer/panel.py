"""The panel of an answer: the finding in words, and tabs of tables and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.errors import HotspotError
from hotspot_app.method import Chart, Said
from hotspot_app.project.answer.selected import together_words
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stacks import seen_only
from hotspot_app.ui.answer.notes_view import NotesView
from hotspot_app.ui.answer.ready import ready
from hotspot_app.ui.answer.sentences_view import SentencesView
from hotspot_app.ui.answer.types_table import TypesTable
from hotspot_app.ui.charts.page import ChartPage
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.area_view import AreaView
from hotspot_app.ui.kit.labels import as_it_stands
from hotspot_app.ui.kit.shortened_tabs import ShortenedTabs
from hotspot_app.ui.places.table import PlacesTable

CHARTS: Final[Mapping[str, str]] = {
    "Ranking": "rate_map",
    "Deprivation": "deprivation_gradient",
    "Months": "",
    "Scatter": "global_moran",
}
"""The tabs that are always there, with the method whose first chart each shows if the
answer's own method declares no chart for the tab; "" stands for the chart of months."""

OF_COUNTS: Final[Mapping[str, str]] = {"rate_map": "count_map"}
"""The method whose chart is shown instead, by method, where the measure is counts."""

WHAT_ROSE: Final = "What rose"
"""Title of the tab that compares two periods by crime type."""

_SHARE: Final = 0.46
"""Share of the panel's height that the finding may take."""


class SaidArea(QScrollArea):
    """The finding's scroll area: as tall as its text, up to a share of the panel."""

    def __init__(self, sentences: SentencesView) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._sentences = sentences
        self.setWidget(sentences)
        self.viewport().setAutoFillBackground(False)
        sentences.setAutoFillBackground(False)
        sentences.installEventFilter(self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of whole lines, at most `_SHARE` of the panel's."""
        panel, hint = self.parentWidget(), self._sentences.sizeHint()
        room = panel.height() if panel is not None else 700
        most = round(_SHARE * room)
        return QSize(hint.width(), self._sentences.height_within(most))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave room for the headline at least."""
        return QSize(120, theme.pixels(80))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Change the height with that of the text."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class AnswerPanel(AreaView):
    """Shows an answer; asks for another method's answer when its tab is opened."""

    companion_wanted = Signal(str)
    """A tab needs another method's answer to the same question: the method's id."""
    asked = Signal(dict)
    """The user changed the question: the fields of `Asked` to change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sentences, self.places = SentencesView(), PlacesTable()
        self.notes, self.types = NotesView(), TypesTable(self)
        self.types.hide()
        self._said = SaidArea(self.sentences)
        self.pages: dict[str, ChartPage] = {}
        self.tabs = QTabWidget()
        self.tabs.setTabBar(ShortenedTabs())
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.places, "Places")
        self.tabs.addTab(self.notes, "Notes")
        self._keep_notes_in_sight()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 8, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._said)
        rows.addWidget(self.tabs, 1)
        self._answer: Answer | None = None
        self._looks: Mapping[str, str] = {}
        self._drawn: set[str] = set()
        self._own: dict[str, Chart] = {}
        self._selected: frozenset[str] = frozenset()
        self._link(self.places)
        self._lay_tabs()
        self.types.asked.connect(self.asked)
        self.tabs.currentChanged.connect(lambda _: self._draw_current())

    def _keep_notes_in_sight(self) -> None:
        """Give the notes a button beside the tabs, which may not all be in sight."""
        self.notes_tab = QPushButton("Notes")
        self.notes_tab.setCheckable(True)
        self.notes_tab.setProperty("role", "tab")
        self.tabs.setCornerWidget(self.notes_tab, Qt.Corner.TopRightCorner)
        self.tabs.setTabVisible(self.tabs.indexOf(self.notes), False)
        self.notes_tab.clicked.connect(self._show_notes)
        self.tabs.currentChanged.connect(lambda _: self._mark_notes())

    def _show_notes(self) -> None:
        self.tabs.setCurrentWidget(self.notes)
        self._mark_notes()

    def _mark_notes(self) -> None:
        self.notes_tab.setChecked(self.tabs.currentWidget() is self.notes)

    def _link(self, view: AreaView) -> None:
        view.selection_changed.connect(self.selection_changed)
        view.activated.connect(self.activated)
        view.hovered.connect(self.hovered)

    def find_place(self) -> None:
        """Show the table of places, and move the keyboard focus to its filter."""
        self.tabs.setCurrentWidget(self.places)
        self.places.find_place()

    def show_answer(self, answer: Answer) -> None:
        """Show an answer; each chart is drawn when its tab is opened."""
        self._answer, self._drawn = answer, set()
        self._own = {tab_of(chart): chart for chart in answer.charts}
        self._lay_tabs()
        self._looks = ready(answer).looks
        said = [
            (each.sure, each.text) if isinstance(each, Said) else ("", each)
            for each in answer.explanation.said
        ]
        changed = int(answer.comparison is not None)
        self.sentences.set_words(answer.explanation.headline, said, stay=changed)
        self.places.show_places(ready(answer).places)
        self._tell_selection()
        points = seen_only(answer.tally.stacked)
        self.notes.set_notes(answer.notes, answer.attributions(), points)
        cautions = sum(note.caution for note in answer.notes)
        self.notes_tab.setText(f"Notes ({cautions:,})")
        self._draw_current()

    def show_companion(self, method: str, found: Answer | HotspotError) -> None:
        """Show a chart of another method's answer to the same question."""
        for title in CHARTS:
            if title not in self._own and self._method_of(title) == method:
                self._drawn.add(title)
                self.pages[title].show_answer(found, self._looks)

    def show_stopped(self) -> None:
        """Show on tabs that still wait for their answer that the work was stopped."""
        for title in set(CHARTS) - self._drawn:
            self.pages[title].stop()

    def set_selection(self, codes: frozenset[str]) -> None:
        """Show the areas that were selected elsewhere."""
        changed, self._selected = codes != self._selected, codes
        self.places.set_selection(codes)
        if changed:
            self._tell_selection()
        for page in self.pages.values():
            page.chart.set_selection(codes)

    def _tell_selection(self) -> None:
        """Show the totals of the selected areas."""
        answer = self._answer
        words = "" if answer is None else together_words(answer, self._selected)
        self.places.tell_together(words)

    def _lay_tabs(self) -> None:
        """Add and remove tabs for this answer; the current tab stays if it can."""
        tabs, front = self.tabs, self.tabs.currentWidget()
        wanted: dict[str, QWidget] = {}
        if self._answer is not None and self._answer.by_type is not None:
            wanted[WHAT_ROSE] = self.types
        wanted |= {title: self._page(title) for title in chart_tabs([*self._own])}
        with QSignalBlocker(tabs):
            for page in {self.types, *self.pages.values()} - set(wanted.values()):
                tabs.removeTab(tabs.indexOf(page))
            for place, (title, page) in enumerate(wanted.items(), 1):
                there = tabs.indexOf(page)
                if there < 0:
                    tabs.insertTab(place, page, as_it_stands(title))
                elif there != place:
                    tabs.tabBar().moveTab(there, place)
            tabs.setCurrentWidget(front if tabs.indexOf(front) >= 0 else self.places)
        self._mark_notes()

    def _page(self, title: str) -> ChartPage:
        """Return the page of a chart's tab, made the first time."""
        if title not in self.pages:
            self.pages[title] = ChartPage()
            self.pages[title].chart.set_selection(self._selected)
            self._link(self.pages[title].chart)
        return self.pages[title]

    def _draw_current(self) -> None:
        shown = self.tabs.currentWidget()
        if shown is self.types:
            self._show_types()
            return
        titles = (title for title, page in self.pages.items() if page is shown)
        title = next(titles, "")
        if self._answer is None or not title or title in self._drawn:
            return
        page = self.pages[title]
        if title in self._own:
            self._drawn.add(title)
            page.show_answer(self._answer, self._looks, self._own[title])
            return
        method = self._method_of(title)
        if not method:
            self._drawn.add(title)
            page.show_months(self._answer)
        elif method == self._answer.method.id:
            self.show_companion(method, self._answer)
        else:
            page.wait()
            self.companion_wanted.emit(method)

    def _show_types(self) -> None:
        found = None if self._answer is None else self._answer.by_type
        if found is not None and WHAT_ROSE not in self._drawn:
            self._drawn.add(WHAT_ROSE)
            self.types.show_types(found)

    def _method_of(self, title: str) -> str:
        """Return the method whose chart a tab shows, for the question's measure."""
        assert self._answer is not None
        method = CHARTS[title]
        if self._answer.question.measure == "count":
            return OF_COUNTS.get(method, method)
        return method


def tab_of(chart: Chart) -> str:
    """Return the title of a chart's tab."""
    return chart.tab or chart.title


def chart_tabs(own: Sequence[str]) -> list[str]:
    """Return the titles of an answer's chart tabs, in order.

    Parameters
    ----------
    own
        Tab titles of the method's charts, in the order in which it declares them.

    Returns
    -------
    list
        Those that are always there (`CHARTS`), and each other one of the method's after
        the chart declared before it; if it was declared first, before all.
    """
    tabs, place = [*CHARTS], 0
    for title in own:
        if title not in tabs:
            tabs.insert(place, title)
        place = tabs.index(title) + 1
    return tabs

"""The desk: question, map and answer side by side, or map and officer's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from hotspot_app.brief.called import namer
from hotspot_app.brief.officer import officer_page
from hotspot_app.brief.page_words import facts
from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.draw.looks.plain_key import plain_key
from hotspot_app.errors import HotspotError, InputError
from hotspot_app.overlay import Spot
from hotspot_app.project.answer.choices import choices
from hotspot_app.project.answer.incidents import single_incidents
from hotspot_app.project.ask.advice import advise
from hotspot_app.project.ask.project import Project
from hotspot_app.project.steps.answer import Answer
from hotspot_app.remedies import FilesRemedy
from hotspot_app.schema import DENOMINATORS
from hotspot_app.ui.answer.hover_words import HoverWords
from hotspot_app.ui.answer.officer_view import OfficerView
from hotspot_app.ui.answer.panel import AnswerPanel
from hotspot_app.ui.answer.ready import ready
from hotspot_app.ui.kit.banner import PATIENCE, Banner, WorkLine
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.veil import Veil
from hotspot_app.ui.map.layer_list import Laid
from hotspot_app.ui.map.scale import source_words
from hotspot_app.ui.map.slide import Caption
from hotspot_app.ui.map.view import MapView
from hotspot_app.ui.question.panel import QuestionPanel
from hotspot_app.ui.window.desk_columns import DeskColumns
from hotspot_app.ui.window.found_page import FoundPage
from hotspot_app.ui.window.map_switch import MapSwitch
from hotspot_app.words import counted


class DeskView(QWidget):
    """Shows a project's answer; the selection is the same in map, table and charts."""

    asked = Signal(dict)
    cleared = Signal()
    companion_wanted = Signal(str)
    earlier_wanted = Signal()
    """The officer's page needs the answer of the comparison period."""
    selection_changed = Signal(object)
    put_aside = Signal()
    """The answer shown no longer fits the question, and was veiled."""
    again_wanted = Signal()
    """The user wants the stopped question answered after all."""
    map_switched = Signal()
    """The map now shows the period's values, or the change."""
    files_wanted = Signal()
    """A file can't be used, and the user wants to replace it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question, self.map, self.found = QuestionPanel(), MapView(), FoundPage()
        self.panel, self.officer = AnswerPanel(), OfficerView()
        self.banner, self.work = Banner(), WorkLine()
        self.selection: frozenset[str] = frozenset()
        self.spots: tuple[Spot, ...] = ()
        self._answer: Answer | None = None
        self._words: HoverWords | None = None
        self.switch = MapSwitch()
        self._place()
        self._veils = [Veil(part) for part in (self.map, self.found, self.right)]
        self._blank = Veil(self.question)
        self.right.currentChanged.connect(lambda _: self._veils[-1].front())
        self._current = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._put_aside)
        self._join()

    def _place(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        self.centre = QStackedWidget()
        self.centre.addWidget(self.map)
        self.centre.addWidget(self.found)
        column.addWidget(self.centre, 1)
        column.addWidget(self.work)
        self.right = QStackedWidget()
        self.right.addWidget(self.panel)
        self.right.addWidget(self.officer)
        self.columns = DeskColumns(self.question, middle, self.right)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.columns)

    def _join(self) -> None:
        self.question.asked.connect(self.asked)
        self.question.cleared.connect(self.cleared)
        self.panel.asked.connect(self.asked)
        self.panel.companion_wanted.connect(self.companion_wanted)
        self.panel.selection_changed.connect(self.select)
        self.map.selection_changed.connect(self.select)
        self.map.sharpened.connect(self._unveil)
        self.found.chart.chart.selection_changed.connect(self.select)
        self.panel.hovered.connect(self.map.set_hovered)
        self.panel.activated.connect(lambda code: self.map.zoom_to(frozenset([code])))
        self.map.activated.connect(lambda code: self.map.zoom_to(frozenset([code])))
        self.officer.chosen.connect(self._look_at)

    # --- answer ---------------------------------------------------------------

    def show_answer(self, answer: Answer, project: Project) -> None:
        """Show the answer to the project as it is now."""
        self._answer, self._current = answer, True
        self.switch.take(answer)
        self._patience.stop()
        self.banner.hide()
        self.question.show_asked(
            choices(
                answer.material,
                answer.tally,
                answer.question.measure,
                compared=answer.question.comparison is not None,
            ),
            project.asked,
            answer.question,
            project.groups,
        )
        self._advise(answer)
        self._show_map(answer)
        shown = set(answer.areas.index[answer.shown])
        self.select(frozenset(code for code in self.selection if code in shown))
        self.panel.show_answer(answer)
        self.panel.set_selection(self.selection)
        self._lift()
        self._want_map()
        if self.is_officer:
            self._show_officer(None)
            self.earlier_wanted.emit()

    @property
    def shown(self) -> Answer | None:
        """The answer shown, veiled or not; None before the first."""
        return self._answer

    def wait_for(self, project: Project) -> None:
        """Show a new question; the last answer is veiled if the new one takes long."""
        self._current = False
        self.question.show_wanted(project.asked, project.groups)
        if not self._patience.isActive():
            self._patience.start()

    def empty(self) -> None:
        """Veil and disable everything before another project is shown."""
        self._answer, self._current = None, False
        self.switch.forget()
        self._patience.stop()
        self.banner.hide()
        for veil in (*self._veils, self._blank):
            veil.lay(thick=True)
        for part in (self.question, self.map, self.found, self.right):
            part.setEnabled(False)
        self.select(frozenset())
        self.put_aside.emit()

    def show_refusal(self, why: HotspotError) -> None:
        """Show why the question can't be answered, and veil the last answer."""
        self._put_aside()
        with_files = any(isinstance(each, FilesRemedy) for each in why.remedies)
        if with_files or isinstance(why, InputError):
            self.banner.say(refusal(why), "Change the files", self.files_wanted.emit)
        else:
            self.banner.say(refusal(why))

    def ward_of(self, code: str) -> frozenset[str]:
        """Return the shown areas of an area's ward; none if the ward isn't known."""
        if self._answer is None:
            return frozenset()
        areas = self._answer.areas[self._answer.shown]
        if "ward" not in areas or code not in areas.index:
            return frozenset()
        ward = areas["ward"][code]
        found = areas.index[areas["ward"] == ward] if ward else []
        return frozenset(map(str, found))

    def show_stopped(self) -> None:
        """Show that the work was stopped, with a button to resume it."""
        self.panel.show_stopped()
        if not self._current:
            self._put_aside()
            self.banner.say(
                "Stopped before there was an answer.",
                "Answer it",
                self.again_wanted.emit,
            )

    def _put_aside(self) -> None:
        self._patience.stop()
        for veil in self._veils:
            veil.lay(thick=veil.is_thick)
        self.put_aside.emit()

    def _lift(self) -> None:
        for part in (self.question, self.map, self.found, self.right):
            part.setEnabled(True)
        self._unveil()

    def _unveil(self) -> None:
        """Lift the veils once the answer's map is drawn."""
        has_map = self.centre.currentWidget() is self.map
        if self._current and (self.map.is_drawn() or not has_map):
            for veil in (*self._veils, self._blank):
                veil.lift()

    def title(self, code: str) -> str:
        """Return an area's name, or its code if that isn't known."""
        return code if self._words is None else self._words.title(code)

    def _show_map(self, answer: Answer) -> None:
        wards = answer.material.wards
        outlines = None
        if wards is not None and not answer.question.broad:
            outlines = wards.areas[wards.shown]
        self.map.set_areas(answer.areas, outlines)
        if answer.style is None:
            self.found.show_answer(answer)
        self._words = ready(answer).words
        self._number(answer)
        self._show_points(answer)
        self._colour()

    @property
    def mapped(self) -> Answer | None:
        """The answer that the map shows: that of the other method once it is there."""
        return self.switch.shown or self._answer

    def show_change(self, on: bool) -> None:
        """Map the change, or the period's values; zoom and place stay."""
        if on != self.switch.is_change:
            self.switch.show_change(on)
            self._want_map()
            self._colour()

    def _want_map(self) -> None:
        """Ask for the other method's answer, if its map is chosen and missing."""
        if self.switch.wanted:
            self.companion_wanted.emit(self.switch.wanted)

    def show_companion(self, method: str, found: Answer | HotspotError) -> None:
        """Show another method's answer to the same question, on tab and map."""
        self.panel.show_companion(method, found)
        if not self.switch.hear(method, found):
            return
        if isinstance(found, HotspotError):
            self.banner.say(refusal(found))
        self._colour()

    def _colour(self) -> None:
        """Set the map's colours, legend, hover cards, sources and title."""
        answer = self.mapped
        assert answer is not None
        self.map.set_key(self._map_key, answer.outcome.surface)
        self.map.set_hover_text(ready(answer).words)
        self.map.set_attribution(source_words(answer.attributions()))
        title, told = answer.explanation.map_title, facts(answer)
        self.map.copies.set_caption(Caption(title, told))
        self.centre.setCurrentWidget(self.found if answer.style is None else self.map)
        self.map_switched.emit()

    def _number(self, answer: Answer) -> None:
        """Outline and number the hotspots, if the method finds any."""
        self._set_spots(ready(answer).spots)

    def _set_spots(self, numbered: tuple[Spot, ...]) -> None:
        self.spots = numbered
        self.map.set_spots(numbered)

    def go_to_next_spot(self) -> None:
        """Show the next numbered hotspot on the map, after the last the first again."""
        now = [n for n, spot in enumerate(self.spots) if spot.codes == self.selection]
        place = self.spots[(now[0] + 1) % len(self.spots) if now else 0]
        self._look_at(place.codes)

    def show_layer_sources(self, laid: Sequence[Laid]) -> None:
        """Add the attributions of the analyst's visible layers to the notes."""
        drawn = [each.own.attribution for each in laid if each.own and each.shown]
        self.panel.notes.set_layer_sources(drawn)

    def _show_points(self, answer: Answer) -> None:
        points = single_incidents(answer)
        if points is None or points.empty:
            self.map.set_points(None, None)
            return
        self.map.set_points(
            points["easting"].to_numpy(np.float64),
            points["northing"].to_numpy(np.float64),
        )

    def _advise(self, answer: Answer) -> None:
        question = answer.question
        per = None if question.measure == "count" else question.denominator
        advice = advise(question.types, per, list(answer.tally.level.words))
        if advice is None:
            self.question.show_advice(None)
            return
        link, follow = "", {}
        if advice.per is not None:
            link, follow = f"Use {DENOMINATORS[advice.per]}", {"per": advice.per}
        self.question.show_advice((advice.words, link, follow))

    # --- selection ------------------------------------------------------------

    def select(self, codes: Any) -> None:
        """Select areas in map, table, charts and question."""
        chosen = frozenset(codes)
        if chosen == self.selection:
            return
        self.selection = chosen
        self.map.single_out(chosen if self.is_officer else frozenset())
        self.map.set_selection(chosen)
        self.panel.set_selection(chosen)
        self.question.show_selection(self.areas_of(chosen), self.selected_words)
        self.map.set_neighbours(self._neighbours(chosen))
        self.selection_changed.emit(chosen)

    def areas_of(self, codes: frozenset[str]) -> frozenset[str]:
        """Return the areas, or wards, that make up groups; other codes unchanged."""
        members = {} if self._answer is None else self._answer.tally.level.members
        if not members:
            return codes
        return frozenset(code for code, group in members.items() if group in codes)

    @property
    def unit(self) -> str:
        """The noun for one area of the level: "ward", "beat"."""
        return "area" if self._answer is None else self._answer.question.unit

    @property
    def selected_words(self) -> str:
        """The selection in words: "3 selected wards"."""
        return counted(len(self.selection), f"selected {self.unit}")

    def _neighbours(self, chosen: frozenset[str]) -> frozenset[str]:
        """Return the neighbours of a single selected area, by the method's rule."""
        graph = None if self._answer is None else self._answer.graph
        if graph is None or len(chosen) != 1:
            return frozenset()
        (code,) = chosen
        return graph.neighbours(code)

    # --- the officer's page ---------------------------------------------------

    @property
    def is_officer(self) -> bool:
        """Whether the officer's page is shown."""
        return self.right.currentWidget() is self.officer

    def show_as_officer(self, on: bool) -> None:
        """Show the officer's page in place of question and answer, or restore them."""
        shown = self.centre.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
        self.question.setVisible(not on)
        self.columns.show_as_officer(on)
        self.right.setCurrentWidget(self.officer if on else self.panel)
        if self._answer is not None:
            self._colour()
            self._number(self._answer)
            self.map.single_out(frozenset())
        if on and self._answer is not None:
            self._show_officer(None)
            self.earlier_wanted.emit()

    @property
    def _map_key(self) -> MapKey | None:
        """The map's classes and colours; for an officer, hotspots and the rest only."""
        assert self.mapped is not None
        key = ready(self.mapped).key
        return plain_key(key) if self.is_officer and key is not None else key

    def show_earlier(self, earlier: Answer) -> None:
        """Show on the officer's page what is new and gone since an earlier answer."""
        self._show_officer(earlier)

    def _show_officer(self, earlier: Answer | None) -> None:
        assert self._answer is not None
        answer = self._answer
        page = officer_page(answer, earlier, namer(answer))
        self.officer.show_page(page)
        self._set_spots(page.spots)

    def _look_at(self, codes: Iterable[str]) -> None:
        """Show a place of the officer's page on the map."""
        chosen = frozenset(codes)
        self.select(chosen)
        self.map.zoom_to(chosen)

"""The main window: its pages, and the signals between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from hotspot_app.data.boundaries.catalogue import listing
from hotspot_app.errors import HotspotError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.known import subject
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.settings import change_settings, read_settings
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.brief.page import BriefPage
from hotspot_app.ui.dialogs.faults import Faults
from hotspot_app.ui.files.checklist import ChecklistPage
from hotspot_app.ui.files.drop_card import dropped
from hotspot_app.ui.files.start_page import StartPage
from hotspot_app.ui.frame.frame import Frame
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import as_title
from hotspot_app.ui.kit.late import forget_sources
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.shown_folder import show_folder_of
from hotspot_app.ui.map.layers import MapLayers
from hotspot_app.ui.tour.tour import Tour
from hotspot_app.ui.window import desk_layout
from hotspot_app.ui.window.briefs import Briefs
from hotspot_app.ui.window.desk import Desk
from hotspot_app.ui.window.desk_tour import desk_tour
from hotspot_app.ui.window.desk_view import DeskView
from hotspot_app.ui.window.exports import Exports
from hotspot_app.ui.window.layer_steps import LayerSteps
from hotspot_app.ui.window.marking import Marking
from hotspot_app.ui.window.project_files import ProjectFiles
from hotspot_app.ui.window.status_line import left_words, right_words
from hotspot_app.ui.window.window_actions import Parts, WindowActions

FIRST_QUESTION = Asked(method="local_moran")
"""The question asked of new files."""


class MainWindow(Frame):
    """The main window, with start page, checklist and desk."""

    def __init__(self, faults: Faults | None = None) -> None:
        super().__init__()
        self.faults = faults or Faults(self)
        with theme.dressed_when_built():
            self.desk, self.view = Desk(self), DeskView()
            self.start, self.checklist = StartPage(), ChecklistPage()
            self.brief = BriefPage()
            self.pages = QStackedWidget()
            for page in (self.start, self.checklist, self.view, self.brief):
                self.pages.addWidget(page)
            self.setCentralWidget(self.pages)
        self.files, self.exports = ProjectFiles(self), Exports(self)
        self.layers = MapLayers(self.view.map)
        self.layering = LayerSteps(self, self.desk, self.layers, self.view.map.layers)
        self.marking = Marking(self, self.desk)
        self.briefs = Briefs(
            self, self.desk, self.brief, self.marking, lambda: self.files.folder
        )
        desk_layout.restore(self.view)
        self.tour: Tour | None = None
        self._join()
        parts = Parts(
            self.desk,
            self.view,
            self.files,
            self.exports,
            self.layers,
            self.layering,
            self.marking,
            self.brief.pages,
        )
        self.doing = WindowActions(self, parts, self._turns())
        self._show_start()
        self.enable()
        forget_sources()

    def _turns(self) -> dict[str, Callable[[], object]]:
        """Return the methods of the window itself that actions call, by action."""
        return {
            "add_data": lambda: self.show_checklist([]),
            "practice": self.open_practice,
            "close": self.close_project,
            "clear": self.clear,
            "tour": self.start_tour,
            "brief": self.show_brief,
        }

    def _open(self, path: Path) -> None:
        if self.files.may_leave():
            self.files.open(path)

    # --- joining --------------------------------------------------------------

    def _join(self) -> None:
        desk, view = self.desk, self.view
        desk.changed.connect(self._hear_project)
        desk.answered.connect(self._hear_answer)
        desk.refused.connect(self._hear_refusal)
        desk.broke.connect(self.faults.tell)
        desk.working.connect(view.work.report)
        desk.rested.connect(view.work.rest)
        desk.companioned.connect(view.show_companion)
        desk.earlier_answered.connect(view.show_earlier)
        desk.stopped.connect(view.show_stopped)
        view.put_aside.connect(self._clear_foot)
        view.again_wanted.connect(desk.ask_again)
        view.files_wanted.connect(lambda: self.show_checklist([]))
        view.asked.connect(lambda choices: desk.ask(**choices))
        view.cleared.connect(self.clear)
        view.companion_wanted.connect(desk.companion)
        view.earlier_wanted.connect(desk.earlier)
        view.work.cancel.clicked.connect(desk.cancel)
        view.selection_changed.connect(lambda _: self.enable())
        view.map_switched.connect(self._note_map)
        self.layers.laid.connect(view.show_layer_sources)
        self.layers.refused.connect(view.banner.say)
        self.layers.broke.connect(self.faults.tell)
        self.layering.said.connect(self.say)
        self.recent_chosen.connect(self._open)
        self.files.opened.connect(self._hear_opened)
        self.files.titled.connect(self._retitle)
        self.files.said.connect(self.say)
        self.exports.said.connect(self.say)
        self.exports.done.connect(self._confirm)
        self.exports.refused.connect(view.banner.say)
        self.exports.broke.connect(self.faults.tell)
        self.briefs.said.connect(self.say)
        self.briefs.broke.connect(self.faults.tell)
        self.briefs.project_wanted.connect(self.files.ask_and_open)
        self.briefs.folder_wanted.connect(self._show_folder)
        self.brief.left.connect(self._leave_checklist)
        self._join_start()

    def _join_start(self) -> None:
        start, checklist = self.start, self.checklist
        start.practice_wanted.connect(self.open_practice)
        start.boundaries_wanted.connect(self.show_checklist)
        start.own_data_wanted.connect(lambda: self.show_checklist([]))
        start.files_dropped.connect(self.show_checklist)
        start.project_wanted.connect(self.files.open)
        start.open_wanted.connect(self.files.ask_and_open)
        checklist.finished.connect(self._hear_files)
        checklist.left.connect(self._leave_checklist)
        checklist.columns_said.connect(self._remember_columns)
        checklist.settled.connect(self._note_checklist)
        checklist.said.connect(self.say)

    # --- pages ----------------------------------------------------------------

    def _show_start(self) -> None:
        settings, told = read_settings()
        try:
            self.start.set_boundaries(listing())
        except HotspotError as why:
            told = refusal(why)
        self.start.set_recent(
            [(path, path.stem, there) for path, there in settings.recent_there()]
        )
        self.pages.setCurrentWidget(self.start)
        self._retitle("Hotspot")
        self.say(told)

    def show_checklist(self, paths: Sequence[Path]) -> None:
        """Show the checklist with an open project's files, and take more."""
        now = self.desk.project
        if self.pages.currentWidget() is not self.checklist:
            files = None if now is None else now.files
            self.checklist.set_files(files, self.files.sums)
            self.checklist.set_remembered(read_settings()[0])
        if paths:
            self.checklist.add(list(paths))
        self.pages.setCurrentWidget(self.checklist)
        self.enable()

    def _leave_checklist(self) -> None:
        if self.desk.project is None:
            self.files.close()
            self._show_start()
        else:
            self.pages.setCurrentWidget(self.view)
        self.enable()

    def show_brief(self) -> None:
        """Show the page of briefs, or go back to where it was asked for."""
        if self.pages.currentWidget() is self.brief:
            self._leave_checklist()
            return
        self.pages.setCurrentWidget(self.brief)
        self.briefs.show()
        self.enable()

    @property
    def is_on_desk(self) -> bool:
        """Whether the desk is shown."""
        return self.pages.currentWidget() is self.view

    # --- projects -------------------------------------------------------------

    def open_project(self, project: Project, told: Sequence[str] = ()) -> None:
        """Show a project on the desk."""
        self.pages.setCurrentWidget(self.view)
        self.view.empty()
        self.desk.open(project)
        if told:
            self.view.banner.say(" ".join(told))

    def open_practice(self, with_tour: bool = False) -> None:
        """Open the practice town, with the guided tour if asked."""
        if not self.files.may_leave():
            return
        project = Project(practice_files(), replace(FIRST_QUESTION, when="last-6"))
        self.files.begin(project)
        self.open_project(project)
        if with_tour:
            self.start_tour()

    def close_project(self) -> None:
        """Go back to the start page."""
        if self.files.may_leave():
            self.acts["officer"].setChecked(False)
            self.desk.close()
            self.files.close()
            self.briefs.forget()
            self.view.empty()
            self._show_start()
            self.enable()

    def clear(self) -> None:
        """Reset the question, but for the method."""
        now = self.desk.project
        if now is not None:
            old = now.asked
            self.desk.step(
                replace(
                    now, asked=Asked(method=old.method, level=old.level, seed=old.seed)
                )
            )

    def start_tour(self) -> None:
        """Start the guided tour of the desk."""
        self.tour = self.tour or desk_tour(
            self, self.view, self.bar, self.acts["officer"]
        )
        self.tour.leave()
        self.tour.start()

    # --- signals received -----------------------------------------------------

    def _hear_files(self, files: Files) -> None:
        now = self.desk.project
        if now is None:
            project = _first_project(files)
            self.files.begin(project, unsaved=True)
            self.open_project(project)
            return
        self.pages.setCurrentWidget(self.view)
        if files == now.files and self.desk.answer is None:
            # a share may have been refused until it was chosen by hand
            self.layers.forget()
            self.desk.read_again()
        if files != now.files:
            if now.files.names is not None and files.names is None:
                now = replace(now, places={})  # its names go with it
                self.files.forget_places()
            now = replace(self.files.carrying(now), files=files)
        self.desk.step(now)
        self.enable()

    def _note_checklist(self) -> None:
        """Keep the checklist's files and choices, before a project is made of them."""
        files = self.checklist.files()
        shown = self.pages.currentWidget() is self.checklist
        if shown and files is not None and self.desk.project is None:
            self.files.begin(_first_project(files), unsaved=True)

    def _hear_opened(self, project: Project, told: tuple[str, ...]) -> None:
        self.open_project(project, told)

    def _hear_project(self, project: Project) -> None:
        self.files.note(project)
        if self.desk.answer is not None:
            self.view.show_answer(self.desk.answer, project)
            self._show_layers(self.desk.answer, project)
        else:
            self.view.wait_for(project)
        self.enable()

    def _hear_answer(self, answer: Answer, seconds: float) -> None:
        project = self.desk.project
        assert project is not None
        self.files.note_material(answer.material)
        self.files.note_places(answer.tally.called.carried())
        self.files.note_hotspots(subject(answer.question), answer.remembered)
        self.view.show_answer(answer, project)
        self._show_layers(answer, project)
        self.left.setText(left_words(answer))
        self.right.setText(right_words(seconds))
        self.enable()

    def _confirm(self, words: str, file: Path) -> None:
        """Show what was written, with a button that shows the file in its folder."""
        self.view.banner.say(words, "Show the file", lambda: self._show_folder(file))

    def _show_folder(self, file: Path) -> None:
        if not show_folder_of(file):
            self.say(f"The folder can't be shown here: {file.parent}")

    def _note_map(self) -> None:
        """Have the method of the map that is shown asked with every question."""
        self.desk.along = self.view.switch.along
        self.enable()

    def _show_layers(self, answer: Answer, project: Project) -> None:
        given = answer.material.areas.areas
        west, south, east, north = given[given["shown"]].total_bounds.tolist()
        around = (west, south, east, north)
        self.layers.show(project.layers, around, answer.layers)

    def _hear_refusal(self, why: HotspotError) -> None:
        self.view.show_refusal(why)
        self.enable()

    def _clear_foot(self) -> None:
        self.left.setText("")
        self.right.setText("")

    def _remember_columns(self, header: Sequence[str], mapping: dict[str, str]) -> None:
        try:
            change_settings(lambda now: now.with_columns(header, mapping))
        except HotspotError as why:
            self.say(refusal(why))

    def _retitle(self, title: str) -> None:
        there = self.desk.project is not None
        self.setWindowTitle(as_title(title) if there else "Hotspot")

    def enable(self) -> None:
        """Enable the actions that are possible now."""
        on_brief = self.pages.currentWidget() is self.brief
        self.doing.enable(on_desk=self.is_on_desk, on_brief=on_brief)

    # --- Qt's events ----------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask about unsaved changes, save the window's place, and end all work."""
        if not self.files.may_leave():
            event.ignore()
            return
        try:
            change_settings(lambda now: desk_layout.laid_out(now, self, self.view))
        except HotspotError as why:
            self.say(refusal(why))
        for part in (
            self.desk,
            self.files,
            self.exports,
            self.briefs,
            self.checklist,
            self.layers,
        ):
            part.end()
        self.view.map.stop()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept files."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Open a dropped project, or add dropped files to the checklist."""
        paths = dropped(event.mimeData())
        if len(paths) == 1 and paths[0].suffix.casefold() == ".hotspot":
            self._open(paths[0])
        elif paths:
            self.show_checklist(paths)


def _first_project(files: Files) -> Project:
    return Project(files, FIRST_QUESTION, names=read_settings()[0].names)

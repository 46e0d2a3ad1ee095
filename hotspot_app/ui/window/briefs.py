"""Makes briefs off the window's thread: drafts, pages and files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.brief.proof import Proof, Wanted
from hotspot_app.errors import HotspotError
from hotspot_app.progress import Progress
from hotspot_app.project.ask.briefing import NO_BRIEFING, Briefing
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.project import Project
from hotspot_app.project.save.settings import change_settings, read_settings
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.brief.page import BriefPage
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit.late import forget_sources
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.worker import Worker
from hotspot_app.ui.window.desk import Desk
from hotspot_app.ui.window.marking import Marking
from hotspot_app.words import capital, counted, listed

NO_PROJECT: Final = "A brief is made of a project's answer. No project is open."
NO_ANSWER: Final = "The brief is made of the answer, which is being worked out …"
NOT_READ: Final = "Choose who reads it first: that decides what may be in it."


@dataclass(frozen=True, slots=True, eq=False)
class _Drafted:
    """What a draft was made of, by which it is known whether it still holds."""

    product: str
    audience: str
    answer: Answer
    beside: Path | None
    layers: tuple[OwnLayer, ...]
    draft: Any

    def holds(
        self, wanted: Wanted, answer: Answer, beside: Path | None, project: Project
    ) -> bool:
        mine = (self.product, self.audience, self.beside, self.layers)
        now = (wanted.product, wanted.audience, beside, project.layers)
        return mine == now and self.answer is answer


class Briefs(QObject):
    """Keeps the page of briefs as the project is; only what changed is made anew.

    Parameters
    ----------
    folder
        Gives the folder of the project, None while it has none.
    """

    said = Signal(str)
    broke = Signal(object)
    project_wanted = Signal()
    """There is no project: the analyst wants to open one."""
    folder_wanted = Signal(object)
    """The folder of a file that was written shall be shown."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        page: BriefPage,
        marking: Marking,
        folder: Callable[[], Path | None],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._page = window, desk, page
        self._marking, self._folder = marking, folder
        self._worker = Worker(self)
        self._drafted: _Drafted | None = None
        self._shown: tuple[object, ...] = ()
        self._later = self._writing = False
        self._refused = ""
        self._join()
        self._tell()

    def _join(self) -> None:
        desk, page = self._desk, self._page
        desk.changed.connect(self._hear_project)
        desk.answered.connect(lambda *_: self._tell())
        desk.refused.connect(self._hear_refusal)
        desk.stopped.connect(lambda: self._hear_refusal(None))
        desk.working.connect(page.work.report)
        desk.rested.connect(self._rest)
        self._worker.progressed.connect(page.work.report)
        self._worker.idle.connect(self._rest)
        page.work.cancel.clicked.connect(self.cancel)
        page.decided.connect(self._decide)
        page.product_chosen.connect(lambda _: self._tell())
        page.marking_wanted.connect(self._marking.change)
        page.export_wanted.connect(self.export)
        page.pages.width_wanted.connect(self._tell)

    # --- what is shown --------------------------------------------------------

    def show(self) -> None:
        """Make what the page shows, as it comes to the front."""
        self._tell()

    @property
    def is_busy(self) -> bool:
        """Whether pages or files are being made."""
        return self._worker.is_busy or self._desk.is_on_other

    def end(self) -> None:
        """Stop for good."""
        self._worker.end()

    def _hear_project(self, project: Project) -> None:
        self._refused = ""
        self._page.show_briefing(project.briefing)
        self._tell()

    def _hear_refusal(self, why: HotspotError | None) -> None:
        if self._desk.answer is None:
            stopped = "It was stopped before there was an answer."
            self._refused = stopped if why is None else refusal(why)
            self._tell()

    def forget(self) -> None:
        """Let go of the project, which is put away."""
        self._drafted, self._shown, self._refused = None, (), ""
        self._page.show_briefing(NO_BRIEFING)
        self._tell()

    def _tell(self) -> None:
        """Show pages if there can be any, and have them made where they aren't so."""
        project, page = self._desk.project, self._page
        if project is None:
            self._shown = ()
            page.show_nothing(NO_PROJECT, "Open a project…", self.project_wanted.emit)
        elif self._desk.answer is None:
            self._drafted, self._shown = None, ()
            if self._refused:
                words = f"The question has no answer yet. {self._refused}"
                page.show_nothing(words, "Back to the question", page.left.emit)
            else:
                page.show_nothing(NO_ANSWER)
        elif page.isVisible():
            self._make(project)

    def _make(self, project: Project) -> None:
        """Have the pages made; what still holds is used again."""
        page, answer, beside = self._page, self._desk.answer, self._folder()
        assert answer is not None
        product, width = page.product, page.pages.width_px
        wanted = _wanted(product, project.briefing)
        now = (answer, beside, wanted, project.briefing, project.layers, width)
        if self._writing:
            self._later = True
            return
        if now == self._shown:
            return
        self._shown = now
        kept = self._drafted
        page.wait()

        def work(
            now: Project, stages: Stages, progress: Progress
        ) -> tuple[_Drafted, Proof]:
            made, rest = kept, progress
            if made is None or not made.holds(wanted, answer, beside, project):
                unseen = Progress(cancelled=progress.cancelled)
                asking = _made_by("asking_for")(wanted.audience, now, stages, unseen)
                draft = _made_by("drafted")(
                    product, asking, beside, progress.part(0.0, 0.6)
                )
                made = _Drafted(
                    product, wanted.audience, answer, beside, now.layers, draft
                )
                rest = progress.part(0.6, 1.0)
            found = _made_by("proof")(made.draft, wanted, project.briefing, width, rest)
            return made, found

        self._desk.work_beside(work, self._hear_pages, self._hear_failure)

    def _hear_pages(self, found: tuple[_Drafted, Proof]) -> None:
        self._drafted, proof = found
        self._page.banner.hide()
        self._page.show_proof(proof)

    def _hear_failure(self, error: BaseException) -> None:
        self._shown = ()
        if isinstance(error, HotspotError):
            self._page.show_nothing(
                refusal(error), "Back to the question", self._page.left.emit
            )
        else:
            self._page.show_nothing("The pages could not be made.")
            self.broke.emit(error)

    def _rest(self) -> None:
        if not self._worker.is_busy and not self._desk.is_busy:
            self._page.work.rest()

    # --- what is decided ------------------------------------------------------

    def _decide(self, briefing: Briefing) -> None:
        project = self._desk.project
        if project is not None:
            self._desk.step(replace(project, briefing=briefing))

    def cancel(self) -> None:
        """Stop what is under way."""
        if self._writing:
            self._worker.cancel()
            self._page.banner.say("Stopped. Files that were finished are there.")
            self._end_writing()
        elif self._desk.is_on_other:
            self._desk.stop_beside()
            self._shown = ()
            self._page.show_stopped(self._tell)
        else:
            self._desk.cancel()

    # --- files ----------------------------------------------------------------

    def export(self) -> None:
        """Ask for a folder, and write the brief there in the formats ticked."""
        page, project = self._page, self._desk.project
        if project is None or page.proof is None or self._drafted is None:
            return
        if not project.briefing.audience:
            page.banner.say(NOT_READ)
            page.choices.audience.setFocus()
            return
        if not self._marking.chosen(for_public=True):
            return
        start = read_settings()[0].folder("export") or Path.home()
        out = messages.ask_where_to_export(self._window, start)
        if out is not None:
            self.write(out, page.choices.chosen_formats)

    def write(self, out: Path, formats: Sequence[str]) -> None:
        """Write the brief's files into a folder, if those there may be replaced."""
        project, drafted = self._desk.project, self._drafted
        if project is None or drafted is None:
            return
        briefing = project.briefing
        wanted = _wanted(drafted.product, briefing)

        def look(_: Progress) -> tuple[str, ...]:
            there: tuple[str, ...] = _made_by("there_already")(
                drafted.draft, wanted, briefing, out, formats
            )
            return there

        def work(progress: Progress) -> Any:
            made = _made_by("write")(
                drafted.draft, wanted, briefing, out, formats, progress
            )
            change_settings(lambda now: now.with_folder("export", out))
            return made

        def ask(there: tuple[str, ...]) -> None:
            if there and not self._may_replace(there):
                self._end_writing()
            else:
                self._worker.ask(work, self._hear_files, self._hear_write_failure)

        self._writing = True
        self._page.choices.set_ready(False)
        self._page.work.report(0.0, "Writing the brief")
        self._worker.ask(look, ask, self._hear_write_failure)

    def _may_replace(self, there: Sequence[str]) -> bool:
        verb = "is" if len(there) == 1 else "are"
        words = f"{listed(list(there), 3)} {verb} already there. Replace?"
        return messages.ask_to_replace_files(self._window, words)

    def _hear_files(self, made: Any) -> None:
        self._keep_released()
        files: tuple[Path, ...] = made.files
        there = f"{capital(counted(len(files), 'file'))} in {files[0].parent}."
        words = " ".join((there, *made.told))
        self.said.emit(words)
        self._page.banner.say(
            words, "Show in folder", lambda: self.folder_wanted.emit(files[0])
        )
        self._end_writing()

    def _keep_released(self) -> None:
        """Keep in the project what has become public; undo doesn't take it back."""
        project, drafted = self._desk.project, self._drafted
        if project is None or drafted is None or drafted.audience != "public":
            return
        out = drafted.draft.released.entries
        if project.released != project.released.adding(out):
            self._desk.keep(
                lambda each: replace(each, released=each.released.adding(out))
            )

    def _hear_write_failure(self, error: BaseException) -> None:
        self._end_writing()
        if isinstance(error, HotspotError):
            self._page.banner.say(refusal(error))
        else:
            self.broke.emit(error)

    def _end_writing(self) -> None:
        self._writing = False
        self._page.choices.set_ready(self._page.proof is not None)
        if self._later:
            self._later = False
            self._tell()


def _wanted(product: str, briefing: Briefing) -> Wanted:
    return Wanted(
        product, briefing.marking, briefing.handling, briefing.audience or "internal"
    )


def _made_by(name: str) -> Callable[..., Any]:
    """Return a function of `brief.proofing`, loading what pages are made with."""
    made = getattr(import_module("hotspot_app.brief.proofing"), name)
    forget_sources()
    return made  # type: ignore[no-any-return]

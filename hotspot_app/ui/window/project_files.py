"""Projects as files: opening, saving, unsaved changes, work a crash left behind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.errors import HotspotError
from hotspot_app.named_paths import is_there
from hotspot_app.project.ask.known import Carried, KnownHotspots
from hotspot_app.project.ask.project import Project
from hotspot_app.project.intake.relinking import sums_of_read
from hotspot_app.project.save.file import SUFFIX, Opened, opened, save
from hotspot_app.project.save.input_files import Sums, of_missing, sums_of
from hotspot_app.project.save.plain import NOTHING, ChangedError
from hotspot_app.project.save.recovery import (
    Recovered,
    SafetyCopy,
    discard,
    left_behind,
)
from hotspot_app.project.save.settings import change_settings, read_settings
from hotspot_app.project.steps.material import Material
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.worker import Worker

SOON = 800
"""Milliseconds after the last change before a copy is kept aside."""

UNTITLED = "Untitled"


class ProjectFiles(QObject):
    """Knows where the project is kept and whether it was saved as it is."""

    opened = Signal(object, tuple)
    """A project, and what is to be told of its files."""
    titled = Signal(str)
    """What the window is called."""
    said = Signal(str)
    """A line to show."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._path: Path | None = None
        self._seen: str | None = None
        self._now: Project | None = None
        self._saved: Project | None = None
        self._sums: Sums = {}
        self._were: Sums = {}
        self._material: Material | None = None
        self._places: Carried = {}
        self._hotspots: dict[str, KnownHotspots] = {}
        self._copy = SafetyCopy()
        self._opening = self._offers = False
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._keep_aside)
        self._worker = Worker(self)

    # --- what the window tells ------------------------------------------------

    def begin(
        self,
        project: Project,
        path: Path | None = None,
        seen: str | None = None,
        *,
        unsaved: bool = False,
    ) -> None:
        """Begin with a project that isn't saved yet, or was opened from a path.

        Parameters
        ----------
        seen
            What was seen of the file, as `file.save` takes it.
        unsaved
            Whether it is lost unless it is saved: made of the analyst's own files,
            or left behind by a crash.
        """
        self._copy.drop()
        self._path, self._seen, self._now = path, seen, project
        self._saved, self._material = None if unsaved else project, None
        self._sums, self._were, self._places, self._hotspots = {}, {}, {}, {}
        if unsaved:
            self._soon.start()
        self._title()

    def note(self, project: Project) -> None:
        """Hear of the project as it is now."""
        if self._now is None or project.files != self._now.files:
            self._sums = {}
        self._now = project
        self._soon.start()
        self._title()

    def note_material(self, material: Material) -> None:
        """Hear of what was read, whose sums are kept with the project."""
        self._material = material

    def note_places(self, places: Carried) -> None:
        """Hear what areas are called, which is kept with the project."""
        assert self._now is not None
        self._places = self.carrying(self._now).carrying(places).places

    def note_hotspots(self, of: str, found: KnownHotspots | None) -> None:
        """Hear which hotspots of something were found, which are kept too."""
        if found is not None:
            self._hotspots[of] = found

    def forget_places(self) -> None:
        """Forget what areas were called: the file of their names was taken away."""
        self._places = {}

    def carrying(self, project: Project) -> Project:
        """Return a project with what its areas were called, and what was found."""
        hotspots = {**project.hotspots, **self._hotspots}
        return replace(project.carrying(self._places), hotspots=hotspots)

    def close(self) -> None:
        """Let the project go: it was saved, or its changes are not wanted."""
        self._worker.cancel()
        self._opening = False
        self._soon.stop()
        self._copy.drop()
        self._path, self._seen, self._now, self._saved = None, None, None, None
        self._sums, self._were, self._material = {}, {}, None
        self._places, self._hotspots = {}, {}
        self._title()

    @property
    def sums(self) -> Sums:
        """What is known of the project's files as they were read or opened."""
        if self._now is None or self._material is None:
            return self._were
        return {**sums_of_read(self._now.files, self._material.sources()), **self._were}

    @property
    def is_changed(self) -> bool:
        """Whether the project differs from what was saved or opened."""
        return self._now is not None and self._now != self._saved

    # --- opening and saving ---------------------------------------------------

    def ask_and_open(self) -> None:
        """Let the analyst choose a project."""
        if self.may_leave():
            folder = read_settings()[0].folder("project")
            path = messages.ask_for_project(self._window, folder)
            if path is not None:
                self.open(path)

    def open(self, path: Path) -> None:
        """Open a project; its files are looked for off the window's thread."""
        self._opening = True
        self._worker.ask(
            lambda progress: opened(path, progress),
            lambda found: self._hear(path, found),
            self._hear_failure,
        )

    def save(self) -> bool:
        """Save where the project is kept, or ask where that shall be."""
        if self._path is None:
            return self.save_as()
        return self._write(self._path, self._seen)

    def save_as(self, proposed: Path | None = None) -> bool:
        """Ask where to save, and do."""
        if self._now is None:
            return False
        folder = read_settings()[0].folder("project") or Path.home()
        usual = self._path or folder / f"{UNTITLED}{SUFFIX}"
        path = messages.ask_where_to_save(
            self._window, "Save the project", proposed or usual, messages.PROJECTS
        )
        if path is None:
            return False
        if self._path is not None and path.resolve() == self._path.resolve():
            return self._write(path, self._seen)
        return self._write(path, None if is_there(path) else NOTHING)

    def may_leave(self) -> bool:
        """Ask what should become of unsaved changes; false if they should stay."""
        if not self.is_changed:
            return True
        choice = messages.ask_to_save(self._window, self.name)
        if choice == "save":
            return self.save()
        return choice == "discard"

    @property
    def name(self) -> str:
        """What the project is called."""
        return UNTITLED if self._path is None else self._path.stem

    def recover(self) -> None:
        """Offer work that a crash left behind; a project being opened comes first."""
        self._offers = True
        if not self._opening:
            self._offer()

    def end(self) -> None:
        """Let go of everything: the window closes."""
        self._soon.stop()
        self._copy.end()
        self._worker.end()

    # --- steps ----------------------------------------------------------------

    def _offer(self) -> None:
        """Offer what was left behind, unless it was offered before."""
        if not self._offers:
            return
        self._offers = False
        for found in left_behind():
            name = UNTITLED if found.path is None else found.path.stem
            when = f"{found.when.day} {found.when:%B at %H:%M}"
            words = (
                f"Hotspot ended unexpectedly on {when}. There are unsaved changes to "
                f"{name}."
            )
            choice = messages.ask_to_recover(self._window, words)
            if choice == "save" and self.may_leave():
                self._take_up(found)
                return
            if choice == "discard":
                discard(found)

    def _take_up(self, found: Recovered) -> None:
        """Go on with what was left behind; it goes once it is kept anew."""
        self.begin(found.project, found.path, found.seen, unsaved=True)
        self.opened.emit(found.project, ())
        if self._keep_aside():
            discard(found)

    def _write(self, path: Path, seen: str | None) -> bool:
        assert self._now is not None
        was_removed = bool(seen) and not is_there(path)
        sources = () if self._material is None else self._material.sources()
        try:
            sums = self._sums or {
                **of_missing(self._now.files, self._were),
                **sums_of(self._now.files, sources),
            }
            self._seen = save(self.carrying(self._now), path, sums, seen=seen)
        except ChangedError:
            return self._write_in_spite(path)
        except HotspotError as why:
            messages.show_problem(self._window, refusal(why))
            return False
        self._path, self._saved, self._sums = path, self._now, sums
        self._were = sums
        self._soon.stop()
        self._copy.drop()
        self._remember(path)
        self._title()
        again = " anew: it had been removed or moved" if was_removed else ""
        self.said.emit(f"Saved to {path}{again}.")
        return True

    def _write_in_spite(self, path: Path) -> bool:
        """Ask whether what another program wrote should be lost."""
        choice = messages.ask_about_changed(self._window, path)
        if choice == "elsewhere":
            return self.save_as(path.with_stem(f"{path.stem} 2"))
        return choice == "overwrite" and self._write(path, None)

    def _remember(self, path: Path) -> None:
        try:
            change_settings(
                lambda now: now.with_recent(path).with_folder("project", path.parent)
            )
        except HotspotError as why:
            self.said.emit(refusal(why))

    def _hear(self, path: Path, found: Opened) -> None:
        self._opening = False
        self.begin(found.project, path, found.seen)
        self._sums = {} if found.changed or found.moved else found.sums
        self._were = found.sums
        self._remember(path)
        self.opened.emit(found.project, found.told())
        self._offer()

    def _hear_failure(self, error: BaseException) -> None:
        self._opening = False
        if not isinstance(error, HotspotError):
            raise error
        messages.show_problem(self._window, refusal(error))
        self._offer()

    def _keep_aside(self) -> bool:
        """Keep a copy of what is unsaved; say whether that could be done."""
        if self._now is None or not self.is_changed:
            self._copy.drop()
            return True
        try:
            kept = self.carrying(self._now)
            self._copy.keep(kept, self._path, self._seen or NOTHING)
        except HotspotError as why:
            self.said.emit(refusal(why))
            return False
        return True

    def _title(self) -> None:
        mark = "*" if self.is_changed else ""
        self.titled.emit(f"{self.name}{mark} – Hotspot")

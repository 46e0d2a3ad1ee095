"""Project files: opening, saving, unsaved changes, recovery after a crash."""

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
"""Milliseconds from the last change to the writing of a recovery copy."""

UNTITLED = "Untitled"


class ProjectFiles(QObject):
    """Opens and saves projects; knows the project's file and whether it has changes."""

    opened = Signal(object, tuple)
    """A project was opened: the project, and messages about its files."""
    titled = Signal(str)
    """The window's title changed."""
    said = Signal(str)
    """A message for the status line."""

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

    # --- calls from the window ------------------------------------------------

    def begin(
        self,
        project: Project,
        path: Path | None = None,
        seen: str | None = None,
        *,
        unsaved: bool = False,
    ) -> None:
        """Begin with a new project, or with one that was opened.

        Parameters
        ----------
        project
            The project.
        path
            Its file, None for a project that was never saved.
        seen
            The file's digest when it was opened, as `file.save` takes it.
        unsaved
            Whether it has changes to save from the start: a project made of the
            analyst's own files, or recovered after a crash.
        """
        self._copy.drop()
        self._path, self._seen, self._now = path, seen, project
        self._saved, self._material = None if unsaved else project, None
        self._sums, self._were, self._places, self._hotspots = {}, {}, {}, {}
        if unsaved:
            self._soon.start()
        self._title()

    def note(self, project: Project) -> None:
        """Take the project's new value."""
        if self._now is None or project.files != self._now.files:
            self._sums = {}
        self._now = project
        self._soon.start()
        self._title()

    def note_material(self, material: Material) -> None:
        """Take the files as read, whose checksums are saved with the project."""
        self._material = material

    def note_places(self, places: Carried) -> None:
        """Take the areas' names, which are saved with the project."""
        assert self._now is not None
        self._places = self.carrying(self._now).carrying(places).places

    def note_hotspots(self, of: str, found: KnownHotspots | None) -> None:
        """Take the hotspots found in an answer, which are saved with the project."""
        if found is not None:
            self._hotspots[of] = found

    def forget_places(self) -> None:
        """Forget the areas' names, after the file with them was removed."""
        self._places = {}

    def carrying(self, project: Project) -> Project:
        """Return a project with its areas' names and the hotspots found."""
        hotspots = {**project.hotspots, **self._hotspots}
        return replace(project.carrying(self._places), hotspots=hotspots)

    def close(self) -> None:
        """Close the project, dropping unsaved changes and the recovery copy."""
        self._worker.cancel()
        self._opening = False
        self._soon.stop()
        self._copy.drop()
        self._path, self._seen, self._now, self._saved = None, None, None, None
        self._sums, self._were, self._material = {}, {}, None
        self._places, self._hotspots = {}, {}
        self._title()

    @property
    def folder(self) -> Path | None:
        """Where the project is kept; None while it isn't saved."""
        return None if self._path is None else self._path.parent

    @property
    def sums(self) -> Sums:
        """Checksums of the project's files, as read or as saved with the project."""
        if self._now is None or self._material is None:
            return self._were
        return {**sums_of_read(self._now.files, self._material.sources()), **self._were}

    @property
    def is_changed(self) -> bool:
        """Whether the project differs from what was saved or opened."""
        return self._now is not None and self._now != self._saved

    # --- opening and saving ---------------------------------------------------

    def ask_and_open(self) -> None:
        """Ask for a project file, and open it."""
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
        """Save to the project's file, or ask for one; return whether it was saved."""
        if self._path is None:
            return self.save_as()
        return self._write(self._path, self._seen)

    def save_as(self, proposed: Path | None = None) -> bool:
        """Ask for a file and save to it; return whether the project was saved."""
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
        """Ask whether to save unsaved changes; return False if the user cancels."""
        if not self.is_changed:
            return True
        choice = messages.ask_to_save(self._window, self.name)
        if choice == "save":
            return self.save()
        return choice == "discard"

    @property
    def name(self) -> str:
        """The project's name, that of its file."""
        return UNTITLED if self._path is None else self._path.stem

    def recover(self) -> None:
        """Offer to recover unsaved work, once a project being opened is there."""
        self._offers = True
        if not self._opening:
            self._offer()

    def end(self) -> None:
        """Stop the worker and release the recovery copy, when the window closes."""
        self._soon.stop()
        self._copy.end()
        self._worker.end()

    # --- steps ----------------------------------------------------------------

    def _offer(self) -> None:
        """Offer to recover unsaved work, if it wasn't offered yet."""
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
        """Open recovered work; the old recovery copy goes once there is a new one."""
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
        """Ask whether to overwrite a file that another program has changed."""
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
        """Write a recovery copy of unsaved changes; return False if that failed."""
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

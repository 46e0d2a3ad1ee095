"""A file that isn't where it was: shown by the analyst, checked, taken from there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.errors import HotspotError
from hotspot_app.named_paths import from_root
from hotspot_app.project.intake.checklist import Checklist
from hotspot_app.project.intake.relinking import Refound, refound, was_folder
from hotspot_app.project.save.input_files import Sums
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.worker import Worker
from hotspot_app.words import counted, printable


class Finding(Worker):
    """Asks where a file is, and compares what is shown with what it was."""

    found = Signal(object)
    """A `Refound` that the analyst takes."""
    said = Signal(str)
    """A search ended: its result in words."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._asked: tuple[Checklist, Path, Sums] | None = None
        self._shown = Path()

    def look_for(self, now: Checklist, path: Path, sums: Sums) -> None:
        """Ask where a missing file is, and check the answer off the window's thread.

        Parameters
        ----------
        sums
            Checksums of the files as saved.
        """
        new = messages.ask_for_moved(self._page, path, was_folder(path, sums))
        if new is None:
            return
        self._asked, self._shown = (now, path, sums), new
        self.ask(
            lambda progress: refound(now, path, new, sums, progress),
            self._hear,
            self._hear_failure,
        )

    def _again(self) -> None:
        if self._asked is not None:
            self.look_for(*self._asked)

    def _hear(self, result: Refound) -> None:
        if result.doubt:
            choice = messages.ask_about_other(self._page, result.doubt)
            if choice == "another":
                self._again()
            if choice != "take":
                return
        self.found.emit(result)
        self.said.emit(_told(result, self._shown))

    def _hear_failure(self, error: BaseException) -> None:
        if not isinstance(error, HotspotError):
            raise error
        messages.show_problem(self._page, refusal(error))


def _told(result: Refound, shown: Path) -> str:
    folder = printable(str(from_root(shown).parent))
    others = len(result.moved) - 1
    if not others:
        return f"{printable(shown.name)} is taken from {folder} now."
    verb = "is" if others == 1 else "are"
    moved = counted(others, "file that moved with it", "files that moved with it")
    return f"{printable(shown.name)} is taken from {folder} now, and so {verb} {moved}."

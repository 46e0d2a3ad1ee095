"""Exports of the answer in the window: map, table and layer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.errors import HotspotError, InputError
from hotspot_app.project.ask.marking import in_file_name
from hotspot_app.project.ask.own_layer import Drawn, OwnLayer
from hotspot_app.project.save.settings import change_settings, read_settings
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit.labels import as_title
from hotspot_app.ui.kit.late import written_by
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.worker import Worker
from hotspot_app.words import listed, printable


@dataclass(frozen=True, eq=False)
class Showing:
    """The answer and layers that the window shows.

    Attributes
    ----------
    answer
        The answer.
    drawn
        The analyst's own layers on the map, the topmost last.
    not_drawn
        The analyst's layers that can't be drawn.
    marking
        Who may see what leaves the window.
    """

    answer: Answer
    drawn: tuple[Drawn, ...] = ()
    not_drawn: tuple[OwnLayer, ...] = ()
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of export: its noun, file dialog filter and file extension."""

    what: str
    kinds: str
    ending: str
    write: str
    """Name of the function of `brief.export` that writes the file."""


EXPORTS: Final = {
    "export_map": Export(
        "map",
        "PNG picture (*.png);;PDF (*.pdf);;SVG drawing (*.svg)",
        ".png",
        "write_map",
    ),
    "export_table": Export(
        "table", "Excel workbook (*.xlsx);;Text, commas (*.csv)", ".xlsx", "write_table"
    ),
    "export_layer": Export("layer", "GeoPackage (*.gpkg)", ".gpkg", "write_layer"),
}
"""The kinds of export, by the id of their action."""


class Exports(QObject):
    """Writes files off the window's thread, and emits `done` when they are written."""

    said = Signal(str)
    done = Signal(str, object)
    """A file was written: a message, and the file's path."""
    refused = Signal(str)
    broke = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._worker = Worker(self)

    def ask_and_write(self, id_: str, shown: Showing) -> None:
        """Ask for a file name, and write that kind of export."""
        kind = EXPORTS[id_]
        folder = read_settings()[0].folder("export") or Path.home()
        proposed = folder / f"{file_name(shown.answer, shown.marking)}{kind.ending}"
        title = f"Export the {kind.what}, marked {shown.marking}"
        path = messages.ask_where_to_save(
            self._window, as_title(title), proposed, kind.kinds
        )
        if path is not None:
            self.write(id_, shown, path)

    def write(self, id_: str, shown: Showing, path: Path) -> None:
        """Write that kind of export."""
        kind = EXPORTS[id_]

        def work(_progress: object) -> str:
            layers = (shown.drawn,) if id_ == "export_map" else ()
            write = written_by(kind.write)
            if not path.parent.is_dir():  # the dialog has seen it
                raise InputError(
                    "this folder was removed or moved meanwhile",
                    where=str(path.parent),
                    hint="Nothing was written. Choose a folder that is there.",
                )
            write(shown.answer, path, *layers, marking=shown.marking)
            change_settings(lambda now: now.with_folder("export", path.parent))
            lost = [printable(own.path.name) for own in shown.not_drawn]
            without = f", without {listed(lost, 3)}" if lost else ""
            of_map = without if id_ == "export_map" else ""
            marked = f", marked {shown.marking}" if shown.marking else ""
            return f"The {kind.what} is in {path}{of_map}{marked}."

        def tell(words: str) -> None:
            self.said.emit(words)
            self.done.emit(words, path)

        self._worker.ask(work, tell, self._hear_failure)
        self.said.emit(f"Writing the {kind.what} …")

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return self._worker.is_busy

    def end(self) -> None:
        """Stop the worker, when the app ends."""
        self._worker.end()

    def _hear_failure(self, error: BaseException) -> None:
        if isinstance(error, HotspotError):
            self.refused.emit(refusal(error))
        else:
            self.broke.emit(error)


def file_name(answer: Answer, marking: str) -> str:
    """Return a file name: "southampton-burglary-january-to-june-2025-OFFICIAL"."""
    question = answer.question
    words = f"{question.where} {question.subject} {question.period}"
    asked = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:80]
    return f"{asked}{in_file_name(marking)}"

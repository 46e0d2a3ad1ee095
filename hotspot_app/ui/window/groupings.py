"""Steps on named groups of areas: save, rename, list, take from a file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.data.own.group_file import read_groups
from hotspot_app.errors import HotspotError
from hotspot_app.faults import one_file
from hotspot_app.project.ask.groups import Groups, with_kind
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.dialogs.groups_dialog import Addable, GroupsDialog
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.window.desk import Desk
from hotspot_app.ui.window.desk_view import DeskView
from hotspot_app.words import capital, counted, plural


class Groupings(QObject):
    """Asks about groups in dialogs, and changes the project's groups.

    Nothing is changed if another project was opened while a dialog was open.
    """

    said = Signal(str)
    """A message for the status line."""

    def __init__(self, window: QWidget, desk: Desk, view: DeskView) -> None:
        super().__init__(window)
        self._window, self._desk, self._view = window, desk, view
        self._kind = ""

    def save(self) -> None:
        """Ask for a name, and save the selection as a group."""
        view, project = self._view, self._desk.project
        answer = self._desk.answer
        if project is None or answer is None:
            return
        codes = view.areas_of(view.selection)
        made = messages.ask_for_group(
            self._window,
            project.groups,
            codes,
            words=capital(view.selected_words),
            levels=(answer.material.areas.level,),
            kind=self._kind,
        )
        if made is None or self._desk.project is not project:
            return
        self._kind = made.kind
        self._desk.step(
            project.grouped(made.name, codes, kind=made.kind, apart=made.apart)
        )
        self.said.emit(
            f"Saved the {made.kind} {made.name}. {capital(plural(made.kind))} are a "
            f"level, and {made.name} a part of the map, under Where."
        )

    def rename(self, kind: str, name: str) -> None:
        """Ask for a group's new name, and rename it."""
        project = self._desk.project
        new = messages.ask_for_name(self._window, f"Name this {kind}", "Called", name)
        if project is None or new is None or not new.strip():
            return
        if self._desk.project is not project:
            return
        try:
            self._desk.step(project.group_renamed(kind, name, " ".join(new.split())))
        except HotspotError as why:
            self.said.emit(refusal(why))

    def show(self) -> None:
        """Open the dialog in which groups are renamed, removed or taken from a file."""
        project = self._desk.project
        if project is None:
            return
        box = GroupsDialog(self._window, project.groups, self._addable())

        def again() -> None:
            now = self._desk.project
            box.show_groups({} if now is None else now.groups)

        self._desk.changed.connect(again)
        box.changed.connect(self._change)
        box.rename_wanted.connect(self.rename)
        box.file_wanted.connect(self.take_from_file)
        messages.show_groups(box)
        self._desk.changed.disconnect(again)

    def _addable(self) -> Addable:
        """Return the names of areas and wards that groups can be made of."""
        view, answer = self._view, self._view.shown
        if answer is None:
            return Addable()
        material = answer.material
        files = [material.areas, *([material.wards] if material.wards else [])]
        called = {
            str(code): str(name) or str(code)
            for file in reversed(files)
            for code, name in file.areas["name"].items()
        }
        chosen = view.areas_of(view.selection)
        return Addable(called, chosen & called.keys())

    def _change(self, groups: Groups) -> None:
        project = self._desk.project
        if project is not None:
            self._desk.step(project.with_groups(groups))

    def take_from_file(self) -> None:
        """Take groups from a column of a table or of boundaries."""
        project, answer = self._desk.project, self._view.shown
        path = messages.ask_for_group_file(self._window)
        if project is None or answer is None or path is None:
            return
        material = answer.material
        known = set(material.areas.areas.index)
        if material.wards is not None:
            known |= set(material.wards.areas.index)
        try:
            with one_file(path.name):
                file = read_groups(path, known)
        except HotspotError as why:
            messages.show_problem(self._window, refusal(why))
            return
        taken = messages.ask_for_column(
            self._window, file, project.groups, (material.areas.level,)
        )
        if taken is not None and self._desk.project is project:
            kind, named = taken
            self._change(with_kind(project.groups, kind, named))
            self.said.emit(
                f"{counted(len(named), kind)} from {path.name}: "
                f"{capital(plural(kind))} are a level under Where."
            )

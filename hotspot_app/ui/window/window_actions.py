"""Connections of the window's actions to their functions, and when each is enabled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from hotspot_app.errors import HotspotError
from hotspot_app.project.save.settings import Settings, change_settings, read_settings
from hotspot_app.ui.brief.pages import PageStack
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.frame.frame import Frame
from hotspot_app.ui.frame.help_window import (
    HelpWindow,
    about_help,
    help_page,
    keys_help,
)
from hotspot_app.ui.frame.preferences import PreferencesDialog, choose
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.map.layers import MapLayers
from hotspot_app.ui.window.desk import Desk
from hotspot_app.ui.window.desk_view import DeskView
from hotspot_app.ui.window.exports import EXPORTS, Exports, Showing, file_name
from hotspot_app.ui.window.groupings import Groupings
from hotspot_app.ui.window.layer_steps import LayerSteps
from hotspot_app.ui.window.map_menu import map_menu
from hotspot_app.ui.window.marking import Marking
from hotspot_app.ui.window.project_files import ProjectFiles
from hotspot_app.ui.window.slide_dialog import SlideDialog


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts of the window that actions use."""

    desk: Desk
    view: DeskView
    files: ProjectFiles
    exports: Exports
    layers: MapLayers
    layering: LayerSteps
    marking: Marking
    pages: PageStack


class WindowActions(QObject):
    """Connects the window's actions to their functions, and enables them.

    Parameters
    ----------
    window
        The window with the actions.
    parts
        The parts of the window that actions use.
    pages
        Functions of the window itself, which change the page, by action.
    """

    def __init__(
        self,
        window: Frame,
        parts: Parts,
        pages: Mapping[str, Callable[[], object]],
    ) -> None:
        super().__init__(window)
        self._window, self._parts = window, parts
        self._help = HelpWindow(window)
        self._help.take_keys(window.acts)
        self._grouping = Groupings(window, parts.desk, parts.view)
        self._grouping.said.connect(window.say)
        for name, do in {**self._plain(), **pages}.items():
            window.acts[name].triggered.connect(lambda _=False, do=do: do())
        for name in EXPORTS:
            window.acts[name].triggered.connect(
                lambda _=False, name=name: self._export(name)
            )
        switch = window.acts
        switch["rectangle"].toggled.connect(parts.view.map.set_rectangle_mode)
        parts.view.map.rectangle_mode_changed.connect(switch["rectangle"].setChecked)
        parts.view.map.context_menu_asked.connect(self._show_menu)
        parts.view.map.copies.marking_of = parts.marking.chosen
        parts.view.map.copies.copied.connect(window.say)
        parts.view.panel.places.copied.connect(window.say)
        switch["change"].triggered.connect(parts.view.show_change)
        parts.view.map.put_button(switch["change"])
        switch["officer"].toggled.connect(parts.view.show_as_officer)
        # a message over those words would else be shown with them
        switch["officer"].toggled.connect(lambda _: window.statusBar().clearMessage())
        for words in (window.left, window.right):
            switch["officer"].toggled.connect(words.setHidden)
        switch["dark"].triggered.connect(self._darken)
        theme.signals.changed.connect(self._mark_dark)
        self._mark_dark()

    def _plain(self) -> dict[str, Callable[[], object]]:
        parts = self._parts
        files, desk, view = parts.files, parts.desk, parts.view
        return {
            "open": files.ask_and_open,
            "read_again": self._read_again,
            "save": files.save,
            "save_as": files.save_as,
            "quit": self._window.close,
            "undo": desk.undo,
            "redo": desk.redo,
            "copy_map": view.map.copies.copy,
            "slide": self._show_slide,
            "find": self._find,
            "select_none": lambda: view.select(frozenset()),
            "rename": self._rename,
            "group": self._grouping.save,
            "groups": self._grouping.show,
            "preferences": self._prefer,
            "layer": parts.layering.add,
            "layers_off": parts.layering.drop_all,
            "zoom_in": lambda: self._zoom(1, view.map.zoom_in),
            "zoom_out": lambda: self._zoom(-1, view.map.zoom_out),
            "fit": lambda: self._zoom(0, view.map.fit),
            "zoom_selection": lambda: view.map.zoom_to(view.selection),
            "hotspot": view.go_to_next_spot,
            "larger": lambda: self._resize_text(1),
            "smaller": lambda: self._resize_text(-1),
            "help": self._explain_method,
            "groups_help": lambda: self._help.show_text(help_page("groups")),
            "names_help": lambda: self._help.show_text(help_page("names")),
            "marking": parts.marking.change,
            "briefs_help": lambda: self._help.show_text(help_page("briefs")),
            "sharing_help": lambda: self._help.show_text(help_page("sharing")),
            "officer_help": lambda: self._help.show_text(help_page("officer")),
            "keys": lambda: self._help.show_text(keys_help(self._window.acts)),
            "about": lambda: self._help.show_text(about_help()),
        }

    def enable(self, *, on_desk: bool, on_brief: bool = False) -> None:
        """Enable the actions that are possible now.

        Parameters
        ----------
        on_desk, on_brief
            Whether the desk is the page that is shown, or that of briefs.
        """
        desk, view = self._parts.desk, self._parts.view
        project = desk.project
        on_desk = on_desk and project is not None
        working = on_desk or (on_brief and project is not None)
        chosen = view.selection
        can = {
            "undo": working and desk.can_undo,
            "redo": working and desk.can_redo,
            "rename": on_desk and len(chosen) == 1,
            "select_none": on_desk and bool(chosen),
            "zoom_selection": on_desk and bool(chosen),
            "hotspot": on_desk and bool(view.spots),
            "layers_off": on_desk and bool(project and project.layers),
            "close": project is not None,
        }
        answer = desk.answer
        answered = on_desk and answer is not None
        can["group"] = answered and bool(chosen)
        can |= dict.fromkeys((*EXPORTS, "help"), answered)
        mapped = view.mapped
        has_map = answered and mapped is not None and mapped.style is not None
        can |= dict.fromkeys(("export_map", "copy_map", "slide"), has_map)
        can |= dict.fromkeys(_OF_DESK, on_desk)
        can |= dict.fromkeys(_OF_PROJECT, working)
        can |= dict.fromkeys(_OF_SIGHT, working)
        for name, on in can.items():
            self._window.acts[name].setEnabled(on)
        self._enable_change(on=answered)

    def _enable_change(self, *, on: bool) -> None:
        """Enable the switch to the other map, or give the reason why it's disabled."""
        act, switch = self._window.acts["change"], self._parts.view.switch
        act.setEnabled(on and not switch.why_not)
        act.setChecked(switch.is_change)
        keys = act.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        told = switch.why_not or f"{act.statusTip()} ({keys})"
        act.setToolTip(told)

    def _zoom(self, steps: int, on_map: Callable[[], object]) -> None:
        """Make larger or smaller what is shown: the map, or the pages of a brief."""
        if self._parts.pages.isVisible():
            self._parts.pages.zoom(steps)
        else:
            on_map()

    # --- functions of actions -------------------------------------------------

    def _export(self, name: str) -> None:
        answer, layers = self._parts.desk.answer, self._parts.layers
        if answer is not None and name == "export_map":
            answer = self._parts.view.mapped
        marking = self._parts.marking.chosen()
        if answer is not None and marking is not None:
            shown = Showing(answer, layers.drawn(), layers.not_drawn(), marking)
            self._parts.exports.ask_and_write(name, shown)

    def _show_slide(self) -> None:
        answer = self._parts.view.mapped
        marking = self._parts.marking
        if answer is None or marking.chosen() is None:
            return
        folder = read_settings()[0].folder("export") or Path.home()
        dialog = SlideDialog(
            self._window,
            self._parts.view.map.copies.slide,
            proposed=lambda: folder / f"{file_name(answer, marking.now)}.png",
            marking=lambda: marking.now,
            change=marking.change,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.exec()

    def _find(self) -> None:
        self._window.acts["officer"].setChecked(False)
        self._parts.view.panel.find_place()

    def _rename(self) -> None:
        window, desk, view = self._window, self._parts.desk, self._parts.view
        project = desk.project
        if project is None or len(view.selection) != 1:
            return
        (code,) = view.selection
        if code in project.groups.get(project.asked.level, {}):
            self._grouping.rename(project.asked.level, code)
            return
        now = project.names.get(code, view.title(code))
        name = messages.ask_for_name(
            window, "Name this area", "Called (leave empty for its own name)", now
        )
        if name is None or desk.project is not project:
            return
        desk.step(project.renamed(code, name))
        try:
            change_settings(lambda kept: kept.with_names({code: name.strip()}))
        except HotspotError as why:
            window.say(refusal(why))

    def _read_again(self) -> None:
        self._parts.layers.forget()
        self._parts.desk.read_again()

    def _show_menu(self, at: QPoint, code: str) -> None:
        map_menu(self._parts.view, self._window.acts, code).popup(at)

    def _explain_method(self) -> None:
        project = self._parts.desk.project
        if project is not None:
            self._help.show_text(help_page(project.asked.method))

    # --- preferences ----------------------------------------------------------

    def _prefer(self) -> None:
        PreferencesDialog(self._window, read_settings()[0]).exec()

    def _resize_text(self, steps: int) -> None:
        at = theme.SCALES.index(theme.text_scale()) + steps
        if 0 <= at < len(theme.SCALES):
            settings = read_settings()[0]
            self._choose(replace(settings, text_scale=round(100 * theme.SCALES[at])))

    def _darken(self, on: bool) -> None:
        settings = read_settings()[0]
        self._choose(replace(settings, theme="dark" if on else "light"))

    def _choose(self, wanted: Settings) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        trouble = choose(app, wanted.theme, wanted.text_scale)
        self._window.say("" if trouble is None else refusal(trouble))

    def _mark_dark(self) -> None:
        self._window.acts["dark"].setChecked(theme.current() is theme.DARK)


_OF_DESK = (
    "read_again",
    "clear",
    "find",
    "rectangle",
    "groups",
    "layer",
    "officer",
    "tour",
)
"""Actions that need a project on the desk."""

_OF_PROJECT = ("save", "save_as", "marking")
"""Actions that need a project, on the desk or on the page of briefs."""

_OF_SIGHT = ("zoom_in", "zoom_out", "fit")
"""Actions on the map, or on the pages of a brief."""

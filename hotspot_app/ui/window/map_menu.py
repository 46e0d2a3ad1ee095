"""The map's context menu, for the area under the pointer or the selection it is in."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import as_it_stands
from hotspot_app.ui.window.desk_view import DeskView
from hotspot_app.words import counted


def map_menu(view: DeskView, acts: Mapping[str, QAction], code: str) -> QMenu:
    """Return the map's context menu.

    Parameters
    ----------
    view
        The desk.
    acts
        Actions of the window by id.
    code
        Code of the area under the pointer, "" for none.
    """
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if code:
        _of_areas(menu, view, acts, code)
        menu.addSeparator()
    menu.addAction(acts["copy_map"])
    menu.addAction(acts["fit"])
    return menu


def _of_areas(
    menu: QMenu, view: DeskView, acts: Mapping[str, QAction], code: str
) -> None:
    chosen = view.selection
    codes = chosen if code in chosen else frozenset({code})
    one = len(codes) == 1
    called = view.title(code) if one else counted(len(codes), view.unit)
    title = menu.addAction(as_it_stands(called))
    title.setEnabled(False)
    menu.addSeparator()

    def rename() -> None:
        view.select({code})
        acts["rename"].trigger()

    name = menu.addAction(
        icon("pencil"), as_it_stands(f"Name this {view.unit}…"), rename
    )
    name.setEnabled(one)

    def group() -> None:
        view.select(codes)
        acts["group"].trigger()

    menu.addAction("Save as a group…", group)
    ward = view.ward_of(code)
    around = menu.addAction("Select its ward", lambda: view.select(ward))
    around.setEnabled(len(ward) > 1)
    menu.addAction(
        f"Zoom to {'it' if one else 'them'}", lambda: view.map.zoom_to(codes)
    )
    menu.addAction(
        icon("copy"),
        f"Copy {'its' if one else 'their'} figures",
        lambda: view.panel.places.copy_places(codes),
    )

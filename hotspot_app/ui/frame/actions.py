"""The declarations of the window's actions, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import as_it_stands


@dataclass(frozen=True, slots=True)
class Row:
    """The declaration of an action.

    Attributes
    ----------
    id
        Name of the action in code and tests.
    menu
        Title of its menu, which lists actions in the order of the rows.
    keys
        Shortcuts; menus show the first.
    icon
        Name of a file in `resources/icons`, or "".
    checkable
        Whether the action is a switch.
    """

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    checkable: bool = False


ROWS: Final = (
    Row("open", "File", "Open…", ("Ctrl+O",), "folder-open", "Open a project"),
    Row(
        "add_data",
        "File",
        "Add data…",
        ("Ctrl+D",),
        "file-plus",
        "Give more or other files: boundaries, crime, residents, deprivation",
    ),
    Row("read_again", "File", "Read files again", ("F5",)),
    Row("practice", "File", "Practice town"),
    Row("save", "File", "Save", ("Ctrl+S",), "save"),
    Row("save_as", "File", "Save as…", ("Ctrl+Shift+S",)),
    Row(
        "brief",
        "File",
        "Brief…",
        ("Ctrl+B",),
        "files",
        "Tasking sheets and briefs: see their pages, change their words, export them",
    ),
    Row("marking", "File", "Marking…", (), "lock", "Who may see what leaves the app"),
    Row("export_map", "File", "Export the map…", ("Ctrl+E",), "image"),
    Row("slide", "File", "Map for a slide…", ("Ctrl+Shift+M",)),
    Row("export_table", "File", "Export the table…", ("Ctrl+Shift+E",), "table"),
    Row("export_layer", "File", "Export the layer…", (), "layers"),
    Row("close", "File", "Close project", ("Ctrl+W",)),
    Row("quit", "File", "Quit", ("Ctrl+Q",)),
    Row("undo", "Edit", "Undo", ("Ctrl+Z",), "undo-2", "Take the last step back"),
    Row("redo", "Edit", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "redo-2", "Do it again"),
    Row("copy_map", "Edit", "Copy the map", ("Ctrl+Shift+C",), "copy"),
    Row("find", "Edit", "Find a place", ("Ctrl+F",), "search"),
    Row("select_none", "Edit", "Select nothing", ("Ctrl+Shift+A",)),
    Row("rename", "Edit", "Name the selected area…", ("F2",), "pencil"),
    Row("group", "Edit", "Save the selection as a group…", ("Ctrl+G",)),
    Row("groups", "Edit", "Groups of areas…"),
    Row(
        "clear",
        "Edit",
        "Reset the question",
        ("Ctrl+Shift+X",),
        "eraser",
        "Back to all crime, all months and the whole map; files and names stay",
    ),
    Row("preferences", "Edit", "Preferences…", ("Ctrl+,",), "settings"),
    Row("zoom_in", "View", "Zoom in", ("Ctrl++", "Ctrl+="), "plus"),
    Row("zoom_out", "View", "Zoom out", ("Ctrl+-",), "minus"),
    Row("fit", "View", "Whole map", ("Ctrl+0",), "maximize"),
    Row("zoom_selection", "View", "Zoom to the selection", ("Ctrl+J",)),
    Row(
        "hotspot",
        "View",
        "Go to the next hotspot",
        ("Ctrl+H",),
        "",
        "Go to the places that are numbered on the map, one by one",
    ),
    Row(
        "rectangle",
        "View",
        "Select by rectangle",
        ("Ctrl+R",),
        "square-dashed-mouse-pointer",
        "Draw a rectangle on the map; Shift and drag does the same",
        checkable=True,
    ),
    Row(
        "change",
        "View",
        "Change on the map",
        ("F7",),
        "trending-up",
        "Show what changed on the map, and again what is there now",
        checkable=True,
    ),
    Row("layer", "View", "Add a map layer…", ("Ctrl+L",), "layers"),
    Row("layers_off", "View", "Remove map layers"),
    Row(
        "officer",
        "View",
        "Officer view",
        ("F9",),
        "users",
        "Large type, five places, what to decide",
        checkable=True,
    ),
    Row("dark", "View", "Dark theme", ("F8",), "moon", checkable=True),
    Row("larger", "View", "Larger text", ("Ctrl+]",)),
    Row("smaller", "View", "Smaller text", ("Ctrl+[",)),
    Row("help", "Help", "Help on this method", ("F1",), "circle-help"),
    Row("groups_help", "Help", "Help on groups of areas"),
    Row("names_help", "Help", "Help on names of places"),
    Row("briefs_help", "Help", "Help on briefs"),
    Row("sharing_help", "Help", "Help on sharing and markings"),
    Row("officer_help", "Help", "Help on the officer's page"),
    Row("tour", "Help", "Guided tour"),
    Row("keys", "Help", "Keyboard"),
    Row("about", "Help", "About Hotspot", (), "info"),
)


def make_actions(window: QWidget) -> dict[str, QAction]:
    """Make every action, by id, on a window."""
    made = {}
    for row in ROWS:
        action = QAction(as_it_stands(row.text), window)
        if row.icon:
            action.setIcon(icon(row.icon))
        action.setShortcuts([QKeySequence(keys) for keys in row.keys])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = row.tip or row.text.rstrip("…")
        action.setToolTip(f"{tip} ({shown})" if shown else tip)
        action.setStatusTip(tip)
        action.setCheckable(row.checkable)
        action.setObjectName(row.id)
        made[row.id] = action
        window.addAction(action)
    return made

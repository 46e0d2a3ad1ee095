"""Every box the app puts before the analyst."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import cycle
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QWidget,
)

from hotspot_app.data.own.group_columns import GroupFile
from hotspot_app.named_paths import chosen, is_there
from hotspot_app.project.ask.briefing import Briefing
from hotspot_app.project.ask.groups import Groups, Named
from hotspot_app.ui.dialogs.group_dialog import GroupDialog, Grouping
from hotspot_app.ui.dialogs.group_file_dialog import GroupFileDialog
from hotspot_app.ui.dialogs.marking_dialog import MarkingDialog
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import as_it_stands, as_title, plain
from hotspot_app.words import printable

Choice = Literal["save", "discard", "cancel"]
Over = Literal["elsewhere", "overwrite", "cancel"]
Other = Literal["take", "another", "cancel"]

PROJECTS: Final = "Hotspot projects (*.hotspot)"
_SHAPES: Final = "*.gpkg *.geojson *.json *.topojson *.shp *.zip"
LAYERS: Final = f"Map layers ({_SHAPES} *.tif *.tiff);;All files (*)"
GROUP_FILES: Final = f"Tables and boundaries (*.csv *.xlsx {_SHAPES});;All files (*)"


def show_problem(parent: QWidget, text: str) -> None:
    """Say in one line what could not be done, and wait until it is read."""
    box = _box(parent, "triangle-alert", "hint")
    box.setText(text)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    box.exec()


def ask_for_files(parent: QWidget) -> list[Path]:
    """Ask for data files; none if the analyst thinks better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Add files")
    return [_by_hand(path) for path in names]


def ask_for_folder(parent: QWidget) -> Path | None:
    """Ask for a folder of data; None if the analyst thinks better of it."""
    name = QFileDialog.getExistingDirectory(parent, "Add a folder")
    return _by_hand(name) if name else None


def ask_for_moved(parent: QWidget, was: Path, folder: bool) -> Path | None:
    """Ask where a file, or a folder, is now; None if the analyst doesn't know.

    The box opens at what is left of the folder it was in.
    """
    title = as_title(f"Where is {printable(was.name)} now?")
    start = next((str(each) for each in was.parents if is_there(each)), "")
    if folder:
        name = QFileDialog.getExistingDirectory(parent, title, start)
    else:
        name, _ = QFileDialog.getOpenFileName(parent, title, start)
    return _by_hand(name) if name else None


def ask_about_other(parent: QWidget, words: str) -> Other:
    """Ask whether a file that may be another is to be taken all the same."""
    box = _box(parent, "circle-help", "accent")
    box.setText(words)
    box.setInformativeText("Answers may change if it is another file.")
    another = box.addButton("Find another…", QMessageBox.ButtonRole.ActionRole)
    take = box.addButton("Take it all the same", QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(another)
    box.setEscapeButton(cancel)
    box.exec()
    if box.clickedButton() is take:
        return "take"
    return "another" if box.clickedButton() is another else "cancel"


def ask_for_project(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a project to open; None if the analyst thinks better of it."""
    name, _ = QFileDialog.getOpenFileName(
        parent, "Open a project", str(folder or ""), PROJECTS
    )
    return _by_hand(name) if name else None


def ask_where_to_save(
    parent: QWidget, title: str, proposed: Path, kinds: str
) -> Path | None:
    """Ask for a file name; return None if the user cancels.

    A file that is there is chosen only by saying so. We ask, and not the dialog:
    not each system's does, and none knows the ending that is added here.

    Parameters
    ----------
    kinds
        Filter of Qt's file dialog: "PNG picture (*.png);;PDF (*.pdf)".
    """
    while True:
        name, kind = QFileDialog.getSaveFileName(
            parent,
            title,
            str(proposed),
            kinds,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not name:
            return None
        path = _with_ending(_by_hand(name), kind, kinds)
        if not is_there(path) or ask_to_replace(parent, path):
            return path
        proposed = path


def _with_ending(path: Path, kind: str, kinds: str) -> Path:
    """Add the ending of its kind to a name that has none of those there are."""
    endings = re.findall(r"\*(\.\w+)", kinds)
    if path.suffix.lower() in endings:
        return path
    return path.with_name(path.name + next(e for e in endings if e in (kind or kinds)))


def ask_to_replace(parent: QWidget, path: Path) -> bool:
    """Ask whether a file that is there should give way."""
    box = _box(parent, "circle-help", "accent")
    box.setText(f"{printable(path.name)} is already there. Replace it?")
    box.setInformativeText("What it holds now is lost if you do.")
    replace = box.addButton("Replace it", QMessageBox.ButtonRole.DestructiveRole)
    other = box.addButton("Choose another name", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.setEscapeButton(other)
    box.exec()
    return box.clickedButton() is replace


def ask_to_replace_files(parent: QWidget, words: str) -> bool:
    """Ask whether files that are there should give way to those of the same name."""
    box = _box(parent, "circle-help", "accent")
    box.setText(words)
    box.setInformativeText("What they hold now is lost if you do.")
    replace = box.addButton("Replace them", QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is replace


def ask_to_remove(parent: QWidget, words: str) -> bool:
    """Ask whether what was made by hand should go."""
    box = _box(parent, "circle-help", "accent")
    box.setText(words)
    box.setInformativeText("Undo (Ctrl+Z) brings it back.")
    remove = box.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is remove


def ask_about_changed(parent: QWidget, path: Path) -> Over:
    """Ask what to do where another program has changed what is to be saved over."""
    box = _box(parent, "triangle-alert", "hint")
    box.setText(
        f"{printable(path.name)} was changed by another program since you opened it."
    )
    box.setInformativeText("What it holds now is lost if you overwrite it.")
    roles = QMessageBox.ButtonRole
    elsewhere = box.addButton("Save under another name", roles.AcceptRole)
    overwrite = box.addButton("Overwrite", roles.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(elsewhere)
    box.setEscapeButton(cancel)
    box.exec()
    if box.clickedButton() is elsewhere:
        return "elsewhere"
    return "overwrite" if box.clickedButton() is overwrite else "cancel"


def _by_hand(name: str) -> Path:
    """Return a path the analyst chose, which may lie on a network drive."""
    chosen([name])
    return Path(name)


def ask_to_save(parent: QWidget, name: str) -> Choice:
    """Ask what should become of changes that aren't saved."""
    buttons = QMessageBox.StandardButton
    box = _box(parent, "circle-help", "accent")
    box.setText(f"Save the changes to {name}?")
    box.setInformativeText("They are lost if you don't.")
    box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
    box.button(buttons.Discard).setText("Don't save")
    box.setDefaultButton(buttons.Save)
    answers: dict[int, Choice] = {
        buttons.Save.value: "save",
        buttons.Discard.value: "discard",
    }
    return answers.get(box.exec(), "cancel")


def ask_to_recover(parent: QWidget, words: str) -> Choice:
    """Ask whether work that a crash left behind should be taken up."""
    box = _box(parent, "circle-help", "accent")
    box.setText(words)
    take = box.addButton("Go on with it", QMessageBox.ButtonRole.AcceptRole)
    drop = box.addButton("Throw it away", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton("Decide later", QMessageBox.ButtonRole.RejectRole)
    box.exec()
    if box.clickedButton() is take:
        return "save"
    return "discard" if box.clickedButton() is drop else "cancel"


def ask_for_name(parent: QWidget, title: str, label: str, now: str) -> str | None:
    """Ask for a name; None if the analyst thinks better of it."""
    box = QInputDialog(parent)
    box.setWindowTitle(as_title(title))
    box.setLabelText(as_it_stands(label))
    box.setTextValue(now)
    plain(box)
    for part in (*box.findChildren(QLabel), *box.findChildren(QLineEdit)):
        part.setAccessibleName(label)
    done = box.exec() == QDialog.DialogCode.Accepted
    box.deleteLater()
    return box.textValue() if done else None


def ask_for_group(
    parent: QWidget,
    groups: Groups,
    codes: Collection[str],
    *,
    words: str,
    levels: Collection[str],
    kind: str = "",
) -> Grouping | None:
    """Ask what a selection is called; None if the analyst thinks better of it.

    As `GroupDialog` takes them.
    """
    box = GroupDialog(parent, groups, codes, words=words, levels=levels, kind=kind)
    return box.grouping if box.exec() == QDialog.DialogCode.Accepted else None


def ask_for_marking(parent: QWidget, briefing: Briefing) -> Briefing | None:
    """Ask who may see what leaves the app; None if the analyst thinks better of it."""
    box = MarkingDialog(parent, briefing)
    return box.decided if box.exec() == QDialog.DialogCode.Accepted else None


def ask_where_to_export(parent: QWidget, folder: Path) -> Path | None:
    """Ask for a folder to write files into; None if the analyst has none."""
    name = QFileDialog.getExistingDirectory(
        parent, "Export into which folder?", str(folder)
    )
    return _by_hand(name) if name else None


def show_groups(box: QDialog) -> None:
    """Show the groups of areas until they are put away."""
    box.exec()


def ask_for_group_file(parent: QWidget) -> Path | None:
    """Ask for a file that says which areas are in which group."""
    name, _ = QFileDialog.getOpenFileName(parent, "Groups from a file", "", GROUP_FILES)
    return _by_hand(name) if name else None


def ask_for_column(
    parent: QWidget, file: GroupFile, groups: Groups, levels: Collection[str]
) -> tuple[str, Named] | None:
    """Ask which column groups areas; None if the analyst thinks better of it."""
    box = GroupFileDialog(parent, file, groups, levels)
    return box.taken if box.exec() == QDialog.DialogCode.Accepted else None


def ask_for_layer(parent: QWidget) -> Path | None:
    """Ask for a file to lay over or under the map."""
    name, _ = QFileDialog.getOpenFileName(parent, "Add a map layer", "", LAYERS)
    return _by_hand(name) if name else None


def _box(parent: QWidget | None, sign: str, role: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("Hotspot")
    box.setTextFormat(Qt.TextFormat.PlainText)
    side = theme.pixels(32)
    box.setIconPixmap(icon(sign, role).pixmap(side, side))
    return box


def show_fault(parent: QWidget | None, text: str) -> None:
    """Show a fault of ours with text to copy; the work stays."""
    box = _box(parent, "triangle-alert", "hint")
    box.setText("Something unexpected happened. Your work is still here.")
    box.setInformativeText(
        "Please send the details to those who look after the app. They hold no data "
        "of yours."
    )
    box.setDetailedText(text)
    _name_details(box)
    copy = box.addButton("Copy the details", QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    box.setDefaultButton(copy)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(text)


def _name_details(box: QMessageBox) -> None:
    """Call the button that unfolds the details as the app calls things."""
    role = QMessageBox.ButtonRole.ActionRole
    (button,) = (each for each in box.buttons() if box.buttonRole(each) == role)
    both = ("Show the details", "Hide the details")
    button.setMinimumWidth(
        max(QPushButton(as_it_stands(name)).sizeHint().width() for name in both)
    )
    names = cycle(both)
    button.setText(next(names))
    button.clicked.connect(lambda: button.setText(next(names)))

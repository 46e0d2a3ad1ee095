"""The named groups of areas: renamed, removed, changed area by area, or from a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.project.answer.choices import group_levels
from hotspot_app.project.ask.groups import Groups, sharing, with_group, with_kind
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.boxes import Box
from hotspot_app.ui.kit.labels import Label, as_it_stands, on_screen, text_label
from hotspot_app.words import counted, listed, plural

EMPTY = (
    "No groups yet. Select areas on the map and press Ctrl+G, or take groups from a "
    "file: a table with a column of area codes and one of groups, or boundaries with "
    "such a column."
)

_OF_ROW = Qt.ItemDataRole.UserRole

Row = tuple[str, str, str]
"""Kind, name of the group and code of the area; "" for what is above it."""

NO_ROW: Row = ("", "", "")


@dataclass(frozen=True, slots=True)
class Addable:
    """Areas and wards that can be put into groups.

    Attributes
    ----------
    called
        Names by code.
    selected
        Codes of those selected on the map.
    """

    called: Mapping[str, str] = field(default_factory=dict)
    selected: Collection[str] = ()


class GroupsDialog(QDialog):
    """Lists groups by kind; what is done is done at once, and can be undone."""

    changed = Signal(dict)
    """The groups as they are now."""
    rename_wanted = Signal(str, str)
    """Kind and name."""
    file_wanted = Signal()

    def __init__(
        self, parent: QWidget, groups: Groups, addable: Addable | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Groups of areas – Hotspot")
        self._groups, self._addable = groups, addable or Addable()
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setHeaderLabels(["Group", "Areas"])
        self.tree.setAccessibleName("Groups of areas")
        self.tree.header().setAccessibleName("Headings of the groups")
        self.empty = text_label(EMPTY)
        self.rename = QPushButton("Rename…")
        self.remove = QPushButton("Remove")
        self.file = QPushButton("From a file…")
        self.selection = QPushButton()
        self.area, self.add = Box(editable=True), QPushButton("Add")
        self.told = text_label("", "secondary")
        self._offer()
        self._arrange()
        self._join()
        self.show_groups(groups)

    def _offer(self) -> None:
        """Offer areas to be added, by name or code."""
        self.area.setInsertPolicy(Box.InsertPolicy.NoInsert)
        self.area.setMinimumContentsLength(20)
        called = self._addable.called.items()
        for code, name in sorted(called, key=lambda pair: (pair[1].casefold(), pair)):
            self.area.addItem(f"{name} ({code})" if name != code else code, code)
        self.area.setCurrentIndex(-1)
        self.area.setAccessibleName("Area to add, by name or code")
        edit, completer = self.area.lineEdit(), self.area.completer()
        assert edit is not None
        assert completer is not None
        edit.setPlaceholderText("Name or code of an area")
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        edit.returnPressed.connect(self._add_named)
        many = counted(len(self._addable.selected), "selected area")
        self.selection.setText(as_it_stands(f"Add the {many}"))
        self.selection.setVisible(bool(self._addable.selected))

    def _arrange(self) -> None:
        side = QVBoxLayout()
        for button in (self.rename, self.remove, self.file):
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.tree, 1)
        middle.addLayout(side)
        below = QHBoxLayout()
        word = Label("Add an area")
        word.setBuddy(self.area)
        for part in (word, self.area, self.add, self.selection):
            below.addWidget(part, int(part is self.area))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        rows = QVBoxLayout(self)
        rows.addWidget(self.empty)
        rows.addLayout(middle, 1)
        rows.addLayout(below)
        rows.addWidget(self.told)
        rows.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(on_screen(self, letter * 84, letter * 70))
        head, modes = self.tree.header(), QHeaderView.ResizeMode
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, modes.Stretch)
        head.setSectionResizeMode(1, modes.ResizeToContents)

    def _join(self) -> None:
        self.rename.clicked.connect(self._rename)
        self.remove.clicked.connect(self._remove)
        self.file.clicked.connect(self.file_wanted)
        self.add.clicked.connect(self._add_named)
        self.selection.clicked.connect(lambda: self._add(self._addable.selected))
        self.tree.itemSelectionChanged.connect(self._enable)
        self.area.editTextChanged.connect(lambda _: self._enable())
        only_here = Qt.ShortcutContext.WidgetShortcut
        for key, do in (
            (Qt.Key.Key_Delete, self._remove),
            (Qt.Key.Key_F2, self._rename),
        ):
            shortcut = QShortcut(QKeySequence(key), self.tree, context=only_here)
            shortcut.activated.connect(do)
        self.remove.setToolTip("Remove what is chosen (Delete)")
        self.rename.setToolTip("Rename the group that is chosen (F2)")

    def show_groups(self, groups: Groups) -> None:
        """Show groups, and the same row chosen and the same ones open as before."""
        self._groups, chosen, opened = groups, self.row, self._opened()
        with QSignalBlocker(self.tree):  # what is typed below keeps the focus
            self._fill(groups, chosen, opened)
        self.empty.setVisible(not groups)
        self._enable()

    def _fill(
        self, groups: Groups, chosen: Row, opened: Collection[tuple[str, str]]
    ) -> None:
        self.tree.clear()
        for kind, words in group_levels(groups).items():
            top = self._shown(self.tree, [words], (kind, "", ""), chosen)
            top.setExpanded(True)
            for name, codes in groups[kind].items():
                words_of = [name, f"{len(codes):,}"]
                row = self._shown(top, words_of, (kind, name, ""), chosen)
                for code in codes:
                    said = [self._addable.called.get(code, code), code]
                    self._shown(row, said, (kind, name, code), chosen)
                row.setExpanded((kind, name) in opened)

    def _shown(
        self,
        above: QTreeWidget | QTreeWidgetItem,
        words: list[str],
        row: Row,
        chosen: Row,
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, words)
        item.setData(0, _OF_ROW, row)
        item.setSizeHint(0, QSize(0, theme.pixels(26)))
        if row == chosen:
            self.tree.setCurrentItem(item)
        return item

    def _opened(self) -> set[tuple[str, str]]:
        """Return kind and name of the groups whose areas are seen."""
        found = set()
        walk = QTreeWidgetItemIterator(self.tree)
        while (item := walk.value()) is not None:
            if item.isExpanded():
                kind, name, _ = item.data(0, _OF_ROW)
                found.add((kind, name))
            walk += 1
        return found

    @property
    def row(self) -> Row:
        """The selected group; the current row alone selects nothing."""
        items = self.tree.selectedItems()
        if not items:
            return NO_ROW
        kind, name, code = items[0].data(0, _OF_ROW)
        return kind, name, code

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press the button that has the focus, and no other."""
        focus = self.focusWidget()
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton):
            focus.click()

    def _enable(self) -> None:
        kind, name, code = self.row
        self.rename.setEnabled(bool(name) and not code)
        self.remove.setEnabled(bool(kind))
        mine = set(self._groups.get(kind, {}).get(name, ()))
        self.selection.setEnabled(bool(name) and not mine.issuperset(self._selected))
        wanted = self._wanted()
        self.add.setEnabled(bool(name) and wanted not in mine | {""})
        self.area.setEnabled(bool(name))

    @property
    def _selected(self) -> Collection[str]:
        return self._addable.selected

    def _wanted(self) -> str:
        """Return the code of the area that is typed or picked, "" for none."""
        text = self.area.currentText().strip().casefold()
        for code, name in self._addable.called.items():
            if text in {code.casefold(), f"{name} ({code})".casefold()}:
                return code
        named = [c for c, n in self._addable.called.items() if n.casefold() == text]
        return named[0] if len(named) == 1 else ""

    # --- what is done ---------------------------------------------------------

    def _rename(self) -> None:
        if self.rename.isEnabled():
            kind, name, _ = self.row
            self.rename_wanted.emit(kind, name)

    def _add_named(self) -> None:
        code, (_, name, _) = self._wanted(), self.row
        if name and not code and self.area.currentText().strip():
            self.told.setText("There is no such area, or several of that name.")
        elif self.add.isEnabled():
            self._add([code])
            self.area.setEditText("")

    def _add(self, codes: Collection[str]) -> None:
        """Put areas into the group; each is in one group of a kind only."""
        kind, name, _ = self.row
        named = self._groups[kind]
        shared = sharing(named, name, codes)
        new = set(codes) - set(named[name])
        said = f"Added {counted(len(new), 'area')} to {name}."
        if shared:
            out = counted(sum(shared.values()), "area")
            said += f" Taken out of {listed(list(shared), 3)}: {out}."
        self.told.setText(said)
        made = {*named[name], *codes}
        self.changed.emit(with_group(self._groups, kind, name, made, apart=True))

    def _remove(self) -> None:
        kind, name, code = self.row
        named = self._groups.get(kind, {})
        left = [each for each in named.get(name, ()) if each != code]
        if code and left:
            self.told.setText(
                f"Taken out of {name}: {self._addable.called.get(code, code)}."
            )
            self._choose_beside()
            self.changed.emit(with_group(self._groups, kind, name, left))
        elif name and messages.ask_to_remove(self, f"Remove the {kind} {name}?"):
            self.told.setText(f"Removed {name}.")
            self.changed.emit(with_group(self._groups, kind, name, ()))
        elif kind and not name and self._may_remove_all(kind):
            self.told.setText(f"Removed all {plural(kind)}.")
            self.changed.emit(with_kind(self._groups, kind, {}))

    def _may_remove_all(self, kind: str) -> bool:
        named = self._groups[kind]
        words = f"Remove all {len(named):,} {plural(kind)}?"
        if len(named) == 1:
            words = f"Remove the only {kind}, {next(iter(named))}?"
        return messages.ask_to_remove(self, words)

    def _choose_beside(self) -> None:
        """Choose the area below, or above, so that more can be taken out."""
        item = self.tree.selectedItems()[0]
        above = item.parent()
        if above is not None:
            at = above.indexOfChild(item)
            beside = above.child(at + 1) or above.child(at - 1)
            if beside is not None:
                self.tree.setCurrentItem(beside)

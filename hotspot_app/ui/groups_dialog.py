"""The named groups of areas: renamed, removed, or made from a file."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.project.choices import group_levels
from hotspot_app.project.groups import Groups, with_group, with_kind
from hotspot_app.ui import theme
from hotspot_app.ui.labels import on_screen, text_label

EMPTY = (
    "No groups yet. Select areas on the map and press Ctrl+G, or take groups from a "
    "file: a table with a column of area codes and one of groups, or boundaries with "
    "such a column."
)


class GroupsDialog(QDialog):
    """Lists groups by kind; what is done is done at once, and can be undone."""

    changed = Signal(dict)
    """The groups as they are now."""
    rename_wanted = Signal(str, str)
    """Kind and name."""
    file_wanted = Signal()

    def __init__(self, parent: QWidget, groups: Groups) -> None:
        super().__init__(parent)
        self.setWindowTitle("Groups of areas – Hotspot")
        self._groups = groups
        self.tree = QTreeWidget(columnCount=2)
        self.tree.setHeaderLabels(["Group", "Areas"])
        self.tree.setAccessibleName("Groups of areas")
        self.tree.header().setAccessibleName("Headings of the groups")
        self.empty = text_label(EMPTY)
        self.rename = QPushButton("Rename…")
        self.remove = QPushButton("Remove")
        self.file = QPushButton("From a file…")
        self._arrange()
        self.rename.clicked.connect(lambda: self.rename_wanted.emit(*self.chosen))
        self.remove.clicked.connect(self._remove)
        self.file.clicked.connect(self.file_wanted)
        self.tree.currentItemChanged.connect(lambda *_: self._enable())
        self.show_groups(groups)

    def _arrange(self) -> None:
        side = QVBoxLayout()
        for button in (self.rename, self.remove, self.file):
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch(1)
        middle = QHBoxLayout()
        middle.addWidget(self.tree, 1)
        middle.addLayout(side)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.accept)
        rows = QVBoxLayout(self)
        rows.addWidget(self.empty)
        rows.addLayout(middle, 1)
        rows.addWidget(buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(on_screen(self, letter * 84, letter * 62))
        head, modes = self.tree.header(), QHeaderView.ResizeMode
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, modes.Stretch)
        head.setSectionResizeMode(1, modes.ResizeToContents)

    def show_groups(self, groups: Groups) -> None:
        """Show groups, and the same one chosen as before."""
        self._groups, chosen = groups, self.chosen
        self.tree.clear()
        for kind, words in group_levels(groups).items():
            top = QTreeWidgetItem(self.tree, [words])
            top.setData(0, Qt.ItemDataRole.UserRole, (kind, ""))
            top.setSizeHint(0, QSize(0, theme.pixels(26)))
            for name, codes in groups[kind].items():
                row = QTreeWidgetItem(top, [name, f"{len(codes):,}"])
                row.setData(0, Qt.ItemDataRole.UserRole, (kind, name))
                row.setSizeHint(0, QSize(0, theme.pixels(26)))
                if (kind, name) == chosen:
                    self.tree.setCurrentItem(row)
        self.tree.expandAll()
        self.empty.setVisible(not groups)
        self._enable()

    @property
    def chosen(self) -> tuple[str, str]:
        """Kind and name of what is chosen; "" for a whole kind, or nothing."""
        item = self.tree.currentItem()
        if item is None:
            return "", ""
        kind, name = item.data(0, Qt.ItemDataRole.UserRole)
        return kind, name

    def _enable(self) -> None:
        kind, name = self.chosen
        self.rename.setEnabled(bool(name))
        self.remove.setEnabled(bool(kind))

    def _remove(self) -> None:
        kind, name = self.chosen
        if name:
            self.changed.emit(with_group(self._groups, kind, name, ()))
        elif kind:
            self.changed.emit(with_kind(self._groups, kind, {}))

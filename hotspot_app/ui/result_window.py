"""A window on one result: its map, its table and its notes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMainWindow,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QTabWidget,
    QToolBar,
)

from hotspot_app.data.result_folder import ResultFolder, read_result
from hotspot_app.errors import HotspotError
from hotspot_app.ui import messages
from hotspot_app.ui.map_picture import MapPicture
from hotspot_app.ui.table_model import SortedTable, TableModel

NOTHING_OPEN = "Open the folder of a result made with `hotspot-cli run --out`."
NO_MAP = "This result has no map. Its table and its notes are on the right."
BROKEN_MAP = "The map of this result can't be read. Make the result again."
NO_NOTES = "This result has no notes."


class ResultWindow(QMainWindow):
    """Shows what `hotspot-cli run` wrote to a folder."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Hotspot")
        self.map = MapPicture()
        self.table = QTableView(sortingEnabled=True, wordWrap=False)
        self.table.setAccessibleName("Values of each area")
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.notes = QPlainTextEdit(readOnly=True)
        self.notes.setAccessibleName("Notes: choices made and cautions")
        self.tabs = QTabWidget(documentMode=True)
        self.tabs.addTab(self.table, "Table")
        self.tabs.addTab(self.notes, "Notes")
        halves = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False)
        halves.addWidget(self.map)
        halves.addWidget(self.tabs)
        halves.setSizes([740, 540])
        self.setCentralWidget(halves)
        self._add_actions()
        self.map.show_words(NOTHING_OPEN)
        self.notes.setPlainText(NO_NOTES)
        self.statusBar().setSizeGripEnabled(False)
        self.resize(1280, 720)

    def _add_actions(self) -> None:
        bar = QToolBar("Result", movable=False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBar(bar)
        self.open_action = bar.addAction("Open…")
        self.open_action.setShortcut(QKeySequence.StandardKey.Open)
        self.open_action.setToolTip("Open a result folder (Ctrl+O)")
        self.open_action.triggered.connect(self.ask_and_open)

    def ask_and_open(self) -> None:
        """Let the analyst choose a result folder and show it."""
        folder = messages.ask_for_result(self)
        if folder is not None:
            self.open(folder)

    def open(self, folder: Path) -> bool:
        """Show the result in `folder`, or say why not and keep what was shown."""
        try:
            result = read_result(folder)
        except HotspotError as problem:
            messages.show_problem(self, str(problem))
            return False
        self._show_map(result)
        self._show_table(result)
        self.notes.setPlainText(result.notes or NO_NOTES)
        name = folder.resolve().name
        self.setWindowTitle(f"{name} – Hotspot")
        self.statusBar().showMessage(f"{len(result.rows):,} areas · {folder}")
        return True

    def _show_map(self, result: ResultFolder) -> None:
        if result.map is None:
            self.map.show_words(NO_MAP)
            return
        picture = QPixmap(str(result.map))
        if picture.isNull():
            self.map.show_words(BROKEN_MAP)
        else:
            self.map.show_picture(picture, f"Map of {result.folder.resolve().name}")

    def _show_table(self, result: ResultFolder) -> None:
        model = TableModel(result.columns, result.rows, self)
        old = self.table.model()
        # No column is sorted at first: the file's order is the areas' own.
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.setModel(SortedTable(model, self))
        self.table.resizeColumnsToContents()
        if isinstance(old, SortedTable):
            old.sourceModel().deleteLater()
            old.deleteLater()

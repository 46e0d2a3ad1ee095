"""The tab of places: a filter, and a table with columns to read or with all columns."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.area_view import AreaView
from hotspot_app.ui.kit.copying import put_on_clipboard
from hotspot_app.ui.kit.elided import ElidedLabel
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label, as_it_stands
from hotspot_app.ui.places.model import READ, PlacesModel
from hotspot_app.ui.places.places import Places
from hotspot_app.ui.places.view import PlacesView
from hotspot_app.words import counted

_KEY = QKeySequence.StandardKey


class PlacesTable(AreaView):
    """Shows every place with its count, its rate with limits, and a bar."""

    copied = Signal(str)
    """What was copied, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PlacesModel(self)
        self.view = PlacesView(self._model, self)
        self.filter = QLineEdit(placeholderText="Filter places")
        self.filter.setAccessibleName("Filter places")
        self.clear = self.filter.addAction(
            icon("x", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        self.clear.setToolTip("Show every place")
        self.clear.setVisible(False)
        self.clear.triggered.connect(self.filter.clear)
        self.filter.setToolTip("Words of a place's name, ward, area or code (Ctrl+F)")
        self.all_columns = QPushButton("All columns")
        self.all_columns.setCheckable(True)
        self.all_columns.setToolTip("Show every value the method gives")
        self.compact = QPushButton(icon("rows-3"), "")
        self.compact.setCheckable(True)
        self.compact.setAccessibleName("Compact rows")
        self.compact.setToolTip("Compact rows: two lines a place, long names cut")
        self.copies = QPushButton(icon("copy"), "")
        self.copies.setAccessibleName("Copy the table")
        self.copies.setToolTip("Copy the chosen rows, or all, for Excel (Ctrl+C)")
        self.shown = ElidedLabel()
        self.shown.setProperty("role", "secondary")
        self.together = Label()
        self.together.setWordWrap(True)
        self.together.setAccessibleName("The selection together")
        self.only = QPushButton("Only these")
        self.only.setCheckable(True)
        self.only.setToolTip("Show the selected places only, and again all")
        self.only.toggled.connect(self._show_only)
        self._lay_out()
        self.filter.textChanged.connect(self._filter)
        self.all_columns.toggled.connect(self._show_full)
        self.compact.toggled.connect(self.set_compact)
        self.copies.clicked.connect(self.copy)
        self.view.chosen_changed.connect(self.selection_changed)
        self.view.zoomed.connect(self.activated)
        self.view.pointed.connect(self.hovered)
        head = self.view.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda at: self.columns_menu().popup(head.mapToGlobal(at))
        )
        theme.signals.changed.connect(self._dress)
        self._dress()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 8, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(self.filter, 1)
        for button in (self.all_columns, self.compact, self.copies):
            bar.addWidget(button)
        self.shown.setContentsMargins(8, 4, 8, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self.chosen = QWidget()
        row = QHBoxLayout(self.chosen)
        row.setContentsMargins(8, 4, 8, 0)
        row.addWidget(self.together, 1)
        row.addWidget(self.only)
        self.chosen.hide()
        column.addWidget(self.chosen)
        column.addWidget(self.shown)

    # --- what the window sets -------------------------------------------------

    def show_places(self, rows: Places) -> None:
        """Show the shown areas of an answer; counts are sorted by count, else rates."""
        hidden = self._hidden()
        if not self._model.holds_any(rows.codes):
            self.only.setChecked(False)
        self._model.show(rows)
        self._arrange(hidden)

    def set_selection(self, codes: frozenset[str]) -> None:
        """Show the areas that were selected elsewhere."""
        if codes != self.view.chosen:
            self.view.choose(codes)
            self._count()

    def tell_together(self, words: str) -> None:
        """Show the totals of the selected areas, or nothing for ""."""
        self.together.setText(words)
        self.chosen.setVisible(bool(words) or self.only.isChecked())

    # --- what the user does ---------------------------------------------------

    def find_place(self) -> None:
        """Move the keyboard focus to the filter."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def copy(self) -> None:
        """Copy the selected rows to the clipboard, or all rows if none is selected."""
        rows = self.view.chosen_rows()
        if not len(rows):
            rows = np.arange(self._model.rowCount())
        shown = [
            column
            for column in range(READ, self._model.columnCount())
            if self.view.full and not self.view.isColumnHidden(column)
        ]
        put_on_clipboard(self._model.copied(rows, shown))
        self._tell_copied(len(rows))

    def copy_places(self, codes: Collection[str]) -> None:
        """Copy areas' columns to read to the clipboard."""
        put_on_clipboard(self._model.copied_places(codes))
        self._tell_copied(len(codes))

    def _tell_copied(self, many: int) -> None:
        words = f"Copied {counted(many, 'place')}: paste into a spreadsheet."
        self.shown.setText(words)
        self.copied.emit(words)

    def columns_menu(self) -> QMenu:
        """Return the menu that shows and hides columns of the full table."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in range(READ, self._model.columnCount()):
            title = self._model.title(column)
            action = QAction(as_it_stands(title), menu, checkable=True)
            action.setChecked(self.view.full and not self.view.isColumnHidden(column))
            action.setEnabled(self.view.full)
            action.toggled.connect(
                lambda on, place=column: self.view.setColumnHidden(place, not on)
            )
            menu.addAction(action)
        return menu

    @property
    def is_compact(self) -> bool:
        """Whether each place has two lines at most."""
        return self.view.painter.compact

    def set_compact(self, on: bool) -> None:
        """Give each place two lines at most, or as many as its words need."""
        self.compact.setChecked(on)
        if on != self.view.painter.compact:
            self.view.painter.compact = on
            self._arrange(self._hidden())

    def _filter(self, words: str) -> None:
        self.clear.setVisible(bool(words))
        hidden = self._hidden()
        self._model.set_filter(words)
        self._arrange(hidden)

    def _show_only(self, on: bool) -> None:
        hidden = self._hidden()
        self._model.set_only(self.view.chosen if on else None)
        self._arrange(hidden)
        self.chosen.setVisible(on or bool(self.together.text()))

    def _show_full(self, on: bool) -> None:
        self.view.full = on
        self._model.again()
        self._arrange(frozenset())

    def _dress(self) -> None:
        side = theme.pixels(16)
        for button in (self.copies, self.compact):
            button.setIconSize(QSize(side, side))
        if self._model.places is not None:
            self._arrange(self._hidden())

    def _hidden(self) -> frozenset[str]:
        """Return the titles of columns that the user has hidden in the full table."""
        if not self.view.full:
            return frozenset()
        return frozenset(
            self._model.title(column)
            for column in range(READ, self._model.columnCount())
            if self.view.isColumnHidden(column)
        )

    def _arrange(self, hidden: frozenset[str]) -> None:
        self.view.arrange()
        for column in range(READ, self._model.columnCount()):
            if self._model.title(column) in hidden:
                self.view.setColumnHidden(column, True)
        self._count()

    def _count(self) -> None:
        known, here = self._model.places, self._model.rowCount()
        every = 0 if known is None else len(known.codes)
        words = counted(every, "place")
        words = words if here == every else f"{here:,} of {words}"
        if known is not None and known.has_change:
            words = "{} · before {} · now {}".format(words, *known.spans)
        self.shown.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy rows on Ctrl+C."""
        if event.matches(_KEY.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Fit columns and rows again after a change of font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._dress()

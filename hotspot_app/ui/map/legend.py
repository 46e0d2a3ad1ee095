"""The legend as a card on the map; each class is a button that selects its areas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from hotspot_app.draw.looks.legend import Entry, MapKey
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedLabel
from hotspot_app.ui.kit.labels import Label
from hotspot_app.ui.kit.tab_order import one_after_the_other
from hotspot_app.ui.map.legend_rows import PAD, Cell, Head
from hotspot_app.words import inside

_SHARE: Final = 0.4
"""Share of the map's height that the legend takes by itself."""
_WIDE: Final = 0.6
"""Share of the map's width, beside which scale and sources have their place."""


class MapLegend(QFrame):
    """Every class of the map with its number of areas; empty classes share a line.

    Classes of one row stand in columns: how sure they are, or thirds of a number.

    Signals
    -------
    chosen
        A class was pressed: its number.
    folded
        The classes were folded away or brought back.
    """

    chosen = Signal(int)
    folded = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Legend")
        self._entries: tuple[Entry, ...] = ()
        self._across, self._unit = "", "area"
        self._cells: list[Cell] = []
        self._none: ElidedLabel | None = None
        self.head = Head(self)
        self.head.toggled.connect(self._fold)
        self._decided = False
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._fill(())
        self.hide()

    def cells(self) -> list[Cell]:
        """Return the buttons, one a class."""
        return list(self._cells)

    def words(self) -> list[tuple[str, int]]:
        """Return what the legend says: each class with its count."""
        return [(entry.label, entry.count) for entry in self._entries]

    def set_key(self, key: MapKey | None) -> None:
        """Show the classes of a map."""
        entries = () if key is None else key.entries
        if key is not None:
            self.head.call(key.title)
            self.head.setToolTip("\n".join(key.notes))
            self.setAccessibleDescription(" ".join(key.notes))
        across = "" if key is None else key.across
        unit = "area" if key is None else key.unit
        labels, before = _lines(entries), _lines(self._entries)
        if (labels, across, unit) != (before, self._across, self._unit):
            self._across, self._unit = across, unit
            self._fill(entries)
        elif entries != self._entries:
            self._entries = entries
            there = [each for each in entries if each not in _empty(entries)]
            for cell, entry in zip(self._cells, there, strict=True):
                cell.set_entry(entry, _most(entries))
        self.setVisible(bool(entries))

    def settle(self, widest: int, highest: int, map_high: int) -> QSize:
        """Take the size the classes need, or what there is.

        On a small map the classes are folded away until the analyst wants them.
        """
        for label in self._rows.findChildren(Label):
            label.setFont(theme.font(label.property("typeSize")))
        self._grid.invalidate()
        need = self._grid.sizeHint()
        wide = max(need.width(), self.head.sizeHint().width())
        wide = min(wide + 2, max(widest, 1))
        beside = round(widest * _WIDE)
        top = self.head.heightForWidth(wide - 2)
        if not self._decided:
            low = top + need.height() <= map_high * _SHARE
            self._unfold(low and wide <= beside)
        if not self.head.isChecked():
            wide = max(min(self.head.sizeHint().width() + 2, beside), 1)
            top = self.head.heightForWidth(wide - 2)
        body = need.height() if self.head.isChecked() else 0
        room = max(highest - top - 10, 0)
        if body > room:
            wide = min(wide + 12, max(widest, 1))
        self.head.setGeometry(1, 1, wide - 2, top)
        self._scroll.setGeometry(1, top + 1, wide - 2, min(body, room))
        self.resize(wide, top + min(body, room) + (8 if body else 2))
        return self.size()

    def whole(self) -> QSize:
        """Return the size of the title and classes with areas, as on paper."""
        if not self._entries:
            return QSize()
        if self._none is not None:
            self._none.hide()
        self._grid.invalidate()
        wide = max(self._grid.sizeHint().width(), self.head.sizeHint().width()) + 2
        high = self.head.heightForWidth(wide - 2) + self._grid.sizeHint().height()
        return QSize(wide, high + 10)

    def paint_whole(self, painter: QPainter, corner: QPoint) -> None:
        """Paint title and classes with areas, without what folds them away."""
        before, open_ = self.size(), self.head.isChecked()
        self.head.is_plain = True
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        size = self.whole()
        self._unfold(wide_open=True)
        high = self.head.heightForWidth(size.width() - 2)
        places = self.head.geometry(), self._scroll.geometry()
        self.resize(size)
        self.head.setGeometry(1, 1, size.width() - 2, high)
        body = size.height() - high - 10
        self._scroll.setGeometry(1, high + 1, size.width() - 2, body)
        self._rows.resize(size.width() - 2, body)
        self._grid.activate()
        self.render(painter, corner)
        self.head.is_plain = False
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        if self._none is not None:
            self._none.show()
        self._unfold(wide_open=open_)
        self.resize(before)
        for part, place in zip((self.head, self._scroll), places, strict=True):
            part.setGeometry(place)

    def _fold(self) -> None:
        self._decided = True
        self._scroll.setVisible(self.head.isChecked())
        self.folded.emit()

    def _unfold(self, wide_open: bool) -> None:
        self.head.blockSignals(True)
        self.head.setChecked(wide_open)
        self.head.blockSignals(False)
        self._scroll.setVisible(wide_open)

    def _fill(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries
        self._rows = QWidget()
        self._rows.setProperty("role", "panel")
        self._cells, self._none = [], None
        grid = self._grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.setColumnStretch(0, 1)
        columns = list(dict.fromkeys(each.column for each in entries if each.column))
        if self._across:
            grid.addWidget(_label(self._across, 11, right=True), 0, 0)
        for column, word in enumerate(columns, start=1):
            grid.addWidget(_label(word, 11, right=True), 0, column)
        rows: dict[str, int] = {}
        most = _most(entries)
        empty = _empty(entries)
        for number, entry in enumerate(entries):
            if entry in empty:
                continue
            alone = not entry.row
            cell = Cell(entry, most, self._unit, named=alone, patch_first=not columns)
            cell.clicked.connect(lambda _=False, n=number: self.chosen.emit(n))
            self._cells.append(cell)
            if alone:
                grid.addWidget(cell, grid.rowCount(), 0, 1, max(len(columns), 2) + 1)
                continue
            if entry.row not in rows:
                rows[entry.row] = grid.rowCount()
                grid.addWidget(_label(entry.row, 12), rows[entry.row], 0)
            grid.addWidget(cell, rows[entry.row], 1 + columns.index(entry.column))
        if empty:
            self._add_empty(empty, max(len(columns), 2) + 1)
        self._scroll.setWidget(self._rows)
        one_after_the_other([self.head, *self._cells])

    def _add_empty(self, entries: Sequence[Entry], across: int) -> None:
        """Name the classes without areas in one line, whole as its tip."""
        names = dict.fromkeys(entry.row or entry.label for entry in entries)
        line = ElidedLabel()
        line.setProperty("typeSize", 11)
        line.setProperty("role", "secondary")
        line.setContentsMargins(PAD, 2, PAD, 2)
        line.setText(f"None: {', '.join(map(inside, names))}")
        self._grid.addWidget(line, self._grid.rowCount(), 0, 1, across)
        self._none = line


def _empty(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the classes of rows without areas; none of them where all are."""
    held = {entry.row or entry.label for entry in entries if entry.count}
    if not held:
        return ()
    return tuple(each for each in entries if (each.row or each.label) not in held)


def _lines(entries: tuple[Entry, ...]) -> list[tuple[str, bool]]:
    """Return what the legend is made of: each class, and whether it has a line."""
    empty = _empty(entries)
    return [(entry.label, entry in empty) for entry in entries]


def _most(entries: tuple[Entry, ...]) -> int:
    return max((entry.count for entry in entries), default=0)


def _label(words: str, size: float, *, right: bool = False) -> Label:
    label = Label(words)
    label.setProperty("typeSize", size)
    if right:
        label.setProperty("role", "secondary")
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    label.setContentsMargins(0 if right else PAD, 0, PAD if right else 4, 0)
    return label

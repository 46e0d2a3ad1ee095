"""The dialog in which the columns of an extract are chosen, beside its first rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QShowEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.data.kinds.columns import alike
from hotspot_app.data.kinds.headers import Head
from hotspot_app.data.kinds.personal import MASK
from hotspot_app.project.intake.column_check import (
    GROUPS,
    Check,
    check,
    difference,
    guesses,
    lacking,
    suggestions,
)
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.elided import ElidedBox
from hotspot_app.ui.kit.labels import Label, as_title, on_screen
from hotspot_app.words import counted

SHOWN: Final = 8
"""Rows of the preview."""

BESIDE: Final = 60
"""Columns of the preview."""

NONE: Final = "None"


class ColumnMapping(QDialog):
    """Shows the first rows and asks for each column the app can use.

    `mapping()` is our column name to the file's, where they differ from what
    the app would take by itself; "" for one that must not be used.
    """

    def __init__(
        self,
        head: Head,
        title: str,
        remembered: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._head = head
        self._combos: dict[str, QComboBox] = {}
        self._checks: dict[str, Label] = {}
        self._scroll = QScrollArea()
        self.setWindowTitle(as_title(f"Columns of {title}"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText("Use these columns")
        self._ok.setProperty("role", "primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lacking = _label("", "hint")
        self._names = _names(head)
        start = {**suggestions(head), **guesses(head), **(remembered or {})}
        self._seen = _worth_seeing(head, {*start.values()} - {""})
        self._place(title)
        self._fill(start)
        self._combos["recorded"].setFocus()
        self.resize(on_screen(self, theme.pixels(960), theme.pixels(680)))

    def mapping(self) -> dict[str, str]:
        """Return what was chosen, where it differs from the app's own guess."""
        return difference(self._head, self.chosen())

    def chosen(self) -> dict[str, str]:
        """Return our name to the column chosen, "" for none."""
        return {ours: str(box.currentData()) for ours, box in self._combos.items()}

    def choose(self, ours: str, theirs: str) -> None:
        """Choose a column of the file, or none by ""."""
        box = self._combos[ours]
        box.setCurrentIndex(max(0, box.findData(theirs)))

    # --- building

    def _place(self, title: str) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 20, 20, 16)
        page.setSpacing(12)
        headline = _label(f"Which column is which in {title}?", "headline")
        page.addWidget(headline)
        said = _said_of(self._head) + _unseen(self._head, self._seen)
        page.addWidget(_label(said, "secondary"))
        page.addWidget(self._form(), 1)
        page.addWidget(self._lacking)
        page.addWidget(self._buttons)

    def _form(self) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(16)
        column.addWidget(_Preview(self._head, self._seen))
        grid = QGridLayout()
        column.addLayout(grid, 1)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        row = 0
        for group, names in GROUPS.items():
            row = self._group(grid, row, group, names)
        grid.setRowStretch(row, 1)
        area = self._scroll
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return area

    def _group(
        self, grid: QGridLayout, row: int, group: str, names: Mapping[str, str]
    ) -> int:
        grid.addWidget(_label(group, "section"), row, 0, 1, 3)
        rows: list[QWidget] = []
        for ours, called in names.items():
            row += 1
            box, said, name = (
                self._combo(ours, called),
                _label("", "said"),
                _label(called),
            )
            name.setBuddy(box)
            for column, widget in enumerate((name, box, said)):
                grid.addWidget(widget, row, column)
            self._combos[ours], self._checks[ours] = box, said
            rows += [name, box, said]
        if group == "Flags":
            self._fold(grid, row - len(names), rows)
        return row + 1

    def _fold(self, grid: QGridLayout, row: int, rows: list[QWidget]) -> None:
        """Put the flags, of which there are many, behind a button."""
        button = QPushButton("Show flags")
        button.setProperty("role", "flat")
        button.setCheckable(True)
        button.setAutoDefault(False)

        def show(on: bool) -> None:
            button.setText("Hide flags" if on else "Show flags")
            for widget in rows:
                widget.setVisible(on)

        button.toggled.connect(show)
        show(False)
        grid.addWidget(button, row, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _combo(self, ours: str, called: str) -> QComboBox:
        box = ElidedBox(least=18)
        box.setAccessibleName(called)
        box.setModel(self._names)
        box.currentIndexChanged.connect(lambda _: self._try(ours))
        return box

    def _fill(self, start: Mapping[str, str]) -> None:
        self._try("type")
        for ours, theirs in start.items():
            if ours in self._combos:
                self.choose(ours, theirs)
        self._say()

    def _try(self, ours: str) -> None:
        found = check(self._head, ours, str(self._combos[ours].currentData()))
        label = self._checks[ours]
        _mark(label, found)
        label.setText(found.said)
        self._combos[ours].setAccessibleDescription(found.said)
        self._say()

    def _say(self) -> None:
        missing = lacking(self.chosen())
        self._lacking.setText(missing)
        self._lacking.setVisible(bool(missing))
        self._ok.setEnabled(not missing)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the first question into view, however large the text is."""
        super().showEvent(event)
        first, scroll = self._combos["recorded"], self._scroll
        QTimer.singleShot(
            0, first, lambda: scroll.ensureVisible(0, first.geometry().bottom())
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press only a button that has the focus."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not isinstance(self.focusWidget(), QPushButton):
            event.accept()
            return
        super().keyPressEvent(event)


class _Preview(QTableWidget):
    """The first rows as read, with what looks personal masked."""

    def __init__(self, head: Head, seen: Sequence[int]) -> None:
        rows = head.rows[:SHOWN]
        super().__init__(len(rows), len(seen))
        self.setAccessibleName("First rows of the file")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalHeaderLabels(
            [
                f"{head.header[at]}\n{'not kept' if at in head.personal else ''}"
                for at in seen
            ]
        )
        self.setVerticalHeaderLabels([str(line) for line in head.lines[:SHOWN]])
        for i, row in enumerate(rows):
            for j, at in enumerate(seen):
                item = QTableWidgetItem(row[at])
                if at in head.personal:
                    item.setForeground(QColor(theme.current().muted))
                self.setItem(i, j, item)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            wide = self.columnWidth(column) + theme.pixels(12)
            self.setColumnWidth(column, min(wide, theme.pixels(220)))
        self.verticalHeader().setDefaultSectionSize(theme.pixels(26))
        heads = self.horizontalHeader()
        heads.setStretchLastSection(True)
        heads.setAccessibleName("Headings of the file")
        heads.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().setAccessibleName("Lines of the file")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self.horizontalScrollBar().sizeHint().height()
        height = self.horizontalHeader().sizeHint().height() + bar + 4
        self.setFixedHeight(height + self.verticalHeader().length())


def _names(head: Head) -> QStandardItemModel:
    """Return the columns to choose from, one list for all boxes."""
    names = QStandardItemModel()
    times = Counter(map(alike, head.header))
    called = {"": (NONE, "")}
    for at, name in enumerate(head.header):
        many = times[alike(name)]
        first = f" (the first of {many:,})" * (many > 1)
        personal = " (looks personal)" * (at in head.personal)
        called.setdefault(alike(name), (f"{name}{first}{personal}", name))
    for words, name in called.values():
        item = QStandardItem(words)
        item.setData(name, Qt.ItemDataRole.UserRole)
        names.appendRow(item)
    return names


def _worth_seeing(head: Head, taken: Collection[str]) -> list[int]:
    """Return the columns to show: those taken, then those with anything in them."""
    blank = [not any(column) for column in zip(*head.rows[:SHOWN], strict=True)]
    ranks = [
        (name not in taken, at < len(blank) and blank[at])
        for at, name in enumerate(head.header)
    ]
    return sorted(sorted(range(len(ranks)), key=ranks.__getitem__)[:BESIDE])


def _unseen(head: Head, seen: Sequence[int]) -> str:
    more = len(head.header) - len(seen)
    if not more:
        return ""
    can = "can be chosen below but " + ("isn't" if more == 1 else "aren't")
    return f" {counted(more, 'other column')} {can} shown here."


def _said_of(head: Head) -> str:
    rows = counted(len(head.rows), "row")
    tried = f"Tried on {'all' if head.whole else 'its first'} {rows}."
    if not head.personal:
        return f"No column looks personal. {tried}"
    columns = counted(len(head.personal), "column looks", "columns look")
    return f"{columns} personal: shown as {MASK} and not kept. {tried}"


def _mark(label: Label, found: Check) -> None:
    label.setProperty("role", "secondary" if found.good else "hint")
    label.style().unpolish(label)
    label.style().polish(label)


def _label(text: str, role: str = "") -> Label:
    label = Label(text, wraps=role in {"hint", "headline", "secondary", "said"})
    label.setProperty("role", role)
    return label


def ask_for_columns(
    parent: QWidget, head: Head, title: str, remembered: Mapping[str, str] | None
) -> dict[str, str] | None:
    """Ask which column is which; None if the analyst thinks better of it."""
    dialog = ColumnMapping(head, title, remembered, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    found = dialog.mapping() if accepted else None
    dialog.deleteLater()
    return found

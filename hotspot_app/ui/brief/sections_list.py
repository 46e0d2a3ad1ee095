"""The sections of a brief: which are in it, and in which order."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.brief.proof import ProofSection
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import text_label
from hotspot_app.words import counted

_ID = Qt.ItemDataRole.UserRole
_HIGHEST = 180
"""Pixels of the list at 100%; more sections are scrolled."""


class _List(QListWidget):
    """Moves the chosen section with Alt and an arrow."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move with Alt and an arrow; else as any list."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(steps)
        else:
            super().keyPressEvent(event)


class SectionsList(QWidget):
    """Sections to tick, move and choose; the chosen one's words are shown."""

    chosen = Signal(str)
    """Id of the section whose words shall be shown."""
    arranged = Signal(tuple, tuple)
    """Ids of all sections in order, and of those left out."""

    def __init__(self) -> None:
        super().__init__()
        self.list = _List()
        self.list.setAccessibleName("Sections of the brief")
        self.list.setAccessibleDescription(
            "Space leaves a section out or takes it in. Alt and an arrow moves it."
        )
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.up = QPushButton(icon("chevron-up"), "Up")
        self.down = QPushButton(icon("chevron-down"), "Down")
        for button, way in ((self.up, "up"), (self.down, "down")):
            button.setToolTip(f"Move the chosen section {way} (Alt+{button.text()})")
            button.setAccessibleName(f"Move the chosen section {way}")
        self._sections: tuple[ProofSection, ...] = ()
        row = QHBoxLayout()
        row.addWidget(text_label("Sections", "section"), 1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addLayout(row)
        rows.addWidget(self.list, 1)
        self.list.currentItemChanged.connect(lambda *_: self._hear_chosen())
        self.list.itemChanged.connect(lambda _: self._tell())
        self.list.moved.connect(self._move)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self._enable()

    @property
    def current(self) -> str:
        """Id of the chosen section, "" without one."""
        item = self.list.currentItem()
        return "" if item is None else str(item.data(_ID))

    def show_sections(self, sections: tuple[ProofSection, ...]) -> None:
        """Show sections; the chosen one stays chosen."""
        now = self.current
        self._sections = sections
        ids = [each.id for each in sections]
        with QSignalBlocker(self.list):
            if ids != self._ids():
                self.list.clear()
                for each in sections:
                    item = QListWidgetItem()
                    item.setData(_ID, each.id)
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    self.list.addItem(item)
            for row, each in enumerate(sections):
                self._write(self.list.item(row), each)
            at = ids.index(now) if now in ids else 0
            if ids:
                self.list.setCurrentRow(at)
        self._fit()
        self._enable()
        if self.current != now:
            self.chosen.emit(self.current)

    def _fit(self) -> None:
        """Be as high as the sections, up to a point."""
        heights = map(self.list.sizeHintForRow, range(self.list.count()))
        self.list.setMinimumHeight(
            min(max(sum(heights) + 6, theme.pixels(40)), theme.pixels(_HIGHEST))
        )

    def choose(self, section: str) -> None:
        """Choose a section."""
        if section in self._ids():
            self.list.setCurrentRow(self._ids().index(section))

    @staticmethod
    def _write(item: QListWidgetItem, section: ProofSection) -> None:
        words = section_words(section)
        if item.text() != words:
            item.setText(words)
        state = Qt.CheckState.Unchecked if section.left_out else Qt.CheckState.Checked
        if item.checkState() != state:
            item.setCheckState(state)
        item.setToolTip(words)

    def _ids(self) -> list[str]:
        return [str(self.list.item(n).data(_ID)) for n in range(self.list.count())]

    def _hear_chosen(self) -> None:
        self._enable()
        self.chosen.emit(self.current)

    def _move(self, steps: int) -> None:
        at = self.list.currentRow()
        to = at + steps
        if at < 0 or not 0 <= to < self.list.count():
            return
        with QSignalBlocker(self.list):
            item = self.list.takeItem(at)
            self.list.insertItem(to, item)
            self.list.setCurrentRow(to)
        self._enable()
        self._tell()

    def _tell(self) -> None:
        out = [
            str(item.data(_ID))
            for item in map(self.list.item, range(self.list.count()))
            if item.checkState() != Qt.CheckState.Checked
        ]
        self.arranged.emit(tuple(self._ids()), tuple(out))

    def _enable(self) -> None:
        at = self.list.currentRow()
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < self.list.count() - 1)


def section_words(section: ProofSection) -> str:
    """Say what a section is called, and what of it is the analyst's."""
    edited = sum(each.edited for each in section.said)
    stale = sum(each.stale for each in section.said)
    told = [section.title]
    if section.left_out:
        told.append("left out")
    if edited:
        told.append(f"{counted(edited, 'sentence')} edited")
    if stale:
        told.append(f"figures changed in {stale:,}")
    return " · ".join(told)

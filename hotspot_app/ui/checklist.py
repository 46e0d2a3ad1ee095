"""The checklist: files are dropped in any order, and it says what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.data.headers import read_head
from hotspot_app.errors import InputError, WordsError
from hotspot_app.progress import Progress
from hotspot_app.project.checklist import Checklist, as_given, given_paths
from hotspot_app.project.checklist_lines import lines
from hotspot_app.project.examine import Examined, Key, examine, unusable
from hotspot_app.project.files import Files
from hotspot_app.project.first_look import Item, Look, Unknown, look
from hotspot_app.project.settings import header_fingerprint
from hotspot_app.project.wanted import NEEDED, OPTIONAL, USUAL, Slot
from hotspot_app.ui import messages, theme
from hotspot_app.ui.announce import announce
from hotspot_app.ui.checklist_line import ChecklistLine, text_label
from hotspot_app.ui.column import Column
from hotspot_app.ui.column_mapping import ask_for_columns
from hotspot_app.ui.unknown_file import UnknownFile
from hotspot_app.ui.worker import Worker
from hotspot_app.words import listed

WIDEST: Final = 960
"""Pixels, at 100%, that a line of text may take."""

_GROUPS: Final[tuple[tuple[str, tuple[Slot, ...]], ...]] = (
    ("Needed", NEEDED),
    ("For names, rates and deprivation", USUAL),
    ("Only if you need them", OPTIONAL),
)


class ChecklistPage(QWidget):
    """Takes files, says what each is, and yields `Files` once Start is pressed."""

    finished = Signal(object)
    """The `Files` to start with."""
    left = Signal()
    """The analyst went back."""
    columns_said = Signal(object, object)
    """An extract's header and which column is which, to be remembered."""
    broke = Signal(object)
    """An exception that is a fault of ours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = Checklist()
        self._known: Mapping[Key, Examined] = {}
        self._unknown: dict[Path, UnknownFile] = {}
        self._waiting: list[Path] = []
        self._remembered: Mapping[str, Mapping[str, str]] = {}
        self._lines: dict[Slot, ChecklistLine] = {}
        self._at_work = False
        self._worker = Worker(self)
        self._worker.done.connect(self._hear)
        self._worker.failed.connect(self._hear_failure)
        self._worker.progressed.connect(self._show_progress)
        self._worker.idle.connect(self._rest)
        self.setAcceptDrops(True)
        self._build()
        self._say()
        self._told = {slot: view.accessibleName() for slot, view in self._lines.items()}

    # --- what the window may do

    def set_files(self, files: Files | None) -> None:
        """Show an open project's files, or begin anew."""
        self._worker.cancel()
        self._list = Checklist(
            district=files.district if files is not None else None,
            columns=files.columns if files is not None else {},
            base=files,
        )
        self._known, self._waiting = {}, []
        for path in tuple(self._unknown):
            self._forget(path)
        if files is not None:
            self.add(given_paths(files))
        self._say()

    def set_remembered(self, mappings: Mapping[str, Mapping[str, str]]) -> None:
        """Take mappings of earlier months (`Settings.columns`)."""
        self._remembered = mappings

    def add(self, paths: Sequence[Path]) -> None:
        """Recognise files and folders, off the window's thread."""
        self._waiting += [path for path in paths if path not in self._waiting]
        self._work()

    def checklist(self) -> Checklist:
        """Return what is there and what was chosen."""
        return self._list

    def line(self, slot: Slot) -> ChecklistLine:
        """Return the line of one purpose."""
        return self._lines[slot]

    def unknown(self) -> list[str]:
        """Return what is said of files that can't be used."""
        return [each.why() for each in self._unknown.values()]

    def said_below(self) -> str:
        """Return what is said beside Start: progress, or what can't be answered."""
        return self._without.text()

    def busy(self) -> bool:
        """Say whether files are being read."""
        return self._at_work

    def end(self) -> None:
        """Stop for good."""
        self._worker.end()

    # --- building

    def _build(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._build_top()
        for title, slots in _GROUPS:
            self._column.addSpacing(8)
            self._column.addWidget(text_label(title, "section"))
            self._column.addWidget(self._card(slots))
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(Column(inside, WIDEST, 20))
        page.addWidget(scroll, 1)
        page.addWidget(self._foot())

    def _build_top(self) -> None:
        self._column.addWidget(text_label("Your data", "headline"))
        self._drop = QFrame()
        self._drop.setProperty("role", "card")
        self._drop.setObjectName("drop")
        across = QHBoxLayout(self._drop)
        across.setContentsMargins(16, 12, 16, 12)
        across.setSpacing(8)
        told = text_label(
            "Drop files or folders here, in any order. Each is recognised by what is "
            "in it, and nothing leaves this computer."
        )
        across.addWidget(told, 1)
        self._add_files = _button("Add files...", self._ask_files)
        self._add_folder = _button("Add a folder...", self._ask_folder)
        across.addWidget(self._add_files)
        across.addWidget(self._add_folder)
        self._column.addWidget(self._drop)
        self._others = QVBoxLayout()
        self._others.setSpacing(8)
        self._column.addLayout(self._others)

    def _card(self, slots: Sequence[Slot]) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for i, slot in enumerate(slots):
            if i:
                rule = QFrame()
                rule.setProperty("role", "rule")
                rule.setFixedHeight(1)
                column.addWidget(rule)
            line = ChecklistLine()
            line.removed.connect(self._remove)
            line.picked.connect(self._pick)
            line.district_said.connect(self._choose_district)
            line.columns_wanted.connect(self._map_columns)
            column.addWidget(line)
            self._lines[slot] = line
        return card

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "panel")
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._busy = QProgressBar()
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName("Reading files")
        self._busy.setRange(0, 1000)
        self._busy.setFixedHeight(4)
        kept = self._busy.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(kept)
        self._busy.hide()
        column.addWidget(self._busy)
        across = QHBoxLayout()
        across.setContentsMargins(24, 8, 24, 12)
        across.setSpacing(8)
        self._without = text_label("", "secondary")
        across.addWidget(self._without, 1)
        self._back = _button("Back", self.left.emit)
        self._start = _button("Start", self._finish)
        self._start.setProperty("role", "primary")
        across.addWidget(self._back)
        across.addWidget(self._start)
        column.addLayout(across)
        return foot

    # --- what the analyst does

    def _ask_files(self) -> None:
        self.add(messages.ask_for_files(self))

    def _ask_folder(self) -> None:
        folder = messages.ask_for_folder(self)
        if folder is not None:
            self.add([folder])

    def _remove(self, path: Path) -> None:
        self._change(self._list.without(path))
        self._add_files.setFocus()

    def _pick(self, slot: Slot, path: Path) -> None:
        self._change(self._list.choosing(slot, path))

    def _choose_district(self, text: str) -> None:
        try:
            self._change(self._list.in_district(text))
        except WordsError as error:
            self._lines["areas"].refuse_district(str(error))

    def _map_columns(self, path: Path) -> None:
        try:
            head = read_head(path)
        except InputError as error:
            self._meet((Unknown(path, str(error)),))
            return
        kept = self._remembered.get(header_fingerprint(head.header), {})
        start = {**kept, **self._list.columns}
        mapping = ask_for_columns(self, head, path.name, start)
        if mapping is None:
            return
        self._forget(path)
        item = Item(path, "crime", header=head.header)
        self._list = self._list.with_columns(mapping).with_items((item,))
        self.columns_said.emit(head.header, mapping)
        self._work()

    def _finish(self) -> None:
        self.finished.emit(self._list.files(unusable(self._list, self._known)))

    def _change(self, now: Checklist) -> None:
        self._list = now
        self._work()

    # --- work

    def _work(self) -> None:
        self._say()
        waiting, now, known = tuple(self._waiting), self._list, self._known

        def work(progress: Progress) -> Any:
            return look(waiting, progress) if waiting else examine(now, known, progress)

        self._at_work = True
        self._worker.ask(work)

    def _hear(self, result: Any) -> None:
        if isinstance(result, dict):
            self._known = result
            self._say()
            self._announce()
            return
        self._waiting = []
        self._meet(result)
        self._work()

    def _hear_failure(self, error: Exception) -> None:
        self._waiting = []
        self.broke.emit(error)

    def _meet(self, looks: Sequence[Look]) -> None:
        """Take what was recognised; say of the rest what it looks like."""
        for each in looks:
            self._forget(each.path)
            item = each if isinstance(each, Item) else self._known_before(each)
            if item is not None:
                self._list = self._list.with_items((item,))
            elif isinstance(each, Unknown):
                self._put_aside(each)

    def _known_before(self, unknown: Unknown) -> Item | None:
        """Take a file as the open project does, or an extract as last month's."""
        base = self._list.base
        item = as_given(base, unknown.path) if base is not None else None
        mapping = self._remembered.get(header_fingerprint(unknown.header))
        if item is None and unknown.header and mapping is not None:
            self._list = self._list.with_columns(mapping)
            item = Item(unknown.path, "crime", header=unknown.header)
        return item

    def _put_aside(self, unknown: Unknown) -> None:
        shown = UnknownFile(unknown)
        shown.columns_wanted.connect(self._map_columns)
        shown.dismissed.connect(self._forget)
        self._unknown[unknown.path] = shown
        self._others.addWidget(shown)

    def _forget(self, path: Path) -> None:
        shown = self._unknown.pop(path, None)
        if shown is not None:
            self._others.removeWidget(shown)
            shown.hide()
            shown.deleteLater()

    # --- what is shown

    def _say(self) -> None:
        for line in lines(self._list, self._known):
            view = self._lines[line.slot]
            view.show_line(line)
            taken = self._list.taken(line.slot)
            view.choose(taken.path if taken is not None else None, self._list.district)
        bad = unusable(self._list, self._known)
        ready = self._list.ready() and not {"areas", "crime"} & set(bad)
        self._start.setEnabled(ready)
        self._lost = _what_is_lost(self._list, bad, ready)
        self._without.setText(self._lost)

    def _announce(self) -> None:
        """Tell a screen reader what has changed since it was told last."""
        now = {slot: view.accessibleName() for slot, view in self._lines.items()}
        new = [f"{said}." for slot, said in now.items() if said != self._told.get(slot)]
        self._told = now
        if new:
            announce(self, " ".join(new))

    def _show_progress(self, fraction: float, text: str) -> None:
        self._busy.setValue(round(1000 * fraction))
        self._busy.show()
        self._without.setText(text)

    def _rest(self) -> None:
        self._at_work = False
        self._busy.hide()
        self._without.setText(self._lost)

    # --- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()
            self._light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Let them go again."""
        self._light(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take them."""
        self._light(False)
        event.acceptProposedAction()
        self.add(dropped(event.mimeData()))

    def _light(self, on: bool) -> None:
        now = theme.current()
        self._drop.setStyleSheet(
            f"#drop {{ background: {now.accent_soft}; "
            f"border: 1px dashed {now.accent}; }}"
            if on
            else ""
        )


def dropped(data: QMimeData) -> list[Path]:
    """Return the files and folders of a drag."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _what_is_lost(now: Checklist, bad: Sequence[Slot], ready: bool) -> str:
    if not ready:
        return "Boundaries of areas and recorded crime are needed to start."
    lost = now.unanswered(bad)
    if not lost:
        return "Every question can be answered."
    return f"Can't be answered without the rest: {listed(lost)}."


def _button(text: str, does: Any) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: does())
    return button

"""The checklist: files are dropped in any order, and it says what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.data.kinds.headers import read_head
from hotspot_app.errors import InputError, WordsError
from hotspot_app.faults import fault_in, one_file
from hotspot_app.project.ask.files import Files
from hotspot_app.project.intake.checklist import (
    Checklist,
    as_before,
    as_given,
    given_paths,
)
from hotspot_app.project.intake.examine import (
    Examined,
    Key,
    examine,
    given_up,
    unusable,
)
from hotspot_app.project.intake.first_look import look
from hotspot_app.project.intake.items import Item, Look, Unknown, refused
from hotspot_app.project.intake.relinking import Refound, relinked
from hotspot_app.project.intake.wanted import NEEDED, WANTED, Slot
from hotspot_app.project.save.input_files import Sums
from hotspot_app.project.save.settings import Settings
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.files.checklist_cards import ChecklistCards
from hotspot_app.ui.files.checklist_foot import ChecklistFoot
from hotspot_app.ui.files.checklist_line import UnknownFile
from hotspot_app.ui.files.column_mapping import ask_for_columns
from hotspot_app.ui.files.drop_card import DropCard, dropped
from hotspot_app.ui.files.finding import Finding
from hotspot_app.ui.kit.announce import announce
from hotspot_app.ui.kit.column import CentredColumn
from hotspot_app.ui.kit.labels import text_label
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.worker import Worker
from hotspot_app.words import listed

WIDEST: Final = 960
"""Pixels, at 100%, that a line of text may take."""

_NO_SUMS: Final[Sums] = MappingProxyType({})


class ChecklistPage(QWidget):
    """Takes files, says what each is, and yields `Files` once Start is pressed."""

    finished = Signal(object)
    """The `Files` to start with."""
    left = Signal()
    """The analyst went back."""
    columns_said = Signal(object, object)
    """An extract's header and which column is which, to be remembered."""
    settled = Signal()
    """All files given so far were read."""
    said = Signal(str)
    """A line to show at the foot of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = Checklist()
        self._known: Mapping[Key, Examined] = {}
        self._unknown: dict[Path, UnknownFile] = {}
        self._waiting: list[Path] = []
        self._remembered = Settings()
        self._cards = ChecklistCards()
        self._cards.removed.connect(self._remove)
        self._cards.picked.connect(self._pick)
        self._cards.district_said.connect(self._choose_district)
        self._cards.columns_wanted.connect(self._map_columns)
        self._cards.search_wanted.connect(self._find)
        self._foot = ChecklistFoot()
        self._foot.back.connect(self.left)
        self._foot.start.connect(self._finish)
        self._worker = Worker(self)
        self._worker.progressed.connect(self._foot.show_progress)
        self._worker.idle.connect(self._foot.rest)
        self._sums: Sums = {}
        self._finding = Finding(self)
        self._finding.found.connect(self._relink)
        self._finding.said.connect(self.said)
        self._finding.progressed.connect(self._foot.show_progress)
        self._finding.idle.connect(self._foot.rest)
        self.setAcceptDrops(True)
        self._build()
        self._say()
        self._told = self._cards.states()

    # --- what the window may do

    def set_files(self, files: Files | None, sums: Sums = _NO_SUMS) -> None:
        """Show an open project's files, or an empty checklist.

        Parameters
        ----------
        sums
            Checksums of the files as saved, by which moved files are recognised.
        """
        self._worker.cancel()
        self._finding.cancel()
        self._sums = sums
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

    def set_remembered(self, settings: Settings) -> None:
        """Take mappings of earlier months (`Settings.columns`)."""
        self._remembered = settings

    def add(self, paths: Sequence[Path]) -> None:
        """Recognise files and folders, off the window's thread."""
        self._waiting += [path for path in paths if path not in self._waiting]
        self._work()

    def files(self) -> Files | None:
        """Return the files to start with; None while something is missing."""
        bad = unusable(self._list, self._known)
        return self._list.files(bad) if self._may_start(bad) else None

    def end(self) -> None:
        """Stop for good."""
        self._worker.end()
        self._finding.end()

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
        self._column.addWidget(self._cards)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(CentredColumn(inside, WIDEST, 20))
        page.addWidget(scroll, 1)
        page.addWidget(self._foot)

    def _build_top(self) -> None:
        self._column.addWidget(text_label("Your data", "headline"))
        self._drop = DropCard()
        self._drop.files_wanted.connect(self._ask_files)
        self._drop.folder_wanted.connect(self._ask_folder)
        self._column.addWidget(self._drop)
        self._others = QVBoxLayout()
        self._others.setSpacing(8)
        self._column.addLayout(self._others)

    # --- what the analyst does

    def _ask_files(self) -> None:
        self.add(messages.ask_for_files(self))

    def _ask_folder(self) -> None:
        folder = messages.ask_for_folder(self)
        if folder is not None:
            self.add([folder])

    def _remove(self, path: Path) -> None:
        self._change(self._list.without(path))
        self._drop.take_focus()

    def _pick(self, slot: Slot, path: Path) -> None:
        self._change(self._list.choosing(slot, path))

    def _choose_district(self, text: str) -> None:
        try:
            self._change(self._list.in_district(text))
        except WordsError as error:
            self._cards.line("areas").refuse_district(refusal(error))

    def _map_columns(self, path: Path) -> None:
        try:
            with one_file(path.name):
                head = read_head(path)
        except InputError as error:
            self._meet((refused(path, error),))
            return
        kept = self._remembered.columns_of(head.header) or {}
        start = {**kept, **self._list.columns}
        mapping = ask_for_columns(self, head, path.name, start)
        if mapping is None:
            return
        self._forget(path)
        item = Item(path, "crime", header=head.header)
        self._list = self._list.with_columns(mapping).with_items((item,))
        self.columns_said.emit(head.header, mapping)
        self._work()

    def _find(self, path: Path) -> None:
        self._finding.look_for(self._list, path, self._sums)

    def _relink(self, found: Refound) -> None:
        self._list = relinked(self._list, found.moved)
        self._meet(found.looks)
        self._work()

    def _finish(self) -> None:
        self.finished.emit(self.files())

    def _change(self, now: Checklist) -> None:
        self._list = now
        self._work()

    # --- work

    def _work(self) -> None:
        self._say()
        waiting, now, known = tuple(self._waiting), self._list, self._known

        if waiting:
            self._worker.ask(
                lambda progress: look(waiting, progress),
                self._recognised,
                self._not_recognised,
            )
        else:
            self._worker.ask(
                lambda progress: examine(now, known, progress),
                self._examined,
                self._not_examined,
            )

    def _recognised(self, looks: Sequence[Look]) -> None:
        self._waiting = []
        self._meet(looks)
        self._work()

    def _not_recognised(self, error: BaseException) -> None:
        """Give up the files that were looked at, so that nothing waits for them."""
        waiting, self._waiting = self._waiting, []
        self._meet([refused(path, fault_in(path.name, error)) for path in waiting])
        self._work()

    def _examined(self, known: Mapping[Key, Examined]) -> None:
        self._known = known
        self._say()
        self._announce()
        self.settled.emit()

    def _not_examined(self, error: BaseException) -> None:
        self._known = given_up(self._list, self._known, error)
        self._say()
        self._announce()

    def _meet(self, looks: Sequence[Look]) -> None:
        """Take what was recognised; say of the rest what it looks like."""
        for each in looks:
            self._forget(each.path)
            item = each if isinstance(each, Item) else self._known_before(each)
            if item is not None:
                base = self._list.base
                item = item if base is None else as_before(base, item)
                self._list = self._list.with_items((item,))
            elif isinstance(each, Unknown):
                self._put_aside(each)

    def _known_before(self, unknown: Unknown) -> Item | None:
        """Take a file as the open project does, or an extract as last month's."""
        base = self._list.base
        item = as_given(base, unknown.path) if base is not None else None
        mapping = self._remembered.columns_of(unknown.header)
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
        self._cards.show_list(self._list, self._known)
        bad = unusable(self._list, self._known)
        ready = self._may_start(bad)
        self._foot.show_state(_what_is_lost(self._list, bad, ready), ready=ready)

    def _may_start(self, bad: Sequence[Slot]) -> bool:
        return self._list.ready() and not set(NEEDED) & set(bad)

    def _announce(self) -> None:
        """Tell a screen reader what has changed since it was told last."""
        now = self._cards.states()
        new = [f"{said}." for slot, said in now.items() if said != self._told.get(slot)]
        self._told = now
        if new:
            announce(self, " ".join(new))

    # --- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()
            self._drop.light(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Let them go again."""
        self._drop.light(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take them."""
        self._drop.light(False)
        event.acceptProposedAction()
        self.add(dropped(event.mimeData()))


def _what_is_lost(now: Checklist, bad: Sequence[Slot], ready: bool) -> str:
    if not ready:
        return _what_holds_it_up(now, bad)
    lost = now.unanswered(bad)
    if not lost:
        return "Every question can be answered."
    return f"Can't be answered without the rest: {listed(lost)}."


def _what_holds_it_up(now: Checklist, bad: Sequence[Slot]) -> str:
    for slot in NEEDED:
        title = WANTED[slot].title
        if slot in bad:
            return f"{title}: there is a problem to mend before it can start."
        if now.rivals(slot) and not now.served(slot):
            return f"{title}: choose one of the files to start."
    if now.asks_district():
        return "Choose the district to start."
    return "Boundaries of areas and recorded crime are needed to start."

"""A random walk through the window, and what must be true wherever it stops."""

from __future__ import annotations

import random
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRect,
    Qt,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtGui import QStandardItemModel, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableView,
    QWidget,
)

from hotspot_app.draw.plain_key import plain_key
from hotspot_app.errors import HotspotError
from hotspot_app.project import file
from hotspot_app.project.files import Files
from hotspot_app.project.groups import Groups
from hotspot_app.project.material import Material, read_material
from hotspot_app.project.pipeline import Answer, answer
from hotspot_app.project.placed import place
from hotspot_app.project.practice import practice_files
from hotspot_app.project.project import Project
from hotspot_app.project.question import Asked, check
from hotspot_app.project.tally import Tally, count
from hotspot_app.ui import checklist, messages
from hotspot_app.ui.chart_view import ChartView
from hotspot_app.ui.group_dialog import Grouping
from hotspot_app.ui.main_window import MainWindow
from hotspot_app.ui.places_model import COUNT
from hotspot_app.ui.status_line import left_words

QUICK = 999
PATIENCE = 60.0
"""Seconds until a window that doesn't come to rest has failed."""

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = [
    *((key, NO_KEY) for key in map(ord, "NP+-0 AX")),
    *(
        (getattr(Qt.Key, f"Key_{name}"), NO_KEY)
        for name in [
            "Tab",
            "Backtab",
            "Escape",
            "Up",
            "Down",
            "Left",
            "Right",
            "Return",
            "Home",
            "End",
            "Space",
            "PageDown",
            "PageUp",
            "Delete",
        ]
    ),
    *(
        (getattr(Qt.Key, f"Key_{name}"), CONTROL)
        for name in ["A", "C", "Z", "Y", "G", "J", "0"]
    ),
    *(
        (getattr(Qt.Key, f"Key_{name}"), CONTROL)
        for name in ["Up", "Down", "Left", "Right"]
    ),
    (Qt.Key.Key_Down, SHIFT),
    (Qt.Key.Key_F5, NO_KEY),
    (Qt.Key.Key_F9, NO_KEY),
]
SIZES = [(640, 480), (800, 600), (1024, 640), (1366, 768), (1920, 1080)]
GROUPINGS = [
    Grouping("North", "beat", apart=True),
    Grouping("East", "beat", apart=True),
    Grouping("East", "beat", apart=False),
    Grouping("Ünïcødé 東京", "PAG patch", apart=False),
]
NAMES = ["The old bakery", "x" * 200, "<b>&amp;", "  ", "", "Ünïcødé 東京"]


class Troubles:
    """Everything that should not have happened."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, text: str) -> None:
        self.heard.append(text)

    def hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        where: TracebackType | None,
    ) -> None:
        self("".join(traceback.format_exception(kind, error, where)))

    def message(self, kind: Any, _context: Any, text: str) -> None:
        if "does not support" not in text and "DebugMsg" not in str(kind):
            self(f"Qt said: {text}")


@contextmanager
def heard() -> Iterator[Troubles]:
    """Hear of exceptions in slots and threads, and of Qt's warnings."""
    troubles = Troubles()
    before, threads = sys.excepthook, threading.excepthook
    sys.excepthook = troubles.hook
    threading.excepthook = lambda told: troubles(repr(told))
    handler = qInstallMessageHandler(troubles.message)
    try:
        yield troubles
    finally:
        sys.excepthook, threading.excepthook = before, threads
        qInstallMessageHandler(handler)


class Walk:
    """Does what a user might, in an order a seed decides.

    Parameters
    ----------
    folder
        Where it may write.
    """

    def __init__(self, window: MainWindow, seed: int, folder: Path) -> None:
        self.window, self.folder = window, folder
        self.chance = random.Random(seed)
        self.done: list[str] = []
        self.looked = 0
        self.cancelled = False
        self._troubles = Troubles()
        self._materials: dict[str, Material | HotspotError] = {}
        self._tallies: dict[str, Tally] = {}
        window.view.work.cancel.clicked.connect(self._note_cancel)
        window.desk.changed.connect(self._note_step)
        window.faults.happened.connect(self._troubles)
        (folder / "broken.hotspot").write_text("{", encoding="utf-8")
        (folder / "unknown.csv").write_text("a,b\n1,2\n", encoding="utf-8")
        file.save(
            Project(practice_files(), Asked(method="rate_map", types=("Burglary",))),
            folder / "kept.hotspot",
        )

    def _note_cancel(self) -> None:
        self.cancelled = True

    def _note_step(self, _project: object) -> None:
        if self.window.desk.answer is None:
            self.cancelled = False

    @contextmanager
    def boxes(self) -> Iterator[None]:
        """Answer message boxes by chance."""
        told = {
            "show_problem": lambda *_: None,
            "show_fault": lambda _, text: self._troubles(text),
            "ask_for_project": lambda *_: self._one_of(self._projects()),
            "ask_where_to_save": lambda *a: self._where(a[2]),
            "ask_to_save": lambda *_: self._one_of(("save", "discard", "cancel")),
            "ask_for_name": lambda *_: self._one_of((None, *NAMES)),
            "ask_for_group": lambda *_, **__: self._one_of((None, *GROUPINGS)),
            "ask_for_group_file": lambda *_: self._one_of((None, *self._data()[:2])),
            "ask_for_column": lambda *a: self._one_of(
                (None, ("beat", next(iter(a[1].columns.values()))))
            ),
            "show_groups": lambda box: self._one_of(
                (box.file, box.rename, box.remove)
            ).click(),
            "ask_for_layer": lambda *_: self._one_of((None, *self._data()[:2])),
            "ask_for_files": lambda *_: self._some_data(),
            "ask_for_folder": lambda *_: self._one_of(
                (None, practice_files().crime[0])
            ),
        }
        with ExitStack() as stack:
            for name, act in told.items():
                stack.enter_context(patch.object(messages, name, act))
            stack.enter_context(
                patch.object(checklist, "ask_for_columns", lambda *_: None)
            )
            with heard() as troubles:
                self._troubles.heard = troubles.heard
                yield

    # --- steps ----------------------------------------------------------------

    def begin(self) -> None:
        """Put the practice town on the desk."""
        asked = Asked(method="local_moran", when="last-6", params=self._quick())
        project = Project(practice_files(), asked)
        self.window.files.begin(project)
        self.window.open_project(project)
        self.settle()
        self.check()

    def go(self, steps: int) -> None:
        """Take steps, and look at what is shown after most of them."""
        for _ in range(steps):
            self.step()
            if self.chance.random() < 0.6:
                self.settle()
                self.check()
        self.settle()
        self.check()

    def leave(self) -> None:
        """Close the window, whatever is unsaved."""
        with patch.object(messages, "ask_to_save", lambda *_: "discard"):
            assert self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        self._raise_troubles()

    def step(self) -> None:
        """Do one thing."""
        said = ""
        for _ in range(50):
            said = said or self._try_one()
        self.done.append(said)
        self._shut_popups()
        self._hold_permutations()

    def _try_one(self) -> str:
        """Do something by chance; "" if there is nothing to do it with."""
        QTimer.singleShot(0, self._shut_modal)
        act: Callable[[], str]
        if not self.window.is_on_desk and self.chance.random() < 0.6:
            act = self._reopen
        elif self.window.view.is_officer and self.chance.random() < 0.3:
            act = self._leave_officer
        else:
            act = self.chance.choices(
                [
                    self._press,
                    self._choose,
                    self._type_number,
                    self._type_words,
                    self._tab,
                    self._row,
                    self._map,
                    self._chart,
                    self._key,
                    self._action,
                    self._resize,
                    self._undo,
                    self._cancel,
                ],
                [14, 14, 3, 1, 4, 6, 8, 2, 8, 10, 3, 6, 2],
            )[0]
        return act()

    def _leave_officer(self) -> str:
        self.window.acts["officer"].trigger()
        return "leave the officer's page"

    def _press(self) -> str:
        buttons = [
            each
            for each in self._seen(QAbstractButton)
            if not each.objectName().startswith("qt_")
        ]
        button = self._one_of(buttons)
        if button is None:
            return ""
        QTest.mouseClick(button, LEFT)
        return f"press {button.text() or button.accessibleName()}"

    def _choose(self) -> str:
        box = self._one_of(self._seen(QComboBox))
        if box is None or not box.count():
            return ""
        at = self.chance.randrange(box.count())
        model = box.model()
        if isinstance(model, QStandardItemModel) and not model.item(at).isEnabled():
            return ""
        box.setCurrentIndex(at)
        box.activated.emit(at)
        return f"choose {box.accessibleName()}: {box.itemText(at)}"

    def _type_number(self) -> str:
        spin = self._one_of(self._seen(QAbstractSpinBox))
        if spin is None or spin.objectName() == "permutations":
            return ""
        spin.setFocus()
        spin.selectAll()
        number = self._one_of(("0", "1", "3", "7", "99999999", "-4", "0.5", "", "x"))
        QTest.keyClicks(spin, number)
        QTest.keyClick(spin, Qt.Key.Key_Return)
        return f"{spin.accessibleName()} {number!r}"

    def _type_words(self) -> str:
        line = self._one_of(
            [
                each
                for each in self._seen(QLineEdit)
                if not isinstance(each.parentWidget(), QAbstractSpinBox)
            ]
        )
        if line is None or line.isReadOnly():
            return ""
        words = self._one_of(("a", "street", "zzz", "E01", "(", "\\", "\u0000é"))
        line.setText("" if self.chance.random() < 0.6 else words)
        return f"words {line.text()!r}"

    def _tab(self) -> str:
        bar = self._one_of(self._seen(QTabBar))
        if bar is None:
            return ""
        at = self.chance.randrange(bar.count())
        bar.setCurrentIndex(at)
        return f"tab {bar.tabText(at)}"

    def _row(self) -> str:
        table = self._one_of(self._seen(QTableView))
        if table is None or table.model() is None or not table.model().rowCount():
            return ""
        if self.chance.random() < 0.2:
            head = table.findChild(QHeaderView)
            at = QPoint(self.chance.randrange(max(head.width(), 1)), 10)
            QTest.mouseClick(table.horizontalHeader().viewport(), LEFT, pos=at)
            return "head of the table"
        row = self.chance.randrange(table.model().rowCount())
        column = self.chance.randrange(table.model().columnCount())
        place = table.visualRect(table.model().index(row, column)).center()
        if not table.viewport().rect().contains(place):
            table.scrollTo(table.model().index(row, column))
            place = table.visualRect(table.model().index(row, column)).center()
        held = self._one_of((NO_KEY, NO_KEY, CONTROL, SHIFT))
        click = self._one_of((QTest.mouseClick, QTest.mouseClick, QTest.mouseDClick))
        click(table.viewport(), LEFT, held, place)
        return f"row {row} {held}"

    def _map(self) -> str:
        view = self.window.view.map
        if not view.isVisible() or not view.isEnabled():
            return ""
        at = self._point_in(view.rect())
        deed = self._one_of(
            ("click", "add", "drag", "rectangle", "wheel", "double", "move", "menu")
        )
        if deed == "click":
            QTest.mouseClick(view, LEFT, NO_KEY, at)
        elif deed == "add":
            QTest.mouseClick(view, LEFT, CONTROL, at)
        elif deed in ("drag", "rectangle"):
            held = NO_KEY if deed == "drag" else SHIFT
            QTest.mousePress(view, LEFT, held, at)
            for _ in range(3):
                QTest.mouseMove(view, self._point_in(view.rect()))
            QTest.mouseRelease(view, LEFT, held, self._point_in(view.rect()))
        elif deed == "wheel":
            self._wheel(view, at)
        elif deed == "double":
            QTest.mouseDClick(view, LEFT, NO_KEY, at)
        elif deed == "menu":
            QTest.mouseClick(view, Qt.MouseButton.RightButton, NO_KEY, at)
        else:
            QTest.mouseMove(view, at)
        return f"map {deed}"

    def _wheel(self, view: QWidget, at: QPoint) -> None:
        turn = self._one_of((120, -120, 1200, -1200, 15))
        event = QWheelEvent(
            QPointF(at),
            QPointF(view.mapToGlobal(at)),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            NO_KEY,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)

    def _chart(self) -> str:
        chart = self._one_of(self._seen(ChartView))
        if chart is None:
            return ""
        inner = self._one_of([chart, *self._seen(QWidget, chart)])
        at = self._point_in(inner.rect())
        QTest.mouseMove(inner, at)
        QTest.mouseClick(inner, LEFT, self._one_of((NO_KEY, CONTROL)), at)
        return "chart"

    def _key(self) -> str:
        key, held = self._one_of(KEYS)
        goal = QApplication.focusWidget() or self.window
        QTest.keyClick(goal, key, held)
        return f"key {key} {held} on {type(goal).__name__}"

    def _action(self) -> str:
        acts = self.window.acts
        able = [n for n, each in acts.items() if each.isEnabled() and n != "quit"]
        name = self._one_of(able)
        acts[name].trigger()
        return f"action {name}"

    def _resize(self) -> str:
        size = self._one_of(SIZES)
        self.window.resize(*size)
        return f"size {size}"

    def _undo(self) -> str:
        name = self._one_of(("undo", "undo", "redo"))
        if not self.window.acts[name].isEnabled():
            return ""
        self.window.acts[name].trigger()
        return str(name)

    def _cancel(self) -> str:
        """Press Cancel while something new has just been asked."""
        if not self.window.is_on_desk:
            return ""
        said = self._choose()
        for _ in range(self.chance.randrange(4)):
            QApplication.processEvents()
            time.sleep(0.005)
        self.window.view.work.cancel.click()
        return f"{said}, cancelled"

    def _reopen(self) -> str:
        way = self._one_of(
            ("practice", "practice", "kept", "broken", "gone", "data", "leave")
        )
        window = self.window
        if way == "practice":
            window.open_practice(with_tour=self.chance.random() < 0.2)
        elif way == "data":
            window.show_checklist(self._some_data())
        elif way == "leave":
            window.checklist.left.emit()
        else:
            window.files.open(self.folder / f"{way}.hotspot")
        return f"open {way}"

    def _hold_permutations(self) -> None:
        """Have few permutations, as an analyst may: chance is not the matter."""
        desk = self.window.desk
        form = self.window.view.question.form
        if desk.project is not None and "permutations" in form.values():
            spin = form.field("permutations")
            if spin.isEnabled() and spin.value() != QUICK:
                spin.setValue(QUICK)

    # --- looking --------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing is being worked on."""
        window, end = self.window, time.monotonic() + PATIENCE
        quiet = 0
        while quiet < 3:
            QApplication.processEvents()
            workers = (window.desk, window.files, window.exports)
            busy = any(each.is_busy for each in workers) or window.checklist.busy()
            quiet = 0 if busy else quiet + 1
            if busy:
                time.sleep(0.002)
            if time.monotonic() > end:
                raise AssertionError(f"the window doesn't come to rest: {self.last()}")
        self._raise_troubles()

    def check(self) -> None:
        """Compare what is shown with the answer computed afresh."""
        window = self.window
        project = window.desk.project
        acts = window.acts
        if project is None:
            assert not acts["undo"].isEnabled(), self.last()
            assert window.windowTitle() == "Hotspot", self.last()
            return
        star = window.windowTitle().split(" – ")[0].endswith("*")
        assert star == window.files.is_changed, self.last()
        if not window.is_on_desk:
            return
        assert acts["undo"].isEnabled() == window.desk.can_undo, self.last()
        assert acts["redo"].isEnabled() == window.desk.can_redo, self.last()
        fresh = self.fresh(project)
        if self.cancelled and window.desk.answer is None:
            assert not window.view.is_current, self.last()
            return
        if isinstance(fresh, HotspotError):
            assert window.desk.answer is None, self.last()
            assert not window.view.is_current, self.last()
            assert window.left.text() == "", self.last()
            return
        assert window.view.is_current, self.last()
        self._check_answer(fresh)
        self._check_question(project)
        assert window.view.map.selection() == window.view.selection
        assert window.view.panel.places.view.chosen == window.view.selection

    def _check_answer(self, fresh: Answer) -> None:
        window, where = self.window, self.last()
        view = window.view
        self.looked += 1
        assert view.panel.sentences.words.headline == fresh.explanation.headline, where
        key = view._key(fresh)
        assert key is not None
        key = plain_key(key) if view.is_officer else key
        legend = [(entry.label, entry.count) for entry in key.entries]
        assert view.map.legend.words() == legend, where
        assert view.map.accessibleName() == f"Map: {key.title}", where
        shown = view.map.key
        assert shown is not None
        assert shown.entry_of.equals(key.entry_of), where
        assert window.left.text() == left_words(fresh), where
        values = fresh.outcome.values
        assert values is not None
        counts = values.loc[fresh.areas["shown"].to_numpy(), "count"]
        table = view.panel.places
        if not table.filter.text():
            model = table.view.places
            rows = {
                model.code(row): model.data(model.index(row, COUNT))
                for row in range(model.rowCount())
            }
            assert rows == {code: f"{count:,.0f}" for code, count in counts.items()}, (
                where
            )
        cautions = sum(note.caution for note in fresh.notes)
        tabs = view.panel.tabs
        assert tabs.tabText(tabs.count() - 1) == f"Notes ({cautions})", where

    def _check_question(self, project: Project) -> None:
        asked, panel = project.asked, self.window.view.question
        assert panel.method.currentData() == asked.method, self.last()
        assert panel.where.currentData()[0] == asked.within, self.last()
        chosen = {
            chip.accessibleName() or chip.text()
            for chip in panel.types.findChildren(QAbstractButton)
            if chip.isCheckable() and chip.isChecked()
        }
        assert set(asked.types) <= chosen or not asked.types, self.last()
        assert bool(asked.types) != ("All crime" in chosen), self.last()

    def fresh(self, project: Project) -> Answer | HotspotError:
        """Answer the project's question with nothing remembered but the files."""
        asked = project.asked
        try:
            check(asked)
            material = self._material(project.files)
            counted = self._tally(material, asked, project.groups)
            return answer(material, counted, asked, names=project.names)
        except HotspotError as why:
            return why

    def _material(self, files: Files) -> Material:
        key = repr(files)
        if key not in self._materials:
            try:
                self._materials[key] = read_material(files)
            except HotspotError as why:
                self._materials[key] = why
        found = self._materials[key]
        if isinstance(found, HotspotError):
            raise found
        return found

    def _tally(self, material: Material, asked: Asked, groups: Groups) -> Tally:
        of = {"level": asked.level, "ward_residents": asked.ward_residents}
        by = {"sources": asked.sources, "flags": asked.flags}
        key = f"{id(material)} {of} {by} {groups.get(asked.level)}"
        if key not in self._tallies:
            placed = place(material, groups=groups, **of)
            self._tallies[key] = count(material, placed, **by)
        return self._tallies[key]

    def last(self) -> str:
        """Say what was done last."""
        return "\n".join(["", *self.done[-25:]])

    def _raise_troubles(self) -> None:
        if self._troubles.heard:
            told = "\n".join(self._troubles.heard)
            raise AssertionError(f"{told}\nafter{self.last()}")

    # --- chance ---------------------------------------------------------------

    def _one_of(self, things: Any) -> Any:
        return self.chance.choice(list(things)) if things else None

    def _point_in(self, place: QRect) -> QPoint:
        wide, high = max(place.width(), 1), max(place.height(), 1)
        return QPoint(self.chance.randrange(wide), self.chance.randrange(high))

    def _seen(self, kind: type[Any], inside: QWidget | None = None) -> list[Any]:
        """Return what can be reached with a mouse."""
        goal = inside or self.window
        return [
            each
            for each in goal.findChildren(kind)
            if each.isVisible()
            and each.isEnabled()
            and not each.visibleRegion().isEmpty()
        ]

    def _quick(self) -> dict[str, str]:
        return {"permutations": str(QUICK)}

    def _where(self, proposed: Path) -> Path | None:
        if self.chance.random() < 0.3:
            return None
        ending = proposed.suffix
        name = self._one_of(("one", "two", "kept" if ending == ".hotspot" else "x"))
        return self.folder / f"{name}{ending}"

    def _projects(self) -> list[Path | None]:
        return [None, self.folder / "gone.hotspot", *self.folder.glob("*.hotspot")]

    def _data(self) -> list[Path]:
        town = practice_files()
        extra = [town.wards, town.residents, town.deprivation]
        return [
            self.folder / "unknown.csv",
            town.areas,
            *town.crime,
            *(each for each in extra if each is not None),
        ]

    def _some_data(self) -> list[Path]:
        data = self._data()
        return self.chance.sample(data, self.chance.randrange(len(data) + 1))

    def _shut_modal(self) -> None:
        modal = QApplication.activeModalWidget()
        if modal is not None:
            modal.close()

    def _shut_popups(self) -> None:
        for _ in range(5):
            popup = QApplication.activePopupWidget()
            if popup is None:
                return
            if isinstance(popup, QMenu) and popup.actions():
                able = [each for each in popup.actions() if each.isEnabled()]
                if able and self.chance.random() < 0.5:
                    self._one_of(able).trigger()
            popup.close()


def threads_left() -> list[str]:
    """Return the app's threads that are still there."""
    return [each.name for each in threading.enumerate() if "hotspot" in each.name]

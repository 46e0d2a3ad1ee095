"""The window: places its parts and joins them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QWidget,
)

from hotspot_app.errors import HotspotError
from hotspot_app.project.pipeline import Answer
from hotspot_app.project.practice import practice_files
from hotspot_app.project.project import Project
from hotspot_app.project.question import Asked
from hotspot_app.ui import theme
from hotspot_app.ui.actions import ROWS, make_actions
from hotspot_app.ui.desk import Desk
from hotspot_app.ui.desk_view import DeskView
from hotspot_app.ui.status_line import left_words, right_words

FIRST_QUESTION = Asked(method="local_moran")
"""What is asked of files before anything was chosen."""

BAR = ("open", "add_data", "save", "undo", "redo")
"""Actions of the tool bar, left."""
BAR_RIGHT = ("export_map", "officer")


class MainWindow(QMainWindow):
    """Everything an analyst works with."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Hotspot")
        self.setAcceptDrops(True)
        self.desk, self.view = Desk(self), DeskView()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.view)
        self.setCentralWidget(self.pages)
        self.actions_ = make_actions(self)
        self._menus()
        self._bar()
        self._foot()
        self._join()
        self._join_actions()
        self._enable()
        self.resize(1366, 768)

    # --- parts ----------------------------------------------------------------

    def _menus(self) -> None:
        menus = {}
        for row in ROWS:
            if row.menu not in menus:
                menus[row.menu] = self.menuBar().addMenu(f"&{row.menu}")
            menus[row.menu].addAction(self.actions_[row.id])

    def _bar(self) -> None:
        bar = QToolBar("Main", movable=False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for name in BAR:
            bar.addAction(self.actions_[name])
        spring = QWidget()
        grow = QSizePolicy.Policy.Expanding
        spring.setSizePolicy(grow, QSizePolicy.Policy.Preferred)
        bar.addWidget(spring)
        for name in BAR_RIGHT:
            bar.addAction(self.actions_[name])
        self.addToolBar(bar)

    def _foot(self) -> None:
        self.left, self.right = QLabel(), QLabel()
        for label in (self.left, self.right):
            label.setProperty("role", "secondary")
        foot = self.statusBar()
        foot.setSizeGripEnabled(False)
        foot.addWidget(self.left, 1)
        foot.addPermanentWidget(self.right)

    # --- joining --------------------------------------------------------------

    def _join(self) -> None:
        desk, view = self.desk, self.view
        desk.changed.connect(self._show_project)
        desk.answered.connect(self._show_answer)
        desk.refused.connect(self._show_refusal)
        desk.working.connect(view.work.report)
        desk.rested.connect(view.work.rest)
        desk.companioned.connect(view.panel.show_companion)
        view.asked.connect(lambda choices: desk.ask(**choices))
        view.cleared.connect(self.clear)
        view.companion_wanted.connect(desk.companion)
        view.work.cancel.clicked.connect(desk.cancel)
        view.selection_changed.connect(lambda _: self._enable())

    def _join_actions(self) -> None:
        done: dict[str, Any] = {
            "practice": self.open_practice,
            "undo": self.desk.undo,
            "redo": self.desk.redo,
            "clear": self.clear,
            "read_again": self.desk.read_again,
            "quit": self.close,
            "copy_map": self.view.map.copy,
            "select_none": lambda: self.view.select(frozenset()),
            "zoom_in": self.view.map.zoom_in,
            "zoom_out": self.view.map.zoom_out,
            "fit": self.view.map.fit,
            "zoom_selection": lambda: self.view.map.zoom_to(self.view.selection),
        }
        for name, do in done.items():
            self.actions_[name].triggered.connect(lambda _=False, do=do: do())
        self.actions_["rectangle"].toggled.connect(self.view.map.set_rectangle_mode)
        self.actions_["officer"].toggled.connect(self.view.show_as_officer)
        self.actions_["dark"].toggled.connect(self._dress)

    # --- what happens ---------------------------------------------------------

    def open_files(self, project: Project) -> None:
        """Open a project."""
        self.desk.open(project)

    def open_practice(self) -> None:
        """Open the practice town."""
        self.desk.open(Project(practice_files(), FIRST_QUESTION))

    def clear(self) -> None:
        """Go back to the first question, with the method kept."""
        now = self.desk.project
        if now is not None:
            self.desk.ask(**_cleared(now.asked))

    def _show_project(self, project: Project) -> None:
        self._enable()
        if self.desk.answer is not None:
            self.view.show_answer(self.desk.answer, project)

    def _show_answer(self, answer: Answer, seconds: float) -> None:
        project = self.desk.project
        assert project is not None
        self.view.show_answer(answer, project)
        self.left.setText(left_words(answer))
        self.right.setText(right_words(seconds))
        self._enable()

    def _show_refusal(self, why: HotspotError) -> None:
        self.view.show_refusal(why)
        self._enable()

    def _dress(self, dark: bool) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        chosen = theme.DARK if dark else theme.LIGHT
        theme.put_on(app, chosen, theme.text_scale())

    def _enable(self) -> None:
        there = self.desk.project is not None
        chosen = bool(self.view.selection)
        can = {
            "undo": self.desk.can_undo,
            "redo": self.desk.can_redo,
            "rename": len(self.view.selection) == 1,
            "group": chosen,
            "select_none": chosen,
            "zoom_selection": chosen,
        }
        for name in ("save", "save_as", "export_map", "export_table", "export_layer"):
            can[name] = there
        for name, on in can.items():
            self.actions_[name].setEnabled(on)

    # --- Qt's events ----------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """End what runs behind the window, and go."""
        self.desk.end()
        self.view.map.stop()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take files that were dropped anywhere."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        del paths


def _cleared(asked: Asked) -> dict[str, Any]:
    fresh = Asked(method=asked.method, seed=asked.seed, level=asked.level)
    return {name: getattr(fresh, name) for name in Asked.__dataclass_fields__}

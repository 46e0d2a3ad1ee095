"""What was opened and shut is gone, and a closed window ends its work at once."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.window.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def shut_box() -> None:
    box = QApplication.activeModalWidget()
    assert box is not None
    box.close()


def ask(act: Callable[[], object]) -> Callable[[], None]:
    """Make what opens a box into what opens and shuts it."""

    def do() -> None:
        QTimer.singleShot(0, shut_box)
        act()

    return do


@pytest.mark.parametrize(
    "what", ["tour", "preferences", "save", "recover", "fault", "help"]
)
def test_what_was_opened_and_shut_is_gone(
    make_window: Callable[[], MainWindow], what: str
) -> None:
    window = make_window()

    def leave_tour() -> None:
        window.start_tour()
        assert window.tour is not None
        window.tour.leave()

    acts: dict[str, Callable[[], None]] = {
        "tour": leave_tour,
        "preferences": ask(window.acts["preferences"].trigger),
        "save": ask(lambda: messages.ask_to_save(window, "June")),
        "recover": ask(lambda: messages.ask_to_recover(window, "There is work.")),
        "fault": ask(lambda: messages.show_fault(window, "x")),
        "help": window.acts["about"].trigger,
    }
    many = []
    for _ in range(3):
        acts[what]()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        many.append(len(window.findChildren(QWidget)))
    assert many[1] == many[2]


@pytest.mark.slow
def test_nothing_is_left_of_a_closed_window(
    qtbot: QtBot, home: Path, dressed: object
) -> None:
    before = set(QApplication.allWidgets())
    made = MainWindow()
    made.show()
    with qtbot.waitSignal(made.desk.answered, timeout=60_000):
        made.open_practice(with_tour=True)
    tabs = made.view.panel.tabs
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        while made.desk.is_busy:
            QApplication.processEvents()
    made.resize(900, 600)  # the tour's card follows, once there is time
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert set(QApplication.allWidgets()) - before == set()
    gone = weakref.ref(made)
    del made, tabs
    gc.collect()
    assert gone() is None


CLOSED = """
import atexit, sys, time
atexit.register(lambda: print(time.process_time()))  # last of all
from pathlib import Path
from PySide6.QtCore import QTimer
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.start_up.app import begin
from tests.ui.resting import at_work
app, opening = begin()
messages.ask_to_save = lambda *_: "discard"
messages.ask_where_to_save = lambda *_: Path(sys.argv[2])
messages.ask_for_marking = lambda _, now: now.marked("OFFICIAL", "", on="2026-06-01")
def close():
    window = opening.window
    assert window.desk.is_busy or window.exports.is_busy or at_work(window.checklist)
    print(time.process_time(), flush=True)
    assert window.close()
def work(window):
    if sys.argv[1] == "checklist":
        window.open_practice()
        window.show_checklist([])
    elif sys.argv[1] == "export":
        window.open_practice()
        window.desk.answered.connect(export)
        return
    else:
        window.open_practice()
    QTimer.singleShot(int(sys.argv[3]), close)
def export(*_):
    opening.window.acts["export_map"].trigger()
    close()
opening.ready.connect(work)
sys.exit(app.exec())
"""
LATEST = 4.0
"""Seconds of processor time, which a busy machine hardly lengthens."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("what", "after"),
    [("read", 0), ("read", 700), ("checklist", 300), ("export", 0)],
)
def test_a_window_closed_at_work_ends_the_process_at_once(
    home: Path, what: str, after: int
) -> None:
    process = subprocess.run(
        [sys.executable, "-c", CLOSED, what, str(home / "map.pdf"), str(after)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    warned = process.stderr
    assert process.returncode == 0, warned
    closed, ended = map(float, process.stdout.split())
    assert ended - closed < LATEST
    lines = [each for each in warned.splitlines() if "does not support" not in each]
    assert lines == []
    assert not [*home.glob(".map-*")]

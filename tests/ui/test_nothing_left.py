"""What was opened and shut is gone, and a closed window ends its work at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.ui import messages
from hotspot_app.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture
def window(qtbot: QtBot, home: Path, dressed: object) -> Iterator[MainWindow]:
    made = MainWindow()
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


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
def test_what_was_opened_and_shut_is_gone(window: MainWindow, what: str) -> None:
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

"""A window comes at once, and the rest of the app behind it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save import file
from hotspot_app.project.save.recovery import SafetyCopy, left_behind
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.dialogs.faults import Faults
from hotspot_app.ui.start_up import opening
from hotspot_app.ui.start_up.first_window import GETTING_READY
from hotspot_app.ui.start_up.opening import Opening
from tests.ui.conftest import end

HEAVY = ("numpy", "pandas", "scipy", "geopandas", "libpysal", "matplotlib", "pyproj")


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def begun(qtbot: QtBot, home: Path, dressed: object) -> Iterator[Opening]:
    """An app that has just been started."""
    made = Opening(Faults())
    yield made
    if made.window is not None:
        made.window.files.close()
        end(made.window)
    end(made.first)


def test_no_heavy_library_is_loaded_before_there_is_a_window() -> None:
    code = "import sys, hotspot_app.ui.start_up.app; print(*sys.modules)"
    assert not {name.split(".")[0] for name in python(code).split()} & {*HEAVY}


@pytest.mark.slow
def test_what_the_window_needs_is_loaded_behind_it() -> None:
    """Nothing but the window's own modules is left for the window's thread."""
    code = (
        "import sys, hotspot_app.ui.start_up.app\n"
        "from hotspot_app.progress import SILENT\n"
        "from hotspot_app.ui.start_up.warm_up import load\n"
        "load(SILENT); before = set(sys.modules)\n"
        "import hotspot_app.ui.window.main_window\n"
        "print(*set(sys.modules) - before)"
    )
    late = python(code).split()
    ours = [name for name in late if name.startswith("hotspot_app")]
    assert [name for name in ours if not name.startswith("hotspot_app.ui")] == []
    assert not {name.split(".")[0] for name in late} & {*HEAVY}


ANSWERED = """
import linecache, sys
from hotspot_app.ui.start_up.app import begin
from tests.ui.resting import at_work
app, opening = begin()
def look(window):
    if window.desk.answer is None or at_work(window.desk):
        return QTimer.singleShot(100, lambda: look(window))
    held = {name.split(".")[0] for name in sys.modules}
    from hotspot_app.ui.window.exports import Showing
    print("before", *sorted(held & {*HELD}), sum(map(len, linecache.cache)) < 10_000)
    window.exports.said.connect(lambda told: told.startswith("The ") and leave(window))
    shown = Showing(window.desk.answer)
    window.exports.write("export_table", shown, Path(sys.argv[1]))
def leave(window):
    held = {name.split(".")[0] for name in sys.modules}
    print("after", *sorted(held & {*HELD}))
    window.files.close()
    window.close()
    app.quit()
def start(window):
    window.open_practice()
    look(window)
opening.ready.connect(start)
app.exec()
"""


@pytest.mark.slow
def test_the_window_holds_nothing_that_only_files_are_made_with(
    home: Path, tmp_path: Path
) -> None:
    """Matplotlib and what stands behind esda are 150 MB; a table needs both."""
    held = ("matplotlib", "esda", "libpysal", "sklearn", "requests")
    code = (
        "from pathlib import Path\nfrom PySide6.QtCore import QTimer\n"
        f"HELD = {held}\n{ANSWERED}"
    )
    path = tmp_path / "table.xlsx"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=200,
    )
    before, after = done.stdout.splitlines()
    assert before == "before True"
    assert {"esda", "matplotlib"} <= {*after.split()}
    book = openpyxl.load_workbook(path)
    notes = " ".join(str(row) for row in book["Notes"].iter_rows(values_only=True))
    assert "A second calculation by esda" in notes
    assert "agrees for" in notes


@pytest.mark.slow
def test_what_is_pressed_early_is_done_when_all_is_loaded(
    qtbot: QtBot, begun: Opening
) -> None:
    begun.begin()
    assert begun.first.isVisible()
    assert begun.first.right.text() == GETTING_READY
    begun.first.start.practice_button.click()
    with qtbot.waitSignal(begun.ready, timeout=60_000):
        pass
    assert begun.window is not None
    assert not begun.first.isVisible()
    assert begun.window.is_on_desk
    with qtbot.waitSignal(begun.window.desk.answered, timeout=60_000):
        pass


@pytest.mark.slow
def test_a_project_it_is_started_with_is_opened(
    qtbot: QtBot, home: Path, dressed: object
) -> None:
    path = home / "june.hotspot"
    asked = Asked(method="rate_map")
    file.save(Project(practice_files(), asked), path)
    begun = Opening(Faults(), path)
    begun.begin()
    with qtbot.waitSignal(begun.ready, timeout=60_000):
        pass
    assert begun.window is not None
    with qtbot.waitSignal(begun.window.desk.answered, timeout=60_000):
        pass
    assert begun.window.windowTitle() == "june – Hotspot"
    end(begun.window)


def test_closing_it_early_stops_the_loading(
    qtbot: QtBot, begun: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    monkeypatch.setattr(opening, "main_window", made.append)
    begun.begin()
    begun.first.close()
    qtbot.wait(300)
    assert made == []


CRASH = """
import os, signal, sys
from PySide6.QtCore import QTimer
from hotspot_app.ui.start_up.app import begin
app, opening = begin()
def change(window):
    window.open_practice()
    window.desk.answered.connect(lambda *_: again(window))
def again(window):
    window.desk.answered.disconnect()
    window.desk.ask(types=("Burglary",))
    QTimer.singleShot(2500, lambda: os.kill(os.getpid(), signal.SIGKILL))
opening.ready.connect(change)
app.exec()
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_unsaved_changes_survive_a_killed_window(
    qtbot: QtBot, begun: Opening, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = subprocess.run([sys.executable, "-c", CRASH], timeout=120, check=False)
    assert killed.returncode == -9
    asked: list[str] = []

    def take(_: object, words: str) -> str:
        asked.append(words)
        return "save"

    monkeypatch.setattr(messages, "ask_to_recover", take)
    begun.begin()
    with qtbot.waitSignal(begun.ready, timeout=60_000):
        pass
    window = begun.window
    assert window is not None
    qtbot.waitUntil(lambda: window.desk.answer is not None, timeout=60_000)
    assert len(asked) == 1
    assert "unsaved changes to Untitled" in asked[0]
    assert window.desk.project is not None
    assert window.desk.project.asked.types == ("Burglary",)
    assert window.windowTitle().startswith("Untitled*")


@pytest.mark.slow
def test_work_left_behind_is_offered_beside_a_project_it_is_started_with(
    qtbot: QtBot, home: Path, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = home / "june.hotspot"
    file.save(Project(practice_files(), Asked(method="rate_map")), path)
    copy = SafetyCopy()
    copy.keep(Project(practice_files(), Asked(method="count_map")), None)
    assert copy._lock is not None
    copy._lock.close()  # as when its process ends
    begun = Opening(Faults(), path)
    asked: list[str] = []

    def later(_: object, words: str) -> str:
        assert begun.window is not None
        asked.append(f"{begun.window.windowTitle()}: {words}")
        return "cancel"

    monkeypatch.setattr(messages, "ask_to_recover", later)
    begun.begin()
    qtbot.waitUntil(lambda: bool(asked), timeout=60_000)
    window = begun.window
    assert window is not None
    assert asked[0].startswith("june – Hotspot: ")
    assert "unsaved changes to Untitled" in asked[0]
    assert window.windowTitle() == "june – Hotspot"
    assert len(left_behind()) == 1
    end(window)
    assert len(left_behind()) == 1

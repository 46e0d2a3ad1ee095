"""The self-test's steps in the window: every kind of work done once, without a user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer, qVersion
from PySide6.QtGui import QImage

from hotspot_app.brief.digest import digest, digest_of_all
from hotspot_app.brief.versions import versions
from hotspot_app.data.apart import reader
from hotspot_app.data.base.grid import to_grid
from hotspot_app.data.boundaries.catalogue import listing
from hotspot_app.data.boundaries.library_data import library_data
from hotspot_app.data.boundaries.map_layer import read_layer
from hotspot_app.data.native.gdal import DRIVERS
from hotspot_app.data.tables.published_table import read_tables
from hotspot_app.methods import all_methods, get
from hotspot_app.paths import config, shipped
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.start_up.self_test import NotAsItShouldBeError
from hotspot_app.ui.window.exports import Showing
from hotspot_app.ui.window.main_window import MainWindow

Step = Callable[[str], None]
Write = Callable[[Answer, Path], None]
Briefs = Callable[[Path], Sequence[Path]]

CAISTER: Final = (1.716073973, 52.658007833), (651409.804, 313177.450)
"""Caister water tower: longitude and latitude, easting and northing (OS)."""


def rehearse(
    window: MainWindow, folder: Path, *, step: Step, write: Write, briefs: Briefs
) -> dict[str, Any]:
    """Read, analyse, draw, export, save, open again, and take a picture.

    Parameters
    ----------
    window
        The main window.
    folder
        Where files are written.
    step
        Called with the name of each step as it begins.
    write
        Writes an answer into a folder.
    briefs
        Writes a brief in every format into a folder, and returns its files.

    Returns
    -------
    dict
        Entries of the report: digests, versions, paths of libraries' data, the
        reader's drivers and what limits its memory.
    """
    window.desk.refused.connect(_raise)
    window.exports.refused.connect(lambda why: _raise(NotAsItShouldBeError(why)))
    data = _check_whole()
    step("the reader")
    of_reader = _ask_reader()
    step("reading")
    window.open_practice()
    _until(lambda: window.desk.answer is not None)
    digests = {}
    for method in all_methods():
        step(method.id)
        answer = _answer(window, method.id)
        write(answer, folder / "results" / method.id)
        digests[method.id] = digest(answer)
    step("a rate map again")
    answer = _answer(window, "rate_map")
    _export(window, answer, folder, step)
    step("a brief")
    _check_briefs(briefs(folder / "briefs"))
    _save_and_open(window, answer, folder / "month.hotspot", step)
    step("a picture of the window")
    window.resize(1366, 768)
    colours = _grab(window, folder / "window.png")
    step("a point on the grid")
    off = _metres_off()
    window.close()
    return {
        "digest": digest_of_all(digests),
        "digests": digests,
        "versions": {**versions(), "Qt": qVersion()},
        "data": data,
        "reader": of_reader,
        "boundaries": {each.entry.id: each.state for each in listing()},
        "own": str(config()),
        "colours": colours,
        "metres_off": off,
    }


def _check_briefs(files: Sequence[Path]) -> None:
    empty = [path.name for path in files if not path.stat().st_size]
    if empty or not files:
        raise NotAsItShouldBeError(f"of a brief is empty: {empty or 'everything'}")


def open_project(window: MainWindow, path: Path) -> None:
    """Open a project and wait for its answer, or raise why there is none."""
    window.desk.refused.connect(_raise)
    window.files.open(path)
    _until(lambda: window.desk.answer is not None)
    window.desk.refused.disconnect(_raise)
    window.close_project()


def _check_whole() -> dict[str, str]:
    """Return the paths of libraries' data, after checking that the build is whole.

    Every module in the build's list must be there: the app would run without a
    method's module, and only no longer offer the method.

    Raises
    ------
    NotAsItShouldBeError
        If a module, or a library's data, is missing.
    """
    listed = shipped("resources") / "modules.txt"
    names = listed.read_text(encoding="ascii").split() if listed.is_file() else []
    lost = [name for name in names if find_spec(name) is None]
    if lost:
        raise NotAsItShouldBeError(f"modules are missing: {', '.join(lost)}")
    data = library_data()
    if not all(data.values()):
        raise NotAsItShouldBeError(f"data of a library are missing: {data}")
    return data


def _ask_reader() -> dict[str, Any]:
    """Return the reader process's own report, after checking its drivers and limit."""
    told: dict[str, Any] = reader().ask("itself", {}, where="the reader")
    if set(told["drivers"]) != set(DRIVERS):
        raise NotAsItShouldBeError(f"the reader opens {told['drivers']}")
    if told["holder of memory"] == "nothing":
        raise NotAsItShouldBeError("nothing holds the reader's memory")
    return told


def _answer(window: MainWindow, method: str) -> Answer:
    compared = "comparison" in get(method).needs
    window.desk.ask(method=method, against="year" if compared else "")
    _until(lambda: window.desk.answer is not None)
    assert window.desk.answer is not None
    return window.desk.answer


def _export(window: MainWindow, answer: Answer, folder: Path, step: Step) -> None:
    """Write a file of each kind, and read back those that can be read."""
    names = {"export_map": "map.pdf", "export_table": "table.xlsx"}
    for act, name in {**names, "export_layer": "layer.gpkg"}.items():
        step(f"export of {name}")
        window.exports.write(act, Showing(answer), folder / name)
        _until(lambda: not window.exports.is_busy)
    step("reading the exports")
    shown = answer.areas[answer.shown]
    west, south, east, north = shown.total_bounds.tolist()
    layer = read_layer(folder / "layer.gpkg", (west, south, east, north))
    tables, _ = read_tables(folder / "table.xlsx")
    if not tables or len(getattr(layer, "frame", ())) < len(shown):
        raise NotAsItShouldBeError("the exports have lost areas")


def _save_and_open(window: MainWindow, answer: Answer, path: Path, step: Step) -> None:
    """Save the project, close it, open it, and compare the answers."""
    step("saving")
    assert window.desk.project is not None
    window.files.begin(window.desk.project, path)
    window.files.save()
    window.close_project()
    step("opening again")
    window.files.open(path)
    _until(lambda: window.desk.answer is not None)
    assert window.desk.answer is not None
    if digest(window.desk.answer) != digest(answer):
        raise NotAsItShouldBeError("the project gives another answer when opened")


def _grab(window: MainWindow, path: Path) -> int:
    """Save a picture of the window once the map is sharp, and count its colours."""
    _until(window.view.map.is_sharp)
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if not image.save(str(path)):
        raise NotAsItShouldBeError("the picture of the window can't be written")
    pixels = np.frombuffer(image.constBits(), dtype=np.uint32)
    colours = len(np.unique(pixels))
    if colours < 50:
        raise NotAsItShouldBeError(f"the window has {colours} colours")
    return colours


def _metres_off() -> float:
    """Return by how many metres a point transformed to the National Grid is off."""
    (longitude, latitude), there = CAISTER
    east, north = to_grid(np.array([longitude]), np.array([latitude]))
    off = float(np.hypot(east[0] - there[0], north[0] - there[1]))
    if not off < 0.1:
        raise NotAsItShouldBeError(f"a point on the grid is {off} m off")
    return off


def _until(done: Callable[[], bool]) -> None:
    """Run Qt's events until something is done."""
    loop, beat = QEventLoop(), QTimer(interval=20)
    beat.timeout.connect(lambda: loop.quit() if done() else None)
    beat.start()
    loop.exec()


def _raise(why: Exception) -> None:
    raise why

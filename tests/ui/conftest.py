"""Answers to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.draw.looks.legend import MapKey, map_key
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.known import NOTHING_KNOWN, Known
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import run
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.view import MapView
from hotspot_app.ui.window import desk as desk_module
from hotspot_app.ui.window.main_window import MainWindow


@dataclass(frozen=True, eq=False)
class Shown:
    """What a map is made of."""

    areas: gpd.GeoDataFrame
    wards: gpd.GeoDataFrame | None
    key: MapKey

    def codes(self, label: str) -> frozenset[str]:
        """Codes of a class."""
        entries = [entry.label for entry in self.key.entries]
        held = self.key.entry_of
        return frozenset(held.index[held == entries.index(label)])


def shown(answer: Answer) -> Shown:
    assert answer.style is not None
    assert answer.material.wards is not None
    key = map_key(answer.outcome.values, answer.style, shown=answer.areas["shown"])
    return Shown(answer.areas, answer.material.wards.areas, key)


@pytest.fixture(scope="session")
def practice(practice_stages: Stages) -> Shown:
    asked = Asked(method="local_moran")
    return shown(practice_stages.answer(practice_files(), asked))


@pytest.fixture(scope="session")
def practice_rates(practice_stages: Stages) -> Shown:
    return shown(practice_stages.answer(practice_files(), Asked(method="rate_map")))


@pytest.fixture(scope="session")
def southampton(real: Path) -> Shown:
    files = Files(
        areas=real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
        wards=real / "boundaries" / "E06000045_wards2025_bgc.geojson",
        crime=tuple(sorted((real / "crime").glob("2025-0[1-6]-hampshire-street.csv"))),
        residents=real
        / "population"
        / "census2021_lsoa21_usual_residents_households.csv",
    )
    return shown(run(files, Asked(method="local_moran")))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders of their own."""
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[Callable[..., None]]:
    """Puts on a theme, which takes long where a window stands, only if it changes."""

    def put_on(look: theme.Theme, scale: float = 1.0) -> None:
        on = theme.current(), theme.text_scale()
        if on != (look, scale) or not qapp.styleSheet():
            theme.put_on(qapp, look, scale)

    put_on(theme.LIGHT)
    yield put_on
    put_on(theme.LIGHT)


class TownKept(Stages):
    """Caches for short tests, which don't drop the practice town for other files."""

    def __init__(self, town: Material) -> None:
        super().__init__()
        self._town = town

    def material(self, files: Files, progress: Progress = SILENT) -> Material:
        if files == practice_files():
            return self._town
        return super().material(files, progress)

    def warm(
        self,
        files: Files,
        asked: Asked,
        progress: Progress = SILENT,
        *,
        known: Known = NOTHING_KNOWN,
    ) -> None:
        """Prepare nothing: it takes longer than most tests, which ask one question."""


@pytest.fixture(scope="session")
def read_once(practice_material: Material) -> Stages:
    """What windows read, kept for all tests."""
    return TownKept(practice_material)


@pytest.fixture
def make_window(
    qtbot: QtBot, home: Path, dressed: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows on a laptop's screen; they are gone when the test has ended."""
    made: list[MainWindow] = []
    monkeypatch.setattr(
        messages,
        "ask_for_marking",
        lambda _, briefing: briefing.marked("OFFICIAL", "", on="2026-06-01"),
    )

    def make(*, shown: bool = True) -> MainWindow:
        window = MainWindow()
        made.append(window)
        window.resize(1366, 768)
        if shown:
            with qtbot.waitExposed(window):
                window.show()
        return window

    yield make
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    for window in made:
        end(window)


def end(window: QWidget) -> None:
    """Close a window and have it deleted now; else it is dressed with the next."""
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture
def town_is_read(read_once: Stages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows read nothing that another has read."""
    monkeypatch.setattr(desk_module, "Stages", lambda: read_once)


@pytest.fixture
def window(
    make_window: Callable[..., MainWindow],
    town_is_read: None,
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    """The window; what it reads is kept."""
    monkeypatch.setattr(messages, "ask_to_save", lambda *_: "discard")
    return make_window()


@pytest.fixture
def make_map(qtbot, dressed) -> Callable[..., MapView]:
    """Shows a map and waits until it is sharp."""

    def make(what: Shown | None = None, size: tuple[int, int] = (720, 700)) -> MapView:
        view = MapView()
        qtbot.addWidget(view, before_close_func=lambda closing: closing.stop())
        view.resize(*size)
        with qtbot.waitExposed(view):
            view.show()
        if what is not None:
            view.set_areas(what.areas, what.wards)
            view.set_key(what.key)
            wait_sharp(qtbot, view)
        return view

    return make


def wait_sharp(qtbot, view: MapView) -> None:
    qtbot.waitUntil(view.is_sharp, timeout=60_000)


def picture(view: MapView) -> QImage:
    return view.grab().toImage()


def colour_at(image: QImage, x: float, y: float) -> str:
    ratio = image.devicePixelRatio()
    return QColor(image.pixel(int(x * ratio), int(y * ratio))).name()

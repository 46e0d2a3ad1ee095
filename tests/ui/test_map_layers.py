"""Layers of the analyst's own on the map of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image, TiffImagePlugin
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from hotspot_app.ui import theme
from hotspot_app.ui.map_layers import COLOURS, MapLayers
from hotspot_app.ui.map_view import MapView
from tests.ui.conftest import Shown, colour_at, picture, wait_sharp


@pytest.fixture
def view(make_map, practice: Shown) -> MapView:
    return make_map(practice)


@pytest.fixture
def layers(view: MapView) -> Iterator[MapLayers]:
    made = MapLayers(view)
    yield made
    made.end()


@pytest.fixture
def around(practice: Shown) -> tuple[float, float, float, float]:
    west, south, east, north = practice.areas.total_bounds.tolist()
    return west, south, east, north


@pytest.fixture
def route(tmp_path: Path, around) -> Path:
    west, south, east, north = around
    line = shapely.LineString([(west, south), (east, north)])
    path = tmp_path / "Bus routes.gpkg"
    gpd.GeoDataFrame(geometry=[line], crs="EPSG:27700").to_file(path)
    return path


@pytest.fixture
def ground(tmp_path: Path, around) -> Path:
    west, _, _, north = around
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[33550], tags.tagtype[33550] = (100.0, 100.0, 0.0), 12
    tags[33922], tags.tagtype[33922] = (0, 0, 0, west - 5e3, north + 5e3, 0.0), 12
    tags[34735], tags.tagtype[34735] = (1, 1, 0, 1, 3072, 0, 1, 27700), 3
    green = np.zeros((200, 200, 3), dtype=np.uint8)
    green[:] = (0, 170, 0)
    path = tmp_path / "Ground.tif"
    Image.fromarray(green).save(path, tiffinfo=tags)
    return path


def near(one: str, other: str, within: int = 40) -> bool:
    def parts(text: str) -> np.ndarray:
        return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)])

    return bool(np.abs(parts(one) - parts(other)).max() <= within)


def test_lines_and_a_picture_are_drawn_and_named(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path, ground: Path
) -> None:
    layers.show((route, ground), around)
    qtbot.waitUntil(lambda: len(view.layers.names()) == 2, timeout=10_000)
    wait_sharp(qtbot, view)
    assert view.layers.names() == ["Bus routes", "Ground"]
    assert view.layers.isVisible()
    image = picture(view)
    assert near(colour_at(image, view.width() - 4, view.height() // 2), "#00aa00")
    at = view.view_box().pixels(
        np.array([around[:2]]) * 0.65 + np.array([around[2:]]) * 0.35
    )
    x, y = at[0]
    found = [colour_at(image, x + i, y + j) for i in range(-2, 3) for j in range(-2, 3)]
    assert any(near(each, COLOURS["light"], 60) for each in found)
    layers.show((), around)
    assert not view.layers.isVisible()
    gone = colour_at(picture(view), view.width() - 4, view.height() // 2)
    assert not near(gone, "#00aa00")


def test_what_can_not_be_read_is_told_once_and_the_others_shown(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path
) -> None:
    told: list[str] = []
    layers.refused.connect(told.append)
    lost = route.with_name("lost.gpkg")
    for _ in range(3):
        layers.show((lost, route), around)
        qtbot.waitUntil(lambda: view.layers.names() == ["Bus routes"], timeout=10_000)
    assert len(told) == 1
    assert "no such file" in told[0]


def test_a_file_that_is_chosen_is_told_only_if_it_can_be_shown(
    qtbot: QtBot, layers: MapLayers, around, route: Path
) -> None:
    layers.show((), around)
    with qtbot.waitSignal(layers.added, timeout=10_000) as heard:
        layers.add(route)
    assert heard.args == [route]
    bad = route.with_name("bad.geojson")
    bad.write_text("{}", encoding="utf-8")
    with qtbot.assertNotEmitted(layers.added):
        with qtbot.waitSignal(layers.refused, timeout=10_000):
            layers.add(bad)


def test_a_layer_is_taken_off_by_its_button(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path
) -> None:
    layers.show((route,), around)
    qtbot.waitUntil(lambda: bool(view.layers.names()), timeout=10_000)
    button = view.layers.findChild(QToolButton)
    assert button.accessibleName() == "Remove the layer Bus routes"
    with qtbot.waitSignal(layers.removed) as heard:
        button.click()
    assert heard.args == [route]


def test_layers_follow_the_theme(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path, dressed
) -> None:
    layers.show((route,), around)
    qtbot.waitUntil(lambda: bool(view.layers.names()), timeout=10_000)
    dressed(theme.DARK)
    wait_sharp(qtbot, view)
    x, y = view.view_box().pixels(
        np.array([around[:2]]) * 0.65 + np.array([around[2:]]) * 0.35
    )[0]
    image = picture(view)
    found = [colour_at(image, x + i, y + j) for i in range(-2, 3) for j in range(-2, 3)]
    assert any(near(each, COLOURS["dark"], 60) for each in found)

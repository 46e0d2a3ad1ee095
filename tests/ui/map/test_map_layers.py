"""Layers of the analyst's own on the map of the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image, TiffImagePlugin
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from hotspot_app.draw.looks.palettes import STROKES
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.layer_list import Laid
from hotspot_app.ui.map.layers import MapLayers
from hotspot_app.ui.map.view import MapView
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
    green = np.full((200, 200, 3), (0, 170, 0), dtype=np.uint8)
    return tiff(tmp_path / "Ground.tif", green, (west - 5e3, north + 5e3))


@pytest.fixture
def flood(tmp_path: Path, around) -> Path:
    """Blue, over the northern half of the map and beyond."""
    west, south, _, north = around
    high = round((north - south) / 200) + 50
    blue = np.full((high, 200, 3), (0, 0, 255), dtype=np.uint8)
    return tiff(tmp_path / "Flood.tif", blue, (west - 5e3, north + 5e3))


def tiff(path: Path, pixels: np.ndarray, corner: tuple[float, float]) -> Path:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[33550], tags.tagtype[33550] = (100.0, 100.0, 0.0), 12
    tags[33922], tags.tagtype[33922] = (0, 0, 0, *corner, 0.0), 12
    tags[34735], tags.tagtype[34735] = (1, 1, 0, 1, 3072, 0, 1, 27700), 3
    tags[33432], tags.tagtype[33432] = "Wren Survey", 2
    Image.fromarray(pixels).save(path, tiffinfo=tags)
    return path


def own(*paths: Path) -> tuple[OwnLayer, ...]:
    return tuple(OwnLayer(path, f"Source of {path.stem}") for path in paths)


def laid(layers: MapLayers) -> list[Laid]:
    return layers._laid()


def near(one: str, other: str, within: int = 40) -> bool:
    def parts(text: str) -> np.ndarray:
        return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)])

    return bool(np.abs(parts(one) - parts(other)).max() <= within)


def test_lines_and_a_picture_are_drawn_and_named(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path, ground: Path
) -> None:
    layers.show(own(route, ground), around)
    qtbot.waitUntil(lambda: len(view.layers.names()) == 2, timeout=60_000)
    wait_sharp(qtbot, view)
    assert view.layers.names() == ["Bus routes", "Ground"]
    assert view.layers.isVisible()
    image = picture(view)
    assert near(colour_at(image, view.width() - 4, view.height() // 2), "#00aa00")
    at = view.camera.view.pixels(
        np.array([around[:2]]) * 0.65 + np.array([around[2:]]) * 0.35
    )
    x, y = at[0]
    found = [colour_at(image, x + i, y + j) for i in range(-2, 3) for j in range(-2, 3)]
    assert any(near(each, STROKES[0].colour, 60) for each in found)
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
        layers.show(own(lost, route), around)
        qtbot.waitUntil(
            lambda: view.layers.names() == ["Bus routes", "lost"], timeout=60_000
        )
    assert len(told) == 1
    assert "no such file" in told[0]
    assert [each.own.path for each in laid(layers)] == [lost, route]
    assert [each.path for each, _ in layers.drawn()] == [route]
    assert [each.path for each in layers.not_drawn()] == [lost]
    assert view.canvas.sources.tip_at(QPoint(0, 0)) == ""
    assert view.canvas.sources.words == "Bus routes: Source of Bus routes"
    tips = [each.toolTip() for each in view.layers.findChildren(QLabel)]
    assert any("no such file" in tip for tip in tips)


def test_a_file_that_is_chosen_is_told_only_if_it_can_be_shown(
    qtbot: QtBot, layers: MapLayers, around, route: Path
) -> None:
    layers.show((), around)
    with qtbot.waitSignal(layers.added, timeout=60_000) as heard:
        layers.add(route)
    assert heard.args == [route, ""]
    bad = route.with_name("bad.geojson")
    bad.write_text("{}", encoding="utf-8")
    with qtbot.assertNotEmitted(layers.added):
        with qtbot.waitSignal(layers.refused, timeout=60_000):
            layers.add(bad)


def test_a_layer_is_taken_off_by_its_button(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path
) -> None:
    layers.show(own(route), around)
    qtbot.waitUntil(lambda: bool(view.layers.names()), timeout=60_000)
    buttons = view.layers.findChildren(QToolButton)
    named = {each.accessibleName(): each for each in buttons}
    assert [*named] == ["Source of the layer Bus routes", "Remove the layer Bus routes"]
    for name, signal in zip(
        named, (view.layers.source_wanted, view.layers.removed), strict=True
    ):
        with qtbot.waitSignal(signal) as heard:
            named[name].click()
        assert heard.args == [route]


def test_all_pictures_are_drawn_in_their_order(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, ground: Path, flood: Path
) -> None:
    def colours() -> tuple[str, str]:
        image = picture(view)
        x = view.width() - 4
        return colour_at(image, x, view.height() * 0.3), colour_at(
            image, x, view.view_box().height * 0.8
        )

    layers.show(own(ground, flood), around)
    qtbot.waitUntil(lambda: len(view.layers.names()) == 2, timeout=60_000)
    wait_sharp(qtbot, view)
    assert view.layers.names() == ["Flood", "Ground"]
    north, south = colours()
    assert near(north, "#0000ff")
    assert near(south, "#00aa00")
    layers.show(own(flood, ground), around)
    assert view.layers.names() == ["Ground", "Flood"]
    assert near(colours()[0], "#00aa00")


def test_each_layer_of_lines_has_a_stroke_of_its_own(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path
) -> None:
    other = route.with_name("Cycle routes.gpkg")
    other.write_bytes(route.read_bytes())
    layers.show(own(route, other), around)
    qtbot.waitUntil(lambda: len(view.layers.names()) == 2, timeout=60_000)
    strokes = [each.shown.stroke for each in laid(layers)]
    assert strokes == list(STROKES[:2])
    again = [each.shown for each in laid(layers)]
    assert again == [each.shown for each in laid(layers)]
    layers.show(own(other), around)
    assert [each.shown.stroke for each in laid(layers)] == [STROKES[0]]


def test_a_picture_says_whose_it_is_when_it_is_added(
    qtbot: QtBot, layers: MapLayers, around, ground: Path
) -> None:
    layers.show((), around)
    with qtbot.waitSignal(layers.added, timeout=60_000) as heard:
        layers.add(ground)
    assert heard.args == [ground, "Wren Survey"]


def test_the_copied_map_lists_the_layers_that_are_drawn_without_buttons(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path
) -> None:
    lost = route.with_name("lost.gpkg")
    layers.show(own(route), around)
    qtbot.waitUntil(lambda: len(view.layers.names()) == 1, timeout=60_000)
    alone = view.layers.picture().size()
    layers.show(own(route, lost), around)
    qtbot.waitUntil(lambda: len(view.layers.names()) == 2, timeout=60_000)
    before = view.layers.size()
    assert view.layers.picture().size() == alone
    assert alone.width() < before.width()
    assert view.layers.size() == before
    assert view.layers.findChild(QToolButton).isVisible()


def test_layers_follow_the_theme(
    qtbot: QtBot, view: MapView, layers: MapLayers, around, route: Path, dressed
) -> None:
    layers.show(own(route), around)
    qtbot.waitUntil(lambda: bool(view.layers.names()), timeout=60_000)
    dressed(theme.DARK)
    wait_sharp(qtbot, view)
    x, y = view.camera.view.pixels(
        np.array([around[:2]]) * 0.65 + np.array([around[2:]]) * 0.35
    )[0]
    image = picture(view)
    found = [colour_at(image, x + i, y + j) for i in range(-2, 3) for j in range(-2, 3)]
    assert any(near(each, STROKES[0].on_dark, 60) for each in found)

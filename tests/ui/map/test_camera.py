"""Which part of the ground is shown, of ground that is only told."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QObject

from hotspot_app.ui.map.camera import Camera
from hotspot_app.ui.map.view_box import CLOSEST, Extent, Floats

WHOLE = (0.0, 0.0, 4_000.0, 2_000.0)


class Told:
    """A map of which there are only numbers."""

    def __init__(self) -> None:
        self.size = 400.0, 300.0
        self.extent: Extent | None = WHOLE

    def room(self) -> tuple[float, float]:
        return self.size

    def whole(self) -> Extent | None:
        return self.extent

    def corners(self) -> Floats:
        return np.array([[0.0, 0.0], [4_000.0, 2_000.0]])

    def cards(self) -> list[Extent]:
        return []


@pytest.fixture
def ground() -> Told:
    return Told()


@pytest.fixture
def holder() -> QObject:
    return QObject()


@pytest.fixture
def camera(holder, ground) -> Camera:
    camera = Camera(holder, ground)
    camera.begin()
    return camera


def test_the_whole_is_shown_and_stays_so_in_other_room(camera, ground):
    for size in ((400.0, 300.0), (300.0, 200.0), (900.0, 100.0)):
        ground.size = size
        camera.resize()
        assert (camera.view.width, camera.view.height) == size
        west, south, east, north = camera.view.extent
        assert west < 0 < 4_000 < east
        assert south < 0 < 2_000 < north


def test_a_part_that_was_looked_at_keeps_its_middle_in_other_room(camera, ground):
    camera.zoom_to_extent((1_000.0, 500.0, 1_400.0, 700.0))
    before = camera.view
    ground.size = 400.0, 200.0
    camera.resize()
    assert (camera.view.x, camera.view.y) == (before.x, before.y) == (1_200, 600)
    assert camera.view.scale == before.scale
    assert camera.view.height == 200


def test_closer_and_farther_keep_the_middle_of_the_room_and_end_somewhere(camera):
    before = camera.view
    camera.zoom_in()
    assert (camera.view.x, camera.view.y) == pytest.approx((before.x, before.y))
    for _ in range(40):
        camera.zoom_in()
    assert camera.view.scale == pytest.approx(CLOSEST)
    for _ in range(60):
        camera.zoom_out()
    assert before.scale < camera.view.scale < 2 * before.scale


def test_it_tells_of_a_move_and_not_of_none(camera, qtbot):
    with qtbot.waitSignal(camera.moved):
        camera.move_by(10, 0)
    with qtbot.assertNotEmitted(camera.moved):
        camera.look_at(camera.view)


def test_without_ground_nothing_is_shown(holder, ground):
    ground.extent = None
    camera = Camera(holder, ground)
    camera.begin()
    camera.zoom_in()
    camera.move_by(5, 5)
    camera.resize()
    assert camera.view is None

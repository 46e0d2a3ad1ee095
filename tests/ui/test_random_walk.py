"""No input, click order or window size breaks the desk or makes it tell stale."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.ui.window.main_window import MainWindow
from tests.ui.walking import Walk, threads_left

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_the_answer_is_the_one_computed_afresh(
    qtbot: QtBot,
    dressed: object,
    home: Path,
    seed: int,
) -> None:
    window = MainWindow()
    with qtbot.waitExposed(window):
        window.show()
    walk = Walk(window, seed, home)
    with walk.boxes():
        walk.begin()
        walk.go(50)
        walk.leave()
    assert threads_left() == []

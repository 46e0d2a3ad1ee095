"""Hotspots keep their numbers from one saved month to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.known import KnownHotspots
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save import file
from hotspot_app.project.steps.answer import Answer
from hotspot_app.ui.window.main_window import MainWindow

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("does not support propagateSizeHints"),
]

ASKED = Asked(method="local_moran", first="2025-07", last="2025-12")


def answered(qtbot: QtBot, window: MainWindow) -> Answer:
    qtbot.waitUntil(lambda: window.desk.answer is not None, timeout=60_000)
    assert window.desk.answer is not None
    return window.desk.answer


def test_they_are_saved_with_the_project_and_go_on(
    qtbot: QtBot, make_window: Callable[..., MainWindow], home: Path
) -> None:
    project = Project(practice_files(), ASKED)
    window = make_window(shown=False)
    window.files.begin(project, home / "june.hotspot", unsaved=True)
    window.open_project(project)
    first = answered(qtbot, window)
    assert first.listing.standing
    assert window.files.save()
    assert not window.files.is_changed
    saved = file.opened(home / "june.hotspot").project
    (known,) = saved.hotspots.values()
    assert known == KnownHotspots(
        "2025-12", tuple((e.identity, e.codes) for e in first.listing.standing)
    )

    # as if the first had been found under another number: it goes on under that
    numbered = tuple((number + 40, codes) for number, codes in known.members)
    of = next(iter(saved.hotspots))
    moved = replace(saved, hotspots={of: KnownHotspots("2025-12", numbered)})
    later = make_window(shown=False)
    later.open_project(moved)
    answered(qtbot, later)
    later.desk.ask(first="2026-01", last="2026-06")
    found = answered(qtbot, later)
    members = {code: number for number, codes in numbered for code in codes}
    gone_on = 0
    for each in found.listing.standing:
        shared = {members[code] for code in each.codes if code in members}
        if shared:
            gone_on += each.identity in shared
        else:
            assert each.identity > max(number for number, _ in numbered)
    assert gone_on
    assert set(found.shown_values["hotspot"]) == {
        "",
        *(f"H{each.identity}" for each in found.listing.standing),
    }

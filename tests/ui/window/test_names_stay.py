"""What places are called stays while months are added, and goes with the project."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pytestqt.qtbot import QtBot

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save import file
from hotspot_app.project.save.name_library import file_of
from hotspot_app.ui.window.main_window import MainWindow
from tests.project.conftest import CODES, rows_in, square_town

pytestmark = [
    pytest.mark.slow,
    pytest.mark.qt_log_ignore("does not support propagateSizeHints"),
]

ASKED = Asked(method="count_map")


def extract(path: Path, number: int, street: str, rows: int) -> Path:
    """Write an extract of a force's own: rows in one square and street."""
    table = rows_in(np.full(rows, number)).assign(Street=street)
    table["Crime Number"] = [f"{path.stem}{n}" for n in range(rows)]
    table.to_csv(path, index=False)
    return path


@pytest.fixture
def project(home: Path) -> Project:
    square_town().to_file(home / "areas.geojson")
    first = extract(home / "first.csv", 0, "Oak Lane", 3)
    return Project(Files(areas=home / "areas.geojson", crime=(first,)), ASKED)


def answered(qtbot: QtBot, window: MainWindow) -> pd.DataFrame:
    qtbot.waitUntil(lambda: window.desk.answer is not None, timeout=60_000)
    assert window.desk.answer is not None
    return window.desk.answer.outcome.values


def test_names_of_an_extract_stay_with_the_project(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    project: Project,
    home: Path,
) -> None:
    window = make_window(shown=False)
    window.files.begin(project, home / "june.hotspot", unsaved=True)
    window.open_project(project)
    assert answered(qtbot, window).at[CODES[0], "place"] == "Oak Lane"
    assert window.desk.project == project
    more = [
        extract(home / "second.csv", 0, "Elm Road", 9),
        extract(home / "third.csv", 1, "Ash Road", 2),
    ]
    window._hear_files(replace(project.files, crime=(*project.files.crime, *more)))
    found = answered(qtbot, window)
    assert found.loc[list(CODES[:3]), "place"].tolist() == ["Oak Lane", "Ash Road", ""]
    assert window.files.save()
    assert not window.files.is_changed
    saved = file.opened(home / "june.hotspot").project
    names = {CODES[0]: "Oak Lane", CODES[1]: "Ash Road"}
    assert saved.places == {"lsoa": names}
    assert not file_of("lsoa").exists()

    elsewhere = make_window(shown=False)
    alone = replace(saved, files=replace(saved.files, crime=(more[0],)))
    elsewhere.open_project(alone)
    assert answered(qtbot, elsewhere).at[CODES[0], "place"] == "Oak Lane"
    elsewhere.desk.step(alone.renamed(CODES[0], "Theatre Square"))
    found = answered(qtbot, elsewhere)
    assert found.loc[CODES[0], ["name", "place"]].tolist() == ["Theatre Square", ""]


def test_names_of_a_file_go_when_it_is_taken_away(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    project: Project,
    home: Path,
) -> None:
    row = f"a,b,Mid Road,,,,transportNetwork,Named Road,441250,112250{',' * 24}\n"
    names = home / "opname.csv"
    names.write_text(row, encoding="utf-8")
    window = make_window(shown=False)
    window.files.begin(project)
    window.open_project(project)
    assert answered(qtbot, window).at[CODES[0], "place"] == "Oak Lane"
    window._hear_files(replace(project.files, names=names))
    assert answered(qtbot, window).at[CODES[0], "place"] == "Mid Road"
    window._hear_files(project.files)
    assert answered(qtbot, window).at[CODES[0], "place"] == "Oak Lane"

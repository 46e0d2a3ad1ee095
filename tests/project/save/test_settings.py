"""What is remembered, forgotten, and not lost between windows."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from hotspot_app.errors import InputError
from hotspot_app.project.save import plain, settings
from hotspot_app.project.save.settings import (
    LAYERS,
    RECENT,
    Settings,
    change_settings,
    header_fingerprint,
    read_settings,
    settings_file,
)

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _own_config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "config", lambda: tmp_path / "config")


def full(tmp_path: Path) -> Settings:
    return Settings(
        theme="dark",
        text_scale=150,
        folders={"crime": tmp_path / "café"},
        recent=(tmp_path / "a.hotspot", tmp_path / "b.hotspot"),
        geometry=(-8, 0, 1366, 768, 1),
        tour_seen=True,
        columns={"f" * 64: {"easting": "Grid Ref E"}},
        names={"E01990001": "Above Bar"},
        layer_sources={str(tmp_path / "roads.gpkg"): "© OSM"},
        answer_width=512,
        sentences_open=True,
        roomy_rows=True,
    )


def test_sources_of_layers_are_remembered_by_file_the_newest_of_them(
    tmp_path: Path,
) -> None:
    now = Settings()
    assert now.layer_source(tmp_path / "0.gpkg") is None
    for number in range(LAYERS + 1):
        now = now.with_layer_source(tmp_path / f"{number}.gpkg", f"of {number}")
    now = now.with_layer_source(tmp_path / "5.gpkg", "")
    assert len(now.layer_sources) == LAYERS
    assert now.layer_source(tmp_path / "0.gpkg") is None
    assert now.layer_source(tmp_path / "1.gpkg") == "of 1"
    assert now.layer_source(tmp_path / "5.gpkg") == ""


def test_it_begins_with_defaults_and_writes_nothing() -> None:
    assert read_settings() == (Settings(), "")
    assert change_settings(lambda now: now) == Settings()
    assert not settings_file().exists()


def test_all_of_it_is_remembered(tmp_path: Path) -> None:
    wanted = full(tmp_path)
    assert change_settings(lambda now: wanted) == wanted
    assert read_settings() == (wanted, "")
    assert "café" in settings_file().read_text("utf-8")


def test_the_last_project_is_first_and_ten_are_kept(tmp_path: Path) -> None:
    now = Settings()
    for number in range(15):
        now = now.with_recent(tmp_path / f"{number}.hotspot")
    now = now.with_recent(tmp_path / "9.hotspot")
    names = [path.stem for path in now.recent]
    assert names == ["9", "14", "13", "12", "11", "10", "8", "7", "6", "5"]
    assert len(names) == RECENT


def test_projects_that_are_gone_are_shown_as_gone(tmp_path: Path) -> None:
    here, gone = tmp_path / "here.hotspot", tmp_path / "gone.hotspot"
    here.touch()
    now = Settings().with_recent(here).with_recent(gone)
    assert now.recent_there() == ((gone, False), (here, True))


def test_columns_are_offered_again_for_the_same_header() -> None:
    mapping = {"easting": "X Coord", "type": "Offence"}
    now = Settings().with_columns(["Offence", "X Coord"], mapping)
    assert now.columns_of([" offence", "X  COORD "]) == mapping
    assert now.columns_of(["X Coord", "Offence"]) is None
    for number in range(settings.MAPPINGS):
        now = now.with_columns([str(number)], {})
    assert len(now.columns) == settings.MAPPINGS
    assert now.columns_of(["Offence", "X Coord"]) is None


def test_a_header_of_any_text_has_a_fingerprint() -> None:
    """Parting names by a line break, which no name holds, keeps them apart."""
    assert header_fingerprint(["a b", "c"]) != header_fingerprint(["a", "b c"])
    assert len(header_fingerprint(["\ud800", "", "x" * 10_000])) == 64


def test_names_are_remembered_and_forgotten() -> None:
    now = Settings().with_names({"A": "Above Bar", "B": "Bedford Place"})
    assert now.with_names({"A": "", "C": "Town"}).names == {
        "B": "Bedford Place",
        "C": "Town",
    }


BROKEN = [
    "",
    "{",
    "[]",
    "null",
    "\0",
    "[" * 100_000,
    '{"settings": 2}',
    '{"theme": "pink"}',
    '{"theme": 1}',
    '{"text_scale": 900}',
    '{"text_scale": "100"}',
    '{"geometry": [1, 2]}',
    '{"geometry": [1, 2, 3, 4, "5"]}',
    '{"geometry": [1, 2, 3, 4, 1e9]}',
    '{"geometry": [1, 2, 3, 4, 1000000000]}',
    '{"recent": "a"}',
    '{"recent": ["nul\\u0000"]}',
    '{"names": {"A": 1}}',
    '{"columns": {"a": []}}',
    '{"tour_seen": 1}',
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_is_set_aside_and_told(text: str) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(text)
    now, told = read_settings()
    assert now == Settings()
    assert told.startswith("Preferences begin anew, because the file settings.json: ")
    assert not settings_file().exists()
    aside = settings_file().with_name("settings-set-aside.json")
    assert aside.read_text() == text
    assert read_settings() == (Settings(), "")


def test_a_change_mends_a_broken_file() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("{")
    changed = change_settings(lambda now: replace(now, theme="dark"))
    assert read_settings() == (changed, "")


def test_what_a_newer_version_added_is_kept() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('{"settings": 1, "beats": {"a": [1]}, "theme": "dark"}')
    change_settings(lambda now: replace(now, text_scale=150))
    told = json.loads(settings_file().read_text())
    assert told["beats"] == {"a": [1]}
    assert (told["theme"], told["text_scale"]) == ("dark", 150)


WINDOW = """
import sys
from pathlib import Path
from hotspot_app.project.save import settings
folder, who = Path(sys.argv[1]), sys.argv[2]
settings.config = lambda: folder
for n in range(20):
    settings.change_settings(lambda now: now.with_names({f"{who}{n}": "x"}))
settings.change_settings(lambda now: now.with_recent(folder / who))
"""


def test_windows_do_not_lose_each_others_changes(tmp_path: Path) -> None:
    windows = [
        subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(tmp_path / "config"), who], cwd=ROOT
        )
        for who in "abc"
    ]
    assert [window.wait() for window in windows] == [0, 0, 0]
    now, told = read_settings()
    assert told == ""
    assert len(now.names) == 60
    assert {path.name for path in now.recent} == {"a", "b", "c"}


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")
    assert read_settings() == (Settings(), "")
    with pytest.raises(InputError, match="preferences can't be kept"):
        change_settings(lambda now: replace(now, theme="dark"))


def test_a_file_that_is_held_is_neither_set_aside_nor_overwritten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change_settings(lambda now: replace(now, theme="dark"))
    with monkeypatch.context() as held:

        def refuse(path: Path) -> None:
            raise PermissionError(errno.EACCES, "in use")

        held.setattr(plain, "open_regular", refuse)
        assert read_settings() == (Settings(), "Preferences can't be read (in use).")
        with pytest.raises(InputError, match="in use"):
            change_settings(lambda now: replace(now, text_scale=200))
    assert read_settings() == (Settings(theme="dark"), "")

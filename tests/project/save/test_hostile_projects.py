"""Files that only pretend to be a project, or are of another version."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspot_app.errors import HotspotError, InputError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import opened, save
from hotspot_app.project.save.input_files import sums_of
from hotspot_app.project.steps.pipeline import run

ASKED = Asked(method="local_moran", params={"permutations": "9999"}, seed=7)


@pytest.fixture
def project(files: Files) -> Project:
    groups = {"beat": {"Patch": ("E01990001",)}}
    return Project(files, ASKED, {"E01990007": "Above Bar"}, groups)


def written(project: Project, tmp_path: Path) -> dict[str, Any]:
    save(project, tmp_path / "whole.hotspot", sums_of(project.files))
    told: dict[str, Any] = json.loads((tmp_path / "whole.hotspot").read_text("utf-8"))
    return told


def refused(path: Path) -> str:
    with pytest.raises(InputError) as told:
        opened(path)
    said = str(told.value)
    assert len(said) < 400
    assert told.value.hint or "can't be read" in said
    return said


def test_a_newer_format_is_refused_with_what_to_do(
    project: Project, tmp_path: Path
) -> None:
    told = written(project, tmp_path) | {"hotspot": 5, "new": 1}
    path = tmp_path / "p.hotspot"
    path.write_text(json.dumps(told))
    assert "made with a newer version" in refused(path)
    assert "Open it with the newer version" in refused(path)


@pytest.mark.parametrize("where", ["", "files", "asked", "files.areas"])
def test_choices_this_version_does_not_know_are_never_dropped(
    project: Project, tmp_path: Path, where: str
) -> None:
    told = written(project, tmp_path)
    inner = told
    for name in filter(None, where.split(".")):
        inner = inner[name]
    inner["harm"] = 1
    path = tmp_path / "p.hotspot"
    path.write_text(json.dumps(told))
    assert "harm" in refused(path)


@pytest.mark.parametrize(
    "hotspots",
    [
        {"lsoa": {"last": "2025-06", "members": {"first": ["E01990001"]}}},
        {"lsoa": {"last": "2025-06", "members": {"0": ["E01990001"]}}},
        {"lsoa": {"last": "2025-06", "members": {"9" * 5000: []}}},
        {"lsoa": {"last": "2025-06", "members": {"1": [7]}}},
        {"lsoa": {"last": 202506}},
        {"lsoa": []},
        [],
    ],
)
def test_hotspots_are_numbers_with_codes(
    project: Project, tmp_path: Path, hotspots: Any
) -> None:
    told = written(project, tmp_path) | {"hotspots": hotspots}
    path = tmp_path / "p.hotspot"
    path.write_text(json.dumps(told))
    assert "hotspots" in refused(path)


HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "zeros": b"\0" * 1000,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a list": b"[]",
    "nothing": b"{}",
    "deep lists": b"[" * 200_000,
    "deep objects": b'{"hotspot":1,"files":' + b'{"a":' * 100_000,
    "cut short": b'{"hotspot": 1, "files": {',
    "not a number": b'{"hotspot": NaN}',
    "endless": b'{"hotspot": 1, "asked": {"seed": 1e999}}',
    "a very long number": b'{"hotspot": ' + b"9" * 100_000 + b"}",
    "true": b'{"hotspot": true}',
    "zero": b'{"hotspot": 0}',
    "a number of many digits": b'{"hotspot": 1' + b"0" * 400 + b"}",
    "a half": b'{"hotspot": 1.5}',
    "latin": '{"hotspot": 1, "names": {"é": "é"}}'.encode("latin-1"),
    "no files": b'{"hotspot": 1}',
    "no incidents": b'{"hotspot": 1, "files": {"areas": {"path": "a"}}}',
    "code": b'{"hotspot": 1, "files": "__import__(\'os\').system(\'true\')"}',
    "a pickle": b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94.",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_project_is_refused_in_one_line(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "p.hotspot"
    path.write_bytes(content)
    refused(path)


WRONG: list[tuple[str, Any]] = [
    ("files", []),
    ("files.areas", "areas.geojson"),
    ("files.areas", None),
    ("files.areas.path", 7),
    ("files.areas.size", "big"),
    ("files.areas.sha256", None),
    ("files.areas.holds", []),
    ("files.areas.in", "network"),
    ("files.areas.full", "relative/path"),
    ("files.areas.full", "/nul\0byte"),
    ("files.crime", {"path": "a"}),
    ("files.crime", ["a"]),
    ("files.crime", [[[[]]]]),
    ("files.columns", {"easting": 5}),
    ("files.columns", ["easting"]),
    ("files.tables", {"unheard": {"path": "a"}}),
    ("asked", None),
    ("asked.types", "Burglary"),
    ("asked.types", [1]),
    ("asked.seed", "7"),
    ("asked.seed", True),
    ("asked.seed", -1),
    ("asked.first", "May"),
    ("asked.measure", "harm"),
    ("asked.method", "astrology"),
    ("asked.method", "../../etc/passwd"),
    ("asked.params", {"permutations": [1]}),
    ("asked.params", {"unheard": "1"}),
    ("asked.params", {"permutations": "-5"}),
    ("names", ["a"]),
    ("names", {"E01990007": 5}),
    ("groups", {"beat": {"a": "E01990007"}}),
    ("groups", {"beat": {"a": [None]}}),
    ("groups", {"beat": ["E01990007"]}),
    ("groups", {"lsoa": {"a": ["E01990007"]}}),
] + [
    ("files.areas.path", text)
    for text in (
        "../../secret",
        "..",
        "a/../../b",
        "/etc/passwd",
        "\\\\server\\share",
        "C:\\secret",
        "a\\..\\..\\b",
        "nul\0byte",
        "a//b",
    )
]


@pytest.mark.parametrize(("where", "value"), WRONG)
def test_a_wrong_value_is_refused_in_one_line(
    project: Project, tmp_path: Path, where: str, value: object
) -> None:
    told = written(project, tmp_path)
    *above, last = where.split(".")
    inner = told
    for name in above:
        inner = inner[name]
    inner[last] = value
    path = tmp_path / "p.hotspot"
    path.write_text(json.dumps(told))
    refused(path)


def test_a_path_out_of_the_app_is_refused(project: Project, tmp_path: Path) -> None:
    told = written(project, tmp_path)
    told["files"]["areas"] = {"path": "../beside", "in": "app"}
    path = tmp_path / "p.hotspot"
    path.write_text(json.dumps(told))
    refused(path)


def test_a_huge_file_is_refused_before_it_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "p.hotspot"
    with path.open("wb") as stream:
        stream.truncate(2_000_000_000)
    assert "over 20 MB" in refused(path)


def test_a_folder_and_a_pipe_are_no_projects(tmp_path: Path) -> None:
    assert "it is no file" in refused(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "it is no file" in refused(tmp_path / "pipe")


def test_a_missing_project_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        opened(tmp_path / "p.hotspot")


def test_a_very_long_path_is_only_missing(project: Project, tmp_path: Path) -> None:
    told = written(project, tmp_path)
    told["files"]["areas"] = {"path": "a" * 100_000}
    path = tmp_path / "p.hotspot"
    path.write_text(json.dumps(told))
    assert len(opened(path).missing) == 1


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_no_damage_is_more_than_one_line(data: st.DataObject, tmp_path: Path) -> None:
    """Bytes changed at random: the project, or a refusal, never another failure."""
    made = Files(areas=tmp_path / "a", crime=(tmp_path / "c",))
    save(
        Project(made, ASKED, {"a": "b"}, {"beat": {"c": ("d",)}}),
        tmp_path / "whole.hotspot",
    )
    raw = bytearray((tmp_path / "whole.hotspot").read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "p.hotspot"
    path.write_bytes(bytes(raw))
    try:
        opened(path)
    except InputError as error:
        assert len(str(error)) < 500


WORDS = st.text(max_size=8) | st.sampled_from(
    ["\0", "\ud800", "..", "C:\\x", "/dev/zero", "9" * 400, "x" * 5_000, "-1", "NaN"]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**63, -1, 0, 1e308, 5e-324, -0.0])
    | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner),
    max_leaves=6,
)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Return every object and list in a value, with each of its keys."""
    keys = value if isinstance(value, dict) else range(len(value))
    found = [(value, key) for key in keys]
    for key in keys:
        if isinstance(value[key], (dict, list)):
            found += places(value[key])
    return found


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_no_values_are_more_than_one_line(data: st.DataObject, tmp_path: Path) -> None:
    """Values of any kind and size in any place: a project that can be saved, or a line.

    What opens is opened by the window too, which asks its question of its files.
    """
    made = Files(
        areas=tmp_path / "a",
        crime=(tmp_path / "c",),
        residents=tmp_path / "r",
        columns={"easting": "X"},
    )
    asked = Asked(
        method="local_moran",
        types=("Burglary",),
        params={"permutations": "999"},
        first="2025-01",
        last="2025-02",
        within=("a",),
        within_words="A",
        seed=3,
    )
    layers = (OwnLayer(tmp_path / "l", "the council"),)
    groups = {"beat": {"c": ("d",)}}
    told = written(Project(made, asked, {"a": "b"}, groups, layers), tmp_path)
    for _ in range(data.draw(st.integers(1, 3))):
        inside, key = data.draw(st.sampled_from(places(told)))
        act = data.draw(st.sampled_from(["put", "put", "put", "drop", "add"]))
        if act == "put":
            inside[key] = data.draw(VALUES)
        elif act == "drop":
            del inside[key]
        elif isinstance(inside, dict):
            inside[data.draw(WORDS)] = data.draw(VALUES)
        else:
            inside.append(data.draw(VALUES))
        if not places(told):
            break
    path = tmp_path / "p.hotspot"
    path.write_text(json.dumps(told), encoding="utf-8")
    try:
        found = opened(path)
    except InputError as error:
        assert len(str(error)) < 500
        return
    assert all(len(line) < 10_000 for line in found.told())
    save(found.project, tmp_path / "again.hotspot", found.sums)
    assert opened(tmp_path / "again.hotspot").project == found.project
    with pytest.raises(HotspotError):  # no file is there
        run(found.project.files, found.project.asked, groups=found.project.groups)

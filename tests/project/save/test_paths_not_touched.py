"""What a file of ours names and must not be touched is refused at every door."""

from __future__ import annotations

import builtins
import io
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hotspot_app import named_paths
from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.source_file import fingerprint
from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.boundaries.attributes import read_attributes
from hotspot_app.data.boundaries.catalogue import listing, stored
from hotspot_app.data.boundaries.map_layer import read_layer, stated_source
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.deprivation_file import read_deprivation
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import read_lookup
from hotspot_app.data.kinds.headers import read_head
from hotspot_app.data.kinds.postcodes import read_postcodes
from hotspot_app.data.own.gazetteer import read_gazetteer
from hotspot_app.data.own.group_file import read_groups
from hotspot_app.data.own.pairs import read_pairs
from hotspot_app.errors import HotspotError, InputError
from hotspot_app.named_paths import chosen, is_there
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.intake.first_look import look
from hotspot_app.project.intake.items import Unknown
from hotspot_app.project.intake.recognise import recognise
from hotspot_app.project.intake.relinking import moved_with
from hotspot_app.project.save.file import opened, save
from hotspot_app.project.save.input_files import (
    difference,
    files_in,
    paths_of,
    size_of,
    sums_of,
)
from hotspot_app.project.save.recovery import SafetyCopy, folder, left_behind
from hotspot_app.project.save.settings import (
    change_settings,
    read_settings,
    settings_file,
)
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import run

ASKED = Asked(method="count_map")

TEXTS = (
    r"\\evilhost\share\x.gpkg",
    "//evilhost/share/x.gpkg",
    r"\/evilhost\share/x.gpkg",
    r"\\?\UNC\evilhost\share\x.gpkg",
    r"\\.\evilhost\x.gpkg",
    r"\\?\C:\evilhost\x.gpkg",
    r"C:\evilhost\NUL",
    "/evilhost/con.gpkg",
    "/evilhost/COM1",
    "/dev/zero",
    "/proc/self/mem",
    "/sys/kernel/x",
    "https://evilhost/x.gpkg",
    "/vsicurl/http://evilhost/x.gpkg",
    "/",
    "C:\\",
    str(Path.home()),
)

pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")


@pytest.fixture(autouse=True)
def new_session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOTSPOT_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(named_paths, "_chosen", set())


@contextmanager
def watched(text: str) -> Iterator[list[str]]:
    """Note every call that asks the disk for a path, or lists a whole drive."""
    touched: list[str] = []
    listings = ("scandir", "listdir")

    def note(name: str, told: tuple[object, ...]) -> None:
        path = str(told[0]) if told else ""
        mine = "evilhost" in path or (path.rstrip("/") or "/") == text
        # the root is on the way to every file, and the home to many
        passed = text in {"/", str(Path.home())} and name not in listings
        if mine and not passed:
            touched.append(f"{name} {path}")

    def noted(name: str, true: Callable[..., Any]) -> Callable[..., Any]:
        def call(*told: Any, **named: Any) -> Any:
            note(name, told)
            return true(*told, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in ("stat", "lstat", "open", "readlink", "access", *listings):
            patch.setattr(os, name, noted(name, getattr(os, name)))
        patch.setattr(io, "open", noted("open", io.open))
        patch.setattr(builtins, "open", noted("open", builtins.open))
        yield touched


@pytest.fixture
def town(files: Files) -> Files:
    return files


def everything(files: Files, path: Path) -> Project:
    """Return a project that names a path wherever one can stand."""
    named = replace(
        files,
        wards=path,
        crime=(*files.crime, path),
        residents=path,
        households=path,
        deprivation=path,
        lookup=path,
        postcodes=path,
        tables={"workday": path, "bridges": path},
    )
    return Project(named, ASKED, {"E01990007": "Above Bar"}, layers=(OwnLayer(path),))


@pytest.mark.parametrize("text", TEXTS)
def test_a_project_that_names_it_opens_and_nothing_touches_it(
    town: Files, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "p.hotspot"
    save(everything(town, tmp_path / "here.csv"), file, sums_of(town))
    plain = json.loads(file.read_text("utf-8"))

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            if value.get("path") == "here.csv":
                return {"full": text, "size": 5, "sha256": "0" * 64}
            return {key: named(each) for key, each in value.items()}
        return list(map(named, value)) if isinstance(value, list) else value

    file.write_text(json.dumps(named(plain)), "utf-8")
    with watched(text) as touched:
        found = opened(file)
        assert found.project.names == {"E01990007": "Above Bar"}
        assert found.project.files.areas == town.areas
        assert found.missing == ()
        assert list(found.untouched) == [Path(text)]
        (told,) = found.told()
        assert "was not looked at. Copy the file to this computer" in told
        with pytest.raises(HotspotError):
            run(found.project.files, ASKED)
        sums_of(found.project.files)
        moved_with(
            paths_of(found.project.files),
            tmp_path / "a" / "x.csv",
            tmp_path / "b" / "x.csv",
            found.sums,
        )
        save(found.project, tmp_path / "again.hotspot", found.sums)
        assert opened(tmp_path / "again.hotspot").project == found.project
    assert touched == []


@pytest.mark.parametrize("text", TEXTS)
def test_a_copy_of_unsaved_work_that_names_it(
    town: Files, tmp_path: Path, text: str
) -> None:
    copy = SafetyCopy()
    copy.keep(everything(town, Path(text)), tmp_path / "p.hotspot")
    (kept,) = folder().glob("*.unsaved")
    plain = json.loads(kept.read_text("utf-8")) | {"of": text}
    copy.end()
    kept.write_text(json.dumps(plain), "utf-8")
    with watched(text) as touched:
        (found,) = left_behind()
        assert found.path is None
        assert found.project.layers == (OwnLayer(Path(text)),)
        with pytest.raises(HotspotError):
            run(found.project.files, ASKED)
    assert touched == []


@pytest.mark.parametrize("text", TEXTS)
def test_preferences_that_name_it(tmp_path: Path, text: str) -> None:
    change_settings(
        lambda now: now.with_recent(tmp_path).with_folder("project", tmp_path)
    )
    plain = json.loads(settings_file().read_text("utf-8"))
    plain |= {"recent": [text, str(tmp_path)], "layer_sources": {str(Path(text)): "us"}}
    plain |= {"folders": {"project": text, "export": str(tmp_path)}}
    settings_file().write_text(json.dumps(plain), "utf-8")
    with watched(text) as touched:
        now, told = read_settings()
        assert told == ""
        assert now.recent_there() == ((Path(text), False), (tmp_path, True))
        assert now.folder("project") is None
        assert now.folder("export") == tmp_path
        assert now.layer_source(Path(text)) == "us"
        change_settings(lambda old: replace(old, theme="dark"))
        with pytest.raises(InputError, match=r"[Cc]opy the file|isn't a project"):
            opened(Path(text))
    assert touched == []


@pytest.mark.parametrize("text", [*TEXTS, "../x.gpkg", "a/../../x.gpkg", "c:x.gpkg"])
def test_a_record_of_boundaries_that_names_it(tmp_path: Path, text: str) -> None:
    entry = {"title": "t", "level": "ward", "sha256": "0", "licence": "l"}
    entry |= {"attribution": "a"}
    lines = []
    for name, file in (("bad", text), ("good", "x.gpkg")):
        told = entry | {"id": name, "file": file}
        lines += [
            "[[boundaries]]",
            *(f"{k} = {json.dumps(v)}" for k, v in told.items()),
        ]
    (tmp_path / "SOURCES.toml").write_text("\n".join(lines), "utf-8")
    with watched(text) as touched:
        states = [each.state for each in listing([tmp_path])]
        assert states == ["refused", "missing"]
        with pytest.raises(InputError, match="outside its folder"):
            stored("bad", [tmp_path])
    assert touched == []


def _whole_look(path: Path) -> None:
    (told,) = look([path])
    assert isinstance(told, Unknown)
    raise InputError(told.why)


def _crime(path: Path) -> None:
    read_incidents([path], extent=None)


def _looked_into(path: Path) -> None:
    with look_into([path]):
        pass


DOORS: dict[str, Callable[[Path], object]] = {
    "areas": read_areas,
    "attributes": read_attributes,
    "crime": _crime,
    "containers": _looked_into,
    "counts": read_counts,
    "residents": lambda path: read_denominator(path, "residents"),
    "deprivation": read_deprivation,
    "lookup": read_lookup,
    "postcodes": read_postcodes,
    "pairs": read_pairs,
    "names": lambda path: read_gazetteer(path, (), (0.0, 0.0, 1.0, 1.0)),
    "groups": lambda path: read_groups(path, ()),
    "head": read_head,
    "layer": lambda path: read_layer(path, (0.0, 0.0, 1.0, 1.0)),
    "fingerprint": fingerprint,
    "look": _whole_look,
    "recognise": recognise,
    "project": opened,
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("door", DOORS)
def test_every_reader_refuses_it(door: str, text: str) -> None:
    with watched(text) as touched, pytest.raises(InputError):
        DOORS[door](Path(text))
    assert touched == []


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_else_asks_for_it(text: str) -> None:
    path = Path(text)
    with watched(text) as touched:
        assert not is_there(path)
        assert size_of(path) is None
        assert files_in(path) == []
        assert difference(path, {})[0] == ""
        if path.suffix == ".gpkg":
            with pytest.raises(InputError):
                stated_source(path)
    assert touched == []


# --- what the analyst chose --------------------------------------------------------


def test_a_share_chosen_by_hand_is_remembered_and_asked_for_again(
    town: Files, tmp_path: Path
) -> None:
    path = Path("//evilhost/share/beats.csv")
    project = replace(everything(town, path), layers=())
    save(project, tmp_path / "p.hotspot")
    with watched("") as touched:
        found = opened(tmp_path / "p.hotspot")
    assert touched == []
    assert found.project == project
    assert "or choose it where it is" in found.told()[0]
    chosen(["//EVILHOST/share/other.csv"])  # the analyst chose a neighbour of it
    with watched("") as touched:
        again = opened(tmp_path / "p.hotspot")
    assert touched
    assert again.untouched == {}
    assert again.missing == (path,)


# --- pipes and links ---------------------------------------------------------------


@pipes
@pytest.mark.parametrize("how", ["pipe", "link to a pipe", "link to a device"])
@pytest.mark.parametrize("door", DOORS)
def test_a_pipe_or_a_link_holds_no_reader_up(
    tmp_path: Path, door: str, how: str
) -> None:
    path = tmp_path / (
        "x.gpkg" if door in {"areas", "attributes", "layer"} else "x.csv"
    )
    match how:
        case "pipe":
            os.mkfifo(path)
        case "link to a pipe":
            os.mkfifo(tmp_path / "pipe")
            path.symlink_to("pipe")
        case _:
            path.symlink_to("/dev/zero")
    with pytest.raises(InputError):
        DOORS[door](path)


@pipes
def test_pipes_beside_a_projects_files_hold_nothing_up(
    town: Files, tmp_path: Path
) -> None:
    folder = tmp_path / "crime"
    folder.mkdir()
    (folder / "crime.csv").write_bytes(town.crime[0].read_bytes())
    os.mkfifo(folder / "more.csv")
    (folder / "zero.csv").symlink_to("/dev/zero")
    (folder / "all").symlink_to("/")
    os.mkfifo(tmp_path / "SOURCES.toml")
    os.mkfifo(tmp_path / "layer.gpkg")
    areas = tmp_path / town.areas.name
    areas.write_bytes(town.areas.read_bytes())
    project = Project(
        replace(town, areas=areas, crime=(folder,)),
        ASKED,
        layers=(OwnLayer(tmp_path / "layer.gpkg"),),
    )
    save(project, tmp_path / "p.hotspot", sums_of(project.files))
    found = opened(tmp_path / "p.hotspot")
    assert found.told() == ()
    assert read_material(found.project.files).reading is not None


@pipes
def test_a_shapefile_with_a_pipe_for_a_part_is_refused(
    town: Files, tmp_path: Path
) -> None:
    import geopandas as gpd

    gpd.read_file(town.areas).to_file(tmp_path / "a.shp")
    (tmp_path / "a.dbf").unlink()
    os.mkfifo(tmp_path / "a.dbf")
    with pytest.raises(InputError, match="is a pipe or a device"):
        read_areas(tmp_path / "a.shp")

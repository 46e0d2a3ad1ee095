"""A project saved, opened, moved about, and files that only pretend to be one."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspot_app import file_lock, paths
from hotspot_app.errors import Cancelled, InputError
from hotspot_app.progress import Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.known import KnownHotspots
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save import input_files
from hotspot_app.project.save.file import Opened, opened, save
from hotspot_app.project.save.input_files import sums_of
from hotspot_app.project.save.plain import NOTHING, ChangedError
from hotspot_app.project.steps.material import read_material

ASKED = Asked(
    types=("Burglary", "Robbery"),
    sources=("Police",),
    when="last-6",
    against="year",
    level="ward",
    measure="rate",
    per="residents",
    ward_residents="best-fit",
    method="local_moran",
    params={"permutations": 9999, "neighbours": "rook"},  # type: ignore[dict-item]
    seed=7,
)


@pytest.fixture
def project(files: Files) -> Project:
    return Project(
        files,
        ASKED,
        names={"E01990007": "Above Bar – “the strip”"},
        groups={
            "beat": {"Patch 4": ("E01990001", "E01990002")},
            "locality": {"Patch 4": ("E01990001",), "North": ("E01990002",)},
        },
        places={"lsoa": {"E01990003": "York Walk", "E01990001": "Ascupart Street"}},
        hotspots={
            "lsoa | Burglary | Robbery": KnownHotspots(
                "2025-06", ((1, ("E01990003", "E01990001")), (3, ()))
            )
        },
    )


def reopened(path: Path) -> Opened:
    found = opened(path)
    assert found.missing == ()
    assert found.changed == {}
    return found


# --- there and back ---------------------------------------------------------------


def test_a_project_comes_back_as_it_was(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "May meeting.hotspot"
    save(project, path, sums_of(project.files))
    found = reopened(path)
    assert found.project == project
    assert found.moved == {}
    assert found.told() == ()


def test_every_choice_of_files_and_question_is_kept(tmp_path: Path) -> None:
    """A field that is added later and not kept would be seen here."""
    made: dict[str, Any] = {}
    for kind in (Files, Asked):
        for each in dataclasses.fields(kind):
            made[each.name] = {
                "str": each.name,
                "int": 5,
                "Path": tmp_path / each.name,
                "Path | None": tmp_path / each.name,
                "tuple[str, ...]": (each.name, "b"),
                "tuple[Path, ...]": (tmp_path / "a", tmp_path / "b"),
                "Mapping[str, Path]": {"workday": tmp_path / "w"},
                "Mapping[str, str]": {"permutations": "999"},
            }[str(each.type)]
    made |= {"first": "2025-01", "last": "2025-02", "when": "", "against": ""}
    made |= {"compare_first": "2024-01", "compare_last": "2024-02", "measure": "eb"}
    made |= {"method": "local_moran", "counts": None}
    full = Project(
        Files(**{each.name: made[each.name] for each in dataclasses.fields(Files)}),
        Asked(**{each.name: made[each.name] for each in dataclasses.fields(Asked)}),
    )
    for one in (
        full,
        replace(full, files=replace(full.files, counts=tmp_path, crime=())),
    ):
        save(one, tmp_path / "full.hotspot")
        assert opened(tmp_path / "full.hotspot").project == one


def test_map_layers_are_kept_and_a_missing_one_is_told(
    project: Project, tmp_path: Path
) -> None:
    there, lost = tmp_path / "routes.gpkg", tmp_path / "lost.tif"
    there.write_bytes(b"x")
    roads = OwnLayer(there, "© OpenStreetMap contributors – “ODbL”")
    both = project.layered(OwnLayer(lost)).layered(roads)
    assert both.layered(OwnLayer(lost)).layers == (roads, OwnLayer(lost))
    save(both, tmp_path / "p.hotspot")
    found = opened(tmp_path / "p.hotspot")
    assert found.project == both
    assert found.missing == (lost,)
    assert both.unlayered(lost).layers == (roads,)
    assert both.sourced(lost, " OS\n2026 ").layers == (OwnLayer(lost, "OS 2026"), roads)


def test_layers_of_older_projects_have_no_source(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "p.hotspot"
    layer = OwnLayer(tmp_path / "routes.gpkg")
    save(project.layered(layer), path)
    (told,) = json.loads(path.read_text(encoding="utf-8"))["layers"]
    assert told == {"path": "routes.gpkg", "full": str(layer.path)}
    assert opened(path).project.layers == (layer,)


def test_the_file_is_text_that_people_can_read(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "p.hotspot"
    save(project, path, sums_of(project.files))
    raw = path.read_bytes()
    assert "Above Bar – “the strip”" in raw.decode("utf-8")
    told = json.loads(raw)
    assert told["hotspot"] == 4
    assert told["files"]["areas"]["path"] == "areas.geojson"
    assert told["asked"]["types"] == ["Burglary", "Robbery"]
    assert "first" not in told["asked"]
    assert "postcodes" not in told["files"]


def test_the_same_project_is_the_same_bytes(project: Project, tmp_path: Path) -> None:
    sums = sums_of(project.files)
    save(project, tmp_path / "a.hotspot", sums)
    save(project, tmp_path / "b.hotspot", dict(reversed(sums.items())))
    assert (tmp_path / "a.hotspot").read_bytes() == (
        tmp_path / "b.hotspot"
    ).read_bytes()


def test_the_practice_town_opens_wherever_the_app_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = Project(practice_files(), Asked(method="count_map"))
    save(practice, tmp_path / "p.hotspot", sums_of(practice.files))
    assert str(paths.shipped("boundaries")) not in (tmp_path / "p.hotspot").read_text()
    installed = tmp_path / "installed"
    shutil.copytree(paths.shipped("boundaries") / "practice", installed / "practice")
    monkeypatch.setattr(input_files, "shipped", lambda kind: installed)
    found = reopened(tmp_path / "p.hotspot").project
    assert found.files.areas == installed / "practice" / "areas.geojson"


def test_names_of_files_can_be_any_bytes(project: Project, tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.csv")
    try:
        shutil.copy(project.files.crime[0], odd)
    except OSError:
        pytest.skip("this disk has no such names")
    one = replace(project, files=replace(project.files, crime=(odd,)))
    save(one, tmp_path / "p.hotspot", sums_of(one.files))
    assert reopened(tmp_path / "p.hotspot").project == one


def test_groups_of_the_first_format_have_no_kind(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "p.hotspot"
    save(project, path)
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw |= {"hotspot": 1, "groups": {"Patch 4": ["E01990001"], "North": ["E01990001"]}}
    del raw["places"], raw["hotspots"]
    path.write_text(json.dumps(raw), encoding="utf-8")
    found = opened(path).project
    assert (found.places, found.hotspots) == ({}, {})
    both = ("E01990001",)
    assert found.groups == {"group": {"Patch 4": both, "North": both}}
    save(found, path)
    assert opened(path).project == found


printed = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\0")
)


@given(
    names=st.dictionaries(printed, printed),
    groups=st.dictionaries(
        st.sampled_from(["beat", "locality", "group"]),
        st.dictionaries(printed, st.lists(printed, min_size=1, unique=True)),
    ),
    types=st.lists(printed),
    seed=st.integers(0, 2**63 - 1),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_words_survive(names, groups, types, seed, tmp_path: Path) -> None:
    one = Project(
        Files(areas=tmp_path / "a", crime=(tmp_path / "c",)),
        Asked(types=tuple(types), seed=seed),
    )
    for code, name in names.items():
        one = one.renamed(code, name)
    for kind, named in groups.items():
        for name, codes in named.items():
            one = one.grouped(name, codes, kind=kind)
    save(one, tmp_path / "p.hotspot")
    assert opened(tmp_path / "p.hotspot").project == one


# --- files that were moved, changed or are gone -----------------------------------


def laid_out(project: Project, files: Path, home: Path) -> Path:
    """Save the project in `home`, its files being in `files`."""
    files.mkdir(parents=True, exist_ok=True)
    home.mkdir(parents=True, exist_ok=True)
    new = {}
    for each in dataclasses.fields(Files):
        value = getattr(project.files, each.name)
        if isinstance(value, Path):
            new[each.name] = Path(shutil.copy(value, files))
    crime = (Path(shutil.copy(project.files.crime[0], files)),)
    moved = replace(project, files=replace(project.files, crime=crime, **new))
    path = home / "p.hotspot"
    save(moved, path, sums_of(moved.files))
    return path


@pytest.mark.parametrize("where", ["home", "home/data/2025", "beside"])
def test_project_and_files_moved_together_are_found(
    project: Project, tmp_path: Path, where: str
) -> None:
    laid_out(project, tmp_path / "old" / where, tmp_path / "old" / "home")
    (tmp_path / "old").rename(tmp_path / "new")
    found = reopened(tmp_path / "new" / "home" / "p.hotspot")
    assert found.project.files.areas == tmp_path / "new" / where / "areas.geojson"
    assert found.moved == {}


def test_a_project_moved_alone_finds_its_files_by_their_whole_path(
    project: Project, tmp_path: Path
) -> None:
    path = laid_out(project, tmp_path / "data", tmp_path / "old" / "home")
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    alone = path.rename(tmp_path / "elsewhere" / "deep" / "p.hotspot")
    found = reopened(alone)
    assert found.project.files.areas == tmp_path / "data" / "areas.geojson"


@pytest.mark.parametrize("where", [".", "files"])
def test_files_gathered_around_the_project_are_found_and_told(
    project: Project, tmp_path: Path, where: str
) -> None:
    path = laid_out(
        project, tmp_path / "far" / "away" / "data", tmp_path / "home" / "x"
    )
    target = path.parent / where
    target.mkdir(exist_ok=True)
    for file in (tmp_path / "far" / "away" / "data").iterdir():
        file.rename(target / file.name)
    found = reopened(path)
    assert len(found.moved) == 4
    assert found.project.files.residents == target / "residents.csv"
    assert f"residents.csv is now in {target}." in found.told()


def test_another_file_of_the_same_name_is_not_taken_for_it(
    project: Project, tmp_path: Path
) -> None:
    path = laid_out(
        project, tmp_path / "far" / "away" / "data", tmp_path / "home" / "x"
    )
    shutil.rmtree(tmp_path / "far")
    (path.parent / "areas.geojson").write_text("{}")
    found = opened(path)
    assert len(found.missing) == 4
    assert tmp_path / "far" / "away" / "data" / "areas.geojson" in found.missing
    assert any(line.startswith("areas.geojson is missing: ") for line in found.told())


def test_a_changed_file_is_told_and_taken(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.hotspot"
    save(project, path, sums_of(project.files))
    file = project.files.crime[0]
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    found = opened(path)
    assert found.project == project
    assert found.changed == {file: "it was changed"}
    assert found.told() == ("police.csv is not as it was: it was changed.",)


def test_of_two_candidates_the_unchanged_one_is_taken(
    project: Project, tmp_path: Path
) -> None:
    path = laid_out(project, tmp_path / "data", tmp_path / "home")
    (tmp_path / "copy" / "data").mkdir(parents=True)
    (tmp_path / "copy" / "home").mkdir()
    (tmp_path / "copy" / "data" / "areas.geojson").write_text("{}")
    copied = Path(shutil.copy(path, tmp_path / "copy" / "home"))
    found = reopened(copied)
    assert found.project.files.areas == tmp_path / "data" / "areas.geojson"


def test_next_months_file_in_the_folder_is_told(
    project: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "months"
    (folder / "2025-01").mkdir(parents=True)
    shutil.copy(project.files.crime[0], folder / "2025-01" / "a.csv")
    (folder / "b.csv").write_text("old")
    (folder / ".hidden").write_text("x")
    one = replace(project, files=replace(project.files, crime=(folder,)))
    save(one, tmp_path / "p.hotspot", sums_of(one.files))
    assert reopened(tmp_path / "p.hotspot").project == one
    (folder / "2025-02").mkdir()
    (folder / "2025-02" / "a.csv").write_text("new")
    (folder / "2025-01" / "a.csv").write_text("changed")
    (folder / "b.csv").unlink()
    how = opened(tmp_path / "p.hotspot").changed[folder]
    assert how == "new: 2025-02/a.csv; gone: b.csv; changed: 2025-01/a.csv"


def test_without_sums_a_file_is_neither_changed_nor_sought(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "p.hotspot"
    save(project, path)
    project.files.crime[0].write_text("other")
    reopened(path)
    project.files.crime[0].unlink()
    assert opened(path).missing == project.files.crime


def test_opening_can_be_cancelled(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "p.hotspot"
    save(project, path, sums_of(project.files))
    with pytest.raises(Cancelled):
        opened(path, Progress(cancelled=lambda: True))


# --- sums -------------------------------------------------------------------------


def test_sums_already_known_are_not_made_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = read_material(project.files).sources()
    fresh = sums_of(project.files)
    assert len(fresh) == 4
    monkeypatch.setattr(input_files, "fingerprint", None)
    assert sums_of(project.files, known) == fresh


def test_two_files_of_one_name_and_size_are_both_read(
    project: Project, tmp_path: Path
) -> None:
    for name, text in (("a", "1"), ("b", "2")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.csv").write_text(text)
    files = replace(
        project.files, crime=(tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv")
    )
    fresh = sums_of(files)
    known = [input_files.fingerprint(path) for path in files.crime]
    assert sums_of(files, known) == fresh
    assert len({each.sha256 for each in fresh.values()}) == 5


def test_saving_reads_no_input(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(input_files, "fingerprint", None)
        save(project, tmp_path / "p.hotspot")
    assert opened(tmp_path / "p.hotspot").project == project


def test_a_file_that_is_gone_has_no_sum(project: Project) -> None:
    project.files.crime[0].unlink()
    assert project.files.crime[0] not in sums_of(project.files)


# --- writing ----------------------------------------------------------------------


def test_a_full_disk_leaves_the_old_project(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.hotspot"
    save(project, path)
    before = path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        save(project.renamed("E01990001", "new"), path)
    assert path.read_bytes() == before
    assert not [*tmp_path.glob(".p-*")]


def test_a_folder_that_can_not_be_written_is_told(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(InputError, match="can't write here"):
        save(project, tmp_path / "home" / "p.hotspot")


def test_two_saves_at_once_leave_one_of_them_whole(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "WAIT", 60.0)  # a busy machine, not a deadlock
    path = tmp_path / "p.hotspot"
    save(project, path)
    ends = [project.renamed("E01990001", name * 9_000) for name in "ab"]

    def many(one: Project) -> None:
        for _ in range(20):
            save(one, path)

    threads = [threading.Thread(target=many, args=(one,)) for one in ends]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert opened(path).project in [project, *ends]
    for thread in threads:
        thread.join()
    assert opened(path).project in ends
    assert not [*tmp_path.glob(".p-*")]


# --- changed by another ----------------------------------------------------------


@pytest.fixture
def one(project: Project, tmp_path: Path) -> Path:
    path = tmp_path / "one.hotspot"
    save(project, path)
    return path


def test_what_another_program_changed_is_not_overwritten(
    project: Project, one: Path
) -> None:
    """Even if it is as large as before and as old."""
    seen = opened(one).seen
    before = one.stat()
    other = one.read_bytes().replace(b"local_moran", b"LOCAL_MORAN")
    assert len(other) == before.st_size
    one.write_bytes(other)
    os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns))
    renamed = project.renamed("E01990001", "Harbour")
    with pytest.raises(ChangedError, match="changed by another program"):
        save(renamed, one, seen=seen)
    assert one.read_bytes() == other
    with pytest.raises(ChangedError):
        save(renamed, one, seen=NOTHING)
    save(renamed, one)
    assert opened(one).project == renamed


def test_what_was_only_touched_or_says_the_same_is_saved(
    project: Project, one: Path
) -> None:
    seen = opened(one).seen
    os.utime(one, (1, 1))
    renamed = project.renamed("E01990001", "Harbour")
    assert save(renamed, one, seen=seen) != seen
    now = opened(one).seen
    assert save(renamed, one, seen=seen) == now


def test_one_after_the_other_is_saved_and_one_that_was_removed(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "two.hotspot"
    seen = save(project, path, seen=NOTHING)
    seen = save(project.renamed("E01990001", "Harbour"), path, seen=seen)
    assert seen == opened(path).seen
    path.unlink()
    save(project, path, seen=seen)
    assert opened(path).project == project


def test_of_windows_that_save_at_once_all_but_one_are_told(
    project: Project, one: Path
) -> None:
    for _ in range(10):
        seen = opened(one).seen
        begun = Barrier(4)

        def saved(number: int, seen: str = seen, begun: Barrier = begun) -> bool:
            mine = project.renamed("E01990001", f"{number} {seen}")
            begun.wait()
            try:
                save(mine, one, seen=seen)
            except ChangedError:
                return False
            return True

        with ThreadPoolExecutor(4) as windows:
            assert sum(windows.map(saved, range(4))) == 1
    assert not [*one.parent.glob(".*")]

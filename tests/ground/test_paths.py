"""Files come out whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hotspot_app import file_lock, paths
from hotspot_app.errors import HotspotError, InputError
from hotspot_app.paths import finished_folder, shipped, written
from hotspot_app.scratch import alone


def test_a_file_appears_only_when_finished(tmp_path: Path) -> None:
    target = tmp_path / "new" / "values.csv"
    with written(target) as scratch:
        scratch.write_text("code\n", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "code\n"
    assert [p.name for p in target.parent.iterdir()] == ["values.csv"]


def test_a_failed_file_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "values.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), written(target) as scratch:
        scratch.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_failed_file_leaves_no_folder(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deeper" / "values.csv"
    with pytest.raises(InputError), written(target):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("whole", [True, False], ids=["set", "file"])
def test_a_folder_that_was_removed_meanwhile_is_told_and_not_made_anew(
    tmp_path: Path, whole: bool
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(InputError, match="removed or moved") as told:
        with finished_folder(out) if whole else written(out / "map.png") as path:
            shutil.rmtree(out)
            file = path / "map.png" if whole else path
            file.write_text("map", encoding="utf-8")
    assert "Nothing was written" in str(told.value)
    assert not out.exists()


def test_what_is_gone_right_after_it_was_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        moved = real(self, target)
        target.unlink()
        return moved

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(InputError, match="removed or replaced"):
        with written(tmp_path / "map.png") as scratch:
            scratch.write_text("map", encoding="utf-8")


def test_a_folder_that_took_the_name_meanwhile_is_told(tmp_path: Path) -> None:
    target = tmp_path / "map.png"
    with pytest.raises(InputError, match=r"is a folder\. Give it another name"):
        with written(target) as scratch:
            scratch.write_text("map", encoding="utf-8")
            target.mkdir()
    assert [*tmp_path.iterdir()] == [target]


def test_the_longest_name_that_a_folder_takes_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / f"{'m' * 251}.png"
    with written(target) as scratch:
        scratch.write_text("map", encoding="utf-8")
    assert target.is_file()


posix = pytest.mark.skipif(sys.platform == "win32", reason="rights of another kind")


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_who_may_do_what_with_a_file_stays(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "values.csv"
    target.touch(mode)
    target.chmod(mode)
    with written(target) as scratch:
        scratch.write_text("new", encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == mode
    with finished_folder(tmp_path) as folder:
        (folder / "values.csv").write_text("newer", encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == mode


@posix
@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="may not give away")
def test_whose_a_file_is_stays(tmp_path: Path) -> None:
    target = tmp_path / "values.csv"
    target.touch()
    os.chown(target, 12_345, 23_456)
    with written(target) as scratch:
        scratch.write_text("new", encoding="utf-8")
    assert (target.stat().st_uid, target.stat().st_gid) == (12_345, 23_456)


@posix
def test_a_group_that_can_not_be_kept_gives_its_rights_to_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "values.csv"
    target.touch()
    target.chmod(0o664)
    real = paths.Path.stat

    def another_group(self: Path, **how: bool) -> os.stat_result:
        found = real(self, **how)
        if self != target:
            return found
        fields = [*found]
        fields[5] += 1
        return os.stat_result(fields)

    def denied(*_: object) -> None:
        raise PermissionError(errno.EPERM, "not permitted")

    monkeypatch.setattr(os, "chown", denied)
    monkeypatch.setattr(paths.Path, "stat", another_group)
    with written(target) as scratch:
        scratch.write_text("new", encoding="utf-8")
    monkeypatch.undo()
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


@posix
@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_written(
    tmp_path: Path, there: bool
) -> None:
    shelf, link = tmp_path / "shelf", tmp_path / "desk" / "values.csv"
    shelf.mkdir()
    link.parent.mkdir()
    link.symlink_to(Path("..") / "shelf" / "kept.csv")
    if there:
        (shelf / "kept.csv").write_text("old", encoding="utf-8")
    with written(link) as scratch:
        scratch.write_text("new", encoding="utf-8")
    assert link.is_symlink()
    assert (shelf / "kept.csv").read_text(encoding="utf-8") == "new"
    assert not (shelf / "kept.csv").is_symlink()


@posix
def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "values.csv"
    link.symlink_to(link)
    with pytest.raises(InputError, match="can't write here"), written(link):
        pass
    assert link.is_symlink()


def test_another_name_of_a_file_keeps_what_it_held(tmp_path: Path) -> None:
    """As a copy of last night's backup has to."""
    target, backup = tmp_path / "values.csv", tmp_path / "backup.csv"
    target.write_text("old", encoding="utf-8")
    backup.hardlink_to(target)
    with written(target) as scratch:
        scratch.write_text("new", encoding="utf-8")
    assert target.read_text(encoding="utf-8") == "new"
    assert backup.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("whole", [True, False], ids=["set", "file"])
def test_a_file_that_is_read_only_is_told_and_stays(
    tmp_path: Path, whole: bool
) -> None:
    target = tmp_path / "values.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o444)
    with pytest.raises(InputError, match="read-only") as told:
        with finished_folder(tmp_path) if whole else written(target) as path:
            file = path / "values.csv" if whole else path
            file.write_text("new", encoding="utf-8")
    assert "another name" in str(told.value)
    assert target.read_text(encoding="utf-8") == "old"
    target.chmod(0o644)


@posix
def test_a_device_is_no_file_to_replace(tmp_path: Path) -> None:
    pipe = tmp_path / "values.csv"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="no ordinary file"), written(pipe):
        pass
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_one_that_moves_files_keeps_others_out_but_not_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "WAIT", 0.05)
    with alone(tmp_path):
        with pytest.raises(InputError, match="another window or program"):
            with written(tmp_path / "values.csv") as scratch:
                scratch.write_text("new", encoding="utf-8")
    assert not [*tmp_path.iterdir()]


def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(InputError, match="No space left") as told:
        with finished_folder(out) as folder:
            (folder / "values.csv").write_text("half", encoding="utf-8")
            raise OSError(errno.ENOSPC, "No space left on device")
    assert "Choose another folder" in str(told.value)
    assert not out.exists()


def test_an_interrupted_folder_keeps_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "values.csv").write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), finished_folder(out) as folder:
        (folder / "values.csv").write_text("new", encoding="utf-8")
        raise KeyboardInterrupt
    assert [p.name for p in out.iterdir()] == ["values.csv"]
    assert (out / "values.csv").read_text(encoding="utf-8") == "old"


OWNS = ("values.csv", "chart-*.png")


def earlier_result(folder: Path) -> dict[str, str]:
    folder.mkdir()
    for name in ("values.csv", "chart-ranking.png", "chart.png", "minutes.docx"):
        (folder / name).write_text(f"old {name}", encoding="utf-8")
    return texts(folder)


def texts(folder: Path) -> dict[str, str]:
    return {p.name: p.read_text("utf-8") for p in folder.iterdir() if p.is_file()}


def test_files_of_an_earlier_result_give_way_and_all_others_stay(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    older = earlier_result(out)
    with finished_folder(out, owns=OWNS) as folder:
        (folder / "chart-lorenz.png").write_text("new", encoding="utf-8")
        assert older.items() <= texts(out).items()
    assert texts(out) == {
        "chart-lorenz.png": "new",
        "chart.png": older["chart.png"],
        "minutes.docx": older["minutes.docx"],
    }


def test_a_folder_of_an_owned_name_is_not_ours(tmp_path: Path) -> None:
    mine = tmp_path / "chart-ideas.png"
    mine.mkdir()
    with finished_folder(tmp_path, owns=OWNS) as folder:
        (folder / "values.csv").write_text("new", encoding="utf-8")
    assert mine.is_dir()


def test_an_interrupted_result_removes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    older = earlier_result(out)
    with pytest.raises(KeyboardInterrupt), finished_folder(out, owns=OWNS) as folder:
        (folder / "values.csv").write_text("new", encoding="utf-8")
        raise KeyboardInterrupt
    assert texts(out) == older


@pytest.mark.parametrize("held", ["chart-ranking.png", "values.csv", "zones.csv"])
def test_a_held_file_leaves_the_earlier_result_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    """Whether the file that can't be moved is to be removed, replaced or added."""
    out = tmp_path / "out"
    older = earlier_result(out)
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == held:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(InputError, match="in use"):
        with finished_folder(out, owns=OWNS) as folder:
            for name in ("values.csv", "zones.csv"):
                (folder / name).write_text("new", encoding="utf-8")
    assert texts(out) == older


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("move", range(5))
def test_an_interruption_of_any_move_leaves_the_earlier_result_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: int, *, after: bool
) -> None:
    """Two files are replaced, one is new and one gives way: five moves."""
    earlier = {"map.png": "old", "notes.txt": "old", "chart-old.png": "old"}
    for name, text in earlier.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    real, moves = Path.replace, iter(range(100))

    def replace(self: Path, target: Path) -> Path:
        now = next(moves) == move
        if now and not after:
            raise KeyboardInterrupt
        moved = real(self, target)
        if now:
            raise KeyboardInterrupt
        return moved

    monkeypatch.setattr(Path, "replace", replace)
    owns = ("map.png", "notes.txt", "chart-*.png")
    with pytest.raises(KeyboardInterrupt), finished_folder(tmp_path, owns=owns) as new:
        for name in ("map.png", "notes.txt", "values.csv"):
            (new / name).write_text("new", encoding="utf-8")
    kept = {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()}
    assert kept == earlier


def test_a_folder_that_is_a_file_can_not_be_written(tmp_path: Path) -> None:
    blocked = tmp_path / "out"
    blocked.write_text("a file", encoding="utf-8")
    with pytest.raises(InputError, match="can't write here"), finished_folder(blocked):
        pass


def test_only_two_folders_are_shipped() -> None:
    assert (shipped("resources") / "help").is_dir()
    with pytest.raises(ValueError, match="secrets"):
        shipped("secrets")


def test_an_error_is_one_line_with_where_and_what_to_do() -> None:
    error = HotspotError("2 codes are\nrepeated", where="wards.csv", hint="Mend them.")
    assert str(error) == "wards.csv: 2 codes are repeated. Mend them."


@pytest.mark.parametrize("kind", ["resources", "boundaries"])
def test_a_built_app_finds_its_files_beside_its_libraries(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shipped(kind).is_dir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert shipped(kind) == tmp_path / kind


def test_one_folder_can_stand_for_all_of_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = [paths.config(), paths.state(), paths.cache(), paths.library()]
    monkeypatch.setenv(paths.HOME, str(tmp_path))
    chosen = [paths.config(), paths.state(), paths.cache(), paths.library()]
    assert len({*usual, *chosen}) == 8
    assert all(path.is_relative_to(tmp_path) for path in chosen)
    assert not any(path.is_relative_to(tmp_path) for path in usual)


LIBRARIES = """
import os, sys
from hotspot_app.paths import prepare_libraries
prepare_libraries()
import matplotlib, pyproj
assert not pyproj.network.is_network_enabled()
assert "proj_dir" in pyproj.datadir.get_data_dir()
assert matplotlib.get_configdir().startswith(os.environ["HOTSPOT_HOME"])
"""


@pytest.mark.slow
def test_libraries_use_their_own_data_no_network_and_our_folders(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", "-c", LIBRARIES],
        env={
            **os.environ,
            "HOME": str(home),
            "HOTSPOT_HOME": str(tmp_path / "own"),
            "PROJ_LIB": str(tmp_path),
            "PROJ_DATA": str(tmp_path),
            "PROJ_NETWORK": "ON",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not home.exists()

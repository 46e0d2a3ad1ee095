"""Which paths are looked at, told by their letters and by links, and how files open."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from hotspot_app import named_paths
from hotspot_app.errors import InputError
from hotspot_app.named_paths import (
    ADDRESS,
    DEVICE,
    NETWORK,
    WHOLE,
    chosen,
    files_below,
    is_there,
    open_file,
    open_regular,
    refuse,
    why_refused,
    why_untouched,
)

pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
links = pytest.mark.skipif(os.name == "nt", reason="links need a right there")


@pytest.fixture(autouse=True)
def new_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(named_paths, "_chosen", set())


@pytest.mark.parametrize(
    ("why", "texts"),
    [
        (
            NETWORK,
            r"""\\host\share\x  \\host\share  \\host  //host/share/x  \/host\share\x
            /\host/share/x  \\?\UNC\host\share\x  //?/UNC/host/share/x  \\.\UNC\host\s\x
            //?/unc/host/share  \\host@SSL\DavWWWRoot\x  \\10.0.0.1\c$\x  ///host/x""",
        ),
        (
            DEVICE,
            r"""\\.\pipe\x  \\.\PhysicalDrive0  \\?\C:\x  \??\C:\x  //./nul  NUL  nul
            con  CON.csv  a/aux.txt  C:\x\prn.tar.gz  COM1  com9.csv  LPT1  lpt¹.txt
            C:NUL  nul:  NUL:x  CONIN$  nul.  /dev/zero  /dev/  /dev  /DEV/zero
            /dev/fd/0  /proc/self/mem  /sys/x  /srv/../dev/zero  /x/../../proc/1""",
        ),
        (
            ADDRESS,
            r"""https://example.org/x.csv  http:/example.org  file:///etc/passwd
            ftp://x  smb://host/share  https:\\x\y  /vsicurl/http://x  /vsizip/x.zip""",
        ),
        (WHOLE, r"""/  //..  C:\  C:/  c:  D:\.  C:\x\..  /tmp/..  /."""),
        (
            "",
            r"""x.csv  /tmp/x.csv  C:\data\x.csv  ../x.csv  contact.csv
            /data/console.csv  /srv/dev/x.csv  /srv/proc/x.csv
            com10.csv  null.csv  /devices/x  Z:\x.csv
            /vsi.csv  a:b.csv""",
        ),
    ],
)
def test_letters_alone_tell(why: str, texts: str) -> None:
    told = {text: why_untouched(text) for text in texts.split()}
    if why == WHOLE:
        told.pop("//..")  # the host ".." on Windows
    assert told == dict.fromkeys(told, why)


def test_the_home_and_what_holds_it_is_refused_and_what_is_in_it_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "people" / "me"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert why_untouched(home) == WHOLE
    assert why_untouched(f"{home}{os.sep}") == WHOLE
    assert why_untouched(home / "x" / "..") == WHOLE
    assert why_untouched(home.parent) == WHOLE
    assert why_untouched(home / "extracts") == ""
    assert why_untouched(home.parent / "mere") == ""


def test_what_was_chosen_by_hand_opens_its_share_and_no_other() -> None:
    chosen([r"\\Server\Team\May\crime.csv", "x.csv", "//?/UNC/other/s/x"])
    assert why_untouched("//server/team/areas.gpkg") == ""
    assert why_untouched(r"\\other\S\y") == ""
    assert why_untouched("//server/private/x") == NETWORK
    assert why_untouched("//server/team/NUL.csv") == DEVICE
    chosen([r"\\.\pipe\x"])
    assert why_untouched(r"\\.\pipe\x") == DEVICE


def test_a_share_that_holds_the_users_own_folders_is_in_use_anyway(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert why_untouched("//profiles/me/x") == NETWORK
    monkeypatch.setenv("APPDATA", r"\\profiles\me\AppData")
    assert why_untouched("//profiles/me/x") == ""


def test_the_line_says_what_it_is_and_what_to_do() -> None:
    with pytest.raises(InputError) as told:
        refuse(Path("//host/share/x.csv"))
    assert str(told.value) == (
        f"{Path('//host/share/x.csv')}: lies on another computer. Copy the file to "
        "this computer and choose it, or choose it where it is."
    )


# --- links --------------------------------------------------------------------------


@links
@pytest.mark.parametrize(
    ("target", "why"),
    [("/dev/zero", DEVICE), ("//host/share/x", NETWORK), ("/", WHOLE)],
)
def test_a_link_is_read_and_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, why: str
) -> None:
    (tmp_path / "far").symlink_to(target)
    (tmp_path / "near").symlink_to("far")
    true_stat, followed = os.stat, []

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        followed.extend([path] * follow_symlinks)
        return true_stat(path, follow_symlinks=False)

    with monkeypatch.context() as watched:
        watched.setattr(os, "stat", stat)
        told = [why_refused(tmp_path / name) for name in ("far", "near")]
        there = [is_there(tmp_path / name) for name in ("far", "near")]
    assert followed == []
    assert there == [False, False]
    assert all(each.endswith(why) for each in told)


@links
def test_links_on_the_way_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "data").symlink_to("//host/share")
    assert why_refused(tmp_path / "data" / "x.csv").endswith(NETWORK)
    (tmp_path / "kept").mkdir()
    (tmp_path / "beside").symlink_to("kept")
    (tmp_path / "kept" / "x.csv").write_text("a")
    assert why_refused(tmp_path / "beside" / "x.csv") == ""
    assert is_there(tmp_path / "beside" / "x.csv")
    (tmp_path / "loop").symlink_to("loop")
    assert not is_there(tmp_path / "loop")


@links
@pipes
def test_a_folder_gives_its_files_and_passes_over_what_leads_away(
    tmp_path: Path,
) -> None:
    folder, beside = tmp_path / "folder", tmp_path / "beside"
    (folder / "a").mkdir(parents=True)
    beside.mkdir()
    for file in (folder / "z.csv", folder / "a" / "b.csv", beside / "c.csv"):
        file.write_text("a")
    (folder / "beside").symlink_to(beside)
    (folder / "again").symlink_to(folder)
    (folder / "all").symlink_to("/")
    (folder / "share").symlink_to("//host/share")
    (folder / "zero.csv").symlink_to("/dev/zero")
    (folder / "gone.csv").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.csv")
    (folder / "piped.csv").symlink_to("pipe.csv")
    assert sorted(files_below(folder)) == [
        folder / "a" / "b.csv",
        folder / "beside" / "c.csv",
        folder / "z.csv",
    ]
    assert list(files_below(tmp_path / "none")) == []


# --- opening ------------------------------------------------------------------------


def test_a_file_is_opened_and_a_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    with open_file(tmp_path / "x") as stream:
        assert stream.read() == b"abc"
    with pytest.raises(IsADirectoryError):
        open_file(tmp_path)
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / "y")


@pipes
def test_pipes_sockets_and_devices_are_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        for name in ("pipe", "link", "socket"):
            with pytest.raises(InputError, match="is a pipe or a device"):
                open_file(tmp_path / name)
    with pytest.raises(InputError, match="is a pipe or a device"):
        open_regular(Path("/dev/zero"))


@pipes
def test_a_pipe_that_took_the_files_place_meanwhile_does_not_hold_it_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_text("a")
    before = (tmp_path / "x").stat()
    (tmp_path / "x").unlink()
    os.mkfifo(tmp_path / "x")
    monkeypatch.setattr(named_paths.Path, "stat", lambda *_, **__: before)
    with pytest.raises(InputError, match="is a pipe or a device"):
        open_file(tmp_path / "x")

"""The set-up for Windows, tried with a small folder in the app's place."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from resources.installer import setup_exe
from resources.installer.missing import Missing
from resources.installer.setup_exe import (
    SCRIPT,
    STAND_IN,
    NotShippableError,
    make_setup,
    refuse_stand_ins,
    write_removals,
)

ROOT = Path(__file__).resolve().parents[2]

UNINSTALL = r"\Software\Microsoft\Windows\CurrentVersion\Uninstall\Hotspot"
KIND = r"\Software\Classes\Hotspot.Project"

with_wine = pytest.mark.frozen
with_nsis = pytest.mark.skipif(
    not shutil.which("makensis"), reason="NSIS is not installed"
)

SLEEPER = """
#include <windows.h>
int main(void) { Sleep(4000); return 0; }
"""


def a_build(folder: Path, **libraries: str) -> Path:
    """A folder with libraries of these names (`_` for a dot) and contents."""
    (folder / "_internal" / "deep" / "er").mkdir(parents=True)
    (folder / "Hotspot.exe").write_bytes(b"MZ programme")
    (folder / "_internal" / "deep" / "er" / "a$é.txt").write_text("", "utf-8")
    for name, text in libraries.items():
        path = folder / "_internal" / name.replace("_", ".")
        path.write_text(text, encoding="utf-8")
    return folder


def libraries_in(place: Path) -> dict[str, str]:
    found = (place / "_internal").glob("*.dll")
    return {path.name: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a set-up of these libraries."""
    monkeypatch.setattr(setup_exe, "MADE", tmp_path / "made")

    def make(version: str, **libraries: str) -> Path:
        folder = tmp_path / version
        folder.mkdir()
        monkeypatch.setattr(setup_exe, "ROOT", folder)
        monkeypatch.setattr(setup_exe, "__version__", version)
        return make_setup(a_build(folder / "build", **libraries), quick=True)

    return make


def remove(wine, root: str) -> None:
    """Do as IT's tools do; the uninstaller goes on after it has answered."""
    quiet = wine.key(root + UNINSTALL, "QuietUninstallString")
    programme, switch = re.fullmatch(r'"(.+)" (\S+)', quiet).groups()
    assert wine.run(programme, switch) == 0
    until = time.monotonic() + 60
    while wine.key(root + UNINSTALL, "DisplayVersion") and time.monotonic() < until:
        time.sleep(0.2)


@with_wine
@pytest.mark.parametrize(
    ("switches", "root", "other"),
    [([], "HKCU", "HKLM"), (["/ALLUSERS"], "HKLM", "HKCU")],
)
def test_it_installs_upgrades_and_removes_silently(wine, setup, switches, root, other):
    parent = wine.drive / "Program Files" if switches else wine.local / "Programs"
    there = parent / "Hotspot"
    own = wine.local / "Hotspot" / "settings.json"
    own.parent.mkdir(exist_ok=True)
    own.write_text("mine", encoding="utf-8")

    assert wine.run(setup("0.1.0", one_dll="1", two_dll="1"), "/S", *switches) == 0
    assert libraries_in(there) == {"one.dll": "1", "two.dll": "1"}
    assert wine.key(root + UNINSTALL, "DisplayVersion") == "0.1.0"
    assert wine.key(other + UNINSTALL, "DisplayVersion") is None
    assert wine.key(root + r"\Software\Classes\.hotspot") == "Hotspot.Project"
    command = wine.key(root + KIND + r"\shell\open\command")
    assert re.fullmatch(r'"C:\\.*\\Hotspot\\Hotspot\.exe" "%1"', command or "")
    (link,) = wine.drive.rglob("Hotspot.lnk")
    assert link.is_relative_to(wine.drive / "ProgramData") == bool(switches)

    (there / "_internal.new").mkdir()  # as an interrupted set-up leaves it
    (there / "new").mkdir()  # somebody's own
    assert wine.run(setup("0.2.0", two_dll="2", three_dll="2"), "/S", *switches) == 0
    assert libraries_in(there) == {"three.dll": "2", "two.dll": "2"}
    assert wine.key(root + UNINSTALL, "DisplayVersion") == "0.2.0"
    kept = {"Hotspot.exe", "_internal", "new", "uninstall.exe"}
    assert {path.name for path in there.iterdir()} == kept

    remove(wine, root)
    assert [path.name for path in there.iterdir()] == ["new"]
    (there / "new").rmdir()
    assert wine.key(root + UNINSTALL, "DisplayVersion") is None
    assert wine.key(root + r"\Software\Classes\.hotspot") is None
    assert wine.key(root + KIND) is None
    assert [*wine.drive.rglob("Hotspot.lnk")] == []
    assert own.read_text(encoding="utf-8") == "mine"


@with_wine
def test_it_goes_where_it_is_told_and_an_upgrade_follows(wine, setup):
    there = wine.drive / "AppsOfIT"
    assert wine.run(setup("0.1.0", one_dll="1"), "/S", r"/D=C:\AppsOfIT") == 0
    assert wine.run(setup("0.2.0", two_dll="2"), "/S") == 0
    assert libraries_in(there) == {"two.dll": "2"}
    remove(wine, "HKCU")
    assert not there.exists()


@with_wine
def test_over_an_app_that_is_open_it_changes_nothing_and_says_so(wine, setup, tmp_path):
    there = wine.local / "Programs" / "Hotspot"
    assert wine.run(setup("0.1.0", one_dll="1"), "/S") == 0
    source = tmp_path / "sleeper.c"
    source.write_text(SLEEPER, encoding="ascii")
    gcc = ["x86_64-w64-mingw32-gcc", "-o", there / "Hotspot.exe", source]
    subprocess.run(gcc, check=True)
    with wine.start(there / "Hotspot.exe") as sleeping:
        time.sleep(1)
        assert wine.run(setup("0.2.0", two_dll="2"), "/S") == 2
        assert sleeping.poll() is None
    assert libraries_in(there) == {"one.dll": "1"}
    assert wine.key("HKCU" + UNINSTALL, "DisplayVersion") == "0.1.0"
    remove(wine, "HKCU")


@with_wine
def test_a_kind_of_file_that_is_anothers_by_now_stays_so(wine, setup):
    assert wine.run(setup("0.1.0"), "/S") == 0
    key = r"HKCU\Software\Classes\.hotspot"
    assert wine.run("reg", "add", key, "/ve", "/d", "Another.App", "/f") == 0
    remove(wine, "HKCU")
    assert wine.key(key) == "Another.App"
    assert wine.run("reg", "delete", key, "/f") == 0


@with_nsis
def test_it_is_of_64_bits_asks_for_no_administrator_and_bears_long_paths(setup):
    made = setup("0.1.0").read_bytes()
    header = int.from_bytes(made[0x3C:0x40], "little")
    assert made[header : header + 6] == b"PE\0\0\x64\x86"
    assert b'requestedExecutionLevel level="asInvoker"' in made
    assert b">true</longPathAware>" in made


@with_nsis
def test_programme_uninstaller_and_set_up_are_signed(setup, tmp_path, monkeypatch):
    told, signer = tmp_path / "told", tmp_path / "sign.py"
    signer.write_text(
        f"import sys\nprint(*sys.argv[1:], file=open({str(told)!r}, 'a'))",
        encoding="utf-8",
    )
    monkeypatch.setenv(setup_exe.SIGN, f"{sys.executable} {signer} --key k")
    made = setup("0.1.0")
    first, second, third = told.read_text(encoding="utf-8").splitlines()
    assert first == f"--key k {made.parents[1] / 'build' / 'Hotspot.exe'}"
    assert second.startswith("--key k ")
    assert third == f"--key k {made}"


@with_nsis
def test_what_can_not_be_signed_is_not_made(setup, tmp_path, monkeypatch):
    monkeypatch.setenv(setup_exe.SIGN, f"{sys.executable} -c 'raise SystemExit(3)'")
    with pytest.raises(subprocess.CalledProcessError):
        setup("0.1.0")
    assert [*tmp_path.rglob("*setup.exe")] == []


def test_what_takes_away_names_every_file_and_each_folder_after_its_files(tmp_path):
    build = a_build(tmp_path / "build", c_dll="")
    written = write_removals(build, tmp_path / "removals.nsh").read_text("utf-8")
    lines = written.splitlines()
    assert set(lines) == {
        r'Delete "$INSTDIR\Hotspot.exe"',
        r'Delete "$INSTDIR\_internal\c.dll"',
        r'Delete "$INSTDIR\_internal\deep\er\a$$é.txt"',
        r'RMDir "$INSTDIR\_internal\deep\er"',
        r'RMDir "$INSTDIR\_internal\deep"',
        r'RMDir "$INSTDIR\_internal"',
    }
    inside = [line for line in lines if "_internal" in line]
    assert inside[-1] == r'RMDir "$INSTDIR\_internal"'


def test_a_machine_without_nsis_is_told_what_brings_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Missing, match="apt-get install nsis"):
        setup_exe.find_nsis()


@pytest.mark.parametrize("name", ["ICUUC.dll", "ucrtbase.dll", "bcryptprimitives.dll"])
def test_a_library_of_windows_is_never_shipped(tmp_path, name):
    build = a_build(tmp_path / "build")
    (build / "_internal" / name).write_bytes(b"MZ")
    with pytest.raises(NotShippableError, match=name):
        refuse_stand_ins(build)


@with_nsis
def test_a_stand_in_is_found_under_any_name(tmp_path):
    build = a_build(tmp_path / "build")
    refuse_stand_ins(build)
    (build / "_internal" / "Qt6Extra.dll").write_bytes(b"MZ\0" + STAND_IN + b"\0")
    with pytest.raises(NotShippableError, match=r"Qt6Extra\.dll"):
        make_setup(build)


def test_what_is_packed_is_never_told_of_stand_ins():
    for path in (ROOT / "build.spec", SCRIPT):
        words = path.read_text(encoding="utf-8")
        assert not re.search(r"(?i)\bwine\b|ucrt|icuuc|bcryptprim", words)

